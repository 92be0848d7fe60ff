"""Indices of careless answering, numbers only: how an answer sheet differs from one that was thought about.

Tables have one row a respondent and one column an item, NaN where there is no answer. The formulas are those of the R
package careless (Yentes & Wilhelm): https://cran.r-project.org/package=careless.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from surveykit.core.moments import Floats

ROWS = 8192
"""So many respondents are worked on at a time."""
FEWEST_PAIRS = 3
"""A correlation of two points is 1 or -1."""
SAME = 1e-12
"""Below so much (of a scale that is 1 wide) answers do not vary."""
Places = NDArray[np.intp]


def variability(table: Floats) -> Floats:
    """Intra-individual response variability (n): the SD (n - 1) of a respondent's answers (Dunn et al. 2018).

    NaN where fewer than two are answered.

    >>> variability(np.array([[3.0, 3, 3], [1, 3, 5]])).tolist()
    [0.0, 2.0]
    """
    there = ~np.isnan(table)
    n = there.sum(axis=1)
    mean = np.divide(np.where(there, table, 0).sum(axis=1), n, out=np.zeros(len(table)), where=n > 0)
    squares = np.where(there, (table - mean[:, None]) ** 2, 0).sum(axis=1)
    found: Floats = np.sqrt(np.divide(squares, n - 1, out=np.full(len(table), np.nan), where=n > 1))
    return found


def even_odd(table: Floats, scales: Sequence[Sequence[int]]) -> Floats:
    """Even-odd consistency (n, -1 to 1): a respondent's correlation between the means of the odd and of the even items
    of each scale, stepped up to full length by Spearman and Brown (Johnson 2005).

    `scales` holds the columns of each scale, in order, in one direction. NaN where fewer than three scales have both
    halves, or where a half does not vary.
    """
    found = [np.empty(0)]
    for part in _parts(table):
        odd, even = (np.column_stack([_mean(part[:, scale[at::2]]) for scale in scales]) for at in (0, 1))
        r = row_correlation(odd, even)
        found.append(np.maximum(-1, np.divide(2 * r, 1 + r, out=np.full(len(r), -1.0), where=~(1 + r <= SAME))))
    return np.concatenate(found)


def synonym_pairs(table: Floats, critical: float) -> tuple[Places, Places]:
    """The pairs of items that correlate above `critical` over respondents (pairwise complete)."""
    r = correlations(table)
    first, second = np.triu_indices(table.shape[1], 1)
    alike = r[first, second] > critical
    return first[alike], second[alike]


def synonyms(table: Floats, pairs: tuple[Places, Places]) -> Floats:
    """Psychometric synonyms (n, -1 to 1): a respondent's correlation over pairs of like items (Meade & Craig 2012).

    NaN where fewer than three pairs are answered, or where an end of the pairs does not vary.
    """
    first, second = pairs
    parts = (row_correlation(part[:, first], part[:, second]) for part in _parts(table))
    return np.concatenate([np.empty(0), *parts])


def row_correlation(a: Floats, b: Floats) -> Floats:
    """Pearson's correlation of two tables of one shape, row by row, over the columns where both have a value."""
    there = ~(np.isnan(a) | np.isnan(b))
    n = there.sum(axis=1)
    x, y = (_centred(side, there, n) for side in (a, b))
    sxx, syy, sxy = (np.einsum("ij,ij->i", *pair) for pair in ((x, x), (y, y), (x, y)))
    enough = (n >= FEWEST_PAIRS) & (sxx > SAME) & (syy > SAME)
    r = np.divide(sxy, np.sqrt(sxx * syy), out=np.full(len(n), np.nan), where=enough)
    found: Floats = np.clip(r, -1, 1)
    return found


def _centred(side: Floats, there: NDArray[np.bool_], n: NDArray[np.int_]) -> Floats:
    mean = np.divide(np.where(there, side, 0).sum(axis=1), n, out=np.zeros(len(n)), where=n > 0)
    found: Floats = np.where(there, side - mean[:, None], 0)
    return found


def _mean(part: Floats) -> Floats:
    there = ~np.isnan(part)
    n = there.sum(axis=1)
    found: Floats = np.divide(np.where(there, part, 0).sum(axis=1), n, out=np.full(len(part), np.nan), where=n > 0)
    return found


def correlations(table: Floats) -> Floats:
    """Correlations of the columns (k x k), each over the rows that have both; NaN where one does not vary."""
    there = (~np.isnan(table)).astype(np.float64)
    centre = _mean(table.T)
    x = np.where(there > 0, table - np.where(np.isnan(centre), 0, centre), 0)
    n = there.T @ there
    sums = x.T @ there
    cross = x.T @ x - _over(sums * sums.T, n)
    squares = (x * x).T @ there - _over(sums**2, n)
    varied = (squares > SAME) & (squares.T > SAME) & (n >= FEWEST_PAIRS)
    product = np.sqrt(np.maximum(squares, 0) * np.maximum(squares.T, 0))
    r: Floats = np.divide(cross, product, out=np.full(cross.shape, np.nan), where=varied)
    return r


def _over(a: Floats, n: Floats) -> Floats:
    return np.divide(a, n, out=np.zeros(a.shape), where=n > 0)


@dataclass(frozen=True)
class Distances:
    """Squared Mahalanobis distances (n, NaN where an item is missing) and p (n) of a chi-square with `df`.

    `lacking` says why there are none: too few complete rows, or items that follow from one another.
    """

    squared: Floats
    p: Floats
    df: int
    lacking: Literal["few", "singular"] | None = None


def distances(table: Floats) -> Distances:
    """Squared Mahalanobis distance of each complete row from the mean of all. Items that nobody varies on are left out.

    Mahalanobis, P. C. (1936). On the generalised distance in statistics. Proceedings of the National Institute of
    Sciences of India, 2, 49-55.
    """
    whole = ~np.isnan(table).any(axis=1)
    rows = table[whole]
    unknown = np.full(len(table), np.nan)
    if len(rows) < 2:
        return Distances(unknown, unknown, 0, "few")
    varied = np.ptp(rows, axis=0) > SAME
    rows = rows[:, varied]
    k = rows.shape[1]
    if len(rows) <= k + 1 or not k:
        return Distances(unknown, unknown, k, "few")
    rows = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    values, vectors = np.linalg.eigh(rows.T @ rows / (len(rows) - 1))
    if values[0] < values[-1] * k * 1e-12:
        return Distances(unknown, unknown, k, "singular")
    found = ((rows @ (vectors / np.sqrt(values))) ** 2).sum(axis=1)
    squared, p = unknown.copy(), unknown.copy()
    squared[whole], p[whole] = found, chdtrc(k, found)
    return Distances(squared, p, k)


def intraclass(values: Floats, groups: NDArray[np.intp]) -> float | None:
    """ICC(1): how much alike the values of one group are, from a one-way analysis of variance (Shrout & Fleiss 1979).

    May be negative; None where there are no two groups, no group of two, or nothing varies.
    """
    there = ~np.isnan(values)
    _, groups = np.unique(groups[there], return_inverse=True)
    x = values[there] - values[there].mean() if there.any() else values[there]
    sizes = np.bincount(groups).astype(np.float64)
    n, k = len(x), len(sizes)
    if k < 2 or n <= k:
        return None
    means = np.bincount(groups, x) / sizes
    between = float((sizes * means**2).sum()) / (k - 1)
    within = float(((x - means[groups]) ** 2).sum()) / (n - k)
    typical = (n - float((sizes**2).sum()) / n) / (k - 1)
    total = between + (typical - 1) * within
    return (between - within) / total if total > SAME else None


def _parts(table: Floats) -> Iterator[Floats]:
    for start in range(0, len(table), ROWS):
        yield table[start : start + ROWS]
