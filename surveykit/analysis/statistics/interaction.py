"""A slope that depends on a moderator: slopes at its values, and where they leave zero. Numbers only."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.least_squares import Coefficient, Floats, LeastSquares


@dataclass(frozen=True, eq=False)
class Interaction:
    """`fit` has the focal predictor first, the moderator second, their product third, covariates after them."""

    fit: LeastSquares

    def slope(self, at: float) -> Coefficient:
        """The focal predictor's slope at a value of the moderator, in the model's own (centred) units."""
        return self.fit.combined(self._weights(at))

    def _weights(self, at: float) -> Floats:
        weights = np.zeros(self.fit.k + 1)
        weights[1], weights[3] = 1.0, at
        return weights

    @property
    def product(self) -> Coefficient:
        """The interaction: how much the slope changes with one unit of the moderator."""
        return self.fit.slopes[2]

    def roots(self) -> tuple[float, ...]:
        """The moderator's values at which the slope's interval touches zero (Johnson & Neyman, 1936): none, one or two.

        (b1 + b3 w)^2 = t^2 var(b1 + b3 w).
        """
        b, V = self.fit.values, self.fit.covariance
        t2 = float(stdtrit(self.fit.df, (1 + LEVEL) / 2)) ** 2
        a = b[3] ** 2 - t2 * V[3, 3]
        half = b[1] * b[3] - t2 * V[1, 3]
        c = b[1] ** 2 - t2 * V[1, 1]
        room = half**2 - a * c
        if room <= 0 or abs(a) <= 1e-12 * max(abs(b[3] ** 2), t2 * V[3, 3]):
            return ()
        turned = -(half + np.copysign(np.sqrt(room), half))  # no digits lost by subtraction
        return tuple(sorted(float(w) for w in (turned / a, c / turned)))

    def within(self, low: float, high: float) -> tuple[float, ...]:
        """The roots inside the observed range."""
        return tuple(w for w in self.roots() if low < w < high)
