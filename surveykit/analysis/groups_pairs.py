"""One outcome by one variable: which groups differ, two at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.analysis.analysis import Figures
from surveykit.analysis.gates import GATES
from surveykit.analysis.grouping import Comparison
from surveykit.analysis.groups_question import GroupQuestion, settles
from surveykit.analysis.references import DUNN_1964, GAMES, HOLM, TUKEY
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.many_samples import Pair
from surveykit.analysis.words import semicolons
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count


@dataclass(frozen=True, eq=False)
class GroupPairs(GroupQuestion):
    """All pairs of three or more groups: by Games and Howell, by Tukey, and by Dunn's test of ranks."""

    @property
    def id(self) -> str:
        return f"groups.{self.grouping.by}.{self.grouping.outcome}.pairs"

    @property
    def text(self) -> Text:
        return self.ask("pairs.question")

    def wanted(self) -> list[tuple[str, Of]]:
        return [("mean_difference", self.of)]

    def figures(self, numbers: Comparison) -> Figures:
        return {
            "mean_difference": lambda: self._differences(numbers),
            "dunn_z": lambda: self._ranks(numbers),
        }

    def _differences(self, numbers: Comparison) -> Iterator[Estimate]:
        for pair in numbers.pairs.found:
            own = pair.difference
            for name, inside, p, df in (
                ("games_howell", pair.games_howell, pair.games_howell_p, own.test.df),
                ("tukey", pair.tukey, pair.tukey_p, float(numbers.samples.df)),
            ):
                of = {**self.pair_of(pair.at), "method": name}
                yield Estimate("mean_difference", of, own.value, inside, LEVEL, None, df, p, n=self._both(pair))

    def _ranks(self, numbers: Comparison) -> Iterator[Estimate]:
        for pair in numbers.pairs.found:
            of, z = self.pair_of(pair.at), pair.dunn_z
            yield Estimate("dunn_z", of, z, statistic=z, p=pair.dunn_p, n=self._both(pair))

    def _both(self, pair: Pair) -> int:
        return int(self.grouping.samples.n[list(pair.at)].sum())

    def method(self) -> Method:
        return self._method("method.pairs")

    def references(self) -> tuple[str, ...]:
        return (GAMES, TUKEY, DUNN_1964, HOLM)

    def present(self, numbers: Comparison, checks: tuple[AssumptionCheck, ...]) -> Finding:
        found = numbers.pairs.found
        settled = [self._pair(p) for p in found if settles(p)]
        values = {"k": count(len(found)), "settled": count(len(settled)), "names": semicolons(settled)}
        case = "one" if len(settled) == 1 else "many"
        said = self.say(f"pairs.apart.{case}" if settled else "pairs.none", **values)
        return self.finding(
            Sentences(said, said), self.estimates(numbers), self._table(found), cautions=self._cautions()
        )

    def _cautions(self) -> list[Caution]:
        return [] if self.declared else [GATES["EXPLORATORY"].caution()]

    def _pair(self, pair: Pair) -> Text:
        first, second = pair.at if pair.difference.value > 0 else pair.at[::-1]
        return both("groups.pair", first=self.group(first), second=self.group(second))

    def _table(self, found: tuple[Pair, ...]) -> Table:
        columns = (
            Column(both("groups.column.pair")),
            Column(both("groups.column.difference"), Style.NUMBER),
            Column(both("groups.column.games_ci"), Style.NUMBER),
            Column(both("groups.column.games"), Style.P),
            Column(both("groups.column.tukey"), Style.P),
            Column(both("groups.column.dunn"), Style.P),
        )
        rows: list[tuple[Cell, ...]] = []
        for p in found:
            first, second = (self.grouping.levels[at].label for at in p.at)
            name = both("groups.minus", first=first, second=second)
            rows.append((name, p.difference.value, p.games_howell, p.games_howell_p, p.tukey_p, p.dunn_p))
        return Table(self.say("pairs.table"), columns, tuple(rows), (both("groups.pairs.note"),))
