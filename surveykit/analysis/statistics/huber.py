"""Huber's M estimate of a regression: large residuals count less. Numbers only."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.statistics.least_squares import TINY, Coefficient, Floats, LeastSquares, coefficients

TUNING = 1.345
"""Residuals up to so many scales count in full: 95% of the efficiency of least squares where errors are normal."""
_NORMAL = 0.6745
MOST_STEPS = 500


@dataclass(frozen=True, eq=False)
class Huber:
    """`rows` (n x 1 + k, outcome first), for which `fit` is the least-squares fit; n > k + 1, residuals that vary.

    Huber (1964) with k = 1.345, the scale MAD / .6745 of the residuals estimated anew in every step, from the
    least-squares start; standard errors after Huber (1981, p. 173). R: MASS::rlm, summary.rlm.
    """

    fit: LeastSquares
    rows: Floats

    @cached_property
    def _z(self) -> tuple[Floats, Floats]:
        m = self.fit.moments
        z = (self.rows - m.mean) / m.sd
        return z[:, 0], np.column_stack([np.ones(len(z)), z[:, 1:]])

    @cached_property
    def _solution(self) -> tuple[Floats, Floats, float, bool]:
        """Standardised coefficients, residuals, scale, and whether the steps came to rest."""
        y, X = self._z
        beta = np.concatenate([[0.0], self.fit.weights])
        residuals = y - X @ beta
        scale = _scale(residuals)
        for _ in range(MOST_STEPS):
            if scale <= TINY:
                return beta, residuals, scale, False
            root = np.sqrt(_weights(residuals / scale))
            new: Floats = np.asarray(np.linalg.lstsq(X * root[:, None], y * root, rcond=None)[0], dtype=np.float64)
            moved = float(np.abs(new - beta).max())
            beta, residuals = new, y - X @ new
            if moved <= TINY:
                return beta, residuals, scale, True
            scale = _scale(residuals)
        return beta, residuals, scale, False

    @property
    def settled(self) -> bool:
        """Whether the estimate exists: half of the residuals are not zero, and the steps came to rest."""
        return self._solution[3]

    @property
    def scale(self) -> float:
        """The residuals' scale in the units of the outcome."""
        return self._solution[2] * float(self.fit.moments.sd[0])

    @cached_property
    def weights(self) -> Floats:
        """How much each row counts (n), above 0 and at most 1."""
        _, residuals, scale, _ = self._solution
        return _weights(residuals / scale)

    @cached_property
    def _covariance(self) -> Floats:
        _, residuals, scale, _ = self._solution
        _, X = self._z
        n, p = X.shape
        inside = (np.abs(residuals / scale) <= TUNING).astype(np.float64)
        share = float(inside.mean())
        s2 = float(((self.weights * residuals) ** 2).sum()) / (n - p)
        kappa = 1 + p * float(inside.var(ddof=1)) / (n * share**2)
        return np.asarray(np.linalg.inv(X.T @ X) * (s2 * (kappa / share) ** 2), dtype=np.float64)

    @cached_property
    def betas(self) -> tuple[Coefficient, ...]:
        """Coefficients of the predictors in standard deviations of the data."""
        return coefficients(self._solution[0][1:], np.sqrt(np.diag(self._covariance)[1:]), self.fit.df)

    @cached_property
    def all(self) -> tuple[Coefficient, ...]:
        """Intercept and slopes in the units of the data."""
        m = self.fit.moments
        carry = np.diag(np.concatenate([[1.0], 1 / m.sd[1:]])) * m.sd[0]
        carry[0, 1:] = -m.mean[1:] / m.sd[1:] * m.sd[0]
        values = carry @ self._solution[0]
        values[0] += m.mean[0]
        return coefficients(values, np.sqrt(np.diag(carry @ self._covariance @ carry.T)), self.fit.df)


def _scale(residuals: Floats) -> float:
    return float(np.median(np.abs(residuals))) / _NORMAL


def _weights(scaled: Floats) -> Floats:
    return np.asarray(np.minimum(1.0, TUNING / np.maximum(np.abs(scaled), TUNING)), dtype=np.float64)
