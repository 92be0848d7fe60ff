"""CSV: encoding and delimiter are found by looking, and nothing doubtful is guessed over."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from surveykit.core.numbers import count
from surveykit.errors import Place, Problem
from surveykit.interchange.problems import refusal, refuse
from surveykit.interchange.table import ROWS, Chunk, Meaning, Table

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "gb18030", "cp1252")
"""All of them have ASCII as it is."""
_CODECS = {"utf-8": "utf-8-sig", "big5": "cp950"}
"""How Python calls what people mean: UTF-8 with or without a mark, and Big5 as Windows writes it."""
_SAID = {"cp1252": "windows-1252"}
_SIGN = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_USUAL_BIG5 = range(0xA1, 0xC7)
"""The first bytes of punctuation and of the 5,401 usual signs of Big5, from A440 to C67E."""
_GB2312 = re.compile(rb"[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]")
"""Punctuation and Chinese signs of GB2312. Two in five of the usual signs of Big5 are written alike."""
_LOOKED_AT = 50
MOST_COLUMNS = 16_384
"""As many as a sheet of a spreadsheet has."""
_BLOCK = 1 << 18
_FOUR_BYTES = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]")
"""A sign of GB18030 with digits between its bytes."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
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
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    @cached_property
    def last(self) -> int:
        """The number of lines: at least that of records."""
        with self.path.open(encoding=self.encoding, newline="") as text:
            return sum(1 for _ in text)

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

    def first(self, rows: int) -> list[list[str]]:
        """The cells of the first rows."""
        with self.path.open(encoding=self.encoding, newline="") as text:
            records = _records(text, self.delimiter, self.file)
            return [cells for _, cells in islice((r for r in records if r[0] > self.header), rows)]

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


def open_csv(path: Path, stated: str | None = None, most: int | None = None) -> CsvFile:
    """A CSV file, ready to be read.

    UTF-8 with or without a byte order mark, UTF-16 with one, GB18030 or Windows-1252, or the encoding that is
    `stated`; comma, semicolon or tab. Raises AnalystError for a file that is none, for one that may as well be Big5,
    and for columns without a name or with the same one. `most`: so many bytes are looked at for their encoding, where
    the reader looks at the others.
    """
    file = str(path)
    encoding = _encoding(path, stated, most)
    with path.open(encoding=encoding, newline="") as text:
        delimiter = _delimiter("".join(islice(text, _LOOKED_AT)))
        text.seek(0)
        records = _records(text, delimiter, file)
        top, header = next(records, (0, []))
        if not header:
            raise refusal("csv-empty", Place(file))
        if len(header) > MOST_COLUMNS:
            raise refusal("csv-too-wide", Place(file, row=top), found=count(len(header)), most=count(MOST_COLUMNS))
        columns = tuple(name.strip() for name in header)
        refuse(_header_problems(columns, file, top), file)
        if next(records, None) is None:
            raise refusal("csv-no-rows", Place(file))
    return CsvFile(path, columns, encoding, delimiter, top)


def read_csv(path: Path) -> Table:
    """The whole table in a CSV file. Raises AnalystError with every problem."""
    source = open_csv(path)
    chunks = list(source.chunks())
    refuse([problem for chunk in chunks for problem in chunk.problems], source.file)
    rows = tuple(row for chunk in chunks for row in zip(*chunk.cells, strict=True))
    numbers = tuple(number for chunk in chunks for number in chunk.numbers)
    return Table(source.columns, rows, numbers, source.file, source.encoding)


def _encoding(path: Path, stated: str | None, most: int | None) -> str:
    """The encoding that the file fits. Raises AnalystError for what is no text, or not in the stated one."""
    place = Place(str(path))
    try:
        with path.open("rb") as content:
            start = content.read(max(map(len, _SPREADSHEETS)))
            if start.startswith(_SPREADSHEETS):
                raise refusal("csv-spreadsheet", place)
            marked = [name for mark, name in _MARKS if start.startswith(mark)]
            known = [_CODECS.get(stated, stated)] if stated is not None else marked
            for encoding in known or _likely(content):
                if (nul := _has_nul(content, encoding, most)) is not None:
                    if nul:
                        raise refusal("csv-nul", Place(str(path), row=_row_of_nul(path, encoding)))
                    if not known and encoding != "utf-8" and _perhaps_big5(content):
                        raise refusal("csv-perhaps-big5", place, encoding=_SAID.get(encoding, encoding))
                    return encoding
    except FileNotFoundError:
        raise refusal("no-such-file", place) from None
    except IsADirectoryError:
        raise refusal("is-a-folder", place) from None
    except OSError as error:
        raise refusal("unreadable-file", place, detail=error.strerror or "") from None
    raise refusal("csv-encoding" if stated is None else "csv-other-encoding", place, encoding=stated)


def _likely(content: BinaryIO) -> Iterator[str]:
    """The encodings that a file without a mark can have, the surest first.

    A Chinese sign has two bytes or four. Where most bytes beyond ASCII stand alone they are letters with accents, in
    Windows-1252, even if each would make a Chinese sign with the letter after it.
    """
    yield "utf-8"
    content.seek(0)
    runs = alone = 0
    while block := content.read(_BLOCK):
        found = _BEYOND_ASCII.findall(_FOUR_BYTES.sub(b"", block))
        runs += len(found)
        alone += sum(len(run) == 1 for run in found)
    yield "cp1252" if 2 * alone > runs else "gb18030"


def _perhaps_big5(content: BinaryIO) -> bool:
    """Whether a text makes sense in Big5, and not only in the encoding that it was taken for.

    All of it can be read, nine in ten of its signs are usual ones, and one in ten or more lies outside GB2312.
    """
    content.seek(0)
    signs = usual = outside = 0
    for line in content:
        try:
            line.decode("cp950")
        except UnicodeDecodeError:
            return False
        found = _SIGN.findall(line)
        signs += len(found)
        usual += sum(sign[0] in _USUAL_BIG5 for sign in found)
        outside += sum(_GB2312.fullmatch(sign) is None for sign in found)
    return 10 * usual >= 9 * signs and 10 * outside >= signs > 0


def _has_nul(content: BinaryIO, encoding: str, most: int | None) -> bool | None:
    """Whether a text has a NUL among its first bytes; None if they are not in this encoding."""
    decoder, found = codecs.getincrementaldecoder(encoding)(), False
    content.seek(0)
    try:
        while (most is None or content.tell() < most) and (block := content.read(_BLOCK)):
            if encoding in _UNMARKED and block.isascii() and not decoder.getstate()[0]:
                found |= b"\x00" in block
            else:
                found |= "\x00" in decoder.decode(block)
        decoder.decode(b"", final=not content.read(1))
    except UnicodeDecodeError:
        return None
    return found


def _row_of_nul(path: Path, encoding: str) -> int:
    with path.open(encoding=encoding, newline="\n") as text:
        return next(row for row, line in enumerate(text, 1) if "\x00" in line)


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
        raise refusal("csv-malformed", place) from error


def _header_problems(columns: tuple[str, ...], file: str, row: int) -> Iterator[Problem]:
    for at, name in enumerate(columns, 1):
        if not name:
            yield Problem("csv-unnamed-column", Place(file, row=row), {"position": at})
    for name in (name for name, times in Counter(columns).items() if name and times > 1):
        positions = tuple(at for at, c in enumerate(columns, 1) if c == name)
        yield Problem("csv-duplicate-column", Place(file, row=row, field=name), {"positions": positions})
