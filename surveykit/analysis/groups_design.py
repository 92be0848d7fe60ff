"""From a Dataset to a model of one outcome by groups, a second factor and covariates."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.crossing import Category, categories
from surveykit.analysis.disclosure import small
from surveykit.analysis.grouping import Grouping
from surveykit.analysis.statistics.factorial import GROUP, Factorial
from surveykit.analysis.statistics.multiplicity import Correction, adjusted
from surveykit.analysis.statistics.samples import Samples


@dataclass(frozen=True, eq=False)
class GroupDesign:
    """The rows that have everything, in groups that are shown."""

    grouping: Grouping
    factor: str | None
    covariates: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The columns."""
        own = (self.factor,) if self.factor else ()
        return (self.grouping.outcome, self.grouping.by, *own, *self.covariates)

    @cached_property
    def _rows(self) -> NDArray[np.float64]:
        """Complete rows in the groups that are shown, sorted, so that their order is nothing."""
        rows = self.grouping.dataset.complete(self.ids)
        rows = rows[np.isin(rows[:, 1], [level.code for level in self.grouping.levels])]
        ordered: NDArray[np.float64] = rows[np.lexsort(rows.T[::-1])]
        return ordered

    @property
    def n(self) -> int:
        """How many rows."""
        return len(self._rows)

    @cached_property
    def factor_levels(self) -> tuple[Category, ...]:
        """The levels of the second factor that occur."""
        if self.factor is None:
            return ()
        return categories(self.grouping.dataset.variable(self.factor), np.unique(self._rows[:, 2]).tolist())

    @cached_property
    def _group(self) -> NDArray[np.int64]:
        codes = np.array([level.code for level in self.grouping.levels])
        found: NDArray[np.int64] = np.searchsorted(codes, self._rows[:, 1])
        return found

    @cached_property
    def _factor(self) -> NDArray[np.int64] | None:
        if self.factor is None:
            return None
        found: NDArray[np.int64] = np.searchsorted([level.code for level in self.factor_levels], self._rows[:, 2])
        return found

    @cached_property
    def _place(self) -> NDArray[np.int64]:
        """Which combination of groups each row is in."""
        return self._group if self._factor is None else self._group * len(self.factor_levels) + self._factor

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """How many are in each combination of groups (k x m)."""
        counts = np.zeros((len(self.grouping.levels), max(1, len(self.factor_levels))), dtype=np.int64)
        np.add.at(counts.ravel(), self._place, 1)
        return counts

    @property
    def sparse(self) -> bool:
        """Whether a combination has nobody, or so few that they could be recognised."""
        return any(not n or small(n) for n in self.cells.ravel().tolist())

    @cached_property
    def columns(self) -> int:
        """How many coefficients the model has."""
        return int(self.cells.size) + len(self.covariates)

    @cached_property
    def model(self) -> Factorial:
        """The model."""
        at = 2 if self.factor is None else 3
        return Factorial(self._rows[:, 0], self._group, self._factor, self._rows[:, at:], self.covariates)

    @cached_property
    def fitted(self) -> bool:
        """Whether the model leaves an error to test by."""
        spread = float(self._rows[:, 0].std()) if self.n else 0.0
        level = float(np.abs(self._rows[:, 0]).max(initial=0.0))
        if not spread > 1e-12 * max(level, 1e-300):
            return False
        return self.model.error > 1e-12 * self.n * spread**2

    @property
    def varies(self) -> bool:
        """Whether the second factor, if there is one, has two levels at least."""
        return self.factor is None or len(self.factor_levels) > 1

    @property
    def ready(self) -> bool:
        """Whether there is a model to test."""
        if not self.grouping.enough or self.grouping.gives_away or not self.varies or self.sparse:
            return False
        return self.n > self.columns and self.model.full_rank and self.fitted

    @cached_property
    def in_cells(self) -> Samples:
        """The outcome in every combination of groups."""
        return Samples.of([self._rows[self._place == at, 0] for at in range(self.cells.size)])


@dataclass(frozen=True, eq=False)
class ModelFamily:
    """All models of one plan; the p values of the groups are corrected together."""

    designs: tuple[GroupDesign, ...]
    correction: Correction

    def design(self, grouping: Grouping) -> GroupDesign:
        """The model of a grouping."""
        return next(d for d in self.designs if d.grouping is grouping)

    @cached_property
    def _adjusted(self) -> dict[GroupDesign, float]:
        ready = [d for d in self.designs if d.ready]
        ps = [next(t for t in d.model.tests if t.term == GROUP).third_p for d in ready]
        return dict(zip(ready, adjusted(ps, self.correction), strict=True))

    @property
    def many(self) -> bool:
        """Whether p is corrected."""
        return len(self._adjusted) > 1 and self.correction != "none"

    def p(self, design: GroupDesign) -> float:
        """The p of the groups that counts."""
        return self._adjusted[design]
