"""How important several attributes are, and how well each is done, from 0 to 100, with intervals. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy.special import ndtr

from surveykit.analysis.gap_numbers import bounds_of
from surveykit.analysis.statistics.formulas import Interval, Z, mean_interval
from surveykit.analysis.statistics.importance import MOST_FOR_SETS, johnson, lmg, r_squared_of_sets
from surveykit.analysis.statistics.parts import JOHNSON, LMG, Parts
from surveykit.analysis.statistics.resampling import CaseBootstrap, Stack, holds, percentile
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.moments import Moments

Importance = Literal["relative", "coefficient", "correlation", "stated"]
Cuts = Literal["means", "midpoints"]
MIDDLE = 50.0
"""The middle of performance."""


@dataclass(frozen=True)
class Attribute:
    """One attribute. `related`: whether the data show that it has to do with the outcome (always, where stated).

    `r`: its correlation with the outcome. Relative importance is a percentage of R², 0 to 100.
    """

    id: str
    n: int
    performance: float
    performance_interval: Interval | None
    importance: float
    importance_interval: Interval | None
    related: bool = True
    r: float | None = None
    r_interval: Interval | None = None

    def p(self, cuts: tuple[float, float]) -> float | None:
        """The larger p of both its figures standing at their lines, by the normal distribution from their intervals."""
        if self.performance_interval is None or self.importance_interval is None:
            return None
        ends = (self.performance_interval, self.importance_interval)
        off = abs(self.performance - cuts[0]), abs(self.importance - cuts[1])
        return max(2 * float(ndtr(-2 * Z * x / (high - low))) for x, (low, high) in zip(off, ends, strict=True))

    def border(self, cuts: tuple[float, float]) -> bool:
        """Whether an interval holds a line."""
        return holds(self.performance_interval, cuts[0]) or holds(self.importance_interval, cuts[1])

    @property
    def against(self) -> bool:
        """Whether the data show that it goes with less of the outcome."""
        return self.related and self.r is not None and self.r < 0

    def place(self, cuts: tuple[float, float]) -> tuple[bool, bool]:
        """Whether it lies above the line of importance, and beyond that of performance."""
        return self.importance > cuts[1], self.performance > cuts[0]


def performance(dataset: Dataset, id: str) -> Floats:
    """A construct's scores or a variable's answers from 0 to 100, the higher the better: items that are reverse-keyed
    in their construct are turned. Raises ValueError without a lowest and a highest value."""
    bounds = bounds_of(dataset.codebook, id)
    if bounds is None or not bounds[0] < bounds[1]:
        raise ValueError(f"{id} has no common scale")
    low, high = bounds
    own = None if id in dataset.codebook.construct_by_id else dataset.codebook.construct_of(id)
    column = dataset.numbers(id) if own is None else dataset.reversed(id, own)
    scaled: Floats = (column - low) / (high - low) * 100
    return scaled


@dataclass(frozen=True, eq=False)
class DerivedMap:
    """Importance from how the attributes go with an outcome, over `rows` (n x k + 1, complete; the outcome last)."""

    ids: tuple[str, ...]
    rows: Floats
    kind: Importance
    draws: int
    seed: int

    @cached_property
    def moments(self) -> Moments:
        """Of all columns."""
        return Moments.of((*self.ids, "(outcome)"), self.rows[np.lexsort(self.rows.T)])

    @property
    def method(self) -> str:
        """How R² is divided."""
        return LMG if len(self.ids) <= MOST_FOR_SETS else JOHNSON

    @cached_property
    def parts(self) -> Parts:
        """R² and its parts, without samples."""
        return Parts(self.moments, lambda: self.rows, self.method, 0, self.seed)

    @cached_property
    def _boot(self) -> CaseBootstrap:
        return CaseBootstrap(self.rows, self.draws, self.seed)

    def _importance(self, stack: Stack) -> Floats:
        r = stack.correlation
        if self.kind == "correlation":
            found: Floats = r[:, :-1, -1]
        elif self.kind == "coefficient":
            found = _betas(r)
        else:
            parts = lmg(r_squared_of_sets(r)) if self.method == LMG else johnson(r)
            sums = parts.sum(axis=1, keepdims=True)
            found = 100 * parts / np.where(sums > 0, sums, np.nan)
        return found

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """All attributes, in their order. Percentile intervals."""
        k, sample = len(self.ids), self._boot.sample
        empty: list[Interval | None] = [None] * k
        ends, importance_ends, r_ends = empty, empty, empty
        if self.draws:
            samples = self._boot.samples
            ends, r_ends = percentile(samples.mean[:, :k]), percentile(samples.correlation[:, :-1, -1])
            importance_ends = percentile(self._importance(samples))
        importance, r = self._importance(sample)[0].tolist(), sample.correlation[0, :-1, -1].tolist()
        means = sample.mean[0].tolist()
        found = []
        for at, id in enumerate(self.ids):
            shown = r_ends[at] if self.kind == "relative" else importance_ends[at]
            own = (means[at], ends[at], importance[at], importance_ends[at], not holds(shown), r[at], r_ends[at])
            found.append(Attribute(id, len(self.rows), *own))
        return tuple(found)


def _betas(r: Floats) -> Floats:
    """Standardised coefficients of every correlation matrix (samples x k); NaN where the attributes are dependent."""
    found = np.full((len(r), r.shape[1] - 1), np.nan)
    inner = r[:, :-1, :-1]
    known = np.flatnonzero(~np.isnan(r).any(axis=(1, 2)))
    known = known[np.linalg.eigvalsh(inner[known])[:, 0] > 1e-10]
    found[known] = np.linalg.solve(inner[known], r[known, :-1, -1][..., None])[..., 0]
    return found


def stated_attributes(dataset: Dataset, pairs: Sequence[tuple[str, str]]) -> tuple[Attribute, ...]:
    """Attributes with the variables in which respondents said how important each is; t intervals, each on its own base.

    Those that nobody judged or nobody weighed are left out.
    """
    found = []
    for id, variable in pairs:
        sides = [column[~np.isnan(column)] for column in (performance(dataset, id), dataset.numbers(variable))]
        if not all(len(x) for x in sides):
            continue
        (own, own_ends), (weight, weight_ends) = (_mean(np.sort(x)) for x in sides)
        found.append(Attribute(id, min(len(x) for x in sides), own, own_ends, weight, weight_ends))
    return tuple(found)


def _mean(values: Floats) -> tuple[float, Interval | None]:
    mean = float(values.mean())
    sd = float(values.std(ddof=1)) if len(values) > 1 and values[-1] > values[0] else 0.0
    return mean, mean_interval(mean, sd, len(values))


def lines(attributes: Sequence[Attribute], cuts: Cuts, importance_middle: float) -> tuple[float, float]:
    """Where the two lines stand (performance, importance): at the means of the attributes, or at the middles.

    >>> one, two = (Attribute("a", 9, 60.0, None, 1.0, None), Attribute("b", 9, 80.0, None, 4.0, None))
    >>> lines((one, two), "means", 3.0), lines((one, two), "midpoints", 3.0)
    ((70.0, 2.5), (50.0, 3.0))
    """
    if cuts == "midpoints":
        return MIDDLE, importance_middle
    k = len(attributes)
    return sum(a.performance for a in attributes) / k, sum(a.importance for a in attributes) / k
