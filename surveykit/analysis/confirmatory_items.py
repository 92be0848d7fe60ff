"""Items and their factors: how strongly each item goes with its construct, and what that is evidence for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.analysis import Figures
from surveykit.analysis.confirmatory_question import FactorQuestion, said
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import FORNELL_LARCKER
from surveykit.analysis.statistics.convergent import Loading
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.measurement import Measurement
from surveykit.analysis.words import base, beside, ci, listed, n_text, sentences
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Figure,
    Finding,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count


@dataclass(frozen=True, eq=False)
class ItemLoadings(FactorQuestion):
    """How strongly each item goes with its construct."""

    part = "loadings"

    def wanted(self) -> list[tuple[str, Of]]:
        return [("loading", {"construct": c.id, "item": item}) for c in self.constructs for item in c.items]

    def figures(self, numbers: Measurement) -> Figures:
        return {
            "loading": lambda: [self._estimate("loading", one) for one in numbers.loadings],
            "raw_loading": lambda: [self._estimate("raw_loading", one) for one in numbers.loadings],
        }

    def _estimate(self, name: str, one: Loading) -> Estimate:
        found = one.standardised if name == "loading" else one.raw
        of = {"construct": self.constructs[one.factor].id, "item": self._item(one)}
        if found.se <= 0:
            return Estimate(name, of, found.value)
        return Estimate(name, of, found.value, found.interval, LEVEL, found.z, p=found.p)

    def _items(self, loadings: Sequence[Loading]) -> Text:
        return listed([self.item(one.item) for one in loadings])

    def _item(self, one: Loading) -> str:
        return self.measured.items.names[one.item]

    def present(self, numbers: Measurement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            checks,
            list(self._cautions(numbers)),
        )

    def _low(self, numbers: Measurement) -> list[Loading]:
        """Those that do not reach the convention, the lowest first."""
        low = [one for one in numbers.loadings if one.standardised.value < limit("CONVERGENT", "loading")]
        return sorted(low, key=lambda one: one.standardised.value)

    def _named(self, one: Loading) -> Text:
        value = beside(one.standardised.value, limit("CONVERGENT", "loading"))
        inside = both("analysis.inside.2", a=same(value), b=ci(one.standardised.interval, Style.BOUNDED))
        return both("analysis.with", name=self.item(one.item), inside=inside)

    def _sentences(self, numbers: Measurement) -> Sentences:
        order = sorted(numbers.loadings, key=lambda one: one.standardised.value)
        values = {"p": count(numbers.p), "n": n_text(self.n)}
        spread = both(
            "confirmatory.loadings.range",
            low=bounded(order[0].standardised.value),
            high=bounded(order[-1].standardised.value),
            **values,
        )
        low, mark = self._low(numbers), bounded(limit("CONVERGENT", "loading"))
        if not low:
            return Sentences(spread, sentences(spread, both("confirmatory.loadings.all", mark=mark)))
        below = both("confirmatory.loadings.low", names=listed([self._named(one) for one in low]), mark=mark)
        zero = [one for one in low if one.standardised.interval[0] <= 0 <= one.standardised.interval[1]]
        unshown = both("confirmatory.loadings.unshown", names=self._items(zero)) if zero else None
        return Sentences(sentences(spread, below), sentences(spread, below, unshown))

    def _cautions(self, numbers: Measurement) -> Iterator[Caution]:
        yield from self.few()
        yield from self.negative()
        yield from self.beyond()
        against = [one for one in numbers.loadings if one.standardised.interval[1] < 0]
        for factor in sorted({one.factor for one in against}):
            items = self._items([one for one in against if one.factor == factor])
            yield GATES["NEG_ITEM"].caution(items=items, name=self.name(factor))

    def _table(self, numbers: Measurement) -> Table:
        columns = (
            Column(both("analysis.column.item"), Style.ID),
            Column(both("analysis.column.wording")),
            Column(both("analysis.column.construct")),
            Column(both("confirmatory.column.loading"), Style.BOUNDED),
            Column(both("confirmatory.column.se"), Style.BOUNDED, 3),
            Column(both("analysis.column.ci"), Style.BOUNDED),
            Column(both("confirmatory.column.raw"), Style.NUMBER),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                self._item(one),
                self.dataset.codebook.label(self._item(one)),
                self.constructs[one.factor].label,
                one.standardised.value,
                one.standardised.se,
                one.standardised.interval,
                one.raw.value,
            )
            for one in numbers.loadings
        )
        return Table(both("confirmatory.loadings.table"), columns, rows, tuple(self._notes()))

    def _notes(self) -> Iterator[Text]:
        yield both("confirmatory.loadings.note", n=n_text(self.n))
        turned = [same(item) for c in self.constructs for item in c.items if item in c.reverse]
        if turned:
            yield both("confirmatory.loadings.reversed", names=listed(turned))

    def _figure(self, numbers: Measurement) -> Figure:
        def label(one: Loading) -> Text:
            construct = self.constructs[one.factor].label
            return both("confirmatory.loadings.label", item=same(self._item(one)), name=construct)

        rows = [
            {
                "id": self._item(one),
                "label": label(one),
                "value": one.standardised.value,
                "interval": one.standardised.interval,
                "hollow": one.standardised.interval[0] <= 0 <= one.standardised.interval[1],
                "note": None,
            }
            for one in numbers.loadings
        ]
        data = {
            "rows": rows,
            "axis": both("confirmatory.loadings.axis"),
            "range": [0.0, 1.0],
            "zero": True,
            "style": "bounded",
            "places": 2,
        }
        low = self._low(numbers)
        mark = bounded(limit("CONVERGENT", "loading"))
        case = "low" if low else "all"
        names = self._items(low)
        title = both(f"confirmatory.loadings.title.{case}", names=names, mark=mark)
        return Figure("intervals", title, data, base(self.n))


@dataclass(frozen=True, eq=False)
class ConvergentValidity(FactorQuestion):
    """What each construct shares with its own items."""

    part = "convergent"

    def wanted(self) -> list[tuple[str, Of]]:
        return [
            (name, {"construct": c.id})
            for name in ("composite_reliability", "average_variance_extracted")
            for c in self.constructs
        ]

    def figures(self, numbers: Measurement) -> Figures:
        places = range(len(self.constructs))
        return {
            "composite_reliability": lambda: [self._reliability(numbers, at) for at in places],
            "average_variance_extracted": lambda: [self._extracted(numbers, at) for at in places],
        }

    def _extracted(self, numbers: Measurement, at: int) -> Estimate:
        return Estimate("average_variance_extracted", {"construct": self.constructs[at].id}, numbers.ave(at))

    def _reliability(self, numbers: Measurement, at: int) -> Estimate:
        value = numbers.reliability(at)
        reason = both("confirmatory.reason.no_reliability") if value is None else None
        return Estimate("composite_reliability", {"construct": self.constructs[at].id}, value, reason=reason)

    def references(self) -> tuple[str, ...]:
        return (*super().references(), FORNELL_LARCKER)

    def present(self, numbers: Measurement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=list(self._cautions(numbers)),
        )

    def _own(self, numbers: Measurement, at: int) -> list[Loading]:
        return [one for one in numbers.loadings if one.factor == at]

    def _supported(self, numbers: Measurement, at: int) -> bool:
        """Whether AVE and all loadings reach the conventions."""
        own = self._own(numbers, at)
        strong = all(
            one.standardised.value >= limit("CONVERGENT", "loading") and one.standardised.interval[0] > 0 for one in own
        )
        return strong and numbers.ave(at) >= limit("CONVERGENT", "ave")

    def _why_not(self, numbers: Measurement, at: int) -> Text:
        lowest = min(self._own(numbers, at), key=lambda one: one.standardised.value)
        ave = said("ave", beside(numbers.ave(at), limit("CONVERGENT", "ave")))
        inside = ave
        if lowest.standardised.value < limit("CONVERGENT", "loading"):
            value = beside(lowest.standardised.value, limit("CONVERGENT", "loading"))
            item = self.item(lowest.item)
            inside = both("analysis.inside.2", a=ave, b=both("confirmatory.convergent.lowest", item=item, value=value))
        return both("analysis.with", name=self.name(at), inside=inside)

    def _split(self, numbers: Measurement) -> tuple[list[int], list[int]]:
        yes = [at for at in range(len(self.constructs)) if self._supported(numbers, at)]
        return yes, [at for at in range(len(self.constructs)) if at not in yes]

    def _sentences(self, numbers: Measurement) -> Sentences:
        if numbers.sound.negative:
            refused = both("confirmatory.convergent.improper", n=n_text(self.n))
            return Sentences(refused, sentences(refused, *(c.text for c in self.negative())))
        yes, no = self._split(numbers)
        marks = {
            "ave": bounded(limit("CONVERGENT", "ave")),
            "loading": bounded(limit("CONVERGENT", "loading")),
            "n": n_text(self.n),
        }
        if yes:
            first = both("confirmatory.convergent.evidence", names=listed([self.name(at) for at in yes]), **marks)
        else:
            first = both("confirmatory.convergent.none", **marks)
        rest = (
            both("confirmatory.convergent.not", names=listed([self._why_not(numbers, at) for at in no])) if no else None
        )
        return Sentences(first, sentences(first, rest))

    def _cautions(self, numbers: Measurement) -> Iterator[Caution]:
        yield from self.few()
        yield from self.negative()
        yield from self.beyond()
        _, no = self._split(numbers)
        if no and not numbers.sound.negative:
            yield GATES["CONVERGENT"].caution(names=listed([self.name(at) for at in no]))

    def _table(self, numbers: Measurement) -> Table:
        columns = (
            Column(both("analysis.column.construct")),
            Column(both("analysis.column.items"), Style.COUNT),
            Column(both("confirmatory.column.range")),
            Column(both("confirmatory.column.reliability"), Style.BOUNDED),
            Column(both("confirmatory.column.ave"), Style.BOUNDED),
        )
        rows = []
        for at, construct in enumerate(self.constructs):
            values = [one.standardised.value for one in self._own(numbers, at)]
            spread = both("analysis.scale", low=bounded(min(values)), high=bounded(max(values)))
            rows.append((construct.label, len(values), spread, numbers.reliability(at), numbers.ave(at)))
        return Table(
            both("confirmatory.convergent.table"), columns, tuple(rows), (both("confirmatory.convergent.note"),)
        )
