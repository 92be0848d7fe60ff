"""A CSV file split by Polars, its numbers read as numbers: the same cells as `CsvFile` gives, or none at all.

Both split alike what is written regularly. Where they might not, `DoubtfulError` is raised, and the file is to be read
the slow way, which also says what is wrong with it.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, fields
from io import RawIOBase
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars import selectors

from surveykit.core.codebook import Missing
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.csv_file import CsvFile, open_csv
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.own_columns import reason_column
from surveykit.interchange.polars_cells import Letters, cells_of, differ
from surveykit.interchange.readings import CellReader, is_number
from surveykit.interchange.responses import alone
from surveykit.interchange.table import EMPTY, Chunk, Measures, Numbers, Repeated

_PART = 1 << 18
"""So many bytes are looked at at a time."""
_ROWS = 1 << 17
"""So many rows are worked on at a time."""
_SAMPLE = 200
"""So many rows are looked at to see what a column holds."""
_SMALL = re.compile(r"-[1-6]|\d{1,2}|1[01]\d|12[0-7]", re.ASCII)
_LOWEST = min(m.value for m in Missing)
Kind = type[pl.Int8 | pl.Float64 | pl.Categorical | pl.String]


class DoubtfulError(Exception):
    """Something that Polars might read otherwise than we do."""


@dataclass(frozen=True)
class QuickCsv(CsvFile):
    """A CSV file in UTF-8 whose first line is its header. `chunks` raises DoubtfulError."""

    kinds: tuple[Kind, ...] = ()
    """How each column is read: numbers as such only where nothing else can be meant."""
    readers: Mapping[int, CellReader] = field(default_factory=dict)
    """What the cells of a column of numbers may say."""

    def chunks(self) -> Iterator[Chunk]:
        delimiters, start = 0, self.header + 1
        with ThreadPoolExecutor(1) as pool:
            found = pool.submit(_delimiters, self.path, self.delimiter)
            for columns in map(self._columns, self._frames()):
                numbers = range(start, start + len(columns[0]))
                delimiters += len(numbers) * (len(columns) - 1) + sum(_times(own, self.delimiter) for own in columns)
                yield Chunk(numbers, columns)
                start = numbers.stop
            if found.result() != delimiters:  # else some row is too short
                raise DoubtfulError

    def _frames(self) -> Iterator[pl.DataFrame]:
        """Some rows at a time. Once a cell is not of the kind of its column, all columns are texts."""
        passed = self.header
        for kinds in (self.kinds, tuple(pl.String if kind is pl.String else pl.Categorical for kind in self.kinds)):
            with suppress(pl.exceptions.PolarsError):
                for frame in self._scan(kinds, passed):
                    if not self._sure(frame):
                        break
                    yield frame
                    passed += frame.height
                else:
                    return
        raise DoubtfulError

    def _scan(self, kinds: Sequence[Kind], passed: int) -> Iterator[pl.DataFrame]:
        schema = {str(at): kind() for at, kind in enumerate(kinds)}
        rows = pl.scan_csv(
            self.path,
            has_header=False,
            skip_rows=passed,
            separator=self.delimiter,
            schema=schema,
            empty_string_is_null=False,
        )
        for frame in rows.collect_batches(chunk_size=_ROWS, lazy=True):
            yield frame.rechunk()

    def _sure(self, frame: pl.DataFrame) -> bool:
        """Whether columns of numbers say the same as their texts: -1 is a reason, -1.0 or -01 may be a number."""
        whole = frame.select(selectors.signed_integer().min())
        for name, low in whole.row(0, named=True).items() if whole.width else ():
            if low is not None and low < (_LOWEST if self.readers[int(name)].variable.complete else 0):
                return False
        numbers = frame.select(selectors.float())
        return all(self.readers[int(own.name)].sound(own.drop_nulls().to_numpy()) for own in numbers)

    def _columns(self, frame: pl.DataFrame) -> list[Sequence[str]]:
        columns = list(map(_cells, frame))
        if max(map(_longest, columns)) > csv.field_size_limit() or _has_blank_row(columns):
            raise DoubtfulError
        return columns


def quick(path: Path, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> QuickCsv:
    """A CSV file of answers to a questionnaire, to be read quickly. Raises DoubtfulError, AnalystError."""
    source = open_csv(path, "utf-8", most=_PART)
    with path.open("rb") as file:
        whole = file.readline().count(b'"') % 2 == 0
    rows = [row for row in source.first(_SAMPLE) if len(row) == len(source.columns)]
    if source.header != 1 or not whole or len(source.columns) == 1 or not rows:
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


def _delimiters(path: Path, delimiter: str) -> int:
    """How many delimiters stand below the header. Raises DoubtfulError for a quote that neither begins nor ends a cell
    nor is doubled, for one that is not closed, for a carriage return that ends no line, and for a NUL."""
    sign, inside = delimiter.encode(), 0
    beside = sign + b'\n"'
    buffer = bytearray(b"\n" * (_PART + 2))
    letters = np.frombuffer(buffer, dtype=np.uint8)
    with path.open("rb", buffering=0) as file:
        header = file.readline()
        found = -header.count(sign)
        file.seek(len(codecs.BOM_UTF8) if header.startswith(codecs.BOM_UTF8) else 0)
        for end in _filled(buffer, file):
            own = letters[1 : end - 1]
            found += int(np.count_nonzero(own == ord(sign)))
            quotes = np.flatnonzero(own == ord('"'))
            before, after = letters.take(quotes[inside::2]), letters.take(quotes[1 - inside :: 2] + 2)
            returns = np.flatnonzero(own == ord("\r")) if b"\r" in buffer else quotes[:0]
            if _others(before, beside) or _others(after, beside + b"\r") or _others(letters.take(returns + 2), b"\n"):
                raise DoubtfulError
            inside = (inside + len(quotes)) % 2
            if b"\0" in buffer:
                raise DoubtfulError
    if inside:
        raise DoubtfulError
    return found


def _cells(own: pl.Series) -> Sequence[str]:
    """The cells of a column that is sure."""
    if own.dtype == pl.Int8:
        return Numbers((own.fill_null(EMPTY) if own.null_count() else own).to_numpy())
    cells = cells_of(own)
    return Measures(cells.values, sound=True) if isinstance(cells, Measures) else cells


def _filled(buffer: bytearray, file: RawIOBase) -> Iterator[int]:
    """How far a buffer is filled with the bytes of a file, time after time until each has stood between its neighbours.
    A file begins and ends between lines."""
    view, known = memoryview(buffer), 1
    while read := file.readinto(view[known:]):
        yield known + read
        view[:2] = bytes(view[known + read - 2 : known + read])
        known = 2
    view[known : known + 1] = b"\n"
    yield known + 1


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
