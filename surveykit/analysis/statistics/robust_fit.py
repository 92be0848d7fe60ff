"""A factor model when the answers are not multivariate normal: scaled chi-square and sandwich standard errors.

As lavaan's estimator MLR: Yuan and Bentler's (2000) test in the variant of Mplus, and the standard errors of Huber and
White. Numbers only; unlike the rest of the model it needs the answers themselves, a block at a time.

The package seminr computes the same, to the seventh digit here, but over a table in memory and by a search of its own.
So it is what the tests compare with, and not what the model is fitted by.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from surveykit.analysis.statistics.factor_fit import ChiSquare, FactorFit
from surveykit.analysis.statistics.factor_model import Floats
from surveykit.analysis.statistics.likelihood import observed_information

_BLOCK = 16_384


@dataclass(frozen=True, eq=False)
class Fourths:
    """Sums of fourth powers: the mean squared Mahalanobis distance (squared), and each standardised item's own."""

    distance: float
    items: Floats

    @property
    def kurtosis(self) -> float:
        """Mardia's (1970) multivariate kurtosis, less p (p + 2), that of a normal distribution."""
        p = len(self.items)
        return self.distance - p * (p + 2)

    def z(self, n: float) -> float:
        """The kurtosis over its standard error for normal answers. R: psych::mardia."""
        p = len(self.items)
        return self.kurtosis / float(np.sqrt(8 * p * (p + 2) / n))


@dataclass(frozen=True, eq=False)
class RobustFit:
    """`blocks` hands out the complete answers (rows x p) behind a fit of one group without a mean structure."""

    fit: FactorFit
    blocks: Callable[[], Iterable[Floats]]

    def _standardised(self) -> Iterator[Floats]:
        """Standardised answers, some at a time."""
        for rows in self.blocks():
            for first in range(0, len(rows), _BLOCK):
                yield (rows[first : first + _BLOCK] - self.fit.location) / self.fit.scale

    @cached_property
    def fourths(self) -> Fourths:
        """How far the tails are from those of a normal distribution: one pass over the answers."""
        inverse = np.linalg.inv(self.fit.samples[0].covariance[0])
        distance, powers = 0.0, np.zeros(self.fit.p)
        for block in self._standardised():
            distance += float((((block @ inverse) * block).sum(axis=1) ** 2).sum())
            square = block * block
            powers += (square * square).sum(axis=0)
        return Fourths(distance / self.fit.n, powers / self.fit.n)

    @cached_property
    def _crossed(self) -> Floats:
        """Squares and products of every respondent's own gradient: one pass over the answers."""
        matrices, (group,) = self.fit.matrices[0], self.fit.model.groups
        slopes, inverse = group.free.slopes(matrices), np.linalg.inv(matrices.covariance)
        level = np.einsum("ps,ps->s", slopes.u, inverse @ slopes.v)
        total: Floats = np.zeros((self.fit.model.size, self.fit.model.size))
        for block in self._standardised():
            z = block @ inverse
            own = slopes.weight * ((z @ slopes.u) * (z @ slopes.v) - level)
            total[np.ix_(group.at, group.at)] += own.T @ own
        return total

    @cached_property
    def _observed(self) -> Floats:
        """The inverse of the observed information."""
        inverse = np.linalg.inv(observed_information(self.fit.model, self.fit.optimum.x, self.fit.samples))
        return np.asarray(inverse)

    @cached_property
    def uncertainty(self) -> Floats:
        """The sandwich covariance matrix of the parameters (of standardised items)."""
        sandwich: Floats = self._observed @ self._crossed @ self._observed
        return sandwich

    @property
    def _without(self) -> float:
        """What means and covariances without a model contribute to both factors."""
        return 0.5 * (self.fourths.distance - self.fit.p)

    @cached_property
    def chi_square(self) -> ChiSquare | None:
        """The scaled test; None where the correction fails or there are no degrees of freedom."""
        if self.fit.df < 1:
            return None
        factor = (self._without - float(np.sum(self._crossed * self._observed))) / self.fit.df
        return replace(self.fit.chi_square, factor=factor) if factor > 1e-6 else None

    @cached_property
    def baseline(self) -> ChiSquare:
        """The same for the model in which no items are related."""
        null = self.fit.baseline
        factor = (self._without - 0.5 * float((self.fourths.items - 1).sum())) / null.df
        return replace(null, factor=max(factor, 1e-6))
