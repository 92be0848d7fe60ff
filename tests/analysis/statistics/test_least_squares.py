"""Least squares from blocks: R's coefficients, errors and tests, whatever the blocks and the units."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from surveykit.analysis.assumptions import durbin_watson
from surveykit.analysis.design import Design
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import LeastSquares
from tests.analysis.regressions import PREDICTORS, columns, grouped, loyalty, near, value


def test_classical_errors_equal_r() -> None:
    for found, reference in zip(loyalty("classical").all, value("classical").values(), strict=True):
        near(found.value, reference["b"], "classical")
        near(found.se, reference["se"], "classical")
        near(found.t, reference["t"], "classical")
        near(found.p, reference["p"], "classical")
        near(found.interval[0], reference["low"], "classical")
        near(found.interval[1], reference["high"], "classical")


def test_a_category_is_compared_with_its_most_frequent_level() -> None:
    design = Design(grouped(), "loyalty", ("image", "group"))
    assert {t.reference for t in design.terms[1:]} == {int(value("dummies.reference"))}
    assert [t.id for t in design.terms] == ["image", "group=1", "group=3"]
    fit = LeastSquares(design.names, design.blocks)
    for found, reference in zip(fit.all, value("dummies").values(), strict=True):
        near(found.value, reference["b"], "dummies")
        near(found.se, reference["se"], "dummies")
        near(found.p, reference["p"], "dummies")


def test_steps_equal_r() -> None:
    table = columns("loyalty", "image", "quality", "value", "satisfaction")
    fit = LeastSquares.of(table[:, 0], table[:, 1:])
    before = None
    for k, reference in zip((1, 3, 4), value("blocks"), strict=True):
        step = fit.select(k)
        change, f, df, p = step.change(before)
        near(step.r_squared, reference["r_squared"], "blocks")
        near(change, reference["change"], "blocks")
        near(f, reference["f"], "blocks")
        near(p, reference["p"], "blocks")
        assert (df, step.df) == (reference["df1"], reference["df2"])
        wald = step.wald(tuple(range(before.k if before else 0, k)))
        near(wald[0], reference["wald_f"], "blocks")
        near(wald[1], reference["wald_p"], "blocks")
        before = step


@pytest.mark.parametrize("errors", ["hc3", "classical"])
@pytest.mark.parametrize("size", [7, 100, 249])
def test_blocks_change_nothing(errors: str, size: int) -> None:
    table = columns("loyalty", *PREDICTORS)
    blocks = [table[at : at + size] for at in range(0, len(table), size)]
    cut = LeastSquares(("y", "a", "b", "c"), lambda: blocks, errors)  # type: ignore[arg-type]  # one of the two
    whole = loyalty(errors)
    assert cut.covariance == pytest.approx(whole.covariance, rel=1e-9)
    assert cut.values == pytest.approx(whole.values, rel=1e-9)


@pytest.mark.parametrize("errors", ["HC3", "nonrobust"])
def test_covariance_equals_a_fit_in_raw_units(errors: str) -> None:
    rng = np.random.default_rng(43)
    X = rng.normal(size=(80, 2)) * [1000, 0.001] + [50, 3]
    y = X @ [0.01, 300.0] + rng.normal(size=80) * (1 + abs(X[:, 0]) / 500)
    raw = OLS(y, np.column_stack([np.ones(80), X])).fit(cov_type=errors, use_t=True)
    fit = LeastSquares.of(y, X, "hc3" if errors == "HC3" else "classical")
    assert fit.covariance == pytest.approx(np.asarray(raw.cov_params()), rel=1e-7)
    assert fit.combined(np.array([1.0, 50, 3])).se == pytest.approx(float(raw.t_test([1, 50, 3]).sd[0, 0]), rel=1e-7)


def test_whole_numbers_in_a_byte_are_the_same_rows() -> None:
    rng = np.random.default_rng(5)
    rows = rng.integers(1, 8, size=(300, 4)).astype(np.int8)
    small, large = (LeastSquares(("y", "a", "b", "c"), lambda r=r: [r]) for r in (rows, rows.astype(float)))
    assert small.covariance == pytest.approx(large.covariance, rel=1e-12)


def test_durbin_watson_equals_r() -> None:
    found = Influence.of(loyalty())
    d, p = durbin_watson(found.design, found.residuals)
    near(d, value("durbin_watson")["d"], "durbin_watson")
    near(p, value("durbin_watson")["p"], "durbin_watson")


def test_one_row_that_fixes_a_coefficient_is_seen_without_harm() -> None:
    rng = np.random.default_rng(6)
    X = np.column_stack([rng.normal(size=30), np.eye(30)[0]])
    fit = LeastSquares.of(rng.normal(size=30), X)
    assert fit.saturated
    plain = Influence.of(LeastSquares.of(rng.normal(size=30), X, "classical"))
    assert plain.alone
    assert np.isfinite(plain.cook).all()
    assert plain.without(0) == ()
