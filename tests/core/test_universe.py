"""Of whom each variable is asked."""

from surveykit.core.universe import universes
from surveykit.design.load import parse_questionnaire
from tests.items.contract import HEAD

ASKED = parse_questionnaire(
    HEAD
    + """
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options: {phone: {en: Telephone, zh: 电话}, shop: {en: Shop, zh: 门店}}
  - id: next
    title: {en: Next, zh: 其次}
    relevant: answered(channel)
    items:
      - id: rows
        kind: matrix
        text: {en: Speed?, zh: 速度？}
        scale: speed5
        rows: {r_1: {en: Answer, zh: 接听}, r_2: {en: Visit, zh: 上门, relevant: channel = 'shop'}}
      - {id: more, kind: open_text, text: {en: More?, zh: 还有吗？}, relevant: r_1 <= 2}
"""
)


def test_conditions_of_section_item_and_part_come_together() -> None:
    assert {name: universe.source for name, universe in universes(ASKED).items()} == {
        "r_1": "answered(channel)",
        "r_2": "(answered(channel)) and (channel = 'shop')",
        "more": "(answered(channel)) and (r_1 <= 2)",
    }


def test_the_whole_condition_holds_where_each_part_does() -> None:
    universe = universes(ASKED)["r_2"]
    assert universe.holds({"channel": "shop"}.get)
    assert not universe.holds({"channel": "phone"}.get)
    assert universe.names == {"channel"}


def test_a_condition_on_an_option_does_not_narrow_the_question() -> None:
    more = """
      - id: whom
        kind: single_choice
        text: {en: Whom?, zh: 谁？}
        options: {staff: {en: Staff, zh: 店员, relevant: channel = 'shop'}, a: {en: A, zh: 甲}, b: {en: B, zh: 乙}}
"""
    assert universes(parse_questionnaire(ASKED.source + more))["whom"].source == "answered(channel)"
