"""A foreign table as it is read: every cell still text, every row with the number that a person sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from surveykit.errors import Problem

ROWS = 20_000
"""So many rows are read at a time."""


@dataclass(frozen=True)
class Chunk:
    """Some rows: the number of each, the cells of each column, and what is wrong with rows that are left out."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]
    problems: tuple[Problem, ...] = ()


class Source(Protocol):
    """A file that is read chunk by chunk. `columns` names them; `file` is shown in messages."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The first row."""

    @property
    def file(self) -> str:
        """How messages call it."""

    def chunks(self) -> Iterator[Chunk]:
        """All rows, in order. May be called again."""


@dataclass(frozen=True)
class Table:
    """A whole table. `rows` has one tuple of cells a record, as long as `columns`; `numbers` the row of each
    as a spreadsheet shows it (the header is row 1, unless empty lines come first)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    file: str = ""
    encoding: str = "utf-8"

    def column(self, name: str) -> list[str]:
        """The cells of one column. Raises ValueError for an unknown name."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        for start in range(0, len(self.rows), ROWS):
            part = self.rows[start : start + ROWS]
            yield Chunk(self.numbers[start : start + ROWS], list(zip(*part, strict=True)))
