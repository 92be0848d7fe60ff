"""Multiple imputation under a joint normal distribution by data augmentation (Schafer, 1997). Numbers only.

A Markov chain draws, in turn, the missing answers given means and covariances, and these given the completed answers;
every so often the completed answers are handed out. Draws are seeded, and rows are put in an order of their own first.
"""

from collections.abc import Iterator

import numpy as np
from scipy.linalg import solve_triangular

from surveykit.analysis.statistics.expectation_maximisation import NormalMoments
from surveykit.analysis.statistics.factor_model import Floats
from surveykit.core.progress import advance

WARMING, BETWEEN = 100, 20
"""Steps before the first imputation, and from one to the next."""
_ROWS = 4_000_000


def imputations(rows: Floats, start: NormalMoments, times: int, seed: int) -> Iterator[Floats]:
    """`times` completed copies of `rows` (n x p, NaN where missing, more rows than columns), in their order.

    `start` are the maximum likelihood means and covariances of these rows. Imputed answers are neither rounded nor kept
    to the range of the scale.
    """
    rng = np.random.default_rng(seed)
    table = (rows - start.location) / start.scale
    chain = _Chain(table, start.standard_mean, start.standard_covariance, rng)
    last = WARMING + BETWEEN * (times - 1)
    for at in range(last):
        chain.step()
        advance("draws", at + 1, last)
        if at + 1 >= WARMING and (at + 1 - WARMING) % BETWEEN == 0:
            yield np.where(np.isnan(rows), chain.table * start.scale + start.location, rows)


class _Chain:
    """The state: completed answers, means and covariances."""

    def __init__(self, table: Floats, mean: Floats, covariance: Floats, rng: np.random.Generator) -> None:
        self.absent = np.isnan(table)
        self.table = np.where(self.absent, 0.0, table)
        self.mean, self.covariance, self.rng = mean, covariance, rng
        gaps = np.flatnonzero(self.absent.any(axis=1))
        self.patterns, which = np.unique(self.absent[gaps], axis=0, return_inverse=True)
        order = np.argsort(which.ravel(), kind="stable")
        self.gaps, self.which = gaps[order], which.ravel()[order]

    def step(self) -> None:
        """Draw the missing answers, then means and covariances."""
        self._draw_answers()
        self._draw_moments()

    def _draw_answers(self) -> None:
        p = len(self.mean)
        seen = ~self.patterns
        blank = np.eye(p) * self.patterns[:, None, :]
        both = seen[:, :, None] & seen[:, None, :]
        inverse = np.linalg.inv(np.where(both, self.covariance, 0.0) + blank) - blank
        slopes = inverse @ self.covariance
        left = self.covariance - self.covariance @ slopes
        neither = self.patterns[:, :, None] & self.patterns[:, None, :]
        left = np.where(neither, (left + left.transpose(0, 2, 1)) / 2, 0.0) + np.eye(p) * seen[:, None, :]
        root = np.linalg.cholesky(left)
        size = max(1, _ROWS // (p * p))
        for at in range(0, len(self.gaps), size):
            part, which = self.gaps[at : at + size], self.which[at : at + size]
            absent = self.absent[part]
            d = np.where(absent, 0.0, self.table[part] - self.mean)
            drawn = self.mean + (d[:, None, :] @ slopes[which])[:, 0]
            drawn += (root[which] @ self.rng.standard_normal((len(part), p, 1)))[:, :, 0]
            self.table[part] = np.where(absent, drawn, self.table[part])

    def _draw_moments(self) -> None:
        """From their posterior distribution without prior knowledge: inverse Wishart, then normal."""
        n, p = self.table.shape
        mean = self.table.mean(axis=0)
        centred = self.table - mean
        triangle = np.tril(self.rng.standard_normal((p, p)), -1)
        triangle[np.diag_indices(p)] = np.sqrt(self.rng.chisquare(n - 1 - np.arange(p)))
        root = solve_triangular(triangle, np.linalg.cholesky(centred.T @ centred).T, lower=True)
        self.covariance = root.T @ root
        self.mean = mean + root.T @ self.rng.standard_normal(p) / np.sqrt(n)
