"""The order of questions: S15 sensitive, background and behaviour, S16 overall."""

import pytest

from surveykit.design.review import review
from tests.design.check.definitions import WHY, choice, codes, matrix, rating, source

SHOPS = {"a": "Shop/门店", "b": "App/应用"}
REFUSE = {"r": "Prefer not to say/不愿透露|missing: refused"}
AGE = "- {id: age, kind: number, text: {en: Years?, zh: 几年？}, sensitive: true, minimum: 0, maximum: 99}"


def test_s15_a_sensitive_question_does_not_come_first():
    assert "sensitive-before-body" in codes(f"{AGE}\n- {WHY}")
    assert "sensitive-before-body" not in codes(f"- {WHY}\n{AGE}")
    assert "sensitive-before-body" not in codes(f"{AGE}\n- {WHY}", section="    role: screening\n")


def test_s15_a_sensitive_question_can_be_refused():
    asked = choice(SHOPS, ", sensitive: true")
    assert "sensitive-without-refusal" in codes(f"- {WHY}\n{asked}")
    assert "sensitive-without-refusal" not in codes(f"- {WHY}\n{choice(SHOPS | REFUSE, ', sensitive: true')}")
    assert "sensitive-without-refusal" not in codes(f"- {WHY}\n{AGE}")
    assert "sensitive-without-refusal" not in codes(f"{asked}", section="    role: screening\n")


def test_s15_a_sensitive_question_that_must_be_answered_has_a_refusal():
    assert "sensitive-required" in codes(f"- {WHY}\n{AGE[:-1]}, required: true}}")
    refused = choice(SHOPS | REFUSE, ", sensitive: true, required: true")
    assert "sensitive-required" not in codes(f"- {WHY}\n{refused}")


def sections(first: str, second: str) -> set[str]:
    more = f"  - id: two\n    title: {{en: Two, zh: 二}}\n{second}    items: [{WHY.replace('why', 'more')}]\n"
    return {p.code for p in review(source(f"- {WHY}", section=first) + more).problems}


def test_s15_background_comes_after_the_body():
    assert "background-before-body" in sections("    role: background\n", "")
    assert "background-before-body" not in sections("", "    role: background\n")
    assert "background-before-body" not in sections("    role: screening\n", "")


@pytest.mark.parametrize(
    ("first", "second", "told"), [("attitude", "behaviour", True), ("behaviour", "attitude", False)]
)
def test_s15_behaviour_comes_before_attitude(first, second, told):
    found = codes(f"{rating('a', more=f', content: {first}')}\n{rating('b', more=f', content: {second}')}")
    assert ("attitude-before-behaviour" in found) is told


QUALITY = "constructs: {x: {role: quality, label: {en: X, zh: 某}, items: [q_1, q_2, q_3]}}\n"
OVERALL = {"en": "Overall, how was the repair?", "zh": "总体来说，维修怎么样？"}


def test_s16_the_overall_rating_comes_first():
    overall = rating("all", **OVERALL)
    assert "overall-after-details" in codes(f"{matrix(3)}\n{overall}", QUALITY)
    assert "overall-after-details" not in codes(f"{overall}\n{matrix(3)}", QUALITY)
    assert "overall-after-details" not in codes(f"{matrix(3)}\n{rating('last')}", QUALITY)


def test_s16_ratings_that_belong_to_no_construct_are_details():
    overall = rating("all", **OVERALL)
    assert "overall-after-details" in codes(f"{matrix(3)}\n{overall}")
    assert "overall-after-details" in codes("\n".join([*map(rating, "abc"), overall]))
    assert "overall-after-details" not in codes("\n".join([*map(rating, "ab"), overall]))
    assert "overall-after-details" not in codes(f"{matrix(3)}\n{overall}", QUALITY.replace("quality", "expectation"))


@pytest.mark.parametrize(
    "words", [{"en": "How was it?", "zh": "整体感受如何？"}, {"en": "All in all?", "zh": "如何？"}]
)
def test_s16_overall_is_known_in_both_languages(words):
    assert "overall-after-details" in codes(f"{matrix(3)}\n{rating('all', **words)}", QUALITY)
