"""How well predicted chances tell those with an event from those without, and whether they hold. Numbers only."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from surveykit.analysis.statistics.cumulative import CumulativeLogit
from surveykit.analysis.statistics.formulas import Interval, Z
from surveykit.analysis.statistics.least_squares import Floats

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Area:
    """The area under the ROC curve, .5 for chance to 1, with the interval of DeLong et al. (1988); None at 0 or 1."""

    value: float
    se: float
    interval: Interval | None


def area(event: Bools, score: Floats) -> Area:
    """Of scores meant to be higher with the event; both outcomes occur. R: pROC::auc, ci.auc(method = "delong").

    >>> area(np.array([False, False, True, True]), np.array([0.1, 0.6, 0.4, 0.9])).value
    0.75
    """
    cases, controls = score[event], score[~event]
    m, n = len(cases), len(controls)
    order = stats.rankdata(score)
    own = stats.rankdata(cases), stats.rankdata(controls)
    above = (order[event] - own[0]) / n
    below = 1 - (order[~event] - own[1]) / m
    value = float(above.mean())
    if m < 2 or n < 2:
        return Area(value, 0.0, None)
    se = math.sqrt(float(above.var(ddof=1)) / m + float(below.var(ddof=1)) / n)
    inside = (max(value - Z * se, 0.0), min(value + Z * se, 1.0)) if se > 0 else None
    return Area(value, se, inside)


def curve(event: Bools, score: Floats, most: int = 200) -> list[tuple[float, float]]:
    """The ROC curve from (0, 0) to (1, 1): share of those without the event and of those with it above each score.

    >>> curve(np.array([False, True, True]), np.array([0.2, 0.1, 0.9]))
    [(0.0, 0.0), (0.0, 0.5), (1.0, 0.5), (1.0, 1.0)]
    """
    order = np.argsort(-score, kind="stable")
    last = np.append(np.diff(score[order]) != 0, True)
    hits = np.cumsum(event[order])[last] / event.sum()
    alarms = np.cumsum(~event[order])[last] / (~event).sum()
    points = [(0.0, 0.0), *zip(alarms.tolist(), hits.tolist(), strict=True)]
    at = np.unique(np.linspace(0, len(points) - 1, min(len(points), most)).round().astype(int))
    return [points[i] for i in at]


def brier(event: Bools, chance: Floats) -> float:
    """The mean squared difference of chance and outcome (Brier, 1950), 0 to 1."""
    return float(np.mean((chance - event) ** 2))


@dataclass(frozen=True)
class Bin:
    """Respondents with neighbouring predicted chances: how many, their events, how many were predicted, the range."""

    n: int
    observed: int
    expected: float
    lowest: float
    highest: float


Bins = tuple[Bin, ...]


def tenths(event: Bools, chance: Floats, groups: int = 10) -> Bins:
    """About equal groups from the lowest chances to the highest; equal chances stay together."""
    ranks = stats.rankdata(chance.round(12)) * groups / len(chance)
    group = np.ceil(ranks - 1e-9).astype(int)
    return tuple(_bin(event[group == g], chance[group == g]) for g in np.unique(group))


def _bin(event: Bools, chance: Floats) -> Bin:
    return Bin(len(event), int(event.sum()), float(chance.sum()), float(chance.min()), float(chance.max()))


def hosmer_lemeshow(bins: Bins) -> tuple[float, int, float] | None:
    """Chi2, df and p (Hosmer & Lemeshow, 1980); None for fewer than three bins."""
    df = len(bins) - 2
    if df < 1:
        return None
    chi2 = sum((b.observed - b.expected) ** 2 / (b.expected * (1 - b.expected / b.n)) for b in bins)
    return chi2, df, float(stats.chi2.sf(chi2, df))


@dataclass(frozen=True)
class Calibration:
    """Whether chances predicted for unseen respondents hold (Cox, 1958): slope (1: as spread as they should be) and
    intercept (0: right on average), on log odds."""

    slope: float
    intercept: float


def calibration(event: Bools, eta: Floats) -> Calibration | None:
    """Of linear predictors `eta` (n). R: glm(y ~ eta), glm(y ~ offset(eta)). None where eta does not vary."""
    if not eta.std() > 1e-12:
        return None
    fit = CumulativeLogit(event.astype(np.int64), eta[:, None])
    shift = 0.0
    for _ in range(100):
        p = special.expit(eta + shift)
        step = float((event - p).sum()) / float((p * (1 - p)).sum())
        shift += step
        if abs(step) < 1e-12:
            break
    return Calibration(float(fit.values[1]), shift) if fit.settled else None
