"""Rows that are nearly equal are all found, and with the row they are most like."""

import numpy as np
import pytest

from surveykit.cleaning import alike as module
from surveykit.cleaning.alike import Near, alike

K = 40
ONE = np.arange(K, dtype=np.int8) % 5


def but(*places: int, value: int = 6) -> np.ndarray:
    """The same answers with others in some places."""
    row = ONE.copy()
    row[list(places)] = value
    return row


def test_the_most_similar_other_is_named():
    found = alike(np.array([ONE, but(3), but(3, 7), 4 - ONE]), 0.95, 20)
    assert found == {0: Near(1, 39, 40), 1: Near(0, 39, 40), 2: Near(1, 39, 40)}


def test_equal_rows_are_not_alike_but_each_is_like_a_third():
    assert alike(np.array([ONE, ONE]), 0.95, 20) == {}
    assert set(alike(np.array([ONE, ONE, but(0)]), 0.95, 20)) == {0, 1, 2}


def test_the_share_counts_what_one_of_the_two_answered():
    half = ONE.copy()
    half[20:] = -1
    assert alike(np.array([half, half + 2 * (ONE > 9)]), 0.95, 20) == {}
    other = half.copy()
    other[0] = 4
    assert alike(np.array([half, other]), 0.95, 20) == {0: Near(1, 19, 20), 1: Near(0, 19, 20)}
    assert alike(np.array([half, other]), 0.96, 20) == {}
    assert alike(np.array([half, other]), 0.95, 21) == {}


@pytest.mark.parametrize("share", [0.8, 0.9, 0.95, 1.0])
def test_none_is_missed(share):
    random = np.random.default_rng(7)
    base = random.integers(1, 4, size=(30, K)).astype(np.int8)
    table = np.repeat(base, 4, axis=0)
    table[random.random(table.shape) < 0.06] = -1
    table[random.random(table.shape) < 0.03] = 3
    expected = set()
    for a in range(len(table)):
        for b in range(len(table)):
            either = (table[a] >= 0) | (table[b] >= 0)
            same = ((table[a] == table[b]) & (table[a] >= 0)).sum()
            if same < either.sum() and either.sum() >= 20 and same >= share * either.sum():
                expected.add(a)
            if (table[a] == table[b]).all() and a != b:
                raise AssertionError("the sample has equal rows")
    assert set(alike(table, share, 20)) == expected


def test_too_many_pairs_are_not_compared(monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 2)
    assert alike(np.array([but(at) for at in range(4)]), 0.95, 20) is None


def test_few_rows_or_columns_are_like_nothing():
    assert alike(np.empty((0, K), dtype=np.int8), 0.95, 20) == {}
    assert alike(np.array([ONE]), 0.95, 20) == {}
    assert alike(np.empty((3, 0), dtype=np.int8), 0.95, 20) == {}
