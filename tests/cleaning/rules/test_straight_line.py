"""The longest run of equal answers, counted by hand."""

import pytest

from surveykit.cleaning.rules.straight_line import StraightLine, longest_run
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from tests.cleaning.applied import applied, asking, ratings, said

Q = parse_questionnaire("""
questionnaire: run
version: "1"
languages: [en]
title: Run
scales:
  five: {from: 1, to: 5, low: low, high: high}
  other5: {from: 1, to: 5, low: bad, high: good}
  seven: {from: 1, to: 7, low: low, high: high}
sections:
  - id: all
    title: All
    items:
      - {id: m, kind: matrix, text: M, scale: five, rows: {a: a, b: b, c: c}}
      - {id: n, kind: number, text: N}
      - {id: d, kind: rating, text: D, scale: five}
      - {id: e, kind: rating, text: E, scale: other5}
      - {id: f, kind: rating, text: F, scale: seven}
      - {id: g, kind: rating, text: G, scale: seven}
""")
SKIPPED, BLANK = Missing.NOT_ASKED, Missing.NOT_ANSWERED


def data(*rows):
    return Dataset.build(Q, {f"r{i}": dict(zip("abcdefg", row, strict=True)) for i, row in enumerate(rows)})


@pytest.mark.parametrize(
    ("answers", "length"),
    [
        ((1, 2, 3, 4, 5, 6, 7), 1),
        ((2, 2, 3, 3, 3, 1, 2), 3),
        ((3, 3, 3, 3, 3, 3, 3), 5),  # the seven points begin a run of their own
        ((1, 2, 1, 2, 1, 4, 4), 2),
        ((3, 3, BLANK, 3, 3, 1, 2), 2),
        ((3, 3, SKIPPED, 3, 1, 1, 2), 3),
        ((SKIPPED, SKIPPED, 3, SKIPPED, 3, 1, 2), 2),
        ((BLANK,) * 7, 0),
        ((SKIPPED,) * 7, 0),
        ((BLANK, BLANK, 4, BLANK, BLANK, BLANK, BLANK), 1),
    ],
)
def test_the_longest_run(answers, length):
    assert longest_run(data(answers)).length.tolist() == [length]


def test_every_row_has_its_own_run_and_its_evidence():
    rows = data((1, 2, 3, 4, 5, 6, 7), (2, 2, 5, 5, 5, 1, 2), (4, 4, 4, 4, 1, 1, 1))
    found = applied(StraightLine, rows, straight_line=2)["straight_line"]
    assert set(said(found)) == {"r1", "r2"}
    assert said(found)["r1"] == "the answer 5, 3 times in a row, from c to e"
    assert said(found, "zh")["r2"] == "从a到d连续4次回答4"


def test_a_run_as_long_as_the_threshold_is_allowed():
    assert not applied(StraightLine, data((3, 3, 3, 3, 3, 1, 1)), straight_line=5)["straight_line"].flags


def test_nobody_gives_no_flag():
    assert not applied(StraightLine, data())["straight_line"].flags


@pytest.mark.parametrize(("answer", "contradicts"), [(1, True), (3, False)])
def test_the_same_answer_to_an_item_and_its_reverse_contradicts_itself_off_the_middle(answer, contradicts):
    construct = "constructs: {cc: {role: quality, label: C, items: [a, b, c], reverse: [b]}}\n"
    rows = Dataset.build(asking(*ratings("a", "b", "c"), constructs=construct), {"r": dict.fromkeys("abc", answer)})
    evidence = said(applied(StraightLine, rows, straight_line=2)["straight_line"])["r"]
    assert ("reversed items: b" in evidence) == contradicts
