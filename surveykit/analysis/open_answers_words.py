"""What is said and shown of open answers: of those who wrote, never of everybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.formulas import Interval, wilson
from surveykit.analysis.words import base, ci, listed, n_text, quoted, sentences
from surveykit.core.finding import Cell, Column, Figure, Sentences, Style, Table
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count, number, percent

MOST_TERMS, MOST_SAID = 10, 5
"""So many terms are shown, and named in a sentence."""


@dataclass(frozen=True)
class Written:
    """Of one question: how many answered of those asked, how long the middle answer is, (term, its users)."""

    n: int
    asked: int
    length: float
    terms: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Of those asked, 0 to 1."""
        return self.n / self.asked

    @property
    def interval(self) -> Interval:
        """Wilson's."""
        return wilson(self.n, self.asked)

    @property
    def shown(self) -> tuple[tuple[str, int], ...]:
        """The terms that most people use."""
        return self.terms[:MOST_TERMS]


@dataclass(frozen=True)
class WrittenWords:
    """The words about what was written; `name` is the question in quotation marks."""

    name: Text
    written: Written

    @property
    def sentences(self) -> Sentences:
        """How many wrote something, how long, and in which words."""
        w = self.written
        inside = n_text(w.asked) if is_small(w.asked) else ci(w.interval, Style.PERCENT, 0)
        values = {"n": count(w.n), "asked": count(w.asked), "share": percent(w.share), "inside": inside}
        short = both("open_answers.wrote", name=self.name, **values)
        half = both("open_answers.length", length=number(w.length, 0))
        return Sentences(short, sentences(short, half, self._terms))

    @property
    def _terms(self) -> Text:
        fewest = count(limit("CELL_LT5", "cell"))
        if not self.written.terms:
            return both("open_answers.no_terms", fewest=fewest)
        used = [both("open_answers.used", term=quoted(same(t)), n=count(n)) for t, n in self.written.shown[:MOST_SAID]]
        return both("open_answers.terms", terms=listed(used))

    @property
    def table(self) -> Table | None:
        """The terms and how many people use each."""
        w = self.written
        if not w.terms:
            return None
        columns = (
            Column(both("open_answers.column.term")),
            Column(both("open_answers.column.users"), Style.COUNT),
            Column(both("open_answers.column.of_writers"), Style.PERCENT, 1),
        )
        rows = tuple((same(term), n, n / w.n) for term, n in w.shown)
        return Table(both("open_answers.table", name=self.name), columns, rows, (both("open_answers.note"),))

    @property
    def figure(self) -> Figure | None:
        """The terms as bars."""
        w = self.written
        if not w.terms:
            return None
        bars = [{"label": same(term), "count": n, "share": n / w.n} for term, n in w.shown]
        return Figure("bars", both("open_answers.title"), {"bars": bars, "n": w.n}, base(w.n))


@dataclass(frozen=True)
class Found:
    """What a code book finds: for each theme its label, its words, how many answers it is in, and quotations; how many
    answers no theme is in, and how many there are."""

    labels: Mapping[str, Text]
    words: Mapping[str, tuple[str, ...]]
    times: Mapping[str, int]
    without: int
    n: int
    quotes: Mapping[str, tuple[str, ...]]

    def share(self, theme: str) -> float:
        """Of those who wrote, 0 to 1."""
        return self.times[theme] / self.n

    def interval(self, theme: str) -> Interval:
        """Wilson's."""
        return wilson(self.times[theme], self.n)

    @property
    def order(self) -> list[str]:
        """The most frequent theme first."""
        return sorted(self.times, key=lambda theme: -self.times[theme])


@dataclass(frozen=True)
class ThemeWords:
    """The words about themes; `name` is the question in quotation marks."""

    name: Text
    found: Found

    @property
    def sentences(self) -> Sentences:
        """The share of each theme, and of answers without any."""
        parts = [self._part(theme) for theme in self.found.order if self.found.times[theme]]
        values = {"name": self.name, "n": n_text(self.found.n), "rest": percent(self.found.without / self.found.n)}
        if not parts:
            none = both("open_answers.themes.none", **values)
            return Sentences(none, none)
        short = both("open_answers.themes.found", themes=listed(parts[:MOST_SAID]), **values)
        return Sentences(short, sentences(short, both("open_answers.themes.rest", **values)))

    def _part(self, theme: str) -> Text:
        inside = ci(self.found.interval(theme), Style.PERCENT, 0)
        shown = inside if not is_small(self.found.n) else both("open_answers.people", n=count(self.found.times[theme]))
        label = quoted(self.found.labels[theme])
        return both("open_answers.themes.share", theme=label, share=percent(self.found.share(theme)), inside=shown)

    @property
    def table(self) -> Table:
        """One row for each theme, and one for the answers without any; quotations where the plan asks for them."""
        sure, quoting = not is_small(self.found.n), bool(self.found.quotes)
        columns = [
            Column(both("open_answers.column.theme")),
            Column(both("open_answers.column.users"), Style.COUNT),
            Column(both("open_answers.column.of_writers"), Style.PERCENT, 1),
            *((Column(both("analysis.column.ci"), Style.PERCENT, 1),) if sure else ()),
            *((Column(both("open_answers.column.quotes")),) if quoting else ()),
        ]
        rows = [self._row(theme, sure, quoting) for theme in self.found.order]
        rest = (both("open_answers.themes.without"), self.found.without, self.found.without / self.found.n)
        rows.append((*rest, *((None,) * (len(columns) - len(rest)))))
        notes = (both("open_answers.themes.note"), *((both("open_answers.quotes.note"),) if quoting else ()))
        return Table(both("open_answers.themes.table", name=self.name), tuple(columns), tuple(rows), notes)

    def _row(self, theme: str, sure: bool, quoting: bool) -> tuple[Cell, ...]:
        figures: tuple[Cell, ...] = (self.found.labels[theme], self.found.times[theme], self.found.share(theme))
        interval = (self.found.interval(theme),) if sure else ()
        quotes = (_quotes(self.found.quotes[theme]),) if quoting else ()
        return (*figures, *interval, *quotes)

    @property
    def figure(self) -> Figure:
        """How many answers each theme is in, with the words that find it."""
        found = self.found
        themes = [{"label": found.labels[t], "count": found.times[t], "words": found.words[t]} for t in found.order]
        return Figure("words", both("open_answers.themes.title"), {"themes": themes, "n": found.n}, base(found.n))


def _quotes(quotes: tuple[str, ...]) -> Text | None:
    """Quotations, in whatever language they were written."""
    return same(" ".join(f"“{quote}”" for quote in quotes)) if quotes else None
