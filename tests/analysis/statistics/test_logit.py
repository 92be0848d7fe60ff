"""Logistic regression, against glm; separation found and named."""

import numpy as np
import pytest

from surveykit.analysis.odds import log_odds
from surveykit.analysis.statistics.logit import Logit, separating
from tests.analysis.regressions import near, value
from tests.analysis.statistics.test_discrimination import stays


def test_coefficients_equal_glm() -> None:
    fit, reference = stays(), value("logistic")
    for found, expected in zip(log_odds(fit.values, fit.se), reference["coefficients"].values(), strict=True):
        near(found.value, expected["b"], "logistic")
        near(found.se, expected["se"], "logistic")
        near(found.z, expected["z"], "logistic")
        near(found.p, expected["p"], "logistic")
        near(found.interval[0], expected["low"], "logistic")
        near(found.interval[1], expected["high"], "logistic")
    near(fit.fit.deviance, reference["deviance"], "logistic")
    near(-2 * fit.fit.null, reference["null_deviance"], "logistic")
    assert int(fit.event.sum()) == reference["events"]


def test_pseudo_r_squared_equals_r() -> None:
    fit, reference = stays(), value("pseudo_r_squared")
    near(fit.mcfadden, reference["mcfadden"], "pseudo_r_squared")
    near(fit.nagelkerke, reference["nagelkerke"], "pseudo_r_squared")


def test_a_level_without_events_separates_and_is_named() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=200)
    dummy = np.repeat([1.0, 0.0], [20, 180])
    event = (rng.random(200) < 0.5) & (dummy == 0)
    X = np.column_stack([x, dummy])
    assert not Logit(event, X).settled
    assert separating(event, X) == (1,)


def test_overlapping_answers_are_not_separated() -> None:
    fit = stays()
    assert fit.settled
    assert separating(fit.event, fit.X) == ()


def test_folds_that_lose_all_events_give_no_predictions() -> None:
    event = np.array([True] * 3 + [False] * 37)
    x = np.random.default_rng(3).normal(size=(40, 1))
    assert Logit(event, x).out_of_fold(np.repeat([0, 1], [3, 37])) is None


@pytest.mark.parametrize("seed", range(3))
def test_chances_sum_to_the_events(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(150, 2))
    event = rng.random(150) < 1 / (1 + np.exp(-X[:, 0]))
    assert Logit(event, X).chance.sum() == pytest.approx(event.sum())
