"""Quantity: the interval of a mean, against R's qt(0.975, df)."""

import pytest

from surveykit.core.dataset import Spread
from surveykit.items.quantity import mean_interval, t_quantile


@pytest.mark.parametrize(
    ("df", "quantile"), [(9, 2.262157), (10, 2.228139), (29, 2.045230), (99, 1.984217), (249, 1.969537)]
)
def test_the_quantile_is_that_of_r(df, quantile):
    assert t_quantile(df) == pytest.approx(quantile, abs=2e-5)


def test_an_interval_needs_ten_answers_that_differ():
    # R: mean 5, sd 2, n 25: 5 -/+ qt(.975, 24) * 2 / 5
    assert mean_interval(Spread(25, 5.0, 2.0)) == pytest.approx((4.174441, 5.825559), abs=1e-5)
    assert mean_interval(Spread(9, 5.0, 2.0)) is None
    assert mean_interval(Spread(25, 5.0, 0.0)) is None
    assert mean_interval(Spread(0)) is None
