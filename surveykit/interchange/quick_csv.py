"""A CSV file split by Polars, its numbers read as numbers: the same cells as `CsvFile` gives, or none at all.

Both split alike what is written regularly. Where they might not, `DoubtfulError` is raised, and the file is to be read
the slow way, which also says what is wrong with it.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from typing import BinaryIO, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.csv_file import CsvFile
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.own_columns import reason_column
from surveykit.interchange.polars_cells import Letters, cells_of, differ
from surveykit.interchange.readings import CellReader, is_number
from surveykit.interchange.responses import alone
from surveykit.interchange.table import EMPTY, Chunk, Measures, Numbers, Repeated

_BLOCK = 16 << 20
"""So many bytes are read at a time."""
_PART = 1 << 18
"""So many of them are looked at at a time."""
_SAMPLE = 200
"""So many rows are looked at to see what a column holds."""
_MARKS = {"utf-8": b"", "utf-8-sig": codecs.BOM_UTF8}
"""What a file begins with, for each encoding that is read here."""
_QUOTE, _LINE, _RETURN = b'"\n\r'
_SMALL = re.compile(r"-[1-6]|\d{1,2}|1[01]\d|12[0-7]", re.ASCII)
_LOWEST = min(m.value for m in Missing)
T = TypeVar("T")
Kind = type[pl.Int8 | pl.Float64 | pl.Categorical | pl.String]


class DoubtfulError(Exception):
    """Something that Polars might read otherwise than we do."""


@dataclass(frozen=True)
class QuickCsv(CsvFile):
    """A CSV file whose first line is its header. `chunks` raises DoubtfulError."""

    kinds: tuple[Kind, ...] = ()
    """How each column is read: numbers as such only where nothing else can be meant."""
    readers: Mapping[int, CellReader] = field(default_factory=dict)
    """What the cells of a column of numbers may say."""

    def chunks(self) -> Iterator[Chunk]:
        start = self.header + 1
        for cells in _ahead(self._tables()):
            numbers = range(start, start + len(cells[0]))
            yield Chunk(numbers, cells)
            start = numbers.stop

    def _tables(self) -> Iterator[list[Sequence[str]]]:
        """The columns of some whole records. Once a cell is not of the kind of its column, all columns are texts."""
        kinds = self.kinds
        for block, delimiters in _ahead(self._blocks()):
            frame = self._frame(block, kinds)
            if frame is None:
                kinds = tuple(pl.String if kind is pl.String else pl.Categorical for kind in kinds)
                frame = self._frame(block, kinds)
            if frame is None:
                raise DoubtfulError
            columns = list(map(self._cells, frame))
            within = sum(_times(own, self.delimiter) for own in columns)
            if delimiters != frame.height * (frame.width - 1) + within:  # else some row is too short
                raise DoubtfulError
            if max(map(_longest, columns)) > csv.field_size_limit() or _has_blank_row(columns):
                raise DoubtfulError
            yield columns

    def _blocks(self) -> Iterator[tuple[bytes, int]]:
        """Some whole records at a time, without the header, and how many delimiters they have."""
        with self.path.open("rb") as file:
            _delimiters(file.readline().removeprefix(_MARKS[self.encoding]), self.delimiter)
            while block := _whole_lines(file):
                found = _delimiters(block, self.delimiter)
                if found is None:
                    block += _rest_of_cell(file)
                    found = _delimiters(block, self.delimiter)
                if found is None or block.startswith(codecs.BOM_UTF8):
                    raise DoubtfulError
                yield block, found

    def _frame(self, block: bytes, kinds: Sequence[Kind]) -> pl.DataFrame | None:
        """The cells of a block, if every one is of the kind of its column."""
        schema = {str(at): kind() for at, kind in enumerate(kinds)}
        try:
            frame = pl.read_csv(
                block, has_header=False, separator=self.delimiter, schema=schema, empty_string_is_null=False
            ).rechunk()
        except pl.exceptions.PolarsError:
            return None
        return frame if all(self._sure(at, own) for at, own in enumerate(frame)) else None

    def _sure(self, at: int, own: pl.Series) -> bool:
        """Whether a column of numbers says the same as their texts: -1 is a reason, -1.0 or -01 may be a number."""
        if own.dtype == pl.Int8:
            lowest = _LOWEST if self.readers[at].variable.complete else 0
            return bool((own.drop_nulls() if own.null_count() else own).to_numpy().min(initial=0) >= lowest)
        return own.dtype != pl.Float64 or self.readers[at].sound(own.drop_nulls().to_numpy())

    def _cells(self, own: pl.Series) -> Sequence[str]:
        cells = cells_of(own)
        return Measures(cells.values, sound=True) if isinstance(cells, Measures) else cells


def quick(source: CsvFile, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> QuickCsv:
    """A CSV file of answers to a questionnaire, to be read quickly. Raises DoubtfulError, AnalystError."""
    with source.path.open("rb") as file:
        whole = file.readline().count(b'"') % 2 == 0
    rows = [row for row in source.first(_SAMPLE) if len(row) == len(source.columns)]
    if source.encoding not in _MARKS or source.header != 1 or not whole or len(source.columns) == 1 or not rows:
        raise DoubtfulError
    readers = dict(_readers(source.columns, questionnaire, mapping or ColumnNames()))
    names = alone(questionnaire)
    apart = {at for at, reader in readers.items() if reader.variable.name in names}
    kinds = tuple(_kind(cells, readers.get(at), at in apart) for at, cells in enumerate(zip(*rows, strict=True)))
    known = {own.name: getattr(source, own.name) for own in fields(source)}
    return QuickCsv(**known, kinds=kinds, readers=readers)


def _readers(
    columns: Sequence[str], questionnaire: Questionnaire, mapping: ColumnNames
) -> Iterator[tuple[int, CellReader]]:
    """The columns that hold numbers, as far as a number means the same in them however it is written."""
    others = {mapping.id, mapping.started, mapping.closed, *mapping.split}
    for at, name in enumerate(columns):
        target = mapping.columns.get(Word(name))
        variable = questionnaire.codebook.asked.by_name.get(target.variable if target else name)
        if name in others or variable is None or not variable.numeric or (target and target.codes):
            continue
        coded = reason_column(variable.name) not in columns
        reader = CellReader(questionnaire.item_of[variable.name], variable, coded)
        if reader.plain:
            yield at, reader


def _kind(cells: Sequence[str], reader: CellReader | None, apart: bool) -> Kind:
    """How a column is to be read that begins with these cells; `apart`: no other column depends on it."""
    words = {word for cell in cells if (word := cell.strip())}
    if reader is None:
        return pl.String if differ(cells) else pl.Categorical
    variable = reader.variable
    if not variable.decimals and all(map(_SMALL.fullmatch, words)):
        return pl.Int8
    return pl.Float64 if apart and not variable.complete and all(map(is_number, words)) else pl.Categorical


def _ahead(things: Iterator[T]) -> Iterator[T]:
    """The same, each made while the one before it is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = pool.submit(next, things, None)
            yield thing


def _whole_lines(file: BinaryIO) -> bytes:
    """The next lines."""
    start = file.tell()
    file.seek(start + _BLOCK)
    file.readline()
    stop = file.tell()
    file.seek(start)
    return file.read(stop - start)


def _rest_of_cell(file: BinaryIO) -> bytes:
    """The next lines, up to the one in which a quoted cell ends."""
    lines = []
    while line := file.readline():
        lines.append(line)
        if line.count(b'"') % 2:
            break
    return b"".join(lines)


def _delimiters(block: bytes, delimiter: str) -> int | None:
    """How many delimiters there are; None if some quoted cell goes on after the block. Raises DoubtfulError for a quote
    that neither begins nor ends a cell nor is doubled, and for a carriage return that ends no line."""
    letters, sign, inside, found = np.frombuffer(block, dtype=np.uint8), ord(delimiter), 0, 0
    beside, returns, quoted = bytes([sign, _LINE, _QUOTE]), _RETURN in block, _QUOTE in block
    for start in range(0, len(letters), _PART):
        part = letters[start : start + _PART]
        found += int(np.count_nonzero(part == sign))
        if not (quoted or returns):
            continue
        quotes = np.flatnonzero(part == _QUOTE) + start
        before = letters.take(quotes[inside::2] - 1, mode="clip")
        after = letters.take(quotes[1 - inside :: 2] + 1, mode="clip")
        ends = letters.take(np.flatnonzero(part == _RETURN) + (start + 1), mode="clip") if returns else letters[:0]
        if _others(before, beside) or _others(after, beside + b"\r") or _others(ends, b"\n"):
            raise DoubtfulError
        inside = (inside + len(quotes)) % 2
    return None if inside else found


def _others(letters: NDArray[np.uint8], known: bytes) -> bytes:
    """The letters that are none of the known ones."""
    return letters.tobytes().translate(None, known)


def _times(cells: Sequence[str], sign: str) -> int:
    """How often a sign occurs in the cells of a column."""
    if isinstance(cells, Letters):
        return int(cells.own.str.count_matches(sign, literal=True).to_numpy().sum())
    if not isinstance(cells, Repeated) or not any(sign in word for word in cells.words):
        return 0
    return int(np.array([word.count(sign) for word in cells.words])[cells.at].sum())


def _longest(cells: Sequence[str]) -> int:
    """Not less than the length of the longest cell of a column of texts."""
    if isinstance(cells, Letters):
        return int(cells.own.str.len_bytes().to_numpy().max())
    return max(map(len, cells.words)) if isinstance(cells, Repeated) else 0


def _has_blank_row(columns: Sequence[Sequence[str]]) -> bool:
    """Whether some row has nothing in any cell."""
    left = np.arange(len(columns[0]))
    for cells in sorted(columns, key=lambda cells: isinstance(cells, Letters)):
        left = left[_blank(cells)[left]]
        if not left.size:
            return False
    return True


def _blank(cells: Sequence[str]) -> NDArray[np.bool_]:
    """Where nothing is written in a column."""
    if isinstance(cells, Numbers):
        return np.asarray(cells.values == EMPTY)
    if isinstance(cells, Measures):
        return np.isnan(cells.values)
    if isinstance(cells, Letters):
        return cells.blank()
    assert isinstance(cells, Repeated)
    return np.asarray(np.array([not word.strip() for word in cells.words])[cells.at])
