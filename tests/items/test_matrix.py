"""Matrix: each row a variable, each fault at its own row."""

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

ROWS = """
- id: rs
  kind: matrix
  text: {en: How quick?, zh: 多快？}
  scale: speed5
  rows:
    rs_1: {en: First call, zh: 首次来电}
    rs_2: {en: Repair, zh: 维修}
    rs_3: {en: Delivery, zh: 送货}
"""


def test_each_row_is_a_variable():
    answer = item(ROWS).parse({"rs_1": ["4"], "rs_2": ["not_applicable"]})
    assert answer == {"rs_1": 4, "rs_2": Missing.NOT_APPLICABLE, "rs_3": Missing.NOT_ANSWERED}


def test_every_fault_is_told_at_its_row():
    required = item(ROWS + "  required: true")
    assert refusals(required, {"rs_1": ["9"], "rs_2": ["1"]}) == [
        ("answer-unknown-option", "rs_1"),
        ("answer-row-required", "rs_3"),
    ]


def test_the_base_names_the_range_of_its_rows():
    asked = questionnaire(ROWS)
    answers = [{"rs_1": 4, "rs_2": 3}] * 2 + [{"rs_1": 5}]
    summary = asked.items[0].summary(filled(asked, answers))
    assert summary.n == 3
    assert [row[2] for row in summary.table.rows] == [3, 2, 0]
    assert summary.figure.base["en"].startswith("Base: n = 0 to 3")
