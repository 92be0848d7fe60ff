"""Consent: nothing ticked beforehand, each box by itself, and no way on without the required ones."""

import pytest

from surveykit.core.language import describe
from surveykit.errors import AnswerError, AuthorError
from tests.items.contract import filled, item, questionnaire, refusals

CONSENT = """
- id: ok
  kind: consent
  text: {en: Do you agree?, zh: 您是否同意？}
  statement: {en: We ask., zh: 我们提问。}
  options:
    part: {en: I take part., zh: 我参加。, required: true}
    contact: {en: Contact me., zh: 可以联系我。}
"""


def test_each_box_is_ticked_or_left_empty():
    assert item(CONSENT).parse({"ok_part": ["1"]}) == {"ok_part": 1, "ok_contact": 0}


def test_a_required_box_must_be_ticked():
    assert refusals(item(CONSENT), {"ok_contact": ["1"]}) == [("answer-consent-required", "ok_part")]
    every = refusals(item(CONSENT + "  required: true\n"), {})
    assert every == [("answer-consent-required", "ok_part"), ("answer-consent-required", "ok_contact")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_refusal_names_the_box_and_the_way_out(language):
    with pytest.raises(AnswerError) as error:
        item(CONSENT).parse({})
    said = describe(error.value.problems[0], language)
    assert {"en": "I take part.", "zh": "我参加。"}[language] in said
    assert {"en": "close this page", "zh": "关闭本页"}[language] in said


def test_an_empty_required_box_is_stored_as_such_in_a_draft():
    assert item(CONSENT).optional().parse({}) == {"ok_part": 0, "ok_contact": 0}


def test_nothing_but_a_tick_is_consent():
    for value in ("on", "true", "yes", "2", "01"):
        assert ("answer-unknown-option", "ok_part") in refusals(item(CONSENT), {"ok_part": [value]})


def test_a_statement_is_needed_and_something_to_agree_to():
    with pytest.raises(AuthorError) as error:
        item(CONSENT.replace("  statement: {en: We ask., zh: 我们提问。}\n", ""))
    assert [p.code for p in error.value.problems] == ["missing-key"]
    with pytest.raises(AuthorError) as error:
        item(CONSENT.partition("  options")[0] + "  options: {}\n")
    assert [p.code for p in error.value.problems] == ["no-boxes"]


def test_a_box_knows_no_other_flags():
    with pytest.raises(AuthorError) as error:
        item(CONSENT.replace("required: true", "ticked: true"))
    assert [p.code for p in error.value.problems] == ["unknown-key"]


def test_agreement_is_counted_box_by_box():
    asked = questionnaire(CONSENT)
    answers = [{"ok_part": 1, "ok_contact": int(n < 4)} for n in range(10)]
    part, contact = asked.items[0].summary(filled(asked, answers)).table.rows
    assert part[1:] == (10, 10, 1.0)
    assert contact[1:] == (4, 10, 0.4)
