"""Constructs without a score because items were left blank."""

import pytest

from surveykit.cleaning.rules.scale_missing import ScaleMissing
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

CONSTRUCTS = (
    "constructs: {one: {role: quality, label: O, items: [a, b, c]}, two: {role: value, label: T, items: [d, e]}}\n"
)
Q = asking(*ratings(*"abcde"), constructs=CONSTRUCTS)
BLANK, NOT_ASKED, UNUSED = Missing.NOT_ANSWERED, Missing.NOT_ASKED, Missing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("answers", "share", "lacking"),
    [
        ({}, 0.8, None),
        ({"a": BLANK}, 0.8, "one"),
        ({"a": BLANK}, 0.6, None),
        ({"a": BLANK, "b": Missing.NOT_REACHED, "e": BLANK}, 0.6, "one, two"),
        (dict.fromkeys("abc", NOT_ASKED), 0.8, None),
        ({"a": UNUSED, "b": UNUSED}, 0.8, None),
    ],
)
def test_what_was_left_blank_or_not_reached_makes_the_gap(answers, share, lacking):
    data = Dataset.build(Q, {"r": dict.fromkeys("abcde", 3) | answers})
    found = said(applied(ScaleMissing, data, scale_minimum_answered=share)["scale_missing"])
    assert found == ({} if lacking is None else {"r": f"too few items answered: {lacking}"})


def test_without_constructs_there_is_no_such_question():
    assert applied(ScaleMissing, Dataset.build(asking(*ratings("a")), {"r": {"a": BLANK}})) == {}
