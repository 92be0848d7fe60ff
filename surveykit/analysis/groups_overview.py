"""All comparisons of groups in one table: what was tested, and what holds after the correction for their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.grouping import Comparison, Family, Grouping
from surveykit.analysis.groups_words import CORRECTORS, degrees
from surveykit.analysis.references import STEIGER, WELCH_1951
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.noncentral import LEVEL_F
from surveykit.analysis.words import called, n_text, semicolons, sentences
from surveykit.core.claims import least
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count

Tested = tuple[Grouping, Comparison]


@dataclass(frozen=True, eq=False)
class GroupOverview(Question[tuple[Tested, ...]]):
    """Which outcomes differ between which groups."""

    family: Family
    declared: bool

    analysis = "groups"

    @property
    def id(self) -> str:
        return "groups"

    @property
    def text(self) -> Text:
        return both("groups.overview.question")

    @cached_property
    def n(self) -> int:
        present = np.any([grouping.there for grouping in self.family.groupings], axis=0)
        return int(present.sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("groups.excluded"), left),) if left else ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [("welch_f", self._of(grouping)) for grouping in self.family.groupings]

    @staticmethod
    def _of(grouping: Grouping) -> Of:
        return {"outcome": grouping.outcome, "by": grouping.by}

    def needs(self) -> Iterator[Caution]:
        if not self.family.tested:
            yield GATES["SMALL_N"].caution("no_groups", k=count(len(self.family.groupings)))

    def estimate(self) -> tuple[Tested, ...]:
        return self.family.tested

    def figures(self, numbers: tuple[Tested, ...]) -> Figures:
        correction = self.family.correction
        after = {f"{correction}_p": lambda: self._corrected(numbers)} if self.family.many else {}
        return {"welch_f": lambda: self._tests(numbers), **after, "omega_squared": lambda: self._shares(numbers)}

    def _tests(self, numbers: tuple[Tested, ...]) -> Iterator[Estimate]:
        for grouping, comparison in numbers:
            f = comparison.welch
            of = self._of(grouping)
            yield Estimate("welch_f", of, f.statistic, None, None, f.statistic, f.df, f.p, n=grouping.n)

    def _corrected(self, numbers: tuple[Tested, ...]) -> Iterator[Estimate]:
        for grouping, _ in numbers:
            name = f"{self.family.correction}_p"
            yield Estimate(name, self._of(grouping), self.family.p(grouping), n=grouping.n)

    def _shares(self, numbers: tuple[Tested, ...]) -> Iterator[Estimate]:
        for grouping, comparison in numbers:
            found, of = comparison.shares, self._of(grouping)
            yield Estimate("omega_squared", of, found.omega, found.interval, LEVEL_F, n=grouping.n)

    def method(self) -> Method:
        options = {"level": LEVEL, "correction": self.family.correction}
        return Method(both("groups.method.overview"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (WELCH_1951, STEIGER, *(CORRECTORS[self.family.correction] if self.family.many else ()))

    def present(self, numbers: tuple[Tested, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        holding = [g for g, _ in numbers if self.family.p(g) < limit("NONSIG", "level")]
        said = self._said(holding, len(numbers))
        full = sentences(said, self._left_out())
        table = self._table(numbers)
        cautions = list(self._cautions(len(numbers)))
        return self.finding(
            Sentences(said, full),
            self.estimates(numbers),
            table,
            cautions=cautions,
            headline=bool(holding),
            claim=least([comparison.welch.p for _, comparison in numbers]),
        )

    def _said(self, holding: list[Grouping], k: int) -> Text:
        corrected = self.family.many and self.family.correction != "none"
        by = both(f"groups.overview.by.{self.family.correction}") if corrected else same("")
        if not holding:
            return both("groups.overview.none", k=count(k), by=by)
        case = "one" if len(holding) == 1 else "some"
        names = semicolons([self._named(g) for g in holding])
        return both(f"groups.overview.{case}", k=count(k), holding=count(len(holding)), by=by, names=names)

    def _named(self, grouping: Grouping) -> Text:
        codebook = self.dataset.codebook
        names = {"outcome": called(codebook, grouping.outcome), "by": called(codebook, grouping.by)}
        return both("groups.overview.named", **names)

    def _left_out(self) -> Text | None:
        """How many comparisons the data do not carry."""
        tested = {id(grouping) for grouping, _ in self.family.tested}
        left = [grouping for grouping in self.family.groupings if id(grouping) not in tested]
        if not left:
            return None
        reasons = both("groups.overview.left.there") if self.declared else semicolons([self._named(g) for g in left])
        return both(f"groups.overview.left.{'one' if len(left) == 1 else 'many'}", k=count(len(left)), reasons=reasons)

    def _cautions(self, k: int) -> Iterator[Caution]:
        if not self.declared:
            yield GATES["EXPLORATORY"].caution()
        if k > 1:
            yield GATES["MULTI_TEST"].caution("groups_apart" if self.family.many else "groups_plain", k=count(k))
        yield GATES["NONPROB"].caution()

    def _table(self, numbers: tuple[Tested, ...]) -> Table:
        after = (Column(both(f"groups.column.p.{self.family.correction}"), Style.P),) if self.family.many else ()
        columns = (
            Column(both("groups.column.outcome")),
            Column(both("groups.column.by")),
            Column(both("groups.column.groups"), Style.COUNT),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("groups.column.f"), Style.NUMBER),
            Column(both("groups.column.df")),
            Column(both("analysis.column.p"), Style.P),
            *after,
            Column(both("groups.column.omega"), Style.BOUNDED),
        )
        rows = tuple(self._row(grouping, comparison) for grouping, comparison in numbers)
        return Table(both("groups.overview.table", n=n_text(self.n)), columns, rows, (both("groups.overview.note"),))

    def _row(self, grouping: Grouping, comparison: Comparison) -> tuple[Cell, ...]:
        codebook, f = self.dataset.codebook, comparison.welch
        after = (self.family.p(grouping),) if self.family.many else ()
        names = codebook.label(grouping.outcome), codebook.label(grouping.by)
        sizes = len(grouping.levels), grouping.n, f.statistic, same(degrees(f.df)), f.p
        return (*names, *sizes, *after, comparison.shares.omega)
