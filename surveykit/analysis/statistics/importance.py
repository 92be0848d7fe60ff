"""How much of R² goes to each predictor, for one correlation matrix or for a stack of them. Numbers only.

Everywhere the outcome is the last row and column; `p` counts the predictors. A set of predictors is the number whose
bits are its members: set 5 holds the predictors 0 and 2.
"""

from functools import cache
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_FOR_SETS = 14
"""With more predictors than this there are too many sets."""
_TINY = 1e-10
_CELLS = 4_000_000


def r_squared_of_sets(r: Floats) -> Floats:
    """R² of the regression on every set of predictors (samples x 2^p), from correlations (samples x p + 1 x p + 1).

    Each step takes one predictor into half of the sets and removes from what is left what it accounts for (a Schur
    complement), so no set starts anew. What a predictor adds that follows from the others is 0.

    >>> r_squared_of_sets(np.array([[[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]]])).round(2)
    array([[0.  , 0.36, 0.09, 0.45]])
    """
    step = max(1, _CELLS // (2 ** (r.shape[1] + 1)))
    return np.concatenate([_sets(r[at : at + step]) for at in range(0, len(r), step)])


def _sets(r: Floats) -> Floats:
    # Samples run along the last axis, sets along the one before: every step is one operation on all of them.
    rest = np.ascontiguousarray(np.moveaxis(r, 0, 2))[:, :, None, :]
    while len(rest) > 1:
        own, column = rest[0, 0], rest[0, 1:]
        share = np.where(own > _TINY, 1 / np.where(own > _TINY, own, 1.0), 0.0)
        taken = rest[1:, 1:] - column[:, None] * (column * share)[None]
        rest = np.concatenate([rest[1:, 1:], taken], axis=2)
    explained: Floats = np.ascontiguousarray(1 - rest[0, 0].T)
    return explained


@cache
def _sizes(p: int) -> Ints:
    sets = np.arange(2**p)
    sizes: Ints = sum(((sets >> at) & 1 for at in range(p)), np.zeros(2**p, dtype=np.int64))
    return sizes


@cache
def _by_size(p: int) -> Floats:
    """What turns R² of all sets into the mean increments of each predictor at each size (p x p x 2^p)."""
    sets, sizes = np.arange(2**p), _sizes(p)
    weights = np.zeros((p, p, 2**p))
    for at in range(p):
        within = (sets >> at) & 1 == 1
        for size in range(p):
            weights[at, size, within & (sizes == size + 1)] = 1 / comb(p - 1, size)
            weights[at, size, ~within & (sizes == size)] = -1 / comb(p - 1, size)
    return weights


@cache
def _overall(p: int) -> Floats:
    weights: Floats = _by_size(p).mean(axis=1)
    return weights


def lmg(sets: Floats) -> Floats:
    """The shares of R² by Lindeman, Merenda and Gold (1980), which are Shapley values (samples x p): what a predictor
    adds, averaged over all orders in which the predictors can enter. They add up to R² and are never negative.

    R: relaimpo::calc.relimp(type = "lmg").
    """
    p = _predictors(sets)
    shares: Floats = sets @ _overall(p).T
    return shares


def conditional(sets: Floats) -> Floats:
    """The mean increment of each predictor to the sets of each size (samples x p x p; second index: predictor)."""
    p = _predictors(sets)
    found: Floats = np.moveaxis(np.tensordot(_by_size(p), sets, axes=(2, 1)), 2, 0)
    return found


def complete(sets: Floats, first: int, second: int) -> Floats:
    """Whether the first predictor adds more than the second to every set without both (samples): 1 yes, 0 the second
    does, 0.5 neither."""
    p = _predictors(sets)
    numbers = np.arange(2**p)
    without = numbers[((numbers >> first) & 1 == 0) & ((numbers >> second) & 1 == 0)]
    return _verdict(sets[:, without | 1 << first] - sets[:, without | 1 << second])


def _verdict(gaps: Floats) -> Floats:
    """1 where all gaps are above 0, 0 where all are below, 0.5 else."""
    above, below = (gaps > _TINY).all(axis=1), (gaps < -_TINY).all(axis=1)
    verdict: Floats = np.where(above, 1.0, np.where(below, 0.0, 0.5))
    return verdict


def dominance(sets: Floats, means: Floats, first: int, second: int) -> Floats:
    """Complete, conditional and general dominance of the first predictor over the second (samples x 3), each 1, 0 or
    0.5 (Azen & Budescu, 2003). `means` are the `conditional` ones of the sets."""
    gaps = means[:, first] - means[:, second]
    kinds = complete(sets, first, second), _verdict(gaps), _verdict(gaps.mean(axis=1, keepdims=True))
    return np.column_stack(kinds)


def johnson(r: Floats) -> Floats:
    """Johnson's (2000) relative weights (samples x p), from correlations (samples x p + 1 x p + 1). They add up to R².

    The predictors' nearest uncorrelated counterparts are what the outcome is regressed on; each predictor gets its
    share of them.
    """
    known = ~np.isnan(r).any(axis=(1, 2))
    weights = np.full((len(r), r.shape[1] - 1), np.nan)
    weights[known] = _johnson(r[known])
    return weights


def _johnson(r: Floats) -> Floats:
    values, vectors = np.linalg.eigh(r[:, :-1, :-1])
    roots = np.sqrt(np.maximum(values, 0.0))
    mixed = (vectors * roots[:, None, :]) @ np.swapaxes(vectors, 1, 2)
    along = np.einsum("spq,sp->sq", vectors, r[:, :-1, -1])
    part = np.where(roots > np.sqrt(_TINY), along / np.where(roots > np.sqrt(_TINY), roots, 1.0), 0.0)
    betas = np.einsum("spq,sq->sp", vectors, part)
    weights: Floats = np.einsum("spq,sq->sp", mixed**2, betas**2)
    return weights


def _predictors(sets: Floats) -> int:
    return int(sets.shape[1]).bit_length() - 1
