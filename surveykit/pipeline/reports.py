"""A study as a report: in which forms, for everybody or for each branch, beside the plan or where it is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.core.language import Text
from surveykit.core.output import write_text
from surveykit.core.plan import PresetName, ReportOptions
from surveykit.errors import AuthorError
from surveykit.pipeline.branches import branches
from surveykit.pipeline.report_forms import FORMS, write_form
from surveykit.pipeline.shared import ending, has_extra, need_extra, template_folders, unfit_ending, version
from surveykit.pipeline.studies import Study, study, theme_of, write_findings

if TYPE_CHECKING:
    from surveykit.report.study import Counted
    from surveykit.report.study import Study as ReportStudy

SOFTWARE = ("numpy", "scipy", "weasyprint")
"""What is named in a report's method appendix, with its version."""


FINDINGS = "findings.json"
ENDINGS = (".pdf", ".html", *FORMS)
"""The forms that a report can have, by the ending of the file."""


@dataclass(frozen=True)
class Style:
    """What was asked for beside the plan: languages, a `preset` in place of the plan's preset and sections, languages
    side by side, and boxes where a character has no font."""

    languages: tuple[str, ...] = ()
    preset: PresetName | None = None
    side_by_side: bool = False
    allow_missing: bool = False


PLAIN = Style()


@dataclass(frozen=True)
class Refused:
    """A branch that is too small to be shown."""

    branch: Text


def write_report(done: Study, out: Path, languages: Sequence[str], allow_missing: bool = False) -> None:
    """Write the report in the form that the ending of `out` names: an HTML page (.html) and tables (.zip) with all of
    `languages`; PDF (.pdf), Word document (.docx) and slides (.pptx) in the first. Where the plan wants languages side
    by side, a PDF has two. With `allow_missing` a character without a font is a box, else OperatorError is raised.
    """
    check_form(out)
    _write(report_study(done), out, languages, allow_missing)


def _write(facts: "ReportStudy", out: Path, languages: Sequence[str], allow_missing: bool) -> None:
    from surveykit.report.compose import compose, compose_both, compose_page
    from surveykit.report.pdf import SECONDS, write_pdf

    folders = template_folders()
    if ending(out) == ".pdf":
        both = facts.plan.report.side_by_side and len(languages) > 1
        html = compose_both(facts, languages, folders) if both else compose(facts, languages[0], folders)
        write_pdf(html, out, facts.theme.assets, seconds=(1 + both) * SECONDS, allow_missing=allow_missing)
    elif ending(out) == ".html":
        write_text(out, compose_page(facts, languages, folders))
    else:
        write_form(facts, out, languages)


def report_study(done: Study) -> "ReportStudy":
    """A study as the report's room takes it."""
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
        theme=theme_of(done.plan),
        counts=dict(_counts(done)),
        branch=done.branch,
    )


def _counts(done: Study) -> "Iterator[tuple[str, Counted]]":
    """How many have a value of each variable, and why the others have none; of background variables no small count."""
    from surveykit.analysis.disclosure import told
    from surveykit.report.study import Counted

    asked, data = done.questionnaire, done.data
    derived = {own.id for own in asked.derived if asked.background & {*own.sources(asked.codebook)}}
    for variable in asked.codebook.variables:
        answered, missing = data.answered(variable.name), data.missing(variable.name)
        numbers = (answered, *missing.values())
        shown = told(numbers, data.n) if variable.name in asked.background | derived else numbers
        yield variable.name, Counted(shown[0], dict(zip(missing, shown[1:], strict=True)))


def report(
    plan_path: Path,
    data: Path | None = None,
    store_url: str | None = None,
    out: Path | None = None,
    style: Style = PLAIN,
    by: str | None = None,
) -> Iterator[Path | Refused]:
    """Carry out a plan and write its report; without `out` beside the plan, every form of it. Yields each file.

    With `by`, a report for each branch: its option stands in the names of the files, and too small ones are refused.
    """
    if out is not None:
        check_form(out)
    if by is None:
        yield from _written(study(plan_path, data, store_url), plan_path, out, style)
        return
    for branch in branches(plan_path, by, data, store_url):
        if branch.study is None:
            yield Refused(branch.label)
        else:
            yield from _written(branch.study, plan_path, out, style, f"-{branch.id}")


def _written(done: Study, plan_path: Path, out: Path | None, style: Style, mark: str = "") -> Iterator[Path]:
    styled = _styled(done, style)
    languages = style.languages or styled.plan.report.languages
    if out is not None:
        path = out.with_name(f"{out.stem}{mark}{out.suffix}")
        write_report(styled, path, languages, style.allow_missing)
        yield path
        return
    stem = plan_path.stem + (f"-{style.preset}" if style.preset else "") + mark
    yield from products(styled, plan_path.parent, stem, languages, f"{stem}-{FINDINGS}", style.allow_missing)


def _styled(done: Study, style: Style) -> Study:
    """The same study in another preset or with its languages side by side."""
    options = done.plan.report
    if style.preset:
        options = replace(options, preset=style.preset, sections=())
    if style.side_by_side:
        languages = options.languages if len(options.languages) > 1 else ReportOptions().languages
        options = replace(options, side_by_side=True, languages=languages)
    return replace(done, plan=replace(done.plan, report=options))


def check_form(out: Path) -> None:
    """Raise an error for a file that no form of a report has, or that this machine cannot make."""
    if ending(out) not in ENDINGS:
        raise AuthorError(unfit_ending(out, *ENDINGS))
    need_extra(ending(out))


def products(
    done: Study,
    folder: Path,
    stem: str,
    languages: Sequence[str],
    findings: str = FINDINGS,
    allow_missing: bool = False,
) -> Iterator[Path]:
    """Write every form of a report and its findings into a folder. Yields each file."""
    facts = report_study(done)
    for name, spoken in _forms(done, stem, languages):
        _write(facts, folder / name, spoken, allow_missing)
        yield folder / name
    write_findings(done, folder / findings)
    yield folder / findings


def _forms(done: Study, stem: str, languages: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """Every form, as file name and languages: for each language a PDF and, where their extra is installed, a Word
    document and slides; the page, the tables."""
    both = done.plan.report.side_by_side and len(languages) > 1
    each = [ending for ending in (".pdf", ".docx", ".pptx") if has_extra(ending) and not (both and ending == ".pdf")]
    forms: list[tuple[str, Sequence[str]]] = [(f"{stem}-both.pdf", languages)] if both else []
    forms += [(f"{stem}-{language}{ending}", [language]) for language in languages for ending in each]
    return [*forms, (f"{stem}.html", languages), (f"{stem}-tables.zip", languages)]
