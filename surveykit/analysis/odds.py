"""Log odds ratios as odds ratios with their intervals and tests. Numbers only."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from surveykit.analysis.statistics.formulas import LEVEL, Interval, Z
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.core.finding import EffectSize, Estimate, Of

LARGEST = 700.0
"""The exponential of more is beyond floating point."""


@dataclass(frozen=True)
class LogOdds:
    """A log odds ratio with its standard error, Wald interval, z and p."""

    value: float
    se: float
    interval: Interval
    z: float
    p: float

    @property
    def holds_zero(self) -> bool:
        """Whether zero lies in the interval, and so 1 in that of the ratio."""
        return self.interval[0] <= 0 <= self.interval[1]

    @property
    def ratio(self) -> float:
        """The odds ratio, above 0; 1: the same odds."""
        return math.exp(min(self.value, LARGEST))

    @property
    def ratio_interval(self) -> Interval:
        """Its interval."""
        low, high = self.interval
        return math.exp(min(low, LARGEST)), math.exp(min(high, LARGEST))

    def estimate(self, of: Of) -> Estimate:
        """The log odds ratio as an Estimate, the odds ratio as its effect size."""
        effect = EffectSize("odds_ratio", self.ratio, self.ratio_interval)
        return Estimate("log_odds_ratio", of, self.value, self.interval, LEVEL, self.z, None, self.p, effect)

    def ratio_estimate(self, of: Of) -> Estimate:
        """The odds ratio as an Estimate, with the test of its logarithm."""
        return Estimate("odds_ratio", of, self.ratio, self.ratio_interval, LEVEL, self.z, None, self.p)


def log_odds(values: Floats, se: Floats) -> tuple[LogOdds, ...]:
    """From estimates and their standard errors (each > 0), by the normal distribution. R: confint.default.

    >>> [round(x, 3) for x in log_odds(np.array([0.5]), np.array([0.2]))[0].ratio_interval]
    [1.114, 2.44]
    """
    found = []
    for value, error in zip(np.asarray(values).tolist(), np.asarray(se).tolist(), strict=True):
        z = value / error
        inside = (value - Z * error, value + Z * error)
        found.append(LogOdds(value, error, inside, z, 2 * float(ndtr(-abs(z)))))
    return tuple(found)
