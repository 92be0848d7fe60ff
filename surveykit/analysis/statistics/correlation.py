"""Correlations of two columns at a time, each with its test and interval: numbers only.

All are computed over the rows that have both columns (and those that are held constant).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from surveykit.analysis.statistics.formulas import Interval, Z, correlation_test, fisher, unvarying
from surveykit.analysis.statistics.polychoric import Polychoric, crossed, polychoric
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Floats, Moments

Kind = Literal["pearson", "spearman", "kendall", "polychoric", "partial"]
FEWEST = 3
_TINY = 1e-12


@dataclass(frozen=True)
class Pair:
    """Two columns, by id in alphabetic order. `r` (-1 to 1) is None where it does not exist.

    `statistic` is t (with `df`), or z for polychoric; `adjusted` is p after a correction for the number of pairs.
    """

    ids: tuple[str, str]
    n: int
    r: float | None = None
    interval: Interval | None = None
    statistic: float | None = None
    df: float | None = None
    p: float | None = None
    adjusted: float | None = None

    @property
    def size(self) -> float:
        """|r|, 0 where it does not exist."""
        return abs(self.r or 0.0)


def correlations(dataset: Dataset, pairs: Sequence[tuple[str, str]], kind: Kind, given: Sequence[str]) -> list[Pair]:
    """The correlation of every pair of columns; `given` is what `partial` holds constant."""
    if kind in ("pearson", "partial"):
        found = [dataset.moments((*pair, *given)) for pair in pairs]
        return [partial(pair, m) if given else pearson(pair, m) for pair, m in zip(pairs, found, strict=True)]
    tables = [dataset.complete(pair) for pair in pairs]
    if kind == "polychoric":
        found_all = polychoric([crossed(rows)[0] for rows in tables])
        return [_polychoric(pair, one) for pair, one in zip(pairs, found_all, strict=True)]
    compute = spearman if kind == "spearman" else kendall
    return [compute(pair, rows) for pair, rows in zip(pairs, tables, strict=True)]


def pearson(ids: tuple[str, str], moments: Moments) -> Pair:
    """Pearson's r with Fisher's interval. R: cor.test."""
    n = moments.n
    if n < FEWEST or unvarying(moments):
        return Pair(ids, n)
    r = float(np.clip(moments.correlation[0, 1], -1, 1))
    return _tested(ids, n, r, fisher(r, n), n - 2)


def partial(ids: tuple[str, str], moments: Moments) -> Pair:
    """The correlation of the first two columns with the others held constant; Fisher's (1924) interval and test, for
    which every column held constant takes the place of a row. None where the others determine one of the two.

    R: psych::partial.r, psych::corr.p(r, n - k).

    >>> c = np.array([[1.0, 0.6, 0.5], [0.6, 1.0, 0.5], [0.5, 0.5, 1.0]])
    >>> round(partial(("a", "b"), Moments(("a", "b", "c"), 101, np.zeros(3), 100 * c)).r, 4)  # .35 / .75
    0.4667
    """
    n, still = moments.n, set(unvarying(moments))
    held = [at for at, name in enumerate(moments.names) if at > 1 and name not in still]
    if n < FEWEST or still & set(moments.names[:2]):
        return Pair(ids, n)
    r = moments.select(tuple(moments.names[at] for at in (0, 1, *held))).correlation
    within, across = r[2:, 2:], r[:2, 2:]
    rest = r[:2, :2] - across @ np.linalg.pinv(within, hermitian=True) @ across.T
    k = int(np.linalg.matrix_rank(within, hermitian=True)) if held else 0
    own = np.diag(rest)
    if n - k < FEWEST or float(own.min()) < 1e-10:
        return Pair(ids, n)
    value = float(np.clip(rest[0, 1] / math.sqrt(own[0] * own[1]), -1, 1))
    return _tested(ids, n, value, fisher(value, n - k), n - 2 - k)


def spearman(ids: tuple[str, str], rows: Floats) -> Pair:
    """Spearman's rank correlation with the interval of Bonett & Wright (2000). R: cor.test(exact = FALSE)."""
    n = len(rows)
    if n < FEWEST or unvarying(Moments.of(ids, rows)):
        return Pair(ids, n)
    r = rank_correlation(rows)
    inside = _fisher_like(r, math.sqrt((1 + r * r / 2) / (n - 3))) if n > 3 else None
    return _tested(ids, n, r, inside, n - 2)


def kendall(ids: tuple[str, str], rows: Floats) -> Pair:
    """Kendall's tau-b with the interval of Fieller, Hartley & Pearson (1957). R: cor.test(exact = FALSE)."""
    n = len(rows)
    if n < FEWEST or unvarying(Moments.of(ids, rows)):
        return Pair(ids, n)
    tau, p = stats.kendalltau(rows[:, 0], rows[:, 1], method="asymptotic")
    r = float(np.clip(tau, -1, 1))
    inside = _fisher_like(r, math.sqrt(0.437 / (n - 4))) if n > 4 else None
    return Pair(ids, n, r, inside, p=float(p) if abs(r) < 1 - _TINY else None)


def rank_correlation(rows: Floats) -> float:
    """Pearson's r of the ranks of two columns that vary, ties at their mean rank."""
    ranks = np.column_stack([stats.rankdata(column) for column in rows.T])
    return float(np.clip(Moments.of(("a", "b"), ranks).correlation[0, 1], -1, 1))


def _polychoric(ids: tuple[str, str], found: Polychoric) -> Pair:
    """The test is that of the interval: on Fisher's scale, by the standard error."""
    if found.value is None or found.n < FEWEST:
        return Pair(ids, found.n)
    if not found.error:
        return Pair(ids, found.n, found.value)
    z = math.atanh(found.value) * (1 - found.value**2) / found.error
    return Pair(ids, found.n, found.value, found.interval, z, p=float(2 * stats.norm.sf(abs(z))))


def _tested(ids: tuple[str, str], n: int, r: float, inside: Interval | None, df: int) -> Pair:
    t, p = correlation_test(r, df + 2)
    return Pair(ids, n, r, inside, t, float(df) if t is not None else None, p)


def _fisher_like(r: float, spread: float) -> Interval | None:
    if abs(r) > 1 - _TINY:
        return None
    return math.tanh(math.atanh(r) - Z * spread), math.tanh(math.atanh(r) + Z * spread)
