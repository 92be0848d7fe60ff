"""Importance and performance: numbers against R's boot, who is assigned to a part of the map and who is not."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.attribute_map import performance
from surveykit.analysis.importance_performance import ImportancePerformance
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding
from surveykit.core.item import Part
from surveykit.errors import AnalystError
from surveykit.items.touchpoint_matrix import TouchpointMatrix
from tests.analysis.small import coded, drawn, gates, mobi, questionnaire, said, scale, study, text
from tests.analysis.test_degenerate import KINDS, shaped, sound

FILE = Path(__file__).parents[1] / "reference" / "gaps_importance.json"
R: dict[str, Any] = json.loads(FILE.read_text("utf-8"))["results"]
ATTRIBUTES = ("image", "expectation", "quality", "value")
STATED = {"image": "CUEX1", "expectation": "IMAG1", "quality": "CUEX2", "value": "CUEX3"}


def run(data: Dataset, *arguments: Any, **options: Any) -> Finding:
    (finding,) = ImportancePerformance(*arguments, **options).run(data)
    return finding


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["relative", "coefficient", "correlation"])
def test_importance_and_performance_agree_with_r(kind: Any) -> None:
    finding = run(mobi(), "satisfaction", ATTRIBUTES, method=kind, draws=5000)
    for name, entry in (("importance", kind), ("performance", "performance")):
        ends = R[f"map.{entry}_interval"]
        for attribute in ATTRIBUTES:
            found = finding.estimate(name, attribute=attribute)
            assert found.value == pytest.approx(R[f"map.{entry}"]["value"][attribute], rel=1e-6, abs=1e-6)
            assert found.interval == pytest.approx(ends["value"][attribute], abs=ends["tol"])
    if kind == "relative":
        r = finding.estimate("attribute_r", attribute="value")
        assert r.interval == pytest.approx(R["map.correlation_interval"]["value"]["value"], abs=0.03)


def test_relative_importance_adds_up() -> None:
    finding = run(mobi(), "satisfaction", ATTRIBUTES, draws=0)
    assert sum(e.value or 0 for e in finding.estimates if e.name == "importance") == pytest.approx(100)


def test_stated_importance_agrees_with_r() -> None:
    finding = run(mobi(), importance="stated", stated=STATED)
    for name, entry in (("importance", "map.stated"), ("performance", "map.stated_performance")):
        for attribute in ATTRIBUTES:
            found, row = finding.estimate(name, attribute=attribute), R[entry]["value"][attribute]
            assert found.value == pytest.approx(row["value"], rel=1e-6)
            assert found.interval == pytest.approx(row["interval"], rel=1e-6)


def test_performance_runs_from_nought_to_hundred_and_upwards() -> None:
    data = study({"a": [1, 10], "b": [1, 10]}, {"t": ["a", "b"]}, reverse=["b"])
    assert performance(data, "a").tolist() == [0, 100]
    assert performance(data, "b").tolist() == [100, 0]
    assert performance(data, "t").tolist() == [50, 50]


# --- words ------------------------------------------------------------------------------------------


def test_only_what_lies_clear_of_both_lines_is_assigned() -> None:
    finding = run(mobi(), "satisfaction", ATTRIBUTES)
    assert "More important and stronger, clear of both lines, is Quality." in finding.sentences.full["en"]
    assert "On the border, because an interval holds a line, are Image and Value." in finding.sentences.full["en"]
    assert "处于分界处（区间跨过分界线）的有“image度”和“value度”。" in finding.sentences.full["zh"]
    assert finding.table is not None
    parts = [row[-1]["en"] for row in finding.table.rows]  # type: ignore[index]  # the last cell is words
    assert parts == ["on the border", "less important, stronger", "more important, stronger", "on the border"]


def test_the_lines_are_named() -> None:
    means = run(mobi(), "satisfaction", ATTRIBUTES)
    assert "means of the attributes: performance 70.3 of 100, importance 25% of R²" in said(means, "en")
    middle = run(mobi(), "satisfaction", ATTRIBUTES, cuts="midpoints")
    assert [e.value for e in middle.estimates if e.name == "line"] == [50, 25]
    assert middle.figure is not None
    assert middle.figure.kind == "quadrant"
    assert "midpoints" in middle.figure.data["cuts_label"]["en"]  # type: ignore[index]  # words


def with_noise() -> Dataset:
    (a, b, c, d), y = drawn(200, 8, 1.0, 0.8, 0.0, 0.6)
    return study({"a": a, "b": b, "c": c, "d": d, "y": y})


def test_an_attribute_that_is_not_shown_to_matter_is_hollow_and_assigned_to_no_part() -> None:
    finding = run(with_noise(), "y_c", ("a_c", "b_c", "c_c", "d_c"))
    assert finding.figure is not None
    drawn_as = {a["label"]["en"]: a["hollow"] for a in finding.figure.data["attributes"]}  # type: ignore[attr-defined]
    assert drawn_as == {"A_c": False, "B_c": False, "C_c": True, "D_c": False}
    assert "Whether C_c has to do with Y_c the data do not show." in finding.sentences.full["en"]
    assert "NONSIG" in gates(finding)


def test_what_goes_with_less_of_the_outcome_is_given_no_part() -> None:
    (a, b, c, d), y = drawn(200, 8, 1.0, 0.8, -1.0, 0.6)
    finding = run(study({"a": a, "b": b, "c": c, "d": d, "y": y}), "y_c", ("a_c", "b_c", "c_c", "d_c"))
    assert "C_c goes with less of Y_c" in finding.sentences.full["en"]
    assert "负相关" in finding.sentences.full["zh"]


def test_unrelated_attributes_get_neither_words_nor_map() -> None:
    rng = np.random.default_rng(12)
    data = study({name: [float(v) for v in rng.normal(size=100)] for name in "abcdy"})
    finding = run(data, "y_c", tuple(f"{name}_c" for name in "abcd"))
    assert finding.figure is None
    assert not finding.headline
    assert "do not show whether the attributes" in finding.sentences.full["en"]


def test_few_attributes_or_respondents_make_no_map() -> None:
    three = run(mobi(), "satisfaction", ATTRIBUTES[:3])
    assert three.refused
    assert gates(three) == {"FEW_ATTRIBUTES"}
    (a, b, c, d), y = drawn(25, 8, 1.0, 0.8, 0.1, 0.6)
    few = run(study({"a": a, "b": b, "c": c, "d": d, "y": y}), "y_c", ("a_c", "b_c", "c_c", "d_c"))
    assert gates(few) == {"SMALL_N"}
    assert few.figure is None


def test_without_draws_nothing_is_assigned() -> None:
    finding = run(mobi(), "satisfaction", ATTRIBUTES, draws=0)
    assert finding.figure is None
    assert finding.method is not None
    assert finding.method.seed is None
    assert "Without intervals" in finding.sentences.full["en"]


# --- touchpoints ------------------------------------------------------------------------------------


def contacts(n: int = 120) -> Dataset:
    rows = {name: Part(text(name.capitalize(), name)) for name in ("hotline", "app", "shop", "mail")}
    item = TouchpointMatrix(
        id="t", text=text("Contacts?", "渠道？"), rows=rows, satisfaction=scale(1, 5), importance=scale(1, 5)
    )
    rng = np.random.default_rng(7)
    columns: dict[str, list[float | Missing]] = {}
    for at, name in enumerate(rows):
        used = rng.random(n) < 0.6
        columns[f"{name}_used"] = [float(u) for u in used]
        for aspect, most in (("satisfaction", 3 + at % 3), ("importance", 5 - at % 3)):
            values = rng.integers(1, most + 1, n)
            columns[f"{name}_{aspect}"] = [
                float(v) if u else Missing.NOT_ASKED for u, v in zip(used, values, strict=True)
            ]
    return coded(questionnaire([item]), columns)


def test_touchpoints_are_weighed_each_by_those_who_used_it() -> None:
    data = contacts()
    finding = run(data, importance="stated", cuts="midpoints")
    for name in ("hotline", "app", "shop", "mail"):
        found = finding.estimate("performance", attribute=f"{name}_satisfaction")
        values = data.numbers(f"{name}_satisfaction")
        assert found.n == int((~np.isnan(values)).sum())
        assert found.value == pytest.approx((float(np.nanmean(values)) - 1) / 4 * 100)
        assert finding.estimate("importance", attribute=f"{name}_satisfaction").value == pytest.approx(
            float(np.nanmean(data.numbers(f"{name}_importance")))
        )
    assert finding.figure is not None


# --- options, degenerate data -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["analysis-no-roles"]),
        ({"outcome": "satisfaktion", "attributes": ATTRIBUTES}, ["analysis-unknown-name"]),
        ({"outcome": "image", "attributes": ATTRIBUTES}, ["analysis-outcome-as-predictor"]),
        ({"outcome": "loyalty", "attributes": ("image",) * 2}, ["analysis-predictor-twice"]),
        ({"outcome": "loyalty", "attributes": ATTRIBUTES, "draws": 50}, ["analysis-few-draws"]),
        ({"outcome": "loyalty", "attributes": ATTRIBUTES, "seed": -1}, ["analysis-bad-seed"]),
        (
            {"outcome": "loyalty", "attributes": ATTRIBUTES, "method": "correlation", "cuts": "midpoints"},
            ["map-no-midpoint"],
        ),
        ({"importance": "stated", "stated": {"image": "CUEX9"}}, ["analysis-unknown-name"]),
    ],
)
def test_options_that_do_not_fit_are_reported(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        ImportancePerformance(**options).run(mobi())
    assert [p.code for p in caught.value.problems] == codes


def test_options_are_read_from_a_plan() -> None:
    reader = Reader()
    written = parse("{importance: stated, stated: {a: b}, cuts: midpoints}")
    expected = ImportancePerformance(importance="stated", stated={"a": "b"}, cuts="midpoints")
    assert reader.record(written, ImportancePerformance) == expected
    assert not reader.problems


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["relative", "coefficient"])
def test_value_or_reason(kind: str, method: Any) -> None:
    data = shaped(kind)
    sound(run(data, "c1", ("a1", "a2", "b1", "b2"), method=method, draws=100), data)
    stated = {"a1": "b1", "a2": "b2", "alpha": "b3", "beta": "c1"}
    sound(run(data, importance="stated", stated=stated), data)
