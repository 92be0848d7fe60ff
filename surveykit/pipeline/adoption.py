"""A study done elsewhere, taken over: its labelled data file becomes a definition, a mapping file and a plan."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.core.document import MAXIMUM_BYTES
from surveykit.core.language import both
from surveykit.core.output import write_text
from surveykit.errors import AnalystError, AuthorError, Place, Problem, Severity, raise_all
from surveykit.pipeline.questionnaires import unfit_for_yaml
from surveykit.pipeline.responses import open_source

if TYPE_CHECKING:
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.interchange.adopt.drafted import Draft
    from surveykit.interchange.adopt.guess import Verdict
    from surveykit.interchange.table import Meaning

_ITEM, _CONSTRUCT = "      -", "  "
"""How far questions and constructs are set in, where a definition is written."""


@dataclass(frozen=True)
class Adopted:
    """What was drafted: the files, the tables of guesses, and how many columns there are, have a place, are doubted."""

    files: Sequence[Path]
    rows: Sequence[tuple[str, ...]]
    constructs: Sequence[tuple[str, ...]]
    columns: int
    matched: int
    doubtful: int


def adopt(data: Path, out: Path, language: str, codebook: Path | None = None, plan: Path | None = None) -> Adopted:
    """Draft a definition for a labelled data file, a mapping file beside it, and a plan if asked. Overwrites nothing.

    The data are read with the draft once, so that what is written can be used at once. Raises AnalystError for a file
    that cannot be read, AuthorError for an output that is there.
    """
    from surveykit.design.load import parse_questionnaire
    from surveykit.design.plain import plain_text
    from surveykit.interchange.adopt.drafted import draft
    from surveykit.interchange.adopt.keying import going_against
    from surveykit.interchange.adopt.written import construct_rows, table_rows
    from surveykit.interchange.draft.written import SURE
    from surveykit.interchange.mapping import parse_mapping
    from surveykit.interchange.table_columns import dataset_of

    mapping = out.with_suffix(".map.yaml")
    files = [path for path in (out, mapping, plan) if path is not None]
    if plan is not None and plan.resolve() in (out.resolve(), mapping.resolve()):
        raise AuthorError.of("one-file-for-two", Place(str(plan)))
    raise_all(AuthorError, [problem for path in files for problem in unfit_for_yaml(path)])
    with _nothing_written():
        meanings = _meanings(data, codebook)
        source: Any = open_source(data, meanings)
        found = draft(replace(source, meanings={**source.meanings, **meanings}), _verdict)
        columns = {out: plain_text(found.tree), mapping: plain_text(found.mapping)}
        _refuse_large(columns, source.file)
        read = parse_questionnaire(columns[out], str(out))
        rows = dataset_of(source, read, parse_mapping(columns[mapping], read, str(mapping)))
        against = {c.id: going_against(rows, c.items) for c in found.constructs}
        columns[out] = _remarked(found, read, against, data, language)
        _refuse_large(columns, source.file)
    for path, text in columns.items():
        write_text(path, text)
    if plan is not None:
        write_text(plan, _plan(read, plan, out, data, mapping))
    guesses = [guess for entry in found.entries for guess in entry.guesses]
    return Adopted(
        files,
        table_rows(found, language),
        construct_rows(found.constructs, against, language) if found.constructs else (),
        len(source.columns),
        len(guesses),
        sum(guess.sure < SURE for guess in guesses),
    )


@contextmanager
def _nothing_written() -> Iterator[None]:
    """What is told of an import is told of a draft: that there is none."""
    try:
        yield
    except AnalystError as error:
        own = [problem for problem in error.problems if problem.code != "nothing-imported"]
        raise AnalystError(*own, Problem("nothing-converted", severity=Severity.ADVICE)) from None


def _meanings(data: Path, codebook: Path | None) -> "dict[str, Meaning]":
    """What a codebook says of the columns: a file of its own, or sheets of the workbook with the data."""
    from surveykit.interchange.adopt.codebook import header_words, joined, read_codebook
    from surveykit.interchange.csv_file import read_csv
    from surveykit.interchange.problems import refusal
    from surveykit.interchange.xlsx_file import open_xlsx

    path = codebook or data
    if path.suffix.lower() == ".xlsx":
        sheets = [("variable", "label", "values", "missing", "level"), ("variable", "value", "value label")]
        about, values = (read_codebook(open_xlsx(path, header_words(*roles))) for roles in sheets)
        found = joined(about, values)
    else:
        found = read_codebook(read_csv(path)) if codebook is not None else {}
    if codebook is not None and not found:
        raise refusal("adopt-no-codebook", Place(str(codebook)))
    return found


def _verdict(labels: Sequence[str], language: str) -> "Verdict":
    from surveykit.design.check.labels import are_degrees, label_errors
    from surveykit.interchange.adopt.guess import Verdict

    return Verdict(are_degrees(labels, language), label_errors(labels, language))


def _refuse_large(texts: dict[Path, str], file: str) -> None:
    from surveykit.interchange.problems import refusal

    if any(len(text.encode()) > MAXIMUM_BYTES for text in texts.values()):
        raise refusal("adopt-too-large", Place(file), most=MAXIMUM_BYTES)


def _remarked(found: "Draft", read: "Questionnaire", against: Any, data: Path, language: str) -> str:
    """The definition with what was guessed above each question and construct."""
    from surveykit.design.comments import Comments
    from surveykit.design.save import questionnaire_text
    from surveykit.interchange.adopt.written import head, remarks

    depths = {construct.id: _CONSTRUCT for construct in found.constructs}
    lines = remarks(found, against, language)
    comments = Comments(
        tuple(head(found, data.name, language)), {(depths.get(id, _ITEM), id): own for id, own in lines.items()}
    )
    return comments.above(questionnaire_text(read))


def _plan(read: "Questionnaire", plan: Path, out: Path, data: Path, mapping: Path) -> str:
    """A plan that names the data and the mapping, and says in the report that the wording is not known."""
    from surveykit.design.draft import plan_text

    beside, file, names = (Path(os.path.relpath(path, plan.parent)).as_posix() for path in (out, data, mapping))
    return plan_text(read, plan.stem, beside, file=file, mapping=names, wording=both("adopt.wording"))
