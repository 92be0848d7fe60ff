"""The gaps of several dimensions or questions: which there are, and which is the largest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gap_numbers import CEILING, Gap, Pair, bounds_of, gap_columns, gap_of, overall
from surveykit.analysis.gaps_words import GapsWords
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.paired import Difference, Ends, difference
from surveykit.analysis.references import HOLM, PARASURAMAN, PETER, WILCOXON
from surveykit.analysis.statistics.consistency import below_convention
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.multiplicity import adjusted
from surveykit.analysis.words import called, listed, n_text, name_of, sentences
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
from surveykit.core.numbers import count, number, percent

FEWEST = 2
"""A gap has an interval from two respondents on."""
EQUAL, STATED, OWN = "equal", "stated", "respondents"
"""Whose weights one figure of all gaps has."""


@dataclass(frozen=True, eq=False)
class GapsQuestion(Question[tuple[Gap, ...]]):
    """How far what is perceived lies from what was expected, for several `pairs` of one sort."""

    sort: str
    pairs: tuple[Pair, ...]
    weights: Mapping[str, float]
    weight_variables: Mapping[str, str]

    analysis = "gaps"

    @property
    def id(self) -> str:
        return f"gaps.{self.sort}"

    @property
    def text(self) -> Text:
        return both(f"gaps.question.{self.sort}")

    def _row(self, id: str) -> Text | None:
        """The words of the row of a matrix that a variable belongs to."""
        item = self.dataset.questionnaire.item_of.get(id)
        if item is None or not item.parts():
            return None
        variables = [v.name for v in self.dataset.questionnaire.variables_of[item.id]]
        parts = list(item.parts().values())
        return parts[variables.index(id) * len(parts) // len(variables)].label

    def label(self, id: str) -> Text:
        """What a gap is of, in a table or figure; of a matrix, the row's own words."""
        return self._row(id) or self.dataset.codebook.label(id)

    @cached_property
    def columns(self) -> Mapping[str, Floats]:
        """Every respondent's gaps."""
        return gap_columns(self.dataset, self.pairs)

    @cached_property
    def n(self) -> int:
        present = np.any([~np.isnan(column) for column in self.columns.values()], axis=0)
        return int(present.sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("gaps.excluded"), left),) if left else ()

    @staticmethod
    def of(pair: Pair) -> dict[str, str | tuple[str, ...]]:
        """What a gap is of."""
        return {"perceived": pair.perceived, "expected": pair.expected}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("gap", self.of(pair)) for pair in self.pairs]

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_gap", n=n_text(self.n), needed=count(FEWEST))

    def estimate(self) -> tuple[Gap, ...]:
        return self._gaps

    @cached_property
    def _gaps(self) -> tuple[Gap, ...]:
        found = [gap for pair in self.pairs if (gap := gap_of(self.dataset, pair)) is not None]
        tested = [gap for gap in found if gap.paired.p is not None]
        corrected = adjusted([gap.paired.p or 0.0 for gap in tested], "holm")
        own = dict(zip((gap.pair for gap in tested), corrected, strict=True))
        return tuple(replace(gap, adjusted=own.get(gap.pair)) for gap in found)

    @cached_property
    def small(self) -> bool:
        """Whether there are too few respondents for intervals in words."""
        return is_small(min(gap.n for gap in self._gaps))

    @cached_property
    def ends(self) -> Ends | None:
        """The gaps from the highest to the lowest, and how the lowest differs from the others."""
        if len(self._gaps) < 2:
            return None
        order = [gap.pair.perceived for gap in sorted(self._gaps, key=lambda g: (-g.value, g.pair.perceived))]
        return Ends.of(order, self.columns.__getitem__)

    def figures(self, numbers: tuple[Gap, ...]) -> Figures:
        return {
            "expected_mean": lambda: [self._mean("expected_mean", gap, gap.expected) for gap in numbers],
            "perceived_mean": lambda: [self._mean("perceived_mean", gap, gap.perceived) for gap in numbers],
            "gap": lambda: self._estimates(numbers),
            "holm_p": lambda: self._corrected(numbers),
            "wilcoxon_v": lambda: self._ranks(numbers),
            "gap_reliability": lambda: self._reliabilities(numbers),
            "gap_difference": lambda: self._differences(),
            "overall_gap": lambda: self._overall_estimates(),
        }

    def _mean(self, name: str, gap: Gap, value: float) -> Estimate:
        return Estimate(name, self.of(gap.pair), value, n=gap.n)

    def _estimates(self, numbers: tuple[Gap, ...]) -> Iterator[Estimate]:
        known = {gap.pair: gap for gap in numbers}
        for pair in self.pairs:
            if pair not in known:
                yield Estimate("gap", self.of(pair), None, n=0, reason=both("analysis.reason.nobody"))
                continue
            d = known[pair].paired
            level, df = LEVEL if d.interval else None, float(d.n - 1) if d.t is not None else None
            yield Estimate("gap", self.of(pair), d.mean, d.interval, level, d.t, df, d.p, n=d.n)

    def _corrected(self, numbers: tuple[Gap, ...]) -> Iterator[Estimate]:
        for gap in numbers:
            if gap.adjusted is not None:
                yield Estimate("holm_p", self.of(gap.pair), gap.adjusted, n=gap.n)

    def _ranks(self, numbers: tuple[Gap, ...]) -> Iterator[Estimate]:
        for gap in numbers:
            if gap.signed_rank is not None:
                v = gap.signed_rank
                yield Estimate("wilcoxon_v", self.of(gap.pair), v.statistic, statistic=v.statistic, p=v.p, n=gap.n)

    def _reliabilities(self, numbers: tuple[Gap, ...]) -> Iterator[Estimate]:
        for gap in numbers:
            if gap.reliability is not None:
                yield Estimate("gap_reliability", self.of(gap.pair), gap.reliability, n=gap.n)

    def _differences(self) -> Iterator[Estimate]:
        for pair, d in self.ends.differences.items() if self.ends else ():
            level, df = LEVEL if d.interval else None, float(d.n - 1) if d.t is not None else None
            yield Estimate("gap_difference", {"pair": pair}, d.mean, d.interval, level, d.t, df, d.p, n=d.n)

    @cached_property
    def overalls(self) -> Mapping[str, Difference]:
        """One figure of all gaps, over the respondents who have all: weighted equally, and as the plan says."""
        if len(self.pairs) < 2:
            return {}
        gaps = np.column_stack([self.columns[p.perceived] for p in self.pairs])
        weights: dict[str, Floats] = {EQUAL: np.ones(len(self.pairs))}
        if self.weights:
            weights[STATED] = np.array([self.weights[p.perceived] for p in self.pairs])
        elif set(self.weight_variables) == {p.perceived for p in self.pairs}:
            weights[OWN] = self.dataset.table([self.weight_variables[p.perceived] for p in self.pairs])
        made = {whose: overall(gaps, w) for whose, w in weights.items()}
        found = {whose: difference(("all", "none"), own, np.zeros(len(own))) for whose, own in made.items()}
        return {whose: d for whose, d in found.items() if d is not None}

    def _overall_estimates(self) -> Iterator[Estimate]:
        for whose, d in self.overalls.items():
            level, df = LEVEL if d.interval else None, float(d.n - 1) if d.t is not None else None
            yield Estimate("overall_gap", {"weights": whose}, d.mean, d.interval, level, d.t, df, d.p, n=d.n)

    def method(self) -> Method:
        options: dict[str, object] = {"level": LEVEL, "correction": "holm", "missing": "pairwise"}
        if self.weights:
            options["weights"] = dict(self.weights)
        return Method(both("gaps.method"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (PARASURAMAN, PETER, WILCOXON, HOLM)

    def present(self, numbers: tuple[Gap, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = GapsWords(self.sort, numbers, self._name, self.ends, self.overalls)
        few = both("gaps.few", n=n_text(self.n))
        said = Sentences(few, few) if self.small else words.sentences()
        cautions = list(self._cautions(numbers))
        return self.finding(
            said,
            self.estimates(numbers),
            self._table(numbers),
            None if self.small else self._figure(numbers, words.title()),
            checks,
            cautions,
            headline=not self.small and self.sort == "dimensions" and words.headline,
            claim=words.claim if not self.small and self.sort == "dimensions" else None,
        )

    def _name(self, id: str) -> Text:
        row = self._row(id)
        return called(self.dataset.codebook, id) if row is None else both("analysis.quoted", text=row)

    def _cautions(self, numbers: tuple[Gap, ...]) -> Iterator[Caution]:
        yield from base_cautions(min(gap.n for gap in numbers))
        if self.small:
            return
        low = [
            gap for gap in numbers if gap.reliability is not None and gap.reliability < limit("LOW_ALPHA", "convention")
        ]
        if low:
            yield GATES["LOW_ALPHA"].caution("gap", names=listed([self._name(g.pair.perceived) for g in low]))
        weak = below_convention(self.dataset, [id for g in numbers for id in (g.pair.perceived, g.pair.expected)])
        if weak and not low:
            yield GATES["LOW_ALPHA"].caution(
                "constructs", names=listed([name_of(self.dataset.codebook, c.id) for c, _ in weak])
            )
        high = [gap for gap in numbers if self._at_ceiling(gap)]
        if high:
            names = listed([self._name(g.pair.perceived) for g in high])
            yield GATES["CEILING"].caution("expected", names=names, at=percent(CEILING))
        yield GATES["NONPROB"].caution()

    def _at_ceiling(self, gap: Gap) -> bool:
        bounds = bounds_of(self.dataset.codebook, gap.pair.expected)
        return bounds is not None and gap.expected >= bounds[0] + CEILING * (bounds[1] - bounds[0])

    def _table(self, numbers: tuple[Gap, ...]) -> Table:
        sure = not self.small
        reliable = any(gap.reliability is not None for gap in numbers)
        columns = (
            Column(both(f"gaps.column.{self.sort}")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("gaps.column.expected"), Style.NUMBER),
            Column(both("gaps.column.perceived"), Style.NUMBER),
            Column(both("gaps.column.gap"), Style.NUMBER),
            *((Column(both("analysis.column.ci"), Style.NUMBER),) if sure else ()),
            *((Column(both("analysis.column.holm_p"), Style.P),) if sure else ()),
            *((Column(both("gaps.column.wilcoxon"), Style.P),) if sure else ()),
            *((Column(both("gaps.column.reliability"), Style.BOUNDED),) if reliable else ()),
        )
        rows: list[tuple[Cell, ...]] = []
        for g in numbers:
            ranks = g.signed_rank.p if g.signed_rank else None
            tests = (g.paired.interval, g.adjusted, ranks) if sure else ()
            rest = (g.reliability,) if reliable else ()
            rows.append((self.label(g.pair.perceived), g.n, g.expected, g.perceived, g.value, *tests, *rest))
        for whose, d in self.overalls.items():
            tests = (d.interval, None, None) if sure else ()
            rest = (None,) if reliable else ()
            rows.append((both(f"gaps.overall.{whose}"), d.n, None, None, d.mean, *tests, *rest))
        notes = [both("gaps.note"), *([both("gaps.note.tests")] if sure else [])]
        return Table(both(f"gaps.table.{self.sort}"), columns, tuple(rows), (sentences(*notes),))

    def _figure(self, numbers: tuple[Gap, ...], title: Text) -> Figure | None:
        """A dumbbell for each pair, if all are answered on one scale."""
        scales = {bounds_of(self.dataset.codebook, gap.pair.expected) for gap in numbers}
        common = next(iter(scales)) if len(scales) == 1 else None
        if common is None:
            return None
        rows = [
            {
                "label": self.label(gap.pair.perceived),
                "first": gap.expected,
                "second": gap.perceived,
                "gap": gap.value,
                "interval": gap.paired.interval,
                "hollow": gap.paired.interval is not None and gap.paired.interval[0] <= 0 <= gap.paired.interval[1],
            }
            for gap in sorted(numbers, key=lambda g: (g.value, g.pair.perceived))
        ]
        data = {
            "rows": rows,
            "first": both("gaps.expected"),
            "second": both("gaps.perceived"),
            "gap": both("gaps.column.gap"),
            "axis": both("gaps.axis", low=number(common[0], 0), high=number(common[1], 0)),
            "range": common,
        }
        return Figure("dumbbells", title, data, both("analysis.base", n=n_text(self.n)))
