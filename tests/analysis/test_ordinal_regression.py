"""What an ordinal regression says, and what it refuses."""

from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Finding, Verdict
from surveykit.errors import AnalystError
from tests.analysis.regressions import grouped, near, value
from tests.analysis.small import drawn, gates, mobi, said, study


def ordinal(data: Any, outcome: str, *predictors: str) -> Finding:
    (finding,) = ANALYSES["ordinal_regression"](outcome=outcome, predictors=predictors).run(data)  # type: ignore[call-arg]  # the registry's type has no fields
    return finding


def test_odds_ratios_equal_r() -> None:
    finding = ordinal(mobi(), "CUSA1", "image", "value")
    reference = value("polr.mobi")
    for predictor in ("image", "value"):
        found = finding.estimate("log_odds_ratio", predictor=predictor)
        near(found.value, reference["coefficients"][predictor]["b"], "polr.mobi")
        assert found.effect is not None
        assert found.effect.name == "odds_ratio"
        assert found.effect.value == pytest.approx(2.718281828459045 ** (found.value or 0))
    near(finding.estimate("threshold", between="7|8").value, reference["coefficients"]["7|8"]["b"], "polr.mobi")
    near(finding.estimate("deviance", outcome="CUSA1").value, reference["deviance"], "polr.mobi")


def test_the_odds_are_said_and_never_called_chances() -> None:
    finding = ordinal(mobi(), "CUSA1", "image", "value")
    assert "one unit more on Image goes with odds of a higher answer" in said(finding, "en")
    assert "的优势为低一个单位时的2.53倍" in said(finding, "zh")
    assert finding.checks[0].verdict is Verdict.NOT_CHECKED


def three(n: int, seed: int, *, crossing: bool = False) -> dict[str, list[float]]:
    """A predictor and an answer of three points; with `crossing` it goes with the upper cut only, and twice."""
    (x,), e = drawn(n, seed, 0.0)
    logistic = [v + (2 * w if not crossing or v > 0 else -0.5 * w) for v, w in zip(e, x, strict=True)]
    return {"x": x, "y": [1.0 if v < -0.7 else 2.0 if v < 0.7 else 3.0 for v in logistic]}


def test_proportional_odds_are_looked_at() -> None:
    met = ordinal(study(three(300, 94)), "y", "x_c")
    assert met.checks[0].verdict is Verdict.MET
    broken = ordinal(study(three(300, 94, crossing=True)), "y", "x_c")
    assert broken.checks[0].verdict is Verdict.CAUTION
    assert "X_c" in broken.checks[0].advice["en"]
    assert not broken.headline


def test_without_relation_no_direction() -> None:
    (x,), e = drawn(200, 97, 0.0)
    finding = ordinal(study({"x": x, "y": [1.0 + (v > -0.5) + (v > 0.5) for v in e]}), "y", "x_c")
    assert "The data do not show" in finding.sentences.short["en"]
    assert "NONSIG" in gates(finding)
    assert "times as high" not in said(finding, "en")


def test_two_answers_are_refused_and_so_is_separation() -> None:
    (x,), _ = drawn(60, 96, 0.0)
    assert ordinal(study({"x": x, "y": [1.0, 2.0] * 30}), "y", "x_c").cautions[0].gate == "NO_VARIANCE"
    ranked = sorted(x)
    answers = [1.0 if v < ranked[20] else 2.0 if v < ranked[40] else 3.0 for v in x]
    assert ordinal(study({"x": x, "y": answers}), "y", "x_c").cautions[0].gate == "SEPARATED"


@pytest.mark.parametrize("outcome", ["loyalty", "group"])
def test_the_outcome_must_be_one_ordered_question(outcome: str) -> None:
    with pytest.raises(AnalystError) as caught:
        ordinal(grouped(), outcome, "image")
    assert [p.code for p in caught.value.problems] == ["analysis-not-ordered"]


def test_a_construct_of_one_question_is_that_question() -> None:
    assert not ordinal(mobi(), "complaints", "image").refused


def test_categories_have_odds_of_their_own() -> None:
    finding = ordinal(grouped(), "CUSA1", "image", "group")
    assert "“Group?: Group three” are" in said(finding, "en") or "“Group?: Group three” is" in said(finding, "en")
    assert finding.estimate("log_odds_ratio", predictor="group", level="3").value is not None


def test_a_lower_answer_is_never_called_a_higher_one() -> None:
    """The odds ratio is below one: the short sentence names the odds, the full one their ratio."""
    columns = three(300, 94)
    finding = ordinal(study({"x": [-v for v in columns["x"]], "y": columns["y"]}), "y", "x_c")
    assert (finding.estimate("odds_ratio", predictor="x_c").value or 1) < 1
    assert "X_c is associated with the odds of a higher answer" in finding.sentences.short["en"]
    assert "作较高回答的优势相关" in finding.sentences.short["zh"]
    assert "associated with a higher answer" not in said(finding, "en")


def test_one_predictor_holds_no_others_equal() -> None:
    (x,), e = drawn(200, 97, 0.0)
    unrelated = ordinal(study({"x": x, "y": [1.0 + (v > -0.5) + (v > 0.5) for v in e]}), "y", "x_c")
    for finding in (unrelated, ordinal(study(three(300, 94)), "y", "x_c")):
        assert "other predictors" not in said(finding, "en")
        assert "其他" not in said(finding, "zh")
