"""The parts of R² with their bootstrap intervals, differences and dominance. Numbers only, computed when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy import stats

from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.importance import conditional, dominance, johnson, lmg, r_squared_of_sets
from surveykit.analysis.statistics.resampling import CaseBootstrap, Floats, holds, percentile
from surveykit.core.moments import Moments

LMG, JOHNSON = "lmg", "johnson"
DOMINANCE = ("complete", "conditional", "general")


@dataclass(frozen=True)
class Part:
    """What goes to one predictor: of the outcome's variance, and of R², each with its interval."""

    value: float
    interval: Interval | None
    share: float
    share_interval: Interval | None


@dataclass(frozen=True)
class Difference:
    """The part of the first predictor less that of the second, by their places; p by the normal distribution, with the
    spread of the samples as standard error."""

    first: int
    second: int
    value: float
    interval: Interval | None
    p: float | None = None

    @property
    def settled(self) -> bool:
        """Whether the interval leaves out zero."""
        return not holds(self.interval)


@dataclass(frozen=True)
class Dominance:
    """Complete, conditional and general dominance of the first predictor over the second: 1 yes, 0 the other way round,
    0.5 neither; and the mean of each over the samples (Azen & Budescu, 2003)."""

    first: int
    second: int
    values: tuple[float, float, float]
    in_samples: tuple[float, float, float] | None

    @property
    def strictest(self) -> int | None:
        """The place in DOMINANCE of the strictest kind that holds, either way round."""
        return next((at for at, value in enumerate(self.values) if value != 0.5), None)


@dataclass(frozen=True, eq=False)
class Parts:
    """R² of an outcome (the last of the columns) and its parts. `rows` gives the complete rows, for the samples only;
    with 0 draws there are none, and no intervals."""

    moments: Moments
    rows: Callable[[], Floats]
    method: str
    draws: int
    seed: int

    @property
    def k(self) -> int:
        """Predictors."""
        return len(self.moments.names) - 1

    @property
    def n(self) -> int:
        """Complete rows."""
        return self.moments.n

    @cached_property
    def correlation(self) -> Floats:
        """A stack of one."""
        found: Floats = self.moments.correlation[None]
        return found

    @cached_property
    def r_squared(self) -> float:
        """Of the model with all predictors, 0 to 1."""
        r = self.correlation[0]
        return min(max(float(r[-1, :-1] @ np.linalg.solve(r[:-1, :-1], r[:-1, -1])), 0.0), 1.0)

    @cached_property
    def test(self) -> tuple[float, float]:
        """F (k, n - k - 1) of the model with all predictors, and its p."""
        df = self.n - self.k - 1
        f = self.r_squared / self.k / ((1 - self.r_squared) / df)
        return f, float(stats.f.sf(f, self.k, df))

    @cached_property
    def vif(self) -> tuple[float, ...]:
        """Variance inflation factor of each predictor, at least 1."""
        r = self.correlation[0, :-1, :-1]
        return tuple(np.diag(np.linalg.inv(r)).tolist())

    @cached_property
    def _sets(self) -> Floats:
        return r_squared_of_sets(self.correlation)

    @cached_property
    def _samples(self) -> Floats:
        return CaseBootstrap(self.rows(), self.draws, self.seed).samples.correlation

    @cached_property
    def _sample_sets(self) -> Floats:
        return r_squared_of_sets(self._samples)

    def values(self, method: str) -> Floats:
        """The parts by a method (k)."""
        found: Floats = (lmg(self._sets) if method == LMG else johnson(self.correlation))[0]
        return found

    def _sampled(self, method: str) -> Floats:
        return lmg(self._sample_sets) if method == LMG else johnson(self._samples)

    def parts(self, method: str) -> tuple[Part, ...]:
        """The parts by a method, in the order of the predictors."""
        values = self.values(method)
        ends: list[Interval | None] = [None] * self.k
        shares: list[Interval | None] = [None] * self.k
        if self.draws:
            sampled = self._sampled(method)
            sums = sampled.sum(axis=1, keepdims=True)
            ends, shares = percentile(sampled), percentile(sampled / np.where(sums > 0, sums, np.nan))
        whole = float(values.sum())
        columns = zip(values.tolist(), ends, shares, strict=True)
        return tuple(Part(v, end, v / whole, share) for v, end, share in columns)

    @cached_property
    def chosen(self) -> tuple[Part, ...]:
        """The parts by the chosen method."""
        return self.parts(self.method)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The differences of all pairs by the chosen method."""
        pairs = list(combinations(range(self.k), 2))
        values = self.values(self.method)
        ends: list[Interval | None] = [None] * len(pairs)
        ps: list[float | None] = [None] * len(pairs)
        if self.draws and pairs:
            sampled = self._sampled(self.method)
            first, second = (list(side) for side in zip(*pairs, strict=True))
            apart = sampled[:, first] - sampled[:, second]
            ends = percentile(apart)
            z = [value / _spread(column) for value, column in zip(values[first] - values[second], apart.T, strict=True)]
            ps = [None if end is None else float(2 * stats.norm.sf(abs(x))) for end, x in zip(ends, z, strict=True)]
        return tuple(
            Difference(a, b, float(values[a] - values[b]), end, p)
            for (a, b), end, p in zip(pairs, ends, ps, strict=True)
        )

    @cached_property
    def dominances(self) -> tuple[Dominance, ...]:
        """Of all pairs."""
        means, sampled = conditional(self._sets), self._sample_sets if self.draws else self._sets[:0]
        known = ~np.isnan(sampled).any(axis=1)
        sampled = sampled if known.all() else sampled[known]
        sampled_means = conditional(sampled)
        found = []
        for a, b in combinations(range(self.k), 2):
            own, times = dominance(self._sets, means, a, b)[0], dominance(sampled, sampled_means, a, b)
            found.append(Dominance(a, b, _three(own), _three(times.mean(axis=0)) if len(times) else None))
        return tuple(found)


def _spread(column: Floats) -> float:
    """The standard deviation of the samples that have the figure; 1 where it does not vary and p is not given."""
    known = column[~np.isnan(column)]
    return float(known.std(ddof=1)) if len(known) > 1 and np.ptp(known) > 0 else 1.0


def _three(row: Floats) -> tuple[float, float, float]:
    first, second, third = row.tolist()
    return first, second, third
