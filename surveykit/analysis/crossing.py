"""From a Dataset to a table of counts: two variables, their categories, and which cells may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.answer_numbers import value_id
from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.contingency import Contingency, hidden_cells
from surveykit.core.claims import holm
from surveykit.core.codebook import Level, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.language import Text, same
from surveykit.core.numbers import number

CATEGORICAL = (Level.NOMINAL, Level.ORDINAL)


@dataclass(frozen=True)
class Category:
    """One value of a variable: its code, its id, its words."""

    code: float
    id: str
    label: Text


def categories(variable: Variable, codes: Sequence[float]) -> tuple[Category, ...]:
    """The categories with these codes. Points of a scale of which only some have words are called by their numbers."""
    worded = all(code in variable.values for code in codes)
    return tuple(
        Category(code, value_id(variable, code), variable.values[int(code)] if worded else same(number(code, 0)))
        for code in codes
    )


@dataclass(frozen=True, eq=False)
class Crossing:
    """Two variables of a Dataset, over the respondents who have both. `seed` draws the tables of Fisher's test."""

    dataset: Dataset
    row: str
    column: str
    seed: int = 1

    @cached_property
    def protected(self) -> tuple[bool, bool]:
        """Whether the rows and the columns are background groups."""
        known = self.dataset.questionnaire.background
        return self.row in known, self.column in known

    @cached_property
    def _counted(self) -> tuple[tuple[Category, ...], tuple[Category, ...], NDArray[np.int64]]:
        pairs = self.dataset.complete((self.row, self.column))
        codes = [np.unique(column) for column in pairs.T]
        at = [np.searchsorted(known, column) for known, column in zip(codes, pairs.T, strict=True)]
        counts = np.zeros((len(codes[0]), len(codes[1])), dtype=np.int64)
        np.add.at(counts, (at[0], at[1]), 1)
        rows = categories(self.dataset.variable(self.row), codes[0].tolist())
        columns = categories(self.dataset.variable(self.column), codes[1].tolist())
        return rows, columns, counts

    @cached_property
    def _kept(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """The rows and columns that are shown: somebody is in them, and a background group is not small."""
        counts = self._counted[2]
        kept = np.ones(counts.shape[0], dtype=bool), np.ones(counts.shape[1], dtype=bool)
        while True:
            shown = counts[np.ix_(*kept)]
            changed = False
            for axis, keep in enumerate(kept):
                least = int(limit("CELL_LT5", "cell")) if self.protected[axis] else 1
                gone = np.flatnonzero(keep)[shown.sum(axis=1 - axis) < least]
                keep[gone] = False
                changed |= bool(len(gone))
            if not changed:
                return kept

    @cached_property
    def rows(self) -> tuple[Category, ...]:
        """The categories of the rows that are shown."""
        return tuple(c for c, keep in zip(self._counted[0], self._kept[0], strict=True) if keep)

    @cached_property
    def columns(self) -> tuple[Category, ...]:
        """The categories of the columns that are shown."""
        return tuple(c for c, keep in zip(self._counted[1], self._kept[1], strict=True) if keep)

    @cached_property
    def dropped(self) -> tuple[Category, ...]:
        """The background groups that are left out as too small."""
        axes = zip(self.protected, self._counted[:2], self._kept, strict=True)
        return tuple(
            category
            for protected, known, kept in axes
            if protected
            for category, keep in zip(known, kept, strict=True)
            if not keep
        )

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """The counts that are shown or tested."""
        return self._counted[2][np.ix_(*self._kept)]

    @cached_property
    def n(self) -> int:
        """How many are counted."""
        return int(self.counts.sum())

    @cached_property
    def gives_away(self) -> bool:
        """Whether the number of those left out would tell the size of a small group."""
        return bool(self.dropped) and small(self.dataset.n - self.n)

    @cached_property
    def table(self) -> Contingency | None:
        """The table; None where one of the variables does not vary."""
        return Contingency(self.counts, self.seed) if min(self.counts.shape) > 1 else None

    @cached_property
    def hidden(self) -> NDArray[np.bool_]:
        """The cells that are not shown."""
        if not any(self.protected):
            return np.zeros(self.counts.shape, dtype=bool)
        return hidden_cells(self.counts)


@dataclass(frozen=True, eq=False)
class Family:
    """Tables that are tested together."""

    crossings: tuple[Crossing, ...]

    @cached_property
    def tested(self) -> tuple[Crossing, ...]:
        """Those that carry a test."""
        return tuple(c for c in self.crossings if c.table is not None)

    @property
    def many(self) -> bool:
        """Whether they are so many that p is corrected."""
        return len(self.tested) > limit("MULTI_TEST", "pairs")

    @cached_property
    def _adjusted(self) -> dict[Crossing, float]:
        return dict(zip(self.tested, holm([c.table.p for c in self.tested if c.table]), strict=True))

    def p(self, crossing: Crossing) -> float | None:
        """The p that counts: corrected where many are tested."""
        if crossing.table is None:
            return None
        return self._adjusted[crossing] if self.many else crossing.table.p
