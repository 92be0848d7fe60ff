"""The cumulative logit, against MASS::polr, ordinal::nominal_test, VGAM and what Venables and Ripley printed."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from surveykit.analysis.statistics.cumulative import CumulativeLogit, likelihood_ratio, proportional
from tests.analysis.regressions import Floats, columns, near, value
from tests.analysis.small import mobi

INFLUENCE, TYPE, CONTACT = (0, 1), (2, 3, 4), (5,)


def housing() -> CumulativeLogit:
    """Satisfaction of 1681 tenants in Copenhagen on influence, type of housing and contact."""
    codes = {name: np.asarray(column) for name, column in value("data.housing").items()}
    X = [codes["Infl"] == 2, codes["Infl"] == 3, *(codes["Type"] == t for t in (2, 3, 4)), codes["Cont"] == 2]
    return CumulativeLogit(codes["Sat"] - 1, np.column_stack(X).astype(float), (), codes["Freq"].astype(float))


def parameters(reference: dict[str, dict[str, float]], key: str, k: int) -> Floats:
    """R writes the thresholds after the coefficients."""
    return np.roll([row[key] for row in reference.values()], len(reference) - k)


def test_housing_equals_r() -> None:
    fit, reference = housing(), value("polr.housing")
    assert fit.settled
    for own, b, se in zip(
        zip(fit.values, fit.se, strict=True),
        parameters(reference["coefficients"], "b", 6),
        parameters(reference["coefficients"], "se", 6),
        strict=True,
    ):
        near(float(own[0]), float(b), "polr.housing")
        near(float(own[1]), float(se), "polr.housing")
    near(fit.deviance, reference["deviance"], "polr.housing")
    near(-2 * fit.null, reference["null_deviance"], "polr.housing")


def test_housing_equals_the_book() -> None:
    """Venables and Ripley (2002), Modern Applied Statistics with S, section 7.3."""
    fit = housing()
    assert [round(float(b), 3) for b in fit.values[2:4]] == [0.566, 1.289]
    assert round(fit.deviance, 3) == 3479.149


@pytest.mark.parametrize(("name", "at"), [("Infl", INFLUENCE), ("Type", TYPE), ("Cont", CONTACT)])
def test_proportional_odds_of_one_predictor(name: str, at: tuple[int, ...]) -> None:
    found, reference = proportional(housing(), at), value("nominal_test.housing")[name]
    assert found is not None
    near(found.chi2, reference["lr"], "nominal_test.housing")
    near(found.p, reference["p"], "nominal_test.housing")
    assert found.df == reference["df"]


def test_proportional_odds_of_all() -> None:
    found, reference = proportional(housing(), range(6)), value("nonparallel.housing")
    assert found is not None
    near(found.chi2, reference["lr"], "nonparallel.housing")
    near(found.p, reference["p"], "nonparallel.housing")
    assert found.df == reference["df"]


def rated() -> CumulativeLogit:
    y = np.unique(mobi().numbers("CUSA1"), return_inverse=True)[1]
    return CumulativeLogit(y, columns("image", "value"))


def test_seven_answers_equal_r() -> None:
    fit, reference = rated(), value("polr.mobi")
    b = parameters(reference["coefficients"], "b", 2)
    for own, expected in zip(fit.values, b, strict=True):
        near(float(own), float(expected), "polr.mobi")
    for own, expected in zip(fit.se, parameters(reference["coefficients"], "se", 2), strict=True):
        near(float(own), float(expected), "polr.mobi")
    near(fit.deviance, reference["deviance"], "polr.mobi")


def test_it_equals_statsmodels() -> None:
    fit = rated()
    y = pd.Series(pd.Categorical(fit.y, ordered=True))
    model = OrderedModel(y, fit.X, distr="logit").fit(method="bfgs", disp=0, gtol=1e-8)
    assert fit.values[-2:] == pytest.approx(np.asarray(model.params)[:2], abs=1e-4)
    assert fit.log_likelihood == pytest.approx(model.llf, abs=1e-6)


def test_free_odds_without_a_solution_are_not_tested() -> None:
    assert proportional(rated(), (0, 1)) is None


def test_weights_are_repeated_rows() -> None:
    fit = housing()
    assert fit.weights is not None
    times = fit.weights.astype(int)
    again = CumulativeLogit(np.repeat(fit.y, times), np.repeat(fit.X, times, axis=0))
    assert again.values == pytest.approx(fit.values, abs=1e-9)
    assert again.se == pytest.approx(fit.se, abs=1e-9)


@pytest.mark.parametrize("units", [1e-9, 1e9])
def test_units_do_not_matter(units: float) -> None:
    fit, other = rated(), CumulativeLogit(rated().y, rated().X * units)
    assert other.settled
    assert other.values[-2:] * units == pytest.approx(fit.values[-2:], rel=1e-8)


def test_separated_answers_are_not_settled() -> None:
    x = np.arange(30.0)[:, None]
    assert not CumulativeLogit(np.repeat([0, 1, 2], 10), x).settled
    assert not CumulativeLogit(np.repeat([0, 1], 15), x).settled


def test_a_likelihood_ratio_is_never_negative() -> None:
    assert likelihood_ratio(-10.0, -10.0 - 1e-12, 2).p == 1
