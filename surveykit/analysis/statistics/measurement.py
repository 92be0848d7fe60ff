"""The measurement model of a study: each construct a factor of its own items, over the data at hand. Numbers only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np

from surveykit.analysis.statistics.convergent import (
    Loading,
    Quantity,
    average_variance,
    composite_reliability,
    factor_correlations,
    first_share,
    htmt,
    loadings,
)
from surveykit.analysis.statistics.factor_fit import (
    ChiSquare,
    FactorFit,
    comparative_fit,
    fit,
    rmsea_interval,
    tucker_lewis,
)
from surveykit.analysis.statistics.factor_model import FactorModel, Floats, Ints, simple_structure
from surveykit.analysis.statistics.formulas import Interval, unvarying
from surveykit.analysis.statistics.likelihood import Sample
from surveykit.analysis.statistics.robust_fit import RobustFit
from surveykit.core.codebook import Codebook, Construct
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Moments

Estimator = Literal["ml", "mlr", "wlsmv"]
MissingRule = Literal["listwise", "fiml"]
_FLAT = 1e-12


def modelled(codebook: Codebook, ids: tuple[str, ...]) -> tuple[Construct, ...]:
    """The constructs of a factor model: those named, or all with several items."""
    if ids:
        return tuple(codebook.construct_by_id[i] for i in ids if i in codebook.construct_by_id)
    return tuple(c for c in codebook.constructs if len(c.items) > 1)


def shared_items(constructs: tuple[Construct, ...]) -> tuple[str, ...]:
    """Items that belong to several of the constructs: no such model has each item on one factor."""
    items = [item for c in constructs for item in c.items]
    return tuple(item for item in dict.fromkeys(items) if items.count(item) > 1)


def dependent_items(moments: Moments) -> tuple[str, ...]:
    """The columns that follow exactly from each other; all of them vary."""
    values, vectors = np.linalg.eigh(moments.correlation)
    bound = np.abs(vectors[:, values < 1e-9]).max(axis=1, initial=0.0) > 1e-4
    return tuple(name for name, tied in zip(moments.names, bound, strict=True) if tied)


@dataclass(frozen=True, eq=False)
class Oriented:
    """The items of several constructs, each in its construct's direction: `sign` x answer + `shift`."""

    dataset: Dataset
    constructs: tuple[Construct, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The items, construct by construct."""
        return tuple(item for c in self.constructs for item in c.items)

    @cached_property
    def factor_of(self) -> tuple[int, ...]:
        """For each item the place of its construct."""
        return tuple(at for at, c in enumerate(self.constructs) for _ in c.items)

    def places(self, construct: int) -> Ints:
        """Where the items of a construct stand."""
        return np.flatnonzero(np.array(self.factor_of) == construct)

    @cached_property
    def _turned(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return np.array([item in c.reverse for c in self.constructs for item in c.items])

    @cached_property
    def _shift(self) -> Floats:
        ends = zip(self.names, self._turned, strict=True)
        return np.array([sum(self.dataset.codebook.bounds(name)) if turned else 0.0 for name, turned in ends])

    def turn(self, rows: Floats) -> Floats:
        """Answers (rows x p) in the constructs' direction."""
        return self._shift + np.where(self._turned, -1.0, 1.0) * rows

    @cached_property
    def moments(self) -> Moments:
        """Of the respondents with all items."""
        plain = self.dataset.moments(self.names)
        sign = np.where(self._turned, -1.0, 1.0)
        mean = self.turn(plain.mean) if plain.n else plain.mean
        return Moments(plain.names, plain.n, mean, plain.deviations * np.outer(sign, sign))

    def blocks(self) -> Iterator[Floats]:
        """The answers of the respondents with all items, some thousands at a time."""
        for block in self.dataset.blocks(self.names):
            yield self.turn(np.asarray(block, dtype=np.float64))

    def table(self) -> Floats:
        """All answers, NaN where one is missing."""
        return self.turn(self.dataset.table(self.names))


@dataclass(frozen=True, eq=False)
class Measurement:
    """The factor model over the data, computed as far as it is asked for."""

    items: Oriented
    estimator: Estimator
    missing: MissingRule

    @cached_property
    def sample(self) -> Sample | None:
        """The answers; None where there are none."""
        if self.missing == "fiml":
            table = self.items.table()
            return Sample.by_pattern(table) if (~np.isnan(table)).any() else None
        return Sample.of(self.items.moments) if self.items.moments.n else None

    @property
    def n(self) -> int:
        """How many respondents."""
        return int(self.sample.size) if self.sample else 0

    @property
    def p(self) -> int:
        """How many items."""
        return len(self.items.names)

    @property
    def identified(self) -> bool:
        """Whether there are at least as many variances and covariances as parameters."""
        return self.model(1, False).size <= self.p * (self.p + 1) // 2

    def model(self, groups: int, means: bool) -> FactorModel:
        """Each item on its construct's factor."""
        return simple_structure(self.items.factor_of, groups, means)

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """Items that everybody answered alike, or nobody."""
        if self.missing == "listwise":
            return unvarying(self.items.moments)
        assert self.sample is not None
        times = self.sample.n @ self.sample.seen
        if not times.all():
            return tuple(name for name, n in zip(self.items.names, times, strict=True) if not n)
        _, mean, variance = self.sample.margins()
        still = variance <= (_FLAT * np.maximum(1.0, np.abs(mean))) ** 2 + _FLAT**2
        return tuple(name for name, same in zip(self.items.names, still, strict=True) if same)

    @cached_property
    def dependent(self) -> tuple[str, ...]:
        """Items that follow exactly from each other, over complete answers."""
        return dependent_items(self.items.moments) if self.missing == "listwise" else ()

    @cached_property
    def fit(self) -> FactorFit | None:
        """The fitted model; None where there is no optimum to be found or it does not fix all parameters."""
        return self._fitted(self.model)

    def _fitted(self, build: Callable[[int, bool], FactorModel]) -> FactorFit | None:
        assert self.sample is not None
        found = fit([self.sample], build)
        if found is None or not (found.optimum.converged and found.unrestricted.converged and found.determined):
            return None
        return found

    @property
    def sound(self) -> FactorFit:
        """The fit, once it is known that there is one."""
        assert self.fit is not None
        return self.fit

    @cached_property
    def robust(self) -> RobustFit:
        """The same without taking the answers as normal; for complete answers."""
        return RobustFit(self.sound, self.items.blocks)

    @cached_property
    def chi_square(self) -> ChiSquare:
        """The test that counts: scaled where that was asked for."""
        scaled = self.robust.chi_square if self.estimator == "mlr" else None
        return scaled or self.sound.chi_square

    @cached_property
    def baseline(self) -> ChiSquare:
        """The model without relations, in the same manner."""
        return self.robust.baseline if self.chi_square.factor != 1.0 else self.sound.baseline

    @property
    def cfi(self) -> float | None:
        """Comparative fit."""
        return comparative_fit(self.chi_square, self.baseline)

    @property
    def tli(self) -> float | None:
        """Tucker and Lewis's index."""
        return tucker_lewis(self.chi_square, self.baseline)

    @cached_property
    def rmsea(self) -> tuple[float, Interval] | None:
        """The root mean square error of approximation, with its interval at 90 %."""
        return rmsea_interval(self.chi_square, self.sound.n)

    @cached_property
    def uncertainty(self) -> Floats:
        """The covariance matrix of the parameters."""
        return self.robust.uncertainty if self.estimator == "mlr" else self.sound.uncertainty

    @cached_property
    def loadings(self) -> tuple[Loading, ...]:
        """Of every item."""
        return loadings(self.sound, self.uncertainty)

    def standardised(self, construct: int) -> Floats:
        """The standardised loadings of one construct."""
        return np.array([one.standardised.value for one in self.loadings if one.factor == construct])

    def ave(self, construct: int) -> float:
        """The average variance extracted."""
        return average_variance(self.standardised(construct))

    def reliability(self, construct: int) -> float | None:
        """Composite reliability."""
        return composite_reliability(self.standardised(construct))

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two constructs."""
        return tuple(combinations(range(len(self.items.constructs)), 2))

    @cached_property
    def factor_r(self) -> dict[tuple[int, int], Quantity]:
        """Correlations of the factors."""
        return factor_correlations(self.sound, self.uncertainty)

    @cached_property
    def correlation(self) -> Floats:
        """Of the items: as answered, or as estimated where answers are missing."""
        s = self.sound.unrestricted.covariances[0]
        sd = np.sqrt(np.diag(s))
        r: Floats = s / np.outer(sd, sd)
        return r

    def htmt(self, pair: tuple[int, int]) -> float | None:
        """The heterotrait-monotrait ratio of two constructs."""
        return htmt(self.correlation, self.items.places(pair[0]), self.items.places(pair[1]))

    @cached_property
    def first_share(self) -> float:
        """Harman's share of the first component."""
        return first_share(self.correlation)

    @cached_property
    def single(self) -> FactorFit | None:
        """All items on one factor; None where that cannot be fitted."""
        return self._fitted(lambda groups, means: simple_structure([0] * self.p, groups, means))
