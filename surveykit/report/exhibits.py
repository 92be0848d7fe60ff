"""Findings, tables and figures as the templates get them, numbered in document order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from markupsafe import Markup

from surveykit.charts.chart import draw
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Excluded,
    Figure,
    Finding,
    Method,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both, message, say
from surveykit.core.numbers import NOTHING, cell, count
from surveykit.report.context import CellView, FigureView, FindingView, Heading, Prose, Remark, RowGroup, TableView
from surveykit.report.typography import prose, spoken

MAXIMUM_ROWS = 300
NARROW_COLUMNS, WIDE_COLUMNS = 4, 8
SHORT_ROWS = 10
"""Up to so many rows a table is never split over pages."""
BRIEF = 8
IN_NOTES = 2
"""Up to so many checks stand in the notes of a finding's table; more get a table of their own."""
_KINDS = {Style.TEXT: "text", Style.ID: "code"}
_NOT_ASKED = both("missing.not_asked")
Row = Sequence[Cell]
Rows = Sequence[Row]


@dataclass
class Writer:
    """One language's pen: speaks, and counts tables and figures as it goes through the document.

    `prefix` goes before every id. `reworded`: the respondents were asked in other words than the questionnaire's.
    `labels` names the constructs and variables that findings are about.
    """

    language: str
    prefix: str = ""
    reworded: bool = False
    labels: Mapping[str, Text] = field(default_factory=dict)
    tables: int = 0
    figures: int = 0
    anchors: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)

    def word(self, name: str, /, **values: object) -> str:
        """Our own words: the message `report.<name>`."""
        return message(f"report.{name}", self.language, **values)

    def sentence(self, name: str, /, **values: object) -> Prose:
        """Our own words as prose."""
        return prose(self.word(name, **values), self.language)

    def say(self, text: Text) -> str:
        """A Text as a plain string."""
        return say(text, self.language)

    def prose(self, text: Text) -> Prose:
        """A Text as prose."""
        return spoken(text, self.language)

    def table(self, table: Table, groups: Sequence[tuple[Text | None, Rows]] = ()) -> TableView:
        """A numbered table. `groups` are rows under headings, in place of the table's own rows."""
        self.tables += 1
        parts = groups or ((None, table.rows),)
        shown, left = [], MAXIMUM_ROWS
        for title, rows in parts:
            cells = tuple(self._row(row, table.columns) for row in rows[:left])
            shown.append(RowGroup(cells, self.prose(title) if title else None))
            left -= len(cells)
        total = sum(len(rows) for _, rows in parts)
        wordy = sum(column.style is Style.TEXT for column in table.columns) > 1
        return TableView(
            id=f"{self.prefix}table-{self.tables}",
            label=self.word("table", number=self.tables),
            title=self.prose(table.title),
            columns=tuple(self._heading(c) for c in table.columns),
            groups=tuple(shown),
            notes=(*map(self.prose, table.notes), *self._own_notes(table, parts, total)),
            density="text" if wordy else _density(len(table.columns)),
            short=total <= SHORT_ROWS,
        )

    def figure(self, figure: Figure, note: Prose | None = None) -> FigureView:
        """A numbered, drawn figure."""
        self.figures += 1
        return FigureView(
            id=f"{self.prefix}figure-{self.figures}",
            label=self.word("figure", number=self.figures),
            title=self.prose(figure.title),
            svg=Markup(draw(figure, self.language)),  # noqa: S704 - the charts escape their labels
            base=self.prose(figure.base) if figure.base else None,
            note=note,
        )

    def finding(self, finding: Finding, number: str) -> FindingView:
        """A finding with everything it carries. A table that only repeats its figure and sentence is left out."""
        asked = self.numbers.get("section:questionnaire")  # what stands before it quotes nothing
        quoted = self.reworded and asked and any({"item", "variable"} & e.of.keys() for e in finding.estimates)
        wording = self.sentence("note.wording", number=asked) if quoted else None
        figure = self.figure(finding.figure, wording) if finding.figure else None
        table = None if _repeats(finding) or finding.table is None else self.table(self._noted(finding.table, finding))
        if table and wording:
            table = replace(table, notes=(*table.notes, wording))
        return FindingView(
            id=self.anchor(f"finding:{finding.id}", number),
            number=number,
            question=self.prose(finding.question),
            sentence=self.prose(finding.sentences.full),
            refused=finding.refused,
            headline=finding.headline,
            figure=figure,
            table=table,
            checks=self.table(check_table(finding.checks, self._about(finding))) if _apart(finding) else None,
            cautions=tuple(self.caution(c) for c in finding.cautions if c.text != finding.sentences.full),
            facts=tuple(self._facts(finding, number)),
        )

    def _noted(self, table: Table, finding: Finding) -> Table:
        """The table with the few checks of its finding as notes."""
        if not finding.checks or _apart(finding):
            return table
        return replace(table, notes=(*table.notes, *map(_check_note, finding.checks)))

    def _about(self, finding: Finding) -> Text:
        """What a finding is about: the construct or outcome that its id names, else its question."""
        return self.labels.get(finding.id.partition(".")[2], finding.question)

    def caution(self, caution: Caution) -> Remark:
        """A gate that closed."""
        return Remark(self.word("caution"), self.prose(caution.text))

    def anchor(self, name: str, number: str) -> str:
        """The id of something that others point at (`section:<name>`, `finding:<id>`), remembered with its number."""
        self.anchors[name] = self.prefix + name.replace(":", "-").replace(".", "-")
        self.numbers[name] = number
        return self.anchors[name]

    def _heading(self, column: Column) -> Heading:
        brief = len(self.say(column.label)) <= BRIEF
        return Heading(self.prose(column.label), _KINDS.get(column.style, "number"), brief)

    def _row(self, row: Row, columns: Sequence[Column]) -> tuple[CellView, ...]:
        return tuple(self._cell(value, column) for value, column in zip(row, columns, strict=True))

    def _cell(self, value: Cell, column: Column) -> CellView:
        if isinstance(value, Said):
            return CellView(self.word(f"verdict.{value.value}"), "text", Verdict.MET.value)
        if isinstance(value, Verdict):
            return CellView(self.word(f"verdict.{value.value}"), "text", value.value)
        text = cell(value, column.style, column.places, self.language)
        kind = _KINDS.get(column.style, "number")
        return CellView(text, kind, prose=prose(text, self.language) if kind == "text" else None)

    def _own_notes(self, table: Table, parts: Sequence[tuple[Text | None, Rows]], total: int) -> list[Prose]:
        notes = []
        explained = any(_explains(self.say(note)) for note in table.notes)
        if not explained and any(value is None for _, rows in parts for row in rows for value in row):
            notes.append(self.sentence("note.nothing", sign=NOTHING))
        if total > MAXIMUM_ROWS:
            notes.append(self.sentence("note.cut", shown=count(MAXIMUM_ROWS), total=count(total)))
        return notes

    def _facts(self, finding: Finding, number: str) -> list[Remark]:
        facts = [Remark(self.word("base"), prose(self.base(finding), self.language))]
        if finding.method:
            facts.append(Remark(self.word("method"), self._method(finding.method, number)))
        return facts

    def _method(self, method: Method, number: str) -> Prose:
        """How it was computed; said once, then referred to."""
        line = self.word("method_line", text=method.text, library=method.library, version=method.version)
        first = self.methods.setdefault(line, number)
        return prose(line, self.language) if first == number else self.sentence("method_same", number=first)

    def base(self, finding: Finding) -> str:
        """Who was counted, and who was left out and why."""
        if not finding.excluded:
            return self.word("used", n=count(finding.n))
        reasons = self.word("list_comma").join(
            self.word("reason_count", reason=e.reason, n=count(e.n)) for e in finding.excluded if _was_asked(e)
        )
        out = left_out(finding)
        asked, everybody = finding.n + out, finding.n + sum(e.n for e in finding.excluded)
        if asked == everybody:
            return self.word("used_and_left", n=count(finding.n), left=count(out), reasons=reasons)
        values = {"asked": count(asked), "n": count(everybody), "used": count(finding.n)}
        if not out:
            return self.word("asked", **values)
        return self.word("asked_and_left", left=count(out), reasons=reasons, **values)


class Said(StrEnum):
    """A verdict that is weaker than « met »: a test that found nothing does not show that there is nothing."""

    NO_SIGN = "no_sign"


def left_out(finding: Finding) -> int:
    """How many of those who were asked are left out."""
    return sum(e.n for e in finding.excluded if _was_asked(e))


def _was_asked(excluded: Excluded) -> bool:
    return excluded.reason != _NOT_ASKED


def _apart(finding: Finding) -> bool:
    """Whether the checks of a finding need a table of their own."""
    return bool(finding.checks) and (len(finding.checks) > IN_NOTES or finding.table is None)


def _repeats(finding: Finding) -> bool:
    """Whether the table has only one row on what the figure and the sentence say already."""
    table, figure = finding.table, finding.figure
    return table is not None and figure is not None and figure.kind == "likert" and len(table.rows) == 1


def _verdict(check: AssumptionCheck) -> Verdict | Said:
    return Said.NO_SIGN if check.verdict is Verdict.MET and check.p is not None else check.verdict


def _check_note(check: AssumptionCheck) -> Text:
    verdict = both(f"report.verdict.{_verdict(check).value}")
    return both("report.check.in_notes", name=check.name, verdict=verdict, advice=check.advice)


def _density(columns: int) -> str:
    return "narrow" if columns <= NARROW_COLUMNS else "wide" if columns > WIDE_COLUMNS else "regular"


def _explains(note: str) -> bool:
    """Whether a note says what the sign for nothing means."""
    return note.startswith(NOTHING) or f" {NOTHING} " in note or f"“{NOTHING}”" in note


def check_table(checks: Sequence[AssumptionCheck], about: Text) -> Table:
    """The assumption checks of a finding as a table."""
    columns = (
        Column(both("report.check.name")),
        Column(both("report.check.statistic"), Style.NUMBER),
        Column(both("report.check.p"), Style.P),
        Column(both("report.check.verdict")),
        Column(both("report.check.advice")),
    )
    rows = tuple((c.name, c.statistic, c.p, _verdict(c), c.advice) for c in checks)
    return Table(both("report.check.title", name=about), columns, rows, (both("report.check.note", sign=NOTHING),))
