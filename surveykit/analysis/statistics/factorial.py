"""Groups with a second factor, covariates, or both: sums of squares of types II and III, and adjusted means. Numbers
only.

Categories are coded by sum contrasts, so that the type III test of a group compares means in which the levels of the
other factor count equally; covariates stand at their mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.statistics.noncentral import noncentral_f
from surveykit.core.dataset import Floats

GROUP, FACTOR, BOTH = "group", "factor", "interaction"


@dataclass(frozen=True)
class TermTest:
    """One term of the model: F of type II and of type III, both against the model's own error; and the share of the
    variance that the other terms leave (partial eta squared, of type III), with its interval at noncentral.LEVEL_F."""

    term: str
    df: int
    second: float
    second_p: float
    third: float
    third_p: float
    partial: float
    interval: Interval


@dataclass(frozen=True, eq=False)
class Factorial:
    """`outcome` (n), `group` and `factor` (codes 0, 1, ... of n; every combination occurs), `covariates` (n x c)."""

    outcome: Floats
    group: NDArray[np.int64]
    factor: NDArray[np.int64] | None
    covariates: Floats
    names: tuple[str, ...] = ()

    @cached_property
    def _columns(self) -> dict[str, Floats]:
        """The columns of each term but the intercept."""
        found = {GROUP: _contrasts(self.group)}
        if self.factor is not None:
            other = _contrasts(self.factor)
            found[FACTOR] = other
            found[BOTH] = np.column_stack([a * b for a in found[GROUP].T for b in other.T])
        for name, column in zip(self.names, self.covariates.T, strict=True):
            found[name] = (column - column.mean())[:, None]
        return found

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms, in the order of the table."""
        return tuple(self._columns)

    def _design(self, terms: Sequence[str]) -> Floats:
        return np.column_stack([np.ones(len(self.outcome)), *(self._columns[term] for term in terms)])

    def _rest(self, terms: Sequence[str], *more: Floats) -> float:
        """The residual sum of squares."""
        design = np.column_stack([self._design(terms), *more])
        off = self.outcome - design @ np.linalg.lstsq(design, self.outcome, rcond=None)[0]
        return float(off @ off)

    @cached_property
    def full_rank(self) -> bool:
        """Whether every column adds something, as far as floating point can tell."""
        design = self._design(self.terms)
        size = np.sqrt((design**2).sum(axis=0))
        return bool((size > 0).all() and np.linalg.matrix_rank(design / size, tol=1e-8) == design.shape[1])

    @property
    def df(self) -> int:
        """Degrees of freedom of the residuals."""
        return len(self.outcome) - int(self._design(self.terms).shape[1])

    @cached_property
    def error(self) -> float:
        """The residual sum of squares of the whole model."""
        return self._rest(self.terms)

    @cached_property
    def r_squared(self) -> float:
        """Of the whole model."""
        whole = self.outcome - self.outcome.mean()
        return 1 - self.error / float(whole @ whole)

    @cached_property
    def tests(self) -> tuple[TermTest, ...]:
        """Of every term. R: car::Anova(lm(...), type = 2), and with sum contrasts type = 3."""
        return tuple(self._test(term) for term in self.terms)

    def _test(self, term: str) -> TermTest:
        df = self._columns[term].shape[1]
        others = [t for t in self.terms if t != term]
        third = max(self._rest(others) - self.error, 0.0)
        held = [t for t in others if t != BOTH] if term in (GROUP, FACTOR) else others
        second = max(self._rest(held) - self._rest([*held, term]), 0.0)
        scale = df * self.error / self.df
        f, g = second / scale, third / scale
        low, high = (end / (end + len(self.outcome)) for end in noncentral_f(g, (df, self.df)))
        p, q = (float(stats.f.sf(x, df, self.df)) for x in (f, g))
        return TermTest(term, df, f, p, g, q, third / (third + self.error), (low, high))

    def means(self) -> tuple[tuple[float, Interval], ...]:
        """The adjusted mean of each group with its t interval. R: emmeans::emmeans(fit, ~ group)."""
        design = self._design(self.terms)
        b = np.linalg.lstsq(design, self.outcome, rcond=None)[0]
        spread = np.linalg.inv(design.T @ design) * (self.error / self.df)
        half = float(stats.t.ppf((1 + LEVEL) / 2, self.df))
        found = []
        levels = int(self.group.max()) + 1
        for row in _codes(levels):
            at = np.zeros(len(b))
            at[:levels] = [1.0, *row]
            mean, error = float(at @ b), float(at @ spread @ at) ** 0.5
            found.append((mean, (mean - half * error, mean + half * error)))
        return tuple(found)

    def parallel(self) -> tuple[float, float, float] | None:
        """Whether the covariates' slopes are alike in all groups: F, its first df, and p. None without covariates.

        R: anova(lm(y ~ g + x), lm(y ~ g * x)).
        """
        if not self.names:
            return None
        more = [a[:, None] * self._columns[name] for name in self.names for a in self._columns[GROUP].T]
        df, rest = len(more), self.df - len(more)
        after = self._rest(self.terms, *more)
        if rest < 1 or after <= 1e-12 * self.error:
            return None
        f = max(self.error - after, 0.0) / df / (after / rest)
        return f, float(df), float(stats.f.sf(f, df, rest))


def _codes(levels: int) -> Floats:
    """Sum contrasts: one row for each level (levels x levels - 1)."""
    return np.vstack([np.eye(levels - 1), -np.ones(levels - 1)])


def _contrasts(codes: NDArray[np.int64]) -> Floats:
    found: Floats = _codes(int(codes.max()) + 1)[codes]
    return found
