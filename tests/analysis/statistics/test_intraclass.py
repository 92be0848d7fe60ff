"""Intraclass correlations against psych::ICC."""

import numpy as np
import pytest

from surveykit.analysis.statistics.intraclass import agreement
from surveykit.core.moments import Moments
from tests.analysis.reference import check, check_ends, value
from tests.analysis.small import mobi

SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def measured(id: str) -> Moments:
    if id == "icc.shrout":
        return Moments.of(tuple("abcd"), np.array(SHROUT))
    return mobi().moments(("CUSA1", "CUSA2") if id == "icc.two" else ("quality", "satisfaction"))


@pytest.mark.parametrize("id", ["icc.shrout", "icc.two", "icc.scores"])
def test_both_coefficients_with_their_intervals(id: str) -> None:
    found, reference = agreement(measured(id)), value(id)
    assert found is not None
    check(found.absolute, reference["absolute"], id)
    check_ends(found.absolute_interval, reference["absolute_interval"], id)
    check(found.consistent, reference["consistent"], id)
    check_ends(found.consistent_interval, reference["consistent_interval"], id)


def test_a_shift_of_everybody_costs_agreement_only() -> None:
    first = np.array([1.0, 4, 2, 5, 3, 3, 1, 5])
    found = agreement(Moments.of(("a", "b"), np.column_stack([first, first + 1])))
    assert found is not None
    assert found.consistent == pytest.approx(1)
    assert found.absolute < 0.9
    assert (found.absolute_interval, found.consistent_interval) == (None, None)


def test_nobody_differs() -> None:
    assert agreement(Moments.of(("a", "b"), np.full((9, 2), 4.0))) is None
    assert agreement(Moments.of(("a",), np.arange(9.0).reshape(-1, 1))) is None


def test_opposed_measurements_have_the_lowest_value() -> None:
    up = np.arange(1.0, 10)
    found = agreement(Moments.of(("a", "b"), np.column_stack([up, 10 - up])))
    assert found is not None
    assert found.consistent == pytest.approx(-1)
