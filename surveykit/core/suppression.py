"""Local suppression: values are blanked until every combination of them that occurs, occurs often enough (k-anonymity).

One greedy rule. The smallest combination that is too rare is joined with the one that costs the fewest values (of those
that cost the same, the smallest): where the two differ, both are blanked. A combination with rows to spare gives only
as many as are needed, the first ones; another gives all. So it goes on until none is too rare.

Blank is a value of its own: a blanked group that would be too small draws further rows in, so that no total gives a
blanked value back.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import agreeing

SMALLEST = 5
"""The smallest group of people that is shown."""
BLANK = -1

Whole = NDArray[np.intp]


def suppressed(table: Whole, fewest: int = SMALLEST) -> NDArray[np.bool_]:
    """Which values of a table (n x q, whole numbers from 0) are blanked: every combination then occurs `fewest` times.

    Raises ValueError for fewer rows than that.

    >>> suppressed(np.array([[0], [0], [0], [0], [1]]), 2).ravel().tolist()
    [True, False, False, False, True]
    """
    if len(table) < fewest:
        raise ValueError(f"{len(table)} rows")
    groups = _Groups.of(table)
    while (rare := groups.rarest(fewest)) is not None:
        groups.join(rare, fewest)
    blanked = np.zeros(table.shape, dtype=np.bool_)
    for values, rows in zip(groups.values.T, groups.rows, strict=True):
        blanked[rows] = values == BLANK
    return blanked


@dataclass
class _Groups:
    """Combinations (q x g), the rows that have each of them, and how many these are (g)."""

    values: Whole
    rows: list[list[int]]
    sizes: Whole

    @classmethod
    def of(cls, table: Whole) -> "_Groups":
        group, firsts = agreeing(list(table.T), len(table))
        sizes = np.bincount(group)
        rows = np.split(np.argsort(group, kind="stable"), np.cumsum(sizes)[:-1])
        return cls(table[firsts].T.copy(), [part.tolist() for part in rows], sizes)

    def rarest(self, fewest: int) -> int | None:
        """The smallest combination that is too rare; None if none is."""
        rare = np.flatnonzero((self.sizes > 0) & (self.sizes < fewest))
        return int(rare[np.argmin(self.sizes[rare])]) if rare.size else None

    def join(self, at: int, fewest: int) -> None:
        """Join a combination with the one that costs the fewest values."""
        own, size = self.values[:, at], self.sizes[at]
        differ = self.values != own[:, None]
        need = fewest - size
        given = np.where(self.sizes - need >= fewest, need, self.sizes)
        cost = size * np.count_nonzero(differ[own != BLANK], axis=0)
        cost += given * np.count_nonzero(differ & (self.values != BLANK), axis=0)
        others = np.flatnonzero(self.sizes)
        others = others[others != at]
        cheapest = others[cost[others] == cost[others].min()]
        other = cheapest[np.argmin(self.sizes[cheapest])]
        self._move(other, at, int(given[other]))
        self.values[:, at] = np.where(differ[:, other], BLANK, own)
        twins = np.flatnonzero((self.values == self.values[:, [at]]).all(axis=0) & (self.sizes > 0))
        for twin in twins[twins != at]:
            self._move(twin, at, int(self.sizes[twin]))

    def _move(self, source: int, to: int, n: int) -> None:
        """Some rows, the first ones, from one combination to another."""
        self.rows[to] += self.rows[source][:n]
        self.rows[source] = self.rows[source][n:]
        self.sizes[source] -= n
        self.sizes[to] += n
