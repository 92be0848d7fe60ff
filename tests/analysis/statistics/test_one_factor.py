"""Omega and the factor behind it, against lavaan."""

import numpy as np
import pytest

from surveykit.analysis.statistics.one_factor import one_factor
from surveykit.core.moments import Moments
from tests.analysis.reference import check, check_ends, value
from tests.analysis.small import MOBI, mobi


@pytest.mark.parametrize("construct", ["image", "expectation", "quality", "satisfaction"])
def test_omega_with_its_interval_and_the_loadings(construct: str) -> None:
    fit = one_factor(mobi().moments(MOBI[construct]))
    assert fit is not None
    reference = value(f"omega.{construct}")
    check(fit.omega, reference["omega"], f"omega.{construct}")
    check(fit.standard_error, reference["se"], f"omega.{construct}")
    check_ends(fit.interval, reference["interval"], f"omega.{construct}")
    for loading, other in zip(fit.loadings, value(f"omega.{construct}.loadings").values(), strict=True):
        check(float(loading), other, f"omega.{construct}.loadings")


def test_an_error_variance_below_zero_is_no_solution() -> None:
    assert value("omega.loyalty.improper")
    assert one_factor(mobi().moments(MOBI["loyalty"])) is None


def test_a_factor_that_is_one_of_the_items_is_no_solution() -> None:
    def fit(first: float) -> bool:
        loadings = np.array([first, 0.7, 0.5, 0.6])
        r = np.outer(loadings, loadings)
        np.fill_diagonal(r, 1.0)
        return one_factor(Moments(tuple("abcd"), 201, np.zeros(4), 200 * r)) is not None

    assert fit(0.99)
    assert not fit(0.999)


def test_items_that_determine_each_other_have_no_factor() -> None:
    a, b = np.random.default_rng(1).normal(size=(2, 50))
    assert one_factor(Moments.of(("a", "b", "c"), np.column_stack([a, b, a + b]))) is None
    assert one_factor(Moments.of(("a", "b"), np.column_stack([a, b]))) is None


def test_the_factor_points_the_way_of_the_sum_in_any_units() -> None:
    rng = np.random.default_rng(4)
    items = rng.normal(size=(300, 1)) + 0.5 * rng.normal(size=(300, 4))
    items[:, 3] *= -1
    fit = one_factor(Moments.of(tuple("abcd"), items))
    assert fit is not None
    assert (np.sign(fit.loadings) == [1, 1, 1, -1]).all()
    blown = one_factor(Moments.of(tuple("abcd"), 1e6 * items + 1e6))
    assert blown is not None
    assert blown.omega == pytest.approx(fit.omega, abs=1e-9)
    assert blown.standard_error == pytest.approx(fit.standard_error, abs=1e-9)
