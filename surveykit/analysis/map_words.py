"""What a map of importance and performance lets one say: only of attributes that lie clear of both lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.attribute_map import Attribute, Cuts, Importance
from surveykit.analysis.words import called, n_text, sentences, several
from surveykit.core.claims import holm
from surveykit.core.codebook import Codebook
from surveykit.core.finding import Cell, Column, Figure, Sentences, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import number

CORNERS = {
    (True, False): "important_weaker",
    (True, True): "important_stronger",
    (False, False): "less_weaker",
    (False, True): "less_stronger",
}
"""Whether it lies above the line of importance, and beyond that of performance -> what that part is called."""


@dataclass(frozen=True, eq=False)
class MapWords:
    """The attributes and the two lines. `outcome`: what importance is derived from, if it is."""

    codebook: Codebook
    attributes: Sequence[Attribute]
    lines: tuple[float, float]
    kind: Importance
    cuts: Cuts
    outcome: Text | None

    @property
    def _places(self) -> int:
        """Decimals of importance."""
        return {"relative": 0, "stated": 1}.get(self.kind, 2)

    @cached_property
    def clear(self) -> dict[str, list[Attribute]]:
        """The attributes that lie clear of both lines, by part."""
        found: dict[str, list[Attribute]] = {}
        for a in self.attributes:
            if a.related and not a.against and not a.border(self.lines):
                found.setdefault(CORNERS[a.place(self.lines)], []).append(a)
        return found

    @property
    def claim(self) -> float | None:
        """The p of what the short sentence claims: the largest of the attributes that it names as clear of both lines,
        corrected for the number of attributes."""
        known = {a.id: p for a in self.attributes if (p := a.p(self.lines)) is not None}
        adjusted = dict(zip(known, holm(list(known.values())), strict=True))
        named = [a.id for corner in [c for c in CORNERS.values() if c in self.clear][:2] for a in self.clear[corner]]
        return max((adjusted[id] for id in named), default=min(adjusted.values(), default=None))

    def corner(self, a: Attribute) -> Text:
        """Where an attribute lies, in the table."""
        if not a.related:
            return both("importance_performance.corner.open")
        if a.against:
            return both("importance_performance.corner.against")
        name = "border" if a.border(self.lines) else CORNERS[a.place(self.lines)]
        return both(f"importance_performance.corner.{name}")

    def silent(self, why: Text) -> Sentences:
        """Why nothing is said of single attributes."""
        return Sentences(why, sentences(why, both("importance_performance.table_only")))

    def sentences(self, n: int) -> Sentences:
        """What lies clear of both lines, and what does not."""
        said = [
            several(f"importance_performance.said.{corner}", self._names(self.clear[corner]))
            for corner in CORNERS.values()
            if corner in self.clear
        ]
        against = [a for a in self.attributes if a.against]
        border = [a for a in self.attributes if a.related and not a.against and a.border(self.lines)]
        hollow = [a for a in self.attributes if not a.related]
        rest = []
        if border:
            rest.append(several("importance_performance.said.border", self._names(border)))
        if hollow:
            rest.append(several("importance_performance.said.open", self._names(hollow), outcome=self.outcome))
        if against:
            rest.append(several("importance_performance.said.against", self._names(against), outcome=self.outcome))
        lead = said or [both("importance_performance.none_clear")]
        where = both(f"importance_performance.lines.{self.cuts}", **self._lines, n=n_text(n))
        return Sentences(sentences(*lead[:2]), sentences(where, *lead, *rest))

    def _names(self, attributes: Sequence[Attribute]) -> list[Text]:
        return [called(self.codebook, a.id) for a in attributes]

    @property
    def _lines(self) -> dict[str, Text | str]:
        value = number(self.lines[1], self._places)
        return {
            "performance": number(self.lines[0], 1),
            "importance": both(f"importance_performance.value.{self.kind}", value=value),
        }

    def table(self, sure: bool) -> Table:
        """One row for each attribute."""
        places = self._places
        columns = (
            Column(both("importance_performance.column.attribute")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("importance_performance.column.performance"), Style.NUMBER, 1),
            *((Column(both("analysis.column.ci"), Style.NUMBER, 1),) if sure else ()),
            Column(both(f"importance_performance.column.{self.kind}"), Style.NUMBER, places),
            *((Column(both("analysis.column.ci"), Style.NUMBER, places),) if sure else ()),
            *((Column(both("importance_performance.column.corner")),) if sure else ()),
        )
        rows: list[tuple[Cell, ...]] = []
        for a in self.attributes:
            label = self.codebook.label(a.id)
            if sure:
                ends = a.performance_interval, a.importance, a.importance_interval, self.corner(a)
                rows.append((label, a.n, a.performance, *ends))
            else:
                rows.append((label, a.n, a.performance, a.importance))
        note = both("importance_performance.note")
        return Table(both("importance_performance.table"), columns, tuple(rows), (note,))

    def figure(self, base: Text) -> Figure:
        """The map."""
        attributes = [
            {
                "label": self.codebook.label(a.id),
                "performance": a.performance,
                "importance": a.importance,
                "performance_interval": a.performance_interval,
                "importance_interval": a.importance_interval,
                "hollow": not a.related,
                "border": a.border(self.lines),
            }
            for a in self.attributes
        ]
        data = {
            "attributes": attributes,
            "cuts": self.lines,
            "cuts_label": both(f"importance_performance.cuts.{self.cuts}", **self._lines),
            "performance": both("importance_performance.axis.performance"),
            "importance": both(f"importance_performance.axis.{self.kind}", outcome=self.outcome or ""),
            "corners": [both(f"importance_performance.corner.{CORNERS[key]}") for key in CORNERS],
            "places": self._places,
        }
        title = both("importance_performance.title.some" if self.clear else "importance_performance.title.none")
        first = self.clear.get("important_weaker")
        if first:
            title = several("importance_performance.title.first", self._names(first))
        return Figure("quadrant", title, data, base)
