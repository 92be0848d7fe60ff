"""Files -> grids: a workbook (.xlsx), a CSV file that names its sheets in the first column, or a folder."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from surveykit.core.document import UNPRINTABLE, read_text, unprintable
from surveykit.errors import AuthorError, Place
from surveykit.interchange.xlsform.guard import MOST_CELLS, MOST_COLUMNS, check_workbook
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.sheets import Grid

SHEETS = ("survey", "choices", "settings")
OURS = "surveykit"
"""The sheet in which surveykit keeps what the format cannot say."""
_MOST_CSV_BYTES = 20_000_000
_DELIMITERS = (",", ";", "\t")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def is_form(path: Path) -> bool:
    """Whether a path looks like an XLSForm rather than like a definition."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".csv") or path.is_dir()


def load_grids(path: Path, report: Report) -> dict[str, Grid]:
    """Sheet name -> grid, of the sheets that a form can have. Raises AuthorError if the file cannot be read."""
    if path.is_dir():
        grids = dict(_folder(path))
    elif path.suffix.lower() == ".csv":
        grids = _one_csv(path)
    else:
        grids = _workbook(path)
    return {name: _printable(grid, report) for name, grid in grids.items()}


def _workbook(path: Path) -> dict[str, Grid]:
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            beginning = file.read(8)
    except FileNotFoundError:
        raise AuthorError.of("no-such-file", place) from None
    except OSError:
        raise AuthorError.of("unreadable-file", place) from None
    if not beginning.startswith(b"PK\x03\x04"):
        raise AuthorError.of("xlsform-not-xlsx", place)
    check_workbook(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return {
                key: Grid(str(path), key, list(_rows(book, name)))
                for name in book.sheet_names
                if (key := _sheet_name(name)) in (*SHEETS, OURS)
            } | {f"?{name}": Grid(str(path), name, ()) for name in book.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        raise AuthorError.of("xlsform-damaged", place) from error


def _sheet_name(name: str) -> str:
    return name.strip().lower()


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    sheet = book.get_sheet_by_name(name)
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = [_text(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(cell: object) -> str:
    """A cell as a person would have typed it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return _plain(str(cell))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _printable(grid: Grid, report: Report) -> Grid:
    """The grid without characters that no definition can hold; each is reported."""
    for number, cells in grid.rows:
        for column, cell in enumerate(cells, 1):
            if found := unprintable(cell):
                report.refuse("xlsform-unprintable", grid.place(number, column), character=found)
    if not report.problems:
        return grid
    return Grid(grid.file, grid.name, [(n, [UNPRINTABLE.sub("", cell) for cell in cells]) for n, cells in grid.rows])


# --- csv --------------------------------------------------------------------------------------------


def _folder(path: Path) -> Iterator[tuple[str, Grid]]:
    if not (path / "survey.csv").is_file():
        raise AuthorError.of("xlsform-no-survey-file", Place(str(path)))
    for name in (*SHEETS, OURS):
        if (path / f"{name}.csv").is_file():
            yield name, Grid(str(path / f"{name}.csv"), name, list(_records(path / f"{name}.csv")))


def _one_csv(path: Path) -> dict[str, Grid]:
    """The sheets of one file. Its first column names a sheet where one begins, and is empty in the rows of it."""
    records = list(_records(path))
    if not any(_sheet_name(cells[0]) == "survey" for _, cells in records):
        if records and any(_sheet_name(cell) == "type" for cell in records[0][1]):
            return {"survey": Grid(str(path), "survey", records)}
        raise AuthorError.of("xlsform-csv-sheets", Place(str(path)))
    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    current = ""
    for number, (name, *cells) in records:
        current = _sheet_name(name) if name.strip() else current
        own = sheets.setdefault(current, [])
        if any(cell.strip() for cell in cells):
            own.append((number, ["", *cells]))
    return {name: Grid(str(path), name, rows) for name, rows in sheets.items() if name in (*SHEETS, OURS)}


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    place = Place(str(path))
    if path.exists() and path.stat().st_size > _MOST_CSV_BYTES:
        raise AuthorError.of("xlsform-too-large", place, most=_MOST_CSV_BYTES // 1_000_000)
    text = read_text(path)
    seen = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, cells in enumerate(reader, 1):
            seen += len(cells)
            if len(cells) > MOST_COLUMNS:
                raise AuthorError.of("xlsform-too-wide", place, most=MOST_COLUMNS)
            if seen > MOST_CELLS:
                raise AuthorError.of("xlsform-too-many-cells", place, most=MOST_CELLS)
            if any(cell.strip() for cell in cells):
                yield number, [_unguarded(cell) for cell in cells]
    except csv.Error as error:
        raise AuthorError.of("xlsform-csv", Place(str(path), row=reader.line_num)) from error


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines."""
    beginning = "\n".join(text.splitlines()[:5])
    return max(_DELIMITERS, key=beginning.count)


def _unguarded(cell: str) -> str:
    """The cell without the quotation mark that keeps a spreadsheet from taking it for a formula."""
    guarded = cell.startswith("'") and (cell[1:].startswith(_FORMULA) or cell[1:].lstrip().startswith(_FORMULA))
    return _plain(cell[1:]) if guarded else _plain(cell)
