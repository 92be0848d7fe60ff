"""Intervals of noncentrality: under which noncentral distributions an observed t or F is not unusual. Numbers only.

Steiger (2004). R: uniroot over the ncp of pt and pf.
"""

from collections.abc import Callable
from math import isnan

from scipy import optimize, stats

from surveykit.analysis.statistics.formulas import LEVEL, Interval

LEVEL_F = 0.90
"""The level of the interval of a share of variance: with 90 % it leaves out zero exactly where p of F is below .05."""


def noncentral_t(t: float, df: float, level: float = LEVEL) -> Interval:
    """The interval of the noncentrality of t with df degrees of freedom.

    >>> [round(end, 4) for end in noncentral_t(2.0, 58)]
    [-0.0017, 3.985]
    """
    if t < 0:
        low, high = noncentral_t(-t, df, level)
        return -high, -low
    spread = (1 + t * t / (2 * df)) ** 0.5
    reach = t - 12 * spread - 12, t + 12 * spread + 12

    def below(shift: float) -> float:
        share = float(stats.nct.cdf(t, df, shift))
        return float(shift < t) if isnan(share) else share  # far out SciPy gives no number

    def end(p: float) -> float:
        return _root(lambda shift: below(shift) - p, *reach)

    return end((1 + level) / 2), end((1 - level) / 2)


def noncentral_f(f: float, df: tuple[float, float], level: float = LEVEL_F) -> Interval:
    """The interval of the noncentrality of F, its ends at least 0.

    >>> [round(end, 4) for end in noncentral_f(4.8461, (2, 27))]
    [0.9882, 22.521]
    """
    most = df[0] * f * (1 + 20 / df[1] ** 0.5) + 20 * (df[0] * f + df[0]) ** 0.5 + 60

    def end(p: float) -> float:
        if float(stats.f.cdf(f, *df)) <= p:
            return 0.0
        return _root(lambda shift: float(stats.ncf.cdf(f, *df, shift)) - p, 0.0, most)

    return end((1 + level) / 2), end((1 - level) / 2)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(optimize.brentq(function, low, high, xtol=1e-11, rtol=1e-13))
