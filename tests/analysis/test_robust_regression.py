"""What the robust regression says where it agrees with least squares, and where not."""

from typing import Any

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Finding
from tests.analysis.regressions import grouped, near, value
from tests.analysis.small import LANGUAGES, drawn, mobi, said, study


def robust(data: Any, outcome: str, *predictors: str) -> Finding:
    (finding,) = ANALYSES["robust_regression"](outcome=outcome, predictors=predictors).run(data)  # type: ignore[call-arg]  # the registry's type has no fields
    return finding


def test_the_estimates_equal_r() -> None:
    finding = robust(mobi(), "loyalty", "image", "quality", "satisfaction")
    for predictor, reference in value("huber.loyalty")["coefficients"].items():
        near(finding.estimate("robust_coefficient", predictor=predictor).value, reference["b"], "huber.loyalty")
    assert "gives the same conclusions as least squares" in said(finding, "en")
    assert "结论与最小二乘一致" in said(finding, "zh")


def test_a_few_unusual_outcomes_are_found_out() -> None:
    (x,), y = drawn(60, 93, 0.0)
    far = sorted(range(60), key=lambda at: x[at])[-4:]
    wild = [v + (9 if at in far else 0) for at, v in enumerate(y)]
    finding = robust(study({"x": x, "y": wild}), "y_c", "x_c")
    ordinary = finding.estimate("coefficient", predictor="x_c", method="least_squares")
    without = finding.estimate("robust_coefficient", predictor="x_c")
    assert ordinary.interval is not None
    assert without.interval is not None
    assert abs(without.value or 9) < abs(ordinary.value or 0)
    assert (ordinary.interval[0] > 0) != (without.interval[0] > 0)
    for language, words in (("en", "disagree on X_c"), ("zh", "结论不一")):
        assert words in said(finding, language)
        assert said(finding, language).count("B = ") == 2


def test_residuals_that_are_mostly_zero_are_refused() -> None:
    x = [1.0 + at % 10 for at in range(40)]
    y = [2 * v + (3 if at in (3, 17, 30) else 0) for at, v in enumerate(x)]
    assert robust(study({"x": x, "y": y}), "y_c", "x_c").cautions[0].gate == "NO_VARIANCE"


def test_categories_are_compared_with_the_most_frequent() -> None:
    finding = robust(grouped(), "loyalty", "image", "group")
    assert {e.of.get("level") for e in finding.estimates} == {None, "1", "3"}
    assert finding.table is not None
    for language in LANGUAGES:
        assert {"en": "Group two", "zh": "第two组"}[language] in finding.table.notes[1][language]


def test_one_predictor_holds_no_others_equal() -> None:
    (x, z), y = drawn(100, 35, 1.0, 0.0)
    data = study({"x": x, "z": z, "y": y})
    for predictor in ("x_c", "z_c"):
        finding = robust(data, "y_c", predictor)
        assert "others" not in said(finding, "en")
        assert "other predictors" not in said(finding, "en")
        assert "其他" not in said(finding, "zh")
