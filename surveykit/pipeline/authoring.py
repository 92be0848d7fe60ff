"""What an author does while a questionnaire is being written: preview, rename, compare, translate."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.document import Scalar, parse, read_text
from surveykit.core.output import replace_texts
from surveykit.core.plan import Plan, load_plan, parse_plan
from surveykit.errors import AuthorError, Place, raise_all
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.responses import listening
from surveykit.pipeline.shared import template_folders
from surveykit.pipeline.studies import planned_analyses

if TYPE_CHECKING:
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.design.change import Change
    from surveykit.design.translation import Status


def preview(path: Path, port: int, ready: Callable[[], None]) -> None:
    """Show the form of a questionnaire file on the loopback address until stopped, always as it was last saved.

    Faults of the definition are shown on the page; AuthorError is raised where the file cannot be read as a text.
    """
    from surveykit.design.load import parse_questionnaire
    from surveykit.form.preview import Preview

    read_text(path)
    server = listening(Preview(path, lambda text: parse_questionnaire(text, str(path)), template_folders()), port)
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
    """Rename one thing in a questionnaire file, and in the plans, mapping files and models that belong to it.

    These are `plans`, the plans beside the file and in a folder `reports` that name it, their mapping files, and beside
    it the files `*.map.yaml` and the simulation models that fit it. All of them load afterwards, or nothing is written.
    Raises AuthorError.
    """
    from surveykit.analysis import ANALYSES
    from surveykit.design.load import parse_questionnaire
    from surveykit.design.records import records_questionnaire
    from surveykit.design.rename import rename as renamed
    from surveykit.design.rename import rename_in_mapping, rename_in_model, rename_in_plan, rename_in_translations
    from surveykit.design.simulation.reading import parse_model
    from surveykit.design.translation import beside
    from surveykit.interchange.mapping import parse_mapping

    done = renamed(read_text(path), str(path), old, new)
    before, after = questionnaire(path), parse_questionnaire(done.definition.text, str(path))
    changed, loaded = {path: done.definition}, _plans_of(path, plans)
    for plan in loaded:
        changed[plan.path] = rename_in_plan(plan.source, str(plan.path), ANALYSES, done.names)
        _check_plan(plan, before, changed[plan.path].text, after)
    for file, of_records in _mappings_of(path, loaded, before).items():
        changed[file] = rename_in_mapping(read_text(file), str(file), done.names)
        parse_mapping(changed[file].text, records_questionnaire(after) if of_records else after, str(file))
    for file in _models_of(path, before):
        changed[file] = rename_in_model(read_text(file), str(file), done.names)
        parse_model(changed[file].text, after, str(file))
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
        planned_analyses(plan, before)
    except AuthorError:
        parse_plan(text, plan.path)
    else:
        planned_analyses(parse_plan(text, plan.path), after)


def _mappings_of(path: Path, plans: Sequence[Plan], read: "Questionnaire") -> dict[Path, bool]:
    """The mapping files of plans, and those beside a questionnaire that fit it; whether they map the firm's records."""
    from surveykit.design.records import records_questionnaire
    from surveykit.interchange.mapping import load_mapping

    named = [(plan.path.parent / plan.data.mapping, False) for plan in plans if plan.data.mapping]
    named += [(plan.path.parent / plan.data.records_mapping, True) for plan in plans if plan.data.records_mapping]
    found = {file.resolve(): (file, of_records) for file, of_records in named}
    for of_records, asked in ((False, read), (True, records_questionnaire(read))):
        for file in sorted(path.parent.glob("*.map.yaml")):
            with suppress(AuthorError):
                load_mapping(file, asked)
                found.setdefault(file.resolve(), (file, of_records))
    return dict(found.values())


def _models_of(path: Path, read: "Questionnaire") -> list[Path]:
    """The simulation models beside a questionnaire that fit it. No other file reads as a model of it."""
    from surveykit.design.simulation.reading import load_model

    found = []
    for file in sorted(path.parent.glob("*.yaml")):
        with suppress(AuthorError):
            load_model(file, read)
            found.append(file)
    return found
