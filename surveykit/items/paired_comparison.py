"""Paired comparison: options two at a time, and which of the two is preferred."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import ceil, comb
from random import Random
from typing import TYPE_CHECKING, Literal, Self, cast

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Cell, Column, Figure, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, all_answers, kind, posted_one
from surveykit.core.language import Text, both
from surveykit.core.numbers import number
from surveykit.items.designs import all_pairs, balanced_pairs, pair_versions
from surveykit.items.frequency import notes, share

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

MOST_OPTIONS = 20
WIDEST_MATRIX = 8
"""With more options than this the table has no column for each of them."""
NO_PREFERENCE = "no_preference"
FIRST, SECOND, NEITHER = 1, 2, 3


@dataclass(frozen=True)
class Pair:
    """Two options as they are shown: `first` to the left or above."""

    first: str
    second: str
    part: Part
    variable: Variable

    @property
    def name(self) -> str:
        """The name of the part."""
        return f"{self.first}_{self.second}"

    @property
    def field(self) -> str:
        """The posted field, which is the variable."""
        return self.variable.name


@kind("paired_comparison")
@dataclass(frozen=True, kw_only=True)
class PairedComparison(Item):
    """Options compared two at a time: finer than a ranking, and it shows where preferences go in circles.

    `pairs: all` asks all n(n - 1)/2 pairs; `pairs: 6` gives each respondent six of them in which every option occurs
    equally often (within 1), and different respondents different ones, so that all pairs are answered equally often.
    More than 15 pairs tire. With `no_preference` a third answer is offered.

    One column a pair, `<id>_<first>_<second>`: 1 if the first is preferred, 2 the second, 3 no preference; pairs that a
    respondent was not given are not asked. The order within a pair is fixed, and each option comes first in half of
    its pairs; the order of the pairs is random with `shuffle: true`.

    ```yaml
    - id: value
      kind: paired_comparison
      text: {en: Which of the two matters more to you?, zh: 两者之中，您更看重哪一个？}
      pairs: all
      no_preference: {en: Both the same, zh: 同样看重}
      shuffle: true
      options:
        speed: {en: Quick service, zh: 服务迅速}
        price: {en: A low price, zh: 价格低}
        advice: {en: Good advice, zh: 建议专业}
        near: {en: A branch nearby, zh: 网点近}
    ```
    """

    options: Mapping[str, Part]
    pairs: Literal["all"] | int = "all"
    no_preference: Text | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        count = len(self.options)
        if not 3 <= count <= MOST_OPTIONS:
            yield "pairs-options", {"most": MOST_OPTIONS}
            return
        if any(option.relevant for option in self.options.values()):
            yield "pairs-condition", {}
        if self.pairs != "all" and not ceil(count / 2) <= self.pairs <= comb(count, 2):
            yield "pairs-number", {"fewest": ceil(count / 2), "most": comb(count, 2)}
        if NO_PREFERENCE in self.options:
            yield "pairs-option-name", {"name": NO_PREFERENCE}
        if len(self.given) < comb(count, 2):
            yield "pairs-alike", {}

    # ---- the pairs --------------------------------------------------------------------------------------------

    @cached_property
    def _all(self) -> dict[str, Pair]:
        if len(self.options) > MOST_OPTIONS:
            return {}
        names = list(self.options)
        made = [self._pair(names[first], names[second]) for first, second in all_pairs(len(names))]
        return {pair.name: pair for pair in made}

    def _pair(self, first: str, second: str) -> Pair:
        labels = {FIRST: self.options[first].label, SECOND: self.options[second].label}
        stored = {first: FIRST, second: SECOND}
        if self.no_preference is not None:
            labels[NEITHER], stored[NO_PREFERENCE] = self.no_preference, NEITHER
        label = both("items.either", first=labels[FIRST], second=labels[SECOND])
        variable = Variable(
            f"{self.id}_{first}_{second}",
            self.id,
            label,
            Level.NOMINAL,
            values=labels,
            stored=stored,
            missing=frozenset({Missing.NOT_ANSWERED}),
            complete=True,
        )
        return Pair(first, second, Part(label), variable)

    @property
    def given(self) -> Mapping[str, Pair]:
        """The pairs by name: all of them, or those that one respondent is given."""
        return self._all

    def parts(self) -> Mapping[str, Part]:
        return {name: pair.part for name, pair in self.given.items()}

    def only(self, names: Sequence[str]) -> Self:
        if tuple(self.given) == tuple(names):
            return self
        own = {f.name: getattr(self, f.name) for f in fields(PairedComparison)}
        return cast(Self, SomePairs(**own, shown={name: self.given[name] for name in names}))

    def drawn(self, seed: int, number: int) -> Sequence[str]:
        """The pairs of one respondent: the versions of a balanced design go round the respondents."""
        names = list(self.options)
        wanted = None if self.pairs == "all" else self.pairs
        if wanted is None or not self.given:
            return tuple(self.given)
        chosen = balanced_pairs(len(names), wanted, number)
        return tuple(f"{names[first]}_{names[second]}" for first, second in chosen)

    @property
    def versions(self) -> int:
        return 1 if self.pairs == "all" or not self.given else pair_versions(len(self.options), self.pairs)

    # ---- answers ----------------------------------------------------------------------------------------------

    def variables(self) -> tuple[Variable, ...]:
        return tuple(pair.variable for pair in self.given.values())

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        by_field = {pair.field: pair for pair in self.given.values()}

        def preferred(field: str) -> Value | Missing:
            chosen = posted_one(posted, field)
            if chosen and chosen not in by_field[field].variable.stored:
                raise self.wrong("answer-unknown-option", field)
            if not chosen and self.required:
                raise self.wrong("answer-row-required", field, row=by_field[field].part.label)
            return chosen or Missing.NOT_ANSWERED

        return dict(zip(by_field, all_answers(preferred, by_field), strict=True))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        names = [pair.field for pair in self.given.values()]
        return {n: [str(answers[n])] for n in names if n in answers and not isinstance(answers[n], Missing)}

    # ---- summary ----------------------------------------------------------------------------------------------

    def summary(self, data: "Dataset") -> Summary:
        n = int((~data.missing_everywhere([pair.field for pair in self.given.values()])).sum())
        tally = _Tally(list(self.options))
        for pair in self.given.values():
            tally.add(pair, data.counts(pair.field))
        order = sorted(self.options, key=lambda o: -(tally.won[o] / tally.compared[o] if tally.compared[o] else 0))
        bars = [
            {"label": self.options[o].label, "count": tally.won[o], "share": share(tally.won[o], tally.compared[o])}
            for o in order
        ]
        figure = Figure("bars", self.text, {"bars": bars, "n": n}, both("items.base", n=n))
        return Summary(n, self._table(order, tally, n, data), figure if n else None)

    def _table(self, order: Sequence[str], tally: "_Tally", n: int, data: "Dataset") -> Table:
        others = order if len(order) <= WIDEST_MATRIX else ()
        columns = (
            Column(both("items.option")),
            Column(both("items.compared"), Style.COUNT),
            Column(both("items.won"), Style.PERCENT, 1),
            *(Column(both("items.over", number=at), Style.PERCENT, 0) for at, _ in enumerate(others, 1)),
        )
        rows = tuple(self._row(at, option, others, tally) for at, option in enumerate(order, 1))
        said = [*notes(n), both("items.won_note")]
        said += [both("items.over_note")] if others else []
        said += [both("items.no_preference_note")] if self.no_preference is not None else []
        return Table(self.text, columns, rows, (*said, *self._circles(data)))

    def _row(self, at: int, option: str, others: Sequence[str], tally: "_Tally") -> tuple[Cell, ...]:
        label = both("items.numbered", number=at, label=self.options[option].label)
        matrix = (share(tally.over.get((option, other), 0), tally.met.get((option, other), 0)) for other in others)
        return (label, tally.compared[option], share(tally.won[option], tally.compared[option]), *matrix)

    def _circles(self, data: "Dataset") -> Iterator[Text]:
        """The circular triads of those who decided every pair (Kendall & Babington Smith 1940)."""
        size = len(self.options)
        if self.pairs != "all" or not self.given or not data.n:
            return
        decided = ~data.missing_everywhere([pair.field for pair in self.given.values()])
        wins = dict.fromkeys(self.options, decided * 0.0)
        for pair in self.given.values():
            column = data.numbers(pair.field)
            decided &= (column == FIRST) | (column == SECOND)
            wins[pair.first] = wins[pair.first] + (column == FIRST)
            wins[pair.second] = wins[pair.second] + (column == SECOND)
        if not decided.any():
            return
        squares = sum(float((column[decided] ** 2).mean()) for column in wins.values())
        mean = size * (size - 1) * (2 * size - 1) / 12 - squares / 2
        yield both(
            "items.circular_triads",
            mean=number(mean, 2),
            most=most_circular_triads(size),
            chance=number(comb(size, 3) / 4, 2),
            n=int(decided.sum()),
        )

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """Preferences that follow a common order, more or less."""
        given = self.drawn(random.randrange(2**32), random.randrange(2**32))
        worth = {option: random.gauss(-0.4 * at, 1) for at, option in enumerate(self.options)}
        answers: dict[str, Value | Missing] = {pair.field: Missing.NOT_ASKED for pair in self.given.values()}
        for pair in (self.given[name] for name in given):
            ahead = worth[pair.first] - worth[pair.second] + random.gauss(0, 0.5)
            level = self.no_preference is not None and abs(ahead) < 0.15
            answers[pair.field] = NO_PREFERENCE if level else pair.first if ahead > 0 else pair.second
        return answers


@dataclass(frozen=True, kw_only=True)
class SomePairs(PairedComparison):
    """What one respondent is shown: some of the pairs, in an order of their own."""

    shown: Mapping[str, Pair]

    @property
    def given(self) -> Mapping[str, Pair]:
        return self.shown

    def drawn(self, seed: int, number: int) -> Sequence[str]:
        return tuple(self.shown)


class _Tally:
    """How often each option was compared and won, over all and against each other."""

    def __init__(self, options: Sequence[str]) -> None:
        self.compared = dict.fromkeys(options, 0)
        self.won = dict.fromkeys(options, 0)
        self.over: dict[tuple[str, str], int] = {}
        self.met: dict[tuple[str, str], int] = {}

    def add(self, pair: Pair, counts: Mapping[float, int]) -> None:
        """Count the answers to one pair."""
        answered = sum(counts.values())
        for option, other, code in ((pair.first, pair.second, FIRST), (pair.second, pair.first, SECOND)):
            self.compared[option] += answered
            self.won[option] += counts.get(float(code), 0)
            self.over[option, other] = counts.get(float(code), 0)
            self.met[option, other] = answered


def most_circular_triads(options: int) -> int:
    """The largest number of circular triads (A over B, B over C, C over A) that one respondent can give.

    >>> most_circular_triads(7), most_circular_triads(6)
    (14, 8)
    """
    return (options**3 - (options if options % 2 else 4 * options)) // 24
