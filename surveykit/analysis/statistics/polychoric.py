"""Polychoric correlations: of the normal variables that two ordinal ratings are taken to be cut from (Olsson, 1979).

Two steps: the cuts from the margins, then for each pair the correlation with the largest likelihood. All pairs are
solved at once. The bivariate normal distribution function comes from Owen's T. No cell gets anything added to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from surveykit.analysis.statistics.consistency import raw_alpha
from surveykit.analysis.statistics.formulas import Interval, Z
from surveykit.core.moments import Floats

MOST_POINTS = 20
"""A variable with more different values is not ordinal categories any more."""
_EDGE = 0.9999
_FAR = 40.0
_LEAST = 1e-14
_STEPS, _STILL = 60, 1e-10
_BLOCK, _SHORT = 65_536, 256
Counts = NDArray[np.float64]


@dataclass(frozen=True)
class Polychoric:
    """One correlation, -1 to 1, with its standard error; None at the edge, where the likelihood only grows."""

    n: int
    value: float | None
    error: float | None = None

    @property
    def interval(self) -> Interval | None:
        """On Fisher's z scale, from the standard error; it allows for the cuts being estimated too."""
        if self.value is None or self.error is None:
            return None
        middle, half = np.arctanh(self.value), Z * self.error / (1 - self.value**2)
        return float(np.tanh(middle - half)), float(np.tanh(middle + half))


def crossed(rows: Floats) -> list[Counts]:
    """The table of each pair of columns of complete rows (n x k), in the order of `combinations`; values that occur.

    A column with more than MOST_POINTS values gets a table of one more, which nobody computes from.
    """
    coded = [_coded(column) for column in rows.T]
    sizes = [size for size, _ in coded]
    start = np.concatenate([[0], np.cumsum(sizes)])
    total = np.zeros((start[-1], start[-1]))
    for at in range(0, len(rows), _BLOCK):
        part = [codes[at : at + _BLOCK] for _, codes in coded]
        single = np.zeros((len(part[0]), start[-1]), dtype=np.float32)
        for column, codes in enumerate(part):
            single[np.arange(len(codes)), start[column] + codes] = 1.0
        total += single.T @ single
    return [total[start[a] : start[a + 1], start[b] : start[b + 1]] for a, b in combinations(range(len(sizes)), 2)]


def _coded(column: Floats) -> tuple[int, NDArray[np.intp]]:
    """How many values occur, and the rank of each row's value among them."""
    low, high = (float(column.min()), float(column.max())) if len(column) else (0.0, 0.0)
    if high - low < _SHORT and (column == np.floor(column)).all():
        steps = (column - low).astype(np.intp)
        there = np.bincount(steps, minlength=1) > 0
        size, codes = int(there.sum()), (np.cumsum(there) - 1)[steps]
    else:
        values, codes = np.unique(column, return_inverse=True)
        size = len(values)
    if size > MOST_POINTS:
        return MOST_POINTS + 1, np.zeros(len(column), dtype=np.intp)
    return size, codes


def polychoric(tables: Sequence[Counts]) -> list[Polychoric]:
    """The correlation of each table of counts (rows and columns: the ordered values that occur).

    R: lavaan::lavCor(ordered = ), polycor::polychor.

    >>> round(polychoric([np.array([[20.0, 10.0], [10.0, 20.0]])])[0].value, 4)  # sin(pi / 6) for halves
    0.5
    """
    fit = [at for at, t in enumerate(tables) if min(t.shape) > 1 and max(t.shape) <= MOST_POINTS]
    found = [Polychoric(int(t.sum()), None) for t in tables]
    if fit:
        grid = _Grid([tables[at] for at in fit])
        values = grid.solve()
        errors = grid.errors(values)
        for at, value, error in zip(fit, values.tolist(), errors.tolist(), strict=True):
            if abs(value) < _EDGE:
                found[at] = Polychoric(found[at].n, value, error if np.isfinite(error) else None)
    return found


def polychoric_matrix(rows: Floats) -> Floats | None:
    """The correlation matrix of ordinal columns (complete rows, n x k). None if one correlation does not exist."""
    k, found = rows.shape[1], [p.value for p in polychoric(crossed(rows))] if len(rows) else [None]
    known = [value for value in found if value is not None]
    if len(known) < len(found):
        return None
    r = np.eye(k)
    r[np.triu_indices(k, 1)] = known
    return r + np.triu(r, 1).T


def ordinal_alpha(rows: Floats) -> float | None:
    """Alpha of the polychoric correlations (Zumbo, Gadermann & Zeisser, 2007) of ordinal items (complete, n x k).

    It is about the continuous variables behind the ratings, not about their sum.
    """
    r = polychoric_matrix(rows)
    return None if r is None else raw_alpha(r)


def bivariate_normal(h: Floats, k: Floats, r: Floats) -> Floats:
    """P(X <= h, Y <= k) of standard normal variables that correlate r (-1 < r < 1), by Owen's T (1956).

    >>> bivariate_normal(np.array([0.0]), np.array([0.0]), np.array([0.5])).round(6).tolist()
    [0.333333]
    """
    tiny = 1e-100
    h, k = np.where(h == 0, tiny, h), np.where(k == 0, tiny, k)
    root = np.sqrt(1 - r * r)
    parts = special.owens_t(h, (k - r * h) / (h * root)) + special.owens_t(k, (h - r * k) / (k * root))
    p: Floats = 0.5 * (special.ndtr(h) + special.ndtr(k)) - parts - np.where(h * k < 0, 0.5, 0.0)
    return p


def _density(x: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi))


class _Grid:
    """Several tables side by side (p x a x b, filled up with empty cells) and their cuts (p x a + 1, p x b + 1)."""

    def __init__(self, tables: Sequence[Counts]) -> None:
        a, b = max(len(t) for t in tables), max(t.shape[1] for t in tables)
        self.counts = np.stack([np.pad(t, ((0, a - len(t)), (0, b - t.shape[1]))) for t in tables])
        self.n = self.counts.sum(axis=(1, 2))
        rows, columns = self.counts.sum(axis=2), self.counts.sum(axis=1)
        self.real = (rows > 0)[:, :, None] & (columns > 0)[:, None, :]
        self.h, self.k = _cuts(rows)[:, :, None], _cuts(columns)[:, None, :]

    def _corners(self, r: Floats) -> tuple[Floats, Floats]:
        """Distribution function and density at every corner of the cells."""
        r = r[:, None, None]
        h, k = np.broadcast_arrays(self.h, self.k)
        root = 1 - r * r
        density = np.exp(-(h * h - 2 * r * h * k + k * k) / (2 * root)) / (2 * np.pi * np.sqrt(root))
        return bivariate_normal(h, k, np.broadcast_to(r, h.shape)), density

    def _cells(self, r: Floats) -> tuple[Floats, Floats]:
        """Probability of every cell, and its slope in r."""
        p, slope = (_differences(corner) for corner in self._corners(r))
        return np.where(self.real, np.maximum(p, _LEAST), 1.0), np.where(self.real, slope, 0.0)

    def solve(self) -> Floats:
        """Fisher scoring, kept inside a bracket by the sign of the slope."""
        p = len(self.n)
        low, high, r = np.full(p, -1.0), np.full(p, 1.0), np.zeros(p)
        for _ in range(_STEPS):
            cells, slope = self._cells(r)
            uphill = (self.counts * slope / cells).sum(axis=(1, 2))
            curve = self.n * (slope * slope / cells).sum(axis=(1, 2))
            low, high = np.where(uphill >= 0, r, low), np.where(uphill <= 0, r, high)
            tried = r + uphill / np.maximum(curve, _LEAST)
            inside = (tried > low) & (tried < high) & (np.abs(tried) < _EDGE)
            following = np.where(inside, tried, np.clip((low + high) / 2, -_EDGE, _EDGE))
            following = np.where(uphill == 0, r, following)
            done = bool((np.abs(following - r) < _STILL).all())
            r = following
            if done:
                break
        return r

    def errors(self, r: Floats) -> Floats:
        """Standard errors that allow for the estimated cuts: from what one respondent in each cell moves r by (Muthén,
        1984, with the products of the scores for the information, as lavaan has it)."""
        cells, slope = self._cells(r)
        share = self.counts / self.n[:, None, None]
        score = slope / cells
        information = (share * score**2).sum(axis=(1, 2))
        weighted = share * score / cells
        influence = score
        for axis, cut in ((1, self.h), (2, self.k)):
            influence = influence - self._through_cuts(r, weighted, axis, cut)
        spread = (share * influence**2).sum(axis=(1, 2))
        return np.asarray(np.sqrt(spread / np.maximum(self.n - 1, 1)) / np.maximum(information, _LEAST))

    def _through_cuts(self, r: Floats, weighted: Floats, axis: int, cut: Floats) -> Floats:
        """What a cell's row (or column) adds because the cuts are estimated: a step function of the row."""
        other, root = (self.k if axis == 1 else self.h), np.sqrt(1 - r * r)[:, None, None]
        conditional = special.ndtr((other - r[:, None, None] * cut) / root)
        inner = (_density(cut) * np.diff(conditional, axis=3 - axis)).take(range(1, cut.shape[axis] - 1), axis)
        moved = (inner * -np.diff(weighted, axis=axis)).sum(axis=3 - axis, keepdims=True)
        between = cut.take(range(1, cut.shape[axis] - 1), axis)
        density = _density(between)
        each = np.where(density > _LEAST, moved / np.maximum(density, _LEAST), 0.0)
        return self._falls(each, between, axis)

    @staticmethod
    def _falls(each: Floats, between: Floats, axis: int) -> Floats:
        """Summed over the cuts: (at or below the cut) - its probability, times what the cut moves."""
        expected = (each * special.ndtr(between)).sum(axis=axis, keepdims=True)
        below = np.flip(np.cumsum(np.flip(each, axis), axis=axis), axis)
        zero = np.zeros_like(np.take(each, [0], axis))
        falls: Floats = np.concatenate([below, zero], axis=axis) - expected
        return falls


def _cuts(margins: Floats) -> Floats:
    """Normal quantiles of the cumulated shares (p x c + 1), the ends and empty categories far out."""
    share = np.cumsum(margins, axis=1) / margins.sum(axis=1, keepdims=True)
    cuts = np.full((len(margins), margins.shape[1] + 1), _FAR)
    cuts[:, 0] = -_FAR
    last = share >= 1 - 1e-15
    cuts[:, 1:] = np.where(last, _FAR, special.ndtri(np.where(last, 0.5, share)))
    return cuts


def _differences(corners: Floats) -> Floats:
    return np.diff(np.diff(corners, axis=1), axis=2)
