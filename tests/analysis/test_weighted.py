"""Weighted means, shares and regression: R's figures, no matter of scale, and a reason where weights are no good."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.weighted_numbers import weighted_least_squares, weighted_mean
from surveykit.charts import draw
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.finding import Finding
from tests.analysis.factors import children, scores
from tests.analysis.small import agrees, gates, said
from tests.analysis.test_degenerate import KINDS, shaped, sound

FILE = Path(__file__).parents[1] / "reference" / "weights.json"
REFERENCE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
N = 301
ROW = np.arange(1, N + 1)
UNEVEN = (0.5 + (ROW * 7) % 11 / 4).astype(np.float64)
MODEL: dict[str, Any] = {"outcome": "x9", "predictors": ("x1", "x7", "x8")}


def column(name: str) -> Floats:
    """The columns of the reference script."""
    own = {key: np.array(values, dtype=np.float64) for key, values in scores().items()}
    made = {"gap": np.where(ROW % 6 == 0, np.nan, own["x2"]), "high": (own["x4"] >= 3).astype(np.float64)}
    return {**own, **made}[name]


def run(data: Dataset, name: str = "weighted", **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES[name](**options).run(data)}


@pytest.mark.parametrize("name", ["x1", "gap", "high"])
@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e12])
def test_means_and_shares_are_those_of_r_whatever_the_scale_of_the_weights(name: str, scale: float) -> None:
    entry, tol = REFERENCE[f"mean.{name}"]["value"], REFERENCE[f"mean.{name}"]["tol"]
    found = weighted_mean(column(name), scale * UNEVEN)
    assert found is not None
    assert found.interval is not None
    assert agrees(found.value, entry["mean"], tol)
    assert agrees(found.se, entry["se"], tol)
    assert all(agrees(end, other, tol) for end, other in zip(found.interval, entry["interval"], strict=True))


@pytest.mark.parametrize(("id", "names"), [("regression", ("x1", "x7", "x8")), ("regression_gap", ("x1", "gap"))])
def test_the_regression_is_that_of_r(id: str, names: tuple[str, ...]) -> None:
    entry, tol = REFERENCE[id]["value"], REFERENCE[id]["tol"]
    found = weighted_least_squares(np.column_stack([column("x9"), *(column(n) for n in names)]), 1e6 * UNEVEN)
    assert found is not None
    assert found.df == entry["df"]
    for at, each in enumerate(found.all):
        assert agrees(each.value, entry["estimate"][at], tol)
        assert agrees(each.se, entry["se"][at], tol)
        if "p" in entry:
            assert agrees(each.p, entry["p"][at], tol)
            assert all(agrees(end, other, tol) for end, other in zip(each.interval, entry["interval"][at], strict=True))


def test_equal_weights_change_nothing_but_the_error() -> None:
    y = column("x1")
    found = weighted_mean(y, np.full(N, 3.0))
    assert found is not None
    assert found.value == pytest.approx(y.mean())
    assert found.se == pytest.approx(y.std(ddof=1) / np.sqrt(N))
    assert found.design_effect == pytest.approx(1)


def test_weighted_stands_beside_unweighted_in_both_languages() -> None:
    found = run(children().weighted(UNEVEN))
    means, school = found["weighted.constructs"], found["weighted.school"]
    assert means.estimate("weighted_mean", construct="visual").value != means.estimate("unweighted_mean").value
    shares = [e.value for e in school.estimates if e.name == "weighted_share"]
    assert sum(s for s in shares if s is not None) == pytest.approx(1)
    assert "do not use the weights" in said(means, "en")
    assert "均未使用权重" in said(school, "zh")
    for finding in found.values():
        assert finding.figure is not None
        assert "unweighted" in draw(finding.figure, "en")


def test_the_weighted_regression_as_a_finding() -> None:
    found = run(children().weighted(UNEVEN), "weighted_regression", **MODEL)["weighted_regression.x9"]
    entry = REFERENCE["regression"]["value"]
    assert agrees(found.estimate("coefficient", predictor="x7").value, entry["estimate"][2], 1e-6)
    assert found.estimate("coefficient", predictor="x7", method="unweighted").value is not None
    assert "goes with" in said(found, "en")
    assert "conclusions are the same" in said(found, "en")


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (None, "states no weights"),
        (np.where(ROW == 1, -1.0, 1.0), "some are negative or infinite (n = 1)"),
        (np.where(ROW == 1, np.inf, 1.0), "some are negative or infinite (n = 1)"),
        (np.zeros(N), "none of them is above zero"),
        (np.full(N, np.nan), "none of them is above zero"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_with_the_reason(weights: Floats | None, words: str) -> None:
    data = children() if weights is None else children().weighted(weights)
    for name, options in (("weighted", {}), ("weighted_regression", MODEL)):
        first = next(iter(run(data, name, **options).values()))
        assert first.refused
        assert words in said(first, "en")


def test_who_has_weight_zero_is_left_out() -> None:
    found = run(children().weighted(np.where(ROW <= 100, 0.0, UNEVEN)))["weighted.constructs"]
    assert found.n == 201
    assert [(x.reason["en"], x.n) for x in found.excluded] == [("no weight", 100)]


def test_one_huge_weight_takes_the_intervals() -> None:
    found = run(children().weighted(np.where(ROW == 5, 1e9, 1.0)))["weighted.constructs"]
    assert "WEIGHTS" in gates(found)
    assert all(e.interval is None for e in found.estimates)
    assert "about as precise as 1 without weights" in said(found, "en")
    assert next(
        iter(run(children().weighted(np.where(ROW == 5, 1e9, 1.0)), "weighted_regression", **MODEL).values())
    ).refused


def test_uneven_weights_are_marked() -> None:
    found = run(children().weighted(np.where(ROW % 4 == 0, 9.0, 0.5)))["weighted.constructs"]
    assert "WEIGHTS" in gates(found)
    assert found.estimate("weighted_mean").interval is not None


def test_a_weight_for_each() -> None:
    with pytest.raises(ValueError, match="3 weights for 301 respondents"):
        children().weighted(np.ones(3))


@pytest.mark.parametrize("kind", KINDS)
def test_data_that_carry_no_number(kind: str) -> None:
    data = shaped(kind)
    weighted = data.weighted(np.arange(data.n, dtype=np.float64) % 5 + 0.5)
    for name, options in (
        ("weighted", {}),
        ("weighted_regression", {"outcome": "alpha", "predictors": ("beta", "gamma")}),
    ):
        for finding in run(weighted, name, **options).values():
            sound(finding, weighted)
