"""A Parquet file as a foreign table: read in batches, each cell as a person would have typed it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from surveykit.errors import Place
from surveykit.interchange.cell_text import texts
from surveykit.interchange.problems import refusal
from surveykit.interchange.table import ROWS, Chunk, Meaning, Repeated

_INDEX = "__index_level_"
"""How pandas names the columns of its row names."""


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file. Rows are counted from 1."""

    path: Path
    header: int | None = None
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return str(self.path)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names, without those of pandas's own."""
        return tuple(name for name in self.content.schema_arrow.names if not name.startswith(_INDEX))

    @property
    def last(self) -> int:
        """The number of rows."""
        return int(self.content.metadata.num_rows)

    @cached_property
    def content(self) -> Any:
        """The file, opened. Raises AnalystError."""
        try:
            return pq.ParquetFile(self.path, pre_buffer=False)
        except (pa.ArrowException, OSError) as error:
            raise refusal("import-unreadable", Place(self.file), detail=str(error)) from None

    def holds_texts(self, names: Collection[str]) -> bool:
        """Whether any of these columns holds texts: labels, if numbers are expected."""
        schema = self.content.schema_arrow
        return any(_is_text(schema.field(name).type) for name in names if name in schema.names)

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        return Place(self.file, row=row, field=column)

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        start = 1
        try:
            for batch in self.content.iter_batches(batch_size=ROWS, columns=list(self.columns)):
                numbers = range(start, start + len(batch))
                yield Chunk(numbers, [_texts(batch.column(name)) for name in self.columns])
                start += len(batch)
        except (pa.ArrowException, OSError) as error:
            raise refusal("import-unreadable", Place(self.file), detail=str(error)) from None


def open_parquet(path: Path) -> ParquetFile:
    """A Parquet file. Raises AnalystError for a file that is none or holds no rows."""
    if not path.exists():
        raise refusal("no-such-file", Place(str(path)))
    if path.is_dir():
        raise refusal("is-a-folder", Place(str(path)))
    source = ParquetFile(path)
    if not source.last:
        raise refusal("csv-no-rows", Place(source.file))
    return source


def _texts(cells: Any) -> Sequence[str]:
    """The texts of a column; of equal cells one is made."""
    try:
        if pa.types.is_dictionary(cells.type):
            cells = cells.dictionary_decode()
        coded = cells.dictionary_encode(null_encoding="encode")
    except pa.ArrowNotImplementedError:
        return texts(cells.to_pylist())
    different = coded.dictionary
    if pa.types.is_integer(different.type) or _is_text(different.type):
        words = different.cast(pa.string()).fill_null("").to_numpy(zero_copy_only=False)
    else:
        words = texts(different.to_pylist())
    return Repeated(words, coded.indices.to_numpy())


def _is_text(type: Any) -> bool:
    inner = type.value_type if pa.types.is_dictionary(type) else type
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))
