"""Reliability: the internal consistency of every construct, one by one and side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.coefficients import Coefficients
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.overview import ReliabilityOverview
from surveykit.analysis.references import CRONBACH, EISINGA, FELDT, FISHER, NUNNALLY
from surveykit.analysis.retest import Retest
from surveykit.analysis.statistics.consistency import FEWEST, Consistency, ItemFit, consistency
from surveykit.analysis.statistics.formulas import LEVEL, Interval, fisher, unvarying
from surveykit.analysis.words import (
    MOST_NAMED,
    all_called,
    beside,
    called,
    ci,
    n_text,
    name_of,
    sentences,
    several,
    stat,
)
from surveykit.core.codebook import Codebook, Construct, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
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
from surveykit.core.language import Text, both, enumerated, same
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded, count

NOTICEABLE = 0.02
"""How much alpha must rise without an item before the sentence says so."""


@analysis("reliability")
@dataclass(frozen=True)
class Reliability(Analysis):
    """How consistently constructs were measured: Cronbach's alpha with its items, omega, split halves, Guttman's
    lambda, ordinal alpha, and the agreement of repeated measurements.

    `constructs`: only these; without it every construct. `retest`: a name -> what measured it on each occasion, in
    order (two or more constructs or variables of the same questionnaire). `seed`: of the sample of split halves, which
    is drawn for constructs of more than ten items.

    ```yaml
    - reliability: {constructs: [image, quality], retest: {satisfaction: [sat_may, sat_june]}}
    ```
    """

    constructs: tuple[str, ...] = ()
    retest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seed: int = 1

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        for name in self.constructs:
            if name not in codebook.construct_by_id:
                yield "analysis-not-construct", {"name": name, "hint": did_you_mean(name, codebook.construct_by_id)}
        for name in sorted({c for c in self.constructs if self.constructs.count(c) > 1}):
            yield "analysis-name-twice", {"name": name}
        for measured, occasions in self.retest.items():
            yield from _occasion_faults(codebook, measured, occasions)

    def questions(
        self, dataset: Dataset
    ) -> Iterator["ReliabilityOverview | Coefficients | ConstructReliability | Retest"]:
        known = dataset.codebook.construct_by_id
        chosen = tuple(known[name] for name in self.constructs) or dataset.codebook.constructs
        asked: list[tuple[tuple[str, ...], Construct | None]] = [(c.items, c) for c in chosen]
        asked += [(occasions, None) for occasions in self.retest.values()]
        dataset.ahead(asked, [(tuple(c.items for c in chosen), 1, ())])
        if chosen:
            yield ReliabilityOverview(dataset, chosen)
        if any(len(c.items) > 1 for c in chosen):
            yield Coefficients(dataset, chosen, self.seed)
        for construct in chosen:
            yield ConstructReliability(dataset, construct)
        for measured, occasions in self.retest.items():
            yield Retest(dataset, measured, occasions)


def _occasion_faults(
    codebook: Codebook, measured: str, occasions: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, object]]]:
    if len(set(occasions)) < 2:
        yield "analysis-few-occasions", {"name": measured}
    for name in occasions:
        if name in codebook.construct_by_id:
            continue
        if name not in codebook.by_name:
            known = [*codebook.construct_by_id, *codebook.by_name]
            yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
        elif codebook.by_name[name].level in (Level.NOMINAL, Level.TEXT):
            yield "analysis-not-numeric", {"name": name}


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
        return both("reliability.question", name=self.name)

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
        return self.dataset.excluded(self.construct.items) if self.n < self.dataset.n else ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [("cronbach_alpha", self.of)]

    def needs(self) -> Iterator[Caution]:
        if len(self.construct.items) < 2:
            yield GATES["SINGLE_ITEM"].caution(name=self.name)
        elif self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_alpha", name=self.name, n=n_text(self.n), needed=count(FEWEST))
        elif flat := unvarying(self.moments):
            names = all_called(self.dataset.codebook, flat)
            yield GATES["NO_VARIANCE"].caution("items", name=self.name, items=names)
        elif self._found is None:
            yield GATES["NO_VARIANCE"].caution("sum", name=self.name)

    @cached_property
    def _found(self) -> Consistency | None:
        return consistency(self.moments)

    def estimate(self) -> Consistency:
        assert self._found is not None  # `needs` has seen to it
        return self._found

    def figures(self, numbers: Consistency) -> Figures:
        pair: Figures = {"spearman_brown": lambda: [self._spearman_brown(numbers)]} if numbers.k == 2 else {}
        return {
            "cronbach_alpha": lambda: [self._alpha(numbers)],
            "standardised_alpha": lambda: [self._standardised(numbers)],
            **pair,
            "item_total_r": lambda: [self._item_total(numbers, item) for item in numbers.items],
            "alpha_if_deleted": lambda: [self._if_deleted(numbers, item) for item in numbers.items],
        }

    def checks(self, numbers: Consistency) -> tuple[AssumptionCheck, ...]:
        equal = AssumptionCheck(
            both("reliability.check.equal"),
            Verdict.NOT_CHECKED,
            both("reliability.check.equal.advice"),
        )
        return self._direction(numbers), equal

    def _item(self, id: str) -> Text:
        return called(self.dataset.codebook, id)

    def _direction(self, found: Consistency) -> AssumptionCheck:
        """Whether every item is shown to point the way of the others: the interval of its item-total r is above 0."""
        name, lowest = both("reliability.check.direction"), found.weakest.item_total
        if is_small(found.n):
            few = both("reliability.check.direction.not_checked", n=n_text(found.n))
            return AssumptionCheck(name, Verdict.NOT_CHECKED, few, statistic=lowest)
        if found.negative:
            against = both("reliability.check.direction.not_met")
            return AssumptionCheck(name, Verdict.NOT_MET, against, statistic=lowest)
        intervals = {i.name: _inside(found, i) for i in found.items}
        open_ = [self._item(item) for item, inside in intervals.items() if inside and inside[0] <= 0]
        if open_:
            advice = several("reliability.check.direction.caution", open_)
            return AssumptionCheck(name, Verdict.CAUTION, advice, statistic=lowest)
        met = both("reliability.check.direction.met")
        return AssumptionCheck(name, Verdict.MET, met, statistic=lowest)

    def method(self) -> Method:
        case = "two" if len(self.construct.items) == 2 else "many"
        text = sentences(both("reliability.method"), both(f"reliability.method.{case}"))
        return Method(text, "NumPy", np.__version__, {"level": LEVEL, "interval": "Feldt", "missing": "listwise"})

    def references(self) -> tuple[str, ...]:
        return (CRONBACH, FELDT, FISHER, NUNNALLY) + ((EISINGA,) if len(self.construct.items) == 2 else ())

    def present(self, numbers: Consistency, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=self._cautions(numbers),
        )

    def _alpha(self, found: Consistency) -> Estimate:
        inside = found.interval
        return Estimate("cronbach_alpha", self.of, found.alpha, inside, LEVEL if inside else None, n=found.n)

    def _standardised(self, found: Consistency) -> Estimate:
        flat = both("analysis.reason.rest_flat") if found.standardised is None else None
        return Estimate("standardised_alpha", self.of, found.standardised, reason=flat)

    def _item_total(self, found: Consistency, item: ItemFit) -> Estimate:
        of, r, inside = {**self.of, "item": item.name}, item.item_total, _inside(found, item)
        reason = both("analysis.reason.rest_flat") if r is None else None
        return Estimate("item_total_r", of, r, inside, LEVEL if inside else None, n=found.n, reason=reason)

    def _if_deleted(self, found: Consistency, item: ItemFit) -> Estimate:
        of = {**self.of, "item": item.name}
        return Estimate("alpha_if_deleted", of, item.if_deleted, reason=self._no_deletion(found, item))

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
        sure, without = not is_small(found.n), found.k > 2 and not is_small(found.n)
        columns = (
            Column(both("analysis.column.item"), Style.ID),
            Column(both("analysis.column.wording")),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
            Column(both("analysis.column.item_total"), Style.BOUNDED),
            *((Column(both("analysis.column.ci"), Style.BOUNDED),) if sure else ()),
            *((Column(both("analysis.column.if_deleted"), Style.BOUNDED),) if without else ()),
        )
        rows = tuple(
            (i.name, self.dataset.variable(i.name).label, i.mean, i.sd, i.item_total)
            + ((_inside(found, i),) if sure else ())
            + ((i.if_deleted,) if without else ())
            for i in found.items
        )
        return Table(both("reliability.table", name=self.name), columns, rows, tuple(self._notes(found)))

    def _notes(self, found: Consistency) -> Iterator[Text]:
        yield both("reliability.note", n=n_text(found.n))
        if self.construct.reverse:
            turned = [same(item) for item in self.construct.reverse]
            yield several("reliability.reversed", turned)

    def _sentences(self, found: Consistency) -> Sentences:
        lead = self._lead(found)
        if found.negative:
            names = [self._item(item) for item in found.negative]
            warning = several("reliability.check_coding", names)
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
            return both(f"reliability.{case}", sb=sb, inside=ci(ends, Style.BOUNDED), **values)
        return both(f"reliability.{'many' if inside else 'small'}", inside=inside, **values)

    @staticmethod
    def _band(found: Consistency) -> Text | None:
        """Where alpha lies beside the convention, as far as the interval tells."""
        if found.interval is None:
            return None
        convention, (low, high) = limit("LOW_ALPHA", "convention"), found.interval
        case = "above" if low >= convention else "below" if high < convention else "unsettled"
        return both(f"reliability.{case}", convention=bounded(convention))

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
        own = dict(zip(self.construct.items, self.moments.correlation[at].tolist(), strict=True))
        del own[item.name]
        others = [both("reliability.with", item=self._item(i), r=bounded(x)) for i, x in own.items()]
        apart = enumerated(others)
        if len(own) > MOST_NAMED:
            apart = both("reliability.with_each", low=bounded(min(own.values())), high=bounded(max(own.values())))
        return both("reliability.weak_item", others=apart, item=self._item(item.name), r=r, alpha=without)

    def _cautions(self, found: Consistency) -> list[Caution]:
        cautions = list(base_cautions(found.n))
        if found.negative:
            names = all_called(self.dataset.codebook, found.negative)
            cautions.append(GATES["NEG_ITEM"].caution(items=names, name=self.name))
        elif found.alpha < limit("LOW_ALPHA", "convention") and not is_small(found.n):
            alpha = stat("alpha", value=beside(found.alpha, limit("LOW_ALPHA", "convention")))
            cautions.append(GATES["LOW_ALPHA"].caution(name=self.name, alpha=alpha))
        return cautions


def _inside(found: Consistency, item: ItemFit) -> Interval | None:
    """Fisher's interval of an item's correlation with the sum of the others; None for a small n."""
    return None if item.item_total is None or is_small(found.n) else fisher(item.item_total, found.n)
