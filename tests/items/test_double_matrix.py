"""Double matrix: two judgements on one scale, and the gap between them from those who gave both."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AuthorError
from surveykit.items.double_matrix import DoubleMatrix
from tests.items.contract import filled, item, questionnaire, refusals

SERVICE = """
- id: service
  kind: double_matrix
  text: {en: Service?, zh: 服务？}
  scale: speed5
  rows:
    call: {en: Answering, zh: 接听}
    repair: {en: Repairing, zh: 维修}
"""
IMPORTANCE = "  importance: {from: 1, to: 9, low: {en: low, zh: 低}, high: {en: high, zh: 高}}\n"


def test_each_row_has_a_column_for_each_aspect_in_order():
    names = [v.name for v in item(SERVICE + IMPORTANCE).variables()]
    assert names == [f"{row}_{a}" for row in ("call", "repair") for a in ("expected", "perceived", "importance")]
    assert item(SERVICE).variables()[1].label == {"en": "Answering: Perceived", "zh": "接听：实际感受"}


def test_own_aspects_take_the_place_of_the_usual_ones():
    own = item(SERVICE + "  aspects: {ideal: {en: Ideal, zh: 理想}, real: {en: Real, zh: 现实}}\n")
    assert [v.name for v in own.variables()][:2] == ["call_ideal", "call_real"]


@pytest.mark.parametrize(
    ("aspects", "code"),
    [
        ("{a: {en: A, zh: 甲}}", "two-aspects"),
        ("{a: {en: A, zh: 甲}, b: {en: B, zh: 乙}, c: {en: C, zh: 丙}}", "two-aspects"),
        ("{a: {en: A, zh: 甲}, importance: {en: B, zh: 乙}}", "aspect-name-taken"),
    ],
)
def test_there_are_two_aspects_and_importance_is_none_of_them(aspects, code):
    with pytest.raises(AuthorError) as error:
        item(SERVICE + f"  aspects: {aspects}\n")
    assert [p.code for p in error.value.problems] == [code]


def test_importance_is_answered_on_its_own_scale():
    asked = item(SERVICE + IMPORTANCE)
    assert asked.parse({"call_importance": ["9"]})["call_importance"] == 9
    assert refusals(asked, {"call_expected": ["9"]}) == [("answer-unknown-option", "call_expected")]
    assert (asked.scale_of("call_importance").maximum, asked.scale_of("call_perceived").maximum) == (9, 5)


def test_every_judgement_that_lacks_is_named_by_row_and_aspect():
    required = item(SERVICE + "  required: true\n")
    found = refusals(required, {"call_expected": ["3"], "repair_perceived": ["not_applicable"]})
    assert found == [("answer-row-required", "call_perceived"), ("answer-row-required", "repair_expected")]


def test_the_gap_is_the_second_less_the_first_of_those_who_gave_both():
    asked = questionnaire(SERVICE)
    pairs = [(5, 3), (4, 4), (5, 2), (5, None), (None, 1)]
    answers = [
        {"call_expected": a or Missing.NOT_ANSWERED, "call_perceived": b or Missing.NOT_ANSWERED} for a, b in pairs
    ]
    summary = asked.items[0].summary(filled(asked, answers))
    call, repair = summary.table.rows
    assert call[1:] == (pytest.approx(19 / 4), pytest.approx(10 / 4), pytest.approx(-5 / 3), 3)
    assert repair[1:] == (None, None, None, 0)
    assert summary.n == 5
    assert [row["id"] for row in summary.figure.data["rows"]][:2] == ["call_expected", "call_perceived"]


def test_a_table_is_drawn_only_where_all_points_fit():
    numbers = "{from: 1, to: 7, low: {en: low, zh: 低}, high: {en: high, zh: 高}}"
    seven = item(SERVICE.replace("speed5", numbers))
    assert isinstance(seven, DoubleMatrix)
    assert seven.in_one_line
    assert not item(SERVICE.replace("speed5", numbers) + IMPORTANCE).in_one_line
    assert item(SERVICE).in_one_line  # 2 x (5 words and a reason)


def test_rows_that_are_not_shown_are_not_parsed():
    assert set(item(SERVICE).only(["repair"]).parse({})) == {"repair_expected", "repair_perceived"}
