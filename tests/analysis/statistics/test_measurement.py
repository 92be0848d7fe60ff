"""The measurement model against seminr, which computes it by code of its own (R's values: test_factor_fit.py)."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from tests.analysis.factors import CHILDREN, answers
from tests.analysis.seminr_cfa import Opinion, opinion
from tests.analysis.small import MOBI, agrees, mobi, study

FIT, LOADING, CLOSED = 1e-4, 1e-3, 1e-6
ESTIMATORS = ("ml", "mlr")
ECSI = {name: items for name, items in MOBI.items() if len(items) > 1}


@cache
def three() -> Dataset:
    """300 people, three factors, answers with long tails, so that a robust test has something to scale."""
    columns = answers(300, (0.8, 0.7, 0.6) * 3, seed=11)
    return study({name: [float(np.sinh(v)) for v in column] for name, column in columns.items()}, CHILDREN)  # type: ignore[arg-type]  # no Missing among them


STUDIES: dict[str, tuple[Any, Any]] = {"mobi": (mobi, ECSI), "three": (three, CHILDREN)}
both_ways = pytest.mark.parametrize(
    ("name", "estimator"), [(name, estimator) for name in STUDIES for estimator in ESTIMATORS]
)


@cache
def found(name: str, estimator: str) -> tuple[dict[str, Finding], Opinion]:
    """What we find and what seminr finds."""
    data, factors = STUDIES[name][0](), STUDIES[name][1]
    ours = {f.id: f for f in ANALYSES["confirmatory"](estimator=estimator).run(data)}  # type: ignore[call-arg]  # the registry's type has no fields
    items = [item for own in factors.values() for item in own]
    return ours, opinion(data.table(items), factors, "ML" if estimator == "ml" else "MLR")


def error(interval: tuple[float, float] | None) -> float:
    """The standard error behind an interval at 95 %."""
    assert interval is not None
    return (interval[1] - interval[0]) / 2 / 1.959963985


@both_ways
def test_fit_agrees_with_seminr(name: str, estimator: str) -> None:
    findings, theirs = found(name, estimator)
    fit, robust = findings["confirmatory"], "" if estimator == "ml" else ".robust"
    scaled = "" if estimator == "ml" else ".scaled"
    chi, rmsea = fit.estimate("chi_square"), fit.estimate("rmsea")
    assert chi.df == theirs.fit["df"]
    assert agrees(chi.value, theirs.fit[f"chisq{scaled}"], FIT)
    assert agrees(chi.p, theirs.fit[f"pvalue{scaled}"], FIT)
    for index in ("cfi", "tli", "rmsea"):
        assert agrees(fit.estimate(index).value, theirs.fit[f"{index}{robust}"], FIT), index
    for index in ("srmr", "aic", "bic"):
        assert agrees(fit.estimate(index).value, theirs.fit[index], FIT), index
    assert rmsea.interval is not None
    for end, bound in zip(rmsea.interval, ("lower", "upper"), strict=True):
        assert agrees(end, theirs.fit[f"rmsea.ci.{bound}{robust}"], FIT), bound
    if estimator == "mlr":
        assert agrees(fit.estimate("scaling_factor").value, theirs.fit["chisq.scaling.factor"], FIT)


@both_ways
def test_loadings_and_their_standard_errors_agree_with_seminr(name: str, estimator: str) -> None:
    findings, theirs = found(name, estimator)
    for figure, others in (("loading", theirs.loading), ("raw_loading", theirs.raw_loading)):
        for item, (value, se) in others.items():
            loading = findings["confirmatory.loadings"].estimate(figure, item=item)
            assert agrees(loading.value, value, LOADING), item
            assert agrees(error(loading.interval), se, LOADING), item


@both_ways
def test_factor_correlations_agree_with_seminr(name: str, estimator: str) -> None:
    findings, theirs = found(name, estimator)
    assert theirs.factor_correlation
    for pair, (value, se) in theirs.factor_correlation.items():
        r = findings["confirmatory.discriminant"].estimate("factor_correlation", pair=pair)
        assert agrees(r.value, value, LOADING), pair
        assert agrees(error(r.interval), se, LOADING), pair


@pytest.mark.parametrize("name", STUDIES)
def test_reliability_ave_and_htmt_agree_with_seminr(name: str) -> None:
    findings, theirs = found(name, "ml")
    for figure in ("composite_reliability", "average_variance_extracted"):
        for construct, value in getattr(theirs, figure).items():
            assert agrees(findings["confirmatory.convergent"].estimate(figure, construct=construct).value, value, FIT)
    for pair, value in theirs.htmt.items():
        assert agrees(findings["confirmatory.discriminant"].estimate("htmt", pair=pair).value, value, CLOSED), pair
