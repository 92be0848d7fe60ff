"""A CSV file split by Arrow, block by block: the same cells as `CsvFile` gives, or none at all.

Both split alike what is written regularly. Where they might not, `DoubtfulError` is raised, and the file is to be read
the slow way, which also says what is wrong with it.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from surveykit.interchange.csv_file import CsvFile
from surveykit.interchange.table import Chunk, Repeated

_BLOCK = 2 << 20
_SAMPLE = 200
"""If so many cells at the beginning are all different, no list of the different ones is made."""
Letters = NDArray[np.uint8]
_MARKS = {"utf-8": b"", "utf-8-sig": codecs.BOM_UTF8}
"""What a file begins with, for each encoding that is read here."""
_END, _QUOTE = b"\n", b'"'


class DoubtfulError(Exception):
    """Something that Arrow might read otherwise than we do."""


@dataclass(frozen=True)
class QuickCsv(CsvFile):
    """A CSV file whose first line is its header. `chunks` raises DoubtfulError."""

    def chunks(self) -> Iterator[Chunk]:
        start = self.header + 1
        for table in _ahead(self._tables()):
            chunk = Chunk(range(start, start + table.num_rows), [_cells(column.chunk(0)) for column in table.columns])
            if _has_blank_row(chunk):
                raise DoubtfulError
            yield chunk
            start += table.num_rows

    def _tables(self) -> Iterator[Any]:
        for block in self._blocks():
            _refuse_irregular(block, self.delimiter)
            yield self._table(block)

    def _blocks(self) -> Iterator[bytes]:
        """Some whole records at a time, without the header."""
        if self.header != 1 or self.encoding not in _MARKS:
            raise DoubtfulError
        with self.path.open("rb") as file:
            file.seek(len(_MARKS[self.encoding]))
            _refuse_irregular(_with_whole_record(file.readline(), file), self.delimiter)
            while block := file.read(_BLOCK):
                yield _with_whole_record(block + file.readline(), file)

    def _table(self, block: bytes) -> Any:
        names = [str(at) for at in range(len(self.columns))]
        try:
            table = pacsv.read_csv(
                pa.BufferReader(block),
                pacsv.ReadOptions(column_names=names, block_size=len(block) + 1, use_threads=False),
                pacsv.ParseOptions(
                    delimiter=self.delimiter, newlines_in_values=_QUOTE in block, ignore_empty_lines=False
                ),
                pacsv.ConvertOptions(check_utf8=False, column_types=dict.fromkeys(names, pa.string())),
            )
        except pa.ArrowInvalid:
            raise DoubtfulError from None
        return table


def _ahead(tables: Iterator[Any]) -> Iterator[Any]:
    """The same, each made while the one before it is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, tables, None)
        while (table := coming.result()) is not None:
            coming = pool.submit(next, tables, None)
            yield table


def _with_whole_record(block: bytes, file: IO[bytes]) -> bytes:
    """Some lines, and those after them that belong to a quoted cell."""
    while block.count(_QUOTE) % 2 and (line := file.readline()):
        block += line
    return block


def _refuse_irregular(block: bytes, delimiter: str) -> None:
    """Raises DoubtfulError for a quote that neither begins nor ends a cell nor is doubled, for a lone carriage return,
    and for what Arrow would take for a byte order mark."""
    if (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")) or block.startswith(codecs.BOM_UTF8):
        raise DoubtfulError
    if _QUOTE in block:
        framed = np.frombuffer(_END + block + _END, dtype=np.uint8)
        quotes = np.flatnonzero(framed == ord(_QUOTE))
        beside = list(b'"\n' + delimiter.encode())
        opened, closed = framed[quotes[::2] - 1], framed[quotes[1::2] + 1]
        if len(opened) != len(closed) or not (np.isin(opened, beside).all() and np.isin(closed, [*beside, 13]).all()):
            raise DoubtfulError


def _cells(column: Any) -> Sequence[str]:
    """The cells of a column; where they repeat, each different one once."""
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32, count=len(column) + 1, offset=4 * column.offset)
    written = np.frombuffer(data or b"", dtype=np.uint8)[ends[0] : ends[-1]]
    lengths = np.diff(ends)
    longest = int(lengths.max())
    if longest > csv.field_size_limit():
        raise DoubtfulError
    if longest <= 1:
        return _letters(written if len(written) == len(lengths) else _spread(written, lengths))
    if len(column[:_SAMPLE].unique()) == _SAMPLE:
        return list(column.to_numpy(zero_copy_only=False))
    coded = column.dictionary_encode()
    return Repeated(coded.dictionary.to_numpy(zero_copy_only=False), coded.indices.to_numpy())


def _spread(written: Letters, lengths: NDArray[np.int32]) -> Letters:
    """The letters of the cells that have one, among the empty ones."""
    letters = np.zeros(len(lengths), dtype=np.uint8)
    letters[lengths == 1] = written
    return letters


def _letters(letters: Letters) -> Repeated:
    """Cells of one letter; 0 stands for none."""
    found = np.bincount(letters).tolist()
    return Repeated([chr(letter) if letter and times else "" for letter, times in enumerate(found)], letters)


def _has_blank_row(chunk: Chunk) -> bool:
    """Whether some record has nothing in any cell."""
    left = np.arange(len(chunk.numbers))
    for cells in sorted(chunk.cells, key=lambda cells: not isinstance(cells, Repeated)):
        if isinstance(cells, Repeated):
            left = left[np.array([not word.strip() for word in cells.words])[cells.at[left]]]
        else:
            left = left[[not cells[row].strip() for row in left.tolist()]]
        if not left.size:
            return False
    return True
