"""Responses out of the store, in every format."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.language import LANGUAGES, say
from surveykit.core.output import remove, write_text
from surveykit.core.plan import Cleaning
from surveykit.core.response import Status
from surveykit.errors import AnalystError, AuthorError, Place, Problem, raise_all
from surveykit.pipeline.data import stored_versions
from surveykit.pipeline.questionnaires import chosen_languages, ddi_document, questionnaire
from surveykit.pipeline.records import with_records
from surveykit.pipeline.shared import need_extra, unfit_ending

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response
    from surveykit.interchange.export.losses import Losses, Note
    from surveykit.interchange.export.table import ExportTable
    from surveykit.store.store import Store

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
    thresholds; an index of a construct needs the usual share of its items.
    What the file cannot hold is written beside it and told in the notes.
    """
    from surveykit.cleaning.clean import clean
    from surveykit.interchange.export.losses import Losses, left_out, may_be_left_out, tell_rows
    from surveykit.interchange.export.table import Cases, ExportTable
    from surveykit.store.store import Store

    ending = _export_ending(out, csv, labels)
    read = questionnaire(path)
    chosen = chosen_languages(read, path, [language] if language else None)[0]
    with Store.open(store_url, create=False) as store:
        versions = stored_versions(store, read)
        cases = Cases({hash: q.version for hash, q in versions.items()})
        data = _coded(store, versions, read, cases.passing(store.responses(read.id)))
        if not data.n:
            raise AnalystError.of("no-responses", Place(store_url), id=read.id)
        losses = Losses()
        tell_rows(data, losses)
        if may_be_left_out(data):
            losses.answers += left_out(data, store.responses(read.id), cases.shown())
    table = ExportTable(clean(data, Cleaning()) if flags else data, cases, chosen, flags)
    return _written(table, out, ending, csv, labels, losses)


def export_public(
    path: Path,
    store_url: str,
    out: Path,
    csv: str | None = None,
    labels: bool = False,
    language: str | None = None,
    chosen: Sequence[str] = (),
    cell: int | None = None,
) -> Exported:
    """Write the responses of a store, but for drafts, as an extract that can be given away.

    `csv`, `labels` and `language` as in `export`. `chosen` names what is kept although it could point at a person,
    `cell` is the smallest group of people that is shown (5, if not said). What was left out is told in the notes, and
    stands in the file or beside it. Raises AnalystError for too few responses.
    """
    from surveykit.interchange.export.losses import Losses
    from surveykit.interchange.export.public import Release, public_table
    from surveykit.interchange.export.table import Cases
    from surveykit.store.store import Store

    ending = _export_ending(out, csv, labels)
    read = questionnaire(path)
    shown = chosen_languages(read, path, [language] if language else None)[0]
    with Store.open(store_url, create=False) as store:
        versions = stored_versions(store, read)
        cases = Cases({hash: q.version for hash, q in versions.items()})
        sent = (response for response in store.responses(read.id) if response.status is not Status.DRAFT)
        data = _coded(store, versions, read, cases.passing(sent))
    losses = Losses()
    release = Release(tuple(chosen)) if cell is None else Release(tuple(chosen), cell)
    table = public_table(data, cases, shown, release, Place(store_url), losses)
    return _written(table, out, ending, csv, labels, losses)


def _coded(
    store: "Store", versions: "Mapping[str, Questionnaire]", read: "Questionnaire", responses: "Iterator[Response]"
) -> "Dataset":
    """Responses of a store, coded and scored, with their records."""
    from surveykit.cleaning.code import code_responses
    from surveykit.cleaning.score import score
    from surveykit.store.records import kept_records

    coded = code_responses(versions, read, responses)
    return score(with_records(coded, kept_records(store, read.id)), Cleaning().scale_minimum_answered)


def _written(table: "ExportTable", out: Path, ending: str, csv: str | None, labels: bool, losses: "Losses") -> Exported:
    """The files, with what has no place in the table."""
    from surveykit.interchange.export.losses import write_left_out

    files = [out, *_write_export(table, out, ending, csv != "exact", labels, losses)]
    if losses.answers:
        aside = out.with_name(f"{out.stem}.left-out.csv")
        write_left_out(losses.answers, aside)
        losses.note("export.left_out", n=len(losses.answers), file=str(aside))
        files.append(aside)
    for name in ("left-out.csv", "notes.txt"):
        older = out.with_name(f"{out.stem}.{name}")
        if older not in files and older.exists():
            remove(older)
            losses.note("export.removed", file=str(older))
    return Exported(tuple(files), tuple(losses.notes))


def _export_ending(out: Path, csv: str | None, labels: bool) -> str:
    """The ending as it stands in EXPORTS. Raises AuthorError for another, or for options that it does not have."""
    ending = next((known for known in EXPORTS if known.lower() == out.suffix.lower()), None)
    if ending is None:
        raise AuthorError(unfit_ending(out, *EXPORTS))
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
    if table.remarks and ending != ".xlsx":
        told = out.with_name(f"{out.stem}.notes.txt")
        write_text(told, "\n\n".join("\n".join(say(text, x) for text in table.remarks) for x in LANGUAGES) + "\n")
        yield told
    if ending not in (".xlsx", ".xml"):
        book = out.with_name(f"{out.stem}.codebook.csv")
        write_codebook_csv(table.questionnaire, book)
        yield book
