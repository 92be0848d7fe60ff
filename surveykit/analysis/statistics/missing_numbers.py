"""Which answers are missing, together with which others. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.gates import is_small
from surveykit.analysis.statistics.expectation_maximisation import (
    Lack,
    LittleTest,
    NormalMoments,
    little,
    normal_moments,
)
from surveykit.core.dataset import Dataset

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Pattern:
    """The items that are missing together, and in how many respondents nothing else is."""

    missing: tuple[str, ...]
    n: int


def patterns(names: Sequence[str], absent: Bools) -> tuple[Pattern, ...]:
    """From a table (n x p) that is true where an answer is missing: the most frequent first, then the fewest gaps.

    >>> [(p.missing, p.n) for p in patterns(("a", "b"), np.array([[False, False], [False, True], [False, False]]))]
    [((), 2), (('b',), 1)]
    """
    if not len(absent):
        return ()
    found, times = np.unique(absent, axis=0, return_counts=True)
    each = [(int(n), row.tolist()) for row, n in zip(found, times, strict=True)]
    each.sort(key=lambda pair: (-pair[0], sum(pair[1]), [not gap for gap in pair[1]]))
    return tuple(Pattern(tuple(name for name, gap in zip(names, row, strict=True) if gap), n) for n, row in each)


def is_monotone(found: Sequence[Pattern]) -> bool:
    """Whether the items can be put in an order in which who lacks one lacks all later ones, as with those who leave.

    >>> is_monotone([Pattern(("c",), 3), Pattern(("b", "c"), 2)]), is_monotone([Pattern(("b",), 1), Pattern(("c",), 1)])
    (True, False)
    """
    sets = sorted((frozenset(p.missing) for p in found), key=len)
    return all(small <= large for small, large in pairwise(sets))


@dataclass(frozen=True, eq=False)
class Gaps:
    """The missing answers to some items, of all respondents. What is not asked for is not computed."""

    dataset: Dataset
    items: tuple[str, ...]

    @property
    def n(self) -> int:
        """Respondents."""
        return self.dataset.n

    @cached_property
    def absent(self) -> Bools:
        """Where an answer is missing (n x p)."""
        return np.column_stack([self.dataset.codes(item) < 0 for item in self.items])

    @cached_property
    def times(self) -> dict[str, int]:
        """Item -> in how many respondents it is missing."""
        return dict(zip(self.items, (int(n) for n in self.absent.sum(axis=0)), strict=True))

    @cached_property
    def reasons(self) -> dict[str, dict[int, int]]:
        """Item -> code of the reason -> how many."""
        found = {}
        for item in self.items:
            codes = self.dataset.codes(item)
            each, times = np.unique(codes[codes < 0], return_counts=True)
            found[item] = {int(code): int(n) for code, n in zip(each, times, strict=True)}
        return found

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The most frequent first."""
        return patterns(self.items, self.absent)

    @property
    def complete(self) -> int:
        """Respondents who answered all items."""
        return next((p.n for p in self.patterns if not p.missing), 0)

    @property
    def silent(self) -> int:
        """Respondents who answered none."""
        return int(self.absent.all(axis=1).sum())

    @cached_property
    def moments(self) -> NormalMoments | Lack:
        """Means and covariances by maximum likelihood."""
        return normal_moments(self.dataset.table(self.items))

    @cached_property
    def little(self) -> LittleTest | Lack | None:
        """Little's test; None for too few respondents or a single pattern."""
        if is_small(self.n - self.silent) or self.complete == self.n - self.silent:
            return None
        return little(self.moments) if isinstance(self.moments, NormalMoments) else self.moments
