"""Reliability: the internal consistency of every construct, one by one and side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.consistency import FEWEST, Consistency, ItemFit, of_construct
from surveykit.analysis.formulas import LEVEL, Interval, fisher, unvarying
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.overview import ReliabilityOverview
from surveykit.analysis.references import CRONBACH, EISINGA, FELDT, FISHER, NUNNALLY
from surveykit.analysis.words import beside, ci, listed, n_text, name_of, sentences, several, stat
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import LANGUAGES, Text, both, join, same
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded, count

NOTICEABLE = 0.02
"""How much alpha must rise without an item before the sentence says so."""


@analysis("reliability")
@dataclass(frozen=True)
class Reliability(Analysis):
    """Cronbach's alpha of each construct with several items (Spearman-Brown for two). No options."""

    def questions(self, dataset: Dataset) -> Iterator["ReliabilityOverview | ConstructReliability"]:
        if dataset.codebook.constructs:
            yield ReliabilityOverview(dataset)
        for construct in dataset.codebook.constructs:
            yield ConstructReliability(dataset, construct)


@dataclass(frozen=True, eq=False)
class ConstructReliability(Question[Consistency]):
    """How consistently the items of one construct were answered."""

    construct: Construct

    analysis = "reliability"

    @property
    def id(self) -> str:
        return f"reliability.{self.construct.id}"

    @property
    def text(self) -> Text:
        return both("analysis.reliability.question", name=self.name)

    @property
    def name(self) -> Text:
        """The construct as it reads inside a sentence."""
        return name_of(self.dataset.codebook, self.construct.id)

    @property
    def of(self) -> Mapping[str, str]:
        """What the estimates are of."""
        return {"construct": self.construct.id}

    @cached_property
    def moments(self) -> Moments:
        """Of the rows that have all items, in the construct's direction."""
        return self.dataset.moments(self.construct.items, self.construct)

    @property
    def n(self) -> int:
        return self.moments.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.construct.items)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("cronbach_alpha", self.of)]

    def needs(self) -> Iterator[Caution]:
        if len(self.construct.items) < 2:
            yield GATES["SINGLE_ITEM"].caution(name=self.name)
        elif self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_alpha", name=self.name, n=n_text(self.n), needed=count(FEWEST))
        elif flat := unvarying(self.moments):
            names = listed([same(item) for item in flat])
            yield GATES["NO_VARIANCE"].caution("items", name=self.name, items=names)
        elif of_construct(self.dataset, self.construct) is None:
            yield GATES["NO_VARIANCE"].caution("sum", name=self.name)

    def estimate(self) -> Consistency:
        found = of_construct(self.dataset, self.construct)
        assert found is not None  # `needs` has seen to it
        return found

    def checks(self, numbers: Consistency) -> tuple[AssumptionCheck, ...]:
        equal = AssumptionCheck(
            both("analysis.reliability.check.equal"),
            Verdict.NOT_CHECKED,
            both("analysis.reliability.check.equal.advice"),
        )
        return self._direction(numbers), equal

    def _direction(self, found: Consistency) -> AssumptionCheck:
        """Whether every item is shown to point the way of the others: the interval of its item-total r is above 0."""
        name, lowest = both("analysis.reliability.check.direction"), found.weakest.item_total
        if is_small(found.n):
            few = both("analysis.reliability.check.direction.not_checked", n=n_text(found.n))
            return AssumptionCheck(name, Verdict.NOT_CHECKED, few, statistic=lowest)
        if found.negative:
            against = both("analysis.reliability.check.direction.not_met")
            return AssumptionCheck(name, Verdict.NOT_MET, against, statistic=lowest)
        intervals = {i.name: self._item_total(found, i) for i in found.items}
        open_ = [same(item) for item, inside in intervals.items() if inside and inside[0] <= 0]
        if open_:
            advice = several("analysis.reliability.check.direction.caution", open_)
            return AssumptionCheck(name, Verdict.CAUTION, advice, statistic=lowest)
        met = both("analysis.reliability.check.direction.met")
        return AssumptionCheck(name, Verdict.MET, met, statistic=lowest)

    @staticmethod
    def _item_total(found: Consistency, item: ItemFit) -> Interval | None:
        """Fisher's interval of an item's correlation with the sum of the others."""
        return None if item.item_total is None or is_small(found.n) else fisher(item.item_total, found.n)

    def method(self) -> Method:
        case = "two" if len(self.construct.items) == 2 else "many"
        text = sentences(both("analysis.reliability.method"), both(f"analysis.reliability.method.{case}"))
        return Method(text, "NumPy", np.__version__, {"level": LEVEL, "interval": "Feldt", "missing": "listwise"})

    def references(self) -> tuple[str, ...]:
        return (CRONBACH, FELDT, FISHER, NUNNALLY) + ((EISINGA,) if len(self.construct.items) == 2 else ())

    def present(self, numbers: Consistency, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            list(self._estimates(numbers)),
            self._table(numbers),
            checks=checks,
            cautions=self._cautions(numbers),
        )

    def _estimates(self, found: Consistency) -> Iterator[Estimate]:
        level = LEVEL if found.interval else None
        yield Estimate("cronbach_alpha", self.of, found.alpha, found.interval, level)
        flat = both("analysis.reason.rest_flat") if found.standardised is None else None
        yield Estimate("standardised_alpha", self.of, found.standardised, reason=flat)
        if found.k == 2:
            yield self._spearman_brown(found)
        for item in found.items:
            of = {**self.of, "item": item.name}
            rest_flat = both("analysis.reason.rest_flat") if item.item_total is None else None
            inside = self._item_total(found, item)
            yield Estimate(
                "item_total_r", of, item.item_total, inside, LEVEL if inside else None, n=found.n, reason=rest_flat
            )
            yield Estimate("alpha_if_deleted", of, item.if_deleted, reason=self._no_deletion(found, item))

    def _spearman_brown(self, found: Consistency) -> Estimate:
        value, ends = found.spearman_brown, found.spearman_brown_interval
        against = both("analysis.reason.against") if value is None else None
        return Estimate("spearman_brown", self.of, value, ends, LEVEL if ends else None, reason=against)

    @staticmethod
    def _no_deletion(found: Consistency, item: ItemFit) -> Text | None:
        if item.if_deleted is not None:
            return None
        return both("analysis.reason.two_items" if found.k == 2 else "analysis.reason.rest_flat")

    def _table(self, found: Consistency) -> Table:
        without = found.k > 2 and not is_small(found.n)
        columns = (
            Column(both("analysis.column.item"), Style.ID),
            Column(both("analysis.column.wording")),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
            Column(both("analysis.column.item_total"), Style.BOUNDED),
            *((Column(both("analysis.column.if_deleted"), Style.BOUNDED),) if without else ()),
        )
        rows = tuple(
            (i.name, self.dataset.variable(i.name).label, i.mean, i.sd, i.item_total)
            + ((i.if_deleted,) if without else ())
            for i in found.items
        )
        return Table(both("analysis.reliability.table", name=self.name), columns, rows, tuple(self._notes(found)))

    def _notes(self, found: Consistency) -> Iterator[Text]:
        yield both("analysis.reliability.note", n=n_text(found.n))
        if self.construct.reverse:
            turned = [same(item) for item in self.construct.reverse]
            yield several("analysis.reliability.reversed", turned)

    def _sentences(self, found: Consistency) -> Sentences:
        lead = self._lead(found)
        if found.negative:
            names = [same(item) for item in found.negative]
            warning = several("analysis.reliability.check_coding", names)
            return Sentences(sentences(lead, warning), sentences(lead, warning))
        weak = self._weak_item(found)
        return Sentences(lead, sentences(lead, self._band(found), weak))

    def _lead(self, found: Consistency) -> Text:
        convention = limit("LOW_ALPHA", "convention")
        alpha = stat("alpha", value=beside(found.alpha, convention))
        inside = ci(found.interval, Style.BOUNDED) if found.interval else None
        values = {"name": self.name, "k": count(found.k), "n": n_text(found.n), "alpha": alpha}
        if found.spearman_brown is not None:
            sb = stat("spearman_brown", value=bounded(found.spearman_brown))
            ends = found.spearman_brown_interval
            case = "two" if ends else "two_small"
            return both(f"analysis.reliability.{case}", sb=sb, inside=ci(ends, Style.BOUNDED), **values)
        return both(f"analysis.reliability.{'many' if inside else 'small'}", inside=inside, **values)

    @staticmethod
    def _band(found: Consistency) -> Text | None:
        """Where alpha lies beside the convention, as far as the interval tells."""
        if found.interval is None:
            return None
        convention, (low, high) = limit("LOW_ALPHA", "convention"), found.interval
        case = "above" if low >= convention else "below" if high < convention else "unsettled"
        return both(f"analysis.reliability.{case}", convention=bounded(convention))

    def _weak_item(self, found: Consistency) -> Text | None:
        """The item without which alpha would be higher."""
        item = found.weakest
        if found.interval is None or item.item_total is None or item.if_deleted is None:
            return None
        if item.if_deleted < found.alpha + NOTICEABLE:
            return None
        r = stat("r", value=bounded(item.item_total))
        without = bounded(item.if_deleted)
        at = self.construct.items.index(item.name)
        own = zip(self.construct.items, self.moments.correlation[at].tolist(), strict=True)
        others = [both("analysis.reliability.with", item=same(i), r=bounded(x)) for i, x in own if i != item.name]
        values = {"item": same(item.name), "r": r, "alpha": without}
        apart = {language: join(others, language) for language in LANGUAGES}
        return both("analysis.reliability.weak_item", others=apart, **values)

    def _cautions(self, found: Consistency) -> list[Caution]:
        cautions = list(base_cautions(found.n))
        if found.negative:
            names = listed([same(item) for item in found.negative])
            cautions.append(GATES["NEG_ITEM"].caution(items=names, name=self.name))
        elif found.alpha < limit("LOW_ALPHA", "convention") and not is_small(found.n):
            alpha = stat("alpha", value=beside(found.alpha, limit("LOW_ALPHA", "convention")))
            cautions.append(GATES["LOW_ALPHA"].caution(name=self.name, alpha=alpha))
        return cautions
