"""A workbook (.xlsx) as a foreign table: the sheet with the answers, its header and its rows."""

import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from surveykit.errors import AuthorError, Place, Problem
from surveykit.interchange.cell_text import texts
from surveykit.interchange.problems import excerpt, refusal, refuse
from surveykit.interchange.table import Table
from surveykit.interchange.xlsform.guard import Limits, Unvalued, check_workbook
from surveykit.interchange.xlsform.sheets import letters

DATA = Limits(
    parts=10_000,
    bytes=600_000_000,
    columns=16_384,
    area=12_000_000,
    cells=8_000_000,
    elements=30_000_000,
    characters=200_000_000,
    swelling_from=2_000_000,
    swelling=100,
)
"""Of data. What people have typed or a program has computed is at most some forty times as long as it is packed."""
_MILLION = 1_000_000
_CODES = {"xlsform-damaged": "xlsx-damaged", "xlsform-not-xlsx": "xlsx-damaged"}


@dataclass(frozen=True)
class _Sheet:
    """A sheet as it was read: rows as tall and columns as wide as anything in it, columns of texts."""

    file: str
    name: str
    columns: Sequence[Sequence[str]]
    height: int
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    top: int = field(init=False)
    """The first row, counted from 0, that is not blank; the height if all are."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "top", next((r for r in range(self.height) if any(self.row(r))), self.height))

    def row(self, at: int) -> list[str]:
        return [column[at].strip() for column in self.columns]

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """Where a row, a cell or a column stands, counted from 0."""
        shown = None if column is None else letters(column + 1)
        return Place(self.file, row=None if row is None else row + 1, field=shown, sheet=self.name)


def open_xlsx(path: Path, names: Collection[str] = ()) -> Table:
    """The table in a workbook: its first sheet that holds anything, or the one with most of `names` in its header.

    Blank rows are passed over, and so are columns without anything. Raises AnalystError for a file that is no
    workbook, is too large, has several sheets that could be meant, or no plain table: titles above the header, merged
    cells, errors in place of values.
    """
    file = str(path)
    errors = _checked(path)
    try:
        with CalamineWorkbook.from_path(file) as book:
            kinds = {m.name: m.typ for m in book.sheets_metadata}
            sheets = [
                sheet
                for name in book.sheet_names
                if kinds[name] is SheetTypeEnum.WorkSheet and (sheet := _read(book, name, file)).top < sheet.height
            ]
    except (CalamineError, ValueError, OSError) as error:
        raise refusal("xlsx-damaged", Place(file)) from error
    if not sheets:
        raise refusal("csv-empty", Place(file))
    sheet = _meant(sheets, frozenset(names))
    refuse([*_merged(sheet), *_errors(sheet, errors, path)], file)
    return _table(sheet)


def _checked(path: Path) -> list[Unvalued]:
    """The cells without a value. Raises AnalystError for what is no workbook that could be read."""
    place = Place(str(path))
    try:
        with path.open("rb"):
            pass
        return check_workbook(path, DATA)
    except FileNotFoundError:
        raise refusal("no-such-file", place) from None
    except IsADirectoryError:
        raise refusal("is-a-folder", place) from None
    except OSError:
        raise refusal("unreadable-file", place) from None
    except AuthorError as error:
        code = _CODES.get(error.problems[0].code, "xlsx-too-large")
        raise refusal(code, place, cells=DATA.cells // _MILLION) from None


def _read(book: CalamineWorkbook, name: str, file: str) -> _Sheet:
    sheet = book.get_sheet_by_name(name)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    columns = [texts(column) for column in zip(*rows, strict=True)]
    return _Sheet(file, name, columns, len(rows), sheet.merged_cell_ranges or ())


def _meant(sheets: Sequence[_Sheet], names: frozenset[str]) -> _Sheet:
    """The sheet with most of the names in its header, else the first. Raises AnalystError for several with as many."""
    known = [len(names & set(sheet.row(sheet.top))) for sheet in sheets]
    best = [sheet for sheet, n in zip(sheets, known, strict=True) if n == max(known)]
    filled = [sheet for sheet in best if any(any(sheet.row(row)) for row in range(sheet.top + 1, sheet.height))]
    if any(known) and len(filled) > 1:
        raise refusal("xlsx-several-sheets", Place(filled[0].file), sheets=tuple(sheet.name for sheet in filled))
    return filled[0] if any(known) and filled else best[0]


def _merged(sheet: _Sheet) -> Iterator[Problem]:
    """Merged cells: only the first of them holds anything, and nobody can know of which columns it speaks."""
    for (top, left), (bottom, right) in sheet.merged:
        if bottom >= sheet.top:
            cells = f"{letters(left + 1)}{top + 1}:{letters(right + 1)}{bottom + 1}"
            yield Problem("xlsx-merged-cells", sheet.place(top, left), {"cells": cells})


def _errors(sheet: _Sheet, errors: Sequence[Unvalued], path: Path) -> Iterator[Problem]:
    """Cells with an error such as #N/A or a formula that was never calculated, which would otherwise look empty."""
    if errors:
        own = _part_of(path, sheet.name)
        for code, part, cell in errors:
            if part == own:
                column = cell.rstrip("0123456789")
                place = Place(sheet.file, row=int(cell.removeprefix(column)), field=column, sheet=sheet.name)
                yield Problem(code, place)


def _table(sheet: _Sheet) -> Table:
    header = sheet.row(sheet.top)
    below = range(sheet.top + 1, sheet.height)
    used = [at for at, column in enumerate(sheet.columns) if any(column[row].strip() for row in below)]
    rows = [row for row in below if any(sheet.columns[at][row].strip() for at in used)]
    if not rows:
        raise refusal("csv-no-rows", sheet.place())
    if sum(map(bool, header)) == 1 < len(used) and _are_names(sheet.row(rows[0])):
        raise refusal("xlsx-title-row", sheet.place(sheet.top), text=excerpt(next(filter(None, header))))
    kept = [at for at in range(len(header)) if header[at] or at in used]
    refuse(_header_problems(sheet, kept, header), sheet.file)
    picked = [sheet.columns[at] for at in kept]
    return Table(
        tuple(header[at] for at in kept),
        tuple(tuple(column[row] for column in picked) for row in rows),
        tuple(row + 1 for row in rows),
        sheet.file,
        header=sheet.top + 1,
        sheet=sheet.name,
        letters=tuple(letters(at + 1) for at in kept),
    )


def _are_names(row: Sequence[str]) -> bool:
    """Whether a row could be the header: two texts or more, and no number among them."""
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and not any(cell.replace(".", "").isdecimal() for cell in cells)


def _header_problems(sheet: _Sheet, kept: Sequence[int], header: Sequence[str]) -> Iterator[Problem]:
    for at in kept:
        if not header[at]:
            yield Problem("csv-unnamed-column", sheet.place(sheet.top, at), {"position": letters(at + 1)})
    names = [header[at] for at in kept if header[at]]
    for name in dict.fromkeys(n for n in names if names.count(n) > 1):
        found = [at for at in kept if header[at] == name]
        positions = tuple(letters(at + 1) for at in found)
        yield Problem(
            "csv-duplicate-column",
            Place(sheet.file, row=sheet.top + 1, field=name, sheet=sheet.name),
            {"positions": positions},
        )


def _part_of(path: Path, sheet: str) -> str:
    """The part of the archive that holds a sheet; empty if it is not said."""
    with zipfile.ZipFile(path) as archive:
        parts = {name.lower(): name for name in archive.namelist()}
        if "xl/_rels/workbook.xml.rels" not in parts:
            return ""
        sheets = _attributes(archive.read(parts["xl/workbook.xml"]), "sheet")
        links = _attributes(archive.read(parts["xl/_rels/workbook.xml.rels"]), "Relationship")
    own = next(
        (
            value
            for found in sheets
            if found.get("name") == sheet
            for key, value in found.items()
            if key.endswith(":id")
        ),
        "",
    )
    target = next((link["Target"] for link in links if link.get("Id") == own), "")
    return str(PurePosixPath("xl") / target) if not target.startswith("/") else target[1:]


def _attributes(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of that name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found
