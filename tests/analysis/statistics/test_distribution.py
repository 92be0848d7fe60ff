"""Shape and ends of a column, against R."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.distribution import boxes, missing_reasons, shape
from surveykit.core.codebook import Missing
from surveykit.core.finding import Finding
from tests.analysis.small import MOBI, agrees, coded, mobi, questionnaire, rating, scale, study

REFERENCE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "reference" / "describe.json").read_text())[
    "results"
]
ROAD: dict[str, Any] = json.loads((Path(__file__).parents[2] / "reference" / "mobi_road.json").read_text())["results"]
NAMES = [*(("construct", c) for c in MOBI), *(("variable", v) for items in MOBI.values() for v in items)]


@pytest.fixture(scope="module")
def described() -> list[Finding]:
    return list(ANALYSES["describe"]().run(mobi()))


def found(findings: list[Finding], name: str, kind: str, of: str) -> Any:
    return next(e for f in findings for e in f.estimates if e.name == name and e.of == {kind: of})


@pytest.mark.parametrize("name", ["rivers", "ozone", "eruptions", "precip"])
def test_shape_is_that_of_r(name: str) -> None:
    entry = REFERENCE[f"shape.{name}"]
    got = shape(np.array(entry["value"]["data"], dtype=float))
    assert agrees(got.skewness, entry["value"]["skewness"], entry["tol"])
    assert agrees(got.kurtosis, entry["value"]["kurtosis"], entry["tol"])


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_median_skewness_and_kurtosis(described: list[Finding], kind: str, name: str) -> None:
    entry = ROAD[f"describe.{name}"]
    for figure in ("median", "skewness", "kurtosis"):
        assert agrees(found(described, figure, kind, name).value, entry["value"][figure], entry["tol"]), figure


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_ends_of_the_scale_have_wilson_intervals(described: list[Finding], kind: str, name: str) -> None:
    entry = REFERENCE[f"ends.{name}"]
    for end in ("top", "bottom"):
        got, value = found(described, f"{end}_box", kind, name), entry["value"][end]
        assert agrees(got.value, value["share"], entry["tol"])
        assert all(agrees(x, y, entry["tol"]) for x, y in zip(got.interval, value["interval"], strict=True))


@pytest.mark.parametrize("factor", [1e-9, 1.0, 1e12])
def test_the_unit_changes_no_shape(factor: float) -> None:
    values = np.array([2.0, 4.0, 4.0, 5.0, 10.0])
    assert shape(values * factor).skewness == pytest.approx(shape(values).skewness, rel=1e-9)


def test_too_few_or_equal_values_have_no_shape() -> None:
    assert shape(np.array([1.0, 2.0])).skewness is None
    assert shape(np.array([1.0, 2.0, 4.0])).kurtosis is None
    assert shape(np.full(50, 0.1)).skewness is None


def test_a_scale_of_three_points_has_no_boxes() -> None:
    assert boxes(np.array([1.0, 2.0, 3.0]), [1, 2, 3]) is None


def test_a_mean_of_items_counts_when_it_reaches_the_box() -> None:
    found = boxes(np.array([(4 + 4 + 4) / 3, 3.99, 2.0, 2.01]), [1, 2, 3, 4, 5])
    assert found is not None
    assert (found.top.times, found.bottom.times) == (1, 1)


def test_missing_is_counted_by_reason() -> None:
    silent, gone = Missing.NOT_ANSWERED, Missing.NOT_APPLICABLE
    data = study({"a": [1, silent, gone, gone] * 10, "b": [1, 2, 3, 4] * 10}, {"trust": ["a", "b"]})
    assert missing_reasons(data, "a") == {"not_answered": 10, "not_applicable": 20}
    assert missing_reasons(data, "trust") == {"no_score": 30}
    findings = {f.id: f for f in ANALYSES["describe"]().run(data)}
    assert findings["describe.a"].estimate("missing", variable="a", reason="not_applicable").value == 20
    assert findings["describe.spreads"].estimate("missing", construct="trust", reason="no_score").value == 30
    table = findings["describe.a"].table
    assert table is not None
    assert any("not applicable 20, not answered 10" in note["en"] for note in table.notes)


def test_only_the_figures_that_are_asked_for() -> None:
    finding = ANALYSES["describe"]().run(mobi(), ["median"])[1]
    assert {e.name for e in finding.estimates} == {"median"}
    assert finding.table is None


def test_every_point_of_a_scale_has_its_share() -> None:
    points = scale(1, 5)
    data = coded(questionnaire([rating("a", points)]), {"a": [5] * 30 + [4] * 10})
    (finding,) = ANALYSES["describe"]().run(data)
    shares = {e.of["value"]: e.value for e in finding.estimates if e.name == "share"}
    assert shares == {"1": 0.0, "2": 0.0, "3": 0.0, "4": 0.25, "5": 0.75}
