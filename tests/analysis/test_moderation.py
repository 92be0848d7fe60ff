"""What a moderation says where the slopes differ, where the data do not show it, and with two categories."""

import re
from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.regressions import grouped, near, value
from tests.analysis.small import drawn, gates, mobi, said, study


def moderation(data: Any, **options: Any) -> Finding:
    (finding,) = ANALYSES["moderation"](**{"outcome": "loyalty", "predictor": "satisfaction", **options}).run(data)
    return finding


def test_slopes_and_bound_equal_r() -> None:
    finding, reference = moderation(mobi(), moderator="value"), value("moderation")
    for at, expected in zip(("minus_1_sd", "mean", "plus_1_sd"), reference["slopes"], strict=True):
        near(finding.estimate("simple_slope", at=at).value, expected["slope"], "moderation")
        near(finding.estimate("simple_slope", at=at).p, expected["p"], "moderation")
    bound = finding.estimate("johnson_neyman_bound", bound="1")
    near(bound.value, reference["roots"][0] + reference["mean"], "moderation")
    assert [e.of["bound"] for e in finding.estimates if e.name == "johnson_neyman_bound"] == ["1"], (
        "26.9 is not observed"
    )
    near(finding.estimate("r_squared_change", moderator="value").value, reference["r_squared_change"], "moderation")


def test_the_slopes_stand_at_the_mean_and_one_sd_either_side() -> None:
    """Mean and SD of value in R: describe.value in tests/reference/mobi_road.json."""
    finding = moderation(mobi(), moderator="value")
    for at, expected in (
        ("minus_1_sd", 6.536 - 1.85701319111305),
        ("mean", 6.536),
        ("plus_1_sd", 6.536 + 1.85701319111305),
    ):
        assert finding.estimate("moderator_value", at=at).value == pytest.approx(expected, abs=1e-12)


def test_with_covariates_and_classical_errors() -> None:
    finding = moderation(mobi(), moderator="value", covariates=("image", "quality"))
    reference = value("moderation.covariates")
    near(finding.estimate("simple_slope", at="mean").value, reference["slopes"][1]["slope"], "moderation.covariates")
    plain = moderation(mobi(), moderator="value", errors="classical")
    bound = plain.estimate("johnson_neyman_bound", bound="1").value
    assert bound is not None
    near(bound - value("moderation")["mean"], value("moderation.classical")[1], "moderation.classical")


def test_a_difference_that_is_not_shown_has_no_direction() -> None:
    finding = moderation(mobi(), moderator="value")
    assert finding.sentences.short["en"].startswith("The data do not show whether the relation of Satisfaction")
    assert "数据未能显示" in finding.sentences.short["zh"]
    assert "NONSIG" in gates(finding)
    assert not finding.headline
    assert "Such a limit does not by itself show" in said(finding, "en")


@pytest.mark.parametrize(
    ("sign", "word", "chinese", "minus"), [(1, "higher", "斜率高", ""), (-1, "lower", "斜率低", "−")]
)
def test_a_difference_that_is_shown(sign: int, word: str, chinese: str, minus: str) -> None:
    (x, w), e = drawn(200, 61, 0.0, 0.0)
    y = [0.5 * a + sign * a * b + noise for a, b, noise in zip(x, w, e, strict=True)]
    data = study({"x": x, "w": w, "y": y})
    (finding,) = ANALYSES["moderation"](outcome="y_c", predictor="x_c", moderator="w_c").run(data)  # type: ignore[call-arg]  # the registry's type has no fields
    assert (finding.estimate("coefficient", predictor="x_c", moderator="w_c").value or 0) * sign > 0.5
    value, inside = r"\d\.\d\d", rf"\[{minus}\d\.\d\d, {minus}\d\.\d\d\]"
    assert re.search(rf"slope is {value} {word} \(B = {minus}{value}, 95% CI {inside}", said(finding, "en"))
    assert re.search(rf"{chinese}{value}（B = {minus}{value}，95% CI {inside}", said(finding, "zh"))
    assert finding.figure is not None
    assert finding.figure.kind == "johnson_neyman"


def test_a_falling_slope_is_told_with_its_sign() -> None:
    (x, w), e = drawn(200, 61, 0.0, 0.0)
    data = study({"x": x, "w": w, "y": [-a + 0.1 * a * b + noise for a, b, noise in zip(x, w, e, strict=True)]})
    (finding,) = ANALYSES["moderation"](outcome="y_c", predictor="x_c", moderator="w_c").run(data)  # type: ignore[call-arg]  # as above
    assert re.search(r"goes with \d\.\d\d less on Y_c \(B = −\d\.\d\d, 95% CI \[−", said(finding, "en"))
    assert re.search(r"平均低\d\.\d\d（B = −\d\.\d\d，95% CI \[−", said(finding, "zh"))


def test_two_categories_have_a_slope_each() -> None:
    finding, reference = moderation(grouped(), moderator="content"), value("moderation.two")
    slopes = {e.of["at"]: e for e in finding.estimates if e.name == "simple_slope"}
    for level, expected in zip(("1", "2"), reference["slopes"], strict=True):
        near(slopes[level].value, expected["slope"], "moderation.two")
    assert "For “No”, one unit more on Satisfaction goes with 0.73 more" in said(finding, "en")
    assert "对于“No”" in said(finding, "zh") or "对于“否”" in said(finding, "zh")
    assert finding.figure is not None
    assert finding.figure.kind == "intervals"


def test_the_product_of_a_constant_is_refused() -> None:
    (x,), y = drawn(60, 62, 1.0)
    data = study({"x": x, "w": [3.0] * 60, "y": y})
    (finding,) = ANALYSES["moderation"](outcome="y_c", predictor="x_c", moderator="w_c").run(data)  # type: ignore[call-arg]  # as above
    assert gates(finding) == {"NO_VARIANCE"}
    assert "W_c" in finding.sentences.full["en"]


def test_a_moderator_of_three_categories_is_a_fault() -> None:
    with pytest.raises(AnalystError) as caught:
        moderation(grouped(), moderator="group")
    assert [p.code for p in caught.value.problems] == ["analysis-not-two"]
