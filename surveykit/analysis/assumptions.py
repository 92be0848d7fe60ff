"""The assumptions of a linear regression, each as a check with its advice."""

from collections.abc import Iterator

import numpy as np
from scipy import stats
from statsmodels.stats.diagnostic import het_breuschpagan

from surveykit.analysis.gates import limit
from surveykit.analysis.least_squares import Flip, LeastSquares
from surveykit.core.finding import AssumptionCheck, Verdict
from surveykit.core.language import both
from surveykit.core.numbers import count, number

LEVEL_OF_TEST = 0.05
MOST_FOR_SHAPIRO = 5000


def linear_model(fit: LeastSquares, flips: tuple[Flip, ...]) -> Iterator[AssumptionCheck]:
    """All checks of one model, in the order in which they bear on the conclusions."""
    yield linearity(fit)
    yield even_variance(fit)
    yield influence(fit, flips)
    yield collinearity(fit)
    yield normality(fit)


def _check(
    name: str, case: str, verdict: Verdict, statistic: float | None = None, p: float | None = None
) -> AssumptionCheck:
    """A check whose advice has no numbers of its own."""
    return AssumptionCheck(both(f"analysis.check.{name}"), verdict, both(f"analysis.check.{name}.{case}"), statistic, p)


def breusch_pagan(fit: LeastSquares) -> tuple[float, float] | None:
    """LM (df = k) and p, in Koenker's studentised form. None for residuals of one size. R: lmtest::bptest."""
    squares = fit.residuals**2
    if squares.std() <= 1e-9 * squares.mean():
        return None
    lm, p, _, _ = het_breuschpagan(fit.residuals, fit.design)
    return float(lm), float(p)


def even_variance(fit: LeastSquares) -> AssumptionCheck:
    """Whether the residuals scatter evenly. HC3 intervals do not need it."""
    tested = breusch_pagan(fit)
    if tested is None:
        return _check("variance", "not_checked", Verdict.NOT_CHECKED)
    uneven = tested[1] < limit("HETERO", "level")
    return _check("variance", "caution" if uneven else "met", Verdict.CAUTION if uneven else Verdict.MET, *tested)


def reset(fit: LeastSquares) -> tuple[float, float] | None:
    """F (2, df - 2) and p of Ramsey's RESET with the squares and cubes of the fitted values. R: lmtest::resettest.

    None where the added columns say nothing new (such as with one predictor of two values) or no df is left.
    """
    fitted = np.asarray(fit.outcome - fit.residuals)
    if fit.df < 3 or not fitted.std() > 1e-9:
        return None
    z = fitted / fitted.std()
    wider = np.column_stack([fit.design, z**2, z**3])
    if np.linalg.matrix_rank(wider, tol=1e-8 * fit.n) < fit.k + 3:
        return None
    rest = fit.outcome - wider @ np.linalg.lstsq(wider, fit.outcome, rcond=None)[0]
    before, after = float(fit.residuals @ fit.residuals), float(rest @ rest)
    if after <= 1e-12 * fit.n:
        return None
    f = max(before - after, 0.0) / 2 / (after / (fit.df - 2))
    return f, float(stats.f.sf(f, 2, fit.df - 2))


def linearity(fit: LeastSquares) -> AssumptionCheck:
    """Whether a straight line does."""
    tested = reset(fit)
    if tested is None:
        return _check("linearity", "not_checked", Verdict.NOT_CHECKED)
    bent = tested[1] < LEVEL_OF_TEST
    return _check("linearity", "caution" if bent else "met", Verdict.CAUTION if bent else Verdict.MET, *tested)


def normality(fit: LeastSquares) -> AssumptionCheck:
    """Whether the residuals are normal: matters for small n only. Shapiro-Wilk, past 5000 rows D'Agostino-Pearson."""
    test = stats.shapiro if fit.n <= MOST_FOR_SHAPIRO else stats.normaltest
    w, p = (float(x) for x in test(fit.residuals))
    if p >= LEVEL_OF_TEST:
        return _check("normality", "met", Verdict.MET, w, p)
    large = fit.n >= limit("LOW_BASE", "enough")
    return _check("normality", "large" if large else "caution", Verdict.CAUTION, w, p)


def influence(fit: LeastSquares, flips: tuple[Flip, ...]) -> AssumptionCheck:
    """Whether any conclusion hangs on a single respondent."""
    largest = float(fit.cook.max())
    case, verdict = ("not_met", Verdict.NOT_MET) if flips else ("met", Verdict.MET)
    advice = both(f"analysis.check.influence.{case}", cook=number(largest), k=count(len(flips)))
    return AssumptionCheck(both("analysis.check.influence"), verdict, advice, largest)


def collinearity(fit: LeastSquares) -> AssumptionCheck:
    """Whether the predictors can be told apart."""
    if fit.k < 2:
        return _check("collinearity", "single", Verdict.MET)
    largest = max(fit.vif)
    close = largest > limit("COLLINEAR", "most")
    advice = both(f"analysis.check.collinearity.{'caution' if close else 'met'}", vif=number(largest))
    verdict = Verdict.CAUTION if close else Verdict.MET
    return AssumptionCheck(both("analysis.check.collinearity"), verdict, advice, largest)
