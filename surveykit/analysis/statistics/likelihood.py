"""Maximum likelihood of a factor model from moments, complete or by pattern of missing answers. Numbers only.

Everything is computed on standardised items (one location and scale for all groups), so that neither units nor their
size matter; the likelihood ratio does not depend on them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.statistics.factor_model import FactorModel, Floats, Kind, Matrices
from surveykit.core.moments import Moments
from surveykit.core.progress import advance

CLOSE = 1e-12
"""The search ends when the log likelihood can rise by no more than this for each respondent."""
MOST_STEPS = 500
_STEP = 1e-3
_LOG_2PI = float(np.log(2 * np.pi))
_SINGULAR = 1e-12
"""A smaller share of an item's variance that the items before it leave is nothing but rounding."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The answers of one group, by pattern: n (r), mean (r x p), covariance (r x p x p, divided by n), seen (r x p).

    Unseen cells hold 0. Complete answers are a single pattern.
    """

    n: Floats
    mean: Floats
    covariance: Floats
    seen: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]"

    @classmethod
    def of(cls, moments: Moments) -> "Sample":
        """The complete answers behind these moments (n at least 1)."""
        p = len(moments.names)
        covariance = moments.deviations / moments.n
        return cls(
            np.array([float(moments.n)]), moments.mean[None, :], covariance[None, :, :], np.ones((1, p), dtype=np.bool_)
        )

    @classmethod
    def by_pattern(cls, rows: Floats) -> "Sample":
        """Of a table with NaN where an answer is missing; rows without any answer are left out."""
        seen = ~np.isnan(rows)
        kept = seen.any(axis=1)
        rows, seen = rows[kept], seen[kept]
        patterns, which, n = np.unique(seen, axis=0, return_inverse=True, return_counts=True)
        order = np.argsort(which.ravel(), kind="stable")
        blocks = np.split(np.where(seen, rows, 0.0)[order], np.cumsum(n)[:-1])
        mean = np.array([block.mean(axis=0) for block in blocks])
        covariance = np.array([_spread(block) for block in blocks])
        return cls(n.astype(np.float64), mean, covariance, patterns)

    @property
    def size(self) -> float:
        """How many respondents."""
        return float(self.n.sum())

    @cached_property
    def unseen(self) -> Floats:
        """1 on the diagonal of what was not answered (r x p x p)."""
        return np.eye(self.seen.shape[1]) * ~self.seen[:, None, :]

    @cached_property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.seen.all())

    def margins(self) -> tuple[Floats, Floats, Floats]:
        """For each item over those who answered it: n, mean, variance (divided by n)."""
        n = self.n @ self.seen
        mean = (self.n @ self.mean) / n
        own = np.diagonal(self.covariance, axis1=1, axis2=2) + np.where(self.seen, self.mean - mean, 0.0) ** 2
        return n, mean, (self.n @ own) / n

    def scaled(self, location: Floats, scale: Floats) -> "Sample":
        """The same answers, shifted and divided."""
        mean = np.where(self.seen, (self.mean - location) / scale, 0.0)
        return Sample(self.n, mean, self.covariance / np.outer(scale, scale), self.seen)


def _spread(block: Floats) -> Floats:
    centred = block - block.mean(axis=0)
    spread: Floats = centred.T @ centred / len(block)
    return spread


def common_scale(samples: Sequence[Sample]) -> tuple[Floats, Floats]:
    """Location and scale of each item over all groups together."""
    n, mean, variance = (np.array(part) for part in zip(*(s.margins() for s in samples), strict=True))
    location = (n * mean).sum(axis=0) / n.sum(axis=0)
    total = (n * (variance + (mean - location) ** 2)).sum(axis=0) / n.sum(axis=0)
    return location, np.sqrt(total)


@dataclass(frozen=True, eq=False)
class Misfit:
    """How far implied moments are from a sample: `value` is -2 log likelihood without its constant.

    g and h are the sums of n (A - A S A) and n A d over patterns of answers, where A is the inverse implied matrix, d
    the deviation of the means, and S that of the covariances about the implied mean.
    """

    value: float
    inverses: Floats
    g: Floats
    h: Floats


def misfit(covariance: Floats, mean: Floats | None, sample: Sample) -> Misfit | None:
    """Compare implied moments with a sample; without `mean` the means fit by definition. None if not definite."""
    both = sample.seen[:, :, None] & sample.seen[:, None, :]
    embedded = covariance[None] if sample.complete else np.where(both, covariance, 0.0) + sample.unseen
    try:
        root = np.linalg.cholesky(embedded)
    except np.linalg.LinAlgError:
        return None
    pivots = np.diagonal(root, axis1=1, axis2=2)
    if (pivots**2 <= _SINGULAR * np.diagonal(embedded, axis1=1, axis2=2)).any():
        return None
    a = np.linalg.inv(embedded) if sample.complete else np.linalg.inv(embedded) - sample.unseen
    a = (a + a.transpose(0, 2, 1)) / 2
    d = np.zeros_like(sample.mean) if mean is None else np.where(sample.seen, sample.mean - mean, 0.0)
    square = sample.covariance + d[:, :, None] * d[:, None, :]
    asa = a @ square
    logdet = 2 * np.log(pivots).sum(axis=1)
    value = float(sample.n @ (logdet + np.trace(asa, axis1=1, axis2=2)))
    g = np.einsum("r,rij->ij", sample.n, a - asa @ a)
    return Misfit(value, a, g, np.einsum("r,rij,rj->i", sample.n, a, d))


@dataclass(frozen=True, eq=False)
class Optimum:
    """Where the search for the largest likelihood ended: parameters, -2 log likelihood, whether it is an optimum."""

    x: Floats
    value: float
    converged: bool
    steps: int


def _misfits(model: FactorModel, x: Floats, samples: Sequence[Sample]) -> list[tuple[Matrices, Misfit]] | None:
    found = []
    for group, sample in zip(model.groups, samples, strict=True):
        matrices = group.matrices(x)
        each = misfit(matrices.covariance, matrices.mean if model.means else None, sample)
        if each is None:
            return None
        found.append((matrices, each))
    return found


def gradient(model: FactorModel, x: Floats, samples: Sequence[Sample]) -> Floats | None:
    """Of the log likelihood at x; None where a covariance matrix is not definite."""
    found = _misfits(model, x, samples)
    return None if found is None else _slope(model, found)


def expected_information(model: FactorModel, x: Floats, samples: Sequence[Sample]) -> Floats:
    """Fisher's information at x, where the covariance matrices are definite."""
    found = _misfits(model, x, samples)
    assert found is not None
    return _information(model, found, samples)


def observed_information(model: FactorModel, x: Floats, samples: Sequence[Sample]) -> Floats:
    """Minus the second derivatives of the log likelihood at x, by differences of the gradient; Fisher's information
    where a point nearby has no likelihood."""
    rows = []
    for at in range(model.size):
        step = np.zeros(model.size)
        step[at] = _STEP
        a, b, c, d = (gradient(model, x + times * step, samples) for times in (-2, -1, 1, 2))
        if a is None or b is None or c is None or d is None:
            return expected_information(model, x, samples)
        rows.append((d - a - 8 * (c - b)) / (12 * _STEP))
    table: Floats = np.array(rows)
    return (table + table.T) / 2


def _slope(model: FactorModel, found: list[tuple[Matrices, Misfit]]) -> Floats:
    rise: Floats = np.zeros(model.size)
    for group, (matrices, each) in zip(model.groups, found, strict=True):
        rise[group.at] += group.free.slopes(matrices).gradient(each.g, each.h)
    return rise


def _information(model: FactorModel, found: list[tuple[Matrices, Misfit]], samples: Sequence[Sample]) -> Floats:
    total: Floats = np.zeros((model.size, model.size))
    for group, sample, (matrices, each) in zip(model.groups, samples, found, strict=True):
        total[np.ix_(group.at, group.at)] += group.free.slopes(matrices).information(each.inverses, sample.n)
    return total


def start(model: FactorModel, samples: Sequence[Sample]) -> Floats:
    """Where to begin, on standardised items: each factor's items are weighed by their correlations."""
    x, times = np.zeros(model.size), np.zeros(model.size)
    for group, sample in zip(model.groups, samples, strict=True):
        free, (_, mean, variance) = group.free, sample.margins()
        own = free.kind == Kind.LOADING
        p, factor_of = len(group.fixed.loadings), free.column[own]
        r = _rough_correlation(sample)
        loading = np.array([_rough_loading(r, factor_of, item) for item in range(p)])
        m = Matrices(
            np.eye(group.fixed.loadings.shape[1])[factor_of] * (loading * np.sqrt(variance))[:, None],
            _rough_factors(r, factor_of, loading),
            np.diag(variance * np.maximum(1 - loading**2, 0.2)),
            mean,
            group.fixed.means,
        )
        stacked = (m.loadings, m.factors, m.residuals, m.intercepts[:, None], m.means[:, None])
        for kind, matrix in zip(Kind, stacked, strict=True):
            here = free.kind == kind
            x[group.at[here]] += matrix[free.row[here], free.column[here]]
        times[group.at] += 1
    return x / times


def _rough_correlation(sample: Sample) -> Floats:
    """Correlations over the pairs of answers at hand, 0 where there are none."""
    together = np.einsum("r,ri,rj->ij", sample.n, sample.seen, sample.seen)
    _, mean, variance = sample.margins()
    d = np.where(sample.seen, sample.mean - mean, 0.0)
    products = np.einsum("r,rij->ij", sample.n, sample.covariance + d[:, :, None] * d[:, None, :])
    sd = np.sqrt(np.maximum(variance, 1e-12))
    r: Floats = products / np.maximum(together, 1) / np.outer(sd, sd)
    return r


def _rough_loading(r: Floats, factor_of: "np.ndarray[tuple[int], np.dtype[np.intp]]", item: int) -> float:
    """The centroid's loading: the item's mean correlation with the others over the root of all of theirs."""
    mates = np.flatnonzero((factor_of == factor_of[item]) & (np.arange(len(r)) != item))
    if not len(mates):
        return 0.7
    whole = np.append(mates, item)
    k = len(whole)
    total = (r[np.ix_(whole, whole)].sum() - np.trace(r[np.ix_(whole, whole)])) / (k * (k - 1))
    own = float(r[item, mates].mean())
    return float(np.clip(own / max(total, 0.09) ** 0.5, -0.9, 0.9)) or 0.1


def _rough_factors(r: Floats, factor_of: "np.ndarray[tuple[int], np.dtype[np.intp]]", loading: Floats) -> Floats:
    """Factor correlations: those of the items over the product of their loadings, kept within .8."""
    m = int(factor_of.max()) + 1
    phi = np.eye(m)
    for a in range(m):
        for b in range(a):
            first, second = factor_of == a, factor_of == b
            between = loading[first] @ r[np.ix_(first, second)] @ loading[second]
            size = (loading[first] ** 2).sum() * (loading[second] ** 2).sum()
            phi[a, b] = phi[b, a] = np.clip(between / max(size, 1e-6), -0.8, 0.8)
    lowest = float(np.linalg.eigvalsh(phi)[0])
    if lowest < 0.1:
        phi += (0.1 - lowest) * np.eye(m)
        phi /= phi[0, 0]
    return phi


def maximise(model: FactorModel, samples: Sequence[Sample], x: Floats | None = None) -> Optimum:
    """Fisher scoring with a damped step where the plain one does not lower the deviance."""
    x = start(model, samples) if x is None else x
    found, size = _misfits(model, x, samples), sum(s.size for s in samples)
    if found is None:
        return Optimum(x, float("inf"), False, 0)
    value = sum(each.value for _, each in found)
    damping = 0.0
    for step in range(MOST_STEPS):
        rise, information = _slope(model, found), _information(model, found, samples)
        move = _step(information, rise, damping)
        gain = float(rise @ move) if move is not None else float("inf")
        if gain < CLOSE * size:
            return Optimum(x, value, True, step)
        nearer = None if move is None else _misfits(model, x + move, samples)
        reached = float("inf") if nearer is None else sum(each.value for _, each in nearer)
        if move is not None and nearer is not None and reached <= value + 1e-13 * abs(value):
            x, found, value, damping = x + move, nearer, min(value, reached), damping / 10 if damping > 1e-6 else 0.0
        elif damping > 1e8:
            break
        else:
            damping = max(10 * damping, 1e-3)
        advance("steps", step + 1, MOST_STEPS)
    return Optimum(x, value, False, MOST_STEPS)


def _step(information: Floats, rise: Floats, damping: float) -> Floats | None:
    size = np.diag(information)
    try:
        root = np.linalg.cholesky(information + np.diag(damping * size))
    except np.linalg.LinAlgError:
        return None
    return np.asarray(np.linalg.solve(root.T, np.linalg.solve(root, rise)))


def log_likelihood(deviance: float, samples: Sequence[Sample], scale: Floats) -> float:
    """The log likelihood of the answers in their own units."""
    answers = sum(float(s.n @ s.seen.sum(axis=1)) for s in samples)
    units = sum(float(s.n @ s.seen @ np.log(scale)) for s in samples)
    return -0.5 * (deviance + answers * _LOG_2PI) - units
