"""A long wording stands in headings and tables together with the name that the sentences use."""

from dataclasses import replace

from surveykit.analysis.labels import brief, introduced, marked
from surveykit.core.codebook import Codebook
from tests.analysis.small import questionnaire, rating, text

LONG = "A wording that is far too long to be repeated in every sentence"


def codebook() -> Codebook:
    long = replace(rating("q2"), text=text(LONG, "很长的题目"))
    return questionnaire([rating("q1"), long], {"trust": ["q1", "q2"]}).codebook


def test_short_words_stand_alone() -> None:
    assert introduced(codebook(), "q1")["en"] == "“Wording of q1?”"
    assert marked(codebook(), "q1")["zh"] == "q1的题目？"
    assert brief(codebook(), "trust")["en"] == "Trust"


def test_a_long_wording_comes_with_its_name() -> None:
    assert introduced(codebook(), "q2")["en"] == f"q2 ({LONG})"
    assert introduced(codebook(), "q2")["zh"] == "q2（很长的题目）"
    assert marked(codebook(), "q2")["en"] == f"q2: {LONG}"
    assert marked(codebook(), "q2")["zh"] == "q2：很长的题目"
    assert brief(codebook(), "q2")["zh"] == "q2"
