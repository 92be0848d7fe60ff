"""What the parts of R² let one say, in both languages: who has more only where the difference's interval says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.statistics.parts import DOMINANCE, Difference, Part, Parts
from surveykit.analysis.words import ci, listed, n_text, p_text, semicolons, sentences, several, stat, tied
from surveykit.core.finding import Caution, Sentences, Style
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count, number, percent


@dataclass(frozen=True)
class Driver:
    """One predictor: id, name inside a sentence, its part by the chosen method, VIF."""

    id: str
    name: Text
    part: Part
    vif: float

    @property
    def collinear(self) -> bool:
        """Whether it can hardly be told apart from other predictors."""
        return self.vif > limit("COLLINEAR", "most")


@dataclass(frozen=True)
class DriversWords:
    """The sentences about one outcome. `few`: too few respondents for parts in a sentence."""

    outcome: Text
    drivers: tuple[Driver, ...]
    parts: Parts
    few: bool

    @property
    def related(self) -> bool:
        """Whether the data show at all that the predictors have to do with the outcome."""
        return self.parts.test[1] < limit("NONSIG", "level")

    @property
    def speaks(self) -> bool:
        """Whether parts may be put into words."""
        return self.related and not self.few

    @cached_property
    def collinear(self) -> list[Driver]:
        """Predictors that must not be ranked."""
        return [d for d in self.drivers if d.collinear]

    @property
    def shown_in_order(self) -> list[Driver]:
        """The largest part first; in the plan's order where that would rank collinear predictors."""
        if self.collinear:
            return list(self.drivers)
        return sorted(self.drivers, key=lambda d: -d.part.value)

    @cached_property
    def settled(self) -> list[tuple[Driver, Driver, Difference]]:
        """Larger and smaller part of the pairs whose difference is shown, without collinear predictors."""
        found = []
        for d in self.parts.differences:
            larger, smaller = (d.first, d.second) if d.value > 0 else (d.second, d.first)
            pair = self.drivers[larger], self.drivers[smaller]
            if d.settled and not any(driver.collinear for driver in pair):
                found.append((*pair, d))
        return found

    @cached_property
    def open(self) -> int:
        """How many pairs without collinear predictors are not settled."""
        free = [d for d in self.parts.differences if not {d.first, d.second} & self._held_back]
        return len(free) - len(self.settled)

    @cached_property
    def _held_back(self) -> set[int]:
        return {at for at, d in enumerate(self.drivers) if d.collinear}

    @cached_property
    def _below(self) -> dict[str, list[Driver]]:
        """For each predictor those whose parts are shown to be smaller, by size."""
        rank = {d.id: at for at, d in enumerate(self.shown_in_order)}
        below: dict[str, list[Driver]] = {d.id: [] for d in self.shown_in_order}
        for larger, smaller, _ in sorted(self.settled, key=lambda pair: rank[pair[1].id]):
            below[larger.id].append(smaller)
        return below

    @property
    def largest(self) -> Driver | None:
        """The predictor whose part is shown to be larger than that of each of the others."""
        if len(self.drivers) < 2 or self.collinear:
            return None
        return next((d for d in self.drivers if len(self._below[d.id]) == len(self.drivers) - 1), None)

    @property
    def claim(self) -> float | None:
        """The p of what the short sentence claims: of the test of R², and if it names the largest part, also of its
        difference from every other."""
        top = self.largest if self.speaks else None
        if top is None:
            return None if self.few else self.parts.test[1]
        at = self.drivers.index(top)
        return max(self.parts.test[1], *(d.p or 0.0 for d in self.parts.differences if at in (d.first, d.second)))

    @property
    def headline(self) -> bool:
        """Whether the short sentence may stand in the summary."""
        return self.speaks and self.largest is not None

    def title(self) -> Text:
        """The figure's title: what the chart shows, and no more."""
        if self.largest is not None:
            return both("drivers.title.largest", name=self.largest.name, outcome=self.outcome)
        return both("drivers.title.plain", outcome=self.outcome)

    def sentences(self) -> Sentences:
        """Short and full."""
        if not self.speaks:
            said = self._silent()
            return Sentences(said, sentences(said, both("drivers.table_only")))
        largest = self._largest()
        short = largest or self._whole()
        return Sentences(short, sentences(self._whole(), largest, self._listed(), self._ahead(), self._not_ranked()))

    def _silent(self) -> Text:
        if self.few:
            return both("drivers.few", n=n_text(self.parts.n), k=count(len(self.drivers)), outcome=self.outcome)
        f, p = self.parts.test
        df = f"{count(self.parts.k)}, {count(self.parts.n - self.parts.k - 1)}"
        r_squared = stat("r_squared", value=bounded(self.parts.r_squared))
        f_said = tied(both("drivers.f", df=df, value=number(f)))
        inside = both("analysis.inside.3", a=r_squared, b=f_said, c=p_text(p))
        return both("drivers.unrelated", outcome=self.outcome, inside=inside)

    def _whole(self) -> Text:
        r_squared = stat("r_squared", value=bounded(self.parts.r_squared))
        inside = both("analysis.inside.2", a=r_squared, b=n_text(self.parts.n))
        names = [d.name for d in self.drivers]
        share = percent(self.parts.r_squared)
        return several("drivers.whole", names, outcome=self.outcome, share=share, inside=inside)

    def _largest(self) -> Text | None:
        top = self.largest
        if top is None:
            return None
        size, share = percent(top.part.value), percent(top.part.share)
        inside = ci(top.part.interval, Style.PERCENT, 0)
        values = {"outcome": self.outcome, "name": top.name, "size": size, "inside": inside, "share": share}
        return both("drivers.largest", k=count(len(self.drivers)), **values)

    def _listed(self) -> Text | None:
        if len(self.drivers) < 2:
            return None
        parts = [both("drivers.part", name=d.name, inside=self._size(d)) for d in self.shown_in_order]
        return both(f"drivers.parts.{self.parts.method}", parts=semicolons(parts), outcome=self.outcome)

    @staticmethod
    def _size(driver: Driver) -> Text:
        size = same(percent(driver.part.value))
        inside = driver.part.interval
        return both("analysis.inside.2", a=size, b=ci(inside, Style.PERCENT, 0)) if inside else size

    def _ahead(self) -> Text | None:
        """Who has a larger part than whom, beyond what was said of the largest; or that nobody is shown to."""
        if len(self.drivers) < 2 or not self.parts.draws:
            return None
        told = [d for d in self.shown_in_order if self._below[d.id] and d is not self.largest]
        said = [both("drivers.ahead", name=d.name, names=listed([low.name for low in self._below[d.id]])) for d in told]
        if not self.settled:
            return both("drivers.none_ahead") if self.open else None
        rest = both(f"drivers.open.{'one' if self.open == 1 else 'many'}", k=count(self.open)) if self.open else None
        return sentences(*said, rest)

    def _not_ranked(self) -> Text | None:
        return several("drivers.not_ranked", [d.name for d in self.collinear]) if self.collinear else None

    def order(self) -> tuple[Text, Text]:
        """Short and full sentence about the pairs."""
        pairs = len(self.parts.differences)
        if not self.speaks:
            said = self._silent()
            return said, said
        if not self.parts.draws:
            said = both("drivers.order.no_samples")
            return said, said
        kinds = {(d.first, d.second): d.strictest for d in self.parts.dominances}
        complete = [p for p in self.settled if kinds[p[2].first, p[2].second] == DOMINANCE.index("complete")]
        values = {"k": count(pairs), "settled": count(len(self.settled)), "complete": count(len(complete))}
        short = both(f"drivers.order.{'some' if self.settled else 'none'}", **values)
        told = [both("drivers.order.pair", first=a.name, second=b.name) for a, b, _ in complete]
        whole = both("drivers.order.complete", pairs=semicolons(told)) if told else None
        return short, sentences(short, whole, self._not_ranked())

    def cautions(self) -> Iterator[Caution]:
        """NONSIG, COLLINEAR and MULTI_TEST, where they close."""
        if not self.related:
            yield Caution("NONSIG", both("drivers.caution.unrelated", outcome=self.outcome))
            return
        pairs = len(self.parts.differences)
        if self.parts.draws and self.open:
            yield Caution("NONSIG", both("drivers.caution.open", k=count(self.open), pairs=count(pairs)))
        if self.collinear:
            yield GATES["COLLINEAR"].caution(names=listed([d.name for d in self.collinear]))
        if self.parts.draws and pairs > limit("MULTI_TEST", "pairs"):
            yield Caution("MULTI_TEST", both("drivers.caution.many", k=count(pairs)))
