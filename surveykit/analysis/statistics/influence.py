"""What needs the rows of a regression: residuals, leverages, and what happens without one respondent. Numbers only."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.statistics.least_squares import TINY, Coefficient, Floats, LeastSquares, coefficients

MOST_LEFT_OUT = 2000
"""In larger data only so many respondents, those with the largest Cook's distance, are left out in turn."""
_WORK = 20_000_000
"""Rows that leaving out in turn may read; past it fewer respondents are left out, but never less than _FEWEST."""
_FEWEST = 20


@dataclass(frozen=True)
class Flip:
    """Leaving out one respondent moves zero into or out of a predictor's interval: the coefficient without that one."""

    predictor: int
    without: Coefficient


@dataclass(frozen=True, eq=False)
class Influence:
    """The rows (n x 1 + k, outcome first) beside their fit."""

    fit: LeastSquares
    rows: Floats

    @classmethod
    def of(cls, fit: LeastSquares) -> "Influence":
        """From the fit's own blocks."""
        return cls(fit, np.concatenate(list(fit.blocks())))

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.rows)

    @cached_property
    def design(self) -> Floats:
        """Intercept and z scores (n x k + 1)."""
        m = self.fit.moments
        return np.column_stack([np.ones(self.n), (self.rows[:, 1:] - m.mean[1:]) / m.sd[1:]])

    @cached_property
    def outcome(self) -> Floats:
        """z scores of the outcome (n)."""
        m = self.fit.moments
        return np.asarray((self.rows[:, 0] - m.mean[0]) / m.sd[0], dtype=np.float64)

    @cached_property
    def fitted(self) -> Floats:
        """Fitted z scores of the outcome (n)."""
        return np.asarray(self.design[:, 1:] @ self.fit.weights, dtype=np.float64)

    @cached_property
    def residuals(self) -> Floats:
        """Residuals of the z-scored model (n)."""
        return np.asarray(self.outcome - self.fitted, dtype=np.float64)

    @cached_property
    def inverse(self) -> Floats:
        """(X'X)^-1 of the design."""
        full = np.zeros((self.fit.k + 1, self.fit.k + 1))
        full[0, 0], full[1:, 1:] = 1 / self.n, self.fit.inverse / (self.n - 1)
        return full

    @cached_property
    def leverage(self) -> Floats:
        """The diagonal of the hat matrix (n), each between 1/n and 1."""
        h: Floats = np.einsum("ij,ij->i", self.design @ self.inverse, self.design)
        return h

    @cached_property
    def alone(self) -> bool:
        """Whether one respondent alone fixes a coefficient."""
        return bool((self.leverage > 1 - TINY).any())

    @cached_property
    def variance(self) -> float:
        """Of the residuals, with the residual degrees of freedom."""
        return float(self.residuals @ self.residuals) / self.fit.df

    @cached_property
    def studentised(self) -> Floats:
        """Residuals over their standard errors (n), internally studentised. R: rstandard."""
        room = np.maximum(1 - self.leverage, TINY)
        return np.asarray(self.residuals / np.sqrt(self.variance * room), dtype=np.float64)

    @cached_property
    def cook(self) -> Floats:
        """Cook's distances (n); 0 for a row that is fitted exactly."""
        h = self.leverage
        room = np.where(h > 1 - TINY, np.inf, 1 - h)
        distances: Floats = self.residuals**2 * h / ((self.fit.k + 1) * self.variance * room**2)
        return distances

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """For each predictor whose conclusion hangs on one respondent: the coefficient without the most telling one.

        Respondents are left out in turn (closed form: the fit, leverages and residuals without row i follow from
        those with it). Needs n > k + 2.
        """
        found: dict[int, Flip] = {}
        slopes, most = self.fit.slopes, max(_FEWEST, min(MOST_LEFT_OUT, _WORK // self.n))
        for i in np.argsort(-self.cook, kind="stable")[:most]:
            for at, without in enumerate(self.without(int(i))):
                if at not in found and without.holds_zero != slopes[at].holds_zero:
                    found[at] = Flip(at, without)
        return tuple(found[at] for at in sorted(found))

    def without(self, i: int) -> tuple[Coefficient, ...]:
        """The slopes without row i, in the units of the data; empty where the others give no error of estimation."""
        rest = 1 - float(self.leverage[i])
        if rest <= TINY:
            return ()
        pull = self.inverse @ self.design[i]
        theta = np.concatenate([[0.0], self.fit.weights]) - pull * (self.residuals[i] / rest)
        covariance = self._classical(i, pull, rest) if self.fit.errors == "classical" else self._hc3(i, pull, rest)
        spread = np.diag(covariance)[1:]
        if not (spread > TINY**2).all():
            return ()
        sd = self.fit.moments.sd
        scale = sd[0] / sd[1:]
        return coefficients(theta[1:] * scale, np.sqrt(spread) * scale, self.fit.df - 1)

    def _classical(self, i: int, pull: Floats, rest: float) -> Floats:
        left = float(self.residuals @ self.residuals) - float(self.residuals[i]) ** 2 / rest
        return np.asarray((self.inverse + np.outer(pull, pull) / rest) * (max(left, 0.0) / (self.fit.df - 1)))

    def _hc3(self, i: int, pull: Floats, rest: float) -> Floats:
        hat = self.design @ pull
        room = 1 - (self.leverage + hat**2 / rest)
        room[i] = 1.0
        if (room <= TINY).any():
            return np.zeros_like(self.inverse)
        weight = (self.residuals + hat * (self.residuals[i] / rest)) / room
        weight[i] = 0.0
        inverse = self.inverse + np.outer(pull, pull) / rest
        scores = self.design * weight[:, None]
        return np.asarray(inverse @ (scores.T @ scores) @ inverse, dtype=np.float64)
