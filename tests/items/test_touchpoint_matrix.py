"""Touchpoint matrix: only what was used is judged, whatever was typed."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AuthorError
from tests.items.contract import filled, item, questionnaire, refusals

CONTACTS = """
- id: contacts
  kind: touchpoint_matrix
  text: {en: Which did you use?, zh: 用过哪些？}
  satisfaction: speed5
  effort: {from: 1, to: 7, low: {en: little, zh: 少}, high: {en: much, zh: 多}}
  rows:
    app: {en: App, zh: 应用}
    shop: {en: Shop, zh: 门店}
"""
IMPORTANCE = "  importance: {from: 0, to: 10, low: {en: low, zh: 低}, high: {en: high, zh: 高}}\n"
ALL = IMPORTANCE + "  importance_of: all\n"


def test_what_was_not_used_is_not_asked_whatever_was_typed():
    posted = {"app_used": ["0"], "app_satisfaction": ["5"], "app_effort": ["no number"], "shop_used": ["1"]}
    answer = item(CONTACTS).parse(posted | {"shop_satisfaction": ["2"]})
    assert (answer["app_used"], answer["app_satisfaction"], answer["app_effort"]) == (
        0,
        Missing.NOT_ASKED,
        Missing.NOT_ASKED,
    )
    assert (answer["shop_used"], answer["shop_satisfaction"], answer["shop_effort"]) == (1, 2, Missing.NOT_ANSWERED)


def test_importance_can_be_asked_of_all():
    posted = {"app_used": ["0"], "app_importance": ["9"]}
    assert item(CONTACTS + ALL).parse(posted)["app_importance"] == 9
    assert item(CONTACTS + IMPORTANCE).parse(posted)["app_importance"] is Missing.NOT_ASKED
    assert item(CONTACTS + ALL).parse({"app_importance": ["9"]})["app_importance"] == 9


def test_a_judgement_without_a_word_on_use_is_asked_about():
    assert refusals(item(CONTACTS), {"app_satisfaction": ["4"]}) == [("answer-used-or-not", "app_used")]


def test_use_is_required_of_every_touchpoint_and_judgement_of_the_used():
    required = item(CONTACTS + "  required: true\n")
    found = refusals(required, {"shop_used": ["1"], "shop_effort": ["3"]})
    assert found == [("answer-row-required", "app_used"), ("answer-row-required", "shop_satisfaction")]
    assert required.parse({"app_used": ["0"], "shop_used": ["0"]})["app_effort"] is Missing.NOT_ASKED


def test_each_judgement_has_its_own_scale():
    asked = item(CONTACTS)
    assert [asked.scale_of(f"app_{name}") and asked.scale_of(f"app_{name}").maximum for name in
            ("used", "satisfaction", "effort")] == [None, 5, 7]  # fmt: skip


def test_importance_of_all_needs_a_scale():
    with pytest.raises(AuthorError) as error:
        item(CONTACTS + "  importance_of: all\n")
    assert [p.code for p in error.value.problems] == ["importance-of-nothing"]


def test_the_summary_gives_each_touchpoint_its_own_base():
    asked = questionnaire(CONTACTS)
    used = [{"app_used": ["1"], "app_satisfaction": [str(s)], "shop_used": ["0"]} for s in (5, 4, 3)]
    unused = [{"app_used": ["0"], "shop_used": ["0"]}] * 7
    data = filled(asked, [asked.items[0].parse(p) for p in [*used, *unused, {}]])
    summary = asked.items[0].summary(data)
    app, shop = summary.table.rows
    assert summary.n == 10
    assert app[1:] == (10, pytest.approx(0.3), pytest.approx(4.0), 3, None, 0)
    assert shop[1:] == (10, 0.0, None, 0, None, 0)
    assert [row["id"] for row in summary.figure.data["rows"]] == ["app_satisfaction", "shop_satisfaction"]
