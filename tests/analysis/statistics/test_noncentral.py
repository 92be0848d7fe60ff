"""Ends of noncentrality against R 4.2: uniroot(function(d) pt(t, df, d) - p, c(-20, 30), tol = 1e-13)."""

import pytest

from surveykit.analysis.statistics.noncentral import noncentral_t


@pytest.mark.parametrize(
    ("t", "df", "low", "high"),
    [
        (2.5, 118, 0.509145972, 4.480531570),
        (3.1, 198, 1.112602731, 5.079749859),
        (6.05, 298, 4.026002680, 8.064407395),
    ],
)
def test_the_ends_are_those_of_r(t: float, df: float, low: float, high: float) -> None:
    assert noncentral_t(t, df) == pytest.approx((low, high), abs=1e-6)
    assert noncentral_t(-t, df) == pytest.approx((-high, -low), abs=1e-6)


@pytest.mark.parametrize("df", [58, 118, 298])
def test_there_are_ends_for_every_t(df: float) -> None:
    for at in range(240):
        low, high = noncentral_t(at / 20, df)
        assert low < at / 20 < high
