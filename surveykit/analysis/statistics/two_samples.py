"""Two groups: tests of a difference and its size. Numbers only, from groups that vary."""

from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np
from scipy import stats

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.statistics.noncentral import noncentral_t
from surveykit.analysis.statistics.samples import Samples, Statistic


@dataclass(frozen=True)
class Difference:
    """The first mean minus the second with the interval and test that belong to it."""

    value: float
    error: float
    interval: Interval
    test: Statistic


def welch_t(samples: Samples, first: int = 0, second: int = 1) -> Difference:
    """Without assuming equal variances (Welch, 1947). R: t.test(x, y).

    >>> d = welch_t(Samples.of([[1.0, 2.0, 3.0], [4.0, 6.0, 9.0]]))
    >>> round(d.value, 4), round(d.test.statistic, 4), round(d.test.df, 4)
    (-4.3333, -2.7716, 2.6162)
    """
    parts = samples.variance[[first, second]] / samples.n[[first, second]]
    df = float(parts.sum() ** 2 / (parts**2 / (samples.n[[first, second]] - 1)).sum())
    return _difference(samples, first, second, float(parts.sum()) ** 0.5, df)


def student_t(samples: Samples, first: int = 0, second: int = 1) -> Difference:
    """Assuming equal variances in the two groups. R: t.test(x, y, var.equal = TRUE)."""
    n = samples.n[[first, second]]
    df = float(n.sum() - 2)
    pooled = float((n - 1) @ samples.variance[[first, second]]) / df
    return _difference(samples, first, second, (pooled * float((1 / n).sum())) ** 0.5, df)


def _difference(samples: Samples, first: int, second: int, error: float, df: float) -> Difference:
    value = float(samples.mean[first] - samples.mean[second])
    t, half = value / error, float(stats.t.ppf((1 + LEVEL) / 2, df)) * error
    return Difference(value, error, (value - half, value + half), Statistic(t, df, float(2 * stats.t.sf(abs(t), df))))


def mann_whitney(samples: Samples) -> tuple[Statistic, float]:
    """U of the first group with its p by the normal approximation (ties and continuity allowed for), and the
    rank-biserial correlation: the share of pairs in which the first group's value is higher, less the share in which it
    is lower.

    R: wilcox.test(x, y, exact = FALSE); effectsize::rank_biserial(x, y).
    """
    (n, m), total = samples.n.tolist(), samples.total
    u = float(samples.ranks[0].sum()) - n * (n + 1) / 2
    spread = (n * m / 12 * (total + 1 - samples.ties / (total * (total - 1)))) ** 0.5
    z = max(abs(u - n * m / 2) - 0.5, 0.0) / spread
    return Statistic(u, None, min(1.0, float(2 * stats.norm.sf(z)))), 2 * u / (n * m) - 1


@dataclass(frozen=True)
class Standardised:
    """A difference in pooled standard deviations: Cohen's d, and Hedges' g, which corrects d's bias; with intervals."""

    d: float
    d_interval: Interval
    g: float
    g_interval: Interval


def standardised(samples: Samples) -> Standardised:
    """Cohen's d and Hedges' (1981) g with intervals from the noncentral t distribution.

    R: effectsize::cohens_d(x, y), effectsize::hedges_g(x, y).

    >>> found = standardised(Samples.of([[1.0, 2.0, 3.0, 4.0], [3.0, 4.0, 5.0, 8.0]]))
    >>> round(found.d, 4), round(found.g, 4)
    (-1.4049, -1.2203)
    """
    t, df = student_t(samples).test, samples.df
    scale = float((1 / samples.n).sum()) ** 0.5
    low, high = (end * scale for end in noncentral_t(t.statistic, df))
    j = exp(lgamma(df / 2) - log((df / 2) ** 0.5) - lgamma((df - 1) / 2))
    d = t.statistic * scale
    return Standardised(d, (low, high), j * d, (j * low, j * high))


def equivalence(difference: Difference, bound: float) -> float:
    """p of two one-sided tests that a difference lies within -bound and +bound (Schuirmann, 1987): the larger of the
    two.

    R: max(t.test(x, y, mu = -bound, alternative = "greater")$p.value, t.test(x, y, mu = bound, alternative =
    "less")$p.value).
    """
    df = difference.test.df
    lower = stats.t.sf((difference.value + bound) / difference.error, df)
    upper = stats.t.cdf((difference.value - bound) / difference.error, df)
    return float(np.maximum(lower, upper))
