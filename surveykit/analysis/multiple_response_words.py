"""What is said and shown of a question with any number of answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.disclosure import reveals, small
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.labels import shortened
from surveykit.analysis.statistics.formulas import Interval, wilson
from surveykit.analysis.statistics.mentions import Mentions
from surveykit.analysis.words import base, ci, listed, n_text, p_text, quoted, sentences, tied
from surveykit.core.codebook import Variable
from surveykit.core.finding import Cell, Column, Figure, Sentences, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number, percent

MOST_NAMED = 3
"""How many options that are not settled apart are named; more are only counted."""


@dataclass(frozen=True)
class Option:
    """One option: how many of n respondents ticked it. `mention` is its share of all mentions, None for one that
    stands alone."""

    variable: Variable
    times: int
    n: int
    mention: float | None

    @property
    def interval(self) -> Interval:
        """Wilson's interval of the share of respondents."""
        return wilson(self.times, self.n)


@dataclass(frozen=True, eq=False)
class Mentioned:
    """The options that can be chosen together, and how often those that stand alone were chosen."""

    variables: tuple[Variable, ...]
    mentions: Mentions
    alone: Mapping[str, int]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """All options in the questionnaire's order."""
        return tuple(self._option(v) for v in self.variables)

    def _option(self, variable: Variable) -> Option:
        n = self.mentions.n
        if variable.name in self.alone:
            return Option(variable, self.alone[variable.name], n, None)
        at = self.mentions.names.index(variable.name)
        return Option(variable, int(self.mentions.times[at]), n, self.mentions.of_mentions(at))


@dataclass(frozen=True, eq=False)
class MultipleResponseWords:
    """`background` hides small counts."""

    title: Text
    found: Mentioned
    n: int
    background: bool

    @property
    def _name(self) -> Text:
        return quoted(shortened(self.title))

    @cached_property
    def order(self) -> list[Option]:
        """The options that are mentions, the most frequent first."""
        named = {o.variable.name: o for o in self.found.options}
        return [named[self.found.mentions.names[at]] for at in self.found.mentions.order]

    def _hidden(self, option: Option) -> bool:
        return self.background and reveals(option.times, self.n)

    @property
    def hides(self) -> bool:
        """Whether some count is not shown."""
        return any(map(self._hidden, self.found.options))

    @cached_property
    def _differ(self) -> bool:
        p = self.found.mentions.cochran_p
        return p is not None and p < limit("NONSIG", "level")

    @cached_property
    def _level(self) -> list[Option]:
        """The most frequent option and those that are not settled to be named less often."""
        unsettled = {
            d.pair[1] for d in self.found.mentions.ahead if d.adjusted is None or d.adjusted >= limit("NONSIG", "level")
        }
        return [o for o in self.order if o is self.order[0] or o.variable.name in unsettled]

    @property
    def claim(self) -> float | None:
        """The p of the options differing, and if one is said to lead, also of its differences from every other."""
        q = self.found.mentions.cochran_p
        return q if q is None or not self.leads else max(q, *(d.adjusted or 0.0 for d in self.found.mentions.ahead))

    @property
    def leads(self) -> bool:
        """Whether one option is settled to be named most often."""
        return self._differ and len(self._level) == 1 and not self._hidden(self.order[0])

    @cached_property
    def sentences(self) -> Sentences:
        """How many mentions, whether the options differ, and which are named most."""
        mean = both("multiple_response.mean", mean=number(self.found.mentions.mean), inside=self._inside)
        if is_small(self.n):
            few = {"n": n_text(self.n)}
            names = quoted(self.title), self._name
            return Sentences(*(both("multiple_response.few", name=name, **few) for name in names))
        return Sentences(self._lead(quoted(self.title)), sentences(self._lead(self._name), mean))

    @property
    def _inside(self) -> Text:
        ends = self.found.mentions.mean_interval
        return ci(ends) if ends else n_text(self.n)

    def _lead(self, name: Text) -> Text:
        mentions, values = self.found.mentions, {"name": name, "n": n_text(self.n)}
        if mentions.cochran_q is None:
            return both("multiple_response.same", **values)
        q = tied(both("multiple_response.stat.q", df=count(mentions.cochran_df), value=number(mentions.cochran_q)))
        values |= {"test": both("multiple_response.test", q=q, p=p_text(mentions.cochran_p))}
        if not self._differ:
            return both("multiple_response.open", **values)
        level = [o for o in self._level if not self._hidden(o)]
        if len(self._level) > MOST_NAMED or not level:
            return both("multiple_response.many", k=count(len(self._level)), **values)
        case = "top" if len(self._level) == 1 else "level"
        return both(f"multiple_response.{case}", names=listed([self._said(o) for o in level]), **values)

    @staticmethod
    def _said(option: Option) -> Text:
        inside = ci(option.interval, Style.PERCENT, 0)
        name, share = quoted(option.variable.label), percent(option.times / option.n)
        return both("multiple_response.option", name=name, share=share, inside=inside)

    @property
    def table(self) -> Table:
        """One row an option, the most frequent first; those that stand alone at the end."""
        names = (
            ("option", Style.TEXT, 0),
            ("times", Style.COUNT, 0),
            ("of_respondents", Style.PERCENT, 1),
            ("ci", Style.PERCENT, 1),
            ("of_mentions", Style.PERCENT, 1),
        )
        columns = tuple(
            Column(both(f"multiple_response.column.{name}"), style, places) for name, style, places in names
        )
        alone = [o for o in self.found.options if o.variable.name in self.found.alone]
        rows = tuple(self._row(o) for o in (*self.order, *alone))
        return Table(both("multiple_response.table", name=quoted(self.title)), columns, rows, self._notes(bool(alone)))

    def _row(self, option: Option) -> tuple[Cell, ...]:
        if self._hidden(option):
            fewest = count(limit("CELL_LT5", "cell"))
            shown = both("analysis.answers.fewer", fewest=fewest) if small(option.times) else None
            return option.variable.label, shown, None, None, None
        enough, sure = self.n >= limit("SMALL_N", "fewest_shares"), not is_small(self.n)
        share = option.times / self.n if enough else None
        inside = option.interval if sure else None
        return option.variable.label, option.times, share, inside, option.mention if enough else None

    def _notes(self, alone: bool) -> tuple[Text, ...]:
        total = count(self.found.mentions.total)
        notes = [both("multiple_response.note", n=count(self.n), mentions=total)]
        if alone:
            notes.append(both("multiple_response.note.alone"))
        if self.hides:
            notes.append(both("analysis.answers.masked"))
        return tuple(notes)

    @property
    def figure(self) -> Figure | None:
        """The shares of respondents with their intervals; none where n is small or a count is hidden."""
        if is_small(self.n) or self.hides:
            return None
        rows = [
            {
                "id": option.variable.name,
                "label": option.variable.label,
                "value": 100 * option.times / self.n,
                "interval": [100 * end for end in option.interval],
            }
            for option in self.order
        ]
        data = {"rows": rows, "axis": both("multiple_response.axis"), "range": [0, 100], "places": 0}
        case = "top" if self.leads else "plain"
        title = both(f"multiple_response.title.{case}", name=quoted(self.order[0].variable.label))
        return Figure("intervals", title, data, base(self.n))
