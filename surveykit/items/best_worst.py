"""Best-worst scaling (MaxDiff): in each of several sets, what matters most and what matters least."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from math import sqrt
from random import Random
from typing import TYPE_CHECKING, Any, Self, cast

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Cell, Column, Figure, Style, Table
from surveykit.core.item import Item, Option, Part, Posted, Summary, all_answers, coded, kind, option_faults, posted_one
from surveykit.core.language import Text, both, same
from surveykit.items.designs import MOST_OBJECTS, MOST_SETS, Design, balanced_sets, usual_sets
from surveykit.items.frequency import FEWEST_FOR_SHARES, notes
from surveykit.items.quantity import t_quantile

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

SMALLEST_SET = 3


@dataclass(frozen=True)
class Shown:
    """One set: the options in it, in order, and the variables of its two answers."""

    name: str
    options: tuple[str, ...]
    part: Part
    best: Variable
    worst: Variable


@kind("best_worst")
@dataclass(frozen=True, kw_only=True)
class BestWorst(Item):
    """What matters most and least, in small sets of a longer list (MaxDiff). Nobody can call everything important.

    Each set shows `set_size` options (4 if not said). Which, follows a balanced incomplete block design where one
    exists: every option is shown equally often, every two of them meet equally often. Else appearances differ by at
    most 1 and meetings by as little as a search could reach (`design.spread`); the report prints them. `sets` is the
    number of sets; if not said, that of the shortest balanced design of 20 sets or fewer, else so many that each option
    is shown three times. Within sets each option stands equally often in each place (within 1); with `shuffle: true`
    the order of the sets is random. `best` and `worst` are the heads of the two answers.

    Two columns a set, `<id>_<set>_best` and `<id>_<set>_worst`, with the code of the option; a code means the same
    option in all sets. Either both are answered or none.

    ```yaml
    - id: care
      kind: best_worst
      text: {en: What matters most and least to you in a repair?, zh: 维修服务中，您最看重和最不看重的分别是什么？}
      set_size: 3
      shuffle: true
      options:
        speed: {en: It is done quickly, zh: 修得快}
        price: {en: The price is low, zh: 价格低}
        advice: {en: I am advised well, zh: 建议专业}
        hours: {en: The hours suit me, zh: 时间方便}
        parts: {en: Original parts are used, zh: 使用原厂配件}
        clean: {en: The place is left clean, zh: 现场干净}
        polite: {en: The staff are polite, zh: 人员有礼貌}
    ```
    """

    options: Mapping[str, Option]
    set_size: int = 4
    sets: int | None = None
    best: Text = field(default_factory=lambda: both("items.best"))
    worst: Text = field(default_factory=lambda: both("items.worst"))

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        yield from option_faults(self.options)
        if any(o.specify or o.exclusive or o.missing or o.relevant for o in self.options.values()):
            yield "best-worst-flags", {}
        count = len(self.options)
        if not SMALLEST_SET < count <= MOST_OBJECTS:
            yield "best-worst-options", {"fewest": SMALLEST_SET + 1, "most": MOST_OBJECTS}
        elif not SMALLEST_SET <= self.set_size < count:
            yield "best-worst-size", {"fewest": SMALLEST_SET, "most": count - 1}
        elif self.sets is not None and not self._fewest <= self.sets <= MOST_SETS:
            yield "best-worst-sets", {"fewest": self._fewest, "most": MOST_SETS}

    @property
    def _fewest(self) -> int:
        """The fewest sets that show every option."""
        return -(-len(self.options) // self.set_size)

    # ---- the sets ---------------------------------------------------------------------------------------------

    @property
    def design(self) -> Design:
        """Which options stand in which set, numbered in their order from 0; no set where none is possible."""
        count = len(self.options)
        if not SMALLEST_SET <= self.set_size < count <= MOST_OBJECTS:
            return Design(count, ())
        sets = usual_sets(count, self.set_size) if self.sets is None else self.sets
        return balanced_sets(count, self.set_size, sets) if self._fewest <= sets <= MOST_SETS else Design(count, ())

    @cached_property
    def _all(self) -> dict[str, Shown]:
        names = list(self.options)
        chosen = [tuple(names[o] for o in shown) for shown in self.design.sets]
        return {str(at): self._shown(str(at), options) for at, options in enumerate(chosen, 1)}

    def _shown(self, name: str, options: tuple[str, ...]) -> Shown:
        label = both("items.set", number=name)
        best, worst = (
            self._variable(f"{self.id}_{name}_{end}", both("items.set_answer", set=label, answer=answer), options)
            for end, answer in (("best", self.best), ("worst", self.worst))
        )
        return Shown(name, options, Part(label), best, worst)

    def _variable(self, name: str, label: Text, options: Sequence[str]) -> Variable:
        codes = coded(self.options)
        return Variable(
            name,
            self.id,
            label,
            Level.NOMINAL,
            values={codes[o]: self.options[o].label for o in self.options if o in options},
            stored={o: codes[o] for o in self.options if o in options},
            missing=frozenset({Missing.NOT_ANSWERED}),
            complete=True,
        )

    @property
    def given(self) -> Mapping[str, Shown]:
        """The sets by name: all of them, or those that one respondent is shown, in their order."""
        return self._all

    def parts(self) -> Mapping[str, Part]:
        return {name: shown.part for name, shown in self.given.items()}

    def only(self, names: Sequence[str]) -> Self:
        if tuple(self.given) == tuple(names):
            return self
        own = {f.name: getattr(self, f.name) for f in fields(BestWorst)}
        return cast(Self, SomeSets(**own, shown={name: self.given[name] for name in names}))

    # ---- answers ----------------------------------------------------------------------------------------------

    def variables(self) -> tuple[Variable, ...]:
        return tuple(v for shown in self.given.values() for v in (shown.best, shown.worst))

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        def chosen(field: str) -> str:
            option = posted_one(posted, field)
            if option and option not in allowed[field]:
                raise self.wrong("answer-unknown-option", field)
            return option

        allowed = {v.name: v.stored for v in self.variables()}
        taken = {name: str(option) for name, option in zip(allowed, all_answers(chosen, allowed), strict=True)}
        sets = {shown.best.name: (at, shown) for at, shown in enumerate(self.given.values(), 1)}
        all_answers(lambda field: self._judge(*sets[field], taken), sets)
        return {name: option or Missing.NOT_ANSWERED for name, option in taken.items()}

    def _judge(self, at: int, shown: Shown, taken: Mapping[str, str]) -> str:
        """Both answers or none, and two different ones. The set is named by its place on the page."""
        best, worst = taken[shown.best.name], taken[shown.worst.name]
        names: dict[str, Any] = {"set": at, "best": self.best, "worst": self.worst}
        if not best and not worst and self.required:
            raise self.wrong("answer-row-required", shown.best.name, row=both("items.set", number=at))
        if bool(best) != bool(worst):
            raise self.wrong("answer-best-worst-one", (shown.best if best else shown.worst).name, **names)
        if best and best == worst:
            label = self.options[best].label
            raise self.wrong("answer-best-worst-same", shown.worst.name, option=label, **names)
        return ""

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        names = [v.name for v in self.variables()]
        return {n: [str(answers[n])] for n in names if n in answers and not isinstance(answers[n], Missing)}

    # ---- summary ----------------------------------------------------------------------------------------------

    def summary(self, data: "Dataset") -> Summary:
        n = int((~data.missing_everywhere([v.name for v in self.variables()])).sum())
        scores = sorted((self._score(option, data, n) for option in self.options), key=lambda s: -s.difference)
        columns = (
            Column(both("items.option")),
            Column(self.best, Style.COUNT),
            Column(self.worst, Style.COUNT),
            Column(both("items.times_shown"), Style.COUNT),
            Column(both("items.best_less_worst"), Style.NUMBER),
            Column(both("items.interval"), Style.NUMBER),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (s.label, s.best, s.worst, s.shown, s.value, s.interval) for s in scores
        )
        said = both("items.best_less_worst_note", best=self.best, worst=self.worst)
        table = Table(self.text, columns, rows, (*notes(n), said, self.balance))
        drawn = [{"label": s.label, "value": s.value, "interval": s.interval, "hollow": s.holds_zero} for s in scores]
        axis = both("items.best_less_worst_axis", best=self.best, worst=self.worst)
        shown = {"rows": drawn, "axis": axis, "range": (-1, 1), "zero": True}
        figure = Figure("intervals", self.text, shown, both("items.base", n=n))
        return Summary(n, table, figure if n >= FEWEST_FOR_SHARES else None)

    @property
    def balance(self) -> Text:
        """The design in a sentence, as a report prints it."""
        design = self.design
        name = "items.design_balanced" if design.balanced else "items.design_unbalanced"
        appearances, meetings = _range(design.appearances), _range(design.pair_counts.values())
        counts = {"sets": len(design.sets), "size": self.set_size, "options": design.objects}
        return both(name, appearances=appearances, meetings=meetings, **counts)

    def _score(self, option: str, data: "Dataset", n: int) -> "_Score":
        """Best less worst over the sets that were answered; its interval takes respondents as units."""
        code = coded(self.options)[option]
        best, worst, times = 0, 0, 0
        differences: Any = 0.0
        shown: Any = 0.0
        for each in (s for s in self.given.values() if option in s.options):
            first, last = data.numbers(each.best.name), data.numbers(each.worst.name)
            best, worst = best + int((first == code).sum()), worst + int((last == code).sum())
            times += data.answered(each.best.name)
            differences = differences + (first == code) * 1.0 - (last == code)
            shown = shown + ~data.missing_everywhere([each.best.name]) * 1.0
        value = (best - worst) / times if times and n >= FEWEST_FOR_SHARES else None
        interval = None
        if value is not None:
            squares = (differences - value * shown) ** 2
            half = t_quantile(n - 1) * sqrt(n / (n - 1) * float(squares.sum())) / times
            interval = (max(value - half, -1.0), min(value + half, 1.0))
        return _Score(self.options[option].label, best, worst, times, value, interval)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """Choices that follow a common order, more or less."""
        worth = {option: random.gauss(-0.3 * at, 1) for at, option in enumerate(self.options)}
        answers: dict[str, Value | Missing] = {}
        for shown in self.given.values():
            order = sorted(shown.options, key=lambda option: worth[option] + random.gauss(0, 0.5))
            answers |= {shown.best.name: order[-1], shown.worst.name: order[0]}
        return answers


@dataclass(frozen=True, kw_only=True)
class SomeSets(BestWorst):
    """What one respondent is shown: the sets in an order of their own."""

    shown: Mapping[str, Shown]

    @property
    def given(self) -> Mapping[str, Shown]:
        return self.shown


def _range(counts: Collection[int]) -> Text:
    low, high = min(counts, default=0), max(counts, default=0)
    return same(str(low)) if low == high else both("items.from_to", low=low, high=high)


@dataclass(frozen=True)
class _Score:
    label: Text
    best: int
    worst: int
    shown: int
    value: float | None
    interval: tuple[float, float] | None

    @property
    def holds_zero(self) -> bool:
        """Whether the interval says nothing of the direction."""
        return self.interval is not None and self.interval[0] <= 0 <= self.interval[1]

    @property
    def difference(self) -> float:
        """Best less worst for each time shown, whatever the number of answers."""
        return (self.best - self.worst) / self.shown if self.shown else 0.0
