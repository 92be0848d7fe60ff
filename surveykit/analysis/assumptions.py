"""The assumptions of a linear regression, each as a check with its advice."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import Floats, LeastSquares
from surveykit.core.finding import AssumptionCheck, Verdict
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number

LEVEL_OF_TEST = 0.05
MOST_FOR_SHAPIRO = 5000


def linear_model(found: Influence) -> Iterator[AssumptionCheck]:
    """All checks of one model, in the order in which they bear on the conclusions."""
    yield linearity(found)
    yield even_variance(found)
    yield influence(found)
    yield collinearity(found.fit)
    yield normality(found)


def _check(
    name: str, case: str, verdict: Verdict, statistic: float | None = None, p: float | None = None
) -> AssumptionCheck:
    """A check whose advice has no numbers of its own."""
    return AssumptionCheck(both(f"analysis.check.{name}"), verdict, both(f"analysis.check.{name}.{case}"), statistic, p)


def breusch_pagan(found: Influence) -> tuple[float, float] | None:
    """LM (df = k) and p, in Koenker's studentised form. None for residuals of one size. R: lmtest::bptest."""
    squares = found.residuals**2
    if squares.std() <= 1e-9 * squares.mean():
        return None
    off = squares - squares.mean()
    fitted = found.design @ np.linalg.lstsq(found.design, off, rcond=None)[0]
    lm = found.n * float(fitted @ fitted) / float(off @ off)
    return lm, float(stats.chi2.sf(lm, found.fit.k))


def even_variance(found: Influence) -> AssumptionCheck:
    """Whether the residuals scatter evenly. HC3 intervals do not need it."""
    tested = breusch_pagan(found)
    if tested is None:
        return _check("variance", "not_checked", Verdict.NOT_CHECKED)
    if tested[1] >= limit("HETERO", "level"):
        return _check("variance", "met", Verdict.MET, *tested)
    case = "caution" if found.fit.errors == "hc3" else "classical"
    return _check("variance", case, Verdict.CAUTION, *tested)


def reset(found: Influence) -> tuple[float, float] | None:
    """F (2, df - 2) and p of Ramsey's RESET with the squares and cubes of the fitted values. R: lmtest::resettest.

    None where the added columns say nothing new (such as with one predictor of two values) or no df is left.
    """
    fitted, df = found.fitted, found.fit.df
    if df < 3 or not fitted.std() > 1e-9:
        return None
    z = fitted / fitted.std()
    wider = np.column_stack([found.design, z**2, z**3])
    if np.linalg.matrix_rank(wider, tol=1e-8 * found.n) < found.fit.k + 3:
        return None
    rest = found.outcome - wider @ np.linalg.lstsq(wider, found.outcome, rcond=None)[0]
    before, after = float(found.residuals @ found.residuals), float(rest @ rest)
    if after <= 1e-12 * found.n:
        return None
    f = max(before - after, 0.0) / 2 / (after / (df - 2))
    return f, float(stats.f.sf(f, 2, df - 2))


def linearity(found: Influence) -> AssumptionCheck:
    """Whether a straight line does."""
    tested = reset(found)
    if tested is None:
        return _check("linearity", "not_checked", Verdict.NOT_CHECKED)
    bent = tested[1] < LEVEL_OF_TEST
    return _check("linearity", "caution" if bent else "met", Verdict.CAUTION if bent else Verdict.MET, *tested)


def normality(found: Influence) -> AssumptionCheck:
    """Whether the residuals are normal: matters for small n only. Shapiro-Wilk, past 5000 rows D'Agostino-Pearson."""
    test = stats.shapiro if found.n <= MOST_FOR_SHAPIRO else stats.normaltest
    w, p = (float(x) for x in test(found.residuals))
    if p >= LEVEL_OF_TEST:
        return _check("normality", "met", Verdict.MET, w, p)
    large = found.n >= limit("LOW_BASE", "enough")
    return _check("normality", "large" if large else "caution", Verdict.CAUTION, w, p)


def influence(found: Influence) -> AssumptionCheck:
    """Whether any conclusion hangs on a single respondent."""
    largest = float(found.cook.max())
    if found.alone:
        return _check("influence", "alone", Verdict.NOT_MET, largest)
    case, verdict = ("not_met", Verdict.NOT_MET) if found.flips else ("met", Verdict.MET)
    advice = both(f"analysis.check.influence.{case}", cook=number(largest), k=count(len(found.flips)))
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


def durbin_watson(X: Floats, residuals: Floats) -> tuple[float, float]:
    """d (0 to 4, near 2 without a relation of neighbours) and its two-sided p by the normal approximation.

    `X` (n x k + 1) with the intercept and the residuals stand in the order that is asked about; n > k + 2.
    Durbin and Watson (1951). R: lmtest::dwtest(exact = FALSE, alternative = "two.sided").
    """
    n, p = X.shape
    steps = np.diff(residuals)
    d = float(steps @ steps) / float(residuals @ residuals)
    turned = np.diff(X, axis=0, prepend=X[:1], append=X[-1:])
    AX = turned[:-1] - turned[1:]
    inverse = np.linalg.inv(X.T @ X)
    first = X.T @ AX @ inverse
    second = AX.T @ AX @ inverse
    trace = 2 * (n - 1) - float(np.trace(first))
    squares = 2 * (3 * n - 4) - 2 * float(np.trace(second)) + float(np.trace(first @ first))
    mean = trace / (n - p)
    variance = 2 / ((n - p) * (n - p + 2)) * (squares - trace * mean)
    return d, float(2 * stats.norm.sf(abs(d - mean) / variance**0.5))


def neighbours(rows: Floats, column: int, k: int) -> tuple[float, float] | None:
    """The same for the model of column 0 on the next k columns of `rows`, in the order of another column.

    Rows with the same place in the order are put in the order of their values. None for too few rows, or where the
    columns of those rows do not vary or follow from each other.
    """
    if len(rows) < k + 4:
        return None
    rows = rows[np.lexsort((*rows.T[::-1], rows[:, column]))]
    X = np.column_stack([np.ones(len(rows)), rows[:, 1 : k + 1]])
    values, _, rank, _ = np.linalg.lstsq(X, rows[:, 0], rcond=None)
    residuals = rows[:, 0] - X @ values
    scatter = residuals.std() > 1e-12 * max(1.0, float(rows[:, 0].std()))
    return durbin_watson(X, residuals) if rank == k + 1 and scatter else None


def independence(order: Text | None, tested: tuple[float, float] | None) -> AssumptionCheck:
    """Whether neighbours in a stated order resemble each other; without an order there is nothing to look at."""
    if order is None or tested is None:
        return _check("independence", "not_checked" if order is None else "few", Verdict.NOT_CHECKED)
    close = tested[1] < LEVEL_OF_TEST
    advice = both(f"analysis.check.independence.{'caution' if close else 'met'}", order=order)
    verdict = Verdict.CAUTION if close else Verdict.MET
    return AssumptionCheck(both("analysis.check.independence"), verdict, advice, *tested)
