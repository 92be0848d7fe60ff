"""Every figure of the road's analyses against R and published values (tests/reference)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.assumptions import breusch_pagan
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import LeastSquares
from surveykit.core.finding import Finding
from tests.analysis.small import MOBI, agrees, mobi, study

REFERENCE = Path(__file__).parents[1] / "reference"
ROAD: dict[str, Any] = json.loads((REFERENCE / "mobi_road.json").read_text(encoding="utf-8"))["results"]
PUBLISHED: dict[str, Any] = {
    e["id"]: e for e in json.loads((REFERENCE / "published.json").read_text(encoding="utf-8"))["examples"]
}
MODELS = {
    "satisfaction": ("image", "expectation", "quality", "value"),
    "loyalty": ("image", "quality", "satisfaction"),
}


def run(name: str, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES[name](**options).run(mobi())}


@pytest.fixture(scope="module")
def described() -> dict[str, Finding]:
    return run("describe")


@pytest.fixture(scope="module")
def reliability() -> dict[str, Finding]:
    return run("reliability")


@pytest.fixture(scope="module", params=sorted(MODELS))
def model(request: pytest.FixtureRequest) -> tuple[str, Finding]:
    outcome: str = request.param
    return outcome, run("regression", outcome=outcome, predictors=MODELS[outcome])[f"regression.{outcome}"]


def check(x: float | None, value: float, tolerance: float, what: object) -> None:
    assert agrees(x, value, tolerance), (what, x, value)


def check_ends(x: Any, value: list[float], tolerance: float, what: object) -> None:
    assert x is not None, what
    for end, reference in zip(x, value, strict=True):
        check(end, reference, tolerance, what)


def described_names() -> Iterator[tuple[str, str]]:
    for construct, items in MOBI.items():
        yield "construct", construct
        yield from (("variable", item) for item in items)


@pytest.mark.parametrize(("kind", "name"), list(described_names()))
def test_means_and_intervals(described: dict[str, Finding], kind: str, name: str) -> None:
    reference, tol = ROAD[f"describe.{name}"]["value"], ROAD[f"describe.{name}"]["tol"]
    found = [e for f in described.values() for e in f.estimates if e.of == {kind: name}]
    mean, sd = (next(e for e in found if e.name == figure) for figure in ("mean", "sd"))
    check(mean.value, reference["mean"], tol, name)
    check_ends(mean.interval, reference["mean_interval"], tol, name)
    check(sd.value, reference["sd"], tol, name)
    assert mean.n == reference["n"]
    assert mean.level == 0.95


@pytest.mark.parametrize("pair", [("quality", "satisfaction"), ("quality", "value"), ("loyalty", "value")])
def test_paired_differences(described: dict[str, Finding], pair: tuple[str, str]) -> None:
    entry = ROAD[f"difference.{pair[0]}.{pair[1]}"]
    found = described["describe.constructs"].estimate("mean_difference", pair=pair)
    check(found.value, entry["value"]["mean"], entry["tol"], pair)
    check_ends(found.interval, entry["value"]["interval"], entry["tol"], pair)
    check(found.statistic, entry["value"]["t"], entry["tol"], pair)
    check(found.p, entry["value"]["p"], entry["tol"], pair)
    assert found.df == entry["value"]["df"]


@pytest.mark.parametrize("construct", [c for c, items in MOBI.items() if len(items) > 1])
def test_reliability(reliability: dict[str, Finding], construct: str) -> None:
    finding = reliability[f"reliability.{construct}"]

    def reference(figure: str) -> tuple[Any, float]:
        entry = ROAD[f"reliability.{construct}.{figure}"]
        return entry["value"], entry["tol"]

    for found in (finding, reliability["reliability"]):
        alpha = found.estimate("cronbach_alpha", construct=construct)
        check(alpha.value, *reference("alpha"), construct)
        check_ends(alpha.interval, *reference("alpha_interval"), construct)
    standardised = finding.estimate("standardised_alpha", construct=construct)
    check(standardised.value, *reference("alpha_standardised"), construct)
    totals, tol = reference("item_total")
    assert set(totals) == set(MOBI[construct])
    for item, value in totals.items():
        check(finding.estimate("item_total_r", construct=construct, item=item).value, value, tol, item)
    if len(MOBI[construct]) > 2:
        dropped, tol = reference("alpha_if_deleted")
        for item, value in dropped.items():
            check(finding.estimate("alpha_if_deleted", construct=construct, item=item).value, value, tol, item)


def test_two_items_have_the_spearman_brown_coefficient_of_their_correlation(
    reliability: dict[str, Finding],
) -> None:
    """With two items it equals the standardised alpha, which R computed."""
    found = reliability["reliability.value"].estimate("spearman_brown", construct="value")
    check(found.value, ROAD["reliability.value.alpha_standardised"]["value"], 1e-6, "value")
    assert found.interval is not None


def test_correlations() -> None:
    finding = run("relations")["relations"]
    pairs = ROAD["correlation.pairs"]
    assert len(pairs["value"]) == 21
    for row in pairs["value"]:
        found = finding.estimate("pearson_r", pair=tuple(row["pair"]))
        for x, name in ((found.value, "r"), (found.statistic, "t"), (found.p, "p")):
            check(x, row[name], pairs["tol"], row["pair"])
        check_ends(found.interval, row["interval"], pairs["tol"], row["pair"])
        assert found.df == row["df"]


def test_coefficients_with_hc3_and_t(model: tuple[str, Finding]) -> None:
    outcome, finding = model
    raw, tol = (ROAD[f"regression.{outcome}.coefficients"][k] for k in ("value", "tol"))
    assert set(raw) == {"(intercept)", *MODELS[outcome]}
    for predictor, row in raw.items():
        found = finding.estimate("coefficient", outcome=outcome, predictor=predictor)
        for x, name in ((found.value, "b"), (found.statistic, "t"), (found.p, "p")):
            check(x, row[name], tol, predictor)
        check_ends(found.interval, row["interval"], tol, predictor)
    z, tol = (ROAD[f"regression.{outcome}.standardised"][k] for k in ("value", "tol"))
    for predictor, row in z.items():
        found = finding.estimate("standardised_coefficient", outcome=outcome, predictor=predictor)
        check(found.value, row["beta"], tol, predictor)
        check_ends(found.interval, row["interval"], tol, predictor)


def test_standard_errors_stand_in_the_table(model: tuple[str, Finding]) -> None:
    outcome, finding = model
    reference = ROAD[f"regression.{outcome}.coefficients"]
    assert finding.table is not None
    shown = [row[2] for row in finding.table.rows]
    wanted = [reference["value"][name]["se"] for name in ("(intercept)", *MODELS[outcome])]
    check_ends(shown, wanted, reference["tol"], outcome)


def test_fit_and_vif(model: tuple[str, Finding]) -> None:
    outcome, finding = model
    fit, tol = (ROAD[f"regression.{outcome}.fit"][k] for k in ("value", "tol"))
    r_squared = finding.estimate("r_squared", outcome=outcome)
    check(r_squared.value, fit["r_squared"], tol, outcome)
    assert (r_squared.statistic, r_squared.p) == (None, None)  # the classical F assumes even variance
    adjusted = finding.estimate("adjusted_r_squared", outcome=outcome)
    check(adjusted.value, fit["adjusted_r_squared"], tol, outcome)
    vifs, tol = (ROAD[f"regression.{outcome}.vif"][k] for k in ("value", "tol"))
    for predictor, value in vifs.items():
        check(finding.estimate("vif", outcome=outcome, predictor=predictor).value, value, tol, predictor)


def test_checks_of_the_model(model: tuple[str, Finding]) -> None:
    outcome, _ = model
    data = mobi()
    fit = Influence.of(LeastSquares.of(data.numbers(outcome), data.table(MODELS[outcome])))
    bp, tol = (ROAD[f"regression.{outcome}.breusch_pagan"][k] for k in ("value", "tol"))
    check_ends(breusch_pagan(fit), [bp["lm"], bp["p"]], tol, outcome)
    cook = ROAD[f"regression.{outcome}.cook_top5"]
    found = np.argsort(-fit.cook)[:5]
    assert [int(at) + 1 for at in found] == [row["row"] for row in cook["value"]]
    check_ends(fit.cook[found], [row["distance"] for row in cook["value"]], cook["tol"], outcome)


@pytest.mark.parametrize("example", ["nist_longley", "anscombe_1", "attitude"])
def test_published_coefficients(example: str) -> None:
    entry = PUBLISHED[example]
    data = {name: np.asarray(column, dtype=float) for name, column in entry["data"].items()}
    fit = LeastSquares.of(data[entry["outcome"]], np.column_stack([data[p] for p in entry["predictors"]]))
    found = dict(zip(("(intercept)", *entry["predictors"]), (fit.intercept, *fit.slopes), strict=True))
    for name, row in entry["values"]["coefficients"].items():
        check(found[name].value, row["b"]["value"], row["b"]["tol"], name)
    r_squared = entry["values"]["r_squared"]
    check(fit.r_squared, r_squared["value"], r_squared["tol"], example)


def test_published_mean_and_sd() -> None:
    entry = PUBLISHED["nist_michelso"]
    finding = ANALYSES["describe"]().run(study({"speed": entry["data"]["speed"]}))[0]
    for name in ("mean", "sd"):
        reference = entry["values"][name]
        check(finding.estimate(name, construct="speed_c").value, reference["value"], reference["tol"], name)
