"""Drivers: parts of R² with intervals (against R's boot), order words only where differences hold, refusals."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.drivers import Drivers
from surveykit.core.dataset import Dataset
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.small import LANGUAGES, drawn, gates, mobi, said, study
from tests.analysis.test_degenerate import KINDS, shaped, sound

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "importance.json").read_text("utf-8"))[
    "results"
]
QUALITY = ("image", "expectation", "quality", "value")
ROLES = {"image": "image", "quality": "quality", "value": "value", "satisfaction": "satisfaction", "loyalty": "loyalty"}


def with_roles(data: Dataset) -> Dataset:
    asked = data.questionnaire
    built = tuple(replace(c, role=ROLES.get(c.id, "other")) for c in asked.constructs)
    return replace(data, questionnaire=replace(asked, constructs=built))


@pytest.fixture(scope="module")
def found() -> tuple[Finding, Finding]:
    parts, order = Drivers("satisfaction", QUALITY, draws=5000).run(mobi())
    return parts, order


@pytest.mark.parametrize(("name", "entry"), [("relative_importance", "lmg"), ("relative_weight", "johnson")])
def test_parts_and_intervals_agree_with_r(found: tuple[Finding, Finding], name: str, entry: str) -> None:
    for predictor in QUALITY:
        estimate = found[0].estimate(name, predictor=predictor, method=entry)
        assert estimate.value == pytest.approx(R[f"satisfaction.{entry}"]["value"][predictor], abs=1e-6)
        expected = R[f"satisfaction.{entry}_interval"]
        assert estimate.interval == pytest.approx(expected["value"][predictor], abs=expected["tol"])


def test_parts_add_up_and_shares_to_one(found: tuple[Finding, Finding]) -> None:
    parts, _ = found
    whole = parts.estimate("r_squared").value
    for name, total in (("relative_importance", whole), ("relative_weight", whole), ("share_of_r_squared", 1.0)):
        values = [e.value for e in parts.estimates if e.name == name]
        assert sum(v for v in values if v is not None) == pytest.approx(total, abs=1e-12)
    assert parts.checks[0].statistic == pytest.approx(0, abs=1e-12)


def test_differences_agree_with_r(found: tuple[Finding, Finding]) -> None:
    expected = R["satisfaction.difference_interval"]
    for pair, ends in expected["value"].items():
        first, second = pair.split()
        estimate = found[1].estimate("importance_difference", pair=(first, second))
        assert estimate.interval == pytest.approx(ends, abs=expected["tol"])


def test_dominance_in_samples_agrees_with_r(found: tuple[Finding, Finding]) -> None:
    entry = R["satisfaction.dominance_in_samples"]
    for pair, kinds in entry["value"].items():
        first, second = pair.split()
        for kind, value in kinds.items():
            estimate = found[1].estimate("dominance_in_samples", pair=(first, second), method=kind)
            assert estimate.value == pytest.approx(value, abs=entry["tol"])


def test_pairs_are_in_alphabetic_order_whatever_the_plan_says(found: tuple[Finding, Finding]) -> None:
    turned = Drivers("satisfaction", QUALITY[::-1], draws=1000).run(mobi())[1]
    for name in ("importance_difference", "dominance"):
        for e in (e for e in turned.estimates if e.name == name):
            same = found[1].estimate(name, **e.of)
            assert e.value == pytest.approx(same.value, abs=1e-12)
            assert e.interval is None or e.interval == pytest.approx(same.interval, abs=0.03)


def test_the_largest_is_named_where_every_difference_holds(found: tuple[Finding, Finding]) -> None:
    assert "Quality has the largest part" in found[0].sentences.short["en"]
    assert "所占部分最大" in found[0].sentences.short["zh"]
    order = found[0].sentences.full["en"]
    assert "The part of Image is larger than that of Expectation." in order
    assert "For 2 pairs the data do not show which part is larger." in order
    assert "NONSIG" in gates(found[0])


def test_without_a_clear_leader_nobody_is_called_the_largest() -> None:
    (x, y, z), outcome = drawn(200, 3, 0.5, 0.5, 0.5)
    data = study({"a": x, "b": y, "c": z, "y": outcome})
    parts, order = Drivers("y_c", ("a_c", "b_c", "c_c")).run(data)
    assert not parts.headline
    for language, word in (("en", "larger than"), ("zh", "大于")):
        assert word not in said(parts, language)
    assert "do not show of any two of them" in parts.sentences.full["en"]
    assert "none of 3" in order.sentences.short["en"]


def test_predictors_unrelated_to_the_outcome_get_no_words() -> None:
    rng = np.random.default_rng(11)
    columns = {name: [float(v) for v in rng.normal(size=120)] for name in ("a", "b", "y")}
    parts, _ = Drivers("y_c", ("a_c", "b_c")).run(study(columns))
    assert {"NONSIG"} <= gates(parts)
    assert parts.figure is None
    assert not parts.headline
    for language in LANGUAGES:
        assert "largest" not in said(parts, language)
        assert "最大" not in said(parts, language)


def test_collinear_predictors_are_not_ranked() -> None:
    (x, y), outcome = drawn(200, 3, 2.0, 0.1)
    near = [v + 0.02 * k for v, k in zip(x, y[::-1], strict=True)]
    data = study({"a": x, "b": near, "c": y, "y": outcome})
    parts, order = Drivers("y_c", ("a_c", "b_c", "c_c")).run(data)
    assert "COLLINEAR" in gates(parts)
    assert not parts.headline
    assert "larger than" not in said(parts, "en")
    assert "A_c and B_c" in parts.sentences.full["en"]
    assert "none of" in order.sentences.short["en"]


def test_few_respondents_get_figures_but_no_words() -> None:
    (x, y), outcome = drawn(20, 3, 1.0, 0.5)
    parts, _ = Drivers("y_c", ("a_c", "b_c")).run(study({"a": x, "b": y, "y": outcome}))
    assert gates(parts) == {"SMALL_N"}
    assert parts.figure is None
    assert parts.table is not None
    assert len(parts.table.columns) == 5


def test_johnson_takes_over_beyond_fourteen() -> None:
    names = [*(f"IMAG{k}" for k in range(1, 6)), *(f"CUEX{k}" for k in (1, 2, 3)), *(f"PERQ{k}" for k in range(1, 8))]
    (finding,) = Drivers("CUSA1", tuple(names), draws=200).run(mobi())
    for e in (e for e in finding.estimates if e.name == "relative_importance"):
        assert e.of["method"] == "johnson"
        assert e.value == pytest.approx(R["CUSA1.johnson"]["value"][e.of["predictor"]], abs=1e-6)
    with pytest.raises(AnalystError) as caught:
        Drivers("CUSA1", tuple(names), method="lmg").run(mobi())
    assert [p.code for p in caught.value.problems] == ["drivers-many-for-lmg"]


def test_without_draws_there_are_points_only() -> None:
    parts, order = Drivers("satisfaction", QUALITY, draws=0).run(mobi())
    assert all(e.interval is None for e in (*parts.estimates, *order.estimates))
    assert parts.method is not None
    assert parts.method.seed is None
    assert "larger" not in said(parts, "en")


def test_only_what_is_asked_for_is_computed() -> None:
    (parts, order) = Drivers("satisfaction", QUALITY, draws=0).run(mobi(), only=["relative_importance"])
    assert {e.name for e in parts.estimates} == {"relative_importance"}
    assert order.estimates == ()
    assert parts.table is None


def test_options_default_to_the_roles() -> None:
    parts, _ = Drivers(draws=200).run(with_roles(mobi()))
    assert parts.id == "drivers.satisfaction"
    assert {e.of["predictor"] for e in parts.estimates if e.name == "vif"} == {"image", "quality", "value"}


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["analysis-no-roles"]),
        ({"outcome": "loyalti", "predictors": ("image",)}, ["analysis-unknown-name"]),
        ({"outcome": "loyalty", "predictors": ("image", "image")}, ["analysis-predictor-twice"]),
        ({"outcome": "loyalty", "predictors": ("image", "loyalty")}, ["analysis-outcome-as-predictor"]),
        ({"outcome": "loyalty", "predictors": ("image",), "draws": 50}, ["analysis-few-draws"]),
        ({"outcome": "loyalty", "predictors": ("image",), "seed": -1}, ["analysis-bad-seed"]),
    ],
)
def test_options_that_do_not_fit_are_reported(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        Drivers(**options).run(mobi())
    assert [p.code for p in caught.value.problems] == codes


def test_the_sample_in_the_docstring_is_read() -> None:
    reader = Reader()
    written = parse("{outcome: satisfaction, predictors: [image, quality], method: johnson, draws: 500, seed: 7}")
    assert reader.record(written, Drivers) == Drivers("satisfaction", ("image", "quality"), "johnson", 500, 7)
    assert not reader.problems


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("predictors", [("beta", "gamma"), ("beta",)])
def test_value_or_reason(kind: str, predictors: tuple[str, ...]) -> None:
    data = shaped(kind)
    for finding in Drivers("alpha", predictors, draws=100).run(data):
        sound(finding, data)


@pytest.mark.parametrize("unit", [1e-9, 1e9])
def test_units_do_not_matter(unit: float) -> None:
    (x, y), outcome = drawn(80, 3, 1.0, 0.5)
    plain = Drivers("y_c", ("a_c", "b_c"), draws=100).run(study({"a": x, "b": y, "y": outcome}))[0]
    scaled = Drivers("y_c", ("a_c", "b_c"), draws=100).run(study({"a": [unit * v for v in x], "b": y, "y": outcome}))[0]
    for one, other in zip(plain.estimates, scaled.estimates, strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-6)
