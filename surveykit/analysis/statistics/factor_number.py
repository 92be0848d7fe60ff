"""How many factors lie behind items: parallel analysis and the minimum average partial. Numbers only."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.core.moments import Floats
from surveykit.core.progress import advance

QUANTILE = 0.95
"""An eigenvalue counts where it exceeds this part of the random ones (Glorfeld, 1995)."""
_BLOCK = 250
_NOTHING_LEFT = 1e-10


def squared_multiple(r: Floats) -> Floats:
    """The share of each item's variance that the others account for (..., k), of definite matrices (..., k x k)."""
    shares: Floats = 1 - 1 / np.diagonal(np.linalg.inv(r), axis1=-2, axis2=-1)
    return shares


def component_eigenvalues(r: Floats) -> Floats:
    """Of correlation matrices (..., k x k), the largest first.

    >>> component_eigenvalues(np.array([[1.0, 0.5], [0.5, 1.0]])).tolist()
    [1.5, 0.5]
    """
    return np.asarray(np.linalg.eigvalsh(r)[..., ::-1])


def common_eigenvalues(r: Floats) -> Floats:
    """Of correlation matrices with the squared multiple correlations on their diagonals, the largest first."""
    reduced = r.copy()
    at = np.arange(r.shape[-1])
    reduced[..., at, at] = squared_multiple(r)
    return component_eigenvalues(reduced)


def random_correlations(n: int, k: int, samples: int, rng: np.random.Generator) -> Floats:
    """Correlation matrices (samples x k x k) of n draws of k normal variables that are not related; n > k.

    Sums of products are drawn at once, from Wishart's distribution (Bartlett's decomposition), so that the cost does
    not depend on n.
    """
    lower = np.tril(rng.standard_normal((samples, k, k)), -1)
    at = np.arange(k)
    lower[:, at, at] = np.sqrt(rng.chisquare(n - 1 - at, size=(samples, k)))
    lower /= np.sqrt(np.square(lower).sum(axis=2, keepdims=True))
    r: Floats = lower @ lower.transpose(0, 2, 1)
    r[:, at, at] = 1.0
    return r


@dataclass(frozen=True, eq=False)
class Reference:
    """Eigenvalues to be compared with random ones, in descending order: observed (k), and the mean and the quantile
    QUANTILE of what unrelated items give (k each)."""

    observed: Floats
    mean: Floats
    quantile: Floats

    @property
    def number(self) -> int:
        """How many of the observed exceed the quantile, counted up to the first that does not."""
        return _leading(self.observed > self.quantile)

    @property
    def number_by_mean(self) -> int:
        """The same with the mean, as Horn (1965) had it."""
        return _leading(self.observed > self.mean)


def _leading(above: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> int:
    return int(np.argmin(above)) if not above.all() else len(above)


@dataclass(frozen=True, eq=False)
class Parallel:
    """Parallel analysis of a definite correlation matrix r (k x k) of n respondents, n > k.

    R: psych::fa.parallel(r, n.obs = n, fa = "both", SMC = TRUE).
    """

    r: Floats
    n: int
    samples: int
    seed: int

    @cached_property
    def components(self) -> Reference:
        """Eigenvalues of principal components."""
        drawn = np.concatenate([component_eigenvalues(part) for part in self._drawn()])
        return _reference(component_eigenvalues(self.r), drawn)

    @cached_property
    def common(self) -> Reference:
        """Eigenvalues of common factors, with squared multiple correlations for communalities."""
        drawn = np.concatenate([common_eigenvalues(part) for part in self._drawn()])
        return _reference(common_eigenvalues(self.r), drawn)

    def _drawn(self) -> Iterator[Floats]:
        rng = np.random.default_rng(self.seed)
        for start in range(0, self.samples, _BLOCK):
            size = min(_BLOCK, self.samples - start)
            yield random_correlations(self.n, len(self.r), size, rng)
            advance("draws", start + size, self.samples)


def _reference(observed: Floats, drawn: Floats) -> Reference:
    return Reference(observed, drawn.mean(axis=0), np.quantile(drawn, QUANTILE, axis=0))


@dataclass(frozen=True, eq=False)
class AveragePartials:
    """What the items still share when 0, 1, 2, ... components are held constant: the mean of the squared partial
    correlations (Velicer, 1976) and of their fourth powers (Velicer, Eaton & Fava, 2000)."""

    squared: Floats
    fourth: Floats

    @property
    def number(self) -> int:
        """At how many components the squares are smallest."""
        return int(np.argmin(self.squared))

    @property
    def number_revised(self) -> int:
        """At how many the fourth powers are."""
        return int(np.argmin(self.fourth))


def average_partials(r: Floats) -> AveragePartials:
    """Of a correlation matrix (k x k), up to k - 2 components, or to where nothing is left of an item.

    R: psych::vss(r)$map, from one component on.

    >>> average_partials(np.full((4, 4), 0.5) + 0.5 * np.eye(4)).number
    1
    """
    values, vectors = np.linalg.eigh(r)
    rest, squared, fourth = r.copy(), [], []
    off = ~np.eye(len(r), dtype=bool)
    for value, vector in zip(values[:0:-1], vectors.T[:0:-1], strict=True):
        left = np.diag(rest)
        if float(left.min()) < _NOTHING_LEFT:
            break
        partial = (rest / np.sqrt(np.outer(left, left)))[off] ** 2
        squared.append(float(partial.mean()))
        fourth.append(float(np.square(partial).mean()))
        rest = rest - value * np.outer(vector, vector)
    return AveragePartials(np.array(squared), np.array(fourth))
