"""Gaps: what each respondent perceived less what the same respondent expected. Numbers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from surveykit.analysis.gates import limit
from surveykit.analysis.paired import Difference, difference
from surveykit.analysis.statistics.consistency import raw_alpha
from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.samples import Statistic
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset, Floats
from surveykit.core.moments import Moments

CEILING = 0.95
"""From this part of the scale on expectations leave hardly any room (4.8 of 1 to 5)."""


@dataclass(frozen=True)
class Pair:
    """The ids (constructs or variables) of what was perceived and of what was expected."""

    perceived: str
    expected: str


def bounds_of(codebook: Codebook, id: str) -> Interval | None:
    """The lowest and highest value of a variable, or of a construct whose items share a scale."""
    items = codebook.construct_by_id[id].items if id in codebook.construct_by_id else (id,)
    found = {(codebook.by_name[item].minimum, codebook.by_name[item].maximum) for item in items}
    low, high = next(iter(found))
    return (low, high) if len(found) == 1 and low is not None and high is not None else None


@dataclass(frozen=True)
class Gap:
    """One gap over the respondents who gave both. `adjusted`: p corrected (Holm) for the gaps beside it.

    `reliability` is that of the difference (Peter, Churchill & Brown, 1993), at most 1; None for single ratings.
    """

    pair: Pair
    expected: float
    perceived: float
    paired: Difference
    signed_rank: Statistic | None
    reliability: float | None
    adjusted: float | None = None

    @property
    def n(self) -> int:
        """How many gave both."""
        return self.paired.n

    @property
    def value(self) -> float:
        """The mean gap: negative where less was perceived than expected."""
        return self.paired.mean

    @property
    def settled(self) -> bool:
        """Whether the data show that there is a gap. One that everybody shares needs no test."""
        if self.paired.p is None:
            return self.value != 0
        return self.adjusted is not None and self.adjusted < limit("NONSIG", "level")


def gap_of(dataset: Dataset, pair: Pair) -> Gap | None:
    """The gap of a pair; None where nobody gave both."""
    perceived, expected = dataset.numbers(pair.perceived), dataset.numbers(pair.expected)
    both = ~np.isnan(perceived) & ~np.isnan(expected)
    first, second = np.sort(perceived[both]), np.sort(expected[both])
    found = difference((pair.perceived, pair.expected), perceived, expected)
    if found is None:
        return None
    ranks = signed_rank((perceived - expected)[both])
    return Gap(pair, float(second.mean()), float(first.mean()), found, ranks, reliability(dataset, pair))


def signed_rank(differences: Floats) -> Statistic | None:
    """Wilcoxon's V, the sum of the ranks of positive differences, with p by the normal approximation (zeros left out,
    ties and continuity allowed for). None where all are zero. R: wilcox.test(x, y, paired = TRUE, exact = FALSE)."""
    moved = np.round(differences, 10)
    moved = moved[moved != 0]
    n = len(moved)
    if not n:
        return None
    ranks = stats.rankdata(np.abs(moved))
    v = float(ranks[moved > 0].sum())
    _, times = np.unique(np.abs(moved), return_counts=True)
    t = times.astype(np.float64)
    spread = (n * (n + 1) * (2 * n + 1) / 24 - float((t**3 - t).sum()) / 48) ** 0.5
    z = max(abs(v - n * (n + 1) / 4) - 0.5, 0.0) / spread
    return Statistic(v, None, min(1.0, float(2 * stats.norm.sf(z))))


def reliability(dataset: Dataset, pair: Pair) -> float | None:
    """The reliability of a gap of two constructs, from their alphas, variances and correlation:
    (vP aP + vE aE - 2 c) / (vP + vE - 2 c), with c the covariance of the scores. None where there is none.

    Respondents with all items of both.
    """
    known = dataset.codebook.construct_by_id
    if pair.perceived not in known or pair.expected not in known:
        return None
    one, other = known[pair.perceived], known[pair.expected]
    k = len(one.items)
    if k < 2 or len(other.items) < 2:
        return None
    rows = np.column_stack([dataset.table(one.items, one), dataset.table(other.items, other)])
    rows = rows[~np.isnan(rows).any(axis=1)]
    if len(rows) < 3:
        return None
    return difference_reliability(Moments.of((*one.items, *other.items), rows[np.lexsort(rows.T)]).deviations, k)


def difference_reliability(c: Floats, k: int) -> float | None:
    """The same from the covariance (or deviation) matrix of the items, of which the first k belong to the first score.

    >>> one = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> c = np.block([[one, np.full((2, 2), 0.25)], [np.full((2, 2), 0.25), one]])
    >>> round(difference_reliability(c, 2), 6)
    0.5
    """
    first, second = raw_alpha(c[:k, :k]), raw_alpha(c[k:, k:])
    if first is None or second is None:
        return None
    m = len(c) - k
    var = float(c[:k, :k].sum()) / k**2, float(c[k:, k:].sum()) / m**2
    shared = 2 * float(c[:k, k:].sum()) / (k * m)
    whole = var[0] + var[1] - shared
    if not whole > 1e-12 * (var[0] + var[1]):
        return None
    return (var[0] * first + var[1] * second - shared) / whole


def overall(gaps: Floats, weights: Floats) -> Floats:
    """Each respondent's weighted mean of the gaps (n x k; NaN where one is missing). `weights`: k, or n x k.

    >>> overall(np.array([[-1.0, 1.0], [-2.0, np.nan]]), np.array([3.0, 1.0])).tolist()
    [-0.5, nan]
    """
    total = np.broadcast_to(weights, gaps.shape).sum(axis=1)
    summed: Floats = (gaps * weights).sum(axis=1)
    found: Floats = np.divide(summed, total, out=np.full(len(gaps), np.nan), where=total > 0)
    return found


def gap_columns(dataset: Dataset, pairs: Sequence[Pair]) -> Mapping[str, Floats]:
    """The id of what was perceived -> each respondent's gap."""
    return {p.perceived: dataset.numbers(p.perceived) - dataset.numbers(p.expected) for p in pairs}
