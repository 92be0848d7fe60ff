"""The forms of a report beside PDF and page: a Word document, slides, and the tables as CSV files in one zip file."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.zip_file import write_zip
from surveykit.pipeline.shared import ending

if TYPE_CHECKING:
    from surveykit.report.study import Study
    from surveykit.report.table_files import File

FORMS = (".docx", ".pptx", ".zip")


def write_form(study: "Study", out: Path, languages: Sequence[str]) -> None:
    """Write the form that the ending of `out` names; tables in all of `languages`, the others in the first."""
    from surveykit.report.content import build_report

    if ending(out) == ".docx":
        from surveykit.report.word_document import write_word_document

        write_word_document(build_report(study, languages[0]), out)
    elif ending(out) == ".pptx":
        from surveykit.report.slides import write_slides

        write_slides(build_report(study, languages[0]), out)
    else:
        _write_tables(study, out, languages)


def _write_tables(study: "Study", out: Path, languages: Sequence[str]) -> None:
    """Every table as CSV for spreadsheets, a folder for each language."""
    from surveykit.report.content import build_report
    from surveykit.report.table_files import table_files

    tables = [table for language in languages for table in table_files(build_report(study, language))]
    write_zip(out, ((table.path, _csv([table.header, *table.rows])) for table in tables))


def _csv(rows: "Sequence[Sequence[File]]") -> bytes:
    """Rows as UTF-8 with a byte order mark; no text is taken for a formula, and numbers stay numbers."""
    from surveykit.interchange.export.delimited import inert_text

    text = StringIO(newline="")
    csv.writer(text).writerows([inert_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
