"""A table of counts of two categorical variables: tests of independence, the size of the association, its cells.

Numbers only; from the counts alone, so the order of rows changes nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.formulas import Interval
from surveykit.core.claims import holm
from surveykit.core.progress import advance

DRAWS = 50_000
"""How many tables are drawn for Fisher's exact test of a table larger than 2 x 2."""
LEVEL_V = 0.90
"""The level of the interval of Cramér's V: with 90 % it excludes zero exactly where chi-square's p is below .05."""
_BATCH = 5_000
_HAIR = 1e-7
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Contingency:
    """An r x c table of counts in which every row and column has somebody, r and c at least 2."""

    counts: NDArray[np.int64]
    seed: int = 1

    @cached_property
    def n(self) -> int:
        """How many were counted."""
        return int(self.counts.sum())

    @cached_property
    def row_totals(self) -> NDArray[np.int64]:
        """How many in each row."""
        return np.asarray(self.counts.sum(axis=1))

    @cached_property
    def column_totals(self) -> NDArray[np.int64]:
        """How many in each column."""
        return np.asarray(self.counts.sum(axis=0))

    @cached_property
    def expected(self) -> Floats:
        """The counts that independence would give."""
        return np.asarray(np.outer(self.row_totals, self.column_totals) / self.n, dtype=np.float64)

    @cached_property
    def sparse(self) -> bool:
        """Whether an expected count is below five, so that chi-square's distribution is in doubt."""
        return bool((self.expected < limit("CELL_LT5", "cell")).any())

    @property
    def df(self) -> int:
        """(r - 1)(c - 1)."""
        rows, columns = self.counts.shape
        return int((rows - 1) * (columns - 1))

    @cached_property
    def chi_square(self) -> float:
        """Pearson's (1900) statistic, without a correction for continuity. R: chisq.test(x, correct = FALSE)."""
        return float(((self.counts - self.expected) ** 2 / self.expected).sum())

    @cached_property
    def chi_square_p(self) -> float:
        """Its p."""
        return float(stats.chi2.sf(self.chi_square, self.df))

    @property
    def is_square_of_two(self) -> bool:
        """Whether it is 2 x 2."""
        return bool(self.counts.shape == (2, 2))

    @cached_property
    def fisher_p(self) -> float:
        """Fisher's exact test, two-sided: all tables with these margins that are no more probable than this one.

        Exact for 2 x 2; else the share among DRAWS random tables (Freeman & Halton, 1951), seeded; the table itself
        counts as one of them. R: fisher.test(x).
        """
        if self.is_square_of_two:
            return float(stats.fisher_exact(self.counts).pvalue)
        drawn = stats.random_table(self.row_totals, self.column_totals)
        random, observed = np.random.default_rng(self.seed), self._weight(self.counts[None])[0]
        rare = 0
        for at in range(0, DRAWS, _BATCH):
            tables = drawn.rvs(size=_BATCH, random_state=random)
            rare += int((self._weight(tables) >= observed - _HAIR).sum())
            advance("draws", at + _BATCH, DRAWS)
        return (rare + 1) / (DRAWS + 1)

    @staticmethod
    def _weight(tables: NDArray[Any]) -> Floats:
        """Minus the log probability of tables with the same margins, but for a constant."""
        return np.asarray(special.gammaln(tables + 1.0).sum(axis=(1, 2)), dtype=np.float64)

    @property
    def p(self) -> float:
        """The p that counts: Fisher's for a sparse table, else chi-square's."""
        return self.fisher_p if self.sparse else self.chi_square_p

    @cached_property
    def cramers_v(self) -> float | None:
        """Cramér's V with Bergsma's (2013) correction, 0 to 1; None where n is too small for one."""
        if self.n < 3:
            return None
        r, c = self.counts.shape
        phi = max(0.0, self.chi_square / self.n - self.df / (self.n - 1))
        least = min(k - (k - 1) ** 2 / (self.n - 1) for k in (r, c)) - 1
        return min(1.0, (phi / least) ** 0.5) if least > 0 else None

    @cached_property
    def v_interval(self) -> Interval | None:
        """The interval of V at LEVEL_V from chi-square's noncentral distribution (Steiger, 2004).

        None for a sparse table, and where chi-square is so close to zero that the method has no upper end.
        """
        if self.sparse:
            return None
        scale = self.n * (min(self.counts.shape) - 1)
        low, high = (self._noncentrality(p) for p in ((1 + LEVEL_V) / 2, (1 - LEVEL_V) / 2))
        if high == 0:
            return None
        return min(1.0, (low / scale) ** 0.5), min(1.0, (high / scale) ** 0.5)

    def _noncentrality(self, p: float) -> float:
        """The noncentrality under which chi-square falls below the observed one with probability p; 0 if none does."""
        x, df = self.chi_square, self.df
        if stats.chi2.cdf(x, df) <= p:
            return 0.0
        most = x + 20 * (x + df) ** 0.5 + 20
        return float(optimize.brentq(lambda shift: stats.ncx2.cdf(x, df, shift) - p, 0.0, most, xtol=1e-10, rtol=1e-12))

    @cached_property
    def residuals(self) -> Floats:
        """Adjusted residuals (Haberman, 1973): standard normal under independence. R: chisq.test(x)$stdres."""
        rows, columns = 1 - self.row_totals / self.n, 1 - self.column_totals / self.n
        return np.asarray((self.counts - self.expected) / np.sqrt(self.expected * np.outer(rows, columns)))

    @cached_property
    def residual_p(self) -> Floats:
        """Two-sided p of each."""
        return np.asarray(2 * stats.norm.sf(np.abs(self.residuals)))

    @cached_property
    def residual_holm(self) -> Floats:
        """The same after Holm's correction for all cells."""
        return np.array(holm(self.residual_p.ravel().tolist())).reshape(self.counts.shape)

    @property
    def row_shares(self) -> Floats:
        """Each count as a share of its row."""
        return np.asarray(self.counts / self.row_totals[:, None])

    @property
    def column_shares(self) -> Floats:
        """Each count as a share of its column."""
        return np.asarray(self.counts / self.column_totals[None, :])


def hidden_cells(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The cells that are not shown where totals are: small counts, and others from which they would follow.

    In every row and column with a hidden cell, another is hidden where the total would give it back.

    >>> hidden_cells(np.array([[3, 20, 30], [9, 10, 40], [50, 60, 70]])).astype(int).tolist()
    [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    """
    most = int(limit("CELL_LT5", "cell")) - 1
    hidden: NDArray[np.bool_] = (counts > 0) & (counts <= most)
    changed = True
    while changed:
        changed = False
        for line, mask in [*zip(counts, hidden, strict=True), *zip(counts.T, hidden.T, strict=True)]:
            k, total = int(mask.sum()), int(line[mask].sum())
            if k and (k == 1 or total in (k, most * k)) and not mask.all():
                others = np.flatnonzero(~mask)
                mask[others[np.lexsort((line[others], line[others] == 0))[0]]] = True
                changed = True
    return hidden
