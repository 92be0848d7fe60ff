"""Indices that the plan may ask for; how they are computed is tested in test_careless."""

from random import Random

import pytest

from surveykit.cleaning.rules.consistency import Consistency
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

NAMES = [f"{letter}{at}" for letter in "abcdef" for at in (1, 2)]
CONSTRUCTS = "constructs:\n" + "".join(
    f"  s{letter}: {{role: quality, label: S, items: [{letter}1, {letter}2], reverse: [{letter}2]}}\n"
    for letter in "abcdef"
)
Q = asking(*ratings(*NAMES), constructs=CONSTRUCTS)
RANDOM = Random(1)
LEVELS = {"true": (1, 5, 2, 4, 3, 5), "false": (1, 5, 2, 4, 3, 5)}


def consistent(levels):
    return {
        f"{letter}{at}": level if at == 1 else 6 - level
        for letter, level in zip("abcdef", levels, strict=True)
        for at in (1, 2)
    }


OTHERS = {f"r{at:02}": consistent([RANDOM.randint(1, 5) for _ in range(6)]) for at in range(40)}
AGAINST = {name: value if name[1] == "1" else 6 - value for name, value in consistent((1, 5, 2, 4, 3, 5)).items()}
FLAT = dict.fromkeys(NAMES, 3)
DATA = Dataset.build(Q, {**OTHERS, "against": AGAINST, "flat": FLAT})


def test_nothing_is_asked_unless_the_plan_states_a_threshold():
    assert applied(Consistency, DATA) == {}


def test_answers_that_hardly_vary_with_the_reversed_items_as_given_and_turned():
    found = applied(Consistency, DATA, variability=0.05)["variability"]
    assert said(found) == {"flat": "standard deviation .00 of the range; with reversed items turned round .00"}


@pytest.mark.parametrize("index", ["even_odd", "synonyms"])
def test_halves_or_like_items_that_do_not_go_together(index):
    found = applied(Consistency, DATA, **{index: 0.0})[index]
    assert set(said(found)) == {"against"}
    assert found.n == 41  # of answers without variation there is no correlation


def test_too_few_scales_items_or_pairs_are_a_reason():
    short = Dataset.build(asking(*ratings("a", "b")), {"r": {"a": 1, "b": 2}})
    found = applied(Consistency, short, variability=0.1, even_odd=0.1, synonyms=0.1)
    assert [own.reason is not None for own in found.values()] == [True] * 3
