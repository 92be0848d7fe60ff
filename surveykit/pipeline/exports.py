"""Responses out of the store, in every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.output import write_text
from surveykit.core.plan import Cleaning
from surveykit.errors import AnalystError, AuthorError, Place, Problem, raise_all
from surveykit.pipeline.data import stored_versions
from surveykit.pipeline.questionnaires import chosen_languages, ddi_document, questionnaire
from surveykit.pipeline.shared import need_extra

if TYPE_CHECKING:
    from surveykit.interchange.export.losses import Losses, Note
    from surveykit.interchange.export.table import ExportTable

EXPORTS = (".csv", ".xlsx", ".sav", ".dta", ".parquet", ".R", ".sps", ".xml", ".jsonl")
"""The endings that `export` writes."""


@dataclass(frozen=True)
class Exported:
    """What an export wrote, and what people should know of it."""

    files: tuple[Path, ...]
    notes: "tuple[Note, ...]"


def export(
    path: Path,
    store_url: str,
    out: Path,
    csv: str | None = None,
    labels: bool = False,
    language: str | None = None,
    flags: bool = False,
) -> Exported:
    """Write the responses of a store as a file; the ending of `out` chooses the format.

    `csv` is safe (if not said) or exact. `labels` puts words instead of codes into .csv and .xlsx. `language` is that
    of labels, the questionnaire's first if not said. `flags` adds what the cleaning rules ask about, at their usual
    thresholds. What the file cannot hold is written beside it and told in the notes.
    """
    from surveykit.cleaning.clean import clean
    from surveykit.cleaning.code import code_responses
    from surveykit.interchange.export.losses import Losses, left_out, may_be_left_out, tell_rows, write_left_out
    from surveykit.interchange.export.table import Cases, ExportTable
    from surveykit.store.store import Store

    ending = _export_ending(out, csv, labels)
    read = questionnaire(path)
    chosen = chosen_languages(read, path, [language] if language else None)[0]
    with Store.open(store_url, create=False) as store:
        versions = stored_versions(store, read)
        cases = Cases({hash: q.version for hash, q in versions.items()})
        data = code_responses(versions, read, cases.passing(store.responses(read.id)))
        if not data.n:
            raise AnalystError.of("no-responses", Place(store_url), id=read.id)
        losses = Losses()
        tell_rows(data, losses)
        if may_be_left_out(data):
            losses.answers += left_out(data, store.responses(read.id), cases.shown())
    table = ExportTable(clean(data, Cleaning()) if flags else data, cases, chosen, flags)
    files = [out, *_write_export(table, out, ending, csv != "exact", labels, losses)]
    if losses.answers:
        aside = out.with_name(f"{out.stem}.left-out.csv")
        write_left_out(losses.answers, aside)
        losses.note("export.left_out", n=len(losses.answers), file=str(aside))
        files.append(aside)
    return Exported(tuple(files), tuple(losses.notes))


def _export_ending(out: Path, csv: str | None, labels: bool) -> str:
    """The ending as it stands in EXPORTS. Raises AuthorError for another, or for options that it does not have."""
    ending = next((known for known in EXPORTS if known.lower() == out.suffix.lower()), None)
    if ending is None:
        raise AuthorError.of("unknown-ending", Place(str(out)), found=out.suffix, known=tuple(EXPORTS))
    asked = (("--csv", csv is not None, (".csv",)), ("--labels", labels, (".csv", ".xlsx")))
    wrong = [(option, known) for option, said, known in asked if said and ending not in known]
    raise_all(
        AuthorError,
        [
            Problem("export-option", Place(str(out)), {"option": option, "known": tuple(known)})
            for option, known in wrong
        ],
    )
    need_extra(ending)
    return ending


def _write_export(
    table: "ExportTable", out: Path, ending: str, safe: bool, labels: bool, losses: "Losses"
) -> Iterator[Path]:
    """Write the file, and yield those that are written beside it."""
    from surveykit.interchange.codebook_csv import write_codebook_csv
    from surveykit.interchange.export.csv_table import write_csv

    exact = out.with_name(f"{out.stem}.exact.csv")
    if ending == ".csv":
        write_csv(table, out, safe, labels)
    elif ending == ".xlsx":
        from surveykit.interchange.export.xlsx import write_xlsx

        write_xlsx(table, out, labels, losses)
    elif ending == ".sav":
        from surveykit.interchange.export.sav import write_sav

        write_sav(table, out, losses)
    elif ending == ".dta":
        from surveykit.interchange.export.dta import write_dta

        write_dta(table, out, losses)
    elif ending == ".parquet":
        from surveykit.interchange.export.parquet import write_parquet

        write_parquet(table, out)
    elif ending == ".R":
        from surveykit.interchange.export.r_script import write_r_script

        write_r_script(table, out, exact)
        yield exact
    elif ending == ".sps":
        from surveykit.interchange.export.spss_syntax import write_spss_syntax

        beside = out.with_name(f"{out.stem}.spss.csv")
        write_spss_syntax(table, out, beside, losses)
        yield beside
    elif ending == ".xml":
        write_csv(table, exact, safe=False)
        write_text(out, ddi_document(table.questionnaire, table.questionnaire.languages, None, out))
        yield exact
    else:
        from surveykit.interchange.export.json_lines import write_json_lines

        write_json_lines(table, out)
    if ending not in (".xlsx", ".xml"):
        book = out.with_name(f"{out.stem}.codebook.csv")
        write_codebook_csv(table.questionnaire, book)
        yield book
