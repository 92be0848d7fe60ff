"""Multiple choice: what stands alone, how many, and that nothing ticked is not « none »."""

from random import Random

import pytest

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

PROBLEMS = """
- id: problems
  kind: multiple_choice
  text: {en: What went wrong?, zh: 出了什么问题？}
  minimum: 2
  maximum: 3
  options:
    late: {en: Late, zh: 迟到}
    dirt: {en: Dirt, zh: 弄脏}
    price: {en: Price, zh: 价格}
    other: {en: Other, zh: 其他, specify: true}
    none: {en: None of these, zh: 都没有, exclusive: true}
    skip: {en: I would rather not say, zh: 不愿回答, exclusive: true, missing: refused}
"""
TICKS = ["problems_late", "problems_dirt", "problems_price", "problems_other", "problems_none"]


def ticks(answer):
    return [answer[name] for name in TICKS]


def test_every_option_has_a_column_of_noughts_and_ones():
    answer = item(PROBLEMS).parse({"problems": ["late", "other"], "problems_other_text": ["noise"]})
    assert ticks(answer) == [1, 0, 0, 1, 0]
    assert answer["problems_other_text"] == "noise"


def test_nothing_ticked_is_no_answer_but_none_is_one():
    assert set(ticks(item(PROBLEMS).parse({}))) == {Missing.NOT_ANSWERED}
    assert ticks(item(PROBLEMS).parse({"problems": ["none"]})) == [0, 0, 0, 0, 1]


def test_a_reason_holds_for_every_option():
    answer = item(PROBLEMS).parse({"problems": ["skip"]})
    assert set(ticks(answer)) == {Missing.REFUSED}
    assert item(PROBLEMS).fields_of(answer) == {"problems": ["skip"]}


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (["late", "none"], "answer-exclusive"),
        (["skip", "none"], "answer-exclusive"),
        (["late"], "answer-too-few"),
        (["late", "dirt", "price", "other"], "answer-too-many"),
        (["late", "noise"], "answer-unknown-option"),
    ],
)
def test_choices_that_do_not_go_together_are_refused(chosen, code):
    assert refusals(item(PROBLEMS), {"problems": chosen}) == [(code, "problems")]


def test_the_same_box_twice_is_one():
    assert ticks(item(PROBLEMS).parse({"problems": ["late", "late", "dirt", ""]})) == [1, 1, 0, 0, 0]


def test_shares_are_of_those_who_answered():
    asked = questionnaire(PROBLEMS)
    posted = [{"problems": ["late", "dirt"]}] * 5 + [{"problems": ["none"]}] * 5 + [{}] * 5
    summary = asked.items[0].summary(filled(asked, [asked.items[0].parse(p) for p in posted]))
    assert summary.n == 10
    assert [row[1:] for row in summary.table.rows] == [(5, 0.5), (5, 0.5), (0, 0.0), (0, 0.0), (5, 0.5)]


def test_options_that_all_stand_alone_still_give_plausible_answers():
    text = "- {id: p, kind: multiple_choice, text: {en: A, zh: 甲}, options: "
    lone = item(text + "{a: {en: A, zh: 甲, exclusive: true}, b: {en: B, zh: 乙, exclusive: true}}}")
    for seed in range(20):
        answer = lone.random_answer(Random(seed))
        assert sorted(answer.values()) == [0, 1]
