"""PRESS and cross-validation, against R and against refitting."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.regression_prediction import normal_quantiles
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.prediction import cross_validate, folds_of, q_squared
from tests.analysis.regressions import PREDICTORS, columns, loyalty, near, value
from tests.analysis.small import drawn, mobi, study


def test_press_equals_r() -> None:
    near(q_squared(Influence.of(loyalty())), value("press")["q_squared"], "press")


def test_cross_validation_equals_r() -> None:
    folds = (np.arange(250) % 10)[None, :]
    found = cross_validate(columns("loyalty", *PREDICTORS), folds, [[1], [2], [3]])
    reference = value("cross_validation")
    near(float(found.model[0]), reference["model"], "cross_validation")
    near(float(found.mean[0]), reference["mean"], "cross_validation")
    near(float(found.best[0]), reference["best"], "cross_validation")
    assert sum(found.chosen) == 10


def test_folds_are_even_and_follow_the_seed() -> None:
    folds = folds_of(103, 10, 4, seed=2)
    assert folds.shape == (4, 103)
    assert {int(n) for row in folds for n in np.bincount(row)} == {10, 11}
    assert (folds == folds_of(103, 10, 4, seed=2)).all()


def test_predictors_that_say_nothing_do_not_predict() -> None:
    (a, b), y = drawn(80, 71, 0, 0)
    found = ANALYSES["regression"](outcome="y_c", predictors=("a_c", "b_c"), further=("prediction",)).run(  # type: ignore[call-arg]  # the registry's type has no fields
        study({"a": a, "b": b, "y": y})
    )
    assert (found[1].estimate("cross_validated_r_squared", outcome="y_c").value or 1) < 0
    assert found[0].estimate("r_squared", outcome="y_c").value > 0
    for words in (found[1].sentences.short, found[1].sentences.full):
        assert "no better than the mean of everybody" in words["en"]
        assert "并不好于直接用全体均值" in words["zh"]
        assert "account for" not in words["en"]


def test_the_figure_has_every_respondent_once() -> None:
    found = ANALYSES["regression"](outcome="loyalty", predictors=PREDICTORS).run(mobi())  # type: ignore[call-arg]  # as above
    figure = found[2].figure
    assert figure is not None
    assert len(figure.data["fitted"]) == len(figure.data["sorted"]) == 250  # type: ignore[arg-type]  # lists
    assert figure.data["n"] == 250


def test_normal_quantiles() -> None:
    """R: qqnorm(1:5)$x, qqnorm(1:11)$x[1]."""
    assert normal_quantiles(5) == pytest.approx([-1.1797611, -0.4972006, 0.0, 0.4972006, 1.1797611])
    assert normal_quantiles(11)[0] == pytest.approx(-1.6906216)
