"""Intraclass correlations of repeated measurements (McGraw & Wong, 1996), from moments."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.core.moments import Moments

_TINY = 1e-12
_UPPER = 1 - (1 - LEVEL) / 2


@dataclass(frozen=True)
class Agreement:
    """How alike the k measurements of n respondents are.

    `absolute` is ICC(A,1): the same values; `consistent` is ICC(C,1): the same order and distances, whatever all
    moved by. Both are at most 1 and may be negative; the intervals are None where both agree perfectly.
    """

    n: int
    absolute: float
    absolute_interval: Interval | None
    consistent: float
    consistent_interval: Interval | None


def agreement(moments: Moments) -> Agreement | None:
    """Of the columns as occasions: single measurements, respondents and occasions in a two-way table.

    None if there are fewer than two columns or three rows, or if nobody differs. R: psych::ICC(lmer = FALSE), rows
    ICC2 (absolute) and ICC3 (consistent).

    >>> rows = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> found = agreement(Moments.of(("a", "b", "c", "d"), rows))  # Shrout & Fleiss (1979), table 4
    >>> round(found.absolute, 2), round(found.consistent, 2)
    (0.29, 0.71)
    """
    n, k = moments.n, len(moments.names)
    if k < 2 or n < 3:
        return None
    c = moments.covariance
    rows, trace = float(c.sum()) / k, float(np.trace(c))
    columns = n * float(np.var(moments.mean)) * k / (k - 1)
    error = max(0.0, trace - rows) / (k - 1)
    if trace <= _TINY * max(1.0, float(np.square(moments.mean).max())):
        return None
    exact = error <= _TINY * rows
    error = 0.0 if exact else error
    consistent = (rows - error) / (rows + (k - 1) * error)
    absolute = (rows - error) / (rows + (k - 1) * error + k / n * (columns - error))
    if exact:
        return Agreement(n, absolute, None, consistent, None)
    return Agreement(
        n,
        absolute,
        _absolute_ends(n, k, rows, columns, error, absolute),
        consistent,
        _consistent_ends(n, k, rows, error),
    )


def _f(df: float, other: float) -> float:
    return float(special.fdtri(df, other, _UPPER))


def _consistent_ends(n: int, k: int, rows: float, error: float) -> Interval:
    df, other = n - 1, (n - 1) * (k - 1)
    low, high = rows / error / _f(df, other), rows / error * _f(other, df)
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _absolute_ends(n: int, k: int, rows: float, columns: float, error: float, icc: float) -> Interval | None:
    a, b = k * icc / (n * (1 - icc)), 1 + k * icc * (n - 1) / (n * (1 - icc))
    moving, still = a * columns, b * error
    apart = moving**2 / (k - 1) + still**2 / ((n - 1) * (k - 1))
    if apart <= _TINY * rows**2 or abs(moving + still) <= _TINY * error:
        return None
    v = (moving + still) ** 2 / apart
    noise = k * columns + (k * n - k - n) * error
    first, second = _f(n - 1, v), _f(v, n - 1)
    low = n * (rows - first * error) / (first * noise + n * rows)
    return low, n * (second * rows - error) / (noise + n * second * rows)
