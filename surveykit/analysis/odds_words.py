"""What odds ratios let one say, in both languages, with table and figure: no direction where the interval holds 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.design import Design
from surveykit.analysis.gates import GATES, limit, not_shown
from surveykit.analysis.linear_model import LinearModel
from surveykit.analysis.odds import LogOdds
from surveykit.analysis.words import base, ci, ends, listed, n_text, p_text, predictors, several
from surveykit.core.claims import holm
from surveykit.core.finding import Caution, Cell, Column, Figure, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number

COLUMNS = (
    ("analysis.column.predictor", Style.TEXT),
    ("odds.column.log", Style.NUMBER),
    ("odds.column.se", Style.NUMBER),
    ("odds.column.ratio", Style.NUMBER),
    ("odds.column.ratio_ci", Style.NUMBER),
    ("analysis.column.p", Style.P),
)
MOST_WITH_RATIOS = 2
"""Of how many terms the odds ratios are put into words; the table has them all."""


@dataclass(frozen=True, eq=False)
class OddsWords:
    """The words about one model of odds.

    `of` says in full what the odds are of, « a higher answer to X »; `brief` when that is known, « a higher answer ».
    """

    model: LinearModel
    odds: tuple[LogOdds, ...]
    of: Text
    brief: Text

    @property
    def design(self) -> Design:
        """The columns."""
        return self.model.design

    @cached_property
    def related(self) -> list[int]:
        """The terms whose interval leaves out 1."""
        return [at for at, o in enumerate(self.odds) if not o.holds_zero]

    @cached_property
    def unclear(self) -> list[int]:
        """The others."""
        return [at for at, o in enumerate(self.odds) if o.holds_zero]

    @cached_property
    def _adjusted(self) -> list[float]:
        return holm([o.p for o in self.odds])

    @property
    def claim(self) -> float:
        """The p of what the short sentence claims: that some term goes with the odds."""
        return min(self._adjusted)

    @property
    def named(self) -> list[int]:
        """Whom the short sentence names: those that hold after correction for the number of terms."""
        return [at for at in self.related if self._adjusted[at] < limit("NONSIG", "level")] or self.related

    def name(self, at: int) -> Text:
        """A term inside a sentence."""
        return self.design.name(self.design.terms[at])

    def short(self) -> Text:
        """Which predictors go with the odds."""
        if not self.related:
            names = [self.name(at) for at in self.unclear]
            return several("odds.none", names, k=count(len(names)), of=self.of, n=n_text(self.model.n))
        names = [self.name(at) for at in self.named]
        if len(self.odds) == 1:
            return both("odds.related.alone", names=names[0], of=self.of, n=n_text(self.model.n))
        return several("odds.related", names, of=self.of, n=n_text(self.model.n))

    def full(self) -> Iterator[Text]:
        """The first terms that go with the odds, the others, and those of which nothing is shown."""
        for place, at in enumerate(self.related[:MOST_WITH_RATIOS]):
            yield self._shown(at, again=place > 0)
        if len(self.related) > MOST_WITH_RATIOS:
            others = [self.name(at) for at in self.related[MOST_WITH_RATIOS:]]
            yield several("odds.also", others, of=self.of)
        if len(self.unclear) == 1:
            yield self._open(self.unclear[0])
        elif self.unclear:
            names = predictors([self.name(at) for at in self.unclear], len(self.odds))
            yield both("odds.open.several", names=names, of=self.of)

    def _shown(self, at: int, again: bool) -> Text:
        found, against = self.odds[at], self.design.against(self.design.terms[at])
        inside = both("analysis.inside.2", a=ci(found.ratio_interval), b=p_text(found.p))
        values = {"name": self.name(at), "of": self.brief, "ratio": number(found.ratio), "inside": inside}
        case = "alone" if len(self.odds) == 1 else "held"
        if against is not None:
            return both(f"odds.category.{case}", against=against, **values)
        return both(f"odds.more.{'again' if again else case}", **values)

    def _open(self, at: int) -> Text:
        found = self.odds[at]
        low, high = ends(found.ratio_interval)
        ratio = both("odds.stat.ratio", value=number(found.ratio))
        inside = both("analysis.inside.3", a=ratio, b=ci(found.ratio_interval), c=p_text(found.p))
        case = "alone" if len(self.odds) == 1 else "held"
        return both(f"odds.open.{case}", name=self.name(at), of=self.brief, inside=inside, low=low, high=high)

    def table(self, title: Text, notes: tuple[Text, ...]) -> Table:
        """One row a term."""
        rows: list[tuple[Cell, ...]] = [
            (self.design.label(term), o.value, o.se, o.ratio, o.ratio_interval, o.p)
            for term, o in zip(self.design.terms, self.odds, strict=True)
        ]
        columns = tuple(Column(both(name), style) for name, style in COLUMNS)
        return Table(title, columns, tuple(rows), (*notes, *self.design.notes()))

    def figure(self, title: Text) -> Figure:
        """Log odds ratios, which are as long to the left of zero as to the right."""
        rows = []
        for term, found in zip(self.design.terms, self.odds, strict=True):
            against = self.design.against(term)
            note = both("regression.against", level=against) if against else None
            row = {"id": term.id, "label": self.design.label(term), "value": found.value, "interval": found.interval}
            rows.append({**row, "hollow": found.holds_zero, "note": note})
        axis = both("odds.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", title, data, base(self.model.n))

    def cautions(self) -> Iterator[Caution]:
        """Low base, what is not shown, and how the constructs were measured."""
        if self.model.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.model.n))
        if self.unclear:
            names = listed([self.name(at) for at in self.unclear])
            yield not_shown(self.model.outcome, names, len(self.odds))
        yield from self.model.measurement()
