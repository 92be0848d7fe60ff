"""Which sections a report has, in which order, and what stands in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from surveykit.core.finding import Cell, Column, Finding, Style, Table
from surveykit.core.language import Text, both, messages, same
from surveykit.core.numbers import count
from surveykit.core.progress import advance
from surveykit.report.actions import action_parts
from surveykit.report.codebook_table import codebook_parts
from surveykit.report.context import Cover, Fact, Part, Remark, Report, Section, Summary
from surveykit.report.exhibits import Writer
from surveykit.report.instrument import instrument_parts
from surveykit.report.limitations import limitations
from surveykit.report.matrix import matrix_parts
from surveykit.report.method import method_parts, references
from surveykit.report.preset import ALWAYS, PRESETS, REST, SUMMARY, Depth, Preset
from surveykit.report.study import DataFacts, Study, report_id
from surveykit.report.summary import leading, lost_summary, summarise
from surveykit.report.typography import TAGS, written_date


@dataclass(frozen=True)
class Plot:
    """A section before it is written: its partial, its own parts, and the analysis whose findings it shows."""

    name: str
    template: str = "findings"
    parts: Callable[[Writer, Study], tuple[Part, ...]] = lambda writer, study: ()
    analysis: str | None = None

    @property
    def key(self) -> str:
        """What presets and plans call it: its analysis, or its own name where it is more than that."""
        return self.analysis if self.analysis is not None and self.template == "findings" else self.name


@dataclass(frozen=True)
class Chapter:
    """A section that a report gets: its number, how deep it goes, and which findings it shows."""

    plot: Plot
    number: str
    depth: Depth
    findings: tuple[Finding, ...] = ()


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
    seen, lost = (
        tuple(both("report.data.counted", what=what, n=count(n)) for what, n in counted.items())
        for counted in (source.versions, source.incomparable)
    )
    name = "report.data.versions_lost" if lost else "report.data.versions_seen"
    return both(name, seen=seen, lost=lost) if lost else both(name, seen=seen)


SUMMED = Plot(SUMMARY, SUMMARY)
"""The summary where it stands among the sections; where it comes first it is a page before them."""
BEFORE = (Plot("data", "data", data_parts, "data_quality"), Plot("questionnaire", "questionnaire", instrument_parts))
RESULTS = (
    Plot("sample", analysis="sample"),
    Plot("branch", analysis="branch"),
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
    Plot("open_answers", analysis="open_answers"),
)
"""Sections of results; an analysis that none of these names gets a section of its own after them."""
AFTER = (
    Plot("actions", "actions", action_parts),
    Plot("limitations", "limitations", lambda writer, study: (Part(remarks=limitations(writer, study)),)),
    Plot("method", "method", method_parts),
    Plot("codebook", "codebook", codebook_parts),
    Plot("references", "references"),
)
NAMED = (SUMMED, Plot("matrix", "findings", matrix_parts))
"""Sections that stand only where a preset or a plan names them."""
HALF = 0.5
"""Where everything is said twice, half of it has room."""
LISTED = 10
"""A section with more findings than this lists only its headlines in the contents."""


def build_report(study: Study, language: str, prefix: str = "", twice: bool = False) -> Report:
    """Everything that the templates print in one language. `prefix` goes before every id.

    With `twice` everything is said in another language beside it.
    """
    codebook = study.questionnaire.codebook
    labels = {v.name: v.label for v in codebook.variables} | {c.id: c.label for c in codebook.constructs}
    options = study.plan.report
    preset = PRESETS[options.preset]
    chapter = options.chapter if preset.chapter else None
    beside = None if twice else _other(study, language)
    setting = preset.setting
    writer = Writer(language, prefix, bool(study.wording), labels, setting=setting, chapter=chapter, beside=beside)
    summed, chapters = _chapters(study, preset, chapter)
    writer.sections = {plot.analysis: _title(writer, plot) for plot in _plots(study)[0].values() if plot.analysis}
    for each in chapters:
        _announce(writer, each)
    sections = tuple(_sections(writer, study, preset, chapters))
    return Report(
        language=language,
        tag=TAGS[language],
        prefix=prefix,
        title=writer.say(study.title),
        created=study.plan.registered,
        report_id=report_id(study),
        cover=_cover(writer, study),
        summary=_summary(writer, study, preset.room * (HALF if twice else 1)),
        sections=sections,
        notice=_notice(writer, study),
        front=("cover", *["summary"] * summed, *["contents"] * preset.contents),
        looks=(f"preset-{preset.name}", f"front-{preset.front.value}", f"set-{preset.setting.value}"),
        theme=study.theme,
    )


def _summary(writer: Writer, study: Study, room: float) -> Summary:
    """The summary, or where a fault of ours prevents it only the words that say so."""
    lost: list[Remark] = []
    return writer.tried("section", lambda: summarise(writer, study, room), lost) or lost_summary(writer, lost[0])


def _other(study: Study, language: str) -> str | None:
    """The other language of the report that the questionnaire has as well."""
    asked = study.questionnaire.languages
    return next((x for x in study.plan.report.languages if x != language and {x, language} <= {*asked}), None)


def _notice(writer: Writer, study: Study) -> str | None:
    """What nobody may overlook: that respondents, or some of them, are simulated."""
    simulated = study.source.simulated
    if not simulated:
        return None
    if simulated >= study.n:
        return writer.word("simulated.all")
    return writer.word("simulated.some", count=count(simulated), n=count(study.n))


def section_names() -> tuple[str, ...]:
    """Every section that a plan may name, beside the analyses of other packages."""
    return (*(plot.key for plot in (*NAMED, *BEFORE, *RESULTS, *AFTER)), REST)


def _plots(study: Study) -> tuple[dict[str, Plot], list[str]]:
    """What sections there could be, by name; and which of them show results, in their usual order."""
    analyses = dict.fromkeys(f.analysis for f in study.findings)
    known = {plot.analysis for plot in (*BEFORE, *RESULTS)}
    others = (Plot(name, analysis=name) for name in analyses if name not in known)
    results = [*(plot for plot in RESULTS if plot.analysis in analyses), *others]
    after = [plot for plot in AFTER if plot.name != "references" or references(study, "en")]
    return {plot.key: plot for plot in (*BEFORE, *NAMED, *results, *after)}, [plot.key for plot in results]


def _chapters(study: Study, preset: Preset, chapter: int | None) -> tuple[bool, list[Chapter]]:
    """Whether the report begins with its summary, and its numbered sections."""
    plots, results = _plots(study)
    asked = [section.name for section in study.plan.report.sections]
    arranged = [(plots[name], depth) for name, depth in preset.arranged(results, asked) if name in plots]
    summed = bool(arranged) and arranged[0][0] is SUMMED
    told = [(plot, depth, _shown(study, plot, depth)) for plot, depth in arranged[summed:]]
    kept = _few(told, preset.most_findings) if preset.most_findings is not None else list(filter(_filled, told))
    before = "" if chapter is None else f"{count(chapter)}."
    return summed, [
        Chapter(plot, f"{before}{count(at)}", depth, findings) for at, (plot, depth, findings) in enumerate(kept, 1)
    ]


Told = tuple[Plot, Depth, tuple[Finding, ...]]


def _shown(study: Study, plot: Plot, depth: Depth) -> tuple[Finding, ...]:
    """The findings of a section, as deep as it goes. In short, of very many the first one and the headlines."""
    own = tuple(f for f in study.findings if f.analysis == plot.analysis)
    if depth is Depth.WHOLE or (depth is Depth.SHORT and len(own) <= LISTED):
        return own
    leads = {f.id for f in leading(study.findings)}
    return tuple(f for at, f in enumerate(own) if f.id in leads or (depth is Depth.SHORT and at == 0))


def _filled(told: Told) -> bool:
    """Whether anything stands in a section."""
    plot, _, findings = told
    return bool(findings) or plot.analysis is None or plot.template != "findings"


def _few(told: Sequence[Told], most: int) -> list[Told]:
    """Of every section of results its first finding, until there are `most`; the other sections whole."""
    kept, left = [], most
    for plot, depth, findings in told:
        if plot.analysis is None:
            kept.append((plot, depth, findings))
        elif findings and left:
            kept.append((plot, depth, findings[:1]))
            left -= 1
    return kept


def _announce(writer: Writer, chapter: Chapter) -> None:
    """Say where a section and its findings will stand, so that others can point at them before that."""
    writer.anchor(f"section:{chapter.plot.name}", chapter.number)
    for place, finding in enumerate(chapter.findings, 1):
        writer.anchor(f"finding:{finding.id}", f"{chapter.number}.{place}")


def _sections(writer: Writer, study: Study, preset: Preset, chapters: Sequence[Chapter]) -> Iterator[Section]:
    """The sections one after the other, with their figures drawn."""
    for place, chapter in enumerate(chapters, 1):
        yield _section(writer, study, preset, chapter)
        advance("sections", place, len(chapters))


def _section(writer: Writer, study: Study, preset: Preset, chapter: Chapter) -> Section:
    plot, number = chapter.plot, chapter.number
    known = messages(writer.language, "report")
    own = f"section.{preset.name}.{plot.name}"
    named = f"report.section.{plot.name}" in known
    writer.depth, writer.crowded = chapter.depth, len(chapter.findings) > LISTED
    lost: list[Remark] = []
    parts = writer.tried("section", lambda: plot.parts(writer, study), lost)
    views = tuple(writer.finding(f, f"{number}.{place}") for place, f in enumerate(chapter.findings, 1))
    headlines = chapter.depth is Depth.HEADLINES
    title = writer.word(own) if f"report.{own}" in known else _title(writer, plot)
    if headlines and plot.key == "method":
        title = writer.word("disclosure.heading")
    return Section(
        id=writer.anchors[f"section:{plot.name}"],
        number=number,
        title=title,
        template=f"report/sections/{'condensed' if headlines and plot.key in ALWAYS else plot.template}.html",
        intro=None if headlines else writer.sentence(f"intro.{plot.name}" if named else "intro.other"),
        parts=((Part(remarks=tuple(lost)),) if parts is None else parts) + _further(writer, study, chapter),
        findings=views,
        listed=views if len(views) <= LISTED else tuple(view for view in views if view.headline),
        references=references(study, writer.language) if plot.name == "references" else (),
    )


def _title(writer: Writer, plot: Plot) -> str:
    """What a section is called where a preset has no name of its own for it."""
    known = f"report.section.{plot.name}" in messages(writer.language, "report")
    return writer.word(f"section.{plot.name}") if known else writer.word("section.other", name=plot.name)


def _further(writer: Writer, study: Study, chapter: Chapter) -> tuple[Part, ...]:
    """How many findings of a section that is told in short stand in the full report only."""
    left = sum(f.analysis == chapter.plot.analysis for f in study.findings) - len(chapter.findings)
    if chapter.depth is not Depth.SHORT or not left:
        return ()
    return (Part(paragraphs=(writer.sentence("section.further", n=count(left)),)),)


def _status(status: str) -> Text:
    name = f"report.status.{status}"
    return both(name) if name in messages("en", "report") else same(status)


def _cover(writer: Writer, study: Study) -> Cover:
    registered, page = study.plan.registered, study.theme.title_page
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
        subtitle=writer.say(page.subtitle) if page.subtitle else None,
        authors=tuple(map(writer.say, page.authors)),
        date=written_date(page.date, writer.language) if page.date else None,
        note=writer.prose(page.note) if page.note else None,
        logo=next(iter(study.theme.assets), None),
    )
