"""Moments: n, means and covariances of some columns, and their addition.

Every linear analysis needs no more than these, so the same analysis runs on rows in memory and on sums that a
store or a cluster computed. Moments of disjoint parts add up (Chan, Golub & LeVeque 1983).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROWS = 8_192
_EXACT = 2**24
"""Whole numbers up to here are exact in single precision."""


@dataclass(frozen=True, eq=False)
class Moments:
    """n complete rows of the columns `names`: their means (k) and sums of squared deviations (k x k)."""

    names: tuple[str, ...]
    n: int
    mean: Floats
    deviations: Floats

    @classmethod
    def of(cls, names: tuple[str, ...], rows: NDArray[Any]) -> "Moments":
        """The moments of a complete table: one row per respondent, one column per name, no NaN.

        >>> m = Moments.of(("a", "b"), np.array([[1, 2], [3, 6]]))
        >>> m.n, m.mean.tolist(), m.covariance.tolist()
        (2, [2.0, 4.0], [[2.0, 4.0], [4.0, 8.0]])
        """
        table = np.asarray(rows, dtype=np.float64).reshape(-1, len(names))
        mean = table.mean(axis=0) if len(table) else np.zeros(len(names))
        constant = (table == table[:1]).all(axis=0) & bool(len(table))
        mean[constant] = table[:1, constant].ravel()  # a rounded mean would let a constant column vary
        centred = table - mean
        return cls(names, len(table), mean, centred.T @ centred)

    @classmethod
    def of_blocks(cls, names: tuple[str, ...], blocks: Iterable[NDArray[Any]]) -> "Moments":
        """The moments of a complete table that comes in blocks of rows, without ever holding all of it.

        Blocks of int8 are summed exactly: in single precision inside a block, where that is exact.

        >>> m = Moments.of_blocks(("a", "b"), [np.array([[1, 2]], dtype=np.int8), np.array([[3, 6]], dtype=np.int8)])
        >>> m.n, m.mean.tolist(), m.covariance.tolist()
        (2, [2.0, 4.0], [[2.0, 4.0], [4.0, 8.0]])
        """
        total, whole = cls.of(names, np.empty((0, len(names)))), _WholeSums(len(names))
        for rows in blocks:
            if rows.dtype == np.int8:
                whole.add(rows)
            else:
                total = total + cls.of(names, rows)
        if not whole.n:
            return total
        return total + cls(names, whole.n, *whole.moments())

    def __add__(self, other: "Moments") -> "Moments":
        """The moments of both parts together."""
        if self.names != other.names:
            raise ValueError("moments of different columns do not add up")
        n = self.n + other.n
        if n == 0:
            return self
        step = other.mean - self.mean
        mean = self.mean + step * (other.n / n)
        deviations = self.deviations + other.deviations + np.outer(step, step) * (self.n * other.n / n)
        return Moments(self.names, n, mean, deviations)

    def select(self, names: tuple[str, ...]) -> "Moments":
        """The same rows, fewer columns."""
        at = [self.names.index(name) for name in names]
        return Moments(names, self.n, self.mean[at], self.deviations[np.ix_(at, at)])

    def combined(self, names: tuple[str, ...], weights: Floats, constants: Floats) -> "Moments":
        """The same rows, with columns that are sums of these: weights (new x old) times them, plus constants (new).

        >>> m = Moments.of(("a", "b"), np.array([[1, 2], [3, 6]]))
        >>> sum_and_turned = m.combined(("sum", "turned"), np.array([[1, 1], [0, -1]]), np.array([0, 7]))
        >>> sum_and_turned.mean.tolist(), sum_and_turned.covariance.tolist()
        ([6.0, 3.0], [[18.0, -12.0], [-12.0, 8.0]])
        """
        return Moments(names, self.n, weights @ self.mean + constants, weights @ self.deviations @ weights.T)

    @property
    def covariance(self) -> Floats:
        """The sample covariance matrix (n - 1). Raises ValueError for fewer than two rows."""
        if self.n < 2:
            raise ValueError("a covariance needs at least two rows")
        return self.deviations / (self.n - 1)

    @property
    def sd(self) -> Floats:
        """Sample standard deviations (n - 1)."""
        spread: Floats = np.sqrt(np.diag(self.covariance))
        return spread

    @property
    def correlation(self) -> Floats:
        """The correlation matrix. Raises ValueError if a column does not vary."""
        sd = self.sd
        if not (sd > 0).all():
            raise ValueError("a column does not vary")
        r = self.covariance / np.outer(sd, sd)
        np.fill_diagonal(r, 1.0)
        return r


class _WholeSums:
    """Sums and sums of products of small whole numbers, exact, counted from `start`.

    A row of ones under the columns makes their sums part of the same matrix product, in single precision where that is
    exact. Few rows at a time stay in the processor's own memory.
    """

    def __init__(self, k: int) -> None:
        self.n = 0
        self.start: int | None = None
        self.totals = np.zeros((k + 1, k + 1))
        self.steps = np.ones((k + 1, 0), dtype=np.float32)

    def add(self, rows: NDArray[np.int8]) -> None:
        if not len(rows):
            return
        low, high = int(rows.min()), int(rows.max())
        if self.start is None:
            self.start = 0 if _exact(max(high, -low)) else (low + high) // 2
        columns: NDArray[Any] = rows.T if self.start == 0 else rows.T.astype(np.int16) - self.start
        if not _exact(max(high - self.start, self.start - low)):
            self.steps = self.steps.astype(np.float64)
        if self.steps.shape[1] < min(ROWS, len(rows)):
            self.steps = np.ones((len(self.steps), min(ROWS, len(rows))), self.steps.dtype)
        self.n += len(rows)
        for first in range(0, len(rows), ROWS):
            part = columns[:, first : first + ROWS]
            steps = self.steps[:, : part.shape[1]]
            steps[:-1] = part
            self.totals += steps @ steps.T

    def moments(self) -> tuple[Floats, Floats]:
        """Means and sums of squared deviations."""
        assert self.start is not None
        sums, products = self.totals[-1, :-1], self.totals[:-1, :-1]
        near = np.rint(sums / self.n)  # whole numbers again, so that a column that does not vary gives zero
        around = sums - self.n * near
        squares = products - np.outer(near, sums) - np.outer(sums, near) + self.n * np.outer(near, near)
        return self.start + sums / self.n, squares - np.outer(around, around) / self.n


def _exact(furthest: int) -> bool:
    """Whether sums of so many squares up to this one are exact in single precision."""
    return furthest * furthest * ROWS <= _EXACT
