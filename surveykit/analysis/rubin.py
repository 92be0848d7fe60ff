"""Pooling what several completed data sets say: Rubin's rules with the degrees of freedom of Barnard and Rubin."""

from dataclasses import dataclass

import numpy as np

from surveykit.analysis.statistics.factor_model import Floats
from surveykit.analysis.statistics.least_squares import Coefficient, coefficients


@dataclass(frozen=True)
class Pooled:
    """One pooled estimate; `information` is the share of information that is missing (0 to 1), `efficiency` how
    precise so few imputations are, compared with any number of them."""

    estimate: Coefficient
    df: float
    information: float
    efficiency: float


def pool(values: Floats, variances: Floats, complete_df: float) -> tuple[Pooled, ...]:
    """Estimates and their squared standard errors (each m x k, m at least 2) of m completed data sets -> one of each.

    Rubin (1987); df of Barnard and Rubin (1999), where `complete_df` would hold without any gap. R: mice::pool.scalar.

    >>> found, = pool(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0], [1.0], [1.0]]), 50)
    >>> round(found.estimate.value, 6), round(found.estimate.se**2, 6)
    (2.0, 2.333333)
    """
    m = len(values)
    between = values.var(axis=0, ddof=1) * (1 + 1 / m)
    within = variances.mean(axis=0)
    total = within + between
    share = between / total
    observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - share)
    # 1 / df = 1 / old + 1 / observed, with old = (m - 1) / share^2, which is infinite where nothing is missing
    df = 1 / (share**2 / (m - 1) + 1 / observed)
    increase = between / within
    information = (increase + 2 / (df + 3)) / (increase + 1)
    pooled = []
    for at, value in enumerate(values.mean(axis=0)):
        (each,) = coefficients(np.array([value]), np.sqrt(total[at : at + 1]), float(df[at]))
        missing = float(information[at])
        pooled.append(Pooled(each, float(df[at]), missing, 1 / (1 + missing / m)))
    return tuple(pooled)
