"""What conditions may read: whatever order a respondent sees, it must have been answered before."""

import pytest

from surveykit.design.load import read_definition

HEAD = "questionnaire: tiny\nversion: '1'\nlanguages: [en]\ntitle: Tiny\n"
RATING = "{id: speed, kind: rating, text: Speed?, scale: {from: 1, to: 5}}"


def codes(source: str) -> list[str]:
    return [p.code for p in read_definition(source)[1]]


def sections(*written: str, top: str = "") -> str:
    return HEAD + top + "sections:\n" + "".join(f"  - {line}\n" for line in written)


def section(id: str, *items: str, more: str = "") -> str:
    return f"{{id: {id}, title: T, {more} items: [{', '.join(items)}]}}"


WHY = "{id: why, kind: open_text, text: Why?, relevant: speed <= 2}"


def test_a_shuffled_section_cannot_ask_by_its_own_answers():
    assert codes(sections(section("one", RATING, WHY))) == []
    assert codes(sections(section("one", RATING, WHY, more="shuffle: true,"))) == ["relevant-later"]


def test_shuffled_sections_cannot_ask_by_each_other_but_by_fixed_ones():
    written = section("one", RATING), section("two", WHY)
    assert codes(sections(*written)) == []
    assert codes(sections(*written, top="shuffle: true\n")) == ["relevant-later"]
    anchored = section("one", RATING, more="anchored: true,"), section("two", WHY)
    assert codes(sections(*anchored, top="shuffle: true\n")) == []


def test_options_and_rows_depend_on_earlier_pages():
    options = "{id: q, kind: single_choice, text: Q?, options: {a: A, b: B, c: {en: C, relevant: speed > 3}}}"
    assert codes(sections(section("one", RATING), section("two", options))) == []
    assert codes(sections(section("one", RATING, options))) == ["relevant-later"]


@pytest.mark.parametrize(
    "rule", ["validate: [{check: sped > 1, message: M}]", "attention: sped = 2", "relevant: sped > 1"]
)
def test_every_condition_of_an_item_is_checked(rule):
    asked = f"{{id: why, kind: open_text, text: Why?, {rule}}}"
    assert codes(sections(section("one", RATING, asked))) == ["relevant-unknown"]


def test_screening_and_quotas_are_checked():
    screened = section("one", RATING, more="role: screening, screen_out: sped < 2,")
    assert codes(sections(screened)) == ["relevant-unknown"]
    quota = "quotas: {q: {label: Q, when: speed = 9, limit: 5}}\n"
    assert codes(sections(section("one", RATING), top=quota)) == ["value-not-offered"]


def test_a_validation_may_read_its_own_page():
    first = "{id: a, kind: number, text: A?, validate: [{check: a <= b, message: M}]}"
    second = "{id: b, kind: number, text: B?}"
    assert codes(sections(section("one", first, second))) == []
    assert codes(sections(section("one", first), section("two", second))) == ["relevant-later"]
