"""Factor models against lavaan, and their derivatives against differences."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.factor_fit import ChiSquare, fit, rmsea_interval
from surveykit.analysis.statistics.factor_groups import invariance
from surveykit.analysis.statistics.factor_model import Entries, FactorModel, Floats, Kind, Matrices, simple_structure
from surveykit.analysis.statistics.likelihood import Sample, gradient, maximise
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.moments import Moments
from tests.analysis.factors import CHILDREN, ITEMS, REFERENCE, children, children_with_holes
from tests.analysis.small import agrees, mobi

MODELS: tuple[tuple[str, Dataset, dict[str, str]], ...] = (
    ("children.ml", children(), {}),
    ("children.mlr", children(), {"estimator": "mlr"}),
    ("children.fiml", children_with_holes(), {"missing": "fiml"}),
    ("mobi.ml", mobi(), {}),
    ("mobi.mlr", mobi(), {"estimator": "mlr"}),
)


def found(data: Dataset, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES["confirmatory"](**options).run(data)}


def near(x: float | None, id: str, *path: str | int) -> None:
    entry = REFERENCE[id]
    value = entry["value"]
    for step in path:
        value = value[step]
    assert agrees(x, value, entry["tol"]), (id, path, x, value)


@pytest.mark.parametrize(("id", "data", "options"), MODELS, ids=[m[0] for m in MODELS])
def test_fit_agrees_with_lavaan(id: str, data: Dataset, options: dict[str, str]) -> None:
    finding, key = found(data, **options)["confirmatory"], f"{id}.fit"
    chi, rmsea = finding.estimate("chi_square"), finding.estimate("rmsea")
    near(chi.value, key, "chi_square")
    near(chi.p, key, "p")
    assert chi.df == REFERENCE[key]["value"]["df"]
    near(rmsea.value, key, "rmsea")
    assert rmsea.interval is not None
    assert rmsea.level == 0.90
    near(rmsea.interval[0], key, "rmsea_low")
    near(rmsea.interval[1], key, "rmsea_high")
    for name in ("cfi", "tli", "srmr", "aic", "bic"):
        near(finding.estimate(name).value, key, name)
    if options.get("estimator") == "mlr":
        near(finding.estimate("scaling_factor").value, key, "factor")


@pytest.mark.parametrize(("id", "data", "options"), MODELS, ids=[m[0] for m in MODELS])
def test_loadings_and_factor_correlations_agree_with_lavaan(id: str, data: Dataset, options: dict[str, str]) -> None:
    findings = found(data, **options)
    for item, row in REFERENCE[f"{id}.standardised"]["value"].items():
        loading = findings["confirmatory.loadings"].estimate("loading", item=item)
        near(loading.value, f"{id}.standardised", item, "value")
        assert loading.interval is not None
        assert agrees((loading.interval[1] - loading.interval[0]) / 2 / 1.959964, row["se"], 1e-3)
        raw = findings["confirmatory.loadings"].estimate("raw_loading", item=item)
        near(raw.value, f"{id}.raw", item, "value")
        assert raw.interval is not None
        near((raw.interval[1] - raw.interval[0]) / 2 / 1.959964, f"{id}.raw", item, "se")
    for row in REFERENCE[f"{id}.factor_r"]["value"]:
        r = findings["confirmatory.discriminant"].estimate("factor_correlation", pair=tuple(row["pair"]))
        assert agrees(r.value, row["value"], 1e-3)
        assert r.interval is not None
        assert agrees((r.interval[1] - r.interval[0]) / 2 / 1.959964, row["se"], 1e-3)


@pytest.mark.parametrize(("id", "data"), [("children.ml", children()), ("mobi.ml", mobi())], ids=["children", "mobi"])
def test_modification_indices_agree_with_lavaan(id: str, data: Dataset) -> None:
    finding = found(data)["confirmatory"]
    ours = [e for e in finding.estimates if e.name == "modification_index"]
    theirs = REFERENCE[f"{id}.modification"]["value"]
    assert len(ours) == len(theirs)
    for e, row in zip(ours, theirs, strict=True):
        if row["op"] == "=~":
            assert e.of == {"construct": row["left"], "item": row["right"]}
        else:
            assert e.of == {"pair": tuple(sorted((row["left"], row["right"])))}
        assert agrees(e.value, row["value"], 1e-3)


def test_reliability_ave_and_htmt_agree_with_r() -> None:
    findings = found(mobi())
    for name, key in (
        ("average_variance_extracted", "mobi.ave"),
        ("composite_reliability", "mobi.composite_reliability"),
    ):
        for construct in REFERENCE[key]["value"]:
            near(findings["confirmatory.convergent"].estimate(name, construct=construct).value, key, construct)
    for row in REFERENCE["mobi.htmt"]["value"]:
        ratio = findings["confirmatory.discriminant"].estimate("htmt", pair=tuple(row["pair"]))
        assert agrees(ratio.value, row["value"], REFERENCE["mobi.htmt"]["tol"])


def test_common_method_agrees_with_r() -> None:
    finding = found(mobi())["confirmatory.common"]
    near(finding.estimate("harman_share").value, "mobi.harman")
    near(finding.estimate("one_factor_chi_square").value, "mobi.one_factor.fit", "chi_square")
    near(finding.estimate("one_factor_cfi").value, "mobi.one_factor.fit", "cfi")
    rise = finding.estimate("one_factor_difference")
    both = (REFERENCE[f"mobi.{name}.fit"]["value"]["chi_square"] for name in ("one_factor", "ml"))
    assert agrees(rise.value, next(both) - next(both), 1e-4)
    assert rise.df == 15


def test_kurtosis_agrees_with_mardias_formula() -> None:
    normality = found(children())["confirmatory"].checks[1]
    near(normality.statistic, "children.mardia")


def test_invariance_agrees_with_lavaan() -> None:
    """The lavaan tutorial prints 115.851 (48), 124.044 (54) and 164.103 (60)."""
    (finding,) = ANALYSES["invariance"](by="school").run(children())  # type: ignore[call-arg]  # the registry's type has no fields
    for step in ("configural", "metric", "scalar"):
        chi = finding.estimate("chi_square", step=step)
        key = f"children.{step}.fit"
        near(chi.value, key, "chi_square")
        assert chi.df == REFERENCE[key]["value"]["df"]
        for name in ("cfi", "rmsea", "srmr"):
            near(finding.estimate(name, step=step).value, key, name)
        inside = finding.estimate("rmsea", step=step).interval
        assert inside is not None
        near(inside[0], key, "rmsea_low")
        near(inside[1], key, "rmsea_high")
    for step in ("metric", "scalar"):
        for item in ITEMS:
            near(finding.estimate("release", step=step, item=item).value, f"children.{step}.release", item)
    metric = finding.estimate("chi_square_difference", step="metric")
    assert metric.p == pytest.approx(0.224, abs=5e-4)
    assert metric.df == 6


def implied(m: Matrices) -> Floats:
    return np.concatenate([m.covariance.ravel(), m.mean])


@pytest.mark.parametrize("step", ["configural", "metric", "scalar"])
def test_slopes_are_the_derivatives_of_the_implied_moments(step: Any) -> None:
    model = simple_structure([0, 0, 1, 1], groups=2, means=True, step=step)
    x = np.random.default_rng(2).uniform(0.3, 0.9, model.size)
    for group in model.groups:
        slopes = group.free.slopes(group.matrices(x))
        for at, place in enumerate(group.at):
            move = np.zeros(model.size)
            move[place] = 1e-6
            change = (implied(group.matrices(x + move)) - implied(group.matrices(x - move))) / 2e-6
            u, v = slopes.u[:, at], slopes.v[:, at]
            own = slopes.weight[at] * (np.outer(u, v) + np.outer(v, u))
            assert np.allclose(change, np.concatenate([own.ravel(), slopes.means[:, at]]), atol=1e-8)


def test_a_fixed_entry_has_the_same_slope_as_a_free_one() -> None:
    m = simple_structure([0, 0, 1, 1]).groups[0].matrices(np.array([0.8, 0.7, 0.6, 0.5, 0.4, 0.36, 0.51, 0.64, 0.75]))
    cross = Entries.of([(Kind.LOADING, 0, 1)]).slopes(m)
    moved = Matrices(m.loadings + 1e-6 * np.eye(4, 2, 1), m.factors, m.residuals, m.intercepts, m.means)
    change = (moved.covariance - m.covariance) / 1e-6
    own = np.outer(cross.u, cross.v) + np.outer(cross.v, cross.u)
    assert np.allclose(change, own, atol=1e-5)


def sample(names: Sequence[str] = ITEMS) -> Sample:
    return Sample.of(children().moments(names))


def three(groups: int, means: bool) -> FactorModel:
    return simple_structure([at for at, items in enumerate(CHILDREN.values()) for _ in items], groups, means)


def test_the_gradient_vanishes_at_the_optimum() -> None:
    found = fit([sample()], three)
    assert found is not None
    assert found.optimum.converged
    slope = gradient(found.model, found.optimum.x, found.samples)
    assert slope is not None
    assert np.abs(slope).max() < 1e-3


def test_answers_without_holes_give_the_same_with_and_without_patterns() -> None:
    table = children().table(ITEMS)
    whole, by_pattern = fit([sample()], three), fit([Sample.by_pattern(table)], three)
    assert whole is not None
    assert by_pattern is not None
    assert whole.chi_square.value == pytest.approx(by_pattern.chi_square.value, abs=1e-6)


def test_units_change_nothing() -> None:
    moments = children().moments(ITEMS)
    unit = 10.0 ** np.array([-9, 9, 0, 3, -3, 6, -6, 1, 12])
    other = Moments(moments.names, moments.n, moments.mean * unit, moments.deviations * np.outer(unit, unit))
    one, two = fit([sample()], three), fit([Sample.of(other)], three)
    assert one is not None
    assert two is not None
    assert one.chi_square.value == pytest.approx(two.chi_square.value, abs=1e-7)
    assert np.allclose(one.optimum.x, two.optimum.x, atol=1e-6)


def test_moments_of_parts_give_the_same_as_the_whole() -> None:
    rows = children().table(ITEMS)
    parts = Moments.of(ITEMS, rows[:100]) + Moments.of(ITEMS, rows[100:])
    one, two = fit([sample()], three), fit([Sample.of(parts)], three)
    assert one is not None
    assert two is not None
    assert one.chi_square.value == pytest.approx(two.chi_square.value, abs=1e-8)


def test_published_rmsea() -> None:
    """The lavaan tutorial: .092, 90 % interval .071 to .114."""
    size = rmsea_interval(ChiSquare(85.306, 24), 301)
    assert size is not None
    assert [round(v, 3) for v in (size[0], *size[1])] == [0.092, 0.071, 0.114]
    assert rmsea_interval(ChiSquare(10.0, 24), 301) == (0.0, (0.0, 0.0))


def test_a_search_that_cannot_end_says_so() -> None:
    """Two items and one item: more parameters than variances and covariances."""
    items = ("x1", "x2", "x3")
    pair = fit([sample(items)], lambda groups, means: simple_structure([0, 0, 1], groups, means))
    assert pair is None or not pair.optimum.converged or not pair.determined


def test_groups_with_singular_answers_have_no_fit() -> None:
    rows = np.repeat(np.arange(60.0)[:, None], 3, axis=1)
    assert invariance([Sample.of(Moments.of(("a", "b", "c"), rows))] * 2, [0, 0, 0]) is None


def test_the_start_is_inside() -> None:
    standard = sample().scaled(np.zeros(9), np.ones(9))
    found = maximise(three(1, False), [standard])
    assert found.converged
