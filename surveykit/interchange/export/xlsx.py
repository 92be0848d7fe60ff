"""XLSX for people: typed cells and never a formula; sheets for the data, the value labels and the codebook."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from surveykit.core.columns import SUPPRESSED, Column, Texts, WholeNumbers
from surveykit.core.language import LANGUAGES, both
from surveykit.core.output import replacing
from surveykit.errors import AnalystError, Place
from surveykit.interchange.codebook_csv import codebook_rows
from surveykit.interchange.export.csv_table import headers
from surveykit.interchange.export.limits import cut_units
from surveykit.interchange.export.losses import LeftOut, Losses
from surveykit.interchange.export.table import LOWEST, ExportTable, Field, Kind

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_UNITS = 32_767
"""The length of a cell, in UTF-16 units."""
_DAY = 86_400
_BETWEEN = 25_569
"""Days from 1899-12-30, which Excel counts from, to 1970-01-01."""
_PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = float | str | None


def write_xlsx(table: ExportTable, path: Path, labels: bool, losses: Losses) -> None:
    """Write the table: codes under names, or with `labels` words under questions. Times are in UTC.

    Raises AnalystError for more rows or columns than a sheet has.
    """
    if table.n >= MOST_ROWS:
        raise AnalystError.of("export-too-many-rows", Place(str(path)), n=table.n, most=MOST_ROWS - 1)
    if len(table.fields) > MOST_COLUMNS:
        raise AnalystError.of("export-too-many-columns", Place(str(path)), n=len(table.fields), most=MOST_COLUMNS)
    with replacing(path) as part, Workbook(str(part), _PLAIN) as book:
        book.set_properties({"title": table.questionnaire.id})
        bold = book.add_format({"bold": True})
        time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        formats = [time if field.kind is Kind.TIME else None for field in table.fields]
        _write_sheet(book.add_worksheet("data"), headers(table, labels), _rows(table, labels, losses), bold, formats)
        _write_sheet(book.add_worksheet("labels"), *_labels(table), bold)
        first, *rest = codebook_rows(table.questionnaire)
        _write_sheet(book.add_worksheet("codebook"), first, rest, bold)
        if table.remarks:
            remarks = [[remark[language] for language in LANGUAGES] for remark in table.remarks]
            _write_sheet(book.add_worksheet("notes"), LANGUAGES, remarks, bold)


def _write_sheet(
    sheet: Any, header: Sequence[str], rows: Iterable[Sequence[Cell]], bold: Any, formats: Sequence[Any] | None = None
) -> None:
    sheet.freeze_panes(1, 1)
    chosen = formats or [None] * len(header)
    for x, name in enumerate(header):
        sheet.write_string(0, x, name, bold)
    for y, row in enumerate(rows, 1):
        for x, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(y, x, cell)
            else:
                sheet.write_number(y, x, cell, chosen[x])


def _rows(table: ExportTable, labels: bool, losses: Losses) -> Iterable[Sequence[Cell]]:
    columns = [(field, table.column(field), table.value_labels(field) if labels else {}) for field in table.fields]
    return chain.from_iterable(
        zip(*(_cells(table, field, column, named, rows, losses) for field, column, named in columns), strict=True)
        for rows in table.blocks()
    )


def _cells(
    table: ExportTable, field: Field, column: Column, named: dict[int, str], rows: slice, losses: Losses
) -> list[Cell]:
    part = column.part(rows)
    codes = part.codes.tolist()
    if isinstance(part, Texts):
        fit = _fitting(table, field, rows.start, losses)
        return [
            fit(at, text) if code >= 0 else None for at, (text, code) in enumerate(zip(part.values, codes, strict=True))
        ]
    lowest = LOWEST if field.marked else 0
    if isinstance(part, WholeNumbers):
        return [named.get(code, code) if code >= lowest else None for code in codes]
    values = part.numbers() / _DAY + _BETWEEN if field.kind is Kind.TIME else part.numbers()
    return [
        named.get(x, x) if code >= 0 else named.get(code, code) if code >= lowest else None
        for x, code in zip(values.tolist(), codes, strict=True)
    ]


def _fitting(table: ExportTable, field: Field, start: int, losses: Losses) -> Callable[[int, str], str | None]:
    """Cuts what a cell cannot hold; the whole text goes to the answers left out."""

    def fit(at: int, text: str) -> str | None:
        kept = cut_units(text, MOST_UNITS)
        if kept != text:
            case = table.cases[table.data.respondents[start + at]]
            losses.answers.append(LeftOut(table.ids[start + at], case.version, field.name, "too_long", text))
        return kept or None

    return fit


def _labels(table: ExportTable) -> tuple[list[str], list[list[Cell]]]:
    """Every value that has words, and every reason, in all languages; what is blanked has no code."""
    languages, blanked = table.questionnaire.languages, both("missing.suppressed")
    rows: list[list[Cell]] = []
    for v in table.data.codebook.variables:
        reasons = {m.value: text for m, text in table.reasons(v).items()}
        for code, text in {**v.values, **reasons}.items():
            rows.append([v.name, code, *(text.get(language, "") for language in languages)])
        if (table.data.codes(v.name) == SUPPRESSED).any():
            rows.append([v.name, None, *(blanked.get(language, "") for language in languages)])
    return ["variable", "code", *(f"label_{language}" for language in languages)], rows
