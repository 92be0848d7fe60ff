"""How well a regression predicts those whom it has not seen: PRESS and repeated cross-validation. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.core.progress import advance

Folds = NDArray[np.int64]


def q_squared(found: Influence) -> float:
    """1 - PRESS / TSS: every row predicted by the model of all others, in closed form (Allen, 1974). At most 1."""
    left_out = found.residuals / (1 - found.leverage)
    return 1 - float(left_out @ left_out) / float(found.outcome @ found.outcome)


@dataclass(frozen=True)
class CrossValidated:
    """1 - SSE / TSS of the predictions for rows left out, one figure a repetition: the model, the mean of the training
    rows, and the one predictor with the largest R2 in the training rows. `chosen` counts how often each was that one.
    """

    model: Floats
    mean: Floats
    best: Floats
    chosen: tuple[int, ...]


def folds_of(n: int, folds: int, repetitions: int, seed: int) -> Folds:
    """For each repetition, the fold of each row (repetitions x n), by chance, as equal in size as n allows."""
    rng = np.random.default_rng(seed)
    found: Folds = np.stack([rng.permutation(n) % folds for _ in range(repetitions)])
    return found


def cross_validate(rows: Floats, folds: Folds, groups: Sequence[Sequence[int]]) -> CrossValidated:
    """`rows` (n x 1 + k, outcome first); `groups` has the columns (1 to k) of each predictor.

    No fold is fitted from its rows: its sums are taken from the sums of all.
    """
    spread = rows.std(axis=0)
    z = (rows - rows.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    z = np.column_stack([z, np.ones(len(z))])
    total, tss = z.T @ z, float(z[:, 0] @ z[:, 0])
    figures, chosen = np.zeros((3, len(folds))), np.zeros(len(groups), dtype=np.int64)
    for at, labels in enumerate(folds):
        sse = np.zeros(3)
        for fold in np.unique(labels):
            part = z[labels == fold]
            best, errors = _fold(part, total - part.T @ part, groups)
            chosen[best] += 1
            sse += errors
        figures[:, at] = 1 - sse / tss
        advance("repetitions", at + 1, len(folds))
    return CrossValidated(figures[0], figures[1], figures[2], tuple(chosen.tolist()))


def _fold(part: Floats, sums: Floats, groups: Sequence[Sequence[int]]) -> tuple[int, Floats]:
    """The predictor that does best outside the fold, and the squared errors in it: model, mean, that predictor."""
    last = len(sums) - 1
    candidates = [[*range(1, last + 1)], [last], *([*group, last] for group in groups)]
    weights = [_solve(sums, at) for at in candidates]
    explained = [float(sums[0, at] @ w) for at, w in zip(candidates[2:], weights[2:], strict=True)]
    best = int(np.argmax(explained))
    used = (0, 1, best + 2)
    errors = [part[:, 0] - part[:, candidates[u]] @ weights[u] for u in used]
    return best, np.array([float(e @ e) for e in errors])


def _solve(sums: Floats, at: list[int]) -> Floats:
    return np.asarray(np.linalg.lstsq(sums[np.ix_(at, at)], sums[at, 0], rcond=1e-10)[0], dtype=np.float64)
