"""Coefficient alpha and its companions from moments: numbers only, used wherever a construct's reliability is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.formulas import Interval, feldt, fisher, spearman_brown, unvarying
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Floats, Moments

FEWEST = 3
"""With two respondents every correlation is 1 or -1."""
_TINY = 1e-12


@dataclass(frozen=True)
class ItemFit:
    """One item in its construct: mean, SD, corrected item-total r, and alpha of the others. None: does not exist."""

    name: str
    mean: float
    sd: float
    item_total: float | None
    if_deleted: float | None


@dataclass(frozen=True, eq=False)
class Consistency:
    """Internal consistency of k items (2 or more) over n complete rows, from their moments.

    `alpha` is at most 1 and may be negative. Everything else is computed when it is first asked for.
    """

    moments: Moments
    alpha: float

    @property
    def n(self) -> int:
        """How many answered every item."""
        return self.moments.n

    @property
    def k(self) -> int:
        """How many items."""
        return len(self.moments.names)

    @cached_property
    def interval(self) -> Interval | None:
        """Feldt's interval of alpha; None for a small n."""
        return None if is_small(self.n) else feldt(self.alpha, self.n, self.k)

    @cached_property
    def standardised(self) -> float | None:
        """Alpha of the correlation matrix, k r / (1 + (k - 1) r) of the mean correlation r."""
        return raw_alpha(self.moments.correlation)

    @cached_property
    def _two(self) -> float | None:
        """The correlation of two items that do not run against each other."""
        r = float(self.moments.correlation[0, 1]) if self.k == 2 else -1.0
        return r if r >= 0 else None

    @property
    def spearman_brown(self) -> float | None:
        """For two items that do not run against each other."""
        return None if self._two is None else spearman_brown(self._two)

    @property
    def spearman_brown_interval(self) -> Interval | None:
        """It follows from Fisher's for the correlation of the two; None for a small n."""
        inside = None if self._two is None or is_small(self.n) else fisher(self._two, self.n)
        return (spearman_brown(inside[0]), spearman_brown(inside[1])) if inside else None

    @cached_property
    def items(self) -> tuple[ItemFit, ...]:
        """Every item beside the others."""
        columns = (self.moments.mean, self.moments.sd, item_total(self._c), alpha_if_deleted(self._c))
        rows = zip(self.moments.names, *(_known(column) for column in columns), strict=True)
        return tuple(ItemFit(name, mean or 0.0, sd or 0.0, r, alpha) for name, mean, sd, r, alpha in rows)

    @property
    def _c(self) -> Floats:
        return self.moments.deviations

    @property
    def negative(self) -> tuple[str, ...]:
        """The items that run against the sum of the others."""
        return tuple(i.name for i in self.items if i.item_total is not None and i.item_total < 0)

    @property
    def weakest(self) -> ItemFit:
        """The item that is least related to the others."""
        return min(self.items, key=lambda i: 1.0 if i.item_total is None else i.item_total)


def raw_alpha(c: Floats) -> float | None:
    """Cronbach's alpha, k/(k-1) (1 - trace/sum), of a covariance (or deviation) matrix. None if the sum does not vary.

    >>> round(raw_alpha(np.array([[1.0, 0.5], [0.5, 1.0]])), 6)
    0.666667
    """
    k, total, trace = len(c), float(c.sum()), float(np.trace(c))
    return k / (k - 1) * (1 - trace / total) if k > 1 and total > _TINY * trace else None


def _rests(c: Floats) -> tuple[Floats, Floats]:
    """For each item the variance of the sum of the others, and the sum of their variances."""
    others = 1.0 - np.eye(len(c))
    return ((others @ c) * others).sum(axis=1), others @ np.diag(c)


def item_total(c: Floats) -> Floats:
    """The correlation of each item with the sum of the others, from a covariance matrix (k x k); NaN without a sum.

    >>> item_total(np.array([[2.0, 1.0], [1.0, 2.0]])).tolist()
    [0.5, 0.5]
    """
    total, trace = _rests(c)
    shared = c.sum(axis=1) - np.diag(c)
    varies = total > _TINY * trace
    scale = np.sqrt(np.diag(c) * np.where(varies, total, 1.0))
    return np.where(varies, shared / scale, np.nan)


def alpha_if_deleted(c: Floats) -> Floats:
    """Alpha of the others for each item, from a covariance matrix (k x k); NaN where there is none.

    >>> alpha_if_deleted(np.array([[1.0, 0.2, 0.2], [0.2, 1.0, 0.5], [0.2, 0.5, 1.0]])).round(4).tolist()
    [0.6667, 0.3333, 0.3333]
    """
    k = len(c)
    if k < 3:
        return np.full(k, np.nan)
    total, trace = _rests(c)
    varies = total > _TINY * trace
    return np.where(varies, (k - 1) / (k - 2) * (1 - trace / np.where(varies, total, 1.0)), np.nan)


def _known(column: Floats) -> list[float | None]:
    return [None if x != x else x for x in column.tolist()]


def consistency(moments: Moments) -> Consistency | None:
    """Everything about the items of one construct, already in its direction.

    None where there is no such thing: one item, fewer than three rows, an item or the sum that does not vary.
    """
    if len(moments.names) < 2 or moments.n < FEWEST or unvarying(moments):
        return None
    alpha = raw_alpha(moments.deviations)
    return None if alpha is None else Consistency(moments, alpha)


def of_construct(dataset: Dataset, construct: Construct) -> Consistency | None:
    """The same for a construct, over the respondents who answered all of its items."""
    return consistency(dataset.moments(construct.items, construct))


def answered(dataset: Dataset, constructs: Sequence[Construct]) -> int:
    """How many answered all items of at least one of the constructs."""
    if any(dataset.moments(c.items, c).n == dataset.n for c in constructs):
        return dataset.n
    return dataset.having([c.items for c in constructs]) if constructs else 0


def below_convention(dataset: Dataset, ids: Sequence[str]) -> list[tuple[Construct, float]]:
    """Those of the constructs whose alpha is below the convention of the gate LOW_ALPHA, with it.

    Not where an item runs against the others: that is a matter of keying, not of random error.
    """
    low = [(c, m) for c, m in measured(dataset, ids) if m.alpha < limit("LOW_ALPHA", "convention")]
    return [(c, m.alpha) for c, m in low if not m.negative]


def against_others(dataset: Dataset, ids: Sequence[str]) -> list[Construct]:
    """Those of the constructs in which an item runs against the sum of the others (the gate NEG_ITEM)."""
    return [c for c, m in measured(dataset, ids) if m.negative]


def measured(dataset: Dataset, ids: Sequence[str]) -> list[tuple[Construct, Consistency]]:
    """Those of the ids that are constructs and have an alpha."""
    constructs = [dataset.codebook.construct_by_id[i] for i in ids if i in dataset.codebook.construct_by_id]
    return [(c, found) for c in constructs if (found := of_construct(dataset, c))]
