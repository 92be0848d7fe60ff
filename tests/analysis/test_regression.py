"""What a regression says, and its leave-one-out against refitting."""

import re

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from surveykit.analysis import ANALYSES
from surveykit.analysis.assumptions import breusch_pagan, normality, reset
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import LeastSquares, dependent
from surveykit.core.finding import Finding, Verdict
from tests.analysis.regressions import grouped
from tests.analysis.small import agrees, drawn, gates, mobi, said, study


def regress(outcome: str, *predictors: str) -> Finding:
    (finding,) = ANALYSES["regression"](outcome=outcome, predictors=predictors, further=()).run(mobi())  # type: ignore[call-arg]  # the registry's type has no fields
    return finding


def fit_of(n: int, seed: int, *weights: float) -> Influence:
    x, y = drawn(n, seed, *weights)
    return Influence.of(LeastSquares.of(np.asarray(y), np.column_stack(x)))


def test_the_strongest_is_named_where_its_interval_is_apart() -> None:
    finding = regress("satisfaction", "image", "expectation", "quality", "value")
    assert finding.headline
    short = finding.sentences.short
    assert short["en"].replace("\u00a0", " ") == (
        "Of 4 predictors, each with the others held constant, Quality is most strongly associated with Satisfaction: "
        "one standard deviation (SD) more goes with 0.53 SD more on Satisfaction (95% CI [0.39, 0.67], p < .001)."
    )
    assert "“quality度”：每高一个标准差，“satisfaction度”平均高0.53个标准差（95% CI [0.39, 0.67]，p < .001）" in short[
        "zh"
    ].replace("\u00a0", " ")


def test_no_strongest_where_intervals_overlap() -> None:
    finding = regress("loyalty", "image", "quality", "satisfaction")
    assert "most strongly" not in said(finding, "en")
    assert "最强" not in said(finding, "zh")
    assert "overlap; which is larger was not tested." in said(finding, "en")
    assert "的区间重叠；未检验两者的大小。" in said(finding, "zh")


def test_one_further_predictor_is_one() -> None:
    """Of the ECSI customers, image comes third of the three that go with satisfaction."""
    finding = regress("satisfaction", "image", "expectation", "quality", "value")
    assert "Image is associated with Satisfaction as well" in said(finding, "en")
    assert "are each" not in said(finding, "en")
    assert "各自" not in said(finding, "zh")


def test_less_is_said_of_a_negative_coefficient() -> None:
    (x, z), y = drawn(100, 31, -1, 1)
    (finding,) = ANALYSES["regression"](outcome="y_c", predictors=("x_c", "z_c"), further=()).run(  # type: ignore[call-arg]  # as above
        study({"x": x, "z": z, "y": y})
    )
    assert re.search(r"\d SD less on Y_c \(β = −\d\.\d\d, 95% CI \[−\d\.\d\d, −\d\.\d\d\], p", said(finding, "en"))
    assert re.search(r"“y_c度”平均低\d\.\d\d个标准差（β = −\d\.\d\d，95% CI \[−\d", said(finding, "zh"))


def test_one_predictor_holds_no_others_equal() -> None:
    (noise,), y = drawn(100, 34, 0.0)
    (unrelated,) = ANALYSES["regression"](outcome="y_c", predictors=("x_c",), further=()).run(  # type: ignore[call-arg]  # as above
        study({"x": noise, "y": y})
    )
    (category,) = ANALYSES["regression"](outcome="complaints", predictors=("content",), further=()).run(grouped())  # type: ignore[call-arg]  # as above
    assert "NONSIG" in gates(unrelated)
    assert category.headline
    for finding in (regress("loyalty", "image"), unrelated, category):
        for word in ("others", "other predictors", "any of"):
            assert word not in said(finding, "en")
        assert "其他" not in said(finding, "zh")


def test_a_rating_can_be_the_outcome() -> None:
    finding = regress("CUSL3", "image", "satisfaction")
    assert "“Wording of CUSL3?”" in said(finding, "en")
    assert finding.estimate("coefficient", outcome="CUSL3", predictor="image").value is not None


def test_the_figure_is_sorted_and_hollow_where_zero_is_inside() -> None:
    figure = regress("loyalty", "image", "quality", "satisfaction").figure
    assert figure is not None
    rows = figure.data["rows"]
    assert isinstance(rows, list)
    assert [(r["id"], r["hollow"]) for r in rows] == [("satisfaction", False), ("image", False), ("quality", True)]
    assert figure.data["zero"] is True


@pytest.mark.parametrize("row", [0, 7, 39])
def test_leaving_one_out_equals_refitting(row: int) -> None:
    fit = fit_of(40, 41, 0.5, -0.2, 0.0)
    keep = np.arange(40) != row
    again = LeastSquares.of(fit.rows[keep, 0], fit.rows[keep, 1:])
    for without, refitted in zip(fit.without(row), again.slopes, strict=True):
        assert agrees(without.value, refitted.value, 1e-9)
        assert agrees(without.se, refitted.se, 1e-9)
        assert agrees(without.p, refitted.p, 1e-9)


def test_flips_are_those_that_refitting_finds() -> None:
    (x,), y = drawn(40, 11, 1.0)
    found = Influence.of(LeastSquares.of(np.asarray([*y, -6.0]), np.asarray([[*x, 6.0]]).T))
    holds = found.fit.slopes[0].holds_zero
    left = (np.delete(found.rows, row, 0) for row in range(found.n))
    turned = [
        row for row, rest in enumerate(left) if LeastSquares.of(rest[:, 0], rest[:, 1:]).slopes[0].holds_zero != holds
    ]
    assert 40 in turned
    (flip,) = found.flips
    assert flip.predictor == 0
    assert flip.without.holds_zero is not holds
    assert fit_of(200, 42, 1.0).flips == ()


def test_raw_coefficients_equal_a_fit_in_raw_units() -> None:
    rng = np.random.default_rng(43)
    X = rng.normal(size=(80, 2)) * [1000, 0.001] + [5e6, 3]
    y = X @ [0.01, 300.0] + rng.normal(size=80) * (1 + abs(X[:, 0] - 5e6) / 500)
    fit = LeastSquares.of(y, X)
    centre = X.mean(axis=0)
    raw = OLS(y, np.column_stack([np.ones(80), X - centre])).fit(cov_type="HC3", use_t=True)
    for found, b, se in zip(fit.slopes, raw.params[1:], raw.bse[1:], strict=True):
        assert agrees(found.value, b, 1e-9)
        assert agrees(found.se, se, 1e-9)


def test_reset_equals_r() -> None:
    """R: lmtest::resettest(o, power = 2:3, type = "fitted") on both models of the road; reference/mobi_regression."""
    data = mobi()
    loyalty = Influence.of(LeastSquares.of(data.numbers("loyalty"), data.table(("image", "quality", "satisfaction"))))
    found = reset(loyalty)
    assert found is not None
    assert agrees(found[0], 2.428348136139, 1e-6)
    assert agrees(found[1], 0.09031094675829, 1e-6)


def test_the_tests_of_assumptions_are_estimates() -> None:
    """R, as above: lmtest::bptest, resettest; dwtest where an order is stated."""
    finding = regress("loyalty", "image", "quality", "satisfaction")
    bent, uneven, order = (
        finding.estimate(n, outcome="loyalty") for n in ("reset_f", "breusch_pagan", "durbin_watson")
    )
    assert agrees(bent.value, 2.428348136139, 1e-6)
    assert bent.df == (2, 244)
    assert uneven.df == 3
    assert {(c.statistic, c.p) for c in finding.checks} >= {(e.statistic, e.p) for e in (bent, uneven)}
    assert (order.value, order.reason) == (None, finding.checks[-1].advice)
    options = {"outcome": "loyalty", "predictors": ("image",), "order": "CUSCO", "further": ()}
    (ordered,) = ANALYSES["regression"](**options).run(mobi())  # type: ignore[arg-type]  # as above
    found = ordered.estimate("durbin_watson")
    assert (found.statistic, found.p) == (ordered.checks[-1].statistic, ordered.checks[-1].p)


def test_shapiro_equals_r() -> None:
    """R: shapiro.test(resid(o))."""
    data = mobi()
    loyalty = Influence.of(LeastSquares.of(data.numbers("loyalty"), data.table(("image", "quality", "satisfaction"))))
    check = normality(loyalty)
    assert check.verdict is Verdict.MET
    assert check.statistic is not None
    assert agrees(check.statistic, 0.9896097358712, 1e-6)


def test_even_variance_raises_no_alarm() -> None:
    even = breusch_pagan(fit_of(200, 44, 1.0))
    assert even is not None
    assert even[1] > 0.05


def test_residuals_of_one_size_leave_the_variance_untested() -> None:
    data = study({"y": [0, 1] * 20, "x": [0, 0, 1, 1] * 10})
    (finding,) = ANALYSES["regression"](outcome="y_c", predictors=("x_c",), further=()).run(data)  # type: ignore[call-arg]  # as above
    assert not finding.refused
    assert finding.checks[1].verdict is Verdict.NOT_CHECKED
    assert finding.estimate("r_squared", outcome="y_c").value == pytest.approx(0, abs=1e-12)


def test_dependent_columns_are_named() -> None:
    rng = np.random.default_rng(45)
    X = rng.normal(size=(30, 3))
    assert dependent(np.corrcoef(X.T)) == ()
    assert dependent(np.corrcoef(np.column_stack([X, X[:, 0] - 2 * X[:, 2] + 5]).T)) == (3,)


def test_many_rows_take_no_long_time() -> None:
    fit = fit_of(6000, 46, 0.3, 0.2)
    assert fit.flips == ()
    assert normality(fit).verdict in (Verdict.MET, Verdict.CAUTION)
