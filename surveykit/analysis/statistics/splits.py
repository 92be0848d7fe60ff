"""What Guttman (1945) made of split halves: his six lower bounds of reliability, and all ways to halve a test."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from surveykit.core.moments import Floats

EVERY_SPLIT = 10
"""Up to so many items all splits are looked at, beyond that a seeded sample of them."""
DRAWS = 10_000
_TINY = 1e-12


@dataclass(frozen=True)
class SplitHalves:
    """Reliability over `splits` ways to cut k items into halves (of an odd number one half has one item more).

    `mean`, `lowest` and `highest` are 2r/(1 + r) of the correlation r of the two half sums (Spearman-Brown); None if
    a half does not vary or mirrors the other. `rulon` is the highest 4 cov/var, which is Guttman's lambda 4.
    """

    splits: int
    sampled: bool
    rulon: float
    mean: float | None = None
    lowest: float | None = None
    highest: float | None = None


def halves(k: int, seed: int = 1) -> Floats:
    """Which of k items (2 or more) stand in the first half: one row a split, 1 or 0.

    >>> halves(4).tolist()
    [[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]
    """
    half = k // 2
    if k > EVERY_SPLIT:
        order = np.random.default_rng(seed).random((DRAWS, k)).argsort(axis=1)
        return np.asarray(order < half, dtype=np.float64)
    chosen = list(combinations(range(k), half))
    if k % 2 == 0:
        chosen = chosen[: len(chosen) // 2]  # the rest are these with the halves exchanged
    rows = np.zeros((len(chosen), k))
    for row, first in zip(rows, chosen, strict=True):
        row[list(first)] = 1.0
    return rows


def split_halves(c: Floats, seed: int = 1) -> SplitHalves:
    """Every split (or a sample) of k items from their covariance matrix (k x k), whose sum varies."""
    first = halves(len(c), seed)
    second = 1 - first
    left = first @ c
    one, other = (left * first).sum(axis=1), ((second @ c) * second).sum(axis=1)
    shared = (left * second).sum(axis=1)
    rulon = float(4 * shared.max() / c.sum())
    found = SplitHalves(len(first), len(c) > EVERY_SPLIT, rulon)
    least = _TINY * float(np.trace(c))
    if float(min(one.min(), other.min())) <= least:
        return found
    r = shared / np.sqrt(one * other)
    if float(r.min()) <= -1 + _TINY:
        return found
    stepped = 2 * r / (1 + r)
    return SplitHalves(
        *(found.splits, found.sampled, rulon), *map(float, (stepped.mean(), stepped.min(), stepped.max()))
    )


def guttman(c: Floats, rulon: float) -> tuple[float | None, ...]:
    """Lambda 1 to 6 of a covariance matrix (k x k) whose sum varies; `rulon` is the fourth, from the splits.

    The third is alpha. The sixth is None where the items determine each other. R: psych::guttman of the correlations,
    psych::splitHalf(covar = TRUE).

    >>> [round(x, 4) for x in guttman(np.array([[1.0, 0.5], [0.5, 1.0]]), 2 / 3)]
    [0.3333, 0.6667, 0.6667, 0.6667, 0.6667, 0.5]
    """
    k, total, own = len(c), float(c.sum()), np.diag(c)
    off = (c - np.diag(own)) ** 2
    first = 1 - float(own.sum()) / total
    second = first + float(np.sqrt(k / (k - 1) * off.sum())) / total
    fifth = first + 2 * float(np.sqrt(off.sum(axis=0).max())) / total
    return first, second, k / (k - 1) * first, rulon, fifth, _sixth(c)


def _sixth(c: Floats) -> float | None:
    """From what each item does not share with the others."""
    sd = np.sqrt(np.diag(c))
    r = c / np.outer(sd, sd)
    if float(np.linalg.eigvalsh(r)[0]) < 1e-10:
        return None
    alone = sd**2 / np.diag(np.linalg.inv(r))
    return 1 - float(alone.sum() / c.sum())
