"""A cross table as it is printed: each answer takes a line of counts and lines of its shares of column and row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.crossing import Category
from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.contingency import Contingency
from surveykit.core.finding import Cell, Column, Style
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent

Row = tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """The counts with the labels of rows and columns; cells that are `hidden` are not shown."""

    label: Text
    rows: tuple[Category, ...]
    columns: tuple[Category, ...]
    found: Contingency
    hidden: NDArray[np.bool_]

    def turned(self, label: Text) -> "Grid":
        """The same with rows and columns exchanged."""
        return Grid(label, self.columns, self.rows, Contingency(self.found.counts.T, self.found.seed), self.hidden.T)

    @property
    def heads(self) -> tuple[Column, ...]:
        """The columns of the table."""
        groups = (Column(category.label, Style.COUNT) for category in self.columns)
        return Column(self.label), *groups, Column(both("cross_tables.all"), Style.COUNT)

    @property
    def tested(self) -> bool:
        """Whether adjusted residuals are shown."""
        return not self.found.sparse and not is_small(self.found.n)

    @property
    def lines(self) -> tuple[Row, ...]:
        """All lines, the totals last."""
        each = (line for i, row in enumerate(self.rows) for line in self._lines(i, row))
        return (*each, *self._totals())

    def _lines(self, i: int, row: Category) -> Iterator[Row]:
        found, hidden = self.found, self.hidden[i]
        counts = (_masked(n) if h else n for n, h in zip(found.counts[i].tolist(), hidden, strict=True))
        yield row.label, *counts, int(found.row_totals[i])
        overall = percent(float(found.row_totals[i] / found.n))
        yield _name("column_share"), *_shares(found.column_shares[i], found.column_totals, hidden), overall
        base = np.full(len(hidden), found.row_totals[i])
        yield _name("row_share"), *_shares(found.row_shares[i], base, hidden), percent(1.0)
        if self.tested:
            z = (None if h else number(v, 1) for v, h in zip(found.residuals[i].tolist(), hidden, strict=True))
            yield _name("residual"), *z, ""

    def _totals(self) -> Iterator[Row]:
        totals = self.found.column_totals.tolist()
        yield both("cross_tables.all"), *totals, self.found.n
        yield _name("row_share"), *(percent(n / self.found.n) for n in totals), percent(1.0)


def _name(line: str) -> Text:
    return both(f"cross_tables.line.{line}")


def _masked(n: int) -> Cell:
    return both("analysis.answers.fewer", fewest=count(limit("CELL_LT5", "cell"))) if small(n) else None


def _shares(shares: NDArray[np.float64], bases: NDArray[np.int64], hidden: NDArray[np.bool_]) -> Iterator[Cell]:
    fewest = limit("SMALL_N", "fewest_shares")
    for share, n, h in zip(shares.tolist(), bases.tolist(), hidden.tolist(), strict=True):
        yield None if h or n < fewest else percent(share)
