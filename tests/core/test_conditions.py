"""Conditions in words: what they say, in both languages, and never less than the condition."""

import pytest

from surveykit.core.conditions import in_words
from surveykit.core.expression import FUNCTIONS, Expression
from surveykit.core.language import LANGUAGES
from tests.items.contract import questionnaire

ASKED = questionnaire("""
- id: channel
  kind: single_choice
  text: {en: How?, zh: 怎样？}
  options: {phone: {en: Telephone, zh: 电话}, app: {en: App, zh: 应用}}
- {id: speed, kind: rating, text: {en: Speed?, zh: 速度？}, scale: speed5}
- id: problems
  kind: multiple_choice
  text: {en: Which?, zh: 哪些？}
  options: {late: {en: Late, zh: 迟到}, parts: {en: Parts, zh: 配件}}
- {id: visits, kind: number, text: {en: How often?, zh: 几次？}}
""")
NUMBERS = {"channel": 1, "speed": 2, "problems": 3, "visits": 4}


def told(condition: str, language: str) -> str:
    def called(name: str) -> str:
        return f"Q{NUMBERS[name]}"

    return in_words(Expression.parse(condition), ASKED.codebook, language, called)


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        ("channel = 'phone'", "the answer to Q1 is “Telephone”", "Q1的回答为“电话”"),
        ("channel != 'app'", "the answer to Q1 is not “App”", "Q1的回答不是“应用”"),
        ("speed <= 2", "the answer to Q2 is at most 2 (“slow”)", "Q2的回答不大于2（“慢”）"),
        ("speed > 2.5", "the answer to Q2 is more than 2.5", "Q2的回答大于2.5"),
        ("answered(visits)", "Q4 is answered", "Q4已作答"),
        ("selected(problems, 'late')", "“Late” is marked in Q3", "Q3选了“迟到”"),
        ("not selected(problems, 'late')", "“Late” is not marked in Q3", "Q3未选“迟到”"),
        ("visits", "the answer to Q4 is not 0", "Q4的回答不为0"),
        ("minimum(speed, visits) < 3", "the lowest of (the answer to Q2, the answer to Q4) is less than 3", None),
    ],
)
def test_a_condition_names_questions_and_answers_as_people_know_them(condition, english, chinese):
    assert told(condition, "en") == english
    assert chinese is None or told(condition, "zh") == chinese


def test_what_is_denied_is_said_straight():
    assert told("not (speed <= 2)", "en") == told("speed > 2", "en")
    assert told("not (speed <= 2 and answered(visits))", "en") == told("speed > 2 or not answered(visits)", "en")
    assert told("not not answered(visits)", "en") == told("answered(visits)", "en")


def test_and_beside_or_stands_in_brackets():
    said = told("answered(visits) and (speed = 1 or speed = 5)", "en")
    assert said.startswith("Q4 is answered and (the answer to Q2 is 1")
    assert said.endswith(")")
    assert "(" not in told("answered(visits) and answered(speed) and answered(channel)", "en")
    assert told("answered(visits) or not (speed > 1 or speed = 5)", "en").count("(the") == 1


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_function_can_be_said(function, language):
    arguments = {"answered": "visits", "selected": "problems, 'late'", "if": "visits > 1, 2, 3"}
    said = told(f"{function}({arguments.get(function, 'visits')}) = 1", language)
    assert said
    assert f"{function}(" not in said
