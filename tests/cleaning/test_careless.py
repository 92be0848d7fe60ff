"""Indices of careless answering agree with base R's formulas on real answers, and never fail on degenerate ones."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.cleaning.careless import (
    correlations,
    distances,
    even_odd,
    intraclass,
    row_correlation,
    synonym_pairs,
    synonyms,
    variability,
)
from surveykit.cleaning.rules.straight_line import longest_run
from tests.analysis.small import MOBI, mobi

FILE = Path(__file__).parents[1] / "reference" / "careless.json"
RESULTS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
NAMES = [name for items in MOBI.values() for name in items]
ITEMS = mobi().table(NAMES)
ROWS, COLUMNS = np.indices(ITEMS.shape) + 1
HOLES = np.where((ROWS + 3 * COLUMNS) % 11 == 0, np.nan, ITEMS)
SCALES = [[NAMES.index(name) for name in items] for items in MOBI.values() if len(items) > 1]
KEPT = slice(0, 250, 25)


def agrees(found: Any, id: str) -> None:
    """Whether the figures agree with the reference of that id; what R could not compute is NaN."""
    expected = np.array(RESULTS[id]["value"], dtype=float)
    close = np.abs(found - expected) <= RESULTS[id]["tol"] * np.maximum(1, np.abs(expected))
    assert np.all(close | (np.isnan(found) & np.isnan(expected))), id


def test_the_longest_run():
    agrees(longest_run(mobi()).length, "longest_run")


def test_variability():
    agrees(variability(ITEMS)[KEPT], "variability")
    agrees(variability(HOLES)[KEPT], "variability.holes")


def test_even_odd_consistency():
    agrees(even_odd(ITEMS, SCALES), "even_odd")
    agrees(even_odd(HOLES, SCALES), "even_odd.holes")


def test_psychometric_synonyms():
    pairs = synonym_pairs(ITEMS, 0.6)
    assert len(pairs[0]) == RESULTS["pairs"]["value"]
    agrees(synonyms(ITEMS, pairs), "synonyms")
    agrees(correlations(HOLES)[:5, :5], "correlations.holes")


def test_mahalanobis_distance():
    found = distances(ITEMS)
    assert (found.df, found.lacking) == (24, None)
    agrees(found.squared, "distance")
    agrees(found.p[KEPT], "distance.p")
    assert (np.flatnonzero(found.p < 0.001) + 1).tolist() == RESULTS["distance.flagged"]["value"]


def test_the_distance_does_not_depend_on_the_units():
    assert np.allclose(distances(ITEMS).squared, distances(1e6 * ITEMS - 3e7).squared)


def test_intraclass_correlation():
    row = np.arange(1, 251)
    interviewer = np.where(row <= 20, 7, row % 7)
    agrees(np.array([intraclass(ITEMS[:, at], interviewer) for at in range(6)]), "intraclass")


@pytest.mark.parametrize(
    "rows", [np.empty((0, 6)), np.full((1, 6), 3.0), np.full((5, 6), np.nan), np.full((5, 6), 2.0)]
)
def test_without_variation_there_is_no_index(rows):
    halves = [[0, 1], [2, 3], [4, 5]]
    assert np.isnan(even_odd(rows, halves)).all()
    assert np.isnan(synonyms(rows, (np.array([0, 1, 2]), np.array([3, 4, 5])))).all()
    assert np.isnan(correlations(rows)).all()
    assert distances(rows).lacking == "few"
    assert np.isnan(distances(rows).p).all()
    assert intraclass(rows[:, 0], np.arange(len(rows)) % 2) is None
    assert not (variability(rows) > 0).any()


def test_items_that_follow_from_others_have_no_distance():
    x = np.random.default_rng(1).normal(size=(30, 3))
    assert distances(np.column_stack([x, x.sum(axis=1)])).lacking == "singular"
    assert distances(np.column_stack([x, np.ones(30)])).df == 3  # who is alike in an item cannot differ in it


def test_opposite_halves_are_as_inconsistent_as_can_be():
    opposite = np.array([[1.0, 5, 2, 4, 3, 3, 4, 2]])
    assert even_odd(opposite, [[0, 1], [2, 3], [4, 5], [6, 7]]).tolist() == [-1.0]


def test_two_pairs_are_no_correlation():
    assert np.isnan(row_correlation(np.array([[1.0, 2, np.nan]]), np.array([[2.0, 1, 3]]))).all()
