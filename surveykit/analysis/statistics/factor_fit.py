"""A fitted factor model: its test, fit indices, standard errors and score tests. Numbers only.

Everything is maximum likelihood as lavaan computes it by default: covariances divided by n, n respondents in the test.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special
from scipy.optimize import brentq

from surveykit.analysis.statistics.factor_model import Entries, FactorModel, Floats, Kind, Matrices
from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.likelihood import (
    Misfit,
    Optimum,
    Sample,
    common_scale,
    expected_information,
    log_likelihood,
    maximise,
    misfit,
    observed_information,
)
from surveykit.core.progress import advance

RMSEA_LEVEL = 0.90
_MOST_STEPS = 5000


@dataclass(frozen=True)
class ChiSquare:
    """A likelihood-ratio test: the plain statistic, its degrees of freedom, and the factor by which a robust test
    divides it (1 where the answers are taken as normal)."""

    value: float
    df: int
    factor: float = 1.0

    @property
    def scaled(self) -> float:
        """The statistic that is compared with the distribution."""
        return self.value / self.factor

    @property
    def p(self) -> float | None:
        """None without degrees of freedom.

        >>> round(ChiSquare(3.8414588, 1).p, 6)
        0.05
        """
        return float(special.chdtrc(self.df, max(self.scaled, 0.0))) if self.df > 0 else None

    @property
    def excess(self) -> float:
        """What is left when the statistic of a true model is taken off, about."""
        return self.value - self.factor * self.df


def rmsea_interval(chi: ChiSquare, n: float, groups: int = 1) -> tuple[float, Interval] | None:
    """RMSEA (Steiger & Lind) with its 90 % interval (Browne & Cudeck, 1992); None without degrees of freedom.

    >>> value, (low, high) = rmsea_interval(ChiSquare(85.305522, 24), 301)
    >>> round(value, 3), round(low, 3), round(high, 3)
    (0.092, 0.071, 0.114)
    """
    if chi.df < 1:
        return None

    def size(excess: float) -> float:
        return float(np.sqrt(max(excess, 0.0) / (n * chi.df) * groups))

    ends = [size(chi.factor * _noncentrality(chi, (1 + sign * RMSEA_LEVEL) / 2)) for sign in (1, -1)]
    return size(chi.excess), (ends[0], ends[1])


def _noncentrality(chi: ChiSquare, share: float) -> float:
    """The noncentrality for which the statistic stands at this share of its distribution; 0 if even 0 is too high."""

    def below(excess: float) -> float:
        return float(special.chndtr(chi.scaled, chi.df, excess)) - share

    if below(0.0) <= 0:
        return 0.0
    top = max(chi.scaled, chi.df, 1.0)
    while below(top) > 0:
        top *= 2
    return float(brentq(below, 0.0, top, xtol=1e-10, rtol=1e-12))


def comparative_fit(chi: ChiSquare, null: ChiSquare) -> float | None:
    """CFI (Bentler, 1990), 0 to 1; None without degrees of freedom."""
    if chi.df < 1:
        return None
    excess = max(chi.excess, 0.0)
    most = max(null.excess, excess)
    return 1 - excess / most if most > 0 else 1.0


def tucker_lewis(chi: ChiSquare, null: ChiSquare) -> float | None:
    """TLI (Tucker & Lewis, 1973); can pass 1. None without degrees of freedom or where no items are related."""
    if chi.df < 1 or null.excess <= 1e-9 * null.df:
        return None
    return 1 - chi.excess * null.df / (null.excess * chi.df)


@dataclass(frozen=True, eq=False)
class Saturated:
    """Means and covariances without a model, for each group, and their deviance."""

    means: tuple[Floats, ...]
    covariances: tuple[Floats, ...]
    deviance: float
    converged: bool = True


def saturated(samples: Sequence[Sample]) -> Saturated | None:
    """The largest likelihood that any means and covariances reach: at once for complete answers, else by the EM
    algorithm (Dempster, Laird & Rubin, 1977). None where a covariance matrix is not definite."""
    found = [_saturate(sample) for sample in samples]
    sound = [f for f in found if f is not None]
    if len(sound) < len(found):
        return None
    means, covariances, values, converged = zip(*sound, strict=True)
    return Saturated(means, covariances, sum(values), all(converged))


def _saturate(sample: Sample) -> tuple[Floats, Floats, float, bool] | None:
    if sample.complete:
        at = misfit(sample.covariance[0], sample.mean[0], sample)
        return None if at is None else (sample.mean[0], sample.covariance[0], at.value, True)
    _, mean, variance = sample.margins()
    covariance, before = np.diag(np.maximum(variance, 1e-12)), np.inf
    for step in range(_MOST_STEPS):
        at = misfit(covariance, mean, sample)
        if at is None:
            return None
        if before - at.value < 1e-11 * sample.size:
            return mean, covariance, at.value, True
        mean, covariance, before = *_expect(mean, covariance, at, sample.size), at.value
        advance("steps", step + 1, _MOST_STEPS)
    return mean, covariance, before, False


def _expect(mean: Floats, covariance: Floats, at: Misfit, n: float) -> tuple[Floats, Floats]:
    """One step of the EM algorithm, which needs no more than the sums of a Misfit."""
    move = covariance @ at.h / n
    spread = covariance - covariance @ at.g @ covariance / n - np.outer(move, move)
    return mean + move, (spread + spread.T) / 2


@dataclass(frozen=True)
class ScoreTest:
    """What freeing one fixed entry would lower chi-square by, about (df = 1), and its expected standardised value."""

    kind: Kind
    row: int
    column: int
    value: float
    change: float


@dataclass(frozen=True, eq=False)
class FactorFit:
    """A factor model at its largest likelihood. Standardised: all items divided by `scale`, less `location`."""

    model: FactorModel
    samples: tuple[Sample, ...]
    location: Floats
    scale: Floats
    unrestricted: Saturated
    optimum: Optimum

    @property
    def n(self) -> float:
        """How many respondents."""
        return sum(sample.size for sample in self.samples)

    @property
    def p(self) -> int:
        """How many items."""
        return len(self.scale)

    @cached_property
    def matrices(self) -> tuple[Matrices, ...]:
        """The matrices of every group, for standardised items."""
        return tuple(group.matrices(self.optimum.x) for group in self.model.groups)

    @property
    def df(self) -> int:
        """Degrees of freedom."""
        known = self.p * (self.p + 1) // 2 + (self.p if self.model.means else 0)
        return len(self.samples) * known - self.model.size

    @cached_property
    def chi_square(self) -> ChiSquare:
        """The model against means and covariances without one."""
        return ChiSquare(max(self.optimum.value - self.unrestricted.deviance, 0.0), self.df)

    @cached_property
    def baseline(self) -> ChiSquare:
        """The model in which no items are related."""
        margins = [sample.margins() for sample in self.samples]
        value = sum(float(n @ (np.log(variance) + 1)) for n, _, variance in margins)
        df = len(self.samples) * self.p * (self.p - 1) // 2
        return ChiSquare(value - self.unrestricted.deviance, df)

    @cached_property
    def log_likelihood(self) -> float:
        """In the items' own units."""
        return log_likelihood(self.optimum.value, self.samples, self.scale)

    @cached_property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * self.model.size - 2 * self.log_likelihood

    @cached_property
    def bic(self) -> float:
        """Schwarz's criterion."""
        return self.model.size * float(np.log(self.n)) - 2 * self.log_likelihood

    @cached_property
    def srmr(self) -> float:
        """The root mean square of the standardised residuals (Bentler), averaged over groups by their n."""
        total = 0.0
        for m, s, mean, sample in zip(
            self.matrices, self.unrestricted.covariances, self.unrestricted.means, self.samples, strict=True
        ):
            sd = np.sqrt(np.diag(s))
            rest = ((s - m.covariance) / np.outer(sd, sd))[np.tril_indices(self.p)]
            if self.model.means:
                rest = np.append(rest, (mean - m.mean) / sd)
            total += sample.size / self.n * float(np.sqrt(np.mean(rest**2)))
        return total

    @cached_property
    def information(self) -> Floats:
        """Expected for complete answers, observed where some are missing: that holds if they are missing at random."""
        compute = expected_information if all(s.complete for s in self.samples) else observed_information
        return compute(self.model, self.optimum.x, self.samples)

    @cached_property
    def determined(self) -> bool:
        """Whether the answers fix every parameter."""
        size = np.sqrt(np.maximum(np.diag(self.information), 1e-300))
        lowest = float(np.linalg.eigvalsh(self.information / np.outer(size, size))[0])
        return lowest > 1e-8

    @cached_property
    def uncertainty(self) -> Floats:
        """The covariance matrix of the parameters (of standardised items)."""
        return np.asarray(np.linalg.inv(self.information))

    @property
    def possible(self) -> bool:
        """Whether the factor correlations of every group can go together in one population."""
        return all(float(np.linalg.eigvalsh(m.factors)[0]) > 1e-6 for m in self.matrices)

    @property
    def negative(self) -> tuple[int, ...]:
        """The items whose residual variance is negative in some group (Heywood cases)."""
        residuals = np.array([np.diag(m.residuals) for m in self.matrices])
        return tuple(np.flatnonzero((residuals < 0).any(axis=0)).tolist())

    def score_tests(self, group: int = 0) -> list[ScoreTest]:
        """Every loading and residual covariance that is fixed at 0 (modification indices), the largest first."""
        m, sample, model = self.matrices[group], self.samples[group], self.model.groups[group]
        assert sample.complete
        closed = _closed(model.fixed.loadings.shape, model.free)
        at = misfit(m.covariance, m.mean if self.model.means else None, sample)
        assert at is not None
        own, other = closed.slopes(m), model.free.slopes(m)
        rise = own.gradient(at.g, at.h)
        between = np.zeros((len(closed), self.model.size))
        between[:, model.at] = own.information(at.inverses, sample.n, other)
        whole = own.own_information(at.inverses[0], sample.size)
        left = whole - np.einsum("st,st->s", between @ np.linalg.inv(self.information), between)
        testable = left > 1e-8 * whole
        found = [
            ScoreTest(Kind(kind), int(row), int(column), float(r * r / rest), float(r / rest))
            for kind, row, column, r, rest, sound in zip(
                closed.kind, closed.row, closed.column, rise, left, testable, strict=True
            )
            if sound
        ]
        return sorted(found, key=lambda test: -test.value)


def _closed(shape: tuple[int, ...], free: Entries) -> Entries:
    p, m = shape
    taken = set(zip(free.kind.tolist(), free.row.tolist(), free.column.tolist(), strict=True))
    every = [(Kind.LOADING, item, factor) for item in range(p) for factor in range(m)]
    every += [(Kind.RESIDUAL, a, b) for a in range(p) for b in range(a)]
    return Entries.of([entry for entry in every if entry not in taken])


def fit(samples: Sequence[Sample], build: Callable[[int, bool], FactorModel], means: bool = False) -> FactorFit | None:
    """Fit the model that `build` makes for that many groups, with or without means.

    None where the items' covariance matrix is not definite. Whether the search found an optimum stands in `optimum`.
    """
    with_means = means or len(samples) > 1 or not all(s.complete for s in samples)
    location, scale = common_scale(samples)
    if not (scale > 0).all():
        return None
    standard = tuple(sample.scaled(location, scale) for sample in samples)
    unrestricted = saturated(standard)
    if unrestricted is None:
        return None
    model = build(len(samples), with_means)
    return FactorFit(model, standard, location, scale, unrestricted, maximise(model, standard))
