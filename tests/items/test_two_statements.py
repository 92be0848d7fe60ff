"""Two statements: both are rated, and the difference is taken within each respondent."""

import pytest

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

VIEWS = """
- id: v
  kind: two_statements
  text: {en: Two views., zh: 两种看法。}
  first: {en: Fast is better., zh: 快的好。}
  second: {en: Cheap is better., zh: 便宜的好。}
  scale: speed5
"""


def test_each_view_is_a_variable_with_the_statement_as_its_label():
    first, second = item(VIEWS).variables()
    assert (first.name, first.label["en"]) == ("v_first", "Fast is better.")
    assert (second.name, second.label["zh"]) == ("v_second", "便宜的好。")


def test_nobody_has_to_take_a_side():
    assert item(VIEWS).parse({"v_first": ["5"], "v_second": ["5"]}) == {"v_first": 5, "v_second": 5}
    answer = {"v_first": Missing.NOT_APPLICABLE, "v_second": 2}
    assert item(VIEWS).parse(item(VIEWS).fields_of(answer)) == answer


def test_required_asks_for_both():
    required = item(VIEWS + "  required: true")
    assert refusals(required, {"v_first": ["1"]}) == [("answer-row-required", "v_second")]


def test_the_difference_is_that_of_the_pairs():
    asked = questionnaire(VIEWS)
    pairs = [(5, 1), (4, 2), (3, 3), (5, Missing.NOT_ANSWERED)]
    summary = asked.items[0].summary(filled(asked, [{"v_first": a, "v_second": b} for a, b in pairs]))
    first, second, difference = summary.table.rows
    assert (first[2], first[3]) == (4, 4.25)
    assert (second[2], second[3]) == (3, 2.0)
    assert difference[2:5] == (3, 2.0, 2.0)  # 4, 2, 0
    assert summary.figure.kind == "likert"
    assert [row["n"] for row in summary.figure.data["rows"]] == [4, 3]


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_pairs_have_no_spread(n):
    asked = questionnaire(VIEWS)
    table = asked.items[0].summary(filled(asked, [{"v_first": 1, "v_second": 3}] * n)).table
    assert table.rows[2][2:5] == (n, -2.0 if n else None, None)
