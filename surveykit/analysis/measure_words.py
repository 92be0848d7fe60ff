"""What is said and shown of a measure: the figure for all, its groups, and the benchmark that the plan states."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.measure_numbers import Contrast, Group, Reading
from surveykit.analysis.words import base, ci, listed, n_text, p_text, quoted, sentences
from surveykit.core import finding
from surveykit.core.finding import Cell, Column, Figure, Sentences, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, interval, number, percent

Kind = Literal["points", "percent", "mean"]
MOST_NAMED = 3
"""How many differences are put into words; of more, the largest."""


@dataclass(frozen=True)
class Style:
    """How the figure is printed: as points or a mean with `places` decimals, or as a percentage."""

    kind: Kind
    places: int = 0

    @property
    def printed(self) -> finding.Style:
        """The style of a table column."""
        return finding.Style.PERCENT if self.kind == "percent" else finding.Style.NUMBER

    def figure(self, value: float | None) -> str:
        """The figure as text."""
        return percent(value, self.places) if self.kind == "percent" else number(value, self.places)

    def inside(self, ends: tuple[float, float] | None) -> Text:
        """Its interval."""
        return ci(ends, self.printed, self.places)

    def gap(self, value: float) -> Text:
        """A difference without its sign; of percentages in percentage points."""
        return both(f"measures.gap.{self.kind}", size=number(abs(value) * self._times, self.places))

    def gap_inside(self, ends: tuple[float, float]) -> Text:
        """The interval of a difference, in the same unit."""
        low, high = ends
        shown = interval((low * self._times, high * self._times), finding.Style.NUMBER, self.places)
        inside = both(f"measures.gap.{self.kind}", size=shown)
        return both("analysis.stat.difference_ci", level=percent(0.95), interval=inside)

    @property
    def _times(self) -> int:
        return 100 if self.kind == "percent" else 1


@dataclass(frozen=True)
class Benchmark:
    """A figure to compare with, in the measure's own unit, and where it comes from."""

    value: float
    source: Text


def stated(value: float | None, source: Text | None) -> Benchmark | None:
    """The benchmark, if the plan states one and its source."""
    return None if value is None or source is None else Benchmark(value, source)


@dataclass(frozen=True)
class Measured:
    """The figure of all, of the groups that may be shown, the labels of those that may not, and all differences."""

    whole: Reading
    groups: tuple[Group, ...]
    hidden: tuple[Text, ...]
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True, eq=False)
class MeasureWords:
    """`title` is what is measured, `by` the variable that makes the groups. `lead` is the sentence on all respondents,
    `headline` the same where nothing stands above it."""

    measure: str
    title: Text
    lead: Text
    headline: Text
    measured: Measured
    style: Style
    range: tuple[float, float]
    axis: Text
    parts: tuple[Text, ...]
    by: Text | None
    benchmark: Benchmark | None
    answers: tuple[dict[str, int], ...] = ()
    """How often each answer was given, for the columns above the bar."""

    @property
    def _small(self) -> bool:
        return is_small(self.measured.whole.n)

    @property
    def sentences(self) -> Sentences:
        """The whole, the benchmark, the groups."""
        if self._small:
            return Sentences(self.headline, self.lead)
        beside = self._beside()
        return Sentences(sentences(self.headline, beside), sentences(self.lead, beside, *self._groups()))

    def _beside(self) -> Text | None:
        """Where the interval lies beside the benchmark."""
        ends = self.measured.whole.interval
        if self.benchmark is None or ends is None:
            return None
        at = self.benchmark.value
        case = "above" if ends[0] > at else "below" if ends[1] < at else "open"
        return both(f"measures.benchmark.{case}", benchmark=self.style.figure(at), source=self.benchmark.source)

    def _groups(self) -> Iterator[Text]:
        """Which groups are settled apart."""
        if self.by is None:
            return
        found = self.measured.contrasts
        if not found:
            fewest = count(limit("SMALL_N", "fewest"))
            yield both("measures.groups.few", by=self.by, fewest=fewest)
            return
        settled = sorted((c for c in found if c.settled), key=lambda c: -abs(c.value))
        if len(found) == 1 and not settled:
            yield self._open(found[0])
        elif not settled:
            yield both("measures.groups.none", by=self.by, k=count(len(found)))
        else:
            yield both("measures.groups.settled", by=self.by, gaps=listed([self._gap(c) for c in settled[:MOST_NAMED]]))
            if len(found) > 1:
                yield both("measures.groups.counted", k=count(len(found)), settled=count(len(settled)))

    def _label(self, id: str) -> Text:
        return quoted(next(g.label for g in self.measured.groups if g.id == id))

    def _gap(self, found: Contrast) -> Text:
        first, second = found.pair if found.value > 0 else found.pair[::-1]
        ends = found.interval
        assert ends is not None  # it is settled
        turned = ends if found.value > 0 else (-ends[1], -ends[0])
        return both(
            "measures.groups.gap",
            first=self._label(first),
            second=self._label(second),
            size=self.style.gap(found.value),
            inside=self.style.gap_inside(turned),
            p=p_text(found.adjusted),
        )

    def _open(self, found: Contrast) -> Text:
        names = {"first": self._label(found.pair[0]), "second": self._label(found.pair[1])}
        inside = self.style.gap_inside(found.interval) if found.interval else n_text(self.measured.whole.n)
        if found.adjusted is not None:
            inside = both("analysis.inside.2", a=inside, b=p_text(found.adjusted))
        return both("measures.groups.open", by=self.by, inside=inside, **names)

    @property
    def table(self) -> Table:
        """One row for all and one for each group: n, the share of each part, the figure and its interval."""
        sure = not self._small
        columns = (
            Column(both("measures.column.group")),
            Column(both("measures.column.n"), finding.Style.COUNT),
            *(Column(part, finding.Style.PERCENT, 0) for part in self._told),
            Column(both(f"measures.{self.measure}.column"), self.style.printed, self.style.places),
            *((Column(both("measures.column.ci"), self.style.printed, self.style.places),) if sure else ()),
        )
        rows = (
            self._row(both("measures.all"), self.measured.whole),
            *(self._row(g.label, g.reading) for g in self._shown),
        )
        return Table(both(f"measures.{self.measure}.table", name=self.title), columns, rows, tuple(self._notes))

    @property
    def _told(self) -> tuple[Text, ...]:
        """The parts that the table shows; of two, the figure itself is one."""
        return self.parts if len(self.parts) > 2 else ()

    @property
    def _shown(self) -> tuple[Group, ...]:
        return () if self._small else self.measured.groups

    def _row(self, label: Text, reading: Reading) -> tuple[Cell, ...]:
        enough = reading.n >= limit("SMALL_N", "fewest_shares")
        shares = tuple(times / reading.n if enough else None for times in reading.counts[: len(self._told)])
        if self._small:
            percentage = self.style.kind == "percent" and not enough
            value = None if self.style.kind == "points" or percentage else reading.value
            return label, reading.n, *shares, value
        return label, reading.n, *shares, reading.value, reading.interval

    @property
    def _notes(self) -> Iterator[Text]:
        yield both(f"measures.{self.measure}.note")
        if self.measured.hidden:
            yield both("measures.note.hidden", names=listed([quoted(h) for h in self.measured.hidden]))

    @property
    def figure(self) -> Figure | None:
        """The shares with the figure on its whole range; for a mean, dots on the scale; below SMALL_N the answers."""
        title = both(f"measures.{self.measure}.title", name=self.title)
        if self._small and self.answers:
            values = [{"value": a["value"], "count": a["count"]} for a in self.answers]
            data: dict[str, object] = {"values": values, "n": self.measured.whole.n, "unit": None}
            return Figure("distribution", title, data, base(self.measured.whole.n))
        if self._small:
            return None
        rows = [(both("measures.all"), self.measured.whole), *((g.label, g.reading) for g in self._shown)]
        data = self._bars(rows) if self.parts else self._dots(rows)
        return Figure("shares" if self.parts else "intervals", title, data, base(self.measured.whole.n))

    def _bars(self, rows: list[tuple[Text, Reading]]) -> dict[str, object]:
        drawn = [{"label": t, "counts": r.counts, "n": r.n, "value": r.value, "interval": r.interval} for t, r in rows]
        return {
            "parts": self.parts,
            "rows": drawn,
            "axis": self.axis,
            "range": self.range,
            "style": "percent" if self.style.kind == "percent" else "number",
            "places": self.style.places,
            "tones": "diverging" if len(self.parts) > 2 else "sequential",
            "answers": self.answers,
        }

    def _dots(self, rows: list[tuple[Text, Reading]]) -> dict[str, object]:
        drawn = [
            {"label": t, "value": r.value, "interval": r.interval, "note": n_text(r.n) if len(rows) > 1 else None}
            for t, r in rows
        ]
        return {"rows": drawn, "axis": self.axis, "range": self.range, "places": self.style.places}
