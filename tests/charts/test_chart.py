"""What holds for every kind: one contract over the registry, in both languages."""

from functools import cache
from itertools import combinations

import pytest

from scripts.charts import example
from surveykit.charts import draw, kinds
from surveykit.charts.layout import SWATCH
from surveykit.charts.marks import WIDTH
from surveykit.core.finding import Figure
from surveykit.core.language import LANGUAGES, messages, say
from tests.charts.reading import SVG, Picture, figure, lightness, picture
from tests.charts.samples import CASES

HOSTILE = "<script>alert('x')</script> & \"quoted\" \x00\x0b\ud800"
CLEANED = "<script>alert('x')</script> & \"quoted\""
APART = 10
"""Steps of lightness (of 100) that a print in grey keeps apart."""
OTHERWISE = {
    "heat_map": "a number, or a stroke for minus, in every cell",
    "loadings": "a number, or a stroke for minus, in every cell",
    "likert": "the order of the legend is that of the segments",
    "shares": "the order of the legend is that of the segments",
    "profile": "shapes and dashes",
    "paths": "dashes",
}
"""Kinds whose colours are not all told apart in grey, and what says the same; their own tests hold them to it."""
DOCUMENTED = {
    f"{kind}, documented {at}": (kind, dict(shown.data), [])
    for kind in kinds()
    for at, shown in enumerate(example(kind).figures)
}
ALL = CASES | DOCUMENTED
each_case = pytest.mark.parametrize("name", ALL)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def drawn(name: str, language: str) -> Picture:
    kind, data, _ = ALL[name]
    return picture(kind, data, language)


def test_every_kind_has_cases() -> None:
    assert {kind for kind, _, _ in CASES.values()} == set(kinds())
    assert kinds() == (
        "bars",
        "distribution",
        "dumbbells",
        "funnel",
        "heat_map",
        "intervals",
        "johnson_neyman",
        "kano_map",
        "likert",
        "loadings",
        "missing_pattern",
        "parts",
        "paths",
        "profile",
        "quadrant",
        "rank_changes",
        "ranks",
        "residuals",
        "roc",
        "sample",
        "scree",
        "shares",
        "waves",
        "words",
    )


@each_case
@each_language
def test_nothing_overlaps_or_leaves_the_picture(name: str, language: str) -> None:
    assert drawn(name, language).faults() == []


@each_case
@each_language
def test_no_text_is_struck_or_covered(name: str, language: str) -> None:
    assert drawn(name, language).struck() == []


@each_case
def test_neighbours_are_told_apart_in_grey(name: str) -> None:
    """Shapes that touch differ in lightness, or a line of another lightness parts them; the steps of a ramp may not."""
    fills = [m for m in drawn(name, "en").all("rect") if float(m["height"]) > SWATCH]
    faults = []
    for a, b in combinations(fills, 2):
        if a["fill"] != b["fill"] and neighbours(a, b):
            parted = all("stroke" in m and tells(m["stroke"], m["fill"]) for m in (a, b))
            faults += [] if parted or tells(a["fill"], b["fill"]) else [(a, b)]
    assert faults == []


@pytest.mark.parametrize("name", [name for name in ALL if ALL[name][0] not in OTHERWISE])
def test_what_colours_say_is_said_in_grey(name: str) -> None:
    shown = drawn(name, "en")
    fills = {m["fill"] for tag in ("rect", "polygon", "circle") for m in shown.all(tag)}
    assert [pair for pair in combinations(fills, 2) if not tells(*pair)] == []


def neighbours(a: dict[str, str], b: dict[str, str]) -> bool:
    """Whether two rectangles touch or overlap."""
    near = 0.1
    return all(
        min(float(a[at]) + float(a[size]), float(b[at]) + float(b[size])) - max(float(a[at]), float(b[at])) > least
        for at, size, least in (("x", "width", -near), ("y", "height", near))
    )


def tells(first: str, second: str) -> bool:
    """Whether a print in grey tells two colours apart."""
    return abs(lightness(first) - lightness(second)) >= APART


@each_case
@each_language
def test_every_label_stands_whole(name: str, language: str) -> None:
    shown = drawn(name, language)
    assert [label for label in ALL[name][2] if not shown.says(say(label, language))] == []


@each_case
@each_language
def test_it_is_a_named_picture_one_column_wide(name: str, language: str) -> None:
    shown = drawn(name, language)
    assert shown.root.tag == f"{SVG}svg"
    assert shown.root.attrib["role"] == "img"
    assert shown.view[2] == WIDTH
    assert shown.title.startswith({"en": "Most are satisfied. Base: n", "zh": "多数人满意。基数：n"}[language])
    assert shown.title.endswith({"en": ".", "zh": "。"}[language])


@each_case
def test_only_what_weasyprint_draws(name: str) -> None:
    names = {"svg", "title", "text", "line", "rect", "circle", "polygon", "path"}
    elements = list(drawn(name, "en").root.iter())
    assert {element.tag for element in elements} <= {SVG + name for name in names}
    assert not any({"id", "class", "style"} & set(element.attrib) for element in elements)


@each_case
def test_the_same_figure_is_the_same_text(name: str) -> None:
    kind, data, _ = ALL[name]
    assert draw(figure(kind, data), "zh") == draw(figure(kind, data), "zh")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("bars", {"bars": [{"label": HOSTILE, "count": 12, "share": 1.0}], "n": 12}),
        ("likert", {"scale": [{"value": 1, "label": HOSTILE}, {"value": 2}], "rows": [], "top": 1}),
        ("distribution", {"values": [{"value": 1, "count": 2}], "n": 2, "unit": {"en": HOSTILE}}),
        ("intervals", {"rows": [{"label": HOSTILE}], "axis": "x"}),
        (
            "residuals",
            {"fitted": [1], "residuals": [1], "quantiles": [1], "sorted": [1], "outcome": HOSTILE, "n": 1},
        ),
        (
            "johnson_neyman",
            {
                "points": [{"moderator": w, "slope": 1, "low": 0, "high": 2} for w in (1, 2)],
                "bounds": [],
                "slope": "x",
                "moderator": HOSTILE,
            },
        ),
        ("heat_map", {"labels": [HOSTILE], "matrix": [[]], "diagonal": [None], "diagonal_label": HOSTILE}),
        ("loadings", {"items": [HOSTILE], "factors": ["F1"], "loadings": [[0.4]], "shown": 0.3}),
        ("ranks", {"rows": [{"label": HOSTILE, "mean_rank": 1, "first": 1, "top": 1, "n": 1}], "k": 2}),
        ("parts", {"rows": [{"label": HOSTILE, "value": 0.3}], "axis": "x"}),
        ("paths", {"nodes": [{"id": "x", "label": HOSTILE, "column": 0}], "arrows": []}),
        (
            "dumbbells",
            {
                "rows": [{"label": HOSTILE, "first": 4, "second": 3, "gap": -1}],
                "first": HOSTILE,
                "second": "x",
                "gap": "x",
                "axis": "x",
            },
        ),
        (
            "quadrant",
            {
                "attributes": [{"label": HOSTILE, "performance": 50, "importance": 1}],
                "cuts": [40, 2],
                "cuts_label": "x",
                "performance": "x",
                "importance": "x",
                "corners": ["a", "b", "c", "d"],
            },
        ),
        ("kano_map", {"features": [{"label": HOSTILE, "better": 0.4, "worse": -0.2}]}),
        ("rank_changes", {"occasions": [HOSTILE], "objects": [{"label": HOSTILE, "places": [{"rank": 1}]}]}),
        (
            "profile",
            {
                "segments": [{"label": HOSTILE, "n": 9}],
                "dimensions": [{"label": HOSTILE, "values": [{"value": 2}]}],
                "axis": "x",
            },
        ),
        ("waves", {"waves": [{"label": HOSTILE, "value": 3}], "axis": HOSTILE}),
        ("funnel", {"steps": [{"label": HOSTILE, "n": 12}]}),
        (
            "sample",
            {"demographics": [{"label": HOSTILE, "groups": [{"label": HOSTILE, "count": None}], "n": 12}]},
        ),
        ("words", {"themes": [{"label": HOSTILE, "count": 12, "words": [HOSTILE]}], "n": 12}),
        ("shares", {"parts": [HOSTILE], "rows": [{"label": HOSTILE, "counts": [1], "n": 1}]}),
    ],
)
def test_hostile_text_stays_text(kind: str, data: dict[str, object]) -> None:
    text = draw(Figure(kind, {"en": HOSTILE}, data, {"en": HOSTILE}), "zh")
    shown = Picture(text)
    assert "<script" not in text
    assert shown.says(CLEANED)
    assert CLEANED in shown.title
    assert shown.faults() == []


def test_unknown_kinds_and_misfits_are_our_fault() -> None:
    with pytest.raises(KeyError, match="forest"):
        draw(figure("forest", {}), "en")
    with pytest.raises(TypeError, match="needs \\['n'\\]"):
        draw(figure("bars", {"bars": []}), "en")


def test_the_two_catalogues_have_the_same_names() -> None:
    assert messages("en", "charts").keys() == messages("zh", "charts").keys()


def test_words_are_as_wide_as_a_browser_sets_them(page) -> None:
    """The built-in widths must not fall behind the font, or labels would run into each other."""
    tab = page()
    measure = """() => [...document.querySelectorAll('text')].map(t => {
        const box = t.getBBox(), view = t.ownerSVGElement.viewBox.baseVal;
        return [t.textContent, t.getComputedTextLength(), box.x >= -1 && box.x + box.width <= view.width + 1];
    })"""
    for language in LANGUAGES:
        pictures = [drawn(name, language) for name in ALL]
        sources = [draw(figure(kind, data), language) for kind, data, _ in ALL.values()]
        tab.set_content(f"<!doctype html><html lang={language}><title>charts</title>{''.join(sources)}")
        expected = [(box.string, box.right - box.left) for shown in pictures for box in shown.boxes()]
        measured = tab.evaluate(measure)
        assert [string for string, _, _ in measured] == [string for string, _ in expected]
        too_wide = [(s, w, e) for (s, w, _), (_, e) in zip(measured, expected, strict=True) if w > e * 1.02 + 1]
        assert too_wide == []
        assert [string for string, _, inside in measured if not inside] == []
