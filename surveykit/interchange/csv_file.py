"""CSV -> Table: encoding and delimiter are found by looking, and nothing doubtful is guessed over."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from surveykit.core.numbers import count
from surveykit.errors import Place, Problem
from surveykit.interchange.problems import refusal, refuse
from surveykit.interchange.table import Table

_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNMARKED = ("utf-8", "gb18030")
_LOOKED_AT = 50
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How Office documents begin: the zipped ones of today, and those before 2007."""

Record = tuple[int, list[str]]


def read_csv(path: Path) -> Table:
    """The table in a CSV file.

    UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030; comma, semicolon or tab. Raises
    AnalystError with every problem: rows of another length, columns without a name or with the same one, ....
    """
    file = str(path)
    text, encoding = _decode(_bytes(path), file)
    records = _records(text, _delimiter(text), file)
    if not records:
        raise refusal("csv-empty", Place(file))
    (top, header), *body = records
    columns = tuple(name.strip() for name in header)
    refuse([*_header_problems(columns, file, top), *_row_problems(body, len(columns), file)], file)
    if not body:
        raise refusal("csv-no-rows", Place(file))
    return Table(columns, tuple(tuple(cells) for _, cells in body), tuple(n for n, _ in body), file, encoding)


def _bytes(path: Path) -> bytes:
    place = Place(str(path))
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise refusal("no-such-file", place) from None
    except IsADirectoryError:
        raise refusal("is-a-folder", place) from None
    except OSError as error:
        raise refusal("unreadable-file", place, detail=error.strerror or "") from None


def _decode(content: bytes, file: str) -> tuple[str, str]:
    if content.startswith(_SPREADSHEETS):
        raise refusal("csv-spreadsheet", Place(file))
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in marked or _UNMARKED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            row = text[: text.index("\x00")].count("\n") + 1
            raise refusal("csv-nul", Place(file, row=row))
        return text, encoding
    raise refusal("csv-encoding", Place(file))


def _delimiter(text: str) -> str:
    """The delimiter that splits the header into most columns among those that split the rows alike."""

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(r) for r in islice(_reader(text, delimiter), _LOOKED_AT) if r]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] == 1:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=fit)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _records(text: str, delimiter: str, file: str) -> list[Record]:
    """Records with their row numbers; a quoted line break stays inside its row, an empty line counts as one."""
    records: list[Record] = []
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), 1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
    except csv.Error as error:
        place = Place(file, row=number + 1)
        if "field limit" in str(error):
            raise refusal("csv-cell-too-long", place, most=count(csv.field_size_limit())) from None
        raise refusal("csv-malformed", place, detail=str(error)) from None
    return records


def _header_problems(columns: tuple[str, ...], file: str, row: int) -> Iterator[Problem]:
    for at, name in enumerate(columns, 1):
        if not name:
            yield Problem("csv-unnamed-column", Place(file, row=row), {"position": at})
    for name in dict.fromkeys(c for c in columns if c and columns.count(c) > 1):
        positions = ", ".join(str(at) for at, c in enumerate(columns, 1) if c == name)
        yield Problem("csv-duplicate-column", Place(file, row=row, field=name), {"positions": positions})


def _row_problems(body: list[Record], width: int, file: str) -> Iterator[Problem]:
    for number, cells in body:
        if len(cells) != width:
            yield Problem("csv-ragged-row", Place(file, row=number), {"expected": width, "found": len(cells)})
