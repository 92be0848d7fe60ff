"""The case bootstrap: seeded, from moments alone, and in bounded memory. Numbers only.

Which respondents a sample holds, and how often, is a row of counts (multinomial, n draws from n). Counts times the
products of the columns are the moments of all samples at once, so no sample is ever written down; statistics are then
computed for all samples together from their moments. Efron (1987); Davison and Hinkley (1997), chapters 2 and 5.

Rows are put in order first, and products are rounded to numbers whose sums are exact: the result depends on the answers
and the seed and on nothing else, be it the size of a block or the number of threads or processes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.core.progress import advance

Floats = NDArray[np.float64]
_CELLS = 10_000_000
"""So many counts (80 MB) are held at once at most."""
_NEAR, _TOGETHER = 300_000, 100
"""So many counts, or so many samples, are held at once while memory allows: fewer stay nearer to the processor."""
_DRAWN = 100_000
"""So many rows are drawn at once."""
_EXACT = 52
"""Whole numbers of so many bits, and a little above, add up without rounding."""
_TINY = 1e-10
FEWEST_DRAWS = 100
"""Below this the ends of a 95% interval are the extremes."""
USABLE = 0.95
"""The share of samples that must have the statistic; in others a column does not vary, or follows from others."""


@dataclass(frozen=True, eq=False)
class Stack:
    """The moments of many samples of `n` cases: means (samples x k), sums of squared deviations (samples x k x k)."""

    n: int
    mean: Floats
    deviations: Floats

    def __len__(self) -> int:
        return len(self.mean)

    @property
    def sd(self) -> Floats:
        """Standard deviations with n - 1 (samples x k)."""
        squares = np.diagonal(self.deviations, axis1=1, axis2=2)
        spread: Floats = np.sqrt(np.maximum(squares, 0.0) / (self.n - 1))
        return spread

    @property
    def correlation(self) -> Floats:
        """Correlation matrices (samples x k x k), NaN where a column does not vary."""
        sd = self.sd * np.sqrt(self.n - 1)
        sd = np.where(sd > _TINY * np.maximum(1.0, np.abs(self.mean)), sd, np.nan)
        r: Floats = self.deviations / (sd[:, :, None] * sd[:, None, :])
        return r


Statistic = Callable[[Stack], Floats]
"""Moments of samples -> one row of figures for each sample (samples x q), NaN where there is none."""


@dataclass(frozen=True, eq=False)
class CaseBootstrap:
    """`draws` samples of the rows (n x k, complete, n at least 2), drawn with replacement.

    >>> rows = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 5.0], [4.0, 3.0]])
    >>> boot = CaseBootstrap(rows, draws=1000, seed=1)
    >>> boot.samples.mean.shape, boot.samples.deviations.shape
    ((1000, 2), (1000, 2, 2))
    """

    rows: Floats
    draws: int
    seed: int

    @cached_property
    def _ordered(self) -> Floats:
        rows: Floats = np.asarray(self.rows[np.lexsort(self.rows.T[::-1])], dtype=np.float64)
        return rows

    @cached_property
    def sample(self) -> Stack:
        """The moments of the rows themselves: a stack of one."""
        mean = self._ordered.mean(axis=0)
        centred = self._ordered - mean
        return Stack(len(self.rows), mean[None], np.einsum("ni,nj->ij", centred, centred)[None])

    @cached_property
    def samples(self) -> Stack:
        """The moments of all samples."""
        n, k = self.rows.shape
        middle, scale = self.sample.mean[0], np.where(self.sample.sd[0] > 0, self.sample.sd[0], 1.0)
        z = (self._ordered - middle) / scale
        sums = _weighted_sums(z, self.draws, np.random.default_rng(self.seed))
        upper = np.triu_indices(k)
        mean, squares = sums[:, :k] / n, np.empty((self.draws, k, k))
        squares[:, upper[0], upper[1]] = squares[:, upper[1], upper[0]] = sums[:, k:]
        squares -= n * mean[:, :, None] * mean[:, None, :]
        return Stack(n, middle + mean * scale, squares * np.outer(scale, scale))

    def values(self, statistic: Statistic) -> Floats:
        """The statistic of every sample (draws x q)."""
        return statistic(self.samples)

    def estimate(self, statistic: Statistic) -> Floats:
        """The statistic of the rows themselves (q)."""
        found: Floats = statistic(self.sample)[0]
        return found

    def jackknife(self, statistic: Statistic) -> Floats:
        """The statistic without each row in turn (n x q), from moments in closed form."""
        n, k = self.rows.shape
        step = max(1, _CELLS // (8 * k * k))
        parts = []
        for at in range(0, n, step):
            off = self._ordered[at : at + step] - self.sample.mean
            outer = off[:, :, None] * off[:, None, :] * (n / (n - 1))
            parts.append(statistic(Stack(n - 1, self.sample.mean - off / (n - 1), self.sample.deviations - outer)))
            advance("omissions", at + len(off), n)
        return np.concatenate(parts)

    def acceleration(self, statistic: Statistic) -> Floats:
        """The acceleration of the BCa interval (q), by the jackknife; NaN where it does not exist."""
        without = self.jackknife(statistic)
        pull = without.mean(axis=0) - without
        size = (pull**2).sum(axis=0)
        varies = size > 0
        found: Floats = np.full(without.shape[1], np.nan)
        found[varies] = (pull**3).sum(axis=0)[varies] / (6 * size[varies] ** 1.5)
        return found


def _weighted_sums(z: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """For each sample the sums of the columns of z and of their products (draws x k + k (k + 1) / 2)."""
    n, k = z.shape
    width = k + k * (k + 1) // 2
    rows, chunk = max(1, _CELLS // width), max(1, min(_CELLS // n, max(_TOGETHER, _NEAR // n)))
    unit = _units(z)
    kept = _products(z, unit) if n <= rows else None
    sums = np.zeros((draws, width))
    for at in range(0, draws, chunk):
        counts = _counts(n, min(chunk, draws - at), rng)
        part = sums[at : at + chunk]
        if kept is not None:
            part += counts @ kept
        else:
            for start in range(0, n, rows):
                part += counts[:, start : start + rows] @ _products(z[start : start + rows], unit)
        advance("draws", at + len(part), draws)
    return sums * unit


def _products(z: Floats, unit: Floats) -> Floats:
    """Columns and their products, in whole units."""
    first, second = np.triu_indices(z.shape[1])
    found: Floats = np.rint(np.concatenate([z, z[:, first] * z[:, second]], axis=1) / unit)
    return found


def _units(z: Floats) -> Floats:
    """For each column and product a power of 2: so small that rounding to it loses little, so large that no sum over a
    sample is rounded."""
    first, second = np.triu_indices(z.shape[1])
    most = np.abs(z).max(axis=0)
    _, bits = np.frexp(len(z) * np.concatenate([most, most[first] * most[second]]))
    unit: Floats = np.ldexp(1.0, bits - _EXACT)
    return unit


def _counts(n: int, draws: int, rng: np.random.Generator) -> Floats:
    """How often each row is in each sample (draws x n)."""
    counts = np.empty((draws, n))
    step = max(1, _DRAWN // n)
    for at in range(0, draws, step):
        size = min(step, draws - at)
        drawn = rng.integers(0, n, size=(size, n))
        drawn += (np.arange(size) * n)[:, None]
        counts[at : at + size] = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
    return counts


def slopes(stack: Stack, outcome: int, predictors: Sequence[int]) -> Floats:
    """Least-squares coefficients in every sample (samples x predictors); NaN where the predictors are dependent.

    >>> rows = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 5.0]])
    >>> slopes(CaseBootstrap(rows, 100, 1).sample, 1, (0,))
    array([[2.]])
    """
    at = list(predictors)
    if not at:
        return np.empty((len(stack), 0))
    # Samples run along the last axis, so that every step is one operation on all of them.
    wide = np.ascontiguousarray(np.moveaxis(stack.deviations[:, at][:, :, [*at, outcome]], 0, 2))
    own = wide[range(len(at)), range(len(at))].copy()
    for j, size in enumerate(own):
        pivot = np.where(wide[j, j] > _TINY * size, wide[j, j], np.nan)
        wide[j, j:] /= pivot
        for i in range(len(at)):
            if i != j:
                wide[i, j:] -= wide[i, j] * wide[j, j:]
    return np.ascontiguousarray(wide[:, -1].T)


def percentile(values: Floats) -> list[Interval | None]:
    """The percentile interval of each column of values (draws x q): the order statistics (draws + 1) p.

    None where fewer than USABLE of the samples have the statistic, or where it does not vary.
    """
    return [_between(column, ((1 - LEVEL) / 2, (1 + LEVEL) / 2)) for column in values.T]


def bca(values: Floats, estimates: Floats, acceleration: Floats) -> list[Interval | None]:
    """The bias-corrected and accelerated interval of each column (Efron, 1987). R: boot::boot.ci(type = "bca").

    None as for `percentile`, and where the correction is beyond what the samples can carry.
    """
    return [_bca(column, float(e), float(a)) for column, e, a in zip(values.T, estimates, acceleration, strict=True)]


def _bca(column: Floats, estimate: float, acceleration: float) -> Interval | None:
    known = column[~np.isnan(column)]
    if not len(known) or np.isnan(estimate) or np.isnan(acceleration):
        return None
    below = (float((known < estimate).sum()) + float((known == estimate).sum()) / 2) / len(known)
    if not 0 < below < 1:
        return None
    bias = float(stats.norm.ppf(below))
    shifted = [bias + float(stats.norm.ppf(p)) for p in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)]
    rooms = [1 - acceleration * z for z in shifted]
    if min(rooms) <= 0:
        return None
    low, high = (float(stats.norm.cdf(bias + z / room)) for z, room in zip(shifted, rooms, strict=True))
    return _between(column, (low, high))


def _between(column: Floats, shares: tuple[float, float]) -> Interval | None:
    known = column[~np.isnan(column)]
    if len(known) < max(2, USABLE * len(column)) or not known.min() < known.max():
        return None
    low, high = (float(end) for end in np.quantile(known, shares, method="weibull"))
    return low, high


def holds(inside: Interval | None, value: float = 0.0) -> bool:
    """Whether a value lies in the interval; so it is said where there is no interval."""
    return inside is None or inside[0] <= value <= inside[1]
