"""Which predictor has the larger part of R², two at a time, and dominance (Azen & Budescu, 2003)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.analysis import Figures
from surveykit.analysis.drivers_question import DriversQuestion, level
from surveykit.analysis.references import AZEN, EFRON, LINDEMAN
from surveykit.analysis.statistics.parts import DOMINANCE, Dominance, Parts
from surveykit.analysis.words import n_text
from surveykit.core.finding import (
    AssumptionCheck,
    Cell,
    Column,
    Estimate,
    Finding,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both


@dataclass(frozen=True, eq=False)
class DominanceOrder(DriversQuestion):
    """Which predictor has the larger part, pair by pair, and whether it adds more whatever else is in."""

    shared: DriversQuestion

    @property
    def id(self) -> str:
        return f"drivers.{self.outcome}.order"

    @property
    def text(self) -> Text:
        return both("drivers.order.question", outcome=self.name(self.outcome))

    @cached_property
    def parts(self) -> Parts:
        """The numbers that the parts were made from."""
        return self.shared.parts

    def wanted(self) -> list[tuple[str, Of]]:
        pairs = [(a, b) for at, a in enumerate(self.predictors) for b in self.predictors[at + 1 :]]
        return [("importance_difference", {"outcome": self.outcome, "pair": tuple(sorted(pair))}) for pair in pairs]

    def figures(self, numbers: Parts) -> Figures:
        return {
            "importance_difference": lambda: self._differences(numbers),
            "dominance": lambda: self._dominances(numbers, "dominance"),
            "dominance_in_samples": lambda: self._dominances(numbers, "dominance_in_samples"),
        }

    def _differences(self, parts: Parts) -> Iterator[Estimate]:
        for d in parts.differences:
            of, turned = self._pair_of(d.first, d.second, self.chosen)
            inside = (-d.interval[1], -d.interval[0]) if turned and d.interval else d.interval
            yield Estimate(
                "importance_difference", of, -d.value if turned else d.value, inside, level(inside), n=self.n
            )

    def _dominances(self, parts: Parts, name: str) -> Iterator[Estimate]:
        for d in parts.dominances:
            values = d.values if name == "dominance" else d.in_samples
            for kind, value in zip(DOMINANCE, values or (), strict=bool(values)):
                of, turned = self._pair_of(d.first, d.second, kind)
                yield Estimate(name, of, 1 - value if turned else value, n=self.n)

    def _pair_of(self, first: int, second: int, method: str) -> tuple[Of, bool]:
        """What an estimate of a pair is of, and whether its ids in alphabetic order turn the pair round."""
        a, b = self.predictors[first], self.predictors[second]
        low, high = sorted((a, b))
        return {"outcome": self.outcome, "pair": (low, high), "method": method}, a != low

    def references(self) -> tuple[str, ...]:
        return (AZEN, LINDEMAN, *((EFRON,) if self.draws else ()))

    def present(self, numbers: Parts, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = self.words(numbers)
        said = words.order()
        cautions = list(self._cautions(words))
        return self.finding(Sentences(*said), self.estimates(numbers), self._table(numbers), None, checks, cautions)

    def _table(self, parts: Parts) -> Table:
        sure = bool(self.draws) and not self._few
        columns = (
            Column(both("drivers.column.pair")),
            Column(both("drivers.column.difference"), Style.BOUNDED),
            *((Column(both("analysis.column.ci"), Style.BOUNDED),) if sure else ()),
            Column(both("drivers.column.dominance")),
            *((Column(both("drivers.column.in_samples"), Style.PERCENT, 0),) if sure else ()),
        )
        pairs = zip(parts.differences, parts.dominances, strict=True)
        rows = []
        for difference, found in pairs:
            first, second = (self.dataset.codebook.label(p) for p in self._pair(found.first, found.second))
            row: list[Cell] = [both("drivers.pair", first=first, second=second), difference.value]
            row += [difference.interval] if sure else []
            row += [self._kind(found), *([_agreeing(found)] if sure else [])]
            rows.append(tuple(row))
        note = both("drivers.order.note", n=n_text(self.n))
        return Table(both("drivers.order.table", outcome=self.name(self.outcome)), columns, tuple(rows), (note,))

    def _kind(self, found: Dominance) -> Text | None:
        if found.strictest is None:
            return None
        ahead = found.first if found.values[found.strictest] == 1 else found.second
        label = self.dataset.codebook.label(self.predictors[ahead])
        return both(f"drivers.dominance.{DOMINANCE[found.strictest]}", name=label)


def _agreeing(found: Dominance) -> float | None:
    """The mean over the samples of the strictest dominance, seen from the one that has it."""
    if found.strictest is None or found.in_samples is None:
        return None
    mean = found.in_samples[found.strictest]
    return mean if found.values[found.strictest] == 1 else 1 - mean
