"""What holds for every kind: one contract over the registry, in both languages."""

import pytest

from surveykit.charts import draw, kinds
from surveykit.charts.marks import WIDTH
from surveykit.core.finding import Figure
from surveykit.core.language import LANGUAGES, messages, say
from tests.charts.reading import SVG, Picture, figure, picture
from tests.charts.samples import CASES

HOSTILE = "<script>alert('x')</script> & \"quoted\" \x00\x0b\ud800"
CLEANED = "<script>alert('x')</script> & \"quoted\""
each_case = pytest.mark.parametrize("name", CASES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def drawn(name: str, language: str) -> Picture:
    kind, data, _ = CASES[name]
    return picture(kind, data, language)


def test_every_kind_has_cases() -> None:
    assert {kind for kind, _, _ in CASES.values()} == set(kinds())
    assert kinds() == (
        "bars",
        "distribution",
        "dumbbells",
        "heat_map",
        "intervals",
        "johnson_neyman",
        "likert",
        "loadings",
        "missing_pattern",
        "parts",
        "paths",
        "quadrant",
        "ranks",
        "residuals",
        "roc",
        "scree",
        "shares",
    )


@each_case
@each_language
def test_nothing_overlaps_or_leaves_the_picture(name: str, language: str) -> None:
    assert drawn(name, language).faults() == []


@each_case
@each_language
def test_every_label_stands_whole(name: str, language: str) -> None:
    shown = drawn(name, language)
    assert [label for label in CASES[name][2] if not shown.says(say(label, language))] == []


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
    names = {"svg", "title", "text", "line", "rect", "circle", "polygon"}
    elements = list(drawn(name, "en").root.iter())
    assert {element.tag for element in elements} <= {SVG + name for name in names}
    assert not any({"id", "class", "style"} & set(element.attrib) for element in elements)


@each_case
def test_the_same_figure_is_the_same_text(name: str) -> None:
    kind, data, _ = CASES[name]
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
        pictures = [drawn(name, language) for name in CASES]
        sources = [draw(figure(kind, data), language) for kind, data, _ in CASES.values()]
        tab.set_content(f"<!doctype html><html lang={language}><title>charts</title>{''.join(sources)}")
        expected = [(box.string, box.right - box.left) for shown in pictures for box in shown.boxes()]
        measured = tab.evaluate(measure)
        assert [string for string, _, _ in measured] == [string for string, _ in expected]
        too_wide = [(s, w, e) for (s, w, _), (_, e) in zip(measured, expected, strict=True) if w > e * 1.02 + 1]
        assert too_wide == []
        assert [string for string, _, inside in measured if not inside] == []
