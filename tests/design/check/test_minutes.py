"""How long it takes: words read at a known pace, seconds for each answer."""

import pytest

from surveykit.core.item import KINDS
from surveykit.design.check.minutes import SECONDS, SECONDS_OF_A_PART, minutes, seconds, size
from surveykit.design.load import parse_questionnaire
from tests.items.contract import example

WORDS = " ".join(["word"] * 50)
FIFTY = f"""
questionnaire: timed
version: "1"
languages: [en, zh]
title: {{en: {WORDS}, zh: {"字" * 50}}}
sections:
  - id: only
    title: {{en: {WORDS}, zh: {"字" * 50}}}
    items:
      - {{id: q, kind: number, text: {{en: {WORDS}, zh: {"字" * 50}}}}}
      - {{id: why, kind: open_text, text: {{en: {WORDS}, zh: {"字" * 50}}}, relevant: q > 1}}
"""


def test_of_a_guide_for_an_interview_no_time_is_told():
    head, _, _ = FIFTY.partition("      - {id: q")
    asked = [f"      - {{id: q{n}, kind: open_text, text: {{en: Why?, zh: 为何？}}}}\n" for n in range(4)]
    said = "      - {id: hello, kind: information, text: {en: Hello., zh: 您好。}}\n"
    assert minutes(parse_questionnaire(head + said + "".join(asked))) == {}
    assert minutes(parse_questionnaire(head + said + "".join(asked[:3])))["en"].silent[0] > 1
    assert minutes(parse_questionnaire(head + "".join(asked).replace("open_text", "number", 1)))["en"].silent[0] > 1


def test_reading_and_answering_add_up_from_what_all_get_to_everything():
    found = minutes(parse_questionnaire(FIFTY))
    assert found["en"].silent == pytest.approx((150 / 238 + 6 / 60, 200 / 238 + 36 / 60))
    assert found["en"].aloud == pytest.approx((150 / 183 + 6 / 60, 200 / 183 + 36 / 60))
    assert found["zh"].silent == pytest.approx((150 / 255 + 6 / 60, 200 / 255 + 36 / 60))


def test_a_section_with_a_condition_is_not_for_all():
    later = (
        FIFTY
        + f"""\
  - id: more
    title: {{en: {WORDS}, zh: {"字" * 50}}}
    relevant: q > 1
    items:
      - {{id: r, kind: number, text: {{en: {WORDS}, zh: {"字" * 50}}}}}
"""
    )
    before, after = (minutes(parse_questionnaire(text))["en"].silent for text in (FIFTY, later))
    assert after[0] == before[0]
    assert after[1] == pytest.approx(before[1] + 100 / 238 + 6 / 60)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [("How quick were we?", "en", 4), ("It's 3.5 of 10", "en", 4), ("您用App几次？", "zh", 5), ("", "en", 0)],
)
def test_words_and_characters_are_counted(text, language, count):
    assert size({language: text}, language) == count


def test_a_range_in_whole_minutes_holds_the_estimate():
    found = minutes(parse_questionnaire(FIFTY))["en"]
    assert found.rounded == (("0", "2"), ("0", "2"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_takes_its_time(kind):
    item = example(kind).items[0]
    assert 0 <= seconds(item) < 300
    assert (seconds(item) > 0) is (kind not in ("information", "hidden", "calculated")) or item.unseen


def test_rows_and_ranked_objects_take_theirs():
    matrix, ranking = example("matrix").items[0], example("ranking").items[0]
    assert seconds(matrix) == 2 * SECONDS_OF_A_PART["matrix"]
    assert seconds(ranking) == 3 * SECONDS_OF_A_PART["ranking"]
    assert seconds(example("open_text").items[0]) == SECONDS["open_text"]
