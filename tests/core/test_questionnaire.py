"""Which items are asked, and what an answer becomes when its question is not."""

from surveykit.core.codebook import Missing
from surveykit.design.load import parse_questionnaire

CHAIN = parse_questionnaire("""
questionnaire: chain
version: "1"
languages: [en]
title: Chain
sections:
  - id: first
    title: First
    items:
      - {id: used, kind: single_choice, text: Used?, options: {yes: Yes, no: No}}
      - {id: times, kind: number, text: How often?, relevant: used = 'yes'}
      - {id: why, kind: open_text, text: Why so often?, relevant: times > 5}
  - id: second
    title: Second
    relevant: used = 'yes'
    items:
      - {id: speed, kind: rating, text: Speed?, scale: {from: 1, to: 5}}
      - {id: slow, kind: open_text, text: What was slow?, relevant: speed <= 2}
""")


def asked(**answers):
    return {name for name, shown in CHAIN.asked(answers).items() if shown}


def test_nothing_is_known_at_the_beginning():
    assert asked() == {"used"}


def test_an_answer_opens_the_questions_that_depend_on_it():
    assert asked(used="yes") == {"used", "times", "speed"}
    assert asked(used="yes", times=6, speed=1) == {"used", "times", "why", "speed", "slow"}
    assert asked(used="no") == {"used"}


def test_a_reason_for_no_answer_opens_nothing():
    assert asked(used=Missing.REFUSED) == {"used"}


def test_what_was_typed_where_nothing_is_asked_counts_as_unknown():
    assert asked(used="no", times=9, speed=1) == {"used"}


def test_settled_answers_have_a_value_or_a_reason_everywhere():
    settled = CHAIN.settled({"used": "no", "times": 9, "why": "kept from before"})
    assert settled == {
        "used": "no",
        "times": Missing.NOT_ASKED,
        "why": Missing.NOT_ASKED,
        "speed": Missing.NOT_ASKED,
        "slow": Missing.NOT_ASKED,
    }
    settled = CHAIN.settled({"used": "yes", "times": 9, "speed": Missing.NOT_APPLICABLE, "unknown": 1})
    assert settled == {
        "used": "yes",
        "times": 9,
        "why": Missing.NOT_ANSWERED,
        "speed": Missing.NOT_APPLICABLE,
        "slow": Missing.NOT_ASKED,
    }


def test_the_hash_is_that_of_the_text():
    other = parse_questionnaire(CHAIN.source + "# a word more\n")
    assert CHAIN.hash != other.hash
    assert other == CHAIN
    assert CHAIN.hash == parse_questionnaire(CHAIN.source).hash


def test_parts_are_found_by_name():
    assert CHAIN.item_of["slow"].id == "slow"
    assert CHAIN.section("second").items[0].id == "speed"
    assert [v.name for v in CHAIN.codebook.variables] == ["used", "times", "why", "speed", "slow"]
