"""The overview of reliability: all constructs side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.references import CRONBACH, FELDT, NUNNALLY
from surveykit.analysis.statistics.consistency import Consistency, answered, of_construct
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import beside, ci, listed, n_range, n_text, name_of, sentences, several, stat
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset, Spread
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count

CONVENTION = limit("LOW_ALPHA", "convention")


@dataclass(frozen=True, eq=False)
class Row:
    """One construct and its consistency, or None."""

    dataset: Dataset
    construct: Construct
    found: Consistency | None

    @cached_property
    def spread(self) -> Spread:
        """Of the scores."""
        return self.dataset.spread(self.construct.id)

    @property
    def measured(self) -> Consistency:
        """The consistency of a construct that has one."""
        assert self.found is not None
        return self.found


@dataclass(frozen=True, eq=False)
class ReliabilityOverview(Question[tuple[Row, ...]]):
    """How consistently each construct was measured."""

    constructs: tuple[Construct, ...]

    analysis = "reliability"

    @property
    def id(self) -> str:
        return "reliability"

    @property
    def text(self) -> Text:
        return both("reliability.overview.question")

    @property
    def n(self) -> int:
        return answered(self.dataset, self._several)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("reliability.excluded"), left),) if left and self._several else ()

    @property
    def _several(self) -> list[Construct]:
        return [c for c in self.constructs if len(c.items) > 1]

    def wanted(self) -> list[tuple[str, Of]]:
        return [("cronbach_alpha", {"construct": c.id}) for c in self.constructs]

    def needs(self) -> Iterator[Caution]:
        if not self._several:
            yield GATES["SINGLE_ITEM"].caution("all")
        elif not any(row.found for row in self._rows):
            yield GATES["SMALL_N"].caution("no_alphas", n=n_text(self.n))

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(Row(self.dataset, c, of_construct(self.dataset, c)) for c in self.constructs)

    def estimate(self) -> tuple[Row, ...]:
        return self._rows

    def figures(self, numbers: tuple[Row, ...]) -> Figures:
        return {"cronbach_alpha": lambda: [self._estimate(row) for row in numbers]}

    def method(self) -> Method:
        options = {"level": LEVEL, "interval": "Feldt", "missing": "listwise"}
        return Method(both("reliability.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (CRONBACH, FELDT, NUNNALLY)

    def present(self, numbers: tuple[Row, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        sound = [r for r in numbers if r.found and not r.found.negative]
        steady = bool(sound) and all(r.found is None or not is_small(r.found.n) for r in numbers)
        spoken = self._sentences(numbers, sound, steady)
        return self.finding(
            spoken,
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers, self._title(sound, steady)),
            checks,
            list(self._cautions(numbers)),
            headline=steady and not any(r.found and r.found.negative for r in numbers),
        )

    def _estimate(self, row: Row) -> Estimate:
        of: Of = {"construct": row.construct.id}
        if row.found is None:
            return Estimate("cronbach_alpha", of, None, reason=self._reason(row))
        inside = LEVEL if row.found.interval else None
        return Estimate("cronbach_alpha", of, row.found.alpha, row.found.interval, inside, n=row.found.n)

    @staticmethod
    def _reason(row: Row) -> Text:
        single = len(row.construct.items) < 2
        return both("analysis.reason.single_item" if single else "analysis.reason.no_alpha")

    def _table(self, rows: tuple[Row, ...]) -> Table:
        sure = any(r.found and r.found.interval for r in rows)
        columns = (
            Column(both("analysis.column.construct")),
            Column(both("analysis.column.items"), Style.COUNT),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
            Column(both("analysis.column.alpha"), Style.BOUNDED),
            *((Column(both("analysis.column.ci"), Style.BOUNDED),) if sure else ()),
        )
        cells = tuple(
            (
                r.construct.label,
                len(r.construct.items),
                r.found.n if r.found else r.spread.n,
                r.spread.mean,
                r.spread.sd,
                *((r.found.alpha, r.found.interval) if r.found else (None, None))[: 1 + sure],
            )
            for r in rows
        )
        return Table(both("reliability.overview.table"), columns, cells, tuple(self._notes(rows)))

    def _notes(self, rows: tuple[Row, ...]) -> Iterator[Text]:
        yield both("reliability.overview.note")
        for single, name in ((True, "single_items"), (False, "no_alphas")):
            names = [r.construct.label for r in rows if not r.found and (len(r.construct.items) < 2) is single]
            if names:
                yield both(f"reliability.overview.{name}", names=listed(names))
        two = [r for r in rows if r.found and r.found.spearman_brown is not None]
        if two:
            said = [both("analysis.with", name=r.construct.label, inside=_spearman_brown(r)) for r in two]
            yield both("reliability.overview.two_items", names=listed(said))

    def _figure(self, rows: tuple[Row, ...], title: Text) -> Figure:
        order = sorted((r for r in rows if r.found), key=lambda r: -r.measured.alpha)
        lowest = min(low for r in order for low in (r.measured.alpha, *(r.measured.interval or ())))
        sure = any(r.measured.interval for r in order)
        data = {
            "rows": [*(self._drawn(r.construct, r.measured) for r in order), *map(self._undrawn, self._without(rows))],
            "axis": both(f"reliability.overview.{'axis' if sure else 'axis_plain'}"),
            "range": [0.0, 1.0] if lowest >= 0 else None,
            "zero": False,
            "style": "bounded",
            "places": 2,
        }
        return Figure("intervals", title, data, both("analysis.base", n=self._n_said(order)))

    @staticmethod
    def _n_said(rows: Sequence[Row]) -> Text:
        return n_range([r.measured.n for r in rows])

    def _drawn(self, construct: Construct, found: Consistency) -> dict[str, object]:
        return {
            "id": construct.id,
            "label": construct.label,
            "value": found.alpha,
            "interval": found.interval,
            "hollow": bool(found.negative),
            "note": n_text(found.n),
        }

    @staticmethod
    def _without(rows: tuple[Row, ...]) -> list[Row]:
        return [r for r in rows if r.found is None]

    def _undrawn(self, row: Row) -> dict[str, object]:
        """A construct without alpha stands in the figure with the reason."""
        empty = {"value": None, "interval": None, "hollow": False}
        return {"id": row.construct.id, "label": row.construct.label, **empty, "note": self._reason(row)}

    def _named(self, row: Row) -> Text:
        found = row.measured
        name, value = name_of(self.dataset.codebook, row.construct.id), beside(found.alpha, CONVENTION)
        if found.interval is None:
            inside = both("analysis.inside.2", a=stat("alpha", value=value), b=n_text(found.n))
        else:
            inside = both("analysis.inside.2", a=stat("alpha", value=value), b=ci(found.interval, Style.BOUNDED))
        return both("analysis.with", name=name, inside=inside)

    def _sentences(self, rows: tuple[Row, ...], sound: list[Row], steady: bool) -> Sentences:
        against = [name_of(self.dataset.codebook, r.construct.id) for r in rows if r.found and r.found.negative]
        warning = several("reliability.overview.check_coding", against) if against else None
        if not sound:
            assert warning is not None
            return Sentences(warning, warning)
        order = sorted(sound, key=lambda r: r.measured.alpha)
        if not steady:
            few = both("reliability.overview.small", alphas=listed([self._named(r) for r in order]))
            return Sentences(sentences(few, warning), sentences(few, warning))
        low = [r for r in order if r.measured.alpha < CONVENTION]
        if warning and not low:
            rest = several(
                "reliability.overview.others", [self._named(r) for r in order], convention=bounded(CONVENTION)
            )
            return Sentences(sentences(warning, rest), sentences(warning, rest))
        return Sentences(sentences(self._short(order, low), warning), sentences(*self._full(order, low), warning))

    def _title(self, sound: list[Row], steady: bool) -> Text:
        if not steady:
            return both("reliability.overview.title.plain")
        low = [r for r in sound if r.measured.alpha < CONVENTION]
        if not low:
            every = len(sound) == len(self._several)
            case = "all" if every else "plain"
            return both(f"reliability.overview.title.{case}", convention=bounded(CONVENTION))
        names = [name_of(self.dataset.codebook, r.construct.id) for r in low]
        return both("reliability.overview.title.low", names=listed(names), convention=bounded(CONVENTION))

    def _short(self, order: list[Row], low: list[Row]) -> Text:
        convention = bounded(CONVENTION)
        if not low:
            k = count(len(order))
            values = {"convention": convention, "lowest": self._named(order[0]), "n": self._n_said(order)}
            case = "all" if len(order) == len(self._several) else "found"
            return both(f"reliability.overview.{case}", k=k, **values)
        names = [self._named(r) for r in low]
        return several("reliability.overview.low", names, convention=convention, n=self._n_said(order))

    def _full(self, order: list[Row], low: list[Row]) -> Iterator[Text]:
        yield self._short(order, low)
        others = [self._named(r) for r in order if r not in low][::-1]
        if low and others:
            yield several("reliability.overview.others", others, convention=bounded(CONVENTION))
        unsettled = [r for r in order if (i := r.measured.interval) and i[0] < CONVENTION <= i[1]]
        if unsettled:
            names = [name_of(self.dataset.codebook, r.construct.id) for r in unsettled]
            yield several("reliability.overview.unsettled", names, convention=bounded(CONVENTION))

    def _cautions(self, rows: tuple[Row, ...]) -> Iterator[Caution]:
        names = [r for r in rows if r.found and r.found.negative]
        if names:
            against = [name_of(self.dataset.codebook, r.construct.id) for r in names]
            yield GATES["NEG_ITEM"].caution("constructs", names=listed(against))
        low = [r for r in rows if r.found and not r.found.negative and r.found.alpha < CONVENTION]
        low = [r for r in low if not is_small(r.measured.n)]
        if low:
            said = [name_of(self.dataset.codebook, r.construct.id) for r in low]
            yield GATES["LOW_ALPHA"].caution("constructs", names=listed(said))
        small = [r for r in rows if r.found and is_small(r.found.n)]
        if small and len(small) == sum(r.found is not None for r in rows):
            yield from base_cautions(self.n)
        elif small:
            said = [name_of(self.dataset.codebook, r.construct.id) for r in small]
            yield GATES["SMALL_N"].caution("constructs", names=listed(said))


def _spearman_brown(row: Row) -> Text:
    found = row.measured
    assert found.spearman_brown is not None
    return stat("spearman_brown", value=bounded(found.spearman_brown))
