"""Factor models: which entries of their matrices are free, and what they imply. Numbers only.

The answers of group g have the covariance matrix Lambda Phi Lambda' + Theta and the mean nu + Lambda alpha. Every free
entry changes the covariance matrix by w (u v' + v u') for two vectors u and v, so that gradients, information and
score tests of any entry, free or fixed, follow from the same few matrix products.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

Step = Literal["configural", "metric", "scalar"]
"""What groups have in common: the pattern; the loadings too; the intercepts too."""


class Kind(IntEnum):
    """The matrices of a factor model."""

    LOADING = 0
    FACTOR = 1
    RESIDUAL = 2
    INTERCEPT = 3
    MEAN = 4


@dataclass(frozen=True, eq=False)
class Matrices:
    """p items on m factors: loadings (p x m), factor covariances (m x m), residual covariances (p x p), intercepts (p)
    and factor means (m)."""

    loadings: Floats
    factors: Floats
    residuals: Floats
    intercepts: Floats
    means: Floats

    @property
    def covariance(self) -> Floats:
        """The implied covariance matrix of the items (p x p)."""
        implied: Floats = self.loadings @ self.factors @ self.loadings.T + self.residuals
        return implied

    @property
    def mean(self) -> Floats:
        """The implied means of the items (p)."""
        implied: Floats = self.intercepts + self.loadings @ self.means
        return implied


@dataclass(frozen=True, eq=False)
class Entries:
    """k entries of the matrices: which matrix, which row, which column (0 where there is none)."""

    kind: Ints
    row: Ints
    column: Ints

    @classmethod
    def of(cls, entries: Sequence[tuple[Kind, int, int]]) -> "Entries":
        """From a list of (matrix, row, column)."""
        table = np.asarray(entries, dtype=np.intp).reshape(-1, 3)
        return cls(*table.T)

    def __len__(self) -> int:
        return len(self.kind)

    def slopes(self, m: Matrices) -> "Slopes":
        """How the implied moments change with each entry."""
        p, k = len(m.loadings), len(self)
        u, v, means, weight = np.zeros((p, k)), np.zeros((p, k)), np.zeros((p, k)), np.ones(k)
        at = np.arange(k)
        loading, factor, residual, intercept, mean = (self.kind == kind for kind in Kind)
        item = loading | residual | intercept
        u[self.row[item & ~intercept], at[item & ~intercept]] = 1
        v[:, loading] = (m.loadings @ m.factors)[:, self.column[loading]]
        u[:, factor], v[:, factor] = m.loadings[:, self.row[factor]], m.loadings[:, self.column[factor]]
        v[self.column[residual], at[residual]] = 1
        weight[(factor | residual) & (self.row == self.column)] = 0.5
        means[self.row[loading], at[loading]] = m.means[self.column[loading]]
        means[self.row[intercept], at[intercept]] = 1
        means[:, mean] = m.loadings[:, self.row[mean]]
        return Slopes(u, v, weight, means)


@dataclass(frozen=True, eq=False)
class Slopes:
    """The change of the covariance matrix with entry s is weight[s] (u_s v_s' + v_s u_s'), of the mean means_s."""

    u: Floats
    v: Floats
    weight: Floats
    means: Floats

    def gradient(self, g: Floats, h: Floats) -> Floats:
        """Of the log likelihood; g and h as `likelihood.Misfit` has them (k)."""
        slope: Floats = -self.weight * np.einsum("ps,ps->s", self.u, g @ self.v) + self.means.T @ h
        return slope

    def information(self, inverses: Floats, n: Floats, other: "Slopes | None" = None) -> Floats:
        """Expected information between these entries and `other` ones (k x l), summed over patterns of answers.

        `inverses` (r x p x p) are the inverse implied covariance matrices of n (r) respondents each.
        """
        right = other or self
        total = np.zeros((len(self.weight), len(right.weight)))
        for a, times in zip(inverses, n, strict=True):
            au, av, am = a @ right.u, a @ right.v, a @ right.means
            shared = (self.u.T @ au) * (self.v.T @ av) + (self.u.T @ av) * (self.v.T @ au)
            total += times * (np.outer(self.weight, right.weight) * shared + self.means.T @ am)
        return total

    def own_information(self, inverse: Floats, n: float) -> Floats:
        """The diagonal of the expected information of n complete answers (k)."""
        au, av, am = inverse @ self.u, inverse @ self.v, inverse @ self.means

        def product(first: Floats, second: Floats) -> Floats:
            summed: Floats = np.einsum("ps,ps->s", first, second)
            return summed

        shared = product(self.u, au) * product(self.v, av) + product(self.u, av) ** 2
        return n * (self.weight**2 * shared + product(self.means, am))


@dataclass(frozen=True, eq=False)
class GroupModel:
    """One group: the fixed values, the free entries, and their places in the vector of parameters."""

    fixed: Matrices
    free: Entries
    at: Ints

    def matrices(self, x: Floats) -> Matrices:
        """The matrices with the parameters x in place."""
        f, values = self.fixed, x[self.at]
        filled = [a.copy() for a in (f.loadings, f.factors, f.residuals, f.intercepts, f.means)]
        for kind, matrix in zip(Kind, filled, strict=True):
            own = self.free.kind == kind
            row, column, value = self.free.row[own], self.free.column[own], values[own]
            if matrix.ndim == 1:
                matrix[row] = value
            else:
                matrix[row, column] = value
            if kind in (Kind.FACTOR, Kind.RESIDUAL):
                matrix[column, row] = value
        return Matrices(*filled)


@dataclass(frozen=True, eq=False)
class FactorModel:
    """A model of one or several groups with `size` parameters; `means` tells whether it has a mean structure."""

    groups: tuple[GroupModel, ...]
    size: int
    means: bool

    def place(self, group: int, kind: Kind, row: int, column: int = 0) -> int | None:
        """Where an entry stands in the vector of parameters; None if it is fixed."""
        model = self.groups[group]
        own = (model.free.kind == kind) & (model.free.row == row) & (model.free.column == column)
        return int(model.at[own][0]) if own.any() else None


def simple_structure(
    factor_of: Sequence[int], groups: int = 1, means: bool = False, step: Step = "configural"
) -> FactorModel:
    """Every item on one factor, all factors related, independent residuals; `factor_of` gives each item's factor.

    Factors have variance 1 and mean 0; where loadings (`metric`) or intercepts too (`scalar`) are equal across groups,
    this holds in the first group, and the factor variances (and means) of the others are free.
    """
    shared: dict[tuple[int, ...], int] = {}
    built = []
    for group in range(groups):
        entries = _entries(factor_of, means, step, first=group == 0)
        common = {
            "configural": (),
            "metric": (Kind.LOADING,),
            "scalar": (Kind.LOADING, Kind.INTERCEPT),
        }[step]
        keys = [(-1 if e[0] in common else group, *e) for e in entries]
        at = [shared.setdefault(key, len(shared)) for key in keys]
        built.append(GroupModel(_fixed(len(factor_of), max(factor_of) + 1), Entries.of(entries), np.asarray(at)))
    return FactorModel(tuple(built), len(shared), means)


def _fixed(p: int, m: int) -> Matrices:
    return Matrices(np.zeros((p, m)), np.eye(m), np.zeros((p, p)), np.zeros(p), np.zeros(m))


def _entries(factor_of: Sequence[int], means: bool, step: Step, first: bool) -> list[tuple[Kind, int, int]]:
    p, m = len(factor_of), max(factor_of) + 1
    entries = [(Kind.LOADING, item, factor) for item, factor in enumerate(factor_of)]
    entries += [(Kind.FACTOR, a, b) for a in range(m) for b in range(a)]
    entries += [(Kind.RESIDUAL, item, item) for item in range(p)]
    if means:
        entries += [(Kind.INTERCEPT, item, 0) for item in range(p)]
    if step != "configural" and not first:
        entries += [(Kind.FACTOR, a, a) for a in range(m)]
    if step == "scalar" and not first:
        entries += [(Kind.MEAN, a, 0) for a in range(m)]
    return entries
