"""Times against the median, and against the words that were asked."""

import pytest

from surveykit.cleaning.code import code_responses
from surveykit.cleaning.rules.speeding import Speeding, words_asked
from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from tests.cleaning.applied import applied, said

Q = parse_questionnaire("""
questionnaire: q
version: "1"
languages: [en, zh]
title: {en: T, zh: 题}
scales: {five: {from: 1, to: 5, low: {en: low, zh: 低}, high: {en: high, zh: 高}}}
sections:
  - id: all
    title: {en: All, zh: 全}
    items:
      - id: m
        kind: matrix
        text: {en: How good was this, zh: 这些怎么样}
        scale: five
        rows: {a: {en: the first row, zh: 第一}, b: {en: second, zh: 第二}}
      - {id: c, kind: rating, text: {en: And now the last of them, zh: 最后}, scale: five, relevant: a > 2}
""")


def pages(seconds):
    return {} if seconds is None else {"seconds": {"all": seconds}}


def data(*seconds, language="en", whole=(), **answers):
    rows = [
        Response(
            f"r{at:02}",
            f"k{at}",
            "q",
            Q.hash,
            {"a": 3, "b": 3, "c": 3} | answers,
            language=language,
            status=Status.COMPLETE,
            paradata=paradata,
        )
        for at, paradata in enumerate([*map(pages, seconds), *({"duration": own} for own in whole)])
    ]
    return code_responses({Q.hash: Q}, Q, rows)


def test_less_than_a_share_of_the_median():
    found = applied(Speeding, data(*[30] * 10, 9, 10, None), speeding=0.33)["fast"]
    assert said(found) == {"r10": "9 seconds; the median is 30"}
    assert found.n == 12


def test_less_than_so_many_milliseconds_a_word():
    found = applied(Speeding, data(5, 3), milliseconds_per_word=300)["fast_reading"]
    assert said(found) == {"r01": "3 seconds for 14 words: 214 milliseconds a word"}


def test_only_what_was_asked_counts_in_the_language_of_the_response():
    assert words_asked(data(1)).tolist() == [14]
    assert words_asked(data(1, a=1, c=Missing.NOT_ASKED)).tolist() == [8]
    assert words_asked(data(1, language="zh")).tolist() == pytest.approx([11 * 238 / 255])


def test_without_times_or_with_few_it_is_said():
    assert {own.reason["en"] for own in applied(Speeding, data(None)).values()} == {
        "no times were recorded with the responses"
    }
    few = applied(Speeding, data(1, 20, 30))
    assert "fewer than 10" in few["fast"].reason["en"]
    assert few["fast_reading"].reason is None


def test_whole_times_are_compared_with_each_other_and_said_to_be_such():
    found = applied(Speeding, data(*[30] * 10, whole=[*[300] * 10, 80, 120]), speeding=0.33)["fast"]
    assert said(found) == {"r20": "80 seconds from beginning to end; the median is 300"}
    assert found.n == 22
    (note,) = found.notes
    assert "12 responses have only their whole time" in note["en"]
    assert "停顿" in note["zh"]


def test_a_few_whole_times_have_no_median():
    found = applied(Speeding, data(*[30] * 10, whole=[1]))
    assert (found["fast"].n, found["fast"].flags) == (10, ())
    assert set(said(found["fast_reading"])) == {"r10"}
