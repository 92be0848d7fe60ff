"""Three or more groups: tests that all are alike, how much of the variance lies between them, and all pairs. Numbers
only."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy import stats

from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.statistics.noncentral import noncentral_f
from surveykit.analysis.statistics.samples import Samples, Statistic
from surveykit.analysis.statistics.two_samples import Difference, welch_t
from surveykit.core.claims import holm


def one_way(samples: Samples) -> Statistic:
    """The classical analysis of variance. R: anova(lm(y ~ g))."""
    df = samples.k - 1, samples.df
    f = samples.between / df[0] / samples.pooled_variance
    return Statistic(f, (float(df[0]), float(df[1])), float(stats.f.sf(f, *df)))


def welch_anova(samples: Samples) -> Statistic:
    """The analysis of variance without assuming equal variances (Welch, 1951). R: oneway.test(y ~ g).

    >>> t = welch_anova(Samples.of([[1.0, 2.0, 3.0], [4.0, 6.0, 9.0], [2.0, 2.0, 5.0]]))
    >>> round(t.statistic, 4), round(t.df[1], 4), round(t.p, 4)
    (3.2854, 3.53, 0.1564)
    """
    k, weights = samples.k, samples.n / samples.variance
    shares = weights / weights.sum()
    middle = float(shares @ samples.mean)
    spread = float((weights * (samples.mean - middle) ** 2).sum()) / (k - 1)
    unsure = float(((1 - shares) ** 2 / (samples.n - 1)).sum()) / (k * k - 1)
    f = spread / (1 + 2 * (k - 2) * unsure)
    df = float(k - 1), 1 / (3 * unsure)
    return Statistic(f, df, float(stats.f.sf(f, *df)))


def kruskal_wallis(samples: Samples) -> tuple[Statistic, float]:
    """H, corrected for ties, and epsilon squared of the ranks, H / (n - 1). R: kruskal.test(y ~ g)."""
    n = samples.total
    sums = sum(float(r.sum()) ** 2 / len(r) for r in samples.ranks)
    h = (12 / (n * (n + 1)) * sums - 3 * (n + 1)) / (1 - samples.ties / (n**3 - n))
    h = max(h, 0.0)
    return Statistic(h, float(samples.k - 1), float(stats.chi2.sf(h, samples.k - 1))), h / (n - 1)


def spread_test(samples: Samples, around: str = "median") -> Statistic | None:
    """Whether the groups scatter alike: F of the distances from each group's `median` (Brown & Forsythe, 1974) or
    `mean` (Levene, 1960). None where these do not vary. R: car::leveneTest(y, g, center = median)."""
    middles = [float(np.median(x) if around == "median" else x.mean()) for x in samples.values]
    far = Samples.of([np.abs(x - m) for x, m in zip(samples.values, middles, strict=True)])
    return one_way(far) if far.within > 0 else None


@dataclass(frozen=True)
class Shares:
    """How much of the variance lies between the groups, 0 to 1: of the sample (eta squared) and, with less bias, of
    those it stands for (omega and epsilon squared, not below 0). `interval` is that of the share, at LEVEL_F (Steiger,
    2004)."""

    eta: float
    omega: float
    epsilon: float
    interval: Interval


def shares(samples: Samples) -> Shares:
    """R: effectsize::eta_squared, omega_squared, epsilon_squared of lm(y ~ g); ends by uniroot over pf's ncp."""
    f = one_way(samples)
    df, error = samples.k - 1, samples.pooled_variance
    whole = samples.between + samples.within
    above = max(samples.between - df * error, 0.0)
    assert isinstance(f.df, tuple)
    low, high = (end / (end + samples.total) for end in noncentral_f(f.statistic, f.df))
    return Shares(samples.between / whole, above / (whole + error), above / whole, (low, high))


@dataclass(frozen=True)
class Pair:
    """Two of the groups, by their places: the first mean minus the second. Intervals and p allow for all pairs at once.

    Games and Howell (1976) do not assume equal variances, Tukey's does; Dunn's (1964) z compares mean ranks.
    """

    at: tuple[int, int]
    difference: Difference
    games_howell: Interval
    games_howell_p: float
    tukey: Interval
    tukey_p: float
    dunn_z: float
    dunn_p: float


@dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of k groups. R: TukeyHSD(aov(y ~ g)); ptukey and qtukey on Welch's t for Games and Howell."""

    samples: Samples

    @cached_property
    def found(self) -> tuple[Pair, ...]:
        """In the order (0, 1), (0, 2), ..., (1, 2), ..."""
        pairs = list(combinations(range(self.samples.k), 2))
        z = [self._dunn(*pair) for pair in pairs]
        adjusted = holm([float(2 * stats.norm.sf(abs(value))) for value in z])
        return tuple(self._pair(pair, z[at], adjusted[at]) for at, pair in enumerate(pairs))

    def _pair(self, pair: tuple[int, int], z: float, adjusted: float) -> Pair:
        own = welch_t(self.samples, *pair)
        assert isinstance(own.test.df, float)
        error = (self.samples.pooled_variance * float((1 / self.samples.n[list(pair)]).sum())) ** 0.5
        games = self._ranged(own.value, own.error, own.test.df)
        return Pair(pair, own, *games, *self._ranged(own.value, error, float(self.samples.df)), z, adjusted)

    def _ranged(self, value: float, error: float, df: float) -> tuple[Interval, float]:
        """The interval and p of a difference by the studentised range of k means."""
        root = 2**0.5
        p = float(stats.studentized_range.sf(abs(value) / error * root, self.samples.k, df))
        half = range_quantile(self.samples.k, df) / root * error
        return (value - half, value + half), min(max(p, 0.0), 1.0)

    def _dunn(self, first: int, second: int) -> float:
        n, ranks, total = self.samples.n, self.samples.ranks, self.samples.total
        variance = (total * (total + 1) - self.samples.ties / (total - 1)) / 12 * (1 / n[first] + 1 / n[second])
        return float((ranks[first].mean() - ranks[second].mean()) / variance**0.5)


def range_quantile(k: int, df: float, level: float = LEVEL) -> float:
    """The quantile of the studentised range of k means, by secants from Bonferroni's. R: qtukey(level, k, df).

    >>> round(range_quantile(3, 27), 6)
    3.506426
    """
    near = float(stats.t.ppf(1 - (1 - level) / (k * (k - 1)), df)) * 2**0.5
    old, new = near * 0.9, near
    gap = float(stats.studentized_range.cdf(old, k, df)) - level
    for _ in range(30):
        own = float(stats.studentized_range.cdf(new, k, df)) - level
        if own == gap or abs(new - old) < 1e-11 * new:
            break
        old, gap, new = new, own, new - own * (new - old) / (own - gap)
    return new
