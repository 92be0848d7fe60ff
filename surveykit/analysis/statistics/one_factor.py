"""Omega: how much of the variance of a sum of items their one common factor accounts for (McDonald, 1999).

One factor is fitted to the correlation matrix by maximum likelihood and brought back to the items' own units. The
interval is the delta method's (Raykov, 2002) on the logistic scale, so that it stays between 0 and 1; like Feldt's for
alpha it takes the items as normally distributed.
"""

import math
from dataclasses import dataclass

import numpy as np

from surveykit.analysis.statistics.formulas import Interval, Z
from surveykit.core.moments import Floats, Moments

FEWEST_ITEMS = 3
"""With two items the loadings are not determined."""
LEAST_UNIQUE = 0.005
"""A smaller unique variance (of 1) is no solution: the factor would be one of the items."""
_STEPS, _HALVINGS, _STILL, _SINGULAR = 500, 40, 1e-10, 1e-10


@dataclass(frozen=True, eq=False)
class OneFactor:
    """One factor behind k items: standardised loadings and unique variances (k each), and the SDs of the items.

    `sd` brings them back to the items' units; `inverse` is the inverse information (2k x 2k) of one respondent.
    """

    n: int
    loadings: Floats
    unique: Floats
    sd: Floats
    inverse: Floats

    @property
    def omega(self) -> float:
        """McDonald's omega total of the unweighted sum, 0 to 1: (sum l)² / ((sum l)² + sum u) in the items' units."""
        common = float(self.sd @ self.loadings) ** 2
        return common / (common + float(self.sd**2 @ self.unique))

    @property
    def standard_error(self) -> float:
        """Of omega, by the delta method."""
        total, unique = float(self.sd @ self.loadings), float(self.sd**2 @ self.unique)
        slope = np.concatenate([2 * total * unique * self.sd, -(total**2) * self.sd**2]) / (total**2 + unique) ** 2
        return math.sqrt(float(slope @ self.inverse @ slope) / self.n)

    @property
    def interval(self) -> Interval | None:
        """Of omega; None where omega is 0 or 1."""
        omega = self.omega
        spread = omega * (1 - omega)
        if spread < _SINGULAR:
            return None
        middle, half = math.log(omega / (1 - omega)), Z * self.standard_error / spread
        return _logistic(middle - half), _logistic(middle + half)


def _logistic(x: float) -> float:
    return 0.5 * (1 + math.tanh(x / 2))


def one_factor(moments: Moments) -> OneFactor | None:
    """One factor behind these columns (all vary). None if there is no proper solution: fewer than three items, items
    that determine each other, loadings that the correlations do not determine, or a factor that coincides with an item.

    The factor points the way of the sum of the items. R: factanal(covmat = , factors = 1), lavaan::cfa.

    >>> r = np.array([[1.0, 0.48, 0.40], [0.48, 1.0, 0.30], [0.40, 0.30, 1.0]])
    >>> fit = one_factor(Moments(("a", "b", "c"), 101, np.zeros(3), 100 * r))
    >>> fit.loadings.round(4).tolist()
    [0.8, 0.6, 0.5]
    """
    if len(moments.names) < FEWEST_ITEMS:
        return None
    r = moments.correlation
    if float(np.linalg.eigvalsh(r)[0]) < _SINGULAR:
        return None
    fitted = _fit(r)
    if fitted is None:
        return None
    loadings, unique = fitted
    _, information = _derivatives(r, loadings, unique)
    if float(np.linalg.eigvalsh(information)[0]) < _SINGULAR * float(np.trace(information)):
        return None
    sign = -1.0 if float(moments.sd @ loadings) < 0 else 1.0
    flip = np.concatenate([np.full(len(r), sign), np.ones(len(r))])
    inverse = np.asarray(2 * np.linalg.inv(information) * np.outer(flip, flip), dtype=np.float64)
    return OneFactor(moments.n, sign * loadings, unique, moments.sd, inverse)


def _fit(r: Floats) -> tuple[Floats, Floats] | None:
    """Loadings and unique variances by Fisher scoring with steps that always improve the likelihood."""
    values, vectors = np.linalg.eigh(r)
    loadings = vectors[:, -1] * math.sqrt(float(values[-1])) * 0.9
    unique = np.maximum(1 - loadings**2, 0.1)
    k, at = len(r), _discrepancy(r, loadings, unique)
    for _ in range(_STEPS):
        slope, information = _derivatives(r, loadings, unique)
        if float(np.abs(slope).max()) < _STILL:
            return (loadings, unique) if float(unique.min()) > LEAST_UNIQUE else None
        try:
            step = np.linalg.solve(information, slope)
        except np.linalg.LinAlgError:
            return None
        for _ in range(_HALVINGS):
            tried = loadings - step[:k], unique - step[k:]
            better = float(tried[1].min()) > 0 and (reached := _discrepancy(r, *tried)) <= at + 1e-14
            if better:
                break
            step = step / 2
        else:
            return None
        (loadings, unique), at = tried, reached
        if float(unique.min()) < LEAST_UNIQUE / 10:
            return None
    return None


def _discrepancy(r: Floats, loadings: Floats, unique: Floats) -> float:
    """log |S| + trace(R S⁻¹) of S = loadings loadingsᵀ + diag(unique)."""
    inverse, q = _inverse(loadings, unique)
    return float(np.log(unique).sum()) + math.log(q) + float((r * inverse).sum())


def _inverse(loadings: Floats, unique: Floats) -> tuple[Floats, float]:
    """S⁻¹ (Sherman-Morrison), and by how much the factor enlarges the determinant."""
    weighted = loadings / unique
    q = 1 + float(loadings @ weighted)
    return np.diag(1 / unique) - np.outer(weighted, weighted) / q, q


def _derivatives(r: Floats, loadings: Floats, unique: Floats) -> tuple[Floats, Floats]:
    """Slope (2k) and expected curvature (2k x 2k) of the discrepancy: loadings first, then unique variances."""
    w, _ = _inverse(loadings, unique)
    g, u = w - w @ r @ w, w @ loadings
    slope = np.concatenate([2 * g @ loadings, np.diag(g)])
    among = 2 * (np.outer(u, u) + w * float(loadings @ u))
    between = 2 * w * u[None, :]
    return slope, np.block([[among, between], [between.T, w**2]])
