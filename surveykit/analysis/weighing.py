"""The weights of a dataset as analyses use them: who has one, and why they may be unusable."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.analysis.statistics.missing_numbers import Bools
from surveykit.analysis.statistics.weighted_numbers import effective
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Caution, Excluded
from surveykit.core.language import both
from surveykit.core.numbers import count, number


@dataclass(frozen=True, eq=False)
class Weighing:
    """Respondents with a weight above zero."""

    dataset: Dataset

    @cached_property
    def _given(self) -> Floats:
        return np.full(self.dataset.n, np.nan) if self.dataset.weights is None else self.dataset.weights

    @cached_property
    def kept(self) -> Bools:
        """Who has a weight above zero (n)."""
        return np.asarray((self._given > 0) & np.isfinite(self._given))

    @cached_property
    def weights(self) -> Floats:
        """Their weights, the largest 1."""
        own = self._given[self.kept]
        return own / own.max() if len(own) else own

    @property
    def left_out(self) -> int:
        """Respondents without a weight."""
        return int((~self.kept).sum())

    def excluded(self, more: int = 0) -> tuple[Excluded, ...]:
        """Who has no weight, and how many of the others lack a value."""
        parts = {"no_weight": self.left_out, "no_value": more}
        return tuple(Excluded(both(f"weighted.excluded.{name}"), n) for name, n in parts.items() if n)

    def column(self, name: str) -> Floats:
        """The values of those who have a weight, NaN where missing."""
        return self.dataset.numbers(name)[self.kept]

    def needs(self) -> Iterator[Caution]:
        """Why the weights cannot be used."""
        if self.dataset.weights is None:
            yield GATES["WEIGHTS"].caution("none")
        elif np.isinf(self._given).any() or (self._given < 0).any():
            yield GATES["WEIGHTS"].caution("bad", n=count(int((np.isinf(self._given) | (self._given < 0)).sum())))
        elif not self.kept.any():
            yield GATES["WEIGHTS"].caution("zero")

    @property
    def thin(self) -> bool:
        """Whether the weights leave too few effective respondents for intervals."""
        return effective(self.weights) < limit("SMALL_N", "fewest") <= len(self.weights)

    def uneven(self) -> Iterator[Caution]:
        """Weights that leave too little: few effective respondents, or far fewer than there are."""
        n, left = len(self.weights), effective(self.weights)
        if self.thin:
            yield GATES["WEIGHTS"].caution("few", n=count(n), effective=number(left, 0))
        elif n / left > limit("WEIGHTS", "effect"):
            yield GATES["WEIGHTS"].caution("uneven", n=count(n), effective=number(left, 0))
