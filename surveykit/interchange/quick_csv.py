"""A CSV file split by Polars, its numbers read as numbers: the same cells as `CsvFile` gives, or none at all.

Both split alike what is written regularly. Where they might not, `DoubtfulError` is raised, and the file is to be read
the slow way, which also says what is wrong with it.
"""

import codecs
import csv
import mmap
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from itertools import count
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

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
    """A CSV file in UTF-8 whose first line is its header. `chunks` raises DoubtfulError, and then what came before may
    be wrong, too: after a cell that it cannot read, Polars goes on with later rows before it says so."""

    kinds: tuple[Kind, ...] = ()
    """How each column is read: numbers as such only where nothing else can be meant."""
    quoted: bool = True
    """Whether a quote may do more than stand around a cell."""
    readers: Mapping[int, CellReader] = field(default_factory=dict)
    """What the cells of a column of numbers may say."""

    def chunks(self) -> Iterator[Chunk]:
        delimiters, start = 0, self.header + 1
        with ThreadPoolExecutor(1) as pool:
            written = pool.submit(_delimiters, self.path, self.delimiter)
            quotes = pool.submit(_look_at_quotes, self.path, self.delimiter) if self.quoted else None
            for columns in self._tables():
                numbers = range(start, start + len(columns[0]))
                delimiters += len(numbers) * (len(columns) - 1)
                delimiters += sum(_times(own, self.delimiter) for own in columns) if quotes else 0
                yield Chunk(numbers, columns)
                start = numbers.stop
            if quotes:
                quotes.result()
            if written.result() != delimiters:  # else some row is too short
                raise DoubtfulError

    def _tables(self) -> Iterator[list[Sequence[str]]]:
        """The columns of some rows."""
        try:
            for frame in self._scan():
                columns = cells_of(frame)
                if not self.quoted:
                    columns = [*map(_bare, columns)]
                if not all(map(self._sure, count(), self.kinds, columns)):
                    raise DoubtfulError
                if max(map(_longest, columns)) > csv.field_size_limit() or _has_blank_row(columns):
                    raise DoubtfulError
                yield [Measures(own.values, sound=True) if isinstance(own, Measures) else own for own in columns]
        except pl.exceptions.PolarsError as error:
            raise DoubtfulError from error

    def _scan(self) -> Iterator[pl.DataFrame]:
        rows = pl.scan_csv(
            self.path,
            has_header=False,
            skip_rows=self.header,
            separator=self.delimiter,
            quote_char='"' if self.quoted else None,
            schema={str(at): kind() for at, kind in enumerate(self.kinds)},
            empty_string_is_null=False,
        )
        for frame in rows.collect_batches(chunk_size=_ROWS, lazy=True):
            yield frame.rechunk()

    def _sure(self, at: int, kind: Kind, cells: Sequence[str]) -> bool:
        """Whether a column of numbers says the same as their texts: -1 is a reason, -1.0 or -01 may be a number."""
        if isinstance(cells, Measures):
            return self.readers[at].sound(cells.values[~np.isnan(cells.values)])
        if isinstance(cells, Numbers):
            lowest = _LOWEST if self.readers[at].variable.complete else 0
            return bool(cells.values.min() >= lowest or (cells.values[cells.values != EMPTY] >= lowest).all())
        return kind is not pl.Int8


def quick(path: Path, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> Iterator[QuickCsv]:
    """The ways in which a CSV file of answers to a questionnaire may be read quickly, the quickest first: quotes stand
    around cells only; all numbers are written as such; neither. Raises DoubtfulError, AnalystError."""
    source = open_csv(path, "utf-8", most=_PART)
    with path.open("rb") as file:
        header = file.readline().removesuffix(b"\n").removesuffix(b"\r")
    whole = header.count(b'"') % 2 == 0 and b"\r" not in header
    rows = [row for row in source.first(_SAMPLE) if len(row) == len(source.columns)]
    if source.header != 1 or not whole or len(source.columns) == 1 or not rows:
        raise DoubtfulError
    readers = dict(_readers(source.columns, questionnaire, mapping or ColumnNames()))
    names = alone(questionnaire)
    apart = {at for at, reader in readers.items() if reader.variable.name in names}
    kinds = tuple(_kind(cells, readers.get(at), at in apart) for at, cells in enumerate(zip(*rows, strict=True)))
    known = {own.name: getattr(source, own.name) for own in fields(source)}
    for quoted in (False, True):
        yield QuickCsv(**known, kinds=kinds, quoted=quoted, readers=readers)
    texts = tuple(pl.String if kind is pl.String else pl.Categorical for kind in kinds)
    yield QuickCsv(**known, kinds=texts, readers=readers)


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
    """How many delimiters stand below the header. Raises DoubtfulError for a carriage return that ends no line, and for
    a NUL."""
    content = _content(path)
    letters, sign = np.frombuffer(content, dtype=np.uint8), ord(delimiter)
    found = -content.readline().count(sign)
    for start in range(0, len(letters), _PART):
        own = start, start + _PART
        if content.find(b"\0", *own) >= 0 or (content.find(b"\r", *own) >= 0 and _breaks(letters, start)):
            raise DoubtfulError
        found += int(np.count_nonzero(letters[slice(*own)] == sign))
    return found


def _look_at_quotes(path: Path, delimiter: str) -> None:
    """Raises DoubtfulError for a quote that neither begins nor ends a cell nor is doubled, and for one that is not
    closed."""
    content = _content(path)
    mark = len(codecs.BOM_UTF8) if content[:3] == codecs.BOM_UTF8 else 0
    letters = np.frombuffer(content, dtype=np.uint8)[mark:]
    beside, inside = f'{delimiter}\n"'.encode(), 0
    for start in range(0, len(letters), _PART):
        quotes = np.flatnonzero(letters[start : start + _PART] == ord('"')) + start
        before = letters.take(quotes[inside::2] - 1, mode="clip")
        after = letters.take(quotes[1 - inside :: 2] + 1, mode="clip")
        inside = (inside + len(quotes)) % 2
        if _others(before, beside) or _others(after, beside + b"\r"):
            raise DoubtfulError
    if inside:
        raise DoubtfulError


def _content(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _breaks(letters: NDArray[np.uint8], start: int) -> bool:
    """Whether some carriage return in a part ends no line."""
    returns = np.flatnonzero(letters[start : start + _PART] == ord("\r")) + start
    return bool(_others(letters.take(returns + 1, mode="clip"), b"\n"))


def _others(letters: NDArray[np.uint8], known: bytes) -> bytes:
    """The letters that are none of the known ones."""
    return letters.tobytes().translate(None, known)


def _bare(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a column without the quotes around them. Raises DoubtfulError for a quote in one of them."""
    if isinstance(cells, Letters) and not cells.are_digits:
        quoted = cells.own.str.starts_with('"')
        inner = cells.own.str.strip_prefix('"').str.strip_suffix('"')
        alone = (quoted != cells.own.str.ends_with('"')) | (cells.own == '"')
        if (alone | inner.str.contains('"', literal=True)).any():
            raise DoubtfulError
        return Letters(len(inner), inner.to_list, inner)
    if not isinstance(cells, Repeated):
        return cells
    words = [word[1:-1] if word[:1] == word[-1:] == '"' != word else word for word in cells.words]
    if any('"' in word for word in words):
        raise DoubtfulError
    filled = [word for word in words if word]
    if len({*filled}) == len(filled):
        return Repeated(words, cells.at)
    places = {word: at for at, word in enumerate(dict.fromkeys(words))}
    return Repeated([*places], np.array([places[word] for word in words], dtype=cells.at.dtype)[cells.at])


def _times(cells: Sequence[str], sign: str) -> int:
    """How often a sign occurs in the cells of a column."""
    if isinstance(cells, Letters):
        return 0 if cells.are_digits else int(cells.own.str.count_matches(sign, literal=True).to_numpy().sum())
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
