"""Responses: brought in, and collected by the form."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.core.output import write_text
from surveykit.core.progress import advance
from surveykit.errors import AnalystError, AuthorError, OperatorError, Place, Problem, raise_all
from surveykit.pipeline.questionnaires import check, questionnaire
from surveykit.pipeline.shared import need_extra, template_folders

if TYPE_CHECKING:
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response
    from surveykit.interchange.mapping import ColumnNames
    from surveykit.interchange.table import Source
    from surveykit.store.store import Store

PROGRESS_EVERY = 500


@dataclass(frozen=True)
class Imported:
    """What an import came to: how many responses were added, and the columns of the firm's records, which stay out."""

    added: int
    records: tuple[str, ...]


def import_responses(path: Path, data: Path, store_url: str, mapping: Path | None = None) -> int:
    """Bring the rows of a file into a store as responses: all of them or none. Returns how many.

    Raises AnalystError with every problem, and naming those who are in the store already.
    """
    read = questionnaire(path)
    names = column_names(mapping, read)
    return _added(answers_source(data, read, names), read, names, store_url)


def import_again(
    path: Path, data: Path, store_url: str, mapping: Path | None = None, encoding: str | None = None
) -> Imported:
    """As `import_responses`; a file that is in the store already, row for row with the same answers, adds none.

    `encoding` is that of a text file, where it is known.
    """
    from surveykit.interchange.responses import responses_of
    from surveykit.store.store import Store

    read = questionnaire(path)
    names = column_names(mapping, read)
    source = answers_source(data, read, names, encoding)
    ignored = names.ignore if names else ()
    records = tuple(r.id for r in read.records if r.id in source.columns and r.id not in ignored)
    try:
        return Imported(_added(source, read, names, store_url), records)
    except AnalystError as error:
        known = {"duplicate-response", "duplicate-response-more", "nothing-imported"}
        if not {problem.code for problem in error.problems} <= known:
            raise
        with Store.open(store_url, create=False) as store:
            if not store.holds(responses_of(source, read, names)):
                raise
        return Imported(0, records)


def _added(source: "Source", read: "Questionnaire", names: "ColumnNames | None", store_url: str) -> int:
    """How many responses a file added to a store."""
    from surveykit.interchange.responses import responses_of
    from surveykit.store.store import Store

    rows = _told(responses_of(source, read, names), source.last)
    with Store.filled(store_url) as store:
        store.register(read)
        return store.add_all(rows)


def _told(rows: "Iterable[Response]", last: int) -> "Iterator[Response]":
    """The rows of a file as they are, while it is told at which of them the work is."""
    for at, row in enumerate(rows):
        if at % PROGRESS_EVERY == 0:
            number = row.paradata.get("row")
            advance("rows", number if isinstance(number, int) else at, last)
        yield row


@dataclass(frozen=True)
class Drafted:
    """A mapping file that was drafted: the table of guesses, how many columns have a meaning, how many are doubtful."""

    rows: "list[tuple[str, ...]]"
    columns: int
    matched: int
    doubtful: int


def draft_mapping(path: Path, data: Path, out: Path, language: str, encoding: str | None = None) -> Drafted:
    """Draft a mapping file for a file of answers, with remarks in a language. Imports and overwrites nothing."""
    from surveykit.interchange.draft.guess import draft
    from surveykit.interchange.draft.written import is_doubtful, mapping_text, matched, table_rows

    read = questionnaire(path)
    if os.path.lexists(out):
        raise AuthorError.of("file-exists", Place(str(out)))
    source = answers_source(data, read, None, encoding)
    found = draft(source, read)
    write_text(out, mapping_text(found, str(data), str(path), language))
    doubtful = sum(map(is_doubtful, found.guesses))
    return Drafted(list(table_rows(found, language)), len(found.guesses), len(matched(found)), doubtful)


TEXT_ENDINGS = (".csv", ".tsv", ".txt")


ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "windows-1252")
"""Those of a text file that can be stated."""


DATA_ENDINGS = (*TEXT_ENDINGS, ".xlsx", ".sav", ".dta", ".parquet")
"""The endings that are read as answers."""


def open_source(
    path: Path, names: Collection[str] = (), encoding: str | None = None, others: Collection[str] = ()
) -> "Source":
    """A file of answers, ready to be read; the ending of its name says which format it has.

    `names` are columns that are expected: where a workbook has several sheets, they tell which one is meant. `others`
    may stand beside them.
    `encoding` is that of a text file, where it is known. Raises AnalystError for another ending and for a file at
    fault, OperatorError where the package for it is not installed.
    """
    from surveykit.interchange.csv_file import open_csv
    from surveykit.interchange.problems import refusal

    ending = path.suffix.lower()
    need_extra(ending)
    if ending in TEXT_ENDINGS:
        return open_csv(path, encoding)
    if ending == ".xlsx":
        from surveykit.interchange.xlsx_file import open_xlsx

        return open_xlsx(path, names)
    if ending == ".parquet":
        from surveykit.interchange.parquet_file import open_parquet

        return open_parquet(path)
    if ending not in DATA_ENDINGS:
        raise refusal("import-unknown-ending", Place(str(path)), found=ending, known=DATA_ENDINGS)
    from surveykit.interchange.statistics_file import open_dta, open_sav

    return (open_sav if ending == ".sav" else open_dta)(path, {*names, *others})


def column_names(mapping: Path | None, read: "Questionnaire") -> "ColumnNames | None":
    """What the columns of a file of answers are called, if there is a mapping."""
    from surveykit.interchange.mapping import load_mapping

    return load_mapping(mapping, read) if mapping is not None else None


def answers_source(
    data: Path, read: "Questionnaire", names: "ColumnNames | None", encoding: str | None = None
) -> "Source":
    """A file of answers to a questionnaire."""
    return open_source(data, {*read.codebook.by_name, *(names.columns if names else ())}, encoding)


def serve(
    paths: Sequence[Path], store_url: str, port: int, ready: Callable[[list[str], Mapping[str, str]], None]
) -> None:
    """Serve questionnaires on the loopback address until stopped. Who began with an earlier version goes on with it.

    `ready` is told their ids once they are served, and of those that have changed since the last answers in the store
    the weight of the gravest change: breaking, additive, harmless.
    """
    from surveykit.form.app import create_app
    from surveykit.store.store import Store

    reviews = [check(path) for path in paths]
    raise_all(AuthorError, [problem for review in reviews for problem in review.problems])
    read = [review.questionnaire for review in reviews if review.questionnaire is not None]
    ids = [q.id for q in read]
    twice = {id: path for id, path in zip(ids, paths, strict=True) if ids.count(id) > 1}
    raise_all(AuthorError, [Problem("questionnaire-id-taken", Place(str(p)), {"id": id}) for id, p in twice.items()])
    with Store.open(store_url, writable=True) as store:
        earlier = [version for q in read for version in _earlier_versions(store, q)]
        server = listening(create_app([*earlier, *read], store, template_folders()), port)
        ready(ids, {q.id: weight for q in read if (weight := changed_since_answers(store, q))})
        server.run()


def _earlier_versions(store: "Store", read: "Questionnaire") -> "Iterator[Questionnaire]":
    """The earlier versions of a questionnaire that somebody has begun to answer, oldest first."""
    from surveykit.design.load import parse_questionnaire

    for hash, text in _earlier_texts(store, read).items():
        with suppress(AuthorError):  # what an earlier surveykit took
            yield parse_questionnaire(text, f"{read.id} ({hash[:8]})")


def _earlier_texts(store: "Store", read: "Questionnaire") -> dict[str, str]:
    """Hash -> text of the other versions that have any answers, oldest first."""
    texts = store.versions(read.id)
    return {hash: text for hash, text in texts.items() if hash != read.hash and store.answered(hash)}


def listening(app: Any, port: int) -> Any:
    """A server of a WSGI application on the loopback address. Raises OperatorError where the port cannot be had."""
    from waitress.server import create_server

    try:
        return create_server(app, host="127.0.0.1", port=port, threads=8, ident=None)
    except PermissionError:
        raise OperatorError.of("no-permission-for-port", port=port) from None
    except OSError:
        raise OperatorError.of("address-in-use", port=port) from None


def changed_since_answers(store: "Store", read: "Questionnaire") -> str | None:
    """The weight of what changed since the version that has the last answers; None if this version has answers."""
    from surveykit.design.diff import changes, gravest
    from surveykit.design.load import read as read_source

    if store.answered(read.hash):
        return None
    with suppress(AuthorError):  # what an earlier surveykit took
        for text in reversed(_earlier_texts(store, read).values()):
            return gravest(changes(read_source(text).written, read_source(read.source).written))
    return None
