"""Columns of Polars have the cells that a person would have typed, whatever its type."""

from datetime import date

import pytest

from surveykit.interchange.table import Measures, Numbers, Repeated

pl = pytest.importorskip("polars")
polars_cells = pytest.importorskip("surveykit.interchange.polars_cells")


def cells_of(own):
    (cells,) = polars_cells.cells_of(own.to_frame())
    return cells


@pytest.mark.parametrize(
    ("values", "kind", "cells"),
    [
        ([1, None, -6, 127], Numbers, ["1", "", "-6", "127"]),
        ([True, False, None], Numbers, ["1", "0", ""]),
        ([1, -10], polars_cells.Figures, ["1", "-10"]),  # what stands for nothing among small numbers
        ([1980, 1980, 1980, None], Repeated, ["1980", "1980", "1980", ""]),
        ([2.5, 3.0, None, 0.1 + 0.2], Measures, ["2.5", "3", "", "0.3"]),
        (["a", "b", "c", None, ""], polars_cells.Letters, ["a", "b", "c", "", ""]),
        (["慢"] * 5 + [None], Repeated, ["慢"] * 5 + [""]),
        ([date(2026, 1, 15), None], list, ["2026-01-15", ""]),
    ],
)
def test_the_cells_of_every_type(values, kind, cells):
    found = cells_of(pl.Series(values))
    assert isinstance(found, kind)
    assert list(found) == cells


def test_numbers_of_single_precision_have_the_digits_that_were_typed():
    found = cells_of(pl.Series([1.1, None, -3.3, 1234.56, 16777216], dtype=pl.Float32))
    assert list(found) == ["1.1", "", "-3.3", "1234.56", "16777216"]
    assert list(cells_of(pl.Series([], dtype=pl.Float32))) == []


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["slow", "fast"])])
def test_labels_that_are_listed_once_are_read_once(kind):
    found = cells_of(pl.Series(["fast", None, "slow", "fast"], dtype=kind))
    assert list(found) == ["fast", "", "slow", "fast"]
    assert sorted(word for word in found.words if word) == ["fast", "slow"]


def test_texts_have_numbers_of_their_own_if_each_can_be_an_id():
    same, other = cells_of(pl.Series(["a", "b", "a"])), cells_of(pl.Series(["a", "c"]))
    assert len(set(same.hashes())) == 2
    assert same.hashes()[0] == other.hashes()[0] != other.hashes()[1]


def test_so_have_whole_numbers_if_none_is_lacking():
    assert cells_of(pl.Series([500, 30, 500])).hashes().tolist() == [500, 30, 500]
    assert cells_of(pl.Series([500, 30, None])).hashes() is None


@pytest.mark.parametrize("text", ["", " a", "a ", "a\x1f", "\u3000a", None])
def test_texts_that_python_would_strip_have_none(text):
    assert cells_of(pl.Series(["x", "y", text])).hashes() is None
    assert (cells_of(pl.Series(["x", "y", text])).blank().tolist()[2]) == (not (text or "").strip())


def test_every_column_has_words_of_its_own():
    frame = pl.DataFrame({"a": ["x", "y", None] * 2, "n": [1, 2, 3] * 2, "b": ["u", "x", ""] * 2})
    cells = polars_cells.cells_of(frame)
    assert [list(own) for own in cells] == [["x", "y", ""] * 2, ["1", "2", "3"] * 2, ["u", "x", ""] * 2]
    assert {word for word in cells[0].words if word} == {"x", "y"}
