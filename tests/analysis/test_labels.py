"""A long wording stands whole in tables; in a sentence or a figure only its first words do, never its id."""

from dataclasses import replace

import pytest

from surveykit.analysis.labels import brief, shortened
from surveykit.analysis.words import called, name_of
from surveykit.core.codebook import Codebook
from tests.analysis.small import questionnaire, rating, text

LONG = "How long have you been a customer of the company?"
LANG = "从第一次购买算起，您成为这家公司的客户到现在有多久了？"


def codebook(*wordings: tuple[str, str]) -> Codebook:
    items = [replace(rating(f"q{at}"), text=text(*words)) for at, words in enumerate(wordings, start=2)]
    return questionnaire([rating("q1"), *items], {"trust": ["q1"]}).codebook


def test_short_words_stand_whole() -> None:
    asked = codebook((LONG, LANG))
    assert called(asked, "q1") == {"en": "“Wording of q1?”", "zh": "“q1的题目？”"}
    assert called(asked, "trust") == name_of(asked, "trust") == {"en": "Trust", "zh": "“trust度”"}


def test_long_words_are_cut_where_a_word_ends_and_the_id_is_not_said() -> None:
    asked = codebook((LONG, LANG))
    assert called(asked, "q2") == {"en": "“How long have you been…”", "zh": "“从第一次购买算起，您成为这…”"}
    assert brief(asked, "q2")["en"] == "How long have you been…"
    assert name_of(asked, "q2")["en"] == f"“{LONG}”"
    assert len(brief(asked, "q2")["en"]) <= 24
    assert len(brief(asked, "q2")["zh"]) <= 14


def test_two_wordings_that_begin_alike_stay_apart() -> None:
    other = "How long have you been using our services on your own telephone?"
    asked = codebook((LONG, LANG), (other, LANG.replace("这家", "那家")))
    assert called(asked, "q2")["en"] == "“How long have you been a…”"
    assert called(asked, "q3")["en"] == "“How long have you been using…”"
    assert called(asked, "q2")["zh"] != called(asked, "q3")["zh"]


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("x" * 60, "x" * 60),  # no place to cut
        ("Satisfaction with everything, and what you would change", "Satisfaction with…"),
    ],
)
def test_words_are_never_cut_inside(words: str, cut: str) -> None:
    assert shortened({"en": words})["en"] == cut


def test_latin_words_in_chinese_are_not_cut_either() -> None:
    words = {"zh": "请问您对我们的产品surveykit toolkit总体上满意还是不满意？"}
    assert shortened(words)["zh"] == "请问您对我们的产品…"
