"""Local suppression: groups that are too small are joined where that costs the fewest values."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surveykit.core.suppression import BLANK, suppressed

SWEENEY = [
    *(2 * [("black", 1965, "m", "0214*")]),
    *(2 * [("black", 1965, "f", "0213*")]),
    *(2 * [("black", 1964, "f", "0213*")]),
    *(3 * [("white", 1964, "m", "0213*")]),
    *(2 * [("white", 1967, "m", "0213*")]),
]
"""L. Sweeney (2002), k-anonymity: a model for protecting privacy, Int. J. Uncertainty, Fuzziness and Knowledge-Based
Systems 10(5), 557-570, figure 2: « example of k-anonymity, where k = 2 » over race, birth, gender and ZIP."""


def places(rows):
    """Values as whole numbers, a column at a time."""
    columns = [sorted(set(column), key=str) for column in zip(*rows, strict=True)]
    return np.array([[columns[at].index(value) for at, value in enumerate(row)] for row in rows])


def written(rows, fewest):
    """The rows with a star for what is blanked, and how often each occurs."""
    gone = suppressed(places(rows), fewest)
    shown = [
        tuple("*" if blank else value for value, blank in zip(row, own, strict=True))
        for row, own in zip(rows, gone, strict=True)
    ]
    return Counter(shown)


def test_a_published_table_that_is_anonymous_stays_as_it_is():
    assert written(SWEENEY, 2) == Counter(SWEENEY)


def test_the_published_table_is_joined_where_that_costs_least():
    """By hand, for three: black women differ in the year alone (4 values). The black men then take one of these four
    women, who loses gender and ZIP (6 + 2 values; two white men would cost 12). White men differ in the year (5)."""
    assert written(SWEENEY, 3) == {
        ("black", "*", "f", "0213*"): 3,
        ("black", "*", "*", "*"): 3,
        ("white", "*", "m", "0213*"): 5,
    }


def test_a_rare_value_is_blanked_and_draws_in_as_many_of_the_smallest_group_as_are_missing():
    """2 others among 9 women and 12 men: without 3 more the total would tell that the blanks are the others."""
    told = written([*9 * [("woman",)], *12 * [("man",)], *2 * [("other",)]], 5)
    assert told == {("woman",): 6, ("man",): 12, ("*",): 5}


def test_a_group_that_has_none_to_spare_gives_all():
    told = written([*6 * [("woman",)], *7 * [("man",)], *2 * [("other",)]], 5)
    assert told == {("*",): 8, ("man",): 7}


def test_only_what_makes_a_row_rare_is_blanked():
    north = [*5 * [("north", "young")], *2 * [("north", "old")], *3 * [("north", "middle")]]
    assert written([*north, *5 * [("south", "old")]], 5) == {
        ("north", "young"): 5,
        ("north", "*"): 5,
        ("south", "old"): 5,
    }


def test_what_is_joined_with_blanks_costs_its_own_values_only():
    rows = [("a", "x"), ("a", "y"), ("a", "z"), ("b", "x"), ("b", "x")]
    assert written(rows, 2) == {("a", "*"): 3, ("b", "x"): 2}


def test_without_variables_there_is_nothing_to_blank():
    assert suppressed(np.zeros((5, 0), dtype=np.intp), 5).shape == (5, 0)


def test_too_few_rows_cannot_be_hidden():
    with pytest.raises(ValueError, match="4 rows"):
        suppressed(np.zeros((4, 1), dtype=np.intp), 5)


tables = st.tuples(st.integers(1, 4), st.integers(5, 40)).flatmap(
    lambda size: arrays(np.intp, (size[1], size[0]), elements=st.integers(0, 4))
)


@given(tables, st.integers(2, 5))
def test_in_any_table_every_combination_occurs_often_enough(table, fewest):
    gone = suppressed(table, fewest)
    groups = Counter(map(tuple, np.where(gone, BLANK, table).tolist()))
    assert min(groups.values()) >= fewest
    assert (suppressed(table, fewest) == gone).all()
    rare = min(Counter(map(tuple, table.tolist())).values()) < fewest
    assert gone.any() == rare
