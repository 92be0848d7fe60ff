"""A Parquet file as a foreign table: read in batches, each cell as a person would have typed it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import polars as pl

from surveykit.errors import Place
from surveykit.interchange.polars_cells import cells_of
from surveykit.interchange.problems import refusal
from surveykit.interchange.table import Chunk, Meaning

_ROWS, _CELLS = 1 << 18, 1 << 22
"""So many rows are read at a time, or so many cells, if that is more."""
_INDEX = "__index_level_"
"""How pandas names the columns of its row names."""


T = TypeVar("T")


@dataclass(frozen=True)
class ParquetContent:
    """What a Parquet file holds; nothing is read before somebody asks for it. Raises AnalystError."""

    path: Path

    @cached_property
    def schema(self) -> Mapping[str, pl.DataType]:
        """Column -> its type."""
        return self._told(self._frame.collect_schema)

    @cached_property
    def rows(self) -> int:
        """The number of rows."""
        return int(self._told(self._frame.select(pl.len()).collect).item())

    def read(self, names: Sequence[str], start: int = 0, rows: int | None = None) -> pl.DataFrame:
        """Some columns: all rows or some of them."""
        return self._told(self._frame.slice(start, rows).select(names).collect)

    @cached_property
    def _frame(self) -> pl.LazyFrame:
        return self._told(lambda: pl.scan_parquet(self.path, glob=False))

    def _told(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise refusal("parquet-unreadable", Place(str(self.path))) from error


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file, or only the `chosen` ones of its columns. Rows are counted from 1."""

    content: ParquetContent
    chosen: Collection[str] | None = None
    header: int | None = None
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return str(self.content.path)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names, without those of pandas's own."""
        own = (name for name in self.content.schema if not name.startswith(_INDEX))
        return tuple(name for name in own if self.chosen is None or name in self.chosen)

    @property
    def last(self) -> int:
        """The number of rows."""
        return self.content.rows

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        return Place(self.file, row=row, field=column)

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        step = max(_ROWS, _CELLS // max(1, len(self.columns)))
        for start in range(0, self.last, step):
            frame = self.content.read(self.columns, start, step)
            yield Chunk(range(start + 1, start + 1 + frame.height), cells_of(frame))


def open_parquet(path: Path) -> ParquetFile:
    """A Parquet file. Raises AnalystError for a file that is none or holds no rows."""
    if not path.exists():
        raise refusal("no-such-file", Place(str(path)))
    if path.is_dir():
        raise refusal("is-a-folder", Place(str(path)))
    source = ParquetFile(ParquetContent(path))
    if not source.last:
        raise refusal("csv-no-rows", Place(source.file))
    return source
