"""The numbers behind the measures of satisfaction: one figure with its interval, by groups, and their differences.

Numbers only, from columns without NaN.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import stats

from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import is_small, limit
from surveykit.analysis.statistics.formulas import LEVEL, Interval, mean_interval, wilson
from surveykit.core.claims import holm
from surveykit.core.dataset import Floats
from surveykit.core.language import Text

PROMOTERS, PASSIVES = 9, 7
"""From these answers on, of 0 to 10, somebody counts as a promoter or as passive (Reichheld, 2003)."""


@dataclass(frozen=True)
class Reading:
    """A measure of n respondents. `counts`: how many are in each part that it is made of, the lowest first.

    Without any spread, and for a single value, there is no interval.
    """

    n: int
    value: float | None = None
    interval: Interval | None = None
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Contrast:
    """The first group's figure minus the second's. `adjusted` is p after Holm's correction for all pairs."""

    pair: tuple[str, str]
    value: float
    interval: Interval | None = None
    statistic: float | None = None
    df: float | None = None
    p: float | None = None
    adjusted: float | None = None

    @property
    def settled(self) -> bool:
        """Whether the data tell which is higher: by the corrected p, and the interval holds no zero."""
        if self.adjusted is None or self.interval is None:
            return False
        return self.adjusted < limit("NONSIG", "level") and not self.interval[0] <= 0 <= self.interval[1]


@dataclass(frozen=True)
class Group:
    """One group of respondents with its figure."""

    id: str
    label: Text
    reading: Reading


def score(values: Floats) -> Reading:
    """Promoters (9, 10) minus detractors (0 to 6) in percentage points, -100 to 100, of answers from 0 to 10.

    The interval is value +- 1.96 * 100 * sqrt((p + d - (p - d)^2) / n), kept within the range.

    >>> found = score(np.array([10.0] * 40 + [8.0] * 40 + [5.0] * 20))
    >>> found.value, [round(end, 2) for end in found.interval], found.counts
    (20.0, [5.33, 34.67], (20, 40, 40))
    """
    n, counts = len(values), score_counts(values)
    if not n:
        return Reading(0, counts=counts)
    value = 100 * (counts[2] - counts[0]) / n
    half = 100 * float(stats.norm.ppf((1 + LEVEL) / 2)) * (score_variance(counts) / n) ** 0.5
    inside = (max(-100.0, value - half), min(100.0, value + half)) if half > 0 else None
    return Reading(n, value, inside, counts)


def score_counts(values: Floats) -> tuple[int, ...]:
    """How many detractors, passives and promoters."""
    promoters, detractors = int((values >= PROMOTERS).sum()), int((values < PASSIVES).sum())
    return detractors, len(values) - promoters - detractors, promoters


def score_variance(counts: Sequence[int]) -> float:
    """p + d - (p - d)^2, 0 to 1: the variance of one respondent's +1, 0 or -1.

    >>> score_variance((20, 40, 40))
    0.56
    """
    n = sum(counts)
    p, d = counts[2] / n, counts[0] / n
    return max(0.0, round(p + d - (p - d) ** 2, 15))


def score_beside(whole: Reading, at: float) -> float | None:
    """p of a score being `at`, by the z test; None without any spread."""
    error = 100 * (score_variance(whole.counts) / whole.n) ** 0.5 if whole.n else 0.0
    return _normal_p(((whole.value or 0.0) - at) / error) if error > 0 else None


def share_beside(whole: Reading, at: float) -> float | None:
    """p of a share being `at` (0 to 1), by the score test, which agrees with Wilson's interval. R: prop.test(x, n, at,
    correct = FALSE)."""
    off, error = (whole.value or 0.0) - at, (at * (1 - at) / whole.n) ** 0.5 if whole.n else 0.0
    return _normal_p(off / error) if error > 0 else None


def mean_beside(whole: Reading, at: float) -> float | None:
    """p of a mean being `at`, by Student's t; None where it has no interval. R: t.test(x, mu = at)."""
    if whole.interval is None or whole.value is None:
        return None
    error = (whole.interval[1] - whole.interval[0]) / 2 / float(stats.t.ppf((1 + LEVEL) / 2, whole.n - 1))
    return float(2 * stats.t.sf(abs(whole.value - at) / error, whole.n - 1))


def _normal_p(z: float) -> float:
    return float(2 * stats.norm.sf(abs(z)))


def score_contrast(pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
    """The difference of two scores with its z test; the groups are independent."""
    readings = score(first), score(second)
    value = (readings[0].value or 0.0) - (readings[1].value or 0.0)
    error = 100 * sum(score_variance(r.counts) / r.n for r in readings) ** 0.5
    if not error > 0:
        return Contrast(pair, value)
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * error
    z = value / error
    return Contrast(pair, value, (value - half, value + half), z, None, float(2 * stats.norm.sf(abs(z))))


def share(values: Floats) -> Reading:
    """The share of ones among ones and zeros, with Wilson's interval."""
    n, times = len(values), int(values.sum())
    return Reading(n, times / n, wilson(times, n), (n - times, times)) if n else Reading(0, counts=(0, 0))


def share_contrast(pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
    """The difference of two shares: Newcombe's (1998) score interval (his method 10); z test with pooled variance.

    R: prop.test(x, n, correct = FALSE)$p.value.

    >>> ones = lambda k, n: np.repeat([1.0, 0.0], [k, n - k])
    >>> [round(end, 4) for end in share_contrast(("a", "b"), ones(56, 70), ones(48, 80)).interval]
    [0.0524, 0.3339]
    """
    n, m, x, y = len(first), len(second), int(first.sum()), int(second.sum())
    p, q, value = x / n, y / m, x / n - y / m
    (low_p, high_p), (low_q, high_q) = wilson(x, n), wilson(y, m)
    inside = (
        value - ((p - low_p) ** 2 + (high_q - q) ** 2) ** 0.5,
        value + ((high_p - p) ** 2 + (q - low_q) ** 2) ** 0.5,
    )
    pooled = (x + y) / (n + m)
    error = (pooled * (1 - pooled) * (1 / n + 1 / m)) ** 0.5
    if not error > 0:
        return Contrast(pair, value, inside)
    z = value / error
    return Contrast(pair, value, inside, z, None, float(2 * stats.norm.sf(abs(z))))


def mean(values: Floats) -> Reading:
    """The mean with its t interval."""
    n = len(values)
    if not n:
        return Reading(0)
    middle = float(values.mean())
    return Reading(n, middle, mean_interval(middle, _sd(values), n))


def mean_contrast(pair: tuple[str, str], first: Floats, second: Floats) -> Contrast:
    """The difference of two means by Welch's (1947) t test. R: t.test(first, second)."""
    value = float(first.mean() - second.mean())
    parts = [_sd(x) ** 2 / len(x) for x in (first, second)]
    if not sum(parts) > 0:
        return Contrast(pair, value)
    df = sum(parts) ** 2 / sum(part**2 / (len(x) - 1) for part, x in zip(parts, (first, second), strict=True))
    error = sum(parts) ** 0.5
    half, t = float(stats.t.ppf((1 + LEVEL) / 2, df)) * error, value / error
    return Contrast(pair, value, (value - half, value + half), t, df, float(2 * stats.t.sf(abs(t), df)))


def _sd(values: Floats) -> float:
    level = max(float(np.abs(values).max(initial=0.0)), 1e-300)
    sd = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return sd if sd > 1e-12 * level else 0.0


Compare = Callable[[tuple[str, str], Floats, Floats], Contrast]


def contrasts(columns: Sequence[tuple[str, Floats]], compare: Compare) -> tuple[Contrast, ...]:
    """All pairs of groups, p corrected for their number (Holm)."""
    found = [compare((a, b), x, y) for (a, x), (b, y) in combinations(columns, 2)]
    tested = [c for c in found if c.p is not None]
    adjusted = dict(zip((c.pair for c in tested), holm([c.p or 0.0 for c in tested]), strict=True))
    return tuple(replace(c, adjusted=adjusted.get(c.pair)) for c in found)


def may_show(whole: Reading, groups: Sequence[Group], protected: bool) -> list[Group]:
    """The groups that are large enough to be shown and compared.

    Of background groups (`protected`) also none with a part of 1 to 4 respondents, nor so many that what remains of
    the whole would have one.
    """
    shown = [g for g in groups if not is_small(g.reading.n)]
    if not protected:
        return shown
    shown = [g for g in shown if not any(map(small, g.reading.counts))]
    while shown and any(map(small, _rest(whole, shown))):
        shown.remove(min(shown, key=lambda g: g.reading.n))
    return shown


def _rest(whole: Reading, shown: Sequence[Group]) -> list[int]:
    return [n - sum(g.reading.counts[at] for g in shown) for at, n in enumerate(whole.counts)]
