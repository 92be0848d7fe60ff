"""Partial responses and break-offs, by the share of the questions asked that are answered."""

import pytest

from surveykit.cleaning.rules.incomplete import Incomplete
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from tests.cleaning.applied import applied, asking, ratings, said

TEN = parse_questionnaire(
    "questionnaire: ten\nversion: '1'\nlanguages: [en]\ntitle: Ten\n"
    "scales: {five: {from: 1, to: 5, low: low, high: high}}\n"
    "sections:\n  - id: all\n    title: All\n    items:\n"
    "      - {id: m, kind: matrix, text: M, scale: five, rows: {a: a, b: b, c: c, d: d, e: e}}\n"
    + "".join(f"      - {{id: {n}, kind: rating, text: {n}, scale: five}}\n" for n in "fgh")
    + "      - {id: t, kind: multiple_choice, text: T, options: {x: X, y: Y, z: Z}}\n"
    "      - {id: w, kind: single_choice, text: W, options: {p: P, q: {en: Q, specify: true}}}\n"
)
ANSWERED = dict.fromkeys("abcdefgh", 3) | {"t_x": 1, "t_y": 0, "t_z": 0, "w": 1, "w_q_text": Missing.NOT_ASKED}
NONE = Missing.NOT_ANSWERED


def flagged(answers, **thresholds):
    found = applied(Incomplete, Dataset.build(TEN, {"r": ANSWERED | answers}), **thresholds)
    return [(kind, evidence) for kind, own in found.items() for evidence in said(own).values()]


def missing(names, reason=NONE):
    return dict.fromkeys(names, reason)


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ({}, []),
        (missing("ab"), []),  # 8 of 10 is 80 %
        (missing("abc"), ["partial"]),
        (missing("abcde"), ["partial"]),  # 5 of 10 is 50 %
        (missing("abcdef"), ["break_off"]),
        (missing(ANSWERED, Missing.NOT_REACHED), ["break_off"]),
        (missing(ANSWERED, Missing.NOT_ASKED), []),
        (missing("abcdefgh", Missing.NOT_ASKED), []),
        (missing("abcdefgh", Missing.DONT_KNOW), []),
    ],
)
def test_the_share_decides(answers, kinds):
    assert [kind for kind, _ in flagged(answers)] == kinds


def test_ticks_and_words_beside_an_option_are_one_question():
    evidence = flagged(missing(["t_x", "t_y", "t_z", "a", "b"]))
    assert evidence == [("partial", "7 of 10 questions asked are answered (70%)")]


def test_what_was_not_asked_is_left_out_of_the_base():
    evidence = flagged(missing("abcde", Missing.NOT_ASKED) | missing("fg"))
    assert evidence == [("partial", "3 of 5 questions asked are answered (60%)")]


def test_the_plan_sets_the_thresholds():
    assert flagged(missing("abc"), complete=0.7) == []
    assert [kind for kind, _ in flagged(missing("abc"), complete=0.9, partial=0.75)] == ["break_off"]
    found = applied(Incomplete, Dataset.build(TEN, {}), complete=0.9, partial=0.4)
    assert ("90%" in found["partial"].threshold["en"], "40%" in found["break_off"].threshold["zh"]) == (True, True)


WORDS = "{{id: {id}, kind: open_text, text: Why, required: {required}}}"


@pytest.mark.parametrize(("required", "kinds"), [("false", []), ("true", ["break_off"])])
def test_an_open_question_that_may_be_left_blank_is_no_gap(required, kinds):
    short = asking(*ratings("a"), *(WORDS.format(id=id, required=required) for id in "bc"))
    found = applied(Incomplete, Dataset.build(short, {"r": {"a": 3, "b": NONE, "c": NONE}}))
    assert [kind for kind, own in found.items() if own.flags] == kinds


def test_where_all_questions_are_open_they_count():
    found = applied(Incomplete, Dataset.build(asking(WORDS.format(id="a", required="false")), {"r": {"a": NONE}}))
    assert set(said(found["break_off"])) == {"r"}
