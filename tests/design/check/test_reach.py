"""Whether a question can ever be asked (S3)."""

import pytest

from tests.design.check.definitions import WHY, choice, codes, matrix, rating

SHOPS = choice({"a": "Shop/门店", "b": "App/应用"}, id="c")
FIRST = f"{SHOPS}\n{rating('r')}\n{choice({'x': 'X/甲', 'y': 'Y/乙'}, kind='multiple_choice', id='m')}"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("r > 5", True),
        ("r > 4", False),
        ("c = 'a' and c = 'b'", True),
        ("c = 'a' or c = 'b'", False),
        ("not answered(r) and r > 1", True),
        ("not answered(r) and c = 'a'", False),
        ("r > 2 and r < 3", True),
        ("r > 2 and r < 4", False),
        ("selected(m, 'x') and not selected(m, 'x')", True),
        ("selected(m, 'x') and not selected(m, 'y')", False),
    ],
)
def test_a_condition_that_cannot_hold_is_told(condition, told):
    asked = WHY.replace("}}", f'}}, relevant: "{condition}"}}')
    assert ("never-asked" in codes(f"{FIRST}\n- {asked}")) is told


def test_where_an_answer_is_not_offered_that_alone_is_told():
    asked = WHY.replace("}}", "}, relevant: \"c = 'q'\"}")
    found = codes(f"{FIRST}\n- {asked}")
    assert "value-not-offered" in found
    assert "never-asked" not in found


@pytest.mark.parametrize(("ignore", "told"), [("{L99: why}", "unknown-rule"), ("{L4: ''}", "ignore-without-reason")])
def test_a_rule_that_is_not_set_aside_is_told_once(ignore, told):
    found = codes(f"{FIRST}\n- {WHY.replace('}}', f'}}, ignore: {ignore}}}')}")
    assert told in found
    assert "ignore-of-nothing" not in found


def test_of_too_many_answers_it_is_taken_for_granted():
    impossible = " and ".join(f"q_{n} > 5" for n in range(1, 7))
    assert "never-asked" not in codes(f"{matrix(6)}\n- {WHY.replace('}}', f'}}, relevant: {impossible}}}')}")
