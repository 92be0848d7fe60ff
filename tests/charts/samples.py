"""Data for every kind: as usual, with long labels, with one row, with zero counts, with nothing to show."""

from tests.charts.reading import both

SHORT = [both("Repair", "维修"), both("Installation", "安装"), both("Price < 100 €", "价格<100元")]
LONG = [
    both(
        "I was told beforehand what the repair would cost, how long it would take and who would come",
        "维修之前已经有人清楚地告知我所需费用、预计时间、上门人员姓名以及其他注意事项",
    ),
    both(
        "https://service.example.com/an-address-without-any-space-that-is-longer-than-a-column-is-wide",
        "工程师（含外包人员）在约定的时间上门，并主动出示证件；服务态度友好、解释清楚、耐心细致",
    ),
    both("x", "好"),
]
WORDY = [*LONG, *LONG[::-1], LONG[0]]
POINTS = [both(f"point {k} of the scale", f"量表第{k}点") for k in range(1, 12)]
Data = dict[str, object]


def bars(labels: list, counts: list[int], n: int) -> Data:
    pairs = zip(labels, counts, strict=True)
    return {"bars": [{"label": t, "count": c, "share": c / n if n >= 10 else None} for t, c in pairs], "n": n}


def likert(labels: list, counts: list[list[int]], points: int, *, named: bool = True) -> Data:
    ends = (1, points)
    return {
        "scale": [{"value": k, "label": POINTS[k - 1] if named or k in ends else None} for k in range(1, points + 1)],
        "rows": [
            {"id": f"rs_{at}", "label": t, "counts": dict(enumerate(c, start=1)), "n": sum(c)}
            for at, (t, c) in enumerate(zip(labels, counts, strict=True))
        ],
        "top": 2,
    }


def distribution(counts: dict[float, int], mean: float | None, unit: object = None) -> Data:
    values = [{"value": v, "count": c} for v, c in counts.items()]
    return {"values": values, "n": sum(counts.values()), "mean": mean, "unit": unit}


def interval_rows(labels: list, estimates: list, *, zero: bool, style: str = "number") -> Data:
    rows = [
        {
            "id": None,
            "label": t,
            "value": e[0] if e else None,
            "interval": [e[1], e[2]] if e else None,
            "hollow": bool(e) and zero and e[1] <= 0 <= e[2],
            "note": None if e else LONG[0],
        }
        for t, e in zip(labels, estimates, strict=True)
    ]
    return {"rows": rows, "axis": both("score", "得分"), "range": None, "zero": zero, "style": style, "places": 2}


def heat_map(labels: list, matrix: list, diagonal: list) -> Data:
    return {"labels": labels, "matrix": matrix, "diagonal": diagonal, "diagonal_label": both("alpha", "α系数")}


def ranks(labels: list, numbers: list[tuple[float | None, int, int, int]], k: int) -> Data:
    rows = [
        {"label": t, "mean_rank": m, "first": f, "top": p, "n": n}
        for t, (m, f, p, n) in zip(labels, numbers, strict=True)
    ]
    return {"rows": rows, "k": k}


def shares(labels: list, counts: list[tuple[int, ...]], figures: list | None = None, **more: object) -> Data:
    """One row a label; `figures` are value, low and high on the whole range from -100 to 100."""
    rows = []
    for t, c, f in zip(labels, counts, figures or [None] * len(labels), strict=True):
        figure = {"value": f[0], "interval": [f[1], f[2]]} if f else {}
        rows.append({"label": t, "counts": c, "n": sum(c)} | figure)
    shown = {"axis": both("score", "得分"), "range": [-100, 100]} if figures else {}
    return {"parts": POINTS[: len(counts[0])], "rows": rows} | shown | more


ANSWERS = [{"value": v, "count": 8 * v, "part": (v > 6) + (v > 8)} for v in range(11)]


def parts(labels: list, values: list) -> Data:
    rows = [{"label": t, "value": v[0], "interval": v[1:] or None} for t, v in zip(labels, values, strict=True)]
    return {"rows": rows, "axis": both("part of the variance", "所占部分")}


def paths(focal: list, mediators: list, outcome: object, *, serial: bool = False, note: object = None) -> Data:
    """Every predictor to every mediator and to the outcome; in series every mediator to the later ones."""
    named = [(f"x{at}", t, 0) for at, t in enumerate(focal)]
    named += [(f"m{at}", t, 1 + at if serial else 1) for at, t in enumerate(mediators)]
    named.append(("y", outcome, 1 + (len(mediators) if serial else 1)))
    pairs = [(a, b) for a, _, before in named for b, _, after in named if before < after]
    arrows = [
        {"start": a, "end": b, "value": v, "interval": [v - 0.2, v + 0.2]}
        for at, (a, b) in enumerate(pairs)
        for v in [(-0.07, 0.41, 0.83)[at % 3]]
    ]
    nodes = [{"id": id, "label": t, "column": column} for id, t, column in named]
    return {"nodes": nodes, "arrows": arrows, "note": note}


def residuals(n: int, spread: float, *, of: int | None = None) -> Data:
    """n points that lie on no line in particular, standing for `of` respondents."""
    up = [spread * ((at * 37 % 101) / 50 - 1) for at in range(n)]
    across = [4 + at * 0.02 for at in range(n)]
    ordered = sorted(up)
    data = {"fitted": across, "residuals": up, "quantiles": [x / (spread or 1) for x in ordered], "sorted": ordered}
    return {**data, "outcome": SHORT[0], "n": of or n}


def loadings(labels: list, factors: int) -> Data:
    """Each item on one factor, the others near zero or below it."""
    values = [[0.83 if at % factors == j else -0.07 * j for j in range(factors)] for at in range(len(labels))]
    names = [f"F{j + 1}" for j in range(factors)]
    return {"items": labels, "factors": names, "loadings": values, "shown": 0.3}


def scree(k: int, above: int) -> Data:
    """Random eigenvalues on a line, and `above` of k eigenvalues over it."""
    random = [1.5 - at / k for at in range(k)]
    observed = [random[at] * (3 if at < above else 0.8) for at in range(k)]
    return {"eigenvalues": observed, "random": random, "above": above, "share": 0.95}


def missing_pattern(labels: list, n: list[int], **more: object) -> Data:
    """The first pattern lacks nothing, each other one item and every third."""
    size = len(labels)
    patterns = [
        {"n": times, "missing": [k > 0 and (at == (k - 1) % size or (at + k) % 3 == 0) for at in range(size)]}
        for k, times in enumerate(n)
    ]
    items = [{"label": t, "missing": sum(p["n"] for p in patterns if p["missing"][at])} for at, t in enumerate(labels)]
    return {"items": items, "patterns": patterns, "n": sum(n), **more}


def slopes(low: float, high: float, bounds: list[float], labels: list) -> Data:
    points = [{"moderator": 1 + at / 10, "slope": 0.1 * at, "low": low, "high": high + at / 10} for at in range(60)]
    return {"points": points, "bounds": bounds, "slope": labels[0], "moderator": labels[-1]}


def dumbbells(labels: list, means: list[tuple[float, float]], **more: object) -> Data:
    rows = [
        {"label": t, "first": a, "second": b, "gap": b - a, "interval": [b - a - 0.3, b - a + 0.3], "hollow": a == b}
        for t, (a, b) in zip(labels, means, strict=True)
    ]
    ends = {"first": both("Expected", "期望"), "second": both("Perceived", "感知"), "gap": both("Gap", "差距")}
    return {"rows": rows, **ends, "axis": both("mean", "均值"), "range": [1, 10], **more}


CORNERS = [
    both("important, weaker", "较重要、表现较弱"),
    both("important, stronger", "较重要、表现较强"),
    both("less important, weaker", "较次要、表现较弱"),
    both("less important, stronger", "较次要、表现较强"),
]


def quadrant(labels: list, places: list[tuple[float, float]], cuts: tuple[float, float], **more: object) -> Data:
    attributes = [
        {
            "label": t,
            "performance": x,
            "importance": y,
            "performance_interval": [x - 2.5, x + 2.5],
            "importance_interval": [y - 8, y + 9],
            "hollow": at % 4 == 3,
            "border": at % 3 == 1,
        }
        for at, (t, (x, y)) in enumerate(zip(labels, places, strict=True))
    ]
    axes = {"performance": both("performance", "表现"), "importance": both("importance, %", "重要性（%）")}
    line = both("Dashed: the means of the attributes.", "虚线：各属性的均值。")
    return {"attributes": attributes, "cuts": cuts, "cuts_label": line, **axes, "corners": CORNERS, "places": 0, **more}


def kano_map(labels: list, places: list[tuple[float, float]], *, whiskers: bool = True) -> Data:
    """Each at its (better, worse), the categories by turns; every sixth feature has none."""
    features: list[Data] = []
    for at, (t, (better, worse)) in enumerate(zip(labels, places, strict=True)):
        ends = {
            "better_interval": [max(better - 0.08, 0), min(better + 0.08, 1)],
            "worse_interval": [max(worse - 0.1, -1), min(worse + 0.1, 0)],
        }
        category = ("A", "O", "M", "I", "R", None)[at % 6]
        features.append(
            {"label": t, "better": better, "worse": worse, "category": category} | (ends if whiskers else {})
        )
    return {"features": features}


def rank_changes(labels: list, occasions: list, ranks: list[list[float | None]], hollow: float = 0) -> Data:
    """A row of ranks for each label; those from `hollow` on are hollow."""
    objects = [
        {"label": t, "places": [r and {"rank": r, "hollow": 0 < hollow <= r} for r in own], "stressed": not at}
        for at, (t, own) in enumerate(zip(labels, ranks, strict=True))
    ]
    return {"occasions": occasions, "objects": objects}


def profile(segments: list, labels: list, values: list[list[float | None]], **more: object) -> Data:
    """A row of values for each dimension, one for each segment."""
    dimensions = [
        {"label": t, "values": [v and {"value": v, "interval": [v - 0.3, v + 0.2]} for v in own]}
        for t, own in zip(labels, values, strict=True)
    ]
    shown = [{"label": t, "n": 100 + at} for at, t in enumerate(segments)]
    return {"segments": shown, "dimensions": dimensions, "axis": both("mean", "均值"), "range": [1, 10], **more}


def waves(labels: list, values: list[float | None], **more: object) -> Data:
    shown = [
        {"label": t, "value": v, "interval": v and [v - 0.2, v + 0.3], "n": v and 300}
        for t, v in zip(labels, values, strict=True)
    ]
    return {"waves": shown, "axis": both("satisfaction", "满意度"), **more}


def funnel(labels: list, ns: list[int]) -> Data:
    """Every third step is a loss."""
    return {
        "steps": [{"label": t, "n": n, "lost": at % 3 == 2} for at, (t, n) in enumerate(zip(labels, ns, strict=True))]
    }


def sample(variables: list, labels: list, counts: list[int | None], target: float | None = None) -> Data:
    """The same groups under every variable."""
    groups = [{"label": t, "count": c, "target": target} for t, c in zip(labels, counts, strict=True)]
    n = sum(c or 4 for c in counts) if any(counts) else 0
    return {"demographics": [{"label": t, "groups": groups, "n": n} for t in variables]}


def words(labels: list, counts: list[int], typical: list[str], n: int) -> Data:
    return {"themes": [{"label": t, "count": c, "words": typical} for t, c in zip(labels, counts, strict=True)], "n": n}


SPREAD = [(62.0, 40.0), (71.5, 22.0), (78.0, 30.0), (58.0, 8.0)]
CROWD = [(70.0 + at % 4 / 3, 25.0 + at // 4) for at in range(24)]
LOPSIDED = [[8, 15, 40, 120, 67], [90, 80, 40, 30, 10], [0, 0, 3, 0, 0]]
KANO = [(0.71, -0.62), (0.64, -0.18), (0.22, -0.74), (0.15, -0.2)]
FOREST = [(0.412, 0.31, 0.514), (-0.07, -0.16, 0.02), (-0.3, -0.4, -0.21)]
TRIANGLE = [[], [0.73], [-0.41, 0.02]]
MANY = [SHORT[k % 3] for k in range(24)]
CASES: dict[str, tuple[str, Data, list]] = {
    "bars": ("bars", bars(SHORT, [112, 61, 0], 250), SHORT),
    "bars, long": ("bars", bars(LONG, [250, 125, 1], 250), LONG),
    "bars, one": ("bars", bars(SHORT[:1], [250], 250), SHORT[:1]),
    "bars, few": ("bars", bars(SHORT, [4, 1, 0], 5), SHORT),
    "bars, nobody": ("bars", bars(SHORT, [0, 0, 0], 0), SHORT),
    "likert": ("likert", likert(SHORT, LOPSIDED, 5), SHORT),
    "likert, long": ("likert", likert(LONG, [[250, 0, 0, 0], [0, 0, 0, 250], [1, 1, 1, 1]], 4), LONG),
    "likert, wordy": (
        "likert",
        likert(SHORT, [[30] * 7] * 3, 7) | {"scale": [{"value": k, "label": t} for k, t in enumerate(WORDY, start=1)]},
        [*SHORT, *LONG],
    ),
    "likert, seven": ("likert", likert(SHORT, [[30] * 7] * 3, 7), POINTS[:7]),
    "likert, ten": (
        "likert",
        likert(LONG, [list(range(10)), list(range(9, -1, -1)), [9] * 10], 10, named=False),
        [*LONG, POINTS[0], POINTS[9]],
    ),
    "likert, eleven": ("likert", likert(SHORT[:1], [[3] * 11], 11), SHORT[:1]),
    "likert, nobody": ("likert", likert(SHORT, [[0] * 5] * 3, 5), SHORT),
    "likert, aside": ("likert", likert(SHORT, LOPSIDED, 5) | {"neutral": "aside"}, SHORT),
    "likert, aside, even": ("likert", likert(LONG, [[9, 3, 8, 5]] * 3, 4) | {"neutral": "aside"}, LONG),
    "likert, aside, nobody": ("likert", likert(SHORT, [[0] * 5] * 3, 5) | {"neutral": "aside"}, SHORT),
    "likert, aside, none neutral": (
        "likert",
        likert(SHORT[:1], [[5, 0, 0, 0, 9]], 5) | {"neutral": "aside"},
        SHORT[:1],
    ),
    "likert, stack": ("likert", likert(LONG, LOPSIDED, 5) | {"neutral": "stack"}, LONG),
    "likert, stack, eleven": ("likert", likert(SHORT[:1], [[3] * 11], 11) | {"neutral": "stack"}, SHORT[:1]),
    "distribution": (
        "distribution",
        distribution(dict(enumerate([4, 2, 0, 6, 9, 22, 25, 48, 66, 39, 26])), 7.12, SHORT[0]),
        SHORT[:1],
    ),
    "distribution, long": ("distribution", distribution({0: 1, 10: 400}, 9.97, LONG[0]), LONG[:1]),
    "distribution, one": ("distribution", distribution({-1234567.5: 3}, -1234567.5), []),
    "distribution, bins": ("distribution", distribution({v * 1.7: 3 for v in range(400)}, 339.15), []),
    "distribution, large bins": ("distribution", distribution({v**3: 1 for v in range(-90, 90)}, 0.0), []),
    "distribution, nobody": ("distribution", distribution({0: 0, 1: 0}, None), []),
    "intervals": ("intervals", interval_rows(SHORT, [(7.4, 7.2, 7.6), (6.1, 5.8, 6.4), None], zero=False), SHORT),
    "intervals, forest": ("intervals", interval_rows(SHORT, FOREST, zero=True, style="bounded"), SHORT),
    "intervals, long": ("intervals", interval_rows(LONG, [FOREST[0], None, FOREST[1]], zero=True), LONG),
    "intervals, one": ("intervals", interval_rows(SHORT[:1], [(3.0, 3.0, 3.0)], zero=False), SHORT[:1]),
    "intervals, none": ("intervals", interval_rows(SHORT, [None] * 3, zero=True), SHORT),
    "heat map": ("heat_map", heat_map(SHORT, [[], [0.73], [0.41, 0.02]], [0.8, None, 0.9]), SHORT),
    "heat map, signs": ("heat_map", heat_map(LONG, TRIANGLE, [0.8, 0.7, 0.9]), LONG),
    "heat map, one": ("heat_map", heat_map(SHORT[:1], [[]], [0.8]), SHORT[:1]),
    "heat map, none": ("heat_map", heat_map(SHORT, [[], [None], [None, None]], [None] * 3), SHORT),
    "heat map, many": (
        "heat_map",
        heat_map(MANY, [[-0.5 + j / 24 for j in range(i)] for i in range(24)], [0.8] * 24),
        MANY,
    ),
    "heat map, too many for numbers": (
        "heat_map",
        heat_map([*MANY, *MANY[:6]], [[-0.5 + j / 24 for j in range(i)] for i in range(30)], [0.8] * 30),
        SHORT,
    ),
    "loadings": ("loadings", loadings(SHORT, 2), SHORT),
    "loadings, too many for numbers": ("loadings", loadings(MANY, 40), SHORT),
    "loadings, long": ("loadings", loadings(LONG, 5), LONG),
    "loadings, many": ("loadings", loadings(MANY, 12), MANY),
    "loadings, one": ("loadings", loadings(SHORT[:1], 1), SHORT[:1]),
    "loadings, none": ("loadings", {"items": [], "factors": [], "loadings": [], "shown": 0.3}, []),
    "missing pattern": ("missing_pattern", missing_pattern(SHORT, [211, 20, 12, 7]), SHORT),
    "missing pattern, long": ("missing_pattern", missing_pattern(LONG, [900000, 99999, 1]), LONG),
    "missing pattern, many": (
        "missing_pattern",
        missing_pattern(MANY, list(range(100, 88, -1)), others=40, other_patterns=33),
        MANY,
    ),
    "missing pattern, one": ("missing_pattern", missing_pattern(SHORT[:1], [3, 2]), SHORT[:1]),
    "missing pattern, none": ("missing_pattern", {"items": [], "patterns": [], "n": 0}, []),
    "scree": ("scree", scree(24, 2), []),
    "scree, many": ("scree", scree(120, 9), []),
    "scree, few": ("scree", scree(3, 0), []),
    "residuals": ("residuals", residuals(250, 2.4), []),
    "residuals, many": ("residuals", residuals(500, 3.1, of=123456) | {"outcome": LONG[0]}, LONG[:1]),
    "residuals, few": ("residuals", residuals(3, 0.0), []),
    "residuals, nobody": ("residuals", residuals(0, 1.0), []),
    "roc": ("roc", {"points": [[0, 0], [0.1, 0.4], [0.5, 0.8], [1, 1]], "area": 0.776, "interval": [0.718, 0.834]}, []),
    "roc, perfect": ("roc", {"points": [[0, 0], [0, 1], [1, 1]], "area": 1.0}, []),
    "johnson-neyman": ("johnson_neyman", slopes(-0.2, 0.4, [2.26, 4.5], SHORT), SHORT[:1]),
    "johnson-neyman, long": ("johnson_neyman", slopes(0.1, 0.4, [], LONG), LONG[:1]),
    "johnson-neyman, flat": ("johnson_neyman", slopes(-1e6, 1e6, [1.0], SHORT), SHORT[:1]),
    "ranks": ("ranks", ranks(SHORT, [(1.84, 104, 210, 250), (2.4, 75, 180, 250), (4.4, 0, 0, 250)], 3), SHORT),
    "ranks, long": ("ranks", ranks(LONG, [(1.0, 250, 250, 250), (2.0, 3, 5, 7), (None, 0, 0, 0)], 3), LONG),
    "ranks, first only": ("ranks", ranks(SHORT[:1], [(1.2, 20, 20, 25)], 1), SHORT[:1]),
    "ranks, nobody": ("ranks", ranks(SHORT, [(None, 0, 0, 0)] * 3, 2), SHORT),
    "shares": (
        "shares",
        shares(SHORT[:2], [(168, 120, 152), (20, 2, 0)], [(-3.6, -11.8, 4.6), (-91, -100, -78.5)], tones="diverging"),
        SHORT[:2],
    ),
    "shares, answers": (
        "shares",
        shares(SHORT[:1], [(168, 120, 152)], [(-3.6, -11.8, 4.6)], tones="diverging", answers=ANSWERS),
        SHORT[:1],
    ),
    "shares, percentages": (
        "shares",
        shares(SHORT[:2], [(100, 60), (8, 30)], [(0.375, 0.3, 0.45), (0.789, 0.64, 0.89)])
        | {"range": [0, 1], "style": "percent"},
        SHORT[:2],
    ),
    "shares, long": ("shares", shares(LONG, [(250, 0, 1), (1, 1, 250), (4, 1, 2)], [None, (5, -90, 90), None]), LONG),
    "shares, many parts": ("shares", shares(SHORT, [(9, 8, 7, 6, 5, 4, 3)] * 3), [*SHORT, *POINTS[:7]]),
    "shares, wordy parts": ("shares", shares(SHORT, [(9, 8, 7)] * 3) | {"parts": LONG}, [*SHORT, *LONG]),
    "shares, nobody": ("shares", shares(SHORT, [(0, 0)] * 3), SHORT),
    "parts": ("parts", parts(SHORT, [(0.296, 0.236, 0.358), (0.165, 0.13, 0.205), (0.001, 0.0, 0.02)]), SHORT),
    "parts, long": ("parts", parts(LONG, [(0.9, 0.85, 0.97), (0.05,), (0.0, 0.0, 0.04)]), LONG),
    "parts, one": ("parts", parts(SHORT[:1], [(0.4,)]), SHORT[:1]),
    "paths": ("paths", paths(SHORT[:1], SHORT[1:2], SHORT[2], note=LONG[0]), [*SHORT, LONG[0]]),
    "paths, four": ("paths", paths([*SHORT, LONG[2]], SHORT[:1], SHORT[1]), [*SHORT, LONG[2]]),
    "paths, parallel": ("paths", paths(SHORT[:1], SHORT, SHORT[0]), SHORT),
    "paths, two by three": ("paths", paths(SHORT[:2], SHORT, SHORT[2]), SHORT),
    "paths, series": ("paths", paths(SHORT[:1], SHORT[:2], SHORT[2], serial=True), SHORT),
    "paths, long series": ("paths", paths(SHORT[:1], SHORT, SHORT[2], serial=True), SHORT),
    "paths, long": ("paths", paths(LONG[:2], LONG[1:2], LONG[0]), LONG[:2]),
    "dumbbells": ("dumbbells", dumbbells(SHORT, [(8.4, 6.9), (7.2, 7.1), (5.5, 6.6)]), SHORT),
    "dumbbells, long": ("dumbbells", dumbbells(LONG, [(9.9, 1.2), (1.0, 10.0), (4.0, 4.0)], first=LONG[0]), LONG),
    "dumbbells, one": ("dumbbells", dumbbells(SHORT[:1], [(3.0, 3.0)], range=None), SHORT[:1]),
    "dumbbells, none": ("dumbbells", dumbbells([], []), []),
    "quadrant": ("quadrant", quadrant([*SHORT, LONG[2]], SPREAD, (67.4, 25.0)), [*SHORT, LONG[2], *CORNERS]),
    "quadrant, long": ("quadrant", quadrant([*LONG, LONG[0]], SPREAD, (67.4, 25.0)), LONG),
    "quadrant, crowd": ("quadrant", quadrant(MANY, CROWD, (70.5, 27.0)), SHORT),
    "quadrant, coinciding": ("quadrant", quadrant(SHORT * 2, [(70.0, 25.0)] * 6, (70.0, 25.0)), SHORT),
    "quadrant, wordy corners": (
        "quadrant",
        quadrant([*SHORT, LONG[2]], SPREAD, (50.0, 25.0), corners=[LONG[0], LONG[1], LONG[0], LONG[1]]),
        [*SHORT, LONG[0]],
    ),
    "kano map": ("kano_map", kano_map([*SHORT, LONG[2]], KANO), [*SHORT, LONG[2]]),
    "kano map, long": ("kano_map", kano_map(LONG, KANO[1:]), LONG),
    "kano map, corners": (
        "kano_map",
        kano_map([LONG[2]] * 8, [(0, 0), (1, -1), (0, -1), (1, 0), (0.5, -0.5), (0.5, 0), (1, -0.5), (0, -0.5)]),
        LONG[2:],
    ),
    "kano map, crowd": ("kano_map", kano_map(MANY, [(0.4 + at % 5 / 60, -0.5) for at in range(24)]), SHORT),
    "kano map, plain": ("kano_map", kano_map(SHORT[:1], KANO[:1], whiskers=False), SHORT[:1]),
    "kano map, none": ("kano_map", kano_map([], []), []),
    "rank changes": ("rank_changes", rank_changes(SHORT, POINTS[:3], [[1, 3, 2], [2, 1, 1], [3, 2, 3]]), SHORT),
    "rank changes, long": (
        "rank_changes",
        rank_changes(LONG, LONG, [[1.5, None, 2], [1.5, 1, None], [None, 2, 1]], hollow=1.5),
        LONG,
    ),
    "rank changes, many": (
        "rank_changes",
        rank_changes(MANY, POINTS, [[1 + (at * (wave * 2 + 1)) % 24 for wave in range(11)] for at in range(24)]),
        SHORT,
    ),
    "rank changes, one": ("rank_changes", rank_changes(SHORT[:1], SHORT[:1], [[1]]), SHORT[:1]),
    "rank changes, none": ("rank_changes", rank_changes([], SHORT, []), SHORT),
    "profile": ("profile", profile(SHORT[:2], SHORT, [[7.1, 8.2], [6.4, 6.4], [None, 5.0]]), SHORT),
    "profile, five": ("profile", profile([*SHORT, *LONG[:2]], LONG, [[2, 4, 6, 8, 9], [5] * 5, [None] * 5]), LONG),
    "profile, one": ("profile", profile(SHORT[:1], SHORT[:1], [[3]], range=None), SHORT[:1]),
    "profile, none": ("profile", profile([], [], []), []),
    "waves": (
        "waves",
        waves(POINTS[:6], [7.1, 7.3, None, 7.2, None, 8.4], limits=[6.9, 7.9], centre=7.4),
        POINTS[:6],
    ),
    "waves, long": ("waves", waves(LONG, [1, 5, 9], axis=LONG[0], range=[1, 10]), LONG),
    "waves, many": ("waves", waves(POINTS * 6, [5 + at % 7 / 3 for at in range(66)]), []),
    "waves, one": ("waves", waves(SHORT[:1], [3]), SHORT[:1]),
    "waves, none": ("waves", waves([], []), []),
    "waves, nothing": ("waves", waves(SHORT, [None] * 3), SHORT),
    "funnel": ("funnel", funnel([*SHORT, *SHORT], [511, 470, 22, 424, 412, 3]), SHORT),
    "funnel, long": ("funnel", funnel(LONG, [1234567, 1234567, 1]), LONG),
    "funnel, few": ("funnel", funnel(SHORT, [7, 3, 2]), SHORT),
    "funnel, nobody": ("funnel", funnel(SHORT, [0, 0, 0]), SHORT),
    "funnel, none": ("funnel", funnel([], []), []),
    "sample": ("sample", sample(SHORT[:2], SHORT, [130, 110, 10], 0.4), SHORT),
    "sample, hidden": ("sample", sample(SHORT[:1], LONG, [130, None, None], 0.9), [*SHORT[:1], *LONG]),
    "sample, long": ("sample", sample(LONG, SHORT, [3, 2, 1]), [*SHORT, *LONG]),
    "sample, nobody": ("sample", sample(SHORT[:1], SHORT, [0, 0, 0]), SHORT),
    "sample, none": ("sample", sample([], [], []), []),
    "words": ("words", words(SHORT, [61, 40, 1], ["slow", "慢", "three weeks"], 142), SHORT),
    "words, long": ("words", words(LONG, [142, 2, 0], [LONG[1]["en"], LONG[0]["zh"]] * 2, 142), LONG),
    "words, few": ("words", words(SHORT, [4, 1, 0], [], 5), SHORT),
    "words, nobody": ("words", words(SHORT, [0, 0, 0], [], 0), SHORT),
}
