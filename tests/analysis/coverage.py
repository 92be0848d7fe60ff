"""How often the 95 % intervals hold the true value: each interval with simulated studies that meet its own assumptions.

A case draws one study and says whether its interval holds what the study was drawn from. Run as a module, it prints the
rows of docs/honesty.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, pi
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from surveykit.analysis.measure_numbers import mean, mean_contrast, score, score_contrast, share, share_contrast
from surveykit.analysis.odds import log_odds
from surveykit.analysis.paired import difference
from surveykit.analysis.statistics.consistency import consistency, item_total, raw_alpha
from surveykit.analysis.statistics.contingency import LEVEL_V, Contingency
from surveykit.analysis.statistics.convergent import factor_correlations, loadings
from surveykit.analysis.statistics.correlation import kendall, partial, pearson, spearman
from surveykit.analysis.statistics.cumulative import CumulativeLogit
from surveykit.analysis.statistics.discrimination import area
from surveykit.analysis.statistics.factor_fit import RMSEA_LEVEL, ChiSquare, fit, rmsea_interval
from surveykit.analysis.statistics.factor_model import simple_structure
from surveykit.analysis.statistics.formulas import Interval, fisher, mean_interval, wilson
from surveykit.analysis.statistics.huber import Huber
from surveykit.analysis.statistics.importance import lmg, r_squared_of_sets
from surveykit.analysis.statistics.interaction import Interaction
from surveykit.analysis.statistics.intraclass import agreement
from surveykit.analysis.statistics.least_squares import LeastSquares
from surveykit.analysis.statistics.likelihood import Sample
from surveykit.analysis.statistics.logit import Logit
from surveykit.analysis.statistics.many_samples import range_quantile, shares
from surveykit.analysis.statistics.mentions import Mentions
from surveykit.analysis.statistics.noncentral import LEVEL_F
from surveykit.analysis.statistics.one_factor import one_factor
from surveykit.analysis.statistics.parts import LMG, Parts
from surveykit.analysis.statistics.path_model import PathModel, Paths
from surveykit.analysis.statistics.polychoric import crossed, polychoric
from surveykit.analysis.statistics.resampling import CaseBootstrap, percentile, slopes
from surveykit.analysis.statistics.samples import Samples
from surveykit.analysis.statistics.two_samples import standardised, student_t, welch_t
from surveykit.core.moments import Moments

SEED = 20260115
"""Written down before the first run."""
STUDIES, FEWER = 5000, 1000
"""Studies drawn for an interval, and for one that takes a bootstrap."""
BAND = 0.015
"""By how much the share of intervals that hold the truth may lie off their level."""
DRAWS = 500
"""Of a bootstrap; `paths` takes no fewer than 1,000."""

Floats = NDArray[np.float64]
Rng = np.random.Generator
Holds = Callable[[Rng], bool]


@dataclass(frozen=True)
class Case:
    """One interval: what the studies are drawn from, n, how many studies, how often it should hold the truth."""

    name: str
    drawn: str
    n: int
    holds: Holds
    studies: int = STUDIES
    level: float = 0.95

    @property
    def seed(self) -> int:
        """Goes with SEED; the name gives it."""
        return crc32(self.name.encode())

    def times(self, studies: int) -> int:
        """In how many of so many studies the interval holds the truth."""
        rng = np.random.default_rng((SEED, self.seed))
        return sum(self.holds(rng) for _ in range(studies))


CASES: dict[str, Case] = {}


def case(
    name: str, drawn: str, n: int, studies: int = STUDIES, level: float = 0.95
) -> Callable[[Callable[[], Holds]], Callable[[], Holds]]:
    """Enter a case; the function prepares the truth and gives what draws one study."""

    def enter(prepare: Callable[[], Holds]) -> Callable[[], Holds]:
        prepared = cache(prepare)
        CASES[name] = Case(name, drawn, n, lambda rng: prepared()(rng), studies, level)
        return prepare

    return enter


def inside(ends: Interval | None, truth: float) -> bool:
    assert ends is not None
    return ends[0] <= truth <= ends[1]


def moments(rows: Floats) -> Moments:
    return Moments.of(tuple(str(at) for at in range(rows.shape[1])), rows)


def normal(rng: Rng, n: int, covariance: Floats) -> Floats:
    return rng.normal(size=(n, len(covariance))) @ np.linalg.cholesky(covariance).T


def pair(r: float) -> Floats:
    return np.array([[1.0, r], [r, 1.0]])


def one_common(loading: Sequence[float]) -> Floats:
    """The correlations of items with these loadings on one factor."""
    found = np.outer(loading, loading)
    np.fill_diagonal(found, 1.0)
    return found


@case("mean (t)", "normal", 100)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        x = rng.normal(size=100)
        return inside(mean_interval(float(x.mean()), float(x.std(ddof=1)), 100), 0.0)

    return holds


@case("share (Wilson)", "binomial, 30 %", 150)
def _() -> Holds:
    return lambda rng: inside(wilson(int(rng.binomial(150, 0.3)), 150), 0.3)


@case("share of an option (Wilson)", "binomial, 5 %", 250)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        times = int(rng.binomial(250, 0.05))
        return inside(wilson(times, 250), 0.05)

    return holds


@case("alpha (Feldt)", "normal, five equally good items", 150)
def _() -> Holds:
    r = one_common([0.7] * 5)
    truth = raw_alpha(r)

    def holds(rng: Rng) -> bool:
        found = consistency(moments(normal(rng, 150, r)))
        return found is not None and inside(found.interval, truth or 0.0)

    return holds


@case("alpha (Feldt), unequal items", "normal, loadings .8 to .5", 150)
def _() -> Holds:
    r = one_common([0.8, 0.7, 0.6, 0.5])
    truth = raw_alpha(r)

    def holds(rng: Rng) -> bool:
        found = consistency(moments(normal(rng, 150, r)))
        return found is not None and inside(found.interval, truth or 0.0)

    return holds


@case("omega (delta, logistic)", "normal, loadings .8 to .5", 200)
def _() -> Holds:
    loading = [0.8, 0.7, 0.6, 0.5]
    r = one_common(loading)
    truth = sum(loading) ** 2 / float(r.sum())

    def holds(rng: Rng) -> bool:
        found = one_factor(moments(normal(rng, 200, r)))
        return found is not None and inside(found.interval, truth)

    return holds


@case("Spearman-Brown of two items", "normal, r = .6", 150)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        found = consistency(moments(normal(rng, 150, pair(0.6))))
        return found is not None and inside(found.spearman_brown_interval, 0.75)

    return holds


@case("item with the rest (Fisher)", "normal, loadings .8 to .5", 150)
def _() -> Holds:
    r = one_common([0.8, 0.7, 0.6, 0.5])
    truth = float(item_total(r)[0])
    return lambda rng: inside(fisher(float(item_total(moments(normal(rng, 150, r)).covariance)[0]), 150), truth)


@case("Pearson (Fisher)", "normal, r = .5", 150)
def _() -> Holds:
    return lambda rng: inside(pearson(("0", "1"), moments(normal(rng, 150, pair(0.5)))).interval, 0.5)


@case("partial r (Fisher)", "normal, two held constant", 150)
def _() -> Holds:
    r = np.array([[1.0, 0.5, 0.4, 0.3], [0.5, 1.0, 0.3, 0.4], [0.4, 0.3, 1.0, 0.2], [0.3, 0.4, 0.2, 1.0]])
    inverse = np.linalg.inv(r)
    truth = float(-inverse[0, 1] / np.sqrt(inverse[0, 0] * inverse[1, 1]))
    return lambda rng: inside(partial(("0", "1"), moments(normal(rng, 150, r))).interval, truth)


@case("Spearman (Bonett & Wright)", "normal, r = .5", 150)
def _() -> Holds:
    truth = 6 / pi * asin(0.25)
    return lambda rng: inside(spearman(("0", "1"), normal(rng, 150, pair(0.5))).interval, truth)


@case("Kendall (Fieller)", "normal, r = .5", 150)
def _() -> Holds:
    truth = 2 / pi * asin(0.5)
    return lambda rng: inside(kendall(("0", "1"), normal(rng, 150, pair(0.5))).interval, truth)


@case("polychoric (ML, Fisher)", "normal, r = .5, cut to five answers", 200)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        rows = np.digitize(normal(rng, 200, pair(0.5)), (-1.2, -0.4, 0.4, 1.2)).astype(np.float64)
        return inside(polychoric(crossed(rows))[0].interval, 0.5)

    return holds


@case("difference of two means of the same people (t)", "normal, r = .5", 150)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        rows = normal(rng, 150, pair(0.5)) + np.array([0.3, 0.0])
        found = difference(("a", "b"), rows[:, 0], rows[:, 1])
        return found is not None and inside(found.interval, 0.3)

    return holds


@case("mentions a respondent (t)", "four options, 40 % each", 150)
def _() -> Holds:
    return lambda rng: inside(
        Mentions(("a", "b", "c", "d"), (rng.random((150, 4)) < 0.4).astype(np.int8)).mean_interval, 1.6
    )


SLOPES = np.array([0.4, 0.2, 0.0])
AMONG = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.3], [0.3, 0.3, 1.0]])


def linear(rng: Rng, n: int, uneven: bool) -> tuple[Floats, Floats]:
    """An outcome with residuals of variance 1, which grows with the first predictor if `uneven`."""
    X = normal(rng, n, AMONG)
    spread = np.exp(X[:, 0] / 2 - 0.25) if uneven else 1.0
    return X @ SLOPES + spread * rng.normal(size=n), X


@case("coefficient (HC3)", "normal, residuals spread with the predictor", 200)
def _() -> Holds:
    return lambda rng: inside(LeastSquares.of(*linear(rng, 200, True)).slopes[0].interval, 0.4)


@case("coefficient (classical)", "normal, even residuals", 200)
def _() -> Holds:
    return lambda rng: inside(LeastSquares.of(*linear(rng, 200, False), "classical").slopes[0].interval, 0.4)


@case("intercept (HC3)", "normal, residuals spread with the predictor", 200)
def _() -> Holds:
    return lambda rng: inside(LeastSquares.of(*linear(rng, 200, True)).intercept.interval, 0.0)


@case("standardised coefficient, moderate (HC3)", "normal, even residuals", 200)
def _() -> Holds:
    return lambda rng: inside(LeastSquares.of(*linear(rng, 200, False)).betas[0].interval, 0.4 / _sd(SLOPES))


@case("standardised coefficient, large (HC3)", "normal, even residuals", 200)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        y, X = linear(rng, 200, False)
        return inside(LeastSquares.of(y + X[:, 0], X).betas[0].interval, 1.4 / _sd(SLOPES + np.array([1.0, 0.0, 0.0])))

    return holds


def _sd(b: Floats) -> float:
    return float(np.sqrt(b @ AMONG @ b + 1))


@case("coefficient (bootstrap, percentile)", "normal, residuals spread with the predictor", 200, FEWER)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        y, X = linear(rng, 200, True)
        boot = CaseBootstrap(np.column_stack([y, X]), DRAWS, int(rng.integers(2**31)))
        return inside(percentile(boot.values(lambda stack: slopes(stack, 0, (1, 2, 3))))[0], 0.4)

    return holds


@case("robust coefficient (Huber)", "t residuals with 5 degrees of freedom", 200)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        X = normal(rng, 200, AMONG)
        y = X @ SLOPES + rng.standard_t(5, size=200)
        return inside(Huber(LeastSquares.of(y, X), np.column_stack([y, X])).all[1].interval, 0.4)

    return holds


@case("slope at a moderator's mean (HC3)", "normal, product .2", 200)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        x, w = normal(rng, 200, pair(0.3)).T
        y = 0.4 * x + 0.2 * w + 0.2 * x * w + rng.normal(size=200)
        own, other = x - x.mean(), w - w.mean()
        found = Interaction(LeastSquares.of(y, np.column_stack([own, other, own * other])))
        return inside(found.slope(0.0).interval, 0.4)

    return holds


@case("odds ratio (Wald, logistic)", "log odds 0.5 and 0.3", 250)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        X = rng.normal(size=(250, 2))
        event = rng.random(250) < 1 / (1 + np.exp(-(X @ np.array([0.5, 0.3]) - 0.3)))
        found = Logit(event, X)
        return inside(log_odds(found.values, found.se)[1].interval, 0.5)

    return holds


@case("odds ratio (Wald, ordinal)", "log odds 0.5 and 0.3, five answers", 250)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        X = rng.normal(size=(250, 2))
        codes = np.digitize(X @ np.array([0.5, 0.3]) + rng.logistic(size=250), (-2.0, -0.7, 0.7, 2.0))
        found = CumulativeLogit(codes.astype(np.int64), X)
        return inside(log_odds(found.values[4:], found.se[4:])[0].interval, 0.5)

    return holds


@case("area under the curve (DeLong)", "normal, area .70, 30 % events", 200)
def _() -> Holds:
    shift = 2**0.5 * float(stats.norm.ppf(0.7))

    def holds(rng: Rng) -> bool:
        event = np.arange(200) < 60
        return inside(area(event, rng.normal(size=200) + shift * event).interval, 0.7)

    return holds


def groups(rng: Rng, sizes: Sequence[int], means: Sequence[float], sds: Sequence[float]) -> Samples:
    return Samples.of([m + s * rng.normal(size=n) for n, m, s in zip(sizes, means, sds, strict=True)])


@case("difference of two groups (Welch)", "normal, sd 1 and 2", 120)
def _() -> Holds:
    return lambda rng: inside(welch_t(groups(rng, (40, 80), (0.5, 0.0), (2.0, 1.0))).interval, 0.5)


@case("difference of two groups (Student)", "normal, equal sd", 120)
def _() -> Holds:
    return lambda rng: inside(student_t(groups(rng, (40, 80), (0.5, 0.0), (1.0, 1.0))).interval, 0.5)


@case("Cohen's d (noncentral t)", "normal, d = .5", 120)
def _() -> Holds:
    return lambda rng: inside(standardised(groups(rng, (50, 70), (0.5, 0.0), (1.0, 1.0))).d_interval, 0.5)


@case("Hedges' g (noncentral t)", "normal, d = .5", 120)
def _() -> Holds:
    return lambda rng: inside(standardised(groups(rng, (50, 70), (0.5, 0.0), (1.0, 1.0))).g_interval, 0.5)


@case("share of variance between groups (noncentral F, 90 %)", "normal, three groups", 150, level=LEVEL_F)
def _() -> Holds:
    means = np.array([0.0, 0.25, 0.5])
    shift = 50 * float(((means - means.mean()) ** 2).sum())
    truth = shift / (shift + 150)
    return lambda rng: inside(shares(groups(rng, (50, 50, 50), means.tolist(), (1.0,) * 3)).interval, truth)


@cache
def range_of_three(df: int) -> float:
    """The quantile is slow: one for each whole number of degrees of freedom."""
    return range_quantile(3, df) / 2**0.5


PAIRS = ((0, 1, -0.2), (0, 2, -0.5), (1, 2, -0.3))


@case("all pairs of three groups (Games & Howell)", "normal, unequal sd; all three hold", 150)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        samples = groups(rng, (40, 50, 60), (0.0, 0.2, 0.5), (1.0, 1.5, 0.8))
        found = [(welch_t(samples, a, b), truth) for a, b, truth in PAIRS]
        return all(abs(d.value - t) <= range_of_three(round(float(d.test.df))) * d.error for d, t in found)  # type: ignore[arg-type]

    return holds


@case("all pairs of three groups (Tukey)", "normal, equal sd; all three hold", 150)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        samples = groups(rng, (40, 50, 60), (0.0, 0.2, 0.5), (1.0, 1.0, 1.0))
        error = samples.pooled_variance**0.5
        gaps = [abs(samples.mean[a] - samples.mean[b] - t) / (1 / samples.n[[a, b]]).sum() ** 0.5 for a, b, t in PAIRS]
        return bool(max(gaps) <= range_of_three(samples.df) * error)

    return holds


ANSWERS = np.array([2.0, 4.0, 6.0, 7.0, 8.0, 9.0, 10.0])
CHANCES = np.array([0.05, 0.10, 0.15, 0.15, 0.20, 0.20, 0.15])


@case("recommendation score", "35 % promoters, 30 % detractors", 200)
def _() -> Holds:
    return lambda rng: inside(score(rng.choice(ANSWERS, 200, p=CHANCES)).interval, 5.0)


@case("difference of two recommendation scores", "scores 5 and -5", 160)
def _() -> Holds:
    other = np.array([0.05, 0.10, 0.20, 0.15, 0.20, 0.15, 0.15])

    def holds(rng: Rng) -> bool:
        first, second = rng.choice(ANSWERS, 80, p=CHANCES), rng.choice(ANSWERS, 80, p=other)
        return inside(score_contrast(("a", "b"), first, second).interval, 10.0)

    return holds


@case("top-two share (Wilson)", "binomial, 70 %", 200)
def _() -> Holds:
    return lambda rng: inside(share((rng.random(200) < 0.7).astype(np.float64)).interval, 0.7)


@case("difference of two shares (Newcombe)", "binomial, 70 % and 55 %", 160)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        first, second = ((rng.random(n) < p).astype(np.float64) for n, p in ((60, 0.7), (100, 0.55)))
        return inside(share_contrast(("a", "b"), first, second).interval, 0.15)

    return holds


@case("effort and index (t)", "seven answers, skewed", 150)
def _() -> Holds:
    chances = np.array([0.30, 0.25, 0.15, 0.12, 0.08, 0.06, 0.04])
    truth = float(chances @ np.arange(1, 8))
    return lambda rng: inside(mean(rng.choice(np.arange(1.0, 8.0), 150, p=chances)).interval, truth)


@case("difference of two indices (Welch)", "seven answers, skewed", 160)
def _() -> Holds:
    chances = np.array([0.30, 0.25, 0.15, 0.12, 0.08, 0.06, 0.04])
    points = np.arange(1.0, 8.0)
    truth = float(chances @ points - chances[::-1] @ points)

    def holds(rng: Rng) -> bool:
        first, second = rng.choice(points, 60, p=chances), rng.choice(points, 100, p=chances[::-1])
        return inside(mean_contrast(("a", "b"), first, second).interval, truth)

    return holds


def occasions(rng: Rng) -> Moments:
    """Three measurements of 100 people: people 1, occasions .25, error .75 (variances)."""
    people, moved = rng.normal(size=(100, 1)), 0.5 * rng.normal(size=3)
    return moments(people + moved + 0.75**0.5 * rng.normal(size=(100, 3)))


@case("ICC, agreement", "normal, occasions drawn too", 100)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        found = agreement(occasions(rng))
        return found is not None and inside(found.absolute_interval, 0.5)

    return holds


@case("ICC, consistency", "normal", 100)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        found = agreement(occasions(rng))
        return found is not None and inside(found.consistent_interval, 1 / 1.75)

    return holds


@case("Cramér's V (noncentral chi-square, 90 %)", "3 by 3 table, V = .25", 300, level=LEVEL_V)
def _() -> Holds:
    chances = np.full((3, 3), 1 / 9) + np.eye(3) * 0.25 * 2 / 9 - (1 - np.eye(3)) * 0.25 / 9
    phi = float(((chances - 1 / 9) ** 2 * 9).sum())
    truth = (phi / 2) ** 0.5

    def holds(rng: Rng) -> bool:
        return inside(Contingency(rng.multinomial(300, chances.ravel()).reshape(3, 3)).v_interval, truth)

    return holds


JOINT = np.array([[1.0, 0.4, 0.3, 0.5], [0.4, 1.0, 0.3, 0.4], [0.3, 0.3, 1.0, 0.3], [0.5, 0.4, 0.3, 1.0]])
"""Three predictors and, last, an outcome."""


def parts(rng: Rng) -> Parts:
    rows = normal(rng, 300, JOINT)
    return Parts(moments(rows), lambda: rows, LMG, DRAWS, int(rng.integers(2**31)))


@case("part of R² (LMG, bootstrap)", "normal, three predictors", 300, FEWER)
def _() -> Holds:
    truth = float(lmg(r_squared_of_sets(JOINT[None]))[0, 0])
    return lambda rng: inside(parts(rng).chosen[0].interval, truth)


@case("share of R² (LMG, bootstrap)", "normal, three predictors", 300, FEWER)
def _() -> Holds:
    whole = lmg(r_squared_of_sets(JOINT[None]))[0]
    return lambda rng: inside(parts(rng).chosen[0].share_interval, float(whole[0] / whole.sum()))


@case("difference of two parts of R² (bootstrap)", "normal, three predictors", 300, FEWER)
def _() -> Holds:
    whole = lmg(r_squared_of_sets(JOINT[None]))[0]
    return lambda rng: inside(parts(rng).differences[0].interval, float(whole[0] - whole[1]))


ROUTE = ("x", "m", "y")


def mediated(rng: Rng) -> Paths:
    x = rng.normal(size=200)
    m = 0.4 * x + rng.normal(size=200)
    y = 0.4 * m + 0.2 * x + rng.normal(size=200)
    return Paths(PathModel(("x",), ("m",), "y"), np.column_stack([x, m, y]), 1000, int(rng.integers(2**31)))


@case("indirect effect (percentile)", "normal, .4 times .4", 200, FEWER)
def _() -> Holds:
    return lambda rng: inside(mediated(rng).indirect[ROUTE].percentile, 0.16)


@case("indirect effect (BCa)", "normal, .4 times .4", 200, FEWER)
def _() -> Holds:
    return lambda rng: inside(mediated(rng).indirect[ROUTE].bca, 0.16)


@case("standardised indirect effect (percentile)", "normal, .4 times .4", 200, FEWER)
def _() -> Holds:
    sd = ((0.2 + 0.16) ** 2 + 0.16 + 1) ** 0.5
    return lambda rng: inside(mediated(rng).standardised_indirect[ROUTE].percentile, 0.16 / sd)


LOADINGS = (0.8, 0.7, 0.6)
FACTORS = 0.5


@cache
def _two_factors() -> Floats:
    weights = np.zeros((6, 2))
    weights[:3, 0] = weights[3:, 1] = LOADINGS
    r = weights @ pair(FACTORS) @ weights.T
    np.fill_diagonal(r, 1.0)
    return r


def factors(rng: Rng) -> tuple[Interval, Interval, Interval]:
    """Intervals of a standardised and a raw loading and of the factors' correlation."""
    sample = Sample.of(moments(normal(rng, 300, _two_factors())))
    found = fit([sample], lambda groups, means: simple_structure((0, 0, 0, 1, 1, 1), groups, means))
    assert found is not None
    one = loadings(found, found.uncertainty)[0]
    return one.standardised.interval, one.raw.interval, factor_correlations(found, found.uncertainty)[0, 1].interval


@case("standardised loading (ML)", "normal, two factors", 300)
def _() -> Holds:
    return lambda rng: inside(factors(rng)[0], 0.8)


@case("loading (ML)", "normal, two factors", 300)
def _() -> Holds:
    return lambda rng: inside(factors(rng)[1], 0.8)


@case("correlation of factors (ML)", "normal, r = .5", 300)
def _() -> Holds:
    return lambda rng: inside(factors(rng)[2], FACTORS)


@case("RMSEA (90 %)", "normal, two factors and two residuals that go together", 300, level=RMSEA_LEVEL)
def _() -> Holds:
    r = _two_factors().copy()
    r[0, 3] = r[3, 0] = r[0, 3] + 0.15
    whole = Moments(tuple("012345"), 10**6, np.zeros(6), r * 10**6)

    def chi(known: Moments) -> ChiSquare:
        found = fit([Sample.of(known)], lambda groups, means: simple_structure((0, 0, 0, 1, 1, 1), groups, means))
        assert found is not None
        return found.chi_square

    truth = (chi(whole).value / whole.n / chi(whole).df) ** 0.5

    def holds(rng: Rng) -> bool:
        found = rmsea_interval(chi(moments(normal(rng, 300, r))), 300)
        return found is not None and inside(found[1], truth)

    return holds


@case("performance of an attribute (bootstrap)", "normal", 150, FEWER)
def _() -> Holds:
    def holds(rng: Rng) -> bool:
        boot = CaseBootstrap(50 + 20 * normal(rng, 150, pair(0.5)), DRAWS, int(rng.integers(2**31)))
        return inside(percentile(boot.samples.mean)[0], 50.0)

    return holds


def row(one: Case) -> str:
    """The case as a row of docs/honesty.md."""
    held = one.times(one.studies) / one.studies
    within = "yes" if abs(held - one.level) <= BAND else "no"
    figures = f"{100 * one.level:.0f} %", f"{100 * held:.2f} %"
    cells = (one.name, one.drawn, str(one.n), *figures, within, str(one.studies), str(one.seed))
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    for one in CASES.values():
        print(row(one), flush=True)
