"""Which sections a report has, in which order, and what stands in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.language import Text, both, messages, same
from surveykit.core.numbers import count
from surveykit.report.context import Cover, Fact, Part, Remark, Report, Section
from surveykit.report.exhibits import Writer
from surveykit.report.instrument import instrument_parts
from surveykit.report.limitations import limitations
from surveykit.report.method import method_parts, references
from surveykit.report.study import DataFacts, Study, report_id
from surveykit.report.summary import summarise
from surveykit.report.typography import TAGS, written_date


@dataclass(frozen=True)
class Plot:
    """A section before it is written: its partial, its own parts, and the analysis whose findings it shows."""

    name: str
    template: str = "findings"
    parts: Callable[[Writer, Study], tuple[Part, ...]] = lambda writer, study: ()
    analysis: str | None = None


def data_parts(writer: Writer, study: Study) -> tuple[Part, ...]:
    """Where the data come from, what was asked, and how many responses there are."""
    source = study.source
    origin = both("report.limit.simulated") if source.simulated else source.origin or study.plan.data.origin
    remarks = [
        Remark(
            writer.word("data.origin"),
            writer.prose(origin) if origin else writer.sentence("disclosure.not_stated"),
        ),
        Remark(writer.word("data.dates"), writer.prose(study.dates or both("report.dates_not_given"))),
    ]
    if study.wording:
        remarks.append(Remark(writer.word("wording.asked"), writer.prose(study.wording)))
    if len(source.versions) > 1 or source.incomparable:
        remarks.append(Remark(writer.word("data.versions"), writer.prose(_versions(source))))
    if not source.statuses:
        return (Part(remarks=tuple(remarks)),)
    columns = (Column(both("report.data.status")), Column(both("report.data.responses"), Style.COUNT))
    rows: list[tuple[Cell, ...]] = [(_status(s), n) for s, n in source.statuses.items()]
    if source.excluded:
        rows.append((both("report.data.excluded"), source.excluded))
    rows.append((both("report.data.analysed"), study.n))
    counts = Table(both("report.data.counts"), columns, tuple(rows))
    return (Part(remarks=tuple(remarks), tables=(writer.table(counts),)),)


def _versions(source: DataFacts) -> Text:
    """How many saw which version, and which answers could not be put together."""
    seen = ", ".join(f"{version} ({count(n)})" for version, n in source.versions.items())
    lost = ", ".join(f"{name} ({count(n)})" for name, n in source.incomparable.items())
    name = "report.data.versions_lost" if lost else "report.data.versions_seen"
    return both(name, seen=seen, lost=lost) if lost else both(name, seen=seen)


BEFORE = (Plot("data", "data", data_parts, "data_quality"), Plot("questionnaire", "questionnaire", instrument_parts))
RESULTS = (
    Plot("missing", analysis="missing"),
    Plot("measurement", analysis="reliability"),
    Plot("factors", analysis="factors"),
    Plot("confirmatory", analysis="confirmatory"),
    Plot("invariance", analysis="invariance"),
    Plot("description", analysis="describe"),
    Plot("weighted", analysis="weighted"),
    Plot("recommendation", analysis="recommendation"),
    Plot("satisfaction_share", analysis="satisfaction_share"),
    Plot("effort", analysis="effort"),
    Plot("satisfaction_index", analysis="satisfaction_index"),
    Plot("gaps", analysis="gaps"),
    Plot("multiple_response", analysis="multiple_response"),
    Plot("cross_tables", analysis="cross_tables"),
    Plot("groups", analysis="groups"),
    Plot("relations", analysis="relations"),
    Plot("regression", analysis="regression"),
    Plot("imputed_regression", analysis="imputed_regression"),
    Plot("weighted_regression", analysis="weighted_regression"),
    Plot("robust_regression", analysis="robust_regression"),
    Plot("ordinal_regression", analysis="ordinal_regression"),
    Plot("logistic_regression", analysis="logistic_regression"),
    Plot("moderation", analysis="moderation"),
    Plot("drivers", analysis="drivers"),
    Plot("importance_performance", analysis="importance_performance"),
    Plot("paths", analysis="paths"),
)
"""Sections of results; an analysis that none of these names gets a section of its own after them."""
AFTER = (
    Plot("limitations", "limitations", lambda writer, study: (Part(remarks=limitations(writer, study)),)),
    Plot("method", "method", method_parts),
    Plot("references", "references"),
)


LISTED = 10
"""A section with more findings than this lists only its headlines in the contents."""


def build_report(study: Study, language: str, prefix: str = "") -> Report:
    """Everything that the templates print in one language. `prefix` goes before every id."""
    codebook = study.questionnaire.codebook
    labels = {v.name: v.label for v in codebook.variables} | {c.id: c.label for c in codebook.constructs}
    writer = Writer(language, prefix, bool(study.wording), labels)
    sections = tuple(_section(writer, study, plot, at) for at, plot in enumerate(_plots(study), 1))
    return Report(
        language=language,
        tag=TAGS[language],
        prefix=prefix,
        title=writer.say(study.title),
        created=study.plan.registered,
        report_id=report_id(study),
        cover=_cover(writer, study),
        summary=summarise(writer, study),
        sections=sections,
        notice=_notice(writer, study),
    )


def _notice(writer: Writer, study: Study) -> str | None:
    """What nobody may overlook: that respondents, or some of them, are simulated."""
    simulated = study.source.simulated
    if not simulated:
        return None
    if simulated >= study.n:
        return writer.word("simulated.all")
    return writer.word("simulated.some", count=count(simulated), n=count(study.n))


def _plots(study: Study) -> Iterator[Plot]:
    analyses = dict.fromkeys(f.analysis for f in study.findings)
    known = {plot.analysis for plot in (*BEFORE, *RESULTS)}
    yield from BEFORE
    yield from (plot for plot in RESULTS if plot.analysis in analyses)
    yield from (Plot(name, analysis=name) for name in analyses if name not in known)
    yield from (plot for plot in AFTER if plot.name != "references" or references(study, "en"))


def _section(writer: Writer, study: Study, plot: Plot, at: int) -> Section:
    number = count(at)
    named = f"report.section.{plot.name}" in messages(writer.language, "report")
    anchor = writer.anchor(f"section:{plot.name}", number)
    parts = plot.parts(writer, study)
    shown = [f for f in study.findings if f.analysis == plot.analysis]
    views = tuple(writer.finding(f, f"{number}.{place}") for place, f in enumerate(shown, 1))
    return Section(
        id=anchor,
        number=number,
        title=writer.word(f"section.{plot.name}") if named else writer.word("section.other", name=plot.name),
        template=f"report/sections/{plot.template}.html",
        intro=writer.sentence(f"intro.{plot.name}" if named else "intro.other"),
        parts=parts,
        findings=views,
        listed=views if len(views) <= LISTED else tuple(view for view in views if view.headline),
        references=references(study, writer.language) if plot.name == "references" else (),
    )


def _status(status: str) -> Text:
    name = f"report.status.{status}"
    return both(name) if name in messages("en", "report") else same(status)


def _cover(writer: Writer, study: Study) -> Cover:
    registered = study.plan.registered
    facts = (
        ("dates", writer.say(study.dates or both("report.dates_not_given")), False),
        ("n", writer.word("respondents", n=count(study.n)), False),
        ("plan", study.plan.plan, True),
        (
            "registered",
            written_date(registered, writer.language) if registered else writer.word("disclosure.not_stated"),
            False,
        ),
        ("language", writer.word("language"), False),
        ("report_id", report_id(study), True),
    )
    return Cover(
        kind=writer.word("cover.kind"),
        title=writer.say(study.title),
        client=writer.say(study.plan.report.client) if study.plan.report.client else None,
        facts=tuple(Fact(writer.word(f"cover.{name}"), value, code) for name, value, code in facts),
        maker=writer.word("cover.maker", version=study.version),
    )
