"""Paths from predictors over mediators to an outcome, by least squares: equations, effects, samples. Numbers only.

Every equation has all focal predictors and covariates. Effects are products and sums of its coefficients, computed for
all bootstrap samples at once (Preacher & Hayes, 2008; with a moderator Hayes, 2015).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import TypeVar

import numpy as np

from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.least_squares import Coefficient, LeastSquares
from surveykit.analysis.statistics.resampling import CaseBootstrap, Floats, Stack, bca, percentile, slopes
from surveykit.core.claims import holm

Key = TypeVar("Key")
Route = tuple[str, ...]
"""Predictor, mediator or mediators, outcome."""
LOW, MIDDLE, HIGH = "low", "mean", "high"
"""Where on the moderator an effect is given: a standard deviation below the mean, at it, above it; of a moderator with
two values, `low` and `high` are these."""


@dataclass(frozen=True)
class PathModel:
    """Which columns go into which equation. Columns are ids; `moderates` is the path that the moderator bends: "first"
    from the predictors to the mediators, "second" from the mediators to the outcome.

    >>> model = PathModel(("x",), ("m1", "m2"), "y", serial=True)
    >>> model.routes("x")
    (('x', 'm1', 'y'), ('x', 'm2', 'y'), ('x', 'm1', 'm2', 'y'))
    """

    focal: tuple[str, ...]
    mediators: tuple[str, ...]
    outcome: str
    covariates: tuple[str, ...] = ()
    serial: bool = False
    moderator: str | None = None
    moderates: str = "first"

    @property
    def observed(self) -> tuple[str, ...]:
        """The columns that come from the data."""
        moderator = (self.moderator,) if self.moderator else ()
        return tuple(dict.fromkeys((*self.focal, *self.covariates, *moderator, *self.mediators, self.outcome)))

    @property
    def bent(self) -> tuple[str, ...]:
        """The columns whose path the moderator bends."""
        if self.moderator is None:
            return ()
        return self.focal if self.moderates == "first" else self.mediators

    @property
    def columns(self) -> tuple[str, ...]:
        """The observed columns, then one product with the moderator for each bent one."""
        return (*self.observed, *(product(name) for name in self.bent))

    def predictors(self, outcome: str) -> tuple[str, ...]:
        """What the equation of a mediator or of the outcome holds."""
        common = (*self.focal, *self.covariates)
        if outcome == self.outcome:
            return self._with_products((*common, *self.mediators), "second")
        before = self.mediators[: self.mediators.index(outcome)] if self.serial else ()
        return self._with_products((*common, *before), "first")

    def _with_products(self, names: Route, path: str) -> Route:
        if self.moderator is None or self.moderates != path:
            return names
        return tuple(dict.fromkeys((*names, self.moderator, *(product(name) for name in self.bent))))

    @property
    def total(self) -> tuple[str, ...]:
        """The predictors of the outcome without the mediators."""
        return (*self.focal, *self.covariates)

    def routes(self, focal: str) -> tuple[Route, ...]:
        """Every way from a predictor to the outcome, the shorter first."""
        most = len(self.mediators) if self.serial else 1
        ways = (way for size in range(1, most + 1) for way in combinations(self.mediators, size))
        return tuple((focal, *way, self.outcome) for way in ways)

    @property
    def all_routes(self) -> tuple[Route, ...]:
        """The routes of every predictor."""
        return tuple(route for x in self.focal for route in self.routes(x))

    @property
    def contrasts(self) -> tuple[tuple[Route, Route], ...]:
        """Pairs of routes of one predictor."""
        return tuple(pair for x in self.focal for pair in combinations(self.routes(x), 2))

    @property
    def rivals(self) -> tuple[tuple[Route, Route], ...]:
        """Pairs of predictors with the same way: in their own units they cannot be compared, standardised they can."""
        pairs = combinations(self.focal, 2)
        return tuple((a, b) for x, z in pairs for a, b in zip(self.routes(x), self.routes(z), strict=True))


def product(name: str) -> str:
    """The column of a product with the moderator."""
    return f"{name}*"


def design(model: PathModel, observed: Floats) -> Floats:
    """Observed columns (n x k) with the products beside them; both factors are centred, so that the other coefficients
    are those at the mean."""
    if model.moderator is None:
        return observed
    centred = observed - observed.mean(axis=0)
    moderator = centred[:, model.observed.index(model.moderator)]
    products = [centred[:, model.observed.index(name)] * moderator for name in model.bent]
    return np.column_stack([observed, *products])


@dataclass(frozen=True)
class Resampled:
    """An effect with its two bootstrap intervals, None where the samples carry none, and the acceleration of BCa."""

    value: float
    percentile: Interval | None
    bca: Interval | None
    acceleration: float

    @property
    def shown(self) -> bool:
        """Whether both intervals leave out zero."""
        return all(end is not None and (end[0] > 0 or end[1] < 0) for end in (self.percentile, self.bca))


@dataclass(frozen=True, eq=False)
class Paths:
    """The model fitted to complete rows (n x observed columns). Nothing is computed before it is asked for."""

    model: PathModel
    rows: Floats
    draws: int
    seed: int

    @cached_property
    def table(self) -> Floats:
        """All columns (n x k)."""
        return design(self.model, self.rows)

    @cached_property
    def _boot(self) -> CaseBootstrap:
        return CaseBootstrap(self.table, self.draws, self.seed)

    def at(self, name: str) -> int:
        """The place of a column."""
        return self.model.columns.index(name)

    def columns(self, names: Route) -> Floats:
        """Some columns (n x k)."""
        return self.table[:, [self.at(name) for name in names]]

    @cached_property
    def fits(self) -> Mapping[str, LeastSquares]:
        """The equation of every mediator and of the outcome, with HC3."""
        return {
            name: LeastSquares.of(self.table[:, self.at(name)], self.columns(self.model.predictors(name)))
            for name in (*self.model.mediators, self.model.outcome)
        }

    @cached_property
    def total_fit(self) -> LeastSquares:
        """The outcome without the mediators."""
        return LeastSquares.of(self.table[:, self.at(self.model.outcome)], self.columns(self.model.total))

    def slope(self, outcome: str, predictor: str) -> Coefficient:
        """One path in the units of the data."""
        return self.fits[outcome].slopes[self.model.predictors(outcome).index(predictor)]

    def beta(self, outcome: str, predictor: str) -> Coefficient:
        """One path in standard deviations."""
        return self.fits[outcome].betas[self.model.predictors(outcome).index(predictor)]

    @cached_property
    def joint(self) -> Mapping[Route, float]:
        """The p of every route, corrected for their number (Holm): the largest p of its paths, all of which must hold
        (joint significance: MacKinnon et al., 2002)."""
        routes = self.model.all_routes
        ps = [max(self.slope(b, a).p for a, b in _steps(route)) for route in routes]
        return dict(zip(routes, holm(ps), strict=True))

    @cached_property
    def levels(self) -> Mapping[str, float]:
        """The values of the moderator at which effects are given."""
        if self.model.moderator is None:
            return {}
        column = self.table[:, self.at(self.model.moderator)]
        found = np.unique(column)
        if len(found) == 2:
            return {LOW: float(found[0]), HIGH: float(found[1])}
        mean, sd = float(column.mean()), float(column.std(ddof=1))
        return {LOW: mean - sd, MIDDLE: mean, HIGH: mean + sd}

    @cached_property
    def indirect(self) -> dict[Route, Resampled]:
        """The indirect effect of every route; with a moderator, at its mean."""
        return self._resampled(self.model.all_routes, lambda e, route: e.along(route))

    @cached_property
    def standardised_indirect(self) -> dict[Route, Resampled]:
        """The same in standard deviations of predictor and outcome, taken anew in every sample."""
        return self._resampled(self.model.all_routes, lambda e, route: e.standardised(route))

    @cached_property
    def total_indirect(self) -> dict[str, Resampled]:
        """The sum over the routes of each predictor."""
        return self._resampled(self.model.focal, lambda e, x: e.summed(x))

    @cached_property
    def standardised_total_indirect(self) -> dict[str, Resampled]:
        """The same in standard deviations."""
        return self._resampled(self.model.focal, lambda e, x: e.summed(x) * e.ratio(x))

    @cached_property
    def contrasts(self) -> dict[tuple[Route, Route], Resampled]:
        """Differences of the routes of one predictor."""
        return self._resampled(self.model.contrasts, lambda e, pair: e.along(pair[0]) - e.along(pair[1]))

    @cached_property
    def standardised_differences(self) -> dict[tuple[Route, Route], Resampled]:
        """Differences of routes of one predictor, and of two predictors on the same way, in standard deviations."""
        pairs = () if self.model.moderator else (*self.model.contrasts, *self.model.rivals)
        return self._resampled(pairs, lambda e, pair: e.standardised(pair[0]) - e.standardised(pair[1]))

    @cached_property
    def index(self) -> dict[Route, Resampled]:
        """How much the indirect effect changes with one more on the moderator (Hayes, 2015)."""
        routes = self.model.all_routes if self.model.moderator else ()
        return self._resampled(routes, lambda e, route: e.bend(route))

    @cached_property
    def conditional(self) -> dict[tuple[Route, str], Resampled]:
        """The indirect effect at each level of the moderator. The levels stay those of the data in every sample."""
        keys = [(route, level) for route in self.model.all_routes for level in self.levels]
        middle = float(self.table[:, self.at(self.model.moderator)].mean()) if self.model.moderator else 0.0

        def at_level(e: "_Effects", key: tuple[Route, str]) -> Floats:
            route, level = key
            return e.along(route) + e.bend(route) * (self.levels[level] - middle)

        return self._resampled(keys, at_level)

    def _resampled(self, keys: Sequence[Key], effect: "Callable[[_Effects, Key], Floats]") -> dict[Key, Resampled]:
        if not keys:
            return {}

        def statistic(stack: Stack) -> Floats:
            effects = _Effects(self.model, stack)
            return np.column_stack([effect(effects, key) for key in keys])

        values, estimates = self._boot.values(statistic), self._boot.estimate(statistic)
        acceleration = self._boot.acceleration(statistic)
        corrected = bca(values, estimates, acceleration)
        columns = zip(estimates.tolist(), percentile(values), corrected, acceleration.tolist(), strict=True)
        return {key: Resampled(*column) for key, column in zip(keys, columns, strict=True)}


class _Effects:
    """Effects in every sample of a stack (samples each)."""

    def __init__(self, model: PathModel, stack: Stack) -> None:
        self.model, self.stack = model, stack
        self._found: dict[str, dict[str, Floats]] = {}

    def slope(self, outcome: str, predictor: str) -> Floats:
        """One path."""
        if outcome not in self._found:
            at, names = self.model.columns.index, self.model.predictors(outcome)
            found = slopes(self.stack, at(outcome), [at(name) for name in names])
            self._found[outcome] = dict(zip(names, found.T, strict=True))
        return self._found[outcome][predictor]

    def along(self, route: Route) -> Floats:
        """The product of the paths of a route."""
        found: Floats = np.prod([self.slope(b, a) for a, b in _steps(route)], axis=0)
        return found

    def summed(self, focal: str) -> Floats:
        """Over all routes of a predictor."""
        found: Floats = np.sum([self.along(route) for route in self.model.routes(focal)], axis=0)
        return found

    def ratio(self, focal: str) -> Floats:
        """SD of the predictor over SD of the outcome."""
        sd = self.stack.sd
        own, outcome = (sd[:, self.model.columns.index(name)] for name in (focal, self.model.outcome))
        found: Floats = own / np.where(outcome > 0, outcome, np.nan)
        return found

    def standardised(self, route: Route) -> Floats:
        """The product in standard deviations."""
        return self.along(route) * self.ratio(route[0])

    def bend(self, route: Route) -> Floats:
        """The change of the product with one more on the moderator."""
        first, mediator, outcome = route
        if self.model.moderates == "first":
            return self.slope(mediator, product(first)) * self.slope(outcome, mediator)
        return self.slope(mediator, first) * self.slope(outcome, product(mediator))


def _steps(route: Route) -> Iterator[tuple[str, str]]:
    yield from pairwise(route)
