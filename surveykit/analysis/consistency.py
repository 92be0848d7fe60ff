"""Coefficient alpha and its companions from moments: numbers only, used wherever a construct's reliability is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.formulas import Interval, feldt, fisher, spearman_brown, unvarying
from surveykit.analysis.gates import is_small, limit
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Moments

Matrix = NDArray[np.float64]
FEWEST = 3
"""With two respondents every correlation is 1 or -1."""


@dataclass(frozen=True)
class ItemFit:
    """One item in its construct: mean, SD, corrected item-total r, and alpha of the others. None: does not exist."""

    name: str
    mean: float
    sd: float
    item_total: float | None
    if_deleted: float | None


@dataclass(frozen=True)
class Consistency:
    """Internal consistency of k items over n complete rows.

    `alpha` and `standardised` are at most 1 and may be negative. `interval` is Feldt's, None for a small n.
    `spearman_brown` only for two items that do not run against each other, with the interval that follows from
    Fisher's for their correlation.
    """

    n: int
    k: int
    alpha: float
    interval: Interval | None
    standardised: float | None
    items: tuple[ItemFit, ...]
    spearman_brown: float | None = None
    spearman_brown_interval: Interval | None = None

    @property
    def negative(self) -> tuple[str, ...]:
        """The items that run against the sum of the others."""
        return tuple(i.name for i in self.items if i.item_total is not None and i.item_total < 0)

    @property
    def weakest(self) -> ItemFit:
        """The item that is least related to the others."""
        return min(self.items, key=lambda i: 1.0 if i.item_total is None else i.item_total)


def raw_alpha(c: Matrix) -> float | None:
    """Cronbach's alpha, k/(k-1) (1 - trace/sum), of a covariance (or deviation) matrix. None if the sum does not vary.

    >>> round(raw_alpha(np.array([[1.0, 0.5], [0.5, 1.0]])), 6)
    0.666667
    """
    k, total = len(c), float(c.sum())
    if k < 2 or total <= 1e-12 * float(np.trace(c)):
        return None
    return k / (k - 1) * (1 - float(np.trace(c)) / total)


def consistency(moments: Moments) -> Consistency | None:
    """Everything about the items of one construct, already in its direction.

    None where there is no such thing: one item, fewer than three rows, an item or the sum that does not vary.
    """
    k, n = len(moments.names), moments.n
    if k < 2 or n < FEWEST or unvarying(moments):
        return None
    alpha = raw_alpha(moments.deviations)
    if alpha is None:
        return None
    r = moments.correlation
    items = tuple(_item(moments, at) for at in range(k))
    steady = not is_small(n)
    pair = _two_items(float(r[0, 1]), n, steady) if k == 2 else (None, None)
    return Consistency(n, k, alpha, feldt(alpha, n, k) if steady else None, raw_alpha(r), items, *pair)


def _two_items(r: float, n: int, steady: bool) -> tuple[float | None, Interval | None]:
    if r < 0:
        return None, None
    inside = fisher(r, n) if steady else None
    return spearman_brown(r), (spearman_brown(inside[0]), spearman_brown(inside[1])) if inside else None


def _item(moments: Moments, at: int) -> ItemFit:
    c: NDArray[Any] = moments.deviations
    rest = np.delete(np.delete(c, at, 0), at, 1)
    own, others, shared = float(c[at, at]), float(rest.sum()), float(c[at].sum() - c[at, at])
    varies = others > 1e-12 * float(np.trace(c))
    item_total = shared / (own * others) ** 0.5 if varies else None
    return ItemFit(moments.names[at], float(moments.mean[at]), float(moments.sd[at]), item_total, raw_alpha(rest))


def of_construct(dataset: Dataset, construct: Construct) -> Consistency | None:
    """The same for a construct, over the respondents who answered all of its items."""
    return consistency(dataset.moments(construct.items, construct))


def below_convention(dataset: Dataset, ids: Sequence[str]) -> list[tuple[Construct, float]]:
    """Those of the constructs whose alpha is below the convention of the gate LOW_ALPHA, with it."""
    return [(c, m.alpha) for c, m in measured(dataset, ids) if m.alpha < limit("LOW_ALPHA", "convention")]


def measured(dataset: Dataset, ids: Sequence[str]) -> list[tuple[Construct, Consistency]]:
    """Those of the ids that are constructs and have an alpha."""
    constructs = [dataset.codebook.construct_by_id[i] for i in ids if i in dataset.codebook.construct_by_id]
    return [(c, found) for c in constructs if (found := of_construct(dataset, c))]
