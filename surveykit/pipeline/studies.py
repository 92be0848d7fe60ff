"""A plan carried out: coded, cleaned, scored, analysed, reported; and single analyses for Python."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.core.document import Map, Reader, did_you_mean
from surveykit.core.language import LANGUAGES
from surveykit.core.output import write_text
from surveykit.core.plan import Plan, load_plan
from surveykit.errors import AuthorError, Place, raise_all
from surveykit.pipeline.cleaning import cleaned_data, sensitivity_of, weighted_data
from surveykit.pipeline.data import coded_data
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.shared import template_folders, version

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.finding import Finding
    from surveykit.core.questionnaire import Questionnaire

SOFTWARE = ("numpy", "scipy", "weasyprint")
"""What is named in a report's method appendix, with its version."""


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
    analyses = planned_analyses(plan, read)
    cleaned, weighting = weighted_data(plan, cleaned_data(plan, coded_data(plan, read, data, store_url)))
    scored = cleaned.analysed
    ran = [(analysis, analysis.run(scored)) for analysis in analyses]
    found = [quality_finding(cleaned.flagged, plan.cleaning, cleaned.applied, cleaned.review)]
    if cleaned.review is not None and (corrections := corrections_finding(cleaned.flagged, cleaned.review)):
        found.append(corrections)
    if plan.cleaning.sensitivity and (sensitivity := sensitivity_of(cleaned, ran)):
        found.append(sensitivity)
    if weighting is not None:
        found.append(weighting)
    for _, own in ran:
        found.extend(own)
    return Study(plan, read, scored, _named_apart(found))


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
    planned_analyses(plan, read)
    cleaned = cleaned_data(plan, coded_data(plan, read, data, store_url))
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


def planned_analyses(plan: Plan, read: "Questionnaire") -> list[Any]:
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
    yield from products(done, folder, f"{stem}-", chosen)


def products(done: Study, folder: Path, prefix: str, languages: Sequence[str], stem: str = "") -> Iterator[Path]:
    """Write every form of a report into a folder: a PDF for each language, the page, the findings. Yields each file."""
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
