"""Ranking: each place once, without a gap, and what is left out is not last."""

import pytest

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

TOP = """
- id: first
  kind: ranking
  text: {en: What matters?, zh: 看重什么？}
  top: 3
  options:
    speed: {en: Speed, zh: 速度}
    price: {en: Price, zh: 价格}
    advice: {en: Advice, zh: 建议}
    near: {en: Nearness, zh: 距离}
"""


def posted(**places):
    return {f"first_{name}": [str(place)] for name, place in places.items()}


def test_a_rank_is_kept_for_each_option_and_the_rest_is_missing():
    answer = item(TOP).parse(posted(speed=2, price=1, advice=3))
    assert answer == {"first_speed": 2, "first_price": 1, "first_advice": 3, "first_near": Missing.NOT_ANSWERED}


def test_a_ranking_may_stop_early_unless_required():
    assert item(TOP).parse(posted(near=1))["first_near"] == 1
    assert refusals(item(TOP + "  required: true"), posted(near=1)) == [("answer-ranks-missing", "first")]


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ({"speed": 1, "price": 1}, "answer-rank-twice"),
        ({"speed": 1, "price": 3}, "answer-rank-gap"),
        ({"speed": 2}, "answer-rank-gap"),
        ({"speed": 4}, "answer-unknown-option"),
        ({"speed": 0}, "answer-unknown-option"),
        ({"speed": "01"}, "answer-unknown-option"),
    ],
)
def test_a_place_is_given_once_and_without_a_gap(places, code):
    assert refusals(item(TOP), posted(**places)) == [(code, "first")]


def test_all_options_are_ranked_where_no_top_is_said():
    assert item(TOP.replace("top: 3", "required: false")).ranks == 4


def test_the_mean_rank_counts_only_those_who_ranked_the_option():
    asked = questionnaire(TOP)
    answers = [posted(speed=1, price=2)] * 6 + [posted(price=1)] * 4 + [{}] * 3
    summary = asked.items[0].summary(filled(asked, [asked.items[0].parse(a) for a in answers]))
    assert summary.n == 10
    by_name = {row[0]["en"]: row[1:] for row in summary.table.rows}
    assert by_name["Speed"] == (0.6, 0.6, 1.0, 6)
    assert by_name["Price"] == (0.4, 1.0, pytest.approx(1.6), 10)
    assert by_name["Advice"] == (0.0, 0.0, None, 0)
    assert next(iter(by_name)) == "Price"
