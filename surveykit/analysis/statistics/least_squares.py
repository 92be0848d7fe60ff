"""Ordinary least squares from blocks of rows: one pass for the moments, one for HC3. Numbers only.

The model is solved on the correlations, where it is well conditioned, and carried back to the units of the data:
slopes, their covariances and intervals follow exactly. No pass keeps more than one block of rows.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.special import stdtr, stdtrit

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.core.moments import Moments

Floats = NDArray[np.float64]
Blocks = Callable[[], Iterable[NDArray[Any]]]
"""Every call begins anew: complete rows of the outcome and the columns of the predictors, in this order."""
Errors = Literal["hc3", "classical"]
TINY = 1e-10
ROWS = 8_192
"""Rows that are worked on at once."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient: value, standard error, t interval, t and p."""

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


def coefficients(values: Floats, se: Floats, df: float) -> tuple[Coefficient, ...]:
    """Values with their standard errors (each > 0) -> intervals and tests by Student's t with `df`."""
    quantile = float(stdtrit(df, (1 + LEVEL) / 2))
    t = values / se
    p = 2 * stdtr(df, -np.abs(t))
    columns = (values, se, values - quantile * se, values + quantile * se, t, p)
    return tuple(
        Coefficient(v, s, (low, high), z, q) for v, s, low, high, z, q in zip(*map(_list, columns), strict=True)
    )


def _list(column: Floats) -> list[float]:
    found: list[float] = column.tolist()
    return found


@dataclass(frozen=True)
class Scores:
    """What the second pass finds: the sum of squared residuals over (1 - h), their products with the design, max h."""

    meat: Floats
    largest_leverage: float


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """The first of `names` on the others; `blocks` yields their complete rows (m x 1 + k), `summed` their moments.

    Needs every column varying, n > k + 1 and predictors that do not determine each other (`dependent`).
    t quantiles with df = n - k - 1; HC3 of MacKinnon and White (1985), or classical errors, which need only moments.
    R: lm, sandwich::vcovHC(type = "HC3"), lmtest::coefci, car::vif.

    >>> rows = np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 3.0], [4.0, 4.0]])
    >>> fit = LeastSquares(("y", "x"), lambda: [rows])
    >>> round(fit.slopes[0].value, 6), round(fit.intercept.value, 6), round(fit.r_squared, 6)
    (0.9, 0.0, 0.852632)
    """

    names: tuple[str, ...]
    blocks: Blocks
    errors: Errors = "hc3"
    summed: Moments | None = None

    @classmethod
    def of(cls, y: Floats, X: Floats, errors: Errors = "hc3") -> "LeastSquares":
        """From columns in memory: y (n) on X (n x k)."""
        rows = np.column_stack([y, X])
        return cls(tuple(str(at) for at in range(rows.shape[1])), lambda: (rows,), errors)

    def _parts(self) -> Iterator[Floats]:
        for block in self.blocks():
            for at in range(0, len(block), ROWS):
                yield block[at : at + ROWS]

    @cached_property
    def moments(self) -> Moments:
        """Of all columns: the first pass."""
        return self.summed if self.summed is not None else Moments.of_blocks(self.names, self.blocks())

    @property
    def n(self) -> int:
        """Rows."""
        return self.moments.n

    @property
    def k(self) -> int:
        """Predictors, without the intercept."""
        return len(self.names) - 1

    @property
    def df(self) -> int:
        """Residual degrees of freedom."""
        return self.n - self.k - 1

    @cached_property
    def correlation(self) -> Floats:
        """Of all columns (1 + k x 1 + k)."""
        r: Floats = self.moments.correlation
        return r

    @cached_property
    def inverse(self) -> Floats:
        """The inverse of the predictors' correlations (k x k)."""
        return np.asarray(np.linalg.inv(self.correlation[1:, 1:]), dtype=np.float64)

    @cached_property
    def weights(self) -> Floats:
        """Standardised coefficients (k)."""
        return np.asarray(np.linalg.solve(self.correlation[1:, 1:], self.correlation[1:, 0]), dtype=np.float64)

    @cached_property
    def values(self) -> Floats:
        """Intercept and slopes in the units of the data (k + 1)."""
        mean, sd = self.moments.mean, self.moments.sd
        slopes = self.weights * (sd[0] / sd[1:])
        return np.concatenate([[mean[0] - mean[1:] @ slopes], slopes])

    @cached_property
    def r_squared(self) -> float:
        """Share of the outcome's variance that the predictors account for, 0 to 1."""
        return min(max(float(self.correlation[0, 1:] @ self.weights), 0.0), 1.0)

    @property
    def adjusted_r_squared(self) -> float:
        """The same corrected for the number of predictors; may be negative."""
        return 1 - (1 - self.r_squared) * (self.n - 1) / self.df

    @property
    def perfect(self) -> bool:
        """Whether the predictors reproduce the outcome exactly: then there is no error to estimate from."""
        return self.r_squared >= 1 - TINY

    @cached_property
    def scores(self) -> Scores:
        """The second pass, in centred units of the data."""
        mean, sd = self.moments.mean, self.moments.sd
        ways = np.vstack([self.values[1:], (self._root / sd[1:, None]).T])
        meat, largest = np.zeros((self.k + 1, self.k + 1)), 0.0
        space = np.empty((self.k + 1, ROWS))
        for part in self._parts():
            columns = space[:, : len(part)]
            np.subtract(part.T, mean[:, None], out=columns)
            projected = ways @ columns[1:]
            residual, projected = columns[0] - projected[0], projected[1:]
            room = 1 - 1 / self.n - np.einsum("ij,ij->j", projected, projected)
            largest = max(largest, 1 - float(room.min(initial=1.0)))
            columns[0] = 1.0
            columns *= residual / np.where(room > TINY, room, 1.0)
            meat += columns @ columns.T
        return Scores(meat, largest)

    @cached_property
    def _root(self) -> Floats:
        """L with L L' = the inverse of the z scores' products."""
        return np.asarray(np.linalg.cholesky(self.inverse / (self.n - 1)), dtype=np.float64)

    @property
    def saturated(self) -> bool:
        """Whether one respondent alone fixes a coefficient (leverage 1): then HC3 does not exist."""
        return self.scores.largest_leverage > 1 - TINY

    @cached_property
    def _centred(self) -> Floats:
        """The covariance of the mean of y and the standardised coefficients, times the variance of y."""
        sd = self.moments.sd
        bread = np.zeros((self.k + 1, self.k + 1))
        bread[0, 0], bread[1:, 1:] = 1 / self.n, self.inverse / (self.n - 1)
        if self.errors == "classical":
            return bread * float(sd[0] ** 2 * (1 - self.r_squared) * (self.n - 1) / self.df)
        scale = np.concatenate([[1.0], 1 / sd[1:]])
        return np.asarray(bread @ (self.scores.meat * np.outer(scale, scale)) @ bread, dtype=np.float64)

    @cached_property
    def covariance(self) -> Floats:
        """Of intercept and slopes in the units of the data (k + 1 x k + 1)."""
        mean, sd = self.moments.mean, self.moments.sd
        carry = np.diag(np.concatenate([[1.0], 1 / sd[1:]]))
        carry[0, 1:] = -mean[1:] / sd[1:]
        return np.asarray(carry @ self._centred @ carry.T, dtype=np.float64)

    @property
    def exact(self) -> bool:
        """Whether some coefficient has no error at all, as where one group gave one answer: then there is no test."""
        spread = np.diag(self._centred) / self.moments.sd[0] ** 2
        return bool((spread <= TINY**2).any() or (np.diag(self.covariance) <= 0).any())

    @cached_property
    def betas(self) -> tuple[Coefficient, ...]:
        """Standardised coefficients of the predictors."""
        return coefficients(self.weights, np.sqrt(np.diag(self._centred)[1:]) / self.moments.sd[0], self.df)

    @cached_property
    def all(self) -> tuple[Coefficient, ...]:
        """Intercept and slopes in the units of the data."""
        return coefficients(self.values, np.sqrt(np.diag(self.covariance)), self.df)

    @property
    def slopes(self) -> tuple[Coefficient, ...]:
        """Coefficients of the predictors in the units of the data."""
        return self.all[1:]

    @property
    def intercept(self) -> Coefficient:
        """The intercept in the units of the data."""
        return self.all[0]

    def combined(self, weights: Floats) -> Coefficient:
        """A weighted sum of intercept and slopes (k + 1), such as a slope at one value of a moderator."""
        se = np.sqrt(np.atleast_1d(weights @ self.covariance @ weights))
        return coefficients(np.atleast_1d(weights @ self.values), se, self.df)[0]

    @cached_property
    def vif(self) -> tuple[float, ...]:
        """Variance inflation factor of each predictor, at least 1."""
        return tuple(_list(np.diag(self.inverse)))

    def change(self, before: "LeastSquares | None") -> tuple[float, float, int, float]:
        """R2 change, F, its first df and p against a smaller model (none: the mean); the second df are this one's.

        The F is the classical one, with this model's own error (SPSS: F change). R: anova(before, after).
        """
        change = self.r_squared - (before.r_squared if before else 0.0)
        df = self.k - (before.k if before else 0)
        f = max(change, 0.0) / df / ((1 - self.r_squared) / self.df)
        return change, f, df, float(stats.f.sf(f, df, self.df))

    def wald(self, columns: tuple[int, ...]) -> tuple[float, float]:
        """F and p of some predictors together, with the errors of the model. R: lmtest::waldtest(vcov = )."""
        at = [1 + c for c in columns]
        values = self.values[at]
        f = float(values @ np.linalg.solve(self.covariance[np.ix_(at, at)], values)) / len(at)
        return f, float(stats.f.sf(f, len(at), self.df))

    def select(self, k: int) -> "LeastSquares":
        """The model with the first k predictors only, on the same rows."""
        return LeastSquares(self.names[: k + 1], lambda: (b[:, : k + 1] for b in self.blocks()), self.errors)


def dependent(correlation: Floats) -> tuple[int, ...]:
    """The columns that are sums of earlier ones, as far as floating point can tell, from their correlations (k x k).

    >>> dependent(np.array([[1.0, 0.6, 1.0], [0.6, 1.0, 0.6], [1.0, 0.6, 1.0]]))
    (2,)
    """
    kept: list[int] = []
    found: list[int] = []
    for at in range(len(correlation)):
        own = correlation[kept, at]
        rest = 1 - float(own @ np.linalg.solve(correlation[np.ix_(kept, kept)], own)) if kept else 1.0
        (found if rest <= TINY else kept).append(at)
    return tuple(found)
