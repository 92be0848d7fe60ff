"""From a template to a checked questionnaire, and what can be made of one."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit import assets
from surveykit.core.document import did_you_mean, read_text
from surveykit.core.language import LANGUAGES
from surveykit.core.output import write_text
from surveykit.errors import AuthorError, OperatorError, Place, Problem, Severity, raise_all
from surveykit.pipeline.shared import ending, template_folders, unfit_ending, write_page

if TYPE_CHECKING:
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.design.review import Review
    from surveykit.design.wording import Parameter, Parameters, Template

YAML = (".yaml", ".yml")
"""How the files that people write end."""


def templates() -> "Iterator[Template]":
    """Every template there is, by name; one of the workspace's own replaces ours of that name."""
    from surveykit.design.wording import load_template

    yield from map(load_template, _template_files())


def _template_files() -> "Iterator[Path]":
    return assets.files("templates/questionnaire")


def template(id: str) -> "Template":
    """The template of that name. Raises AuthorError with the nearest one."""
    from surveykit.design.wording import load_template

    known = {path.stem: path for path in _template_files()}
    if id not in known:
        raise AuthorError.of("no-such-template", word=id, hint=did_you_mean(id, sorted(known)))
    return load_template(known[id])


def new(
    templates: Sequence[str],
    out: Path,
    settings: Mapping[str, str],
    plan: Path | None = None,
    language: str | None = None,
) -> None:
    """Make a questionnaire from one or more templates, and a report plan for it if asked. Overwrites nothing.

    With `language` it is in that language only. Its id is the name of the file, or that of the (first) template where
    the file is named in letters that an id cannot have, such as 问卷.yaml.
    """
    from surveykit.design.draft import plan_text
    from surveykit.design.load import parse_questionnaire

    refuse_unfit(out, plan)
    texts = {out: made(templates, out.stem if out.stem.isascii() else templates[0], settings, language)}
    if plan is not None:
        beside, store = (Path(os.path.relpath(p, plan.parent)).as_posix() for p in (out, default_store(out)))
        texts[plan] = plan_text(parse_questionnaire(texts[out], str(out)), plan.stem, beside, store)
    for path, text in texts.items():
        write_text(path, text)


def refuse_unfit(out: Path, plan: Path | None) -> None:
    """Raise AuthorError where a new questionnaire, or the plan for it, cannot be written."""
    wanted = [path for path in (out, plan) if path is not None]
    if plan is not None and out.resolve() == plan.resolve():
        raise AuthorError.of("one-file-for-two", Place(str(out)))
    raise_all(AuthorError, [problem for path in wanted for problem in unfit_for_yaml(path)])


def unfit_for_yaml(path: Path) -> Iterator[Problem]:
    """Why no new file of ours can be written there."""
    if ending(path) not in YAML:
        yield unfit_ending(path, *YAML)
    if os.path.lexists(path):
        yield Problem("file-exists", Place(str(path)))


def default_store(path: Path) -> Path:
    """The store that the drafted plan and our hints name: in the working folder, after the questionnaire."""
    return Path(f"{path.stem}.db")


def made(templates: Sequence[str], id: str, settings: Mapping[str, str], language: str | None = None) -> str:
    """The text of a questionnaire made from one template, or from several put together; in one language if asked."""
    from surveykit.design.comments import only_in
    from surveykit.design.compose import compose
    from surveykit.design.monolingual import monolingual
    from surveykit.design.needless import without_needless
    from surveykit.design.wording import make
    from surveykit.design.wording import settings as filled

    chosen = [template(name) for name in templates]
    if language:
        chosen = [replace(own, source=only_in(language, own.source)) for own in chosen]
    values = filled(settings, *chosen, languages=(language,) if language else LANGUAGES)
    text = make(chosen[0], id, values) if len(chosen) == 1 else compose(chosen, id, values)
    return without_needless(monolingual(text, language, chosen[0].file) if language else text)


def asked(templates: Sequence[str], settings: Mapping[str, str], language: str | None = None) -> "Parameters":
    """What these templates ask for and the settings leave unsaid, each parameter once.

    Raises AuthorError for settings that cannot stand.
    """
    from surveykit.design.wording import parameters
    from surveykit.design.wording import settings as filled

    chosen = [template(name) for name in templates]
    filled(settings, *chosen, languages=(language,) if language else LANGUAGES)
    said = {key.partition(".")[0] for key in settings}
    return {name: parameter for name, parameter in parameters(chosen).items() if name not in said}


def unfit_setting(key: str, text: str, parameter: "Parameter") -> "list[Problem]":
    """What is wrong with a value for a parameter, by itself."""
    from surveykit.design.wording import faults

    return list(faults(key, text, parameter))


def uneven_setting(name: str, parameter: "Parameter", texts: Collection[str]) -> "list[Problem]":
    """What is wrong with the values for a parameter in all languages together."""
    from surveykit.design.wording import uneven

    return list(uneven(name, parameter, texts))


def check(path: Path) -> "Review":
    """What is to be said of a questionnaire file: errors, warnings and advice, what is set aside, how long it takes."""
    from surveykit.design.review import review_file

    return review_file(path)


def questionnaire(path: Path) -> "Questionnaire":
    """A questionnaire file, read. Raises AuthorError."""
    from surveykit.design.load import load_questionnaire

    return load_questionnaire(path)


def codebook(
    path: Path,
    out: Path,
    languages: Sequence[str] | None = None,
    xsd: Path | None = None,
    allow_missing: bool = False,
) -> None:
    """Write the codebook of a questionnaire: .html, .pdf, .csv or .xml (DDI-Codebook 2.5) by the ending of `out`.

    `languages`: all that the questionnaire has, unless said; a .csv has all in any case. `xsd` holds a .xml to a schema
    file, and nothing is written that breaks it. With `allow_missing` a character without a font is a box in a .pdf.
    """
    if xsd is not None and ending(out) != ".xml":
        raise AuthorError.of("export-option", Place(str(out)), option="--xsd", known=(".xml",))
    read = questionnaire(path)
    chosen = chosen_languages(read, path, languages)
    if ending(out) == ".csv":
        from surveykit.interchange.codebook_csv import write_codebook_csv

        write_codebook_csv(read, out)
    elif ending(out) == ".xml":
        write_text(out, ddi_document(read, chosen, xsd, out))
    elif ending(out) in (".html", ".pdf"):
        from surveykit.report.codebook import codebook_page

        page = codebook_page(read, template_folders(), chosen, paged=ending(out) == ".pdf")
        write_page(page, out, allow_missing)
    else:
        raise AuthorError(unfit_ending(out, ".html", ".pdf", ".csv", ".xml"))


def ddi_document(read: "Questionnaire", languages: Sequence[str], xsd: Path | None, out: Path) -> str:
    """The codebook as DDI-Codebook 2.5, held to a schema file if there is one."""
    from surveykit.interchange.ddi import ddi_text

    text = ddi_text(read, languages)
    if xsd is not None:
        if find_spec("lxml") is None:
            raise OperatorError.of("extra-missing", package="lxml", extra="ddi")
        from surveykit.interchange.ddi_schema import validate

        validate(text, xsd, out)
    return text


def print_questionnaire(
    path: Path,
    out: Path,
    languages: Sequence[str] | None = None,
    version: int = 1,
    allow_missing: bool = False,
) -> None:
    """Write the printed questionnaire as .pdf, or as the .html that it is made from. All its languages unless said.

    `version` chooses among the versions of a design, where a kind draws different parts for different respondents.
    With `allow_missing` a character without a font is a box in a .pdf.
    """
    from surveykit.report.paper import paper_page

    read = questionnaire(path)
    page = paper_page(read, chosen_languages(read, path, languages), template_folders(), version)
    if ending(out) not in (".pdf", ".html"):
        raise AuthorError(unfit_ending(out, ".pdf", ".html"))
    write_page(page, out, allow_missing)


def chosen_languages(read: "Questionnaire", path: Path, languages: Sequence[str] | None) -> tuple[str, ...]:
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

    definition = [ending(path) in YAML for path in (source, out)]
    if definition == [False, True] and is_form(source):
        return _from_form(source, out, strict)
    if definition == [True, False] and ending(out) in (".xlsx", ".csv"):
        return _to_form(source, out, strict)
    raise AuthorError.of("convert-direction", Place(str(source)))


def _from_form(source: Path, out: Path, strict: bool) -> list[Problem]:
    from surveykit.design.comments import Comments
    from surveykit.design.load import parse_questionnaire
    from surveykit.design.plain import plain_text
    from surveykit.interchange.xlsform.convert import located, read_xlsform

    read = read_xlsform(source, parse_questionnaire)
    comments = Comments.of(read.text, {})
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
