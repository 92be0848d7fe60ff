"""A plan carried out: coded, cleaned, scored, analysed, reported; and single analyses for Python."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.core.document import Map, Reader, did_you_mean
from surveykit.core.language import LANGUAGES, Text
from surveykit.core.plan import Plan, load_plan
from surveykit.core.progress import advance
from surveykit.errors import AuthorError, Place, raise_all
from surveykit.pipeline.analyses import findings_of
from surveykit.pipeline.cleaning import CleanedData, cleaned_data, sensitivity_of, weighted_data
from surveykit.pipeline.data import coded_data
from surveykit.pipeline.questionnaires import questionnaire
from surveykit.pipeline.shared import ending, unfit_ending

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset
    from surveykit.core.finding import Finding
    from surveykit.core.questionnaire import Questionnaire
    from surveykit.report.theme import Theme


@dataclass(frozen=True)
class Study:
    """A plan carried out: its questionnaire, its cleaned and scored data, what was found.

    `branch` names the part of the respondents that it is about, if it is not about all.
    """

    plan: Plan
    questionnaire: "Questionnaire"
    data: "Dataset"
    findings: "tuple[Finding, ...]"
    branch: Text | None = None


def study(plan_path: Path | str, data: Path | None = None, store_url: str | None = None) -> Study:
    """Carry out a plan: code, clean, score and analyse. Raises errors that say what the plan or data lack."""
    return carry_out(begin(plan_path, data, store_url))


@dataclass(frozen=True)
class Begun:
    """A plan whose data are cleaned and weighted, and whose analyses are still to be made."""

    plan: Plan
    questionnaire: "Questionnaire"
    analyses: list[Any]
    cleaned: "CleanedData"
    quality: "tuple[Finding, ...]"


def begin(plan_path: Path | str, data: Path | None = None, store_url: str | None = None) -> Begun:
    """Read a plan, code and clean its data."""
    from surveykit.cleaning.corrections import corrections_finding
    from surveykit.cleaning.quality import quality_finding

    plan = load_plan(plan_path)
    read = questionnaire(plan.beside(plan.questionnaire))
    analyses = planned_analyses(plan, read)
    theme_of(plan)
    cleaned, weighting = weighted_data(plan, cleaned_data(plan, coded_data(plan, read, data, store_url)))
    corrections = corrections_finding(cleaned.flagged, cleaned.review) if cleaned.review is not None else None
    quality = quality_finding(cleaned.flagged, plan.cleaning, cleaned.applied, cleaned.review)
    return Begun(plan, read, analyses, cleaned, tuple(f for f in (quality, corrections, weighting) if f))


def carry_out(begun: Begun, beside: "Sequence[Finding]" = (), branch: Text | None = None) -> Study:
    """Make the analyses. Of a `branch`, findings that put it `beside` the others come first."""
    data, total = begun.cleaned.analysed, len(begun.analyses)
    ran = []
    for at, analysis in enumerate(begun.analyses):
        advance("analyses", at, total, analysis.name)
        ran.append((analysis, findings_of(analysis, data)))
    advance("analyses", total, total, "sensitivity")
    quality = begun.quality
    if begun.plan.cleaning.sensitivity and (sensitivity := sensitivity_of(begun.cleaned, ran)):
        quality = (*quality, sensitivity)
    advance("analyses", total, total)
    found = [*quality, *beside, *(finding for _, own in ran for finding in own)]
    return Study(begun.plan, begun.questionnaire, data, _named_apart(found), branch)


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

    if ending(out) != ".csv":
        raise AuthorError(unfit_ending(out, ".csv"))
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
    _check_sections(reader, plan)
    interviewer = plan.cleaning.interviewer
    if interviewer is not None and interviewer not in read.codebook.by_name:
        hint = did_you_mean(interviewer, read.codebook.by_name)
        reader.report("cleaning-unknown-interviewer", Place(str(plan.path)), word=interviewer, hint=hint)
    raise_all(AuthorError, reader.problems)
    return [analysis for _, analysis in built]


def _check_sections(reader: Reader, plan: Plan) -> None:
    from surveykit.analysis import ANALYSES
    from surveykit.report.content import section_names

    known = dict.fromkeys((*section_names(), *ANALYSES))
    for section in plan.report.sections:
        if section.name not in known:
            hint = did_you_mean(section.name, known)
            reader.report("unknown-section", section.place, word=section.name, hint=hint)


def write_findings(done: Study, out: Path) -> None:
    """Write findings.json."""
    from surveykit.core.response import Status
    from surveykit.interchange.findings_json import findings_document
    from surveykit.interchange.findings_json import write_findings as write_document

    simulated = done.data.source.statuses.get(Status.SIMULATED.value, 0)
    document = findings_document(done.questionnaire.id, done.data.n, done.data.sha256(), done.findings, simulated)
    write_document(out, document)


def theme_of(plan: Plan) -> "Theme":
    """How the plan's report looks. Raises AuthorError for a theme that cannot be used."""
    from surveykit.report.theme import Theme, load_theme

    return Theme() if plan.report.theme is None else load_theme(plan.beside(plan.report.theme))
