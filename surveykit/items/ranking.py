"""Ranking: options put in order, all of them or the first few."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Figure, Style, Table
from surveykit.core.item import Item, Option, Posted, Summary, kind, option_faults, posted_one
from surveykit.core.language import Text, both
from surveykit.items.frequency import notes, share

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("ranking")
@dataclass(frozen=True, kw_only=True)
class Ranking(Item):
    """Options in order of importance: 1 is first. `top: 3` asks for the first three only.

    One column an option, `<id>_<option>`, with its rank. An option left unranked is missing, never last.

    ```yaml
    - id: priorities
      kind: ranking
      text: {en: What matters most to you?, zh: 您最看重什么？}
      top: 3
      options:
        speed: {en: Speed, zh: 速度}
        price: {en: Price, zh: 价格}
        advice: {en: Advice, zh: 建议}
    ```
    """

    part_field = "options"

    options: Mapping[str, Option]
    top: int | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        yield from option_faults(self.options)
        if self.top is not None and not 1 <= self.top <= len(self.options):
            yield "ranking-top", {"options": len(self.options)}
        if any(o.specify or o.exclusive or o.missing for o in self.options.values()):
            yield "ranking-flags", {}

    @property
    def ranks(self) -> int:
        """How many ranks are given."""
        return self.top or len(self.options)

    def name(self, option: str) -> str:
        """The variable and field of an option."""
        return f"{self.id}_{option}"

    def variables(self) -> tuple[Variable, ...]:
        return tuple(
            Variable(
                self.name(name),
                self.id,
                option.label,
                Level.ORDINAL,
                missing=frozenset({Missing.NOT_ANSWERED}),
                minimum=1,
                maximum=self.ranks,
                complete=True,
            )
            for name, option in self.options.items()
        )

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        given = {name: posted_one(posted, self.name(name)) for name in self.options}
        ranks = {name: rank for name, rank in given.items() if rank}
        if not ranks:
            if self.required:
                raise self.wrong("answer-required")
            return self.unanswered()
        allowed = {str(rank): rank for rank in range(1, self.ranks + 1)}
        if not set(ranks.values()) <= set(allowed):
            raise self.wrong("answer-unknown-option")
        twice = sorted({allowed[r] for r in ranks.values() if list(ranks.values()).count(r) > 1})
        if twice:
            raise self.wrong("answer-rank-twice", rank=twice[0])
        if {allowed[r] for r in ranks.values()} != set(range(1, len(ranks) + 1)):
            raise self.wrong("answer-rank-gap", count=len(ranks))
        if self.required and len(ranks) < self.ranks:
            raise self.wrong("answer-ranks-missing", wanted=self.ranks, ranked=len(ranks))
        return {self.name(name): allowed[given[name]] if given[name] else Missing.NOT_ANSWERED for name in self.options}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        names = [self.name(name) for name in self.options]
        return {n: [str(answers[n])] for n in names if n in answers and not isinstance(answers[n], Missing)}

    def summary(self, data: "Dataset") -> Summary:
        names = [self.name(name) for name in self.options]
        n = int((~data.missing_everywhere(names)).sum())
        rows = sorted((self._row(name, data) for name in self.options), key=lambda r: (-r.ranked, -r.first))
        columns = (
            Column(both("items.option")),
            Column(both("items.first"), Style.PERCENT, 1),
            Column(both("items.among_top", k=self.ranks), Style.PERCENT, 1),
            Column(both("items.mean_rank"), Style.NUMBER),
            Column(both("items.ranked_by"), Style.COUNT),
        )
        cells = tuple((r.label, share(r.first, n), share(r.ranked, n), r.mean, r.ranked) for r in rows)
        table = Table(self.text, columns, cells, (*notes(n), both("items.mean_rank_note")))
        drawn = [
            {"label": r.label, "mean_rank": r.mean, "first": r.first, "top": r.ranked, "n": r.ranked} for r in rows
        ]
        figure = Figure("ranks", self.text, {"rows": drawn, "k": self.ranks, "n": n}, both("items.base", n=n))
        return Summary(n, table, figure if n else None)

    def _row(self, name: str, data: "Dataset") -> "_Ranked":
        spread = data.spread(self.name(name))
        first = data.counts(self.name(name)).get(1.0, 0)
        return _Ranked(self.options[name].label, first, spread.n, spread.mean)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        chosen = random.sample(list(self.options), self.ranks)
        return self.parse({self.name(name): [str(rank)] for rank, name in enumerate(chosen, 1)})


@dataclass(frozen=True)
class _Ranked:
    label: Text
    first: int
    ranked: int
    mean: float | None
