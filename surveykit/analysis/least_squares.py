"""Ordinary least squares with HC3 standard errors, and what happens when one respondent is left out. Numbers only.

The model is fitted to z scores, where it is well conditioned, and carried back to the units of the data: slopes, their
covariances and intervals follow exactly.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from statsmodels.regression.linear_model import OLS

from surveykit.analysis.formulas import LEVEL, Interval

Floats = NDArray[np.float64]
_TINY = 1e-10
MOST_LEFT_OUT = 2000
"""In larger data only so many respondents, those with the largest Cook's distance, are left out in turn."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient: value, HC3 standard error, t interval, t and p."""

    value: float
    se: float
    interval: Interval
    t: float
    p: float

    @property
    def holds_zero(self) -> bool:
        """Whether zero lies in the interval."""
        return self.interval[0] <= 0 <= self.interval[1]

    def scaled(self, factor: float) -> "Coefficient":
        """The same in other units (factor > 0)."""
        low, high = self.interval
        return Coefficient(self.value * factor, self.se * factor, (low * factor, high * factor), self.t, self.p)


@dataclass(frozen=True)
class Flip:
    """Leaving out one respondent moves zero into or out of a predictor's interval: the coefficient without that one."""

    predictor: int
    without: Coefficient


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """y (n) on X (n x k), complete, every column varying, n > k + 1, X of full rank.

    `t(df)` quantiles with df = n - k - 1 throughout; HC3 of MacKinnon and White (1985).
    R: lm, sandwich::vcovHC(type = "HC3"), lmtest::coefci, car::vif.
    """

    y: Floats
    X: Floats

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.y)

    @property
    def k(self) -> int:
        """Predictors, without the intercept."""
        return int(self.X.shape[1])

    @property
    def df(self) -> int:
        """Residual degrees of freedom."""
        return self.n - self.k - 1

    @cached_property
    def _scales(self) -> tuple[float, Floats]:
        return float(self.y.std(ddof=1)), np.asarray(self.X.std(axis=0, ddof=1), dtype=np.float64)

    @cached_property
    def design(self) -> Floats:
        """Intercept and z scores (n x k + 1)."""
        return np.column_stack([np.ones(self.n), (self.X - self.X.mean(axis=0)) / self._scales[1]])

    @cached_property
    def outcome(self) -> Floats:
        """z scores of y."""
        z: Floats = np.asarray((self.y - self.y.mean()) / self._scales[0], dtype=np.float64)
        return z

    @cached_property
    def fit(self) -> Any:
        """The statsmodels result on z scores."""
        return OLS(self.outcome, self.design).fit(cov_type="HC3", use_t=True)

    @cached_property
    def inverse(self) -> Floats:
        """(X'X)^-1 of the design."""
        return np.asarray(np.linalg.inv(self.design.T @ self.design), dtype=np.float64)

    @cached_property
    def leverage(self) -> Floats:
        """The diagonal of the hat matrix (n), each between 1/n and 1."""
        h: Floats = np.einsum("ij,jk,ik->i", self.design, self.inverse, self.design)
        return h

    @cached_property
    def residuals(self) -> Floats:
        """Residuals of the z-scored model (n)."""
        return np.asarray(self.fit.resid, dtype=np.float64)

    @property
    def perfect(self) -> bool:
        """Whether the predictors reproduce the outcome exactly: then there is no error to estimate from."""
        return float(self.residuals @ self.residuals) <= _TINY * self.n

    @property
    def saturated(self) -> bool:
        """Whether one respondent alone fixes a coefficient (leverage 1): then HC3 does not exist."""
        return bool((self.leverage > 1 - _TINY).any())

    @cached_property
    def betas(self) -> tuple[Coefficient, ...]:
        """Standardised coefficients of the predictors."""
        return self._coefficients(np.asarray(self.fit.params), np.asarray(self.fit.cov_params()), self.df)[1:]

    @cached_property
    def slopes(self) -> tuple[Coefficient, ...]:
        """Coefficients of the predictors in the units of the data."""
        sy, sx = self._scales
        return tuple(beta.scaled(sy / float(s)) for beta, s in zip(self.betas, sx, strict=True))

    @cached_property
    def intercept(self) -> Coefficient:
        """The intercept in the units of the data."""
        sy, sx = self._scales
        row = sy * np.concatenate([[1.0], -self.X.mean(axis=0) / sx])
        value = float(self.y.mean() + row @ np.asarray(self.fit.params))
        variance = float(row @ np.asarray(self.fit.cov_params()) @ row)
        return self._coefficients(np.array([value]), np.array([[variance]]), self.df)[0]

    @staticmethod
    def _coefficients(values: Floats, covariance: Floats, df: int) -> tuple[Coefficient, ...]:
        quantile = float(stats.t.ppf((1 + LEVEL) / 2, df))
        found = []
        for value, se in zip(values.tolist(), np.sqrt(np.diag(covariance)).tolist(), strict=True):
            t = value / se
            ends = value - quantile * se, value + quantile * se
            found.append(Coefficient(value, se, ends, t, float(2 * stats.t.sf(abs(t), df))))
        return tuple(found)

    @property
    def r_squared(self) -> float:
        """Share of the outcome's variance that the predictors account for, 0 to 1."""
        return 1 - float(self.residuals @ self.residuals) / (self.n - 1)

    @property
    def adjusted_r_squared(self) -> float:
        """The same corrected for the number of predictors; may be negative."""
        return 1 - (1 - self.r_squared) * (self.n - 1) / self.df

    @cached_property
    def vif(self) -> tuple[float, ...]:
        """Variance inflation factor of each predictor, at least 1."""
        z = self.design[:, 1:]
        factors: list[float] = np.diag(np.linalg.inv(z.T @ z / (self.n - 1))).tolist()
        return tuple(factors)

    @cached_property
    def cook(self) -> Floats:
        """Cook's distances (n)."""
        e, h = self.residuals, self.leverage
        s2 = float(e @ e) / self.df
        distances: Floats = e**2 * h / ((self.k + 1) * s2 * (1 - h) ** 2)
        return distances

    def flips(self) -> tuple[Flip, ...]:
        """For each predictor whose conclusion hangs on one respondent: the coefficient without the most telling one.

        Every respondent is left out in turn (closed form: the fit, leverages and residuals without row i follow from
        those with it). Needs n > k + 2.
        """
        found: dict[int, Flip] = {}
        for i in np.argsort(-self.cook, kind="stable")[:MOST_LEFT_OUT]:
            for at, without in enumerate(self._without(int(i))):
                if at not in found and without.holds_zero != self.slopes[at].holds_zero:
                    found[at] = Flip(at, without)
        return tuple(found[at] for at in sorted(found))

    def _without(self, i: int) -> tuple[Coefficient, ...]:
        """The slopes without row i, in the units of the data."""
        X, keep = self.design, np.arange(self.n) != i
        pull = self.inverse @ X[i]
        rest = 1 - float(self.leverage[i])
        hat = X @ pull
        theta = np.asarray(self.fit.params) - pull * (self.residuals[i] / rest)
        inverse = self.inverse + np.outer(pull, pull) / rest
        e = (self.residuals + hat * (self.residuals[i] / rest))[keep]
        room = 1 - (self.leverage + hat**2 / rest)[keep]
        if (room <= _TINY).any():
            return ()
        scores = X[keep] * (e / room)[:, None]
        covariance = inverse @ (scores.T @ scores) @ inverse
        if not (np.diag(covariance) > 0).all():
            return ()
        sy, sx = self._scales
        betas = self._coefficients(theta, covariance, self.df - 1)[1:]
        return tuple(beta.scaled(sy / float(s)) for beta, s in zip(betas, sx, strict=True))


def dependent(X: Floats) -> tuple[int, ...]:
    """The columns (each varying) that are exact sums of earlier ones, as far as floating point can tell."""
    z = (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)
    found: list[int] = []
    kept: list[Floats] = []
    for at, column in enumerate(z.T):
        rest = column.copy()
        for direction in (*kept, *kept):
            rest = rest - direction * float(direction @ rest)
        size = math.sqrt(float(rest @ rest))
        if size <= 1e-7 * math.sqrt(float(column @ column)):
            found.append(at)
        else:
            kept.append(rest / size)
    return tuple(found)
