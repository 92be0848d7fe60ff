"""Columns: the cells of a table, one variable a column, as compact as they can be without losing anything.

A cell has a value, or a reason why there is none, or neither (answered in a version of the questionnaire whose
answers cannot be compared). Small whole numbers, which is what surveys are made of, take one byte a cell: a reason is
its own negative code. A table may lie in memory or elsewhere; whoever holds it hands out blocks of rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Protocol, overload, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing, Value
from surveykit.core.moments import Moments

Floats = NDArray[np.float64]
Bytes = NDArray[np.int8]
Cell = Value | Missing | None
"""A value, a reason, or None for «answered, but not to be compared»."""

BLOCK = 65_536
"""So many rows are worked on at a time: sums of squares of numbers up to 15 stay exact in single precision."""
OTHER_VERSION = -7
"""The code of a cell with neither a value nor a reason."""
NO_SCORE = -8
"""The code of a construct's score for which too few items were answered."""
SUPPRESSED = -9
"""The code of a cell that was blanked in a public extract, because too few people had its value."""
_BYTE = (0, 127)
_SEEN = 200
"""Among so many numbers are most that occur at all."""
_ALL = slice(None)


class Column(Protocol):
    """The cells of one variable."""

    @property
    def codes(self) -> Bytes:
        """For each row the code of its reason, OTHER_VERSION, or what is not negative for a value."""

    def numbers(self) -> Floats:
        """The values, NaN where there is none. Raises ValueError for texts."""

    def part(self, rows: slice) -> "Column":
        """Some of the rows; shares the memory."""

    def taken(self, rows: NDArray[Any]) -> "Column":
        """The rows for which a mask is true, or of some numbers, in their order."""

    def cell(self, row: int) -> Cell:
        """One cell."""

    def content(self) -> Iterator[bytes]:
        """What a hash is made from: equal for equal cells."""


def _cell(code: int) -> Missing | None:
    return None if code in (OTHER_VERSION, SUPPRESSED) else Missing(code)


@dataclass(frozen=True, eq=False)
class WholeNumbers:
    """Whole numbers from 0 to 127, one byte a cell."""

    codes: Bytes

    def numbers(self) -> Floats:
        values = self.codes.astype(np.float64)
        values[self.codes < 0] = np.nan
        return values

    def part(self, rows: slice) -> "WholeNumbers":
        return WholeNumbers(self.codes[rows])

    def taken(self, rows: NDArray[Any]) -> "WholeNumbers":
        return WholeNumbers(self.codes[rows])

    def cell(self, row: int) -> Cell:
        code = int(self.codes[row])
        return code if code >= 0 else _cell(code)

    def content(self) -> Iterator[bytes]:
        yield b"whole"
        yield self.codes.tobytes()


@dataclass(frozen=True, eq=False)
class RealNumbers:
    """Any numbers, with their reasons beside them."""

    values: Floats
    codes: Bytes

    def numbers(self) -> Floats:
        return self.values

    def part(self, rows: slice) -> "RealNumbers":
        return RealNumbers(self.values[rows], self.codes[rows])

    def taken(self, rows: NDArray[Any]) -> "RealNumbers":
        return RealNumbers(self.values[rows], self.codes[rows])

    def cell(self, row: int) -> Cell:
        code = int(self.codes[row])
        return float(self.values[row]) if code >= 0 else _cell(code)

    def content(self) -> Iterator[bytes]:
        yield b"real"
        yield np.where(self.codes < 0, 0.0, self.values).astype("<f8").tobytes()
        yield self.codes.tobytes()


@dataclass(frozen=True, eq=False)
class Texts:
    """What was written, or what makes it once somebody asks."""

    source: NDArray[np.object_] | Callable[[], NDArray[np.object_]]
    codes: Bytes

    @cached_property
    def values(self) -> NDArray[np.object_]:
        """What was written; None where nothing."""
        return self.source() if callable(self.source) else self.source

    def numbers(self) -> Floats:
        raise ValueError("texts have no numbers")

    def part(self, rows: slice) -> "Texts":
        return Texts(self.values[rows], self.codes[rows])

    def taken(self, rows: NDArray[Any]) -> "Texts":
        return Texts(self.values[rows], self.codes[rows])

    def cell(self, row: int) -> Cell:
        code = int(self.codes[row])
        return str(self.values[row]) if code >= 0 else _cell(code)

    def content(self) -> Iterator[bytes]:
        yield b"text"
        for text in self.values:
            yield repr(text).encode() + b"\x1e"
        yield self.codes.tobytes()


def numeric_column(values: Floats, codes: Bytes) -> Column:
    """The most compact column for numbers (n) and their codes (n; negative where there is no value).

    >>> column = numeric_column(np.array([5.0, np.nan]), np.array([0, -2], dtype=np.int8))
    >>> type(column).__name__, column.cell(0), column.cell(1)
    ('WholeNumbers', 5, <Missing.NOT_ANSWERED: -2>)
    """
    there = codes >= 0
    present = values if there.all() else values[there]
    if _are_small(present[:_SEEN]) and _are_small(present):
        whole = codes.copy()
        whole[there] = present.astype(np.int8)
        return WholeNumbers(whole)
    return RealNumbers(np.where(there, values, np.nan) + 0.0, np.minimum(codes, 0))  # -0 is 0


def _are_small(numbers: Floats) -> bool:
    """Whether all are whole numbers that a byte holds beside the codes."""
    low, high = _BYTE
    return bool(((numbers >= low) & (numbers <= high) & (numbers == np.floor(numbers))).all())


def column_of(cells: Sequence[Cell], numeric: bool, at: NDArray[np.integer] | slice = _ALL) -> Column:
    """A column of cells. `at` (n) picks them by their places, where every different cell is listed once.

    >>> column_of([4, Missing.REFUSED], numeric=True, at=np.array([0, 1, 0])).numbers().tolist()
    [4.0, nan, 4.0]
    """
    codes = np.array([_code(cell) for cell in cells], dtype=np.int8)[at]
    if numeric:
        return numeric_column(np.array([_number(cell) for cell in cells], dtype=np.float64)[at], codes)
    return Texts(text_array([str(c) if _there(c) else None for c in cells])[at], codes)


def text_array(texts: Sequence[str | None]) -> NDArray[np.object_]:
    """Texts as an array of Python's own strings (n)."""
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array


def different(numbers: Bytes) -> list[int]:
    """The different ones among small whole numbers.

    >>> different(np.array([5, -2, 5], dtype=np.int8))
    [-2, 5]
    """
    left, found = numbers.tobytes(), b""
    while left:
        found += bytes(set(left[:_SEEN]))
        left = left.translate(None, found)
    return sorted(np.frombuffer(found, dtype=np.int8).tolist())


def agreeing(columns: Sequence[NDArray[np.integer]], n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows that agree in all columns, each of n small numbers: every row's group (n), each group's first row.

    >>> [part.tolist() for part in agreeing([np.array([1, 0, 1]), np.array([2, 2, 2])], 3)]
    [[1, 0, 1], [1, 0]]
    """
    key, firsts = np.zeros(n, dtype=np.intp), np.arange(min(n, 1))
    for column in columns:
        low = int(column.min(initial=0))
        key, firsts = _ranked(key * (int(column.max(initial=0)) - low + 1) + column - low)
    return key, firsts


def _ranked(keys: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rank of each number from 0 among those that occur, and the row where each of these occurs first."""
    size = int(keys.max(initial=0)) + 1
    if size > len(keys):
        _, firsts, ranks = np.unique(keys, return_index=True, return_inverse=True)
        return ranks, firsts
    first = np.full(size, -1)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    there = first >= 0
    return (np.cumsum(there) - 1)[keys], first[there]


def joined(parts: Sequence[Column]) -> Column:
    """Parts of one column, one below the other."""
    if all(isinstance(part, WholeNumbers) for part in parts):
        return WholeNumbers(np.concatenate([part.codes for part in parts]))
    codes = np.concatenate([np.minimum(part.codes, 0) for part in parts])
    if any(isinstance(part, Texts) for part in parts):
        return Texts(np.concatenate([part.values for part in parts if isinstance(part, Texts)]), codes)
    return RealNumbers(np.concatenate([part.numbers() for part in parts]), codes)


def _number(cell: Cell) -> float:
    return float("nan") if cell is None or isinstance(cell, Missing) else float(cell)


def _there(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, Missing)


def _code(cell: Cell) -> int:
    return OTHER_VERSION if cell is None else cell.value if isinstance(cell, Missing) else 0


class Columns(Protocol):
    """A table: the ids of its rows, its columns, and blocks of rows of some of them.

    `streamed`: every pass over the rows reads them anew from elsewhere, so that one pass for much is better than many.
    """

    @property
    def streamed(self) -> bool:
        """Whether the rows lie elsewhere than in memory."""

    @property
    def respondents(self) -> Sequence[str]:
        """One id a row."""

    def column(self, name: str) -> Column:
        """A whole column. Raises KeyError."""

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows of some columns, up to BLOCK at a time, in order."""


@dataclass(frozen=True)
class Summand:
    """What is to be summed up elsewhere: the mean of its answered `items`, of which at least `fewest` are needed.

    Each item is a column and, where it runs the other way, the sum of its scale's ends. `middle` is the middle of what
    can come out.
    """

    name: str
    items: tuple[tuple[str, float | None], ...]
    middle: float
    fewest: int = 1


@dataclass(frozen=True)
class Having:
    """Rows to be counted elsewhere: those that have all of at least `fewest` of the groups, and all of `also`."""

    groups: tuple[tuple[Summand, ...], ...]
    fewest: int
    also: tuple[Summand, ...]


@dataclass(frozen=True)
class Sums:
    """What was summed up elsewhere: how many rows there are, the moments of each set, how many rows were counted."""

    n: int
    moments: tuple[Moments, ...]
    counts: tuple[int, ...]


@runtime_checkable
class Summed(Protocol):
    """Columns whose rows stay where they are: they are summed up there."""

    def summed(self, sets: Sequence[Sequence[Summand]], counted: Sequence[Having]) -> Sums:
        """The moments of the rows that have all of a set, for each set, and the numbers of other rows: in one pass."""


@dataclass(frozen=True, eq=False)
class MemoryColumns:
    """Columns in memory."""

    respondents: Sequence[str]
    by_name: Mapping[str, Column]
    streamed: ClassVar[bool] = False

    def column(self, name: str) -> Column:
        return self.by_name[name]

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        for start in range(0, len(self.respondents), BLOCK):
            rows = slice(start, start + BLOCK)
            yield {name: self.by_name[name].part(rows) for name in names}


@dataclass(frozen=True)
class RowNumbers(Sequence[str]):
    """Rows that nobody named: "1", "2", ..."""

    n: int

    def __len__(self) -> int:
        return self.n

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        chosen = range(1, self.n + 1)[at]
        return str(chosen) if isinstance(chosen, int) else [str(row) for row in chosen]


@dataclass(frozen=True, eq=False)
class LateTexts(Sequence[str]):
    """Texts (n) that are made when somebody asks for one of them."""

    n: int
    make: Callable[[], list[str]]

    @cached_property
    def made(self) -> list[str]:
        """All of them."""
        return self.make()

    def __len__(self) -> int:
        return self.n

    def __iter__(self) -> Iterator[str]:
        return iter(self.made)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        return self.made[at]


def complete_rows(columns: Sequence[Column]) -> NDArray[np.bool_] | None:
    """Which rows have a value in every column; None if all have."""
    lowest = columns[0].codes
    for column in columns[1:]:
        lowest = np.minimum(lowest, column.codes)
    return None if not lowest.size or int(lowest.min()) >= 0 else lowest >= 0


def beside(columns: Sequence[Column]) -> NDArray[Any]:
    """Columns without gaps side by side (rows x k): int8 if all are small whole numbers, else float64."""
    small = all(isinstance(column, WholeNumbers) for column in columns)
    rows = len(columns[0].codes)
    table = np.empty((len(columns), rows), dtype=np.int8 if small else np.float64)
    for at, column in enumerate(columns):
        table[at] = column.codes if isinstance(column, WholeNumbers) else column.numbers()
    return table.T
