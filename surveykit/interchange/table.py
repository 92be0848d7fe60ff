"""A foreign table as it is read: every cell still text, every row with the number that a person sees."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, overload

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Level
from surveykit.core.columns import Bytes, Floats, LateTexts
from surveykit.errors import Place, Problem

ROWS = 20_000
"""So many rows are read at a time."""
EMPTY = -10
"""What stands for an empty cell among small whole numbers."""


class _Cells(Sequence[str], ABC):
    """Cells that are kept as something else, and are made one by one."""

    @abstractmethod
    def cell(self, row: int) -> str:
        """What is written in a row."""

    @abstractmethod
    def part(self, rows: slice) -> Sequence[str]:
        """Some rows."""

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        return self.part(row) if isinstance(row, slice) else self.cell(row)


@dataclass(frozen=True, eq=False)
class Repeated(_Cells):
    """Cells of which few differ: each different one once, and which of them stands in each row (n)."""

    words: Sequence[str]
    at: NDArray[np.integer[Any]]

    def __len__(self) -> int:
        return len(self.at)

    def __iter__(self) -> Iterator[str]:
        return map(self.words.__getitem__, self.at.tolist())

    def cell(self, row: int) -> str:
        return self.words[int(self.at[row])]

    def part(self, rows: slice) -> "Repeated":
        return Repeated(self.words, self.at[rows])


@dataclass(frozen=True, eq=False)
class Numbers(_Cells):
    """Cells that are small whole numbers (n), EMPTY where nothing is written."""

    values: Bytes

    def __len__(self) -> int:
        return len(self.values)

    def cell(self, row: int) -> str:
        return "" if self.values[row] == EMPTY else str(self.values[row])

    def part(self, rows: slice) -> "Numbers":
        return Numbers(self.values[rows])


@dataclass(frozen=True, eq=False)
class Measures(_Cells):
    """Cells that are numbers (n), NaN where nothing is written."""

    values: Floats
    sound: bool = False
    """Whether they have been held against the codebook, and no other cell depends on them."""

    def __len__(self) -> int:
        return len(self.values)

    def part(self, rows: slice) -> "Measures":
        return Measures(self.values[rows])

    def cell(self, row: int) -> str:
        value = float(self.values[row])
        return "" if np.isnan(value) else str(int(value)) if value.is_integer() else f"{value:.15g}"


@dataclass(frozen=True, eq=False)
class Written(LateTexts, ABC):
    """Cells that are made when somebody asks for one."""

    @abstractmethod
    def hashes(self) -> NDArray[np.int64] | None:
        """Numbers that differ where the cells do; None if some cell is empty or has outer blanks."""


@dataclass(frozen=True)
class Chunk:
    """Some rows: the number of each, the cells of each column, and what is wrong with rows that are left out."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a file itself says of one of its columns.

    `values` has the labels of cells. `words` are cells that stand for a reason in every file of this kind, and what
    they say in our words. `missing` are ranges of numbers, both ends included, that the file declares missing;
    `missing_texts` are such texts.
    Unless `coded`, the codes of our reasons (-1 to -6) are plain numbers here. `level` is the level of measurement
    that the file states.
    """

    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[tuple[float, float], ...] = ()
    missing_texts: frozenset[str] = frozenset()
    coded: bool = True
    level: Level | None = None

    def declares_missing(self, cell: str) -> bool:
        """Whether the file says of this cell that it is no value.

        >>> Meaning(missing=((97, 99),)).declares_missing("98"), Meaning().declares_missing("98")
        (True, False)
        """
        if not self.missing:
            return cell in self.missing_texts
        try:
            number = float(cell)
        except ValueError:
            return False
        return any(low <= number <= high for low, high in self.missing)


NO_MEANING = Meaning()


class Source(Protocol):
    """A file that is read chunk by chunk. `columns` names them; `file` is shown in messages."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The first row."""

    @property
    def file(self) -> str:
        """How messages call it."""

    @property
    def header(self) -> int | None:
        """The row of the names; None for a file that keeps them elsewhere."""

    @property
    def last(self) -> int:
        """The number of the last row, or a little more."""

    @property
    def meanings(self) -> Mapping[str, Meaning]:
        """What the file says of its columns, of those that it says something of."""

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell, a row or a column stands, as a person finds it."""

    def chunks(self) -> Iterator[Chunk]:
        """All rows, in order. May be called again."""


@dataclass(frozen=True)
class SourceOver:
    """What a source that changes the rows of another one passes on as it is; it brings its own `chunks`."""

    source: Source

    @property
    def columns(self) -> tuple[str, ...]:
        return self.source.columns

    @property
    def file(self) -> str:
        return self.source.file

    @property
    def header(self) -> int | None:
        return self.source.header

    @property
    def last(self) -> int:
        return self.source.last

    @property
    def meanings(self) -> Mapping[str, Meaning]:
        return self.source.meanings

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        return self.source.place(row, column)


@dataclass(frozen=True)
class Table:
    """A whole table. `rows` has one tuple of cells a record, as long as `columns`; `numbers` the row of each
    as a spreadsheet shows it (the header is row 1, unless empty lines come first)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    file: str = ""
    encoding: str = "utf-8"
    header: int | None = 1
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    sheet: str | None = None
    """The sheet of a workbook. Its columns are shown with their letters, which are in `letters`."""
    letters: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.numbers[-1] if self.numbers else 0

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        shown = column
        if column in self.columns[: len(self.letters)]:
            shown = f"{self.letters[self.columns.index(column)]} ({column})"
        return Place(self.file, row=row, field=shown, sheet=self.sheet)

    def column(self, name: str) -> list[str]:
        """The cells of one column. Raises ValueError for an unknown name."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        for start in range(0, len(self.rows), ROWS):
            part = self.rows[start : start + ROWS]
            yield Chunk(self.numbers[start : start + ROWS], list(zip(*part, strict=True)))
