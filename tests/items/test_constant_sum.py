"""Constant sum: the server adds up, and a gap is said with its size."""

from random import Random

import pytest

from surveykit.charts import draw
from surveykit.core.codebook import Level, Missing
from surveykit.core.language import describe
from surveykit.errors import AnswerError, AuthorError
from tests.items.contract import filled, item, questionnaire, refusals

WEIGHTS = """
- id: w
  kind: constant_sum
  text: {en: Share them., zh: 请分配。}
  options: {speed: {en: Speed, zh: 速度}, price: {en: Price, zh: 价格}, advice: {en: Advice, zh: 建议}}
"""


def posted(**shares):
    return {f"w_{name}": [str(share)] for name, share in shares.items()}


def test_what_is_left_empty_beside_others_is_nothing():
    assert item(WEIGHTS).parse(posted(speed=60, price="４０")) == {"w_speed": 60, "w_price": 40, "w_advice": 0}


def test_all_empty_is_not_answered():
    assert set(item(WEIGHTS).parse(posted(speed="", price=" ")).values()) == {Missing.NOT_ANSWERED}


@pytest.mark.parametrize(
    ("shares", "code", "values"),
    [
        ({"speed": 60, "price": 30}, "answer-sum-short", {"sum": 90, "total": 100, "left": 10}),
        ({"speed": 60, "price": 60}, "answer-sum-over", {"sum": 120, "total": 100, "over": 20}),
        ({"speed": 0, "price": 0, "advice": 0}, "answer-sum-short", {"sum": 0, "total": 100, "left": 100}),
    ],
)
def test_a_wrong_sum_is_said_with_what_is_left(shares, code, values):
    with pytest.raises(AnswerError) as raised:
        item(WEIGHTS).parse(posted(**shares))
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.field) == (code, "w")
    assert {name: problem.values[name] for name in values} == values
    assert all(str(value) in describe(problem, "zh") for value in values.values())


@pytest.mark.parametrize(
    ("share", "code"),
    [("ten", "answer-not-a-number"), ("9.5", "answer-whole"), ("-5", "answer-range"), ("101", "answer-range")],
)
def test_each_share_is_a_whole_number_up_to_the_total(share, code):
    assert refusals(item(WEIGHTS), posted(speed=share, price=50)) == [(code, "w_speed")]


def test_the_options_shown_make_the_total():
    shown = item(WEIGHTS).only(["advice", "speed"])
    assert shown.parse(posted(advice=1, speed=99, price=50)) == {"w_advice": 1, "w_speed": 99}


def test_the_variables_are_ratios_up_to_the_total():
    variables = item(WEIGHTS + "  total: 12").variables()
    assert [v.name for v in variables] == ["w_speed", "w_price", "w_advice"]
    assert {(v.level, v.minimum, v.maximum) for v in variables} == {(Level.RATIO, 0, 12)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("zh: 建议}", "zh: 建议, specify: true}", "sum-flags"),
        ("options:", "total: 0\n  options:", "sum-total"),
        (", price: {en: Price, zh: 价格}, advice: {en: Advice, zh: 建议}", "", "too-few-options"),
    ],
)
def test_the_definition_is_checked(old, new, code):
    with pytest.raises(AuthorError, match=code):
        item(WEIGHTS.replace(old, new))


@pytest.mark.parametrize("total", [1, 7, 100, 1_000_000])
def test_a_plausible_answer_adds_up(total):
    asked = item(WEIGHTS + f"  total: {total}")
    for seed in range(100):
        answer = asked.random_answer(Random(seed))
        assert asked.parse(asked.fields_of(answer)) == answer


def test_the_mean_shares_by_hand():
    asked = questionnaire(WEIGHTS)
    answers = [asked.items[0].parse(posted(**s)) for s in ({"speed": 20, "price": 80}, {"price": 60, "advice": 40})]
    summary = asked.items[0].summary(filled(asked, [*answers, asked.items[0].parse({})]))
    assert summary.n == 2
    assert [(row[1], row[2], row[3], row[5]) for row in summary.table.rows] == [
        ("w_price", 2, 70.0, 0.7),
        ("w_advice", 2, 20.0, 0.2),
        ("w_speed", 2, 10.0, 0.1),
    ]
    assert draw(summary.figure, "en")
