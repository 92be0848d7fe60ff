"""Means and covariances of answers with gaps, as if they were normal: maximum likelihood by the EM algorithm.

The likelihood and its steps are those of the factor models (`likelihood`, `factor_fit`), without a model. Numbers only.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from surveykit.analysis.statistics.factor_fit import saturated
from surveykit.analysis.statistics.factor_model import Floats
from surveykit.analysis.statistics.likelihood import Sample, common_scale

MOST_CELLS = 40_000_000
"""Patterns times items squared: more would not lie in memory."""
_SINGULAR = 1e-8
_FEWEST_PAIRS = 3

Lack = Literal["nobody", "no_variance", "no_pairs", "too_many", "singular", "not_converged"]
"""Why there is no estimate: nobody answered, an item does not vary, two items were hardly answered by the same people,
too many patterns, items that determine each other, or no end of the search."""


@dataclass(frozen=True, eq=False)
class NormalMoments:
    """Maximum likelihood estimates from answers of which some are missing: those of items that were moved by `location`
    and divided by `scale` (p each), which keeps them well conditioned."""

    sample: Sample
    standard_mean: Floats
    standard_covariance: Floats
    location: Floats
    scale: Floats

    @property
    def mean(self) -> Floats:
        """Means in the units of the data (p)."""
        return self.location + self.scale * self.standard_mean

    @property
    def covariance(self) -> Floats:
        """Covariances in the units of the data (p x p), divided by n."""
        return self.standard_covariance * np.outer(self.scale, self.scale)

    @property
    def n(self) -> int:
        """Respondents who answered anything."""
        return int(self.sample.size)


@dataclass(frozen=True)
class LittleTest:
    """Little's d2 with its degrees of freedom and p."""

    statistic: float
    df: int
    p: float


def sorted_rows(rows: Floats) -> Floats:
    """The rows in an order of their own, so that nothing depends on how they came; NaN last."""
    return rows[np.lexsort(rows.T[::-1])]


def normal_moments(rows: Floats) -> NormalMoments | Lack:
    """Of a table (n x p) with NaN where an answer is missing; rows without any answer do not count. Dempster, Laird and
    Rubin (1977); agrees with R's norm::em.norm.

    >>> found = normal_moments(np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 3.0], [5.0, np.nan]]))
    >>> found.mean.round(4).tolist(), found.n
    ([3.0, 2.8], 5)
    """
    if not len(rows) or np.isnan(rows).all(axis=0).any():
        return "nobody"
    lowest, highest = np.nanmin(rows, axis=0), np.nanmax(rows, axis=0)
    if not (highest - lowest > 1e-12 * np.maximum(1.0, np.maximum(np.abs(lowest), np.abs(highest)))).all():
        return "no_variance"
    seen = (~np.isnan(rows)).astype(np.float64)
    if (seen.T @ seen).min() < _FEWEST_PAIRS:
        return "no_pairs"
    if len(np.unique(seen, axis=0)) * rows.shape[1] ** 2 > MOST_CELLS:
        return "too_many"
    sample = Sample.by_pattern(sorted_rows(rows - lowest))
    location, scale = common_scale([sample])
    sample = sample.scaled(location, scale)
    found = saturated([sample])
    if found is None or float(np.linalg.eigvalsh(found.covariances[0])[0]) < _SINGULAR:
        return "singular"
    if not found.converged:
        return "not_converged"
    return NormalMoments(sample, found.means[0], found.covariances[0], lowest + location, scale)


def little(moments: NormalMoments) -> LittleTest | None:
    """Little's (1988) test of whether the means differ by pattern of missing answers; None where there is one pattern.

    d2 = sum over patterns of n d' S^-1 d with maximum likelihood covariances S, chi-square with (sum of items seen) - p
    degrees of freedom. R: naniar::mcar_test, misty::na.test.
    """
    sample = moments.sample
    df = int(sample.seen.sum()) - sample.seen.shape[1]
    if len(sample.n) < 2 or df < 1:
        return None
    both = sample.seen[:, :, None] & sample.seen[:, None, :]
    d = np.where(sample.seen, sample.mean - moments.standard_mean, 0.0)
    inverse = np.linalg.inv(np.where(both, moments.standard_covariance, 0.0) + sample.unseen)
    statistic = float(np.einsum("r,ri,rij,rj->", sample.n, d, inverse, d))
    return LittleTest(statistic, df, float(special.chdtrc(df, max(statistic, 0.0))))
