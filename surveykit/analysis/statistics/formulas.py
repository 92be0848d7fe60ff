"""Intervals and small statistics in closed form. Full precision; None where a figure does not exist.

All intervals are two-sided at confidence LEVEL.
"""

import math

import numpy as np
from scipy import special, stats

from surveykit.core.moments import Moments

LEVEL = 0.95
_UPPER = 1 - (1 - LEVEL) / 2
Z = float(special.ndtri(_UPPER))
"""The normal quantile of LEVEL."""
_TINY = 1e-12

Interval = tuple[float, float]


def mean_interval(mean: float | None, sd: float | None, n: int) -> Interval | None:
    """Student's t interval of a mean; `sd` with n - 1. None for fewer than two values or without any spread.

    >>> [round(end, 4) for end in mean_interval(7.5368, 1.225959897665, 250)]
    [7.3841, 7.6895]
    """
    if mean is None or sd is None or n < 2 or not sd > 0:
        return None
    half = float(stats.t.ppf(_UPPER, n - 1)) * sd / math.sqrt(n)
    return mean - half, mean + half


def wilson(times: int, n: int) -> Interval:
    """The score interval of a share (Wilson, 1927), 0 to 1; `times` of `n`, n at least 1.

    >>> [round(end, 4) for end in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    z, share = Z, times / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    return 0.0 if times == 0 else max(low, 0.0), 1.0 if times == n else min(high, 1.0)


def feldt(alpha: float, n: int, k: int) -> Interval | None:
    """The interval of coefficient alpha of k items and n respondents (Feldt, 1965). None for alpha = 1.

    R: psych::alpha.ci.
    """
    if alpha > 1 - _TINY or n < 2 or k < 2:
        return None
    df = n - 1, (n - 1) * (k - 1)
    low, high = (1 - (1 - alpha) * float(special.fdtri(*df, p)) for p in (_UPPER, 1 - _UPPER))
    return low, high


def fisher(r: float, n: int) -> Interval | None:
    """The interval of Pearson's r by Fisher's z (1921). None for n < 4 or |r| = 1. R: cor.test."""
    if n < 4 or abs(r) > 1 - _TINY:
        return None
    half = Z / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def correlation_test(r: float, n: int) -> tuple[float | None, float | None]:
    """t (df = n - 2) and two-sided p of Pearson's r. None for n < 3 or |r| = 1."""
    if n < 3 or abs(r) > 1 - _TINY:
        return None, None
    t = r * math.sqrt((n - 2) / (1 - r * r))
    return t, float(2 * stats.t.sf(abs(t), n - 2))


def spearman_brown(r: float) -> float:
    """The reliability of the sum of two items that correlate r (r > -1).

    >>> round(spearman_brown(0.5), 4)
    0.6667
    """
    return 2 * r / (1 + r)


def unvarying(moments: Moments) -> tuple[str, ...]:
    """The columns in which all respondents have the same value, as far as floating point can tell."""
    if moments.n < 2:
        return moments.names
    level = np.maximum(1.0, np.abs(moments.mean))
    flat = moments.sd <= _TINY * level
    return tuple(name for name, still in zip(moments.names, flat, strict=True) if still)


def apart(first: Interval, second: Interval) -> bool:
    """Whether two intervals do not overlap."""
    return first[0] > second[1] or second[0] > first[1]
