"""Pairs of answer sheets that differ in a few places only, found without comparing every pair.

Two rows that differ in at most d places agree throughout in at least one of any d + 1 groups of columns. So only rows
that agree in a whole group are compared: no pair is missed, and of 10,000 x 100 answers few pairs are left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.answers import NOTHING, Rows, equal_rows

MOST_PAIRS = 20_000_000
"""So many pairs are compared at most: some seconds of work."""
_CELLS = 1 << 24


@dataclass(frozen=True)
class Near:
    """The most similar other row: how many of how many answers are equal."""

    other: int
    equal: int
    answers: int


def alike(table: NDArray[Any], share: float, fewest: int) -> dict[int, Near] | None:
    """For each row that is like another, though not equal to it, the row it is most like.

    `table` (n x k) holds codes, NOTHING where there is no answer. Two rows are alike if at least `share` of the columns
    where one of them has an answer are equal, and these are `fewest` or more. None if too many pairs would have to be
    compared.
    """
    group = equal_rows(table)
    _, firsts = np.unique(group, return_index=True)
    distinct = table[firsts]
    places = table.shape[1]
    parts = min(places, floor((1 - share) * places + 1e-9) + 1)
    if places < fewest or len(distinct) < 2:
        return {}
    keys = [equal_rows(distinct[:, at::parts]) for at in range(parts)]
    if sum(_pairs(key) for key in keys) > MOST_PAIRS:
        return None
    best: dict[int, Near] = {}
    for key in keys:
        for one, other in _candidates(key, max(1, _CELLS // places)):
            _compare(distinct, one, other, share, fewest, best)
    return {
        row: Near(int(firsts[near.other]), near.equal, near.answers)
        for row, own in enumerate(group.tolist())
        if (near := best.get(own)) is not None
    }


def _pairs(key: Rows) -> int:
    sizes = np.bincount(key)
    return int((sizes * (sizes - 1) // 2).sum())


def _candidates(key: Rows, most: int) -> Iterator[tuple[Rows, Rows]]:
    """Every pair of rows with one key, some at a time."""
    order = np.argsort(key, kind="stable")
    last = np.searchsorted(key[order], key[order], side="right") - 1
    active = np.flatnonzero(last > np.arange(len(key)))
    step, waiting, held = 1, list[tuple[Rows, Rows]](), 0
    while len(active):
        waiting.append((order[active], order[active + step]))
        held += len(active)
        if held >= most:
            yield _joined(waiting)
            waiting, held = [], 0
        step += 1
        active = active[last[active] >= active + step]
    if waiting:
        yield _joined(waiting)


def _joined(pairs: list[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


def _compare(table: NDArray[Any], one: Rows, other: Rows, share: float, fewest: int, best: dict[int, Near]) -> None:
    """Note for both rows of each pair that is alike whether it is the most similar so far."""
    step = max(1, _CELLS // table.shape[1])
    for start in range(0, len(one), step):
        a, b = one[start : start + step], other[start : start + step]
        x, y = table[a], table[b]
        answers = ((x > NOTHING) | (y > NOTHING)).sum(axis=1)
        equal = ((x == y) & (x > NOTHING)).sum(axis=1)
        for at in np.flatnonzero((equal >= share * answers - 1e-9) & (answers >= fewest)).tolist():
            for row, its in ((int(a[at]), int(b[at])), (int(b[at]), int(a[at]))):
                near = Near(its, int(equal[at]), int(answers[at]))
                if row not in best or _rank(near) < _rank(best[row]):
                    best[row] = near


def _rank(near: Near) -> tuple[float, int]:
    return -near.equal / near.answers, near.other
