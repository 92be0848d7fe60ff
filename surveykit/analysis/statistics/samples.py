"""Several groups of respondents and one measure: what the tests of differences are made of. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import stats

from surveykit.analysis.statistics.formulas import Interval, mean_interval
from surveykit.core.dataset import Floats

_TINY = 1e-12


@dataclass(frozen=True)
class Statistic:
    """A statistic with its degrees of freedom and p."""

    statistic: float
    df: float | tuple[float, float] | None
    p: float


@dataclass(frozen=True, eq=False)
class Samples:
    """The values of k groups, each without NaN and with at least two values; sorted, so that their order is nothing.

    >>> s = Samples.of([[1.0, 2.0, 3.0], [4.0, 6.0]])
    >>> s.n.tolist(), s.mean.tolist(), s.variance.tolist()
    ([3.0, 2.0], [2.0, 5.0], [1.0, 2.0])
    """

    values: tuple[Floats, ...]

    @classmethod
    def of(cls, groups: Sequence[Sequence[float] | Floats]) -> "Samples":
        """From one sequence of values for each group."""
        return cls(tuple(np.sort(np.asarray(group, dtype=np.float64)) for group in groups))

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.values)

    @cached_property
    def n(self) -> Floats:
        """How many in each."""
        return np.array([float(len(x)) for x in self.values])

    @cached_property
    def total(self) -> int:
        """How many in all."""
        return int(self.n.sum())

    @cached_property
    def mean(self) -> Floats:
        """The mean of each."""
        return np.array([float(x.mean()) for x in self.values])

    @cached_property
    def grand_mean(self) -> float:
        """Of all values."""
        return float(self.n @ self.mean / self.total)

    @cached_property
    def variance(self) -> Floats:
        """The variance of each, with n - 1; exactly 0 where all values are the same."""
        return np.array([float(x.var(ddof=1)) if x[-1] > x[0] else 0.0 for x in self.values])

    @cached_property
    def sd(self) -> Floats:
        """The standard deviation of each, with n - 1."""
        spread: Floats = np.sqrt(self.variance)
        return spread

    def interval(self, at: int) -> Interval | None:
        """Student's t interval of a group's mean."""
        return mean_interval(float(self.mean[at]), float(self.sd[at]), int(self.n[at]))

    @cached_property
    def within(self) -> float:
        """The sum of squares within the groups; 0 where it is nothing beside the size of the values."""
        squares = float((self.n - 1) @ self.variance)
        level = max(float(np.abs(self.mean).max()), 1e-300)
        return squares if squares > (_TINY * level) ** 2 * self.total else 0.0

    @cached_property
    def between(self) -> float:
        """The sum of squares between the groups."""
        return float(self.n @ (self.mean - self.grand_mean) ** 2)

    @property
    def df(self) -> int:
        """Degrees of freedom within the groups."""
        return self.total - self.k

    @property
    def pooled_variance(self) -> float:
        """The variance within the groups."""
        return self.within / self.df

    @cached_property
    def flat(self) -> tuple[int, ...]:
        """The groups in which everybody has the same value."""
        return tuple(at for at, v in enumerate(self.variance) if not v > 0)

    @cached_property
    def ranks(self) -> tuple[Floats, ...]:
        """The mid-ranks of the values among all, by group."""
        ranks = stats.rankdata(np.concatenate(self.values))
        return tuple(np.split(ranks, np.cumsum(self.n[:-1]).astype(np.int64)))

    @cached_property
    def ties(self) -> float:
        """The sum of t^3 - t over all sets of t equal values."""
        _, times = np.unique(np.concatenate(self.values), return_counts=True)
        t = times.astype(np.float64)
        return float((t**3 - t).sum())

    @property
    def residuals(self) -> Floats:
        """The deviations from the mean of the own group, all groups one after the other."""
        return np.concatenate([x - m for x, m in zip(self.values, self.mean, strict=True)])
