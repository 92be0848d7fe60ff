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


FOREST = [(0.412, 0.31, 0.514), (-0.07, -0.16, 0.02), (-0.3, -0.4, -0.21)]
TRIANGLE = [[], [0.73], [-0.41, 0.02]]
MANY = [SHORT[k % 3] for k in range(24)]
CASES: dict[str, tuple[str, Data, list]] = {
    "bars": ("bars", bars(SHORT, [112, 61, 0], 250), SHORT),
    "bars, long": ("bars", bars(LONG, [250, 125, 1], 250), LONG),
    "bars, one": ("bars", bars(SHORT[:1], [250], 250), SHORT[:1]),
    "bars, few": ("bars", bars(SHORT, [4, 1, 0], 5), SHORT),
    "bars, nobody": ("bars", bars(SHORT, [0, 0, 0], 0), SHORT),
    "likert": ("likert", likert(SHORT, [[8, 15, 40, 120, 67], [90, 80, 40, 30, 10], [0, 0, 3, 0, 0]], 5), SHORT),
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
    "ranks": ("ranks", ranks(SHORT, [(1.84, 104, 210, 250), (2.4, 75, 180, 250), (4.4, 0, 0, 250)], 3), SHORT),
    "ranks, long": ("ranks", ranks(LONG, [(1.0, 250, 250, 250), (2.0, 3, 5, 7), (None, 0, 0, 0)], 3), LONG),
    "ranks, first only": ("ranks", ranks(SHORT[:1], [(1.2, 20, 20, 25)], 1), SHORT[:1]),
    "ranks, nobody": ("ranks", ranks(SHORT, [(None, 0, 0, 0)] * 3, 2), SHORT),
}
