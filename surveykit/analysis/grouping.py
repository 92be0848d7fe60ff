"""From a Dataset to groups: which levels of a variable are shown, the values of an outcome in each, their
comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.crossing import CATEGORICAL, Category, categories
from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import is_small
from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.many_samples import (
    Pairs,
    Shares,
    kruskal_wallis,
    one_way,
    shares,
    spread_test,
    welch_anova,
)
from surveykit.analysis.statistics.multiplicity import Correction, adjusted
from surveykit.analysis.statistics.samples import Samples, Statistic
from surveykit.analysis.statistics.two_samples import (
    Difference,
    Standardised,
    equivalence,
    mann_whitney,
    standardised,
    student_t,
    welch_t,
)
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.questionnaire import Questionnaire

MOST = 6
"""So many background variables are taken where the plan names none."""


def usual_variables(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The first of these."""
    return background_choices(questionnaire)[:MOST]


def background_choices(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The background variables with categories, each an item of its own."""
    sections = (s for s in questionnaire.sections if s.role == "background")
    items = (item for section in sections for item in section.items if not item.unseen)
    columns = ([v for v in questionnaire.variables_of[item.id] if v.numeric] for item in items)
    alone = [c[0] for c in columns if len(c) == 1 and c[0].level in CATEGORICAL and c[0].values]
    return tuple(v.name for v in alone)


@dataclass(frozen=True, eq=False)
class Comparison:
    """What can be computed of two or more groups; nothing is computed before it is asked for."""

    samples: Samples

    @property
    def two(self) -> bool:
        """Whether there are two groups."""
        return self.samples.k == 2

    @cached_property
    def welch(self) -> Statistic:
        """Welch's F; of two groups the square of Welch's t."""
        if not self.two:
            return welch_anova(self.samples)
        t = self.difference.test
        assert isinstance(t.df, float)
        return Statistic(t.statistic**2, (1.0, t.df), t.p)

    @cached_property
    def difference(self) -> Difference:
        """The first of two groups less the second, by Welch's t."""
        return welch_t(self.samples)

    @cached_property
    def student(self) -> Difference:
        """The same, assuming equal variances."""
        return student_t(self.samples)

    @cached_property
    def classical(self) -> Statistic:
        """The classical analysis of variance."""
        return one_way(self.samples)

    @cached_property
    def mann_whitney(self) -> tuple[Statistic, float]:
        """Of two groups: U of the first, and the rank-biserial correlation."""
        return mann_whitney(self.samples)

    @cached_property
    def kruskal(self) -> tuple[Statistic, float]:
        """H and epsilon squared of the ranks."""
        return kruskal_wallis(self.samples)

    @cached_property
    def size(self) -> Standardised:
        """Of two groups: d and g."""
        return standardised(self.samples)

    @cached_property
    def shares(self) -> Shares:
        """The share of the variance that lies between the groups."""
        return shares(self.samples)

    @cached_property
    def spread(self) -> Statistic | None:
        """Whether the groups scatter alike, by the distances from their medians."""
        return spread_test(self.samples)

    @cached_property
    def pairs(self) -> Pairs:
        """All pairs."""
        return Pairs(self.samples)

    def equivalence(self, bound: float) -> float:
        """p of the claim that no two means are further apart than the bound: the largest of all pairs."""
        k = self.samples.k
        found = (welch_t(self.samples, a, b) for a in range(k) for b in range(a + 1, k))
        return max(equivalence(difference, bound) for difference in found)


@dataclass(frozen=True, eq=False)
class Grouping:
    """One outcome (a construct's id or a variable) by one variable."""

    dataset: Dataset
    by: str
    outcome: str

    @property
    def protected(self) -> bool:
        """Whether the groups are background groups, whose small ones could point at a person."""
        return self.by in self.dataset.questionnaire.background

    @cached_property
    def _columns(self) -> tuple[Floats, Floats]:
        return self.dataset.numbers(self.by), self.dataset.numbers(self.outcome)

    @cached_property
    def there(self) -> NDArray[np.bool_]:
        """The respondents who have both."""
        mask: NDArray[np.bool_] = ~np.isnan(self._columns[0]) & ~np.isnan(self._columns[1])
        return mask

    @cached_property
    def _found(self) -> tuple[tuple[Category, int], ...]:
        """The levels that occur, in their order, and how many are in each."""
        codes, times = np.unique(self._columns[0][self.there], return_counts=True)
        named = categories(self.dataset.variable(self.by), codes.tolist())
        return tuple(zip(named, times.tolist(), strict=True))

    @cached_property
    def levels(self) -> tuple[Category, ...]:
        """The levels that are shown: with enough respondents, and so that the number of the others tells no small
        one."""
        shown = [(level, n) for level, n in self._found if not is_small(n)]
        if len(shown) > 2 and self._tells([n for _, n in shown]):
            shown.remove(min(shown, key=lambda pair: pair[1]))
        return tuple(level for level, _ in shown)

    def _tells(self, sizes: Sequence[int]) -> bool:
        """Whether leaving out all but groups of these sizes tells the size of a small background group."""
        return self.protected and len(sizes) < len(self._found) and small(self.dataset.n - sum(sizes))

    @cached_property
    def gives_away(self) -> bool:
        """Whether what is left out would tell the size of a small group, and no group is left to hide it in."""
        return self._tells([n for level, n in self._found if level in self.levels])

    @cached_property
    def dropped(self) -> tuple[Category, ...]:
        """The levels that are not shown."""
        return tuple(level for level, _ in self._found if level not in self.levels)

    @cached_property
    def enough(self) -> bool:
        """Whether there are two groups to compare."""
        return len(self.levels) > 1

    @cached_property
    def samples(self) -> Samples:
        """The values in the groups that are shown."""
        codes, values = self._columns
        return Samples.of([values[self.there & (codes == level.code)] for level in self.levels])

    @cached_property
    def n(self) -> int:
        """How many are compared; without two groups, how many have both."""
        return self.samples.total if self.enough else int(self.there.sum())

    @cached_property
    def constant(self) -> bool:
        """Whether nothing varies inside any group."""
        return not self.samples.within > 0

    @cached_property
    def flat(self) -> tuple[Category, ...]:
        """The groups without any spread, where they leave no test."""
        flat = self.samples.flat
        return tuple(self.levels[at] for at in flat) if flat and (self.samples.k > 2 or len(flat) > 1) else ()

    @cached_property
    def comparison(self) -> Comparison | None:
        """The comparison; None where the data carry none."""
        if not self.enough or self.gives_away or self.constant or self.flat:
            return None
        return Comparison(self.samples)

    def bound(self, bound: float, in_sd: bool) -> float:
        """An equivalence bound in the outcome's unit; a bound in SD is one in standard deviations inside the groups."""
        return bound * self.samples.pooled_variance**0.5 if in_sd else bound

    def interval(self, at: int) -> Interval | None:
        """The interval of a group's mean."""
        return self.samples.interval(at)


@dataclass(frozen=True, eq=False)
class Family:
    """All comparisons of one plan, whose p values are corrected together. `bound`: of equivalence, if one is stated."""

    groupings: tuple[Grouping, ...]
    correction: Correction
    bound: float | None = None
    in_sd: bool = False

    @cached_property
    def tested(self) -> tuple[tuple[Grouping, Comparison], ...]:
        """Those that carry a test."""
        return tuple((g, g.comparison) for g in self.groupings if g.comparison is not None)

    @property
    def many(self) -> bool:
        """Whether p is corrected."""
        return len(self.tested) > 1 and self.correction != "none"

    @cached_property
    def _adjusted(self) -> dict[Grouping, float]:
        return self._corrected([comparison.welch.p for _, comparison in self.tested])

    @cached_property
    def _equivalent(self) -> dict[Grouping, float]:
        return self._corrected([self.equivalence(grouping) or 0.0 for grouping, _ in self.tested])

    def _corrected(self, ps: list[float]) -> dict[Grouping, float]:
        found = adjusted(ps, self.correction) if self.many else ps
        return dict(zip((grouping for grouping, _ in self.tested), found, strict=True))

    def p(self, grouping: Grouping) -> float:
        """The p of a tested grouping that counts."""
        return self._adjusted[grouping]

    def equivalence(self, grouping: Grouping) -> float | None:
        """p of the claim that no two means lie further apart than the stated bound, before the correction."""
        if self.bound is None or grouping.comparison is None:
            return None
        return grouping.comparison.equivalence(grouping.bound(self.bound, self.in_sd))

    def equivalence_p(self, grouping: Grouping) -> float | None:
        """The same as it counts."""
        return None if self.bound is None else self._equivalent[grouping]
