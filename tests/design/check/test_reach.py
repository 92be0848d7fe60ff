"""Whether a question can ever be asked (S3)."""

import pytest

from surveykit.design.review import review
from tests.design.check.definitions import WHY, choice, codes, matrix, rating, reviewed, source

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


@pytest.mark.parametrize(
    ("section", "item", "told"),
    [
        ("r <= 2", "r >= 4", ["(r <= 2) and (r >= 4)"]),
        ("r <= 2", "r >= 2", []),
        ("r <= 2", "c = 'a'", []),
        ("r > 5", "r < 2", ["r > 5"]),
    ],
)
def test_a_condition_holds_within_those_around_it(section, item, told):
    later = WHY.replace("why", "later").replace("}}", f'}}, relevant: "{item}"}}')
    page = f'  - id: two\n    title: {{en: Two, zh: 二}}\n    relevant: "{section}"\n    items: [{later}]\n'
    found = review(source(FIRST) + page).problems
    assert [p.values["condition"] for p in found if p.code == "never-asked"] == told


@pytest.mark.parametrize(("option", "told"), [("c = 'b'", True), ("r > 1", False)])
def test_an_option_is_offered_within_the_condition_of_its_question(option, told):
    offered = choice({"s": f'Soon/马上|relevant: "{option}"', "t": "Later/以后"}, ", relevant: c = 'a'")
    assert ("never-asked" in codes(f"{FIRST}\n{offered}")) is told


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
    rows = [f"q_{n}" for n in range(1, 7)]
    impossible = " and ".join(f"{one} > {other}" for one, other in zip(rows, [*rows[1:], rows[0]], strict=True))
    assert "never-asked" not in codes(f"{matrix(6)}\n- {WHY.replace('}}', f'}}, relevant: {impossible}}}')}")


def number(id: str, more: str = "") -> str:
    return f"- {{id: {id}, kind: number, text: {{en: How many?, zh: 多少？}}{more}}}"


NUMBERS = "\n".join(
    [
        number("age", ", minimum: 18, maximum: 99"),
        number("spent", ", maximum: 50.5, decimals: 1"),
        number("times"),
        number("calls"),
        "- {id: ease, kind: slider, text: {en: How easy?, zh: 容易吗？}}",
        "- {id: name, kind: short_text, text: {en: Which shop?, zh: 哪家店？}}",
    ]
)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("age > 200", True),
        ("200 < age", True),
        ("age > 98", False),
        ("age < 18", True),
        ("age < -(1)", True),
        ("not age >= 18", True),
        ("not (age > 5 or times > 1)", True),
        ("age > 200 or spent > 51", True),
        ("age > 200 or spent > 50.4", False),
        ("age > 200 and length(name) > 2", True),
        ("spent > 1.1 and spent < 1.2", True),
        ("spent > 1.1 and spent < 1.3", False),
        ("spent < 1.1", False),
        ("age > 20.5 and age < 21.5", False),
        ("age > 20 and age < 21", True),
        ("age = 30 and age != 30", True),
        ("age + 10 > 109", True),
        ("age + 10 > 108", False),
        ("ease > 100", True),
        ("times > 100000", False),
        ("times > 3 and times < 3", True),
        ("times > calls and calls > times", False),
        ("times > calls and age > 99", True),
        ("answered(age) and age > 1", False),
        ("not answered(age) and age > 20", True),
        ("name = 'A' and name = 'B'", True),
        ("name != 'A' and name != 'B'", False),
    ],
)
def test_the_bounds_of_numbers_count(condition, told):
    asked = WHY.replace("}}", f'}}, relevant: "{condition}"}}')
    assert ("never-asked" in codes(f"{NUMBERS}\n- {asked}")) is told


@pytest.mark.parametrize(("check", "told"), [("spent > 100", True), ("spent < 50", False), ("age > spent", False)])
def test_a_rule_on_answers_that_refuses_them_all_is_told(check, told):
    rule = f"validate: [{{check: {check}, message: {{en: No., zh: 不行。}}}}]"
    items = NUMBERS.replace("decimals: 1", f"decimals: 1, {rule}")
    assert ("never-fulfilled" in codes(items)) is told


def test_a_screening_or_a_quota_for_nobody_is_told():
    assert "never-fulfilled" in codes(NUMBERS, section="    screen_out: age > 99\n")
    assert "never-fulfilled" not in codes(NUMBERS, section="    screen_out: age > 98\n")
    assert "never-fulfilled" in codes(
        NUMBERS, top="quotas: {old: {label: {en: Old, zh: 老人}, when: age > 99, limit: 5}}\n"
    )


@pytest.mark.parametrize("more", [", minimum: 9, maximum: 3", ", decimals: 400", ", decimals: -3"])
def test_a_number_at_fault_is_told_and_no_more(more):
    asked = WHY.replace("}}", '}, relevant: "n > 5"}')
    found = reviewed(f"{number('n', more)}\n- {asked}")
    assert {p.code for p in found.problems if p.severity == "error"} <= {"number-bounds", "number-decimals"}
