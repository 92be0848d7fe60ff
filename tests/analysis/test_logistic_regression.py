"""What a logistic regression says of an event, how well it tells it, and what it refuses."""

from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.regressions import grouped, near, value
from tests.analysis.small import LANGUAGES, drawn, gates, mobi, said, study

STAYS: dict[str, Any] = {"outcome": "CUSL1", "event": (8, 9, 10), "predictors": ("image", "value", "satisfaction")}


def logistic(data: Any, **options: Any) -> tuple[Finding, ...]:
    return ANALYSES["logistic_regression"](**options).run(data)


@pytest.fixture(scope="module")
def stays() -> tuple[Finding, ...]:
    return logistic(mobi(), **STAYS)


def test_odds_and_area_equal_r(stays: tuple[Finding, ...]) -> None:
    for predictor, reference in value("logistic")["coefficients"].items():
        found = stays[0].estimate("log_odds_ratio", predictor=predictor)
        near(found.value, reference["b"], "logistic")
        assert found.effect is not None
        assert found.effect.interval is not None
        near(found.effect.interval[1], float(np.exp(reference["high"])), "logistic")
        ratio = stays[0].estimate("odds_ratio", predictor=predictor)
        near(ratio.value, float(np.exp(reference["b"])), "logistic")
        assert (ratio.interval, ratio.statistic, ratio.p) == (found.effect.interval, found.statistic, found.p)
    near(stays[1].estimate("roc_auc", outcome="CUSL1").value, value("auc")["auc"], "auc")
    near(stays[1].estimate("brier", outcome="CUSL1").value, value("brier"), "brier")


def test_the_event_is_named(stays: tuple[Finding, ...]) -> None:
    assert "an answer from 8 to 10 to “Wording of CUSL1?”" in stays[0].sentences.short["en"]
    assert "回答8至10" in stays[0].sentences.short["zh"]


def test_nobody_is_called_good_or_poor(stays: tuple[Finding, ...]) -> None:
    for word in ("good", "poor", "excellent", "acceptable"):
        assert word not in said(stays[1], "en")


def test_unseen_respondents_are_predicted_too(stays: tuple[Finding, ...]) -> None:
    own = stays[1].estimate("roc_auc", method="cross_validated").value
    assert own is not None
    assert 0.7 < own < 0.78
    slope = stays[1].estimate("calibration_slope", outcome="CUSL1").value
    assert slope is not None
    assert 0.7 < slope < 1.1
    assert stays[1].figure is not None
    assert stays[1].figure.kind == "roc"
    assert "weak" in stays[1].checks[0].advice["en"]


def test_a_question_with_two_answers_needs_no_event() -> None:
    found = logistic(grouped(), outcome="content", predictors=("image", "quality"))
    assert found[0].method is not None
    assert found[0].method.options["event"] == [2]
    assert "the answer “Yes”" in found[0].sentences.short["en"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"outcome": "CUSL1", "event": ()}, "analysis-no-event"),
        ({"outcome": "CUSL1", "event": (11,)}, "analysis-unknown-event"),
        ({"outcome": "loyalty", "event": (8,)}, "analysis-not-answers"),
        ({"outcome": "nothing", "event": (8,)}, "analysis-unknown-name"),
    ],
)
def test_events_that_cannot_be(options: dict[str, Any], code: str) -> None:
    with pytest.raises(AnalystError) as caught:
        logistic(grouped(), predictors=("image",), **options)
    assert [p.code for p in caught.value.problems] == [code]


def test_what_separates_is_named_and_said_once() -> None:
    x = [float(v) for v in np.random.default_rng(1).integers(1, 11, 80)]
    z = [float(v) for v in np.random.default_rng(2).integers(1, 11, 80)]
    y = [2.0 if v > 5 else 1.0 for v in x]
    found = logistic(study({"x": x, "z": z, "y": y}), outcome="y", event=(2,), predictors=("x_c", "z_c"))
    assert len(found) == 1
    assert found[0].refused
    assert gates(found[0]) == {"SEPARATED"}
    for language, name in (("en", "X_c"), ("zh", "x_c度")):
        assert name in said(found[0], language)


def test_rare_events_are_refused() -> None:
    (x,), _ = drawn(100, 98, 0.0)
    found = logistic(study({"x": x, "y": [2.0] * 4 + [1.0] * 96}), outcome="y", event=(2,), predictors=("x_c",))
    assert gates(found[0]) == {"SMALL_N"}
    for language in LANGUAGES:
        assert "4" in found[0].sentences.full[language]


def test_an_event_that_nobody_has_is_refused() -> None:
    (x,), _ = drawn(100, 98, 0.0)
    found = logistic(study({"x": x, "y": [1.0, 2.0] * 50}), outcome="y", event=(9,), predictors=("x_c",))
    assert gates(found[0]) == {"NO_VARIANCE"}


def test_an_area_whose_interval_holds_chance_is_not_shown() -> None:
    rng = np.random.default_rng(12)
    data = study({"leaves": rng.integers(1, 3, 120).tolist(), "a": rng.integers(1, 11, 120).tolist()}, {})
    first, second = logistic(data, outcome="leaves", event=(2.0,), predictors=("a",))
    area = second.estimate("roc_auc", outcome="leaves")
    assert area.interval is not None
    assert area.interval[0] <= 0.5
    assert "do not show that the predictors tell" in second.sentences.short["en"]
    assert "未能显示各预测变量识别" in second.sentences.short["zh"]
    assert first.sentences.short["en"].startswith("The data do not show whether “Wording of a?” is")
