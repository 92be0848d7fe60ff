"""A long wording stands whole in tables and figures; in a sentence its first clause does, never its id."""

from dataclasses import replace

import pytest

from surveykit.analysis.labels import shortened
from surveykit.analysis.words import called, name_of
from surveykit.core.codebook import Codebook
from tests.analysis.small import questionnaire, rating, text

LONG = "Since you first bought something from us, how long have you been a customer? (Count whole years.)"
LANG = "从您第一次购买我们的产品算起，您成为我们的客户有多久了？（按整年计算。）"


def codebook(*wordings: tuple[str, str]) -> Codebook:
    items = [replace(rating(f"q{at}"), text=text(*words)) for at, words in enumerate(wordings, start=2)]
    return questionnaire([rating("q1"), *items], {"trust": ["q1"]}).codebook


def test_short_words_stand_whole() -> None:
    asked = codebook((LONG, LANG))
    assert called(asked, "q1") == {"en": "“Wording of q1?”", "zh": "“q1的题目？”"}
    assert called(asked, "trust") == name_of(asked, "trust") == {"en": "Trust", "zh": "“trust度”"}


def test_long_words_are_cut_where_a_clause_ends_and_the_id_is_not_said() -> None:
    asked = codebook((LONG, LANG))
    assert called(asked, "q2") == {
        "en": "“Since you first bought something from us…”",
        "zh": "“从您第一次购买我们的产品算起…”",
    }
    assert name_of(asked, "q2")["en"] == f"“{LONG}”"


def test_two_wordings_that_begin_alike_stay_apart() -> None:
    other = LONG.replace("a customer", "one of our regulars")
    asked = codebook((LONG, LANG), (other, LANG.replace("客户", "常客")))
    assert called(asked, "q2")["en"] == "“Since you first bought something from us, how long have you been a customer?”"
    assert called(asked, "q3")["zh"] == "“从您第一次购买我们的产品算起，您成为我们的常客有多久了？”"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("x" * 60, "x" * 60),
        ("Satisfaction with everything here, and what you would change", "Satisfaction with everything here…"),
        ("How much do you trust our company to keep its word?", "How much do you trust our company to keep its word?"),
        ("Back then, how good or poor did you think we would be?",) * 2,  # too little before the comma
        ("How do you rate the help from our staff? (And their advice.)", "How do you rate the help from our staff?"),
        ("How do you rate the help (and the advice) that you get from our staff?",) * 2,
    ],
)
def test_words_are_cut_nowhere_else(words: str, left: str) -> None:
    assert shortened({"en": words})["en"] == left


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("您觉得我们公司在推陈出新方面与其他公司相比有多领先？",) * 2,
        ("总体来说，您对我们公司提供的各项服务满意还是不满意？",) * 2,
        ("身边有人在找这类服务时，您推荐我们的可能性有多大？", "身边有人在找这类服务时…"),
    ],
)
def test_chinese_words_are_never_cut_inside(words: str, left: str) -> None:
    assert shortened({"zh": words})["zh"] == left
