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


DRAWN = parse_questionnaire("""
questionnaire: drawn
version: "1"
languages: [en]
title: Drawn
shuffle: true
sections:
  - id: screen
    title: Screen
    role: screening
    screen_out: age < 18
    items:
      - {id: age, kind: number, text: Age?, minimum: 0, maximum: 120}
      - {id: version, kind: hidden, text: V, draw: true, options: {short: Short, long: Long}}
  - id: one
    title: One
    shuffle: true
    items:
      - {id: a, kind: open_text, text: A}
      - {id: b, kind: open_text, text: B}
      - {id: c, kind: open_text, text: C, anchored: true}
  - id: two
    title: Two
    items:
      - id: brands
        kind: multiple_choice
        text: Which?
        shuffle: true
        options: {x: X, y: Y, z: {en: Z, relevant: age >= 65}, other: {en: Other, specify: true}}
      - {id: twice, kind: calculated, text: Twice, value: age * 2}
  - {id: three, title: Three, items: [{id: d, kind: open_text, text: D, relevant: version = 'long'}]}
""")


def test_options_that_are_not_relevant_are_not_asked():
    young, old = DRAWN.route({"age": 30}), DRAWN.route({"age": 70})
    assert young.settled["brands_z"] is Missing.NOT_ASKED
    assert old.settled["brands_z"] is Missing.NOT_ANSWERED
    item = next(i for s in young.sections for i in s.items if i.id == "brands")
    assert set(item.parts()) == {"x", "y", "other"}


def test_the_same_seed_gives_the_same_order_and_fixed_things_keep_their_place():
    orders = {seed: DRAWN.route({"age": 30}, seed).orders() for seed in range(60)}
    assert orders[7] == DRAWN.route({"age": 30}, 7).orders()
    assert len({tuple(o["sections"]) for o in orders.values()}) > 1
    assert all(o["sections"][0] == "screen" for o in orders.values())
    assert {o["section one"][2] for o in orders.values()} == {"c"}
    assert {tuple(o["section one"][:2]) for o in orders.values()} == {("a", "b"), ("b", "a")}
    assert {o["item brands"][-1] for o in orders.values()} == {"other"}


def test_arms_are_balanced_and_conditions_read_them():
    drawn = [DRAWN.route({"age": 30}, number, number) for number in range(20)]
    arms = [route.settled["version"] for route in drawn]
    assert arms.count("short") == arms.count("long") == 10
    assert all(route.asked["d"] == (arm == "long") for route, arm in zip(drawn, arms, strict=True))


def test_a_calculated_value_follows_its_answers():
    assert DRAWN.settled({"age": 21})["twice"] == 42
    assert DRAWN.settled({})["twice"] is Missing.NOT_ANSWERED


def test_who_is_not_asked_about_is_screened_out():
    assert DRAWN.route({"age": 12}).screened_out
    assert not DRAWN.route({"age": 20}).screened_out
    assert not DRAWN.route({}).screened_out


def test_an_option_that_is_no_longer_offered_does_not_count():
    choice = parse_questionnaire(CHAIN.source.replace("no: No}", "no: {en: No, relevant: 1 > 2}}"))
    assert choice.settled({"used": "no"})["used"] is Missing.NOT_ANSWERED
