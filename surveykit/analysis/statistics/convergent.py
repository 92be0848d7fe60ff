"""What a factor model says of its items and factors: loadings, reliability, variance shared. Numbers only."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from surveykit.analysis.statistics.factor_fit import FactorFit
from surveykit.analysis.statistics.factor_model import Floats, Ints, Kind
from surveykit.analysis.statistics.formulas import LEVEL, Interval

_Z = float(special.ndtri((1 + LEVEL) / 2))


@dataclass(frozen=True)
class Quantity:
    """An estimate with its standard error and the interval at 95 % (normal quantile)."""

    value: float
    se: float

    @property
    def interval(self) -> Interval:
        """Value less and plus 1.96 standard errors."""
        return self.value - _Z * self.se, self.value + _Z * self.se

    @property
    def z(self) -> float:
        """The value in standard errors."""
        return self.value / self.se

    @property
    def p(self) -> float:
        """Two-sided."""
        return float(2 * special.ndtr(-abs(self.z)))


@dataclass(frozen=True)
class Loading:
    """One item on its factor: standardised (1 would mean no error), and in the item's own unit for a factor with
    variance 1."""

    item: int
    factor: int
    standardised: Quantity
    raw: Quantity


def loadings(fit: FactorFit, uncertainty: Floats) -> tuple[Loading, ...]:
    """Of a model of one group whose factors have variance 1; standard errors by the delta method.

    `uncertainty` is the covariance matrix of the parameters. A factor points the way of most of its items.
    """
    m, x = fit.matrices[0], fit.optimum.x
    factor_of, turned = _factor_of(fit), _turned(fit)
    found = []
    for item, factor in enumerate(factor_of):
        own, rest = fit.model.place(0, Kind.LOADING, item, factor), fit.model.place(0, Kind.RESIDUAL, item, item)
        assert own is not None
        assert rest is not None
        sign, loading, residual = turned[factor], float(x[own]), float(x[rest])
        sd = float(np.sqrt(m.covariance[item, item]))
        slope = np.array([residual / sd**3, -loading / (2 * sd**3)])
        both = uncertainty[np.ix_([own, rest], [own, rest])]
        standardised = Quantity(sign * loading / sd, float(np.sqrt(max(slope @ both @ slope, 0.0))))
        unit = float(fit.scale[item])
        raw = Quantity(sign * loading * unit, float(np.sqrt(max(uncertainty[own, own], 0.0))) * unit)
        found.append(Loading(item, factor, standardised, raw))
    return tuple(found)


def _factor_of(fit: FactorFit) -> list[int]:
    free = fit.model.groups[0].free
    own = free.kind == Kind.LOADING
    return [int(factor) for _, factor in sorted(zip(free.row[own], free.column[own], strict=True))]


def _turned(fit: FactorFit) -> list[float]:
    return [-1.0 if total < 0 else 1.0 for total in fit.matrices[0].loadings.sum(axis=0)]


def factor_correlations(fit: FactorFit, uncertainty: Floats) -> dict[tuple[int, int], Quantity]:
    """Of every two factors (a < b). Nothing keeps them within 1: a larger one is shown as it is."""
    turned, found = _turned(fit), {}
    for a in range(len(turned)):
        for b in range(a + 1, len(turned)):
            at = fit.model.place(0, Kind.FACTOR, b, a)
            assert at is not None
            found[a, b] = Quantity(
                float(turned[a] * turned[b] * fit.optimum.x[at]), float(np.sqrt(max(uncertainty[at, at], 0.0)))
            )
    return found


def composite_reliability(standardised: Floats) -> float | None:
    """(sum of loadings)^2 over that plus the sum of 1 - loading^2 (Fornell & Larcker, 1981). None if not positive.

    >>> round(composite_reliability(np.array([0.8, 0.7, 0.6])), 4)
    0.7449
    """
    shared = float(standardised.sum()) ** 2
    total = shared + float((1 - standardised**2).sum())
    return shared / total if total > 0 else None


def average_variance(standardised: Floats) -> float:
    """AVE: the mean squared standardised loading (Fornell & Larcker, 1981).

    >>> round(average_variance(np.array([0.8, 0.7, 0.6])), 4)
    0.4967
    """
    return float(np.mean(standardised**2))


def htmt(r: Floats, first: Ints, second: Ints) -> float | None:
    """The heterotrait-monotrait ratio of two sets of items (arithmetic means of |r|; Henseler et al., 2015).

    `first` and `second` are the places of the items in the correlation matrix r, at least two each. None where the
    items of one set are not related at all.

    >>> r = np.array([[1, .5, .3, .3], [.5, 1, .3, .3], [.3, .3, 1, .6], [.3, .3, .6, 1]])
    >>> round(htmt(r, np.array([0, 1]), np.array([2, 3])), 4)
    0.5477
    """
    size = np.abs(r)
    within = [_between(size[np.ix_(own, own)]) for own in (first, second)]
    product = within[0] * within[1]
    return float(size[np.ix_(first, second)].mean() / np.sqrt(product)) if product > 1e-12 else None


def _between(block: Floats) -> float:
    return float(block[np.tril_indices(len(block), -1)].mean())


def first_share(r: Floats) -> float:
    """The share of all items' variance on the first principal component: Harman's single-factor check (0 to 1).

    >>> round(first_share(np.array([[1, .5], [.5, 1]])), 4)
    0.75
    """
    return float(np.linalg.eigvalsh(r)[-1] / len(r))
