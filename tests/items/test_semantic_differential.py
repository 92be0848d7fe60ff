"""Semantic differential: 1 is the left pole, and a row is a variable of its own."""

import pytest

from surveykit.charts import draw
from surveykit.core.codebook import Level, Missing
from surveykit.errors import AuthorError
from tests.items.contract import filled, item, questionnaire, refusals

IMAGE = """
- id: image
  kind: semantic_differential
  text: {en: How do you see us?, zh: 您怎么看我们？}
  points: 5
  rows:
    warm: {left: {en: cold, zh: 冷淡}, right: {en: warm, zh: 热情}}
    new: {left: {en: modern, zh: 现代}, right: {en: old, zh: 过时}, anchored: true}
"""


def test_the_poles_are_the_labels_of_the_ends():
    warm, new = item(IMAGE).variables()
    assert (warm.name, warm.level, warm.minimum, warm.maximum) == ("warm", Level.ORDINAL, 1, 5)
    assert warm.values == {1: {"en": "cold", "zh": "冷淡"}, 5: {"en": "warm", "zh": "热情"}}
    assert new.label == {"en": "modern – old", "zh": "现代 – 过时"}


def test_rows_are_answered_one_by_one():
    assert item(IMAGE).parse({"warm": ["4"]}) == {"warm": 4, "new": Missing.NOT_ANSWERED}
    assert refusals(item(IMAGE), {"warm": ["6"], "new": ["0"]}) == [
        ("answer-unknown-option", "warm"),
        ("answer-unknown-option", "new"),
    ]
    assert refusals(item(IMAGE + "  required: true"), {"warm": ["1"]}) == [("answer-row-required", "new")]


def test_it_works_with_fewer_rows_in_another_order():
    shown = item(IMAGE).only(["new"])
    assert shown.parse({"new": ["2"], "warm": ["1"]}) == {"new": 2}


@pytest.mark.parametrize("points", [3, 10, -1])
def test_the_number_of_points_is_checked(points):
    with pytest.raises(AuthorError, match="differential-points"):
        item(IMAGE.replace("points: 5", f"points: {points}"))


def test_a_row_needs_both_poles_in_both_languages():
    with pytest.raises(AuthorError, match="missing-key"):
        item(IMAGE.replace(", right: {en: warm, zh: 热情}", ""))
    with pytest.raises(AuthorError, match="missing-translation"):
        item(IMAGE.replace("{en: cold, zh: 冷淡}", "{en: cold}"))
    with pytest.raises(AuthorError, match="no-pairs"):
        item(IMAGE.partition("rows:")[0] + "rows: {}")


def test_the_profile_by_hand():
    asked = questionnaire(IMAGE)
    answers = [{"warm": w, "new": n} for w, n in [(4, 1), (5, 1), (3, 2)] * 4]
    summary = asked.items[0].summary(filled(asked, answers))
    (warm, new) = summary.table.rows
    assert warm[1:4] == ("warm", 12, 4.0)
    assert new[1:4] == ("new", 12, pytest.approx(4 / 3))
    # R: x <- rep(c(4, 5, 3), 4); sd(x); t.test(x)$conf.int
    assert warm[4] == pytest.approx(0.8528029, abs=1e-6)
    low, high = summary.figure.data["rows"][0]["interval"]
    assert (low, high) == pytest.approx((3.458156, 4.541844), abs=1e-4)
    assert draw(summary.figure, "zh")
