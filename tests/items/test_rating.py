"""Rating: points and reasons of the scale, and the top two of what there is."""

import pytest

from surveykit.core.codebook import Level, Missing
from tests.items.contract import filled, item, questionnaire, refusals

SPEED = "- {id: speed, kind: rating, text: {en: Speed?, zh: 速度？}, scale: speed5}"
COARSE = """
- id: speed
  kind: rating
  text: {en: Speed?, zh: 速度？}
  scale:
    levels:
      0: {en: bad, zh: 差}
      25: {en: poor, zh: 较差}
      50: {en: fair, zh: 一般}
      100: {en: good, zh: 好}
"""


def test_a_point_is_a_number_and_a_reason_is_a_reason():
    assert item(SPEED).parse({"speed": ["5"]}) == {"speed": 5}
    answer = item(SPEED).parse({"speed": ["not_applicable"]})
    assert answer == {"speed": Missing.NOT_APPLICABLE}
    assert item(SPEED).fields_of(answer) == {"speed": ["not_applicable"]}


@pytest.mark.parametrize("posted", ["0", "6", "05", "5.0", "refused", "not_answered", "５"])
def test_only_what_the_scale_offers_is_taken(posted):
    assert refusals(item(SPEED), {"speed": [posted]}) == [("answer-unknown-option", "speed")]


def test_a_reason_is_an_answer_where_one_is_required():
    required = item(SPEED[:-1] + ", required: true}")
    assert refusals(required, {}) == [("answer-required", "speed")]
    assert required.parse({"speed": ["not_applicable"]}) == {"speed": Missing.NOT_APPLICABLE}


def test_the_column_is_ordinal_and_knows_its_words():
    (variable,) = item(SPEED).variables()
    assert (variable.level, variable.minimum, variable.maximum, variable.complete) == (Level.ORDINAL, 1, 5, True)
    assert variable.values[1] == {"en": "very slow", "zh": "非常慢"}
    assert variable.missing == {Missing.NOT_ANSWERED, Missing.NOT_APPLICABLE}


def test_ends_alone_label_the_ends_alone():
    scale = "{from: 0, to: 10, low: {en: never, zh: 从不}, high: {en: always, zh: 总是}}"
    (variable,) = item(SPEED.replace("speed5", scale)).variables()
    assert {value: text["en"] for value, text in variable.values.items()} == {0: "never", 10: "always"}


def test_reasons_are_left_out_of_every_figure():
    asked = questionnaire(SPEED)
    answers = [{"speed": v} for v in (5, 4, 4, 3, 3, 2, 2, 1, 1, 1)] + [{"speed": Missing.NOT_APPLICABLE}] * 5
    summary = asked.items[0].summary(filled(asked, answers))
    (row,) = summary.table.rows
    assert summary.n == 10
    assert row[2:4] == (10, pytest.approx(2.6))
    assert row[5] == pytest.approx(0.3)


def test_the_top_two_are_the_two_highest_points_there_are():
    asked = questionnaire(COARSE)
    answers = [{"speed": 100}] * 3 + [{"speed": 50}] * 4 + [{"speed": 0}] * 3
    (row,) = asked.items[0].summary(filled(asked, answers)).table.rows
    assert row[5] == pytest.approx(0.7)
