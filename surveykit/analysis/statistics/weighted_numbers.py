"""Weighted means and least squares with linearised standard errors. Numbers only.

Weights are taken as given, one for each respondent and independent of each other; only their proportions matter.
Respondents that a figure does not rest on count in its error as the domain they are not in (Binder, 1983). R: the
package survey with svydesign(ids = ~1, weights = ~w).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.statistics.least_squares import Coefficient, Floats, coefficients, dependent

TINY = 1e-10


@dataclass(frozen=True)
class WeightedMean:
    """A weighted mean (or share) of n respondents: linearised standard error, t interval, and what the weights cost.

    `effective` is the number of respondents that would be as precise without weights (Kish, 1965); None for `se` and
    `interval` where there are fewer than two respondents or no spread.
    """

    value: float
    n: int
    se: float | None
    interval: Interval | None
    effective: float

    @property
    def design_effect(self) -> float:
        """How much the weights raise the variance, about: n over the effective n, at least 1."""
        return self.n / self.effective


def effective(weights: Floats) -> float:
    """Kish's effective number of respondents for weights of 0 or more, not all 0.

    >>> round(effective(np.array([1.0, 1.0, 2.0])), 4)
    2.6667
    """
    scaled = weights / weights.max()
    return float(scaled.sum() ** 2 / (scaled**2).sum())


def weighted_mean(values: Floats, weights: Floats) -> WeightedMean | None:
    """Of values (n, NaN where missing) with weights (n, above 0); None where nobody has a value.

    >>> found = weighted_mean(np.array([1.0, 2.0, 4.0]), np.array([1.0, 1.0, 2.0]))
    >>> found.value, round(found.se, 4)
    (2.75, 0.9622)
    """
    there = ~np.isnan(values)
    n, size = int(there.sum()), len(values)
    if not n:
        return None
    y, w = values[there], weights[there] / weights[there].sum()
    base = float(y.min())
    mean = float(w @ (y - base))
    spread = w * (y - base - mean)
    se = float(np.sqrt(size / (size - 1) * (spread @ spread))) if n > 1 else 0.0
    inside = None
    if se > TINY * max(1.0, abs(base + mean)):
        half = float(stdtrit(n - 1, (1 + LEVEL) / 2)) * se
        inside = base + mean - half, base + mean + half
    return WeightedMean(base + mean, n, se if inside else None, inside, effective(weights[there]))


@dataclass(frozen=True)
class WeightedFit:
    """Weighted least squares: intercept and slopes with linearised errors, their df, and the weighted R2."""

    all: tuple[Coefficient, ...]
    df: int
    r_squared: float


def weighted_least_squares(rows: Floats, weights: Floats) -> WeightedFit | None:
    """The first column of `rows` (n x 1 + k) on the others, over the rows without NaN; weights (n) above 0.

    None where a column does not vary, the predictors determine each other or the outcome, or no error is left.
    R: survey::svyglm.
    """
    there = ~np.isnan(rows).any(axis=1)
    size, n, k = len(rows), int(there.sum()), rows.shape[1] - 1
    if n < k + 2:
        return None
    table, w = rows[there], weights[there] / weights[there].sum()
    mean = table[0] + w @ (table - table[0])
    centred = table - mean
    sd = np.sqrt(w @ centred**2)
    if not (sd > 1e-12 * np.maximum(1.0, np.abs(mean))).all():
        return None
    z = centred / sd
    r = z.T @ (z * w[:, None])
    if dependent(r[1:, 1:]):
        return None
    betas = np.linalg.solve(r[1:, 1:], r[1:, 0])
    r_squared = float(r[0, 1:] @ betas)
    if r_squared >= 1 - TINY:
        return None
    design = np.column_stack([np.ones(n), z[:, 1:]])
    bread = np.eye(k + 1)
    bread[1:, 1:] = np.linalg.inv(r[1:, 1:])
    influence = (design * (w * (z[:, 0] - z[:, 1:] @ betas))[:, None]) @ bread
    covariance = size / (size - 1) * influence.T @ influence
    carry = np.diag(np.concatenate([[sd[0]], sd[0] / sd[1:]]))
    carry[0, 1:] = -mean[1:] * sd[0] / sd[1:]
    slopes = betas * sd[0] / sd[1:]
    values = np.concatenate([[mean[0] - mean[1:] @ slopes], slopes])
    if (np.diag(covariance)[1:] <= TINY**2).any():
        return None
    se = np.sqrt(np.diag(carry @ covariance @ carry.T))
    if not (se > 0).all():
        return None
    return WeightedFit(coefficients(values, se, n - k - 1), n - k - 1, min(max(r_squared, 0.0), 1.0))
