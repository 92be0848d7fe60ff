"""Typed cells become the texts that a person would have typed, whichever way they are found."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from surveykit.interchange.cell_text import number_texts, texts

NUMBERS = st.none() | st.integers(-9, 9).map(float) | st.integers(-2_000, 2_000).map(float) | st.floats()


@given(st.lists(NUMBERS, max_size=30))
def test_a_column_of_numbers_is_written_like_its_cells(cells):
    assert list(number_texts(cells)) == texts(cells)


@given(st.lists(st.none() | st.integers(-9, 9).map(float), max_size=30))
def test_no_text_is_made_of_a_number_that_does_not_occur(cells):
    assert {text for text in number_texts(cells).words if text} == {text for text in texts(cells) if text}


def test_a_column_of_numbers_may_hold_something_else():
    assert number_texts([1.0, date(2026, 1, 15)]) == ["1", "2026-01-15"]
    assert number_texts([2.0, "a"], lambda cell: f".{cell}" if cell == "a" else "2") == ["2", ".a"]
