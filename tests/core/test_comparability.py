"""Whether the answers of two versions can stand in one column."""

from dataclasses import replace

import pytest

from surveykit.core.codebook import Level, Variable
from surveykit.core.comparability import cause, difference, reworded

RATED = Variable(
    "speed", "speed", {}, Level.ORDINAL, {1: {"en": "slow"}, 5: {"en": "quick"}}, minimum=1, maximum=5, complete=True
)
SLID = Variable("mood", "mood", {}, Level.INTERVAL, minimum=0, maximum=10)
COUNTED = Variable("age", "age", {}, Level.RATIO, minimum=0, maximum=110)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (RATED, replace(RATED, values={1: {"en": "very slow"}, 5: {"en": "quick"}}), None),
        (RATED, replace(RATED, values={1: {"en": "quick"}, 5: {"en": "slow"}}), "labels"),
        (RATED, replace(RATED, maximum=7), "range"),
        (RATED, replace(RATED, level=Level.TEXT), "kind"),
        (SLID, replace(SLID, maximum=100), "range"),  # the middle of a line is no longer the same number
        (COUNTED, replace(COUNTED, maximum=120), None),  # years are years, whatever is accepted
    ],
)
def test_what_keeps_answers_apart(old, new, expected):
    assert cause(old, new) == expected
    assert (difference(old, new) is None) == (expected is None)


def test_words_that_have_something_in_common_are_the_same_in_other_words():
    assert reworded({"en": "How quick were we?"}, {"en": "How quick was it?"})
    assert not reworded({"en": "How quick were we?", "zh": "快吗？"}, {"en": "Your age", "zh": "年龄"})
    assert reworded({"en": "How quick were we?", "zh": "快吗？"}, {"en": "Your age", "zh": "快吗？"})
    assert reworded({"en": "one"}, {"zh": "二"})
