"""Factors extracted from a correlation matrix: minimum residuals or maximum likelihood. Numbers only.

Both are searched over the unique variances alone, by Newton's method with second derivatives (Jöreskog, 1977), and no
unique variance falls below LEAST_UNIQUE, as in R's factanal and psych::fa.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.core.moments import Floats

ExtractionMethod = Literal["minres", "ml"]
LEAST_UNIQUE = 0.005
"""A unique variance this small (of 1) marks a Heywood case: the item would have no part of its own."""
_STEPS, _HALVINGS, _STILL = 500, 40, 1e-11
_NOTHING = 1e-13
"""A step that promises less is lost in rounding: the search has ended."""
_LEAST_STRENGTH = 1e-6


@dataclass(frozen=True, eq=False)
class Extraction:
    """Loadings (k x m) before rotation, unique variances (k), and the value of the function that was minimised."""

    r: Floats
    loadings: Floats
    unique: Floats
    minimum: float
    method: ExtractionMethod

    @property
    def communalities(self) -> Floats:
        """What the factors account for of each item's variance."""
        return np.asarray(np.square(self.loadings).sum(axis=1))

    @property
    def heywood(self) -> tuple[int, ...]:
        """The items whose unique variance stopped at its lowest bound."""
        return tuple(np.flatnonzero(self.unique <= LEAST_UNIQUE * 1.001).tolist())

    @property
    def degrees(self) -> int:
        """Correlations less free parameters."""
        return degrees_of_freedom(*self.loadings.shape)

    @property
    def residual(self) -> float:
        """The root mean square of what is left of the correlations. R: psych::fa()$rms."""
        left = self.r - self.loadings @ self.loadings.T
        return float(np.sqrt(np.mean(left[~np.eye(len(left), dtype=bool)] ** 2)))

    def chi_square(self, n: int) -> ChiSquare | None:
        """Whether as many factors account for the correlations of n respondents, with Bartlett's correction; of
        maximum likelihood only. R: factanal()$STATISTIC."""
        k, m = self.loadings.shape
        if self.method != "ml" or self.degrees < 1:
            return None
        return ChiSquare(max((n - 1 - (2 * k + 5) / 6 - 2 * m / 3) * self.minimum, 0.0), self.degrees)


def degrees_of_freedom(k: int, m: int) -> int:
    """Of m factors behind k items: ((k - m)² - (k + m)) / 2.

    >>> degrees_of_freedom(9, 3), degrees_of_freedom(6, 4)
    (12, -3)
    """
    return ((k - m) ** 2 - k - m) // 2


def most_factors(k: int) -> int:
    """With more factors than this, k items do not determine them.

    >>> most_factors(9), most_factors(3), most_factors(2)
    (5, 1, 0)
    """
    return max((m for m in range(k) if degrees_of_freedom(k, m) >= 0), default=0)


def extract(r: Floats, m: int, method: ExtractionMethod) -> Extraction | None:
    """m factors (1 to `most_factors`) of a correlation matrix (k x k), which must be definite.

    None if the search does not end, or if fewer than m factors are left to find. A factor points the way of the sum of
    its items. R: psych::fa(r, m, rotate = "none", fm = "minres"), factanal(covmat = , factors = m).

    >>> r = np.array([[1.0, 0.48, 0.40], [0.48, 1.0, 0.30], [0.40, 0.30, 1.0]])
    >>> extract(r, 1, "minres").loadings.ravel().round(4).tolist()
    [0.8, 0.6, 0.5]
    """
    unique = np.clip(1 / np.diag(np.linalg.inv(r)), LEAST_UNIQUE, 1.0)
    found = _minimise(_MISFITS[method], r, unique, m)
    if found is None:
        return None
    unique, minimum = found
    loadings = _loadings(r, unique, m, method)
    if loadings is None:
        return None
    return Extraction(r, loadings, unique, minimum, method)


def _loadings(r: Floats, unique: Floats, m: int, method: ExtractionMethod) -> Floats | None:
    root = np.sqrt(unique)
    whole = r - np.diag(unique) if method == "minres" else r / np.outer(root, root)
    values, vectors = np.linalg.eigh(whole)
    strength = values[::-1][:m] - (0.0 if method == "minres" else 1.0)
    if float(strength.min()) < _LEAST_STRENGTH:
        return None
    loadings = vectors[:, ::-1][:, :m] * np.sqrt(strength)
    if method == "ml":
        loadings = root[:, None] * loadings
    return np.asarray(loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))


Misfit = tuple[float, Floats, Floats]
"""The value of the function at some unique variances, its slope (k) and its curvature (k x k)."""


def _least_squares(r: Floats, unique: Floats, m: int) -> Misfit:
    """Half the sum of squares of the k - m smallest eigenvalues of r less the unique variances."""
    values, vectors = np.linalg.eigh(r - np.diag(unique))
    k = len(r)
    small, large = vectors[:, : k - m], vectors[:, k - m :]
    left, kept = values[: k - m], values[k - m :]
    slope = -(small**2) @ left
    among = small @ small.T
    ratio = left[:, None] / _apart(left[:, None] - kept[None, :])
    return 0.5 * float(left @ left), slope, among**2 + 2 * _crossed(small, large, ratio)


def _likelihood(r: Floats, unique: Floats, m: int) -> Misfit:
    """The discrepancy of maximum likelihood; slope and curvature are those in the logarithms of the unique variances,
    brought back to the variances."""
    root, k = np.sqrt(unique), len(r)
    values, vectors = np.linalg.eigh(r / np.outer(root, root))
    small, large = vectors[:, : k - m], vectors[:, k - m :]
    left, kept = values[: k - m], values[k - m :]
    slope = (small**2) @ (1 - left)
    ratio = (left[:, None] - 1) * (left[:, None] + kept[None, :]) / _apart(left[:, None] - kept[None, :])
    curve = ((small * left) @ small.T) * (small @ small.T) + _crossed(small, large, ratio)
    value = float((left - np.log(left) - 1).sum())
    return value, slope / unique, (curve - np.diag(slope)) / np.outer(unique, unique)


def _crossed(small: Floats, large: Floats, ratio: Floats) -> Floats:
    """The sum over pairs of an eigenvector left out and one kept: ratio x (outer product of both, element by
    element)."""
    products = (small[:, :, None] * large[:, None, :]).reshape(len(small), -1)
    return np.asarray((products * ratio.ravel()) @ products.T)


def _apart(difference: Floats) -> Floats:
    return np.minimum(difference, -1e-12)


_MISFITS: dict[ExtractionMethod, Callable[[Floats, Floats, int], Misfit]] = {
    "minres": _least_squares,
    "ml": _likelihood,
}


def _minimise(
    misfit: Callable[[Floats, Floats, int], Misfit], r: Floats, unique: Floats, m: int
) -> tuple[Floats, float] | None:
    """Newton's method between LEAST_UNIQUE and 1: variances that would leave the range rest at its end."""
    (value, slope, curve), promised = misfit(r, unique, m), np.inf
    for _ in range(_STEPS):
        free = ~(((unique <= LEAST_UNIQUE) & (slope > 0)) | ((unique >= 1) & (slope < 0)))
        if not free.any() or float(np.abs(slope[free]).max()) < _STILL:
            return unique, value
        step = np.zeros(len(unique))
        step[free] = _downhill(curve[np.ix_(free, free)], slope[free])
        promised = -float(slope @ step)
        for _ in range(_HALVINGS):
            tried = np.clip(unique + step, LEAST_UNIQUE, 1.0)
            at = misfit(r, tried, m)
            if at[0] <= value + 1e-4 * float(slope @ (tried - unique)) + 1e-15:
                break
            step = step / 2
        else:
            break
        unique, (value, slope, curve) = tried, at
    return (unique, value) if promised < _NOTHING else None


def _downhill(curve: Floats, slope: Floats) -> Floats:
    """Newton's step, or one that goes down where the function does not curve upwards."""
    values, vectors = np.linalg.eigh(curve)
    bent = np.maximum(np.abs(values), 1e-4 * float(np.abs(values).max()))
    return np.asarray(-vectors @ ((vectors.T @ slope) / bent))
