"""Patterns far from all others."""

from random import Random

from surveykit.cleaning.rules.outlier import Outlier
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

Q = asking(*ratings("a", "b", "c"), "{id: check, kind: rating, text: Choose 2., scale: five, attention: check = 2}")
RANDOM = Random(3)


def row(level):
    return {name: min(5, max(1, level + RANDOM.choice((0, 0, 0, 1)))) for name in "abc"} | {"check": 2}


ROWS = {f"r{at:03}": row(1 + at % 5) for at in range(100)}


def test_a_pattern_against_what_goes_together_is_asked_about():
    data = Dataset.build(Q, {**ROWS, "odd": {"a": 1, "b": 5, "c": 1, "check": 5}, "blank": {"a": 1}})
    found = applied(Outlier, data)["outlier"]
    assert set(said(found)) == {"odd"}
    assert "3 items" in said(found)["odd"]
    assert found.n == 101  # who left something blank is not judged


def test_items_that_follow_from_others_are_a_reason():
    data = Dataset.build(Q, {id: answers | {"c": answers["a"]} for id, answers in ROWS.items()})
    assert "follow from others" in applied(Outlier, data)["outlier"].reason["en"]


def test_an_item_that_few_were_asked_is_left_out():
    few = {id: answers | ({"c": Missing.NOT_ASKED} if at > 20 else {}) for at, (id, answers) in enumerate(ROWS.items())}
    assert applied(Outlier, Dataset.build(Q, few))["outlier"].n == 100
