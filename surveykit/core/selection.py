"""Tables made from a table: without some of its rows, or with some cells put right. What was there stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.columns import BLOCK, OTHER_VERSION, Cell, Column, Columns, Texts, numeric_column


@dataclass(frozen=True, eq=False)
class SelectedColumns:
    """The rows of another table for which `keep` (n) is true, in their order."""

    whole: Columns
    keep: NDArray[np.bool_]

    @property
    def streamed(self) -> bool:
        """As the whole table."""
        return self.whole.streamed

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The ids of the rows that are left."""
        ids = self.whole.respondents
        return [ids[row] for row in np.flatnonzero(self.keep).tolist()]

    def column(self, name: str) -> Column:
        """A column of the rows that are left. Raises KeyError."""
        return self.whole.column(name).taken(self.keep)

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """The rows that are left, up to BLOCK at a time."""
        start = 0
        for part in self.whole.blocks(names):
            rows = len(next(iter(part.values())).codes) if part else 0
            keep = self.keep[start : start + rows]
            yield part if keep.all() else {name: column.taken(keep) for name, column in part.items()}
            start += rows


@dataclass(frozen=True, eq=False)
class CorrectedColumns:
    """Another table with some columns in place of its own, or beside them."""

    whole: Columns
    corrected: Mapping[str, Column]

    @property
    def streamed(self) -> bool:
        """As the whole table."""
        return self.whole.streamed

    @property
    def respondents(self) -> Sequence[str]:
        """The ids of the rows."""
        return self.whole.respondents

    def column(self, name: str) -> Column:
        """A whole column. Raises KeyError."""
        return self.corrected[name] if name in self.corrected else self.whole.column(name)

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows, up to BLOCK at a time."""
        others = [name for name in names if name not in self.corrected]
        if not others:
            for start in range(0, max(1, len(self.respondents)), BLOCK):
                yield {name: self.corrected[name].part(slice(start, start + BLOCK)) for name in names}
            return
        start = 0
        for part in self.whole.blocks(others):
            rows = slice(start, start + len(part[others[0]].codes))
            own = {name: self.corrected[name].part(rows) for name in names if name in self.corrected}
            yield {**part, **own}
            start = rows.stop


def with_cells(column: Column, cells: Mapping[int, Cell]) -> Column:
    """The column with other cells in some rows (from 0).

    >>> from surveykit.core.columns import column_of
    >>> column = with_cells(column_of([5, 3], numeric=True), {1: 4})
    >>> column.cell(0), column.cell(1)
    (5, 4)
    """
    rows = np.fromiter(cells, dtype=np.intp, count=len(cells))
    codes = np.minimum(column.codes, 0)
    codes[rows] = [_code(cell) for cell in cells.values()]
    if isinstance(column, Texts):
        texts = column.values.copy()
        texts[rows] = [cell if isinstance(cell, str) else None for cell in cells.values()]
        return Texts(texts, codes)
    numbers = column.numbers().copy()
    numbers[rows] = [float(cell) if isinstance(cell, int | float) else np.nan for cell in cells.values()]
    return numeric_column(numbers, codes)


def _code(cell: Cell) -> int:
    return OTHER_VERSION if cell is None else cell.value if isinstance(cell, Missing) else 0
