"""How the values of one column lie: skewness and kurtosis, the shares at both ends of a scale, why values are missing.

Numbers only. Everything comes from the values and how often each occurs, so the order of rows changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveykit.analysis.statistics.formulas import Interval, wilson
from surveykit.core.codebook import Missing
from surveykit.core.columns import NO_SCORE, OTHER_VERSION
from surveykit.core.dataset import Dataset, Floats

UNSEEN = (Missing.NOT_ASKED.value, Missing.NOT_REACHED.value, OTHER_VERSION)
"""The reasons of those who never saw a question."""
BOX = 2
"""How many points at an end of a scale make its box."""
FEWEST_POINTS = 4
"""A scale with fewer points has no boxes: the top two and the bottom two would share a point."""
_HAIR = 1e-9
_REASONS = {m.value: m.id for m in Missing} | {OTHER_VERSION: "other_version", NO_SCORE: "no_score"}


@dataclass(frozen=True)
class Shape:
    """Skewness and excess kurtosis of a sample; None where there are too few values, or all are equal.

    Both are the sample-adjusted figures that SPSS and SAS print (G1 and G2 of Joanes & Gill, 1998): 0 for a normal
    distribution. Skewness needs three values, kurtosis four.
    """

    skewness: float | None = None
    kurtosis: float | None = None


def shape(values: Floats) -> Shape:
    """The shape of a column without NaN. R: psych::skew(x, type = 2), psych::kurtosi(x, type = 2).

    >>> found = shape(np.array([2.0, 4.0, 4.0, 5.0, 10.0]))
    >>> round(found.skewness, 4), round(found.kurtosis, 4)
    (1.4815, 2.9259)
    """
    n = len(values)
    if n < 3 or not values.max() > values.min():
        return Shape()
    found, times = np.unique(values, return_counts=True)
    found = found / np.abs(found).max()
    centred = found - times @ found / n
    second = float(times @ centred**2) / n
    if not second > 1e-24:
        return Shape()
    z = centred / second**0.5
    g1, g2 = float(times @ z**3) / n, float(times @ z**4) / n - 3
    skewness = g1 * (n * (n - 1)) ** 0.5 / (n - 2)
    kurtosis = ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3)) if n > 3 else None
    return Shape(skewness, kurtosis)


@dataclass(frozen=True)
class Part:
    """How many of n lie in one part of a scale."""

    times: int
    n: int

    @property
    def share(self) -> float | None:
        """0 to 1; None for n = 0."""
        return self.times / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval."""
        return wilson(self.times, self.n) if self.n else None


@dataclass(frozen=True)
class Boxes:
    """Who answered in the two highest and in the two lowest points of a scale.

    A score that is a mean of items counts to a box when it reaches the box's inner point.
    """

    top: Part
    bottom: Part


def boxes(values: Floats, points: Sequence[float]) -> Boxes | None:
    """The boxes of a column without NaN; None for a scale of fewer than four points.

    >>> boxes(np.array([1.0, 3.0, 4.0, 4.5, 5.0]), [1, 2, 3, 4, 5])
    Boxes(top=Part(times=3, n=5), bottom=Part(times=1, n=5))
    """
    order = sorted(points)
    if len(order) < FEWEST_POINTS:
        return None
    top = int((values >= order[-BOX] - _HAIR).sum())
    bottom = int((values <= order[BOX - 1] + _HAIR).sum())
    return Boxes(Part(top, len(values)), Part(bottom, len(values)))


def asked(dataset: Dataset, variable: str) -> int:
    """How many saw the question."""
    return dataset.n - int(np.isin(dataset.codes(variable), UNSEEN).sum())


def missing_reasons(dataset: Dataset, name: str) -> dict[str, int]:
    """Why the others have no value in a column: reason -> how many; only reasons that occur."""
    codes = dataset.codes(name)
    found, times = np.unique(codes[codes < 0], return_counts=True)
    counted = dict(zip(found.tolist(), times.tolist(), strict=True))
    return {reason: counted[code] for code, reason in _REASONS.items() if code in counted}


def present(values: Floats) -> Floats:
    """The column without NaN."""
    return values[~np.isnan(values)]
