"""Construct scores: means in the construct's direction, none where too few items are answered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.cleaning.score import fewest_items, score
from surveykit.core.codebook import Construct, Missing
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire

Q = parse_questionnaire("""
questionnaire: scores
version: "1"
languages: [en]
title: Scores
scales: {seven: {from: 1, to: 7, low: low, high: high}}
constructs:
  whole: {role: quality, label: Whole, items: [a, b, c, d, e]}
  turned: {role: quality, label: Turned, items: [f, g], reverse: [g], minimum_answered: 0.5}
sections:
  - id: all
    title: All
    items:
      - {id: m, kind: matrix, text: M, scale: seven, rows: {a: a, b: b, c: c, d: d, e: e, f: f, g: g}}
""")
BLANK = Missing.NOT_ANSWERED


def scores(answers, share=0.8):
    data = score(Dataset.build(Q, {"r": dict(zip("abcdefg", answers, strict=True))}), share)
    return {name: data.numbers(name).item() for name in ("whole", "turned")}


def test_the_mean_of_the_answered_items_and_the_reversed_one_turned():
    assert scores((1, 2, 3, 4, 6, 2, 7)) == {"whole": 3.2, "turned": 1.5}
    assert scores((1, 2, 3, 4, BLANK, BLANK, 7)) == {"whole": 2.5, "turned": 1.0}


@pytest.mark.parametrize(
    ("share", "blank", "scored"),
    [(0.8, 1, True), (0.8, 2, False), (0.6, 2, True), (0.61, 2, False), (0, 4, True), (0, 5, False), (1, 1, False)],
)
def test_the_share_of_items_decides(share, blank, scored):
    assert np.isfinite(scores((BLANK,) * blank + (4,) * (7 - blank), share)["whole"]) == scored


def test_a_share_that_binary_fractions_round_up_asks_for_no_item_more():
    items = tuple(f"i{i}" for i in range(25))
    assert 0.28 * 25 > 7  # which is why the count cannot simply be rounded up
    assert fewest_items(Construct("long", "other", {}, items), 0.28) == 7


def test_the_constructs_own_share_comes_first():
    assert np.isfinite(scores((1, 1, 1, 1, 1, BLANK, 3), 1.0)["turned"])
    assert np.isnan(scores((1, 1, 1, 1, 1, BLANK, BLANK), 0.0)["turned"])


@given(st.lists(st.tuples(*[st.integers(1, 7)] * 7), min_size=1, max_size=20))
def test_complete_rows_have_exactly_the_plain_mean(rows):
    data = Dataset.build(Q, {f"{i:03}": dict(zip("abcdefg", row, strict=True)) for i, row in enumerate(rows)})
    expected = np.array(rows, dtype=float)[:, :5].mean(axis=1)
    assert score(data, 0.8).numbers("whole").tolist() == expected.tolist()


def test_nobody_has_no_scores():
    data = score(Dataset.build(Q, {}), 0.8)
    assert [data.numbers(name).tolist() for name in ("whole", "turned")] == [[], []]
