"""What people say they would do, as the outcome of a model."""

from dataclasses import replace

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.dataset import Dataset
from tests.analysis.small import coded, drawn, questionnaire, rating

QUESTIONS = {
    "regression": {"outcome": "loyalty", "predictors": ("quality",)},
    "drivers": {"outcome": "loyalty", "predictors": ("quality", "value")},
    "paths": {"outcome": "loyalty", "mediators": ("value",), "quality": ("quality",), "draws": 1000},
}


def customers(*supposed: str) -> Dataset:
    """Quality, value and loyalty, an item each; the items named suppose a case."""
    (q, v), y = drawn(200, 5, 0.5, 0.5)
    items = [replace(rating(name), manner="hypothetical" if name in supposed else "direct") for name in "qvl"]
    asked = questionnaire(items, {"quality": ["q"], "value": ["v"], "loyalty": ["l"]})
    return coded(asked, {"q": q, "v": v, "l": y})


@pytest.mark.parametrize("analysis", QUESTIONS)
def test_an_intention_is_no_forecast(analysis: str) -> None:
    found = ANALYSES[analysis](**QUESTIONS[analysis]).run(customers("l"))
    said = [c.text for f in found for c in f.cautions if c.gate == "HYPOTHETICAL"]
    assert len(said) == 1
    assert "need not go with what they do" in said[0]["en"]
    assert "不一定与实际行为相关" in said[0]["zh"]


@pytest.mark.parametrize("analysis", QUESTIONS)
def test_what_was_done_is_taken_as_said(analysis: str) -> None:
    found = ANALYSES[analysis](**QUESTIONS[analysis]).run(customers("q"))
    assert [c for f in found for c in f.cautions if c.gate == "HYPOTHETICAL"] == []
