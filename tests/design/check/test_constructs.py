"""Constructs: S11 direction, S20 items and outcome."""

import pytest

from tests.design.check.definitions import codes, rating

TWELVE = "\n".join(rating(f"q{n}") for n in range(12))


def construct(names: str, more: str = "", role: str = "satisfaction", id: str = "x") -> str:
    return f"constructs: {{{id}: {{role: {role}, label: {{en: X, zh: 某}}, items: [{names}]{more}}}}}\n"


ALL = ", ".join(f"q{n}" for n in range(12))


@pytest.mark.parametrize(("names", "told"), [("q0, q1", True), ("q0, q1, q2", False)])
def test_s20_three_items_at_least(names, told):
    assert ("few-construct-items" in codes(TWELVE, construct(names))) is told


@pytest.mark.parametrize(("role", "told"), [("quality", True), ("satisfaction", False), ("other", False)])
def test_s20_an_outcome_is_asked(role, told):
    assert ("no-outcome" in codes(TWELVE, construct("q0, q1, q2", role=role))) is told


def test_s11_some_items_run_the_other_way():
    assert "one-direction" in codes(TWELVE, construct(ALL))
    assert "one-direction" not in codes(TWELVE, construct("q0, q1, q2"))
    assert "one-direction" not in codes(TWELVE, construct(ALL, ", reverse: [q3]"))
    assert "one-direction" not in codes(TWELVE + "\n" + rating("look", more=", attention: look = 2"), construct(ALL))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"en": "Did the visit not help?", "zh": "上门有用吗？"}, True),
        ({"en": "Was the visit useful?", "zh": "上门没有帮助吗？"}, True),
        ({"en": "How much effort was it?", "zh": "费了多少力气？"}, False),
    ],
)
def test_s11_a_reversed_item_does_without_a_negation(words, told):
    items = "\n".join([rating("a", **words), rating("b"), rating("c")])
    assert ("reversed-by-negation" in codes(items, construct("a, b, c", ", reverse: [a]"))) is told
    assert "reversed-by-negation" not in codes(items, construct("a, b, c", ", reverse: [b]"))
