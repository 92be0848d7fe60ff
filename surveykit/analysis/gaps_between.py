"""Gaps between two groups of people, such as what customers say and what the staff says of the same thing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.crossing import Category, categories
from surveykit.analysis.gap_numbers import Pair, bounds_of
from surveykit.analysis.gates import GATES, is_small, limit
from surveykit.analysis.measure_numbers import Contrast, mean_contrast
from surveykit.analysis.references import HOLM, WELCH
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.multiplicity import adjusted
from surveykit.analysis.words import called, ci, n_text, name_of, p_text, quoted, semicolons, sentences
from surveykit.core.claims import least
from surveykit.core.dataset import Floats
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
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
from surveykit.core.numbers import count, number

MOST_NAMED = 3
"""How many gaps are put into words; of more, the largest."""


@dataclass(frozen=True)
class GroupGap:
    """The first group's mean of one side less the second group's mean of the other side; independent respondents."""

    pair: Pair
    sizes: tuple[int, int]
    means: tuple[float, float]
    contrast: Contrast


@dataclass(frozen=True, eq=False)
class GapsBetween(Question[tuple[GroupGap, ...]]):
    """Where two groups of people see the same thing differently."""

    between: str
    pairs: tuple[Pair, ...]

    analysis = "gaps"

    @property
    def id(self) -> str:
        return f"gaps.between.{self.between}"

    @property
    def text(self) -> Text:
        return both("gaps.between.question", by=name_of(self.dataset.codebook, self.between))

    @cached_property
    def _groups(self) -> tuple[tuple[Category, int], ...]:
        codes, times = np.unique(self._codes[~np.isnan(self._codes)], return_counts=True)
        return tuple(zip(categories(self.dataset.variable(self.between), codes.tolist()), times.tolist(), strict=True))

    @cached_property
    def _codes(self) -> Floats:
        return self.dataset.numbers(self.between)

    @property
    def n(self) -> int:
        return int((~np.isnan(self._codes)).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded((self.between,))

    def of(self, pair: Pair) -> dict[str, str | tuple[str, ...]]:
        """What a gap is of."""
        return {"perceived": pair.perceived, "expected": pair.expected, "by": self.between}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("group_gap", self.of(pair)) for pair in self.pairs]

    def needs(self) -> Iterator[Caution]:
        by = called(self.dataset.codebook, self.between)
        if len(self._groups) != 2 or any(is_small(n) for _, n in self._groups):
            case = "two_groups" if len(self._groups) != 2 else "small_groups"
            yield GATES["SMALL_N"].caution(case, by=by)
        elif not self._gaps:
            yield GATES["NO_VARIANCE"].caution("groups", outcome=both("gaps.between.any"), by=by)

    def estimate(self) -> tuple[GroupGap, ...]:
        return self._gaps

    def _values(self, at: int, id: str) -> Floats:
        """The sorted values of one group."""
        column = self.dataset.numbers(id)
        own = column[(self._codes == self._groups[at][0].code) & ~np.isnan(column)]
        return np.sort(own)

    @cached_property
    def _gaps(self) -> tuple[GroupGap, ...]:
        found = []
        for pair in self.pairs:
            first, second = self._values(0, pair.perceived), self._values(1, pair.expected)
            if is_small(len(first)) or is_small(len(second)):
                continue
            contrast = mean_contrast((pair.perceived, pair.expected), first, second)
            if contrast.p is not None:
                sizes, means = (len(first), len(second)), (float(first.mean()), float(second.mean()))
                found.append(GroupGap(pair, sizes, means, contrast))
        corrected = adjusted([g.contrast.p or 0.0 for g in found], "holm")
        return tuple(
            replace(g, contrast=replace(g.contrast, adjusted=p)) for g, p in zip(found, corrected, strict=True)
        )

    def figures(self, numbers: tuple[GroupGap, ...]) -> Figures:
        return {"group_gap": lambda: self._estimates(numbers), "holm_p": lambda: self._corrected(numbers)}

    def _estimates(self, numbers: tuple[GroupGap, ...]) -> Iterator[Estimate]:
        known = {g.pair: g for g in numbers}
        fewest = count(limit("SMALL_N", "fewest"))
        for pair in self.pairs:
            if pair not in known:
                yield Estimate("group_gap", self.of(pair), None, reason=both("gaps.between.reason", fewest=fewest))
                continue
            c, n = known[pair].contrast, sum(known[pair].sizes)
            yield Estimate("group_gap", self.of(pair), c.value, c.interval, LEVEL, c.statistic, c.df, c.p, n=n)

    def _corrected(self, numbers: tuple[GroupGap, ...]) -> Iterator[Estimate]:
        for g in numbers:
            yield Estimate("holm_p", self.of(g.pair), g.contrast.adjusted, n=sum(g.sizes))

    def method(self) -> Method:
        return Method(both("gaps.between.method"), "SciPy", scipy.__version__, {"level": LEVEL, "correction": "holm"})

    def references(self) -> tuple[str, ...]:
        return (WELCH, HOLM)

    def present(self, numbers: tuple[GroupGap, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        settled = sorted((g for g in numbers if g.contrast.settled), key=lambda g: -abs(g.contrast.value))
        said = self._said(numbers, settled)
        cautions = [GATES["NOT_INVARIANT"].caution("unchecked_all"), GATES["NONPROB"].caution()]
        return self.finding(
            Sentences(said, said),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            checks,
            cautions,
            headline=bool(settled),
            claim=least([g.contrast.p or 0.0 for g in numbers]),
        )

    def _said(self, numbers: tuple[GroupGap, ...], settled: list[GroupGap]) -> Text:
        counts = {"k": count(len(numbers)), "settled": count(len(settled))}
        first, second = (quoted(level.label) for level, _ in self._groups)
        if not settled:
            return both("gaps.between.none", first=first, second=second, **counts)
        named = semicolons([self._gap(g) for g in settled[:MOST_NAMED]])
        lead = both("gaps.between.some", first=first, second=second, **counts)
        return sentences(lead, both("gaps.between.largest", gaps=named))

    def _gap(self, g: GroupGap) -> Text:
        inside = both(
            "analysis.inside.2", a=ci(g.contrast.interval), b=both("gaps.holm", p=p_text(g.contrast.adjusted))
        )
        name = called(self.dataset.codebook, g.pair.perceived)
        return both("gaps.between.gap", name=name, gap=number(g.contrast.value), inside=inside)

    def _table(self, numbers: tuple[GroupGap, ...]) -> Table:
        first, second = (level.label for level, _ in self._groups)
        columns = (
            Column(both("gaps.column.dimensions")),
            Column(both("gaps.between.column.n", group=first), Style.COUNT),
            Column(both("gaps.between.column.mean", group=first), Style.NUMBER),
            Column(both("gaps.between.column.n", group=second), Style.COUNT),
            Column(both("gaps.between.column.mean", group=second), Style.NUMBER),
            Column(both("gaps.column.gap"), Style.NUMBER),
            Column(both("analysis.column.ci"), Style.NUMBER),
            Column(both("analysis.column.holm_p"), Style.P),
        )
        rows: list[tuple[Cell, ...]] = []
        for g in numbers:
            label = self.dataset.codebook.label(g.pair.perceived)
            sides = (g.sizes[0], g.means[0], g.sizes[1], g.means[1])
            rows.append((label, *sides, g.contrast.value, g.contrast.interval, g.contrast.adjusted))
        note = both("gaps.between.note", first=quoted(first), second=quoted(second))
        return Table(both("gaps.between.table"), columns, tuple(rows), (note,))

    def _figure(self, numbers: tuple[GroupGap, ...]) -> Figure | None:
        scales = {bounds_of(self.dataset.codebook, g.pair.perceived) for g in numbers}
        common = next(iter(scales)) if len(scales) == 1 else None
        if common is None:
            return None
        rows = [
            {
                "label": self.dataset.codebook.label(g.pair.perceived),
                "first": g.means[1],
                "second": g.means[0],
                "gap": g.contrast.value,
                "interval": g.contrast.interval,
                "hollow": g.contrast.interval is None or g.contrast.interval[0] <= 0 <= g.contrast.interval[1],
            }
            for g in sorted(numbers, key=lambda g: (g.contrast.value, g.pair.perceived))
        ]
        first, second = (level.label for level, _ in self._groups)
        data = {
            "rows": rows,
            "first": second,
            "second": first,
            "gap": both("gaps.column.gap"),
            "axis": both("gaps.between.axis", low=number(common[0], 0), high=number(common[1], 0)),
            "range": common,
        }
        return Figure("dumbbells", both("gaps.between.title"), data, both("analysis.base", n=n_text(self.n)))
