"""Findings, tables and figures as the templates get them, numbered in document order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from markupsafe import Markup

from surveykit.charts.chart import draw
from surveykit.core.clauses import clause_ends
from surveykit.core.fault import Fault, Made, tried
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
from surveykit.report.figure_tables import figure_table
from surveykit.report.plain import alternative
from surveykit.report.preset import Depth, Setting
from surveykit.report.typography import prose, spoken

MAXIMUM_ROWS = 300
NARROW_COLUMNS, WIDE_COLUMNS = 4, 8
SHORT_ROWS = 6
"""Up to so many rows a table is never split over pages."""
BRIEF = 8
LINES = {Depth.HEADLINES: 120, Depth.SHORT: 200}
"""So many letters of a text stand where there is a line for it; a Chinese character takes the room of two."""
FIRST_ROWS = 12
"""Of a table that is shown in short."""
IN_NOTES = 2
"""Up to so many checks stand in the notes of a finding's table; more get a table of their own."""
SAID_BESIDE = ("intervals", "shares")
"""Figures that have the value and interval of each row in a column of numbers."""
AT_BARS = 3
"""A bar has its label, count and share."""
_KINDS = {Style.TEXT: "text", Style.ID: "code"}
_NOT_ASKED = both("missing.not_asked")
Row = Sequence[Cell]
Rows = Sequence[Row]


@dataclass
class Writer:
    """One language's pen: speaks, and counts tables and figures as it goes through the document.

    `prefix` goes before every id. `reworded`: the respondents were asked in other words than the questionnaire's.
    `labels` names the constructs and variables that findings are about. `setting` and `chapter` are the preset's;
    `depth` is that of the section at hand, `crowded` says that it has very many findings. `beside` is the other
    language that the questionnaire is shown in. `sections` names the section of each analysis.
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
    cautions: dict[str, str] = field(default_factory=dict)
    setting: Setting = Setting.HOUSE
    chapter: int | None = None
    depth: Depth = Depth.WHOLE
    crowded: bool = False
    beside: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)

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

    @property
    def whole(self) -> bool:
        """Whether the section at hand says everything."""
        return self.depth is Depth.WHOLE

    def brief(self, text: Text) -> Prose:
        """A Text as prose of a line or two."""
        return self.prose(self.shortened(text))

    def shortened(self, text: Text) -> Text:
        """A Text of a line or two: its first sentences, clauses where these leave half of the room, or words, and an
        ellipsis."""
        words, room = self.say(text), LINES[self.depth] // (2 if self.language == "zh" else 1)
        if len(words) <= room:
            return text
        spaces = [at for at in range(room + 1) if words[at] == " "]
        ends = [at for at in clause_ends(words) if at <= room] or spaces or [room]
        sentences = [at for at in ends if words[at : at + 1] in (*".!?。！？",) and 2 * at >= room]
        return {self.language: words[: (sentences or ends)[-1]] + "…"}

    def table(
        self, table: Table, groups: Sequence[tuple[Text | None, Rows]] = (), most: int = MAXIMUM_ROWS
    ) -> TableView:
        """A numbered table of at most so many rows. `groups` are rows under headings, in place of the table's own."""
        self.tables += 1
        return self._view(table, f"{self.prefix}table-{self.tables}", self._label("table", self.tables), groups, most)

    def _view(
        self,
        table: Table,
        id: str,
        label: str,
        groups: Sequence[tuple[Text | None, Rows]] = (),
        most: int = MAXIMUM_ROWS,
    ) -> TableView:
        parts = groups or ((None, table.rows),)
        shown, left = [], most
        for title, rows in parts:
            cells = tuple(self._row(row, table.columns) for row in rows[:left])
            shown.append(RowGroup(cells, self.prose(title) if title else None))
            left -= len(cells)
        total = sum(len(rows) for _, rows in parts)
        wordy = sum(column.style is Style.TEXT for column in table.columns) > 1
        return TableView(
            id=id,
            label=label,
            title=self.prose(table.title),
            columns=tuple(self._heading(c) for c in table.columns),
            groups=tuple(shown),
            notes=(*map(self.prose, table.notes), *self._own_notes(table, parts, total, most)),
            note_label="" if self.setting is Setting.HOUSE else self.word("note.label"),
            density="text" if wordy else _density(len(table.columns)),
            short=total <= SHORT_ROWS and not wordy,
            cells=tuple(self._values(row, table.columns) for _, rows in parts for row in rows),
            headings=tuple(self.say(title or {}) for title, rows in groups for _ in rows),
        )

    def figure(self, figure: Figure, note: Prose | None = None, numbers: Table | None = None) -> FigureView:
        """A numbered, drawn figure with the numbers in it, which may be a table that says the same."""
        self.figures += 1
        id, label = f"{self.prefix}figure-{self.figures}", self._label("figure", self.figures)
        svg = draw(figure, self.language)
        table = numbers or figure_table(figure)
        return FigureView(
            id=id,
            label=label,
            title=self.prose(figure.title),
            svg=Markup(svg),  # noqa: S704 - the charts escape their labels
            alternative=alternative(svg),
            source=figure,
            numbers=self._view(table, f"{id}-numbers", label) if table else None,
            base=self.prose(figure.base) if figure.base else None,
            note=note,
            title_below=self.setting is Setting.THREE_LINES,
        )

    def finding(self, finding: Finding, number: str) -> FindingView:
        """A finding with everything it carries. A table that only repeats its figure and sentence is left out."""
        wording, lost = self._wording(finding), list[Remark]()
        figure = self.tried("figure", lambda: self._figure_of(finding, wording), lost)
        shown = finding if figure else replace(finding, figure=None)
        table = self.tried("table", lambda: self._table_of(shown, wording), lost)
        checks = self.tried("table", lambda: self._checks(shown), lost)
        return FindingView(
            id=self.anchor(f"finding:{finding.id}", number),
            number=number,
            question=self.prose(finding.question),
            sentence=self.prose(finding.sentences.full if self.whole or finding.refused else finding.sentences.short),
            refused=finding.refused,
            headline=finding.headline,
            figure=figure,
            table=table,
            checks=checks,
            cautions=(*self._cautions(finding, number), *lost),
            facts=tuple(self._facts(finding, number)),
        )

    def tried(self, name: str, make: Callable[[], Made], lost: list[Remark]) -> Made | None:
        """What is made. Where a fault of ours prevents it nothing is, and `lost` gets the caution that says so."""
        tables, figures = self.tables, self.figures
        made = tried(make)
        if not isinstance(made, Fault):
            return made
        self.tables, self.figures = tables, figures
        lost.append(Remark(self.word("caution"), self.sentence(f"fault.{name}", id=made.id)))
        return None

    def _figure_of(self, finding: Finding, wording: Prose | None) -> FigureView | None:
        if finding.figure is None or not self._wants_figure(finding):
            return None
        return self.figure(finding.figure, wording, finding.table if _repeats(finding) else None)

    def _wants_figure(self, finding: Finding) -> bool:
        """Whether a finding is drawn, where its table has the same numbers: journals and theses print the table, and
        so do sections with very many findings of those that are no headlines."""
        if self.depth is not Depth.WHOLE or finding.table is None:
            return True
        if _repeats(finding) and finding.figure is not None and finding.figure.kind != "likert":
            return self.setting is Setting.HOUSE
        return not (self.crowded and _in_table(finding) and not finding.headline)

    def _checks(self, finding: Finding) -> TableView | None:
        """The checks of a finding as a table of their own, where they need one."""
        if not self.whole or not _apart(finding):
            return None
        return self.table(check_table(finding.checks, self._about(finding)))

    def _wording(self, finding: Finding) -> Prose | None:
        """Where a finding quotes items that were asked in other words: where that is told."""
        if not self.reworded or not any({"item", "variable"} & e.of.keys() for e in finding.estimates):
            return None
        told = (self.numbers.get(f"section:{name}") for name in ("questionnaire", "limitations"))
        return next((self.sentence("note.wording", number=number) for number in told if number), None)

    def _wants_table(self, finding: Finding) -> bool:
        """Whether a finding's table is shown as deep as the section goes."""
        if finding.table is None or self.depth is Depth.HEADLINES:
            return False
        return finding.figure is None or (self.whole and not (_repeats(finding) and self._wants_figure(finding)))

    def _table_of(self, finding: Finding, wording: Prose | None) -> TableView | None:
        """A finding's table with the few checks as notes; in short its first rows."""
        table = finding.table
        if table is None or not self._wants_table(finding):
            return None
        if self.whole and not _apart(finding):
            table = replace(table, notes=(*table.notes, *map(_check_note, finding.checks)))
        view = self.table(table, most=MAXIMUM_ROWS if self.whole else FIRST_ROWS)
        return replace(view, notes=(*view.notes, wording)) if wording else view

    def _cautions(self, finding: Finding, number: str) -> Iterator[Remark]:
        """What a finding warns of; what was said before is referred to."""
        before = []
        for caution in finding.cautions:
            first = self.cautions.setdefault(self.say(caution.text), number)
            if first != number:
                before.append(first)
            elif caution.text != finding.sentences.full:
                yield self.caution(caution)
        if before:
            numbers = self.word("list_comma").join(dict.fromkeys(before))
            yield Remark(self.word("caution"), self.sentence("caution_same", numbers=numbers))

    def _label(self, name: str, number: int) -> str:
        """« Table 3 », or « Table 4-3 » inside a chapter."""
        return self.word(name, number=number if self.chapter is None else f"{self.chapter}-{number}")

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

    def _values(self, row: Row, columns: Sequence[Column]) -> tuple[Cell, ...]:
        """A row with its numbers as they are, and its words in the language."""
        shown = self._row(row, columns)
        return tuple(
            v if v is None or isinstance(v, int | float | tuple) else c.text for v, c in zip(row, shown, strict=True)
        )

    def _cell(self, value: Cell, column: Column) -> CellView:
        if isinstance(value, Said):
            return CellView(self.word(f"verdict.{value.value}"), "text", Verdict.MET.value)
        if isinstance(value, Verdict):
            return CellView(self.word(f"verdict.{value.value}"), "text", value.value)
        text = cell(value, column.style, column.places, self.language)
        kind = _KINDS.get(column.style, "number")
        return CellView(text, kind, prose=prose(text, self.language) if kind == "text" else None)

    def _own_notes(self, table: Table, parts: Sequence[tuple[Text | None, Rows]], total: int, most: int) -> list[Prose]:
        notes = []
        explained = any(_explains(self.say(note)) for note in table.notes)
        if not explained and any(value is None for _, rows in parts for row in rows for value in row):
            notes.append(self.sentence("note.nothing", sign=NOTHING))
        if total > most:
            notes.append(self.sentence("note.cut", shown=count(most), total=count(total)))
        return notes

    def _facts(self, finding: Finding, number: str) -> list[Remark]:
        facts = [Remark(self.word("base"), prose(self.base(finding), self.language))]
        if finding.method and self.whole:
            facts.append(Remark(self.word("method"), self._method(finding.method, number)))
        return facts

    def method_line(self, method: Method) -> str:
        """How something was computed, and by what."""
        return self.word("method_line", text=method.text, library=method.library, version=method.version)

    def _method(self, method: Method, number: str) -> Prose:
        """How it was computed; said once, then referred to."""
        line = self.method_line(method)
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
    """Whether the table says no more than the figure and the sentence: the numbers at bars, or one row."""
    table, figure = finding.table, finding.figure
    if table is None or figure is None:
        return False
    if figure.kind == "bars":
        return len(table.columns) <= AT_BARS
    beside = figure.kind in SAID_BESIDE and not any(column.style is Style.P for column in table.columns)
    return len(table.rows) == 1 and (beside or figure.kind == "likert")


def _in_table(finding: Finding) -> bool:
    """Whether the table of a finding has every number of its figure."""
    return finding.table is not None and finding.figure is not None and finding.figure.kind == "intervals"


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
