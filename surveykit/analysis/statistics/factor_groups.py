"""Measurement invariance: one factor model in several groups, with more and more in common. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from scipy import special

from surveykit.analysis.statistics.factor_fit import ChiSquare, FactorFit, comparative_fit, fit, rmsea_interval
from surveykit.analysis.statistics.factor_model import Entries, FactorModel, Kind, Step, simple_structure
from surveykit.analysis.statistics.formulas import Interval
from surveykit.analysis.statistics.likelihood import Sample, misfit

STEPS: tuple[Step, ...] = get_args(Step)
_FREED = {"metric": Kind.LOADING, "scalar": Kind.INTERCEPT}


@dataclass(frozen=True)
class Release:
    """By about how much chi-square would fall if one item had its own loading or intercept in every group."""

    item: int
    kind: Kind
    value: float
    df: int
    p: float


@dataclass(frozen=True, eq=False)
class StepFit:
    """One step, and the step before it (None for the first). A step without degrees of freedom fits perfectly."""

    step: Step
    fit: FactorFit
    before: FactorFit | None = None

    @cached_property
    def cfi(self) -> float | None:
        """CFI, all groups together."""
        return comparative_fit(self.fit.chi_square, self.fit.baseline)

    @cached_property
    def rmsea(self) -> tuple[float, Interval] | None:
        """RMSEA with its 90 % interval."""
        return rmsea_interval(self.fit.chi_square, self.fit.n, len(self.fit.samples))

    @cached_property
    def difference(self) -> ChiSquare | None:
        """The likelihood-ratio test against the step before."""
        if self.before is None:
            return None
        rise = max(self.fit.chi_square.value - self.before.chi_square.value, 0.0)
        return ChiSquare(rise, self.fit.df - self.before.df)

    @property
    def cfi_change(self) -> float | None:
        """CFI less that of the step before."""
        if self.before is None or self.cfi is None:
            return None
        earlier = comparative_fit(self.before.chi_square, self.before.baseline)
        return self.cfi - (1.0 if earlier is None else earlier)

    @property
    def rmsea_change(self) -> float | None:
        """RMSEA less that of the step before."""
        if self.before is None or self.rmsea is None:
            return None
        earlier = rmsea_interval(self.before.chi_square, self.before.n, len(self.before.samples))
        return self.rmsea[0] - (0.0 if earlier is None else earlier[0])

    @cached_property
    def releases(self) -> list[Release]:
        """What freeing each item would give, the largest first; of the first step none."""
        if self.step not in _FREED:
            return []
        found = (release(self.fit, _FREED[self.step], item) for item in range(self.fit.p))
        return sorted((r for r in found if r is not None), key=lambda r: -r.value)


def release(model_fit: FactorFit, kind: Kind, item: int) -> Release | None:
    """The score test of one item's loading or intercept being the same in all groups. R: lavTestScore (two groups)."""
    groups = range(1, len(model_fit.samples))
    rise, whole = np.zeros(len(groups)), np.zeros((len(groups), len(groups)))
    between = np.zeros((len(groups), model_fit.model.size))
    for row, g in enumerate(groups):
        m, sample, group = model_fit.matrices[g], model_fit.samples[g], model_fit.model.groups[g]
        at = misfit(m.covariance, m.mean, sample)
        assert at is not None
        factor = int(group.free.column[(group.free.kind == Kind.LOADING) & (group.free.row == item)][0])
        own = Entries.of([(kind, item, factor if kind is Kind.LOADING else 0)]).slopes(m)
        rise[row] = own.gradient(at.g, at.h)[0]
        whole[row, row] = own.information(at.inverses, sample.n)[0, 0]
        between[row, group.at] = own.information(at.inverses, sample.n, group.free.slopes(m))[0]
    left = whole - between @ np.linalg.inv(model_fit.information) @ between.T
    if float(np.linalg.eigvalsh(left)[0]) <= 1e-8 * float(np.trace(whole)):
        return None
    value = float(rise @ np.linalg.solve(left, rise))
    return Release(item, kind, value, len(groups), float(special.chdtrc(len(groups), max(value, 0.0))))


def invariance(samples: Sequence[Sample], factor_of: Sequence[int]) -> tuple[StepFit, ...] | None:
    """All steps in order. None where a group's covariance matrix is not definite."""
    fits: list[FactorFit] = []
    for step in STEPS:

        def build(groups: int, means: bool, step: Step = step) -> FactorModel:
            return simple_structure(factor_of, groups, means, step)

        found = fit(samples, build, means=True)
        if found is None:
            return None
        fits.append(found)
    return tuple(StepFit(s, f, b) for s, f, b in zip(STEPS, fits, [None, *fits[:-1]], strict=True))
