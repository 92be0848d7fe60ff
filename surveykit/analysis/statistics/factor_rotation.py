"""Rotated factors: varimax, direct oblimin and promax, in a fixed order and direction. Numbers only."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from surveykit.core.moments import Floats

Rotation = Literal["varimax", "oblimin", "promax", "none"]
OBLIQUE: tuple[Rotation, ...] = ("oblimin", "promax")
_POWER = 4
_STARTS = 10
_STEPS, _HALVINGS, _SWEEPS = 2000, 30, 200
_FLAT = 1e-12
_NEAR, _STILL = 1e-4, 1e-13
_PLACES = 6
"""Solutions whose criteria agree to so many decimals count as the same."""


@dataclass(frozen=True, eq=False)
class Rotated:
    """Pattern loadings (k x m: weights of the factors in the items) and the correlations of the factors (m x m).

    The factor that accounts for most comes first, and the loadings of each have a positive sum.
    """

    pattern: Floats
    correlations: Floats

    @property
    def structure(self) -> Floats:
        """Correlations of the items with the factors (k x m)."""
        return np.asarray(self.pattern @ self.correlations)

    @property
    def shares(self) -> Floats:
        """The part of all items' variance that each factor accounts for; of correlated factors, what they share is
        divided between them. They add up to the mean communality. R: psych::fa()$Vaccounted."""
        return np.asarray((self.pattern * self.structure).sum(axis=0) / len(self.pattern))


def rotate(loadings: Floats, rotation: Rotation) -> Rotated:
    """Unrotated loadings (k x m) turned to simple structure. A single factor stays as it is.

    varimax (Kaiser, 1958) with Kaiser's normalisation of the rows; oblimin is direct quartimin (Jennrich & Sampson,
    1966) without it; promax (Hendrickson & White, 1964) with the power 4 from varimax. R: varimax,
    GPArotation::oblimin, promax.

    >>> loadings = np.array([[0.6, 0.6], [0.5, 0.5], [0.4, -0.4], [0.5, -0.5]])
    >>> np.abs(rotate(loadings, "varimax").pattern).round(4).tolist()
    [[0.8485, 0.0], [0.7071, 0.0], [0.0, 0.5657], [0.0, 0.7071]]
    """
    m = loadings.shape[1]
    if m == 1 or rotation == "none":
        return _arranged(loadings, np.eye(m))
    if rotation == "oblimin":
        return _arranged(*_oblimin(loadings))
    turned = _varimax(loadings)
    return _arranged(turned, np.eye(m)) if rotation == "varimax" else _arranged(*_promax(turned))


def _arranged(pattern: Floats, correlations: Floats) -> Rotated:
    sign = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)
    turned = Rotated(pattern * sign, correlations * np.outer(sign, sign))
    order = np.argsort(-turned.shares, kind="stable")
    return Rotated(turned.pattern[:, order], turned.correlations[np.ix_(order, order)])


def _scatter(loadings: Floats) -> float:
    """The variance of squared loadings within the factors, summed."""
    return float(np.square(loadings).var(axis=0).sum())


def _complexity(loadings: Floats) -> tuple[float, Floats]:
    """Quartimin: products of squared loadings of each item on different factors, and their slope (k x m)."""
    squares = loadings**2
    others = squares.sum(axis=1, keepdims=True) - squares
    return float((squares * others).sum()) / 4, loadings * others


def _varimax(loadings: Floats) -> Floats:
    length = np.sqrt(np.square(loadings).sum(axis=1, keepdims=True))
    rows = loadings / np.where(length > 0, length, 1.0)
    found = (_orthogonal(rows, start, _NEAR) for start in _starts(rows))
    best = max(found, key=lambda turn: round(_scatter(rows @ turn), _PLACES))
    return np.asarray(loadings @ _orthogonal(rows, best, _STILL))


def _oblimin(loadings: Floats) -> tuple[Floats, Floats]:
    found = (_oblique(loadings, start) for start in _starts(loadings))
    best = min(found, key=lambda turn: round(_complexity(loadings @ np.linalg.inv(turn).T)[0], _PLACES))
    turn = _settled(loadings, best)
    return np.asarray(loadings @ np.linalg.inv(turn).T), np.asarray(turn.T @ turn)


def _promax(turned: Floats) -> tuple[Floats, Floats]:
    target = turned * np.abs(turned) ** (_POWER - 1)
    weights = np.linalg.lstsq(turned, target, rcond=None)[0]
    weights = weights * np.sqrt(np.diag(np.linalg.inv(weights.T @ weights)))
    return turned @ weights, np.linalg.inv(weights.T @ weights)


def _starts(loadings: Floats) -> Iterator[Floats]:
    """No turn at all, and some random ones: a search may end in a hollow that is not the lowest."""
    m = loadings.shape[1]
    yield np.eye(m)
    rng = np.random.default_rng(1)
    for _ in range(_STARTS):
        q, r = np.linalg.qr(rng.standard_normal((m, m)))
        yield q * np.sign(np.diag(r))


def _orthogonal(loadings: Floats, turn: Floats, near: float) -> Floats:
    """Varimax from a start, turning two factors at a time as far as pays (Kaiser, 1958), until no turn is left."""
    turned, turn = loadings @ turn, turn.copy()
    for _ in range(_SWEEPS):
        largest = 0.0
        for pair in combinations(range(len(turn)), 2):
            angle = _angle(*turned[:, pair].T)
            c, s = math.cos(angle), math.sin(angle)
            plane = np.array([[c, -s], [s, c]])
            turned[:, pair], turn[:, pair] = turned[:, pair] @ plane, turn[:, pair] @ plane
            largest = max(largest, abs(angle))
        if largest < near:
            break
    return turn


def _angle(x: Floats, y: Floats) -> float:
    """By how much two factors are to be turned for the largest variance of their squared loadings; 0 if any turn is as
    good as any other."""
    u, v, k = x * x - y * y, 2 * x * y, len(x)
    over = 2 * float(u @ v) - 2 * float(u.sum()) * float(v.sum()) / k
    under = float(u @ u) - float(v @ v) - (float(u.sum()) ** 2 - float(v.sum()) ** 2) / k
    return math.atan2(over, under) / 4 if math.hypot(over, under) > _FLAT * k else 0.0


def _uphill(loadings: Floats, turn: Floats) -> tuple[float, Floats]:
    """Quartimin at a turn of the factors (columns of length 1): its value, and its slope along the sphere."""
    inverse = np.linalg.inv(turn)
    pattern = loadings @ inverse.T
    value, slope = _complexity(pattern)
    gradient = -(pattern.T @ slope @ inverse).T
    return value, gradient - turn * (turn * gradient).sum(axis=0)


def _moved(turn: Floats, step: Floats) -> Floats:
    moved = turn - step
    return np.asarray(moved / np.sqrt((moved**2).sum(axis=0)))


def _oblique(loadings: Floats, turn: Floats) -> Floats:
    """Quartimin from a start, by gradient projection (Jennrich, 2002), until it is near."""
    (value, uphill), length = _uphill(loadings, turn), 1.0
    for _ in range(_STEPS):
        size = float((uphill**2).sum())
        if size < _NEAR**2:
            break
        length *= 2
        for _ in range(_HALVINGS):
            tried = _moved(turn, length * uphill)
            at = _uphill(loadings, tried)
            if at[0] < value - size * length / 2:
                break
            length /= 2
        else:
            break
        turn, (value, uphill) = tried, at
    return turn


def _settled(loadings: Floats, turn: Floats) -> Floats:
    """The same to the last digits: steps that make the slope smaller, where the value shows no difference any more."""
    uphill, length = _uphill(loadings, turn)[1], 1.0
    size = float(np.linalg.norm(uphill))
    for _ in range(_STEPS):
        if size < _STILL or length < _STILL:
            break
        tried = _moved(turn, length * uphill)
        at = _uphill(loadings, tried)[1]
        reached = float(np.linalg.norm(at))
        if reached < size:
            turn, uphill, size, length = tried, at, reached, length * 1.2
        else:
            length /= 2
    return turn
