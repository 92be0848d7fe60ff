"""CSV: encoding and delimiter are found by looking, and nothing doubtful is guessed over."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from surveykit.core.numbers import count
from surveykit.errors import Place, Problem
from surveykit.interchange.problems import refusal, refuse
from surveykit.interchange.table import ROWS, Chunk, Meaning, Table

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "gb18030")
_LOOKED_AT = 50
_BLOCK = 1 << 20
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How Office documents begin: the zipped ones of today, and those before 2007."""


Record = tuple[int, list[str]]


@dataclass(frozen=True)
class CsvFile:
    """A CSV file that is read chunk by chunk: its header has been read, and its encoding is known to fit."""

    path: Path
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    header: int
    """The row of the header."""
    last: int
    """The number of lines: at least that of records."""
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        return Place(self.file, row=row, field=column)

    @property
    def file(self) -> str:
        return str(self.path)

    def chunks(self) -> Iterator[Chunk]:
        """All rows; empty ones are passed over, those of another length are problems."""
        with self.path.open(encoding=self.encoding, newline="") as text:
            records = _records(text, self.delimiter, self.file)
            while part := list(islice((r for r in records if r[0] > self.header), ROWS)):
                yield self._chunk(part)

    def _chunk(self, part: list[Record]) -> Chunk:
        width = len(self.columns)
        whole = [record for record in part if len(record[1]) == width]
        cells = list(zip(*(cells for _, cells in whole), strict=True)) if whole else [()] * width
        problems = () if len(whole) == len(part) else tuple(self._ragged(part))
        return Chunk([number for number, _ in whole], cells, problems)

    def _ragged(self, part: list[Record]) -> Iterator[Problem]:
        expected = len(self.columns)
        for number, cells in part:
            if len(cells) != expected:
                values = {"expected": expected, "found": len(cells)}
                yield Problem("csv-ragged-row", Place(self.file, row=number), values)


def open_csv(path: Path) -> CsvFile:
    """A CSV file, ready to be read.

    UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030; comma, semicolon or tab. Raises
    AnalystError for a file that is none, and for columns without a name or with the same one.
    """
    file = str(path)
    encoding, lines = _encoding(path)
    with path.open(encoding=encoding, newline="") as text:
        delimiter = _delimiter("".join(islice(text, _LOOKED_AT)))
        text.seek(0)
        records = _records(text, delimiter, file)
        top, header = next(records, (0, []))
        if not header:
            raise refusal("csv-empty", Place(file))
        columns = tuple(name.strip() for name in header)
        refuse(_header_problems(columns, file, top), file)
        if next(records, None) is None:
            raise refusal("csv-no-rows", Place(file))
    return CsvFile(path, columns, encoding, delimiter, top, lines)


def read_csv(path: Path) -> Table:
    """The whole table in a CSV file. Raises AnalystError with every problem."""
    source = open_csv(path)
    chunks = list(source.chunks())
    refuse([problem for chunk in chunks for problem in chunk.problems], source.file)
    rows = tuple(row for chunk in chunks for row in zip(*chunk.cells, strict=True))
    numbers = tuple(number for chunk in chunks for number in chunk.numbers)
    return Table(source.columns, rows, numbers, source.file, source.encoding)


def _encoding(path: Path) -> tuple[str, int]:
    """The encoding that the whole file fits, and the number of its lines. Raises AnalystError for what is no text."""
    place = Place(str(path))
    try:
        with path.open("rb") as content:
            start = content.read(max(map(len, _SPREADSHEETS)))
            if start.startswith(_SPREADSHEETS):
                raise refusal("csv-spreadsheet", place)
            marked = [name for mark, name in _MARKS if start.startswith(mark)]
            for encoding in marked or _UNMARKED:
                if (lines := _lines(content, encoding, path)) is not None:
                    return encoding, lines
    except FileNotFoundError:
        raise refusal("no-such-file", place) from None
    except IsADirectoryError:
        raise refusal("is-a-folder", place) from None
    except OSError as error:
        raise refusal("unreadable-file", place, detail=error.strerror or "") from None
    raise refusal("csv-encoding", place)


def _lines(content: BinaryIO, encoding: str, path: Path) -> int | None:
    """The number of lines; None if the file is not in this encoding. Raises AnalystError for a NUL."""
    decoder, row = codecs.getincrementaldecoder(encoding)(), 1
    content.seek(0)
    try:
        while block := content.read(_BLOCK):
            text = decoder.decode(block)
            if "\x00" in text:
                row += text[: text.index("\x00")].count("\n")
                raise refusal("csv-nul", Place(str(path), row=row))
            row += text.count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return row


def _delimiter(text: str) -> str:
    """The delimiter that splits the header into most columns among those that split the rows alike."""

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(r) for r in islice(_reader(io.StringIO(text, newline=""), delimiter), _LOOKED_AT) if r]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] == 1:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=fit)


def _reader(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text, delimiter=delimiter, strict=True)


def _records(text: Iterable[str], delimiter: str, file: str) -> Iterator[Record]:
    """Records with their row numbers; a quoted line break stays inside its row, an empty line counts as one."""
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), 1):
            if any(cells) and any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        place = Place(file, row=number + 1)
        if "field limit" in str(error):
            raise refusal("csv-cell-too-long", place, most=count(csv.field_size_limit())) from None
        raise refusal("csv-malformed", place, detail=str(error)) from None


def _header_problems(columns: tuple[str, ...], file: str, row: int) -> Iterator[Problem]:
    for at, name in enumerate(columns, 1):
        if not name:
            yield Problem("csv-unnamed-column", Place(file, row=row), {"position": at})
    for name in dict.fromkeys(c for c in columns if c and columns.count(c) > 1):
        positions = tuple(at for at, c in enumerate(columns, 1) if c == name)
        yield Problem("csv-duplicate-column", Place(file, row=row, field=name), {"positions": positions})
