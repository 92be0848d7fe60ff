"""A workbook is read like any other table, or refused before it fills the memory."""

import time
import tracemalloc
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from surveykit.core.codebook import Missing
from surveykit.core.language import describe
from surveykit.errors import AnalystError
from surveykit.interchange.xlsform.guard import check_workbook
from surveykit.interchange.xlsx_file import DATA, open_xlsx
from tests.interchange.foreign import answers


def book(path, sheets, merge=(), errors=()):
    """Sheet name -> rows of cells."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            for cells in merge:
                sheet.merge_range(cells, "merged")
            for cell in errors:
                sheet.write_formula(cell, "=NA()", None, "#N/A")
    return path


def refused(path, names=()):
    with pytest.raises(AnalystError) as error:
        open_xlsx(path, names)
    *problems, last = error.value.problems
    assert last.code == "nothing-imported"
    return problems


def test_cells_are_read_as_a_person_typed_them(tmp_path):
    rows = [["id", "speed", "why", "when", "sure"], [7.0, "fast", "0012", datetime(2026, 1, 15), True]]
    table = open_xlsx(book(tmp_path / "x.xlsx", {"data": rows}))
    assert table.rows == (("7", "fast", "0012", "2026-01-15", "1"),)
    assert (table.numbers, table.header, table.sheet) == ((2,), 1, "data")


def test_blank_rows_and_empty_columns_are_passed_over_and_rows_keep_their_numbers(tmp_path):
    rows = [[], ["speed", "", "why"], [1, "", "a"], [], [3, "", "b"]]
    table = open_xlsx(book(tmp_path / "x.xlsx", {"data": rows}))
    assert (table.columns, table.numbers, table.letters) == (("speed", "why"), (3, 5), ("A", "C"))
    assert answers(table, "speed") == [1, 3]
    assert answers(table, "place") == [Missing.NOT_ASKED] * 2


def test_a_cell_at_fault_is_told_by_sheet_row_and_letter(tmp_path):
    table = open_xlsx(book(tmp_path / "x.xlsx", {"answers": [["id", "speed"], [1, 2], [2, 9]]}))
    with pytest.raises(AnalystError) as error:
        answers(table, "speed")
    told = describe(error.value.problems[0], "en")
    assert "sheet answers, row 3, B (speed): “9” is not in the codebook" in told


def test_the_sheet_is_the_first_that_holds_anything_or_the_one_that_knows_the_variables(tmp_path):
    path = book(tmp_path / "x.xlsx", {"blank": [], "about": [["Note", "By"], ["a", "b"]], "raw": [["speed"], [1]]})
    assert open_xlsx(path).sheet == "about"
    assert open_xlsx(path, ["speed", "why"]).sheet == "raw"


def test_of_two_waves_on_two_sheets_neither_is_passed_over_in_silence(tmp_path):
    may, june, form = ([["id", "speed"], [1, 2]], [["id", "speed"], [2, 3]], [["id", "speed"]])
    assert open_xlsx(book(tmp_path / "one.xlsx", {"form": form, "may": may}), ["speed"]).sheet == "may"
    (problem,) = refused(book(tmp_path / "two.xlsx", {"may": may, "form": form, "june": june}), ["speed"])
    assert (problem.code, problem.values["sheets"]) == ("xlsx-several-sheets", ("may", "june"))


@pytest.mark.parametrize(
    ("rows", "options", "code", "place"),
    [
        ([["Survey of May"], ["id", "speed"], [1, 2]], {}, "xlsx-title-row", "sheet data, row 1"),
        ([["id", "speed"], [1, 2]], {"merge": ["A3:B3"]}, "xlsx-merged-cells", "sheet data, row 3, A"),
        ([["id", "speed"], [1, 2]], {"errors": ["B3"]}, "xlsx-error-cell", "sheet data, row 3, B"),
        ([["id", ""], [1, 2]], {}, "csv-unnamed-column", "sheet data, row 1, B"),
        ([["speed", "speed"], [1, 2]], {}, "csv-duplicate-column", "sheet data, row 1, speed"),
        ([["id", "speed"]], {}, "csv-no-rows", "sheet data"),
        ([], {}, "csv-empty", ""),
    ],
)
def test_what_is_no_plain_table_is_told_with_its_place(tmp_path, rows, options, code, place):
    path = book(tmp_path / "x.xlsx", {"data": rows}, **options)
    (problem,) = refused(path)
    assert (problem.code, str(problem.place)) == (code, f"{path}: {place}" if place else str(path))


@pytest.mark.parametrize("content", [b"", b"id,speed\n1,2\n", b"PK\x03\x04 and then nothing"])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, content):
    (tmp_path / "x.xlsx").write_bytes(content)
    assert [p.code for p in refused(tmp_path / "x.xlsx")] == ["xlsx-damaged"]


def archive(path, sheet, strings=""):
    """A workbook with one sheet of this XML."""
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "xl/workbook.xml", f'<workbook {namespace}><sheets><sheet name="a" sheetId="1"/></sheets></workbook>'
        )
        made.writestr("xl/sharedStrings.xml", f"<sst {namespace}>{strings}</sst>")
        made.writestr("xl/worksheets/sheet1.xml", f"<worksheet {namespace}><sheetData>{sheet}</sheetData></worksheet>")
    return path


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ('<c r="B2"><f>2+3</f><v></v></c>', ["xlsx-formula-cell"]),
        ('<c r="B2"><f>2+3</f></c>', ["xlsx-formula-cell"]),
        ('<c r="B2"><f>2+3</f><v>5</v></c>', []),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', []),
    ],
)
def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell(tmp_path, cell, codes):
    path = archive(tmp_path / "x.xlsx", f'<row r="2">{cell}</row>')
    assert [found.code for found in check_workbook(path, DATA)] == codes


BOMBS = {
    "a cell in the last corner": ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', ""),
    "a part that swells": ("<row/>" * 600_000, ""),
    "a part of millions of cells that swells": ("<row><c><v>1</v></c></row>" * 3_000_000, ""),
    "a long text in many cells": ('<c t="s"><v>0</v></c>' * 3_000, f"<si><t>{'x' * 100_000}</t></si>"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_would_fill_the_memory_is_refused_at_once(tmp_path, name):
    path = archive(tmp_path / "x.xlsx", *BOMBS[name])
    started = time.process_time()
    assert [p.code for p in refused(path)] == ["xlsx-too-large"]
    assert time.process_time() - started < 1
    tracemalloc.start()
    refused(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000_000
