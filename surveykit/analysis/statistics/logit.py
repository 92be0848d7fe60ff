"""Logistic regression of an event on predictors, its cross-validated predictions, and separation. Numbers only."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import optimize, special

from surveykit.analysis.statistics.cumulative import CumulativeLogit, RatioTest, likelihood_ratio
from surveykit.analysis.statistics.discrimination import Bools
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.analysis.statistics.prediction import Folds


@dataclass(frozen=True, eq=False)
class Logit:
    """`event` (n) on `X` (n x k); both outcomes occur, the columns vary and have full rank.

    R: glm(family = binomial), confint.default.
    """

    event: Bools
    X: Floats

    @cached_property
    def fit(self) -> CumulativeLogit:
        """The same as a cumulative logit with one threshold."""
        return CumulativeLogit(self.event.astype(np.int64), self.X)

    @property
    def settled(self) -> bool:
        """Whether the estimate exists: it does not where the predictors separate the two outcomes."""
        return self.fit.settled

    @cached_property
    def values(self) -> Floats:
        """Intercept and log odds ratios (k + 1)."""
        return np.concatenate([-self.fit.values[:1], self.fit.values[1:]])

    @property
    def se(self) -> Floats:
        """Their standard errors."""
        return self.fit.se

    @cached_property
    def eta(self) -> Floats:
        """Predicted log odds (n)."""
        return np.asarray(self.values[0] + self.X @ self.values[1:], dtype=np.float64)

    @cached_property
    def chance(self) -> Floats:
        """Predicted chances (n)."""
        return np.asarray(special.expit(self.eta), dtype=np.float64)

    @cached_property
    def test(self) -> RatioTest:
        """All predictors together, against none."""
        return likelihood_ratio(self.fit.null, self.fit.log_likelihood, self.fit.k)

    @property
    def mcfadden(self) -> float:
        """1 - log likelihood / log likelihood without predictors, 0 to 1."""
        return 1 - self.fit.log_likelihood / self.fit.null

    @property
    def nagelkerke(self) -> float:
        """Nagelkerke (1991), 0 to 1."""
        n, null = len(self.event), self.fit.null
        return float((1 - np.exp(2 * (null - self.fit.log_likelihood) / n)) / (1 - np.exp(2 * null / n)))

    def out_of_fold(self, folds: Folds) -> Floats | None:
        """Log odds of each row by the model of the other folds (n); None where one of these does not exist."""
        eta = np.empty(len(self.event))
        for fold in np.unique(folds):
            rest = folds != fold
            part = Logit(self.event[rest], self.X[rest])
            if not part._exists:
                return None
            eta[~rest] = part.values[0] + self.X[~rest] @ part.values[1:]
        return eta

    @property
    def _exists(self) -> bool:
        flat = np.ptp(self.X, axis=0) == 0
        return 0 < int(self.event.sum()) < len(self.event) and not flat.any() and self.settled


def separating(event: Bools, X: Floats) -> tuple[int, ...]:
    """The columns (of z scores) that together tell the two outcomes apart, with ties at most (Albert & Anderson, 1984).

    >>> separating(np.array([False, False, True, True]), np.array([[1.0], [2.0], [3.0], [4.0]]))
    (0,)
    >>> separating(np.array([False, True, False, True]), np.array([[1.0], [2.0], [3.0], [4.0]]))
    ()
    """
    z = (X - X.mean(axis=0)) / X.std(axis=0)
    rows = np.unique(np.column_stack([np.ones(len(z)), z]) * np.where(event, 1.0, -1.0)[:, None], axis=0)
    found = optimize.linprog(-rows.sum(axis=0), A_ub=-rows, b_ub=np.zeros(len(rows)), bounds=(-1, 1), method="highs")
    if not found.success or -found.fun < 1e-7:
        return ()
    return tuple(int(at) for at in np.flatnonzero(np.abs(found.x[1:]) > 1e-7))
