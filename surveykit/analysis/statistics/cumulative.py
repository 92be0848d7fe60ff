"""The cumulative logit: ordered answers on predictors, with odds that are proportional or free. Numbers only.

log odds(y <= j) = threshold_j - x'b (McCullagh, 1980); where a predictor's odds may differ it has one b for each j.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from surveykit.analysis.statistics.least_squares import Floats
from surveykit.core.progress import advance

Codes = NDArray[np.int64]
MOST_STEPS = 100
_STILL = 1e-12
_STEP = 1e-3
"""A last step as large as this in standard deviations leads on to infinity."""


@dataclass(frozen=True, eq=False)
class CumulativeLogit:
    """`y` (n) has the codes 0 to J - 1, each of which occurs; `X` (n x k) varies and has full rank; J at least 2.

    `free` are the columns whose odds may differ from threshold to threshold. `weights` (n): how often each row stands.
    R: MASS::polr, ordinal::clm(nominal = ), VGAM::vglm(cumulative(parallel = )).
    """

    y: Codes
    X: Floats
    free: tuple[int, ...] = ()
    weights: Floats | None = None

    @property
    def k(self) -> int:
        """Predictors."""
        return int(self.X.shape[1])

    @cached_property
    def categories(self) -> int:
        """How many answers."""
        return int(self.y.max()) + 1

    @cached_property
    def _collapsed(self) -> tuple[Codes, Floats, Floats]:
        """Distinct rows and how often they stand: y, z scores, weights. All rows, where few would be alike."""
        own = np.ones(len(self.y)) if self.weights is None else np.asarray(self.weights, dtype=np.float64)
        first, place = _alike(self.y, self.X)
        if first is None:
            return self.y, (self.X - self._centre) / self._spread, own
        times = np.bincount(place, weights=own)
        return self.y[first], (self.X[first] - self._centre) / self._spread, np.asarray(times, dtype=np.float64)

    @cached_property
    def _centre(self) -> Floats:
        return np.asarray(np.average(self.X, axis=0, weights=self.weights), dtype=np.float64)

    @cached_property
    def _spread(self) -> Floats:
        off = (self.X - self._centre) ** 2
        return np.asarray(np.sqrt(np.average(off, axis=0, weights=self.weights)), dtype=np.float64)

    def _design(self, j: Codes) -> Floats:
        """For each distinct row, what its linear predictor at threshold j is made of; zeros beyond the thresholds."""
        _, z, _ = self._collapsed
        cuts = self.categories - 1
        inside = (j >= 0) & (j < cuts)
        step = np.zeros((len(j), cuts))
        step[np.flatnonzero(inside), j[inside]] = 1.0
        later = step[:, 1:]
        free = [-z[:, [c]] * later for c in self.free]
        return np.column_stack([step, -z * inside[:, None], *free])

    @cached_property
    def _designs(self) -> tuple[Floats, Floats]:
        y, _, _ = self._collapsed
        return self._design(y), self._design(y - 1)

    def _probability(self, at: Floats) -> tuple[Floats, Floats, Floats]:
        """P of each distinct row, and its linear predictors above and below."""
        y, _, _ = self._collapsed
        upper = np.where(y == self.categories - 1, np.inf, self._designs[0] @ at)
        lower = np.where(y == 0, -np.inf, self._designs[1] @ at)
        # The difference of two values of the same side keeps its digits.
        high = special.expit(-lower) - special.expit(-upper)
        return np.where(lower > 0, high, special.expit(upper) - special.expit(lower)), upper, lower

    def _likelihood(self, at: Floats) -> float:
        p = self._probability(at)[0]
        return float(self._collapsed[2] @ np.log(p)) if (p > 0).all() else -np.inf

    def _derivatives(self, at: Floats) -> tuple[Floats, Floats]:
        p, upper, lower = self._probability(at)
        (A, B), w = self._designs, self._collapsed[2]
        (fu, du), (fl, dl) = _density(upper), _density(lower)
        gu, gl = fu / p, -fl / p
        gradient = A.T @ (w * gu) + B.T @ (w * gl)
        cross = (A * (w * gu * gl)[:, None]).T @ B
        hessian = (A * (w * (du / p - gu**2))[:, None]).T @ A + (B * (w * (-dl / p - gl**2))[:, None]).T @ B
        return gradient, hessian - cross - cross.T

    @cached_property
    def _start(self) -> Floats:
        y, _, w = self._collapsed
        below = np.cumsum(np.bincount(y, weights=w))[:-1] / w.sum()
        return np.concatenate([special.logit(below), np.zeros(self.k + len(self.free) * (self.categories - 2))])

    @cached_property
    def _solution(self) -> tuple[Floats, Floats, bool]:
        """Parameters on z scores, the inverse of the information, and whether Newton's steps came to rest."""
        at, reached = self._start, self._likelihood(self._start)
        for done in range(1, MOST_STEPS + 1):
            gradient, hessian = self._derivatives(at)
            try:
                inverse: Floats = np.asarray(np.linalg.inv(-hessian), dtype=np.float64)
            except np.linalg.LinAlgError:
                return at, np.full_like(hessian, np.nan), False
            step = inverse @ gradient
            gain = float(step @ gradient)
            if 0 <= gain <= _STILL * max(1.0, abs(reached)):
                still = float(np.abs(step).max()) < _STEP  # where answers are separated the steps never become small
                return at + step, inverse, still and bool((np.diag(inverse) > 0).all())
            if gain < 0:
                step = gradient / max(1.0, float(np.abs(gradient).max()))
            size = 1.0
            while (tried := self._likelihood(at + size * step)) <= reached and size > _STILL:
                size /= 2
            if size <= _STILL:
                return at, inverse, False
            at, reached = at + size * step, tried
            advance("steps", done, MOST_STEPS)
        return at, np.full((len(at), len(at)), np.nan), False

    @property
    def settled(self) -> bool:
        """Whether the largest likelihood was found at finite values."""
        return self._solution[2]

    @cached_property
    def log_likelihood(self) -> float:
        """Of the fitted model."""
        return self._likelihood(self._solution[0])

    @cached_property
    def null(self) -> float:
        """Of the model without predictors, in closed form."""
        y, _, w = self._collapsed
        times = np.bincount(y, weights=w)
        return float(times @ np.log(times / w.sum()))

    @property
    def deviance(self) -> float:
        """-2 log likelihood."""
        return -2 * self.log_likelihood

    @property
    def parameters(self) -> int:
        """Thresholds and coefficients."""
        return len(self._start)

    @cached_property
    def values(self) -> Floats:
        """Thresholds, then coefficients (of proportional odds), in the units of the data."""
        return np.asarray(self._carry @ self._solution[0], dtype=np.float64)

    @cached_property
    def se(self) -> Floats:
        """Their standard errors, from the observed information."""
        return np.asarray(np.sqrt(np.diag(self._carry @ self._solution[1] @ self._carry.T)), dtype=np.float64)

    @cached_property
    def _carry(self) -> Floats:
        cuts = self.categories - 1
        carry = np.eye(cuts + self.k, self.parameters)
        carry[cuts:, cuts : cuts + self.k] = np.diag(1 / self._spread)
        carry[:cuts, cuts : cuts + self.k] = self._centre / self._spread
        return carry

    def freed(self, columns: Sequence[int]) -> "CumulativeLogit":
        """The same with odds that may differ for some columns."""
        return CumulativeLogit(self.y, self.X, tuple(columns), self.weights)


def _alike(y: Codes, X: Floats) -> tuple[Codes | None, Codes]:
    """The first of each kind of row, and the kind of every row; None where there could be as many kinds as rows."""
    kinds, place = int(y.max()) + 1, y.astype(np.int64)
    for column in X.T:
        values, codes = np.unique(column, return_inverse=True)
        if kinds * len(values) > len(y):
            return None, place
        kinds, place = kinds * len(values), place * len(values) + codes.ravel()
    _, first, place = np.unique(place, return_index=True, return_inverse=True)
    return first, place.ravel()


def _density(eta: Floats) -> tuple[Floats, Floats]:
    """The logistic density and its derivative, 0 at infinity."""
    f = special.expit(eta) * special.expit(-eta)
    return f, f * (special.expit(-eta) - special.expit(eta))


@dataclass(frozen=True)
class RatioTest:
    """A likelihood ratio: chi2, df, p."""

    chi2: float
    df: int
    p: float


def likelihood_ratio(smaller: float, larger: float, df: int) -> RatioTest:
    """From two log likelihoods of nested models."""
    chi2 = max(2 * (larger - smaller), 0.0)
    return RatioTest(chi2, df, float(stats.chi2.sf(chi2, df)))


def proportional(fit: CumulativeLogit, columns: Sequence[int]) -> RatioTest | None:
    """Whether the odds of some columns are the same at every threshold. R: ordinal::nominal_test, VGAM::vglm.

    None where the model with free odds has no solution (its cumulative curves would cross), or there is one threshold.
    """
    wider = fit.freed(columns)
    if fit.categories < 3 or not wider.settled:
        return None
    return likelihood_ratio(fit.log_likelihood, wider.log_likelihood, wider.parameters - fit.parameters)
