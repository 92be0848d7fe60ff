"""Single choice: one of the list, a text beside it, and reasons that are no answers."""

import pytest

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

CHANNEL = """
- id: channel
  kind: single_choice
  text: {en: How?, zh: 怎样？}
  options:
    phone: {en: Telephone, zh: 电话}
    app: {en: App, zh: 应用, code: 7}
    other: {en: Another way, zh: 其他, specify: true}
    wont: {en: I would rather not say, zh: 不愿回答, missing: refused}
"""


def test_an_answer_is_the_id_of_its_option_and_a_number_in_the_data():
    channel = item(CHANNEL)
    assert channel.parse({"channel": ["app"]}) == {"channel": "app", "channel_other_text": Missing.NOT_ASKED}
    assert channel.variables()[0].stored == {"phone": 1, "app": 7, "other": 3}
    assert list(channel.variables()[0].values) == [1, 7, 3]


def test_the_text_is_asked_beside_its_option_only():
    channel = item(CHANNEL)
    typed = {"channel_other_text": ["  by\r\npost "]}
    assert channel.parse({"channel": ["other"]} | typed)["channel_other_text"] == "by\npost"
    assert channel.parse({"channel": ["phone"]} | typed)["channel_other_text"] is Missing.NOT_ASKED
    assert channel.parse({"channel": ["other"]})["channel_other_text"] is Missing.NOT_ANSWERED
    assert refusals(channel, {"channel": ["other"], "channel_other_text": ["x" * 201]}) == [
        ("answer-too-long", "channel_other_text")
    ]


def test_a_reason_is_stored_as_a_reason_and_counted_as_none():
    asked = questionnaire(CHANNEL)
    answer = asked.items[0].parse({"channel": ["wont"]})
    assert answer["channel"] is Missing.REFUSED
    assert asked.items[0].fields_of(answer) == {"channel": ["wont"]}
    summary = asked.items[0].summary(filled(asked, [answer] * 12))
    assert summary.n == 0
    assert [row[0]["en"] for row in summary.table.rows] == ["Telephone", "App", "Another way"]


def test_the_last_of_several_values_counts():
    assert item(CHANNEL).parse({"channel": ["phone", "app"]})["channel"] == "app"


@pytest.mark.parametrize("count", [9, 10])
def test_few_answers_are_counted_without_shares(count):
    asked = questionnaire(CHANNEL)
    rows = asked.items[0].summary(filled(asked, [{"channel": "phone"}] * count)).table.rows
    assert [row[1:] for row in rows[:2]] == ([(9, None), (0, None)] if count == 9 else [(10, 1.0), (0, 0.0)])


def test_zero_is_a_code_like_any_other():
    asked = item(CHANNEL.replace("code: 7", "code: 0"))
    assert asked.variables()[0].stored == {"phone": 1, "app": 0, "other": 3}


def test_a_list_can_be_a_dropdown_with_the_same_answers():
    asked = item("""
        - id: city
          kind: single_choice
          appearance: dropdown
          text: {en: City?, zh: 城市？}
          options: {a: {en: A, zh: 甲}, b: {en: B, zh: 乙, specify: true}}
    """)
    assert asked.parse({"city": ["b"], "city_b_text": ["here"]}) == {"city": "b", "city_b_text": "here"}
    assert refusals(asked, {"city": ["c"]}) == [("answer-unknown-option", "city")]
