"""Whether a regression holds in parts of the data: coefficients by group or random half, Chow's test. Numbers only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from surveykit.analysis.statistics.least_squares import TINY, Coefficient, Floats, LeastSquares, coefficients, dependent

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """Coefficients (intercept first) in each part, and Chow's F with its two df and p. `n`: rows of each part."""

    n: tuple[int, ...]
    coefficients: tuple[Floats, ...]
    f: float
    df: tuple[float, float]
    p: float


def random_halves(n: int, seed: int) -> Labels:
    """0 or 1 for each of n rows, by chance, the halves as equal as n allows.

    >>> sorted(random_halves(5, 1).tolist())
    [0, 0, 0, 1, 1]
    """
    labels: Labels = np.random.default_rng(seed).permutation(n) % 2
    return labels


def parts(rows: Floats, labels: Labels) -> Parts | None:
    """The regression of column 0 on the others in each part (Chow, 1960). R: strucchange::sctest(type = "Chow").

    None where a part has too few rows, or its columns do not vary or follow from each other.
    """
    groups = [rows[labels == label] for label in np.unique(labels)]
    fits = [LeastSquares.of(g[:, 0], g[:, 1:], "classical") for g in groups]
    if len(groups) < 2 or not all(_fits(fit) for fit in fits):
        return None
    whole = LeastSquares.of(rows[:, 0], rows[:, 1:], "classical")
    p = whole.k + 1
    df = (len(groups) - 1) * p, len(rows) - len(groups) * p
    together, apart = _rest(whole), sum(_rest(fit) for fit in fits)
    if df[1] < 1 or apart <= TINY * together:
        return None
    f = max(together - apart, 0.0) / df[0] / (apart / df[1])
    found = tuple(fit.values for fit in fits)
    sizes = tuple(len(g) for g in groups)
    return Parts(sizes, found, f, (float(df[0]), float(df[1])), float(stats.f.sf(f, *df)))


def difference(rows: Floats, labels: Labels) -> tuple[Coefficient, ...] | None:
    """Each coefficient (intercept first) of the rows with label 0 less that of the rows with label 1, with HC3 errors.

    These are the half's intercept and products in one regression of all rows with both, and have its df.
    R: lmtest::coefci(lm(y ~ half * x), vcov = sandwich::vcovHC, type = "HC3"). None where a half has no such errors.
    """
    first, second = (LeastSquares.of(g[:, 0], g[:, 1:]) for g in (rows[labels == 0], rows[labels == 1]))
    if not all(_fits(fit) and not (fit.saturated or fit.perfect or fit.exact) for fit in (first, second)):
        return None
    errors = np.sqrt(np.diag(first.covariance) + np.diag(second.covariance))
    return coefficients(first.values - second.values, errors, first.df + second.df)


def _fits(fit: LeastSquares) -> bool:
    if fit.n < fit.k + 2:
        return False
    m = fit.moments
    varies = (m.sd[1:] > TINY * np.maximum(1.0, np.abs(m.mean[1:]))).all() and m.sd[0] > 0
    return bool(varies) and not dependent(fit.correlation[1:, 1:])


def _rest(fit: LeastSquares) -> float:
    """The sum of squared residuals."""
    return (1 - fit.r_squared) * float(fit.moments.deviations[0, 0])
