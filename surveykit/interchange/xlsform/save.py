"""A written form -> an .xlsx workbook, or one .csv file with the name of the sheet in its first column."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from xlsxwriter import Workbook

from surveykit.core.output import replacing
from surveykit.errors import Place
from surveykit.interchange.codebook_csv import inert
from surveykit.interchange.xlsform.languages import HEADERS
from surveykit.interchange.xlsform.load import OURS
from surveykit.interchange.xlsform.report import Report
from surveykit.interchange.xlsform.written import WrittenForm, WrittenRow

MOST_IN_CELL = 32_000
_ALWAYS = ("type", "name", "list_name")


def save_form(form: WrittenForm, path: Path, report: Report) -> None:
    """Write a form, by the ending of the path. Cells are texts, whatever sign they begin with."""
    sheets = {name: [[_fit(cell, path, report) for cell in row] for row in rows] for name, rows in tables(form).items()}
    with replacing(path) as part:
        if path.suffix.lower() == ".csv":
            _write_csv(sheets, part)
        else:
            _write_workbook(sheets, part)


def tables(form: WrittenForm) -> dict[str, list[list[str]]]:
    """Sheet name -> rows of texts, the header first."""
    labels = [f"label::{language}" for language in form.languages]
    choices = [row for own in form.lists for row in own.rows]
    sheets = {
        "survey": _table(form, form.survey, (*_ALWAYS[:2], *labels)),
        "choices": _table(form, choices, (*_ALWAYS[1:], *labels)) if choices else [],
        "settings": [list(form.settings), [cell.text for cell in form.settings.values()]],
        OURS: [["definition"], *([line] for line in stored_lines(form.source))] if form.source else [],
    }
    return {name: rows for name, rows in sheets.items() if rows}


def _table(form: WrittenForm, rows: Iterable[WrittenRow], always: tuple[str, ...]) -> list[list[str]]:
    kept = list(rows)
    columns = form.columns(kept, always)
    cells = [[row.cells[c].text if c in row.cells else "" for c in columns] for row in kept]
    return [[_header(column, form) for column in columns], *cells]


def _header(column: str, form: WrittenForm) -> str:
    name, sign, language = column.partition("::")
    return f"{name}::{HEADERS[language]}" if sign else name


def stored_lines(source: str) -> Iterator[str]:
    """The lines of the definition, one a cell: a bar before each keeps its blanks, and > goes on with a long one."""
    for line in source.removesuffix("\n").split("\n"):
        yield f"|{line[:MOST_IN_CELL]}"
        for at in range(MOST_IN_CELL, len(line), MOST_IN_CELL):
            yield f">{line[at : at + MOST_IN_CELL]}"


def _fit(cell: str, path: Path, report: Report) -> str:
    if len(cell) <= MOST_IN_CELL + 1:
        return cell
    report.lose("xlsform-out-long-cell", Place(str(path)), most=MOST_IN_CELL, begin=cell[:30])
    return cell[:MOST_IN_CELL]


def _write_workbook(sheets: dict[str, list[list[str]]], path: Path) -> None:
    book = Workbook(str(path), {"in_memory": True})
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell:
                    sheet.write_string(y, x, cell, bold if y == 0 else None)
        sheet.set_column(0, max(0, len(rows[0]) - 1), 24 if name != OURS else 100)
    book.close()


def _write_csv(sheets: dict[str, list[list[str]]], path: Path) -> None:
    """In a CSV file other programs take no sheets but their own: the definition stands in columns of the settings."""
    lines = [line for (line,) in sheets.pop(OURS, [])[1:]]
    # What looks like a reference to a question would be taken for one.
    stored = "\n".join(lines).replace("%", "%25").replace("${", "$%7B")
    for at in range(0, len(stored), MOST_IN_CELL):
        sheets["settings"][0].append(f"{OURS}_{at // MOST_IN_CELL + 1}")
        sheets["settings"][1].append(f"|{stored[at : at + MOST_IN_CELL]}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for name, rows in sheets.items():
            width = max(len(row) for row in rows)
            writer.writerow([name, *[""] * width])
            writer.writerows([["", *(inert(cell) for cell in row)] for row in rows])
