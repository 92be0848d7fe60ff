"""The longest run of equal answers, counted by hand."""

import pytest

from surveykit.cleaning.rules.straight_line import StraightLine, longest_run
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.plan import Cleaning
from surveykit.design.load import parse_questionnaire

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
    flags = list(StraightLine().flags(rows, Cleaning(straight_line=2)))
    assert [(f.rule, f.respondent) for f in flags] == [("straight_line", "r1"), ("straight_line", "r2")]
    assert flags[0].evidence["en"] == "the answer 5, 3 times in a row, from c to e"
    assert flags[1].evidence["zh"] == "从a到d连续4次回答4"


def test_a_run_as_long_as_the_threshold_is_allowed():
    assert not list(StraightLine().flags(data((3, 3, 3, 3, 3, 1, 1)), Cleaning(straight_line=5)))


def test_nobody_gives_no_flag():
    assert not list(StraightLine().flags(data(), Cleaning()))
