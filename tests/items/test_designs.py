"""Designs: balanced where a balanced incomplete block design exists, as even as can be elsewhere.

The parameters are those of the tables of Cochran & Cox (1957, plans 11.1 to 11.45) and Colbourn & Dinitz (2007, II.1).
"""

from collections import Counter
from itertools import combinations, pairwise
from time import process_time

import pytest

from surveykit.items.designs import (
    MOST_SETS,
    Design,
    admissible,
    all_pairs,
    balanced_pairs,
    balanced_sets,
    known_design,
    pair_versions,
    usual_sets,
)

OBJECTS = range(4, 17)
SIZES = [(v, k) for v in OBJECTS for k in range(2, v)]

# (v, b, r, k, lambda) as tabulated.
TABULATED = [
    (4, 4, 3, 3, 2),
    (5, 10, 6, 3, 3),
    (6, 10, 5, 3, 2),
    (7, 7, 3, 3, 1),
    (7, 7, 4, 4, 2),
    (8, 14, 7, 4, 3),
    (9, 12, 4, 3, 1),
    (9, 18, 8, 4, 3),
    (9, 18, 10, 5, 5),
    (10, 30, 9, 3, 2),
    (10, 15, 6, 4, 2),
    (10, 18, 9, 5, 4),
    (11, 11, 5, 5, 2),
    (11, 11, 6, 6, 3),
    (12, 33, 11, 4, 3),
    (12, 22, 11, 6, 5),
    (13, 26, 6, 3, 1),
    (13, 13, 4, 4, 1),
    (13, 13, 9, 9, 6),
    (14, 26, 13, 7, 6),
    (15, 35, 7, 3, 1),
    (15, 15, 7, 7, 3),
    (15, 15, 8, 8, 4),
    (15, 42, 14, 5, 4),
    (16, 20, 5, 4, 1),
    (16, 16, 6, 6, 2),
    (16, 24, 9, 6, 3),
    (16, 16, 10, 10, 6),
    (16, 30, 15, 8, 7),
    (21, 21, 5, 5, 1),
]
IMPOSSIBLE = {(15, 5, 21), (15, 10, 21)}
"""The necessary conditions hold, but there is none (Nandi 1945)."""


def shown_evenly(design: Design) -> bool:
    return max(design.appearances) - min(design.appearances) <= 1


@pytest.mark.parametrize(("v", "b", "r", "k", "meetings"), TABULATED)
def test_a_tabulated_design_has_its_parameters(v, b, r, k, meetings):
    design = balanced_sets(v, k, b)
    assert len(design.sets) == b
    assert {len(set(shown)) for shown in design.sets} == {k}
    assert set(design.appearances) == {r}
    assert set(design.pair_counts.values()) == {meetings}
    assert design.balanced


def test_pair_counts_are_equal_wherever_a_balanced_design_exists():
    """The necessary conditions suffice up to 16 objects and 60 sets, but for one design and its complement."""
    found, lacking = 0, set()
    for v, k in SIZES:
        for b in range(v, MOST_SETS + 1):
            if not admissible(v, k, b):
                assert known_design(v, k, b) is None
            elif known_design(v, k, b) is None:
                lacking.add((v, k, b))
            else:
                assert balanced_sets(v, k, b).balanced
                found += 1
    assert lacking == IMPOSSIBLE
    assert found > 150


def usual_numbers(v, k):
    """Numbers of sets that show each object about twice to five times."""
    return sorted({-(-v * times // k) for times in (2, 3, 4, 5)} | {usual_sets(v, k)})


@pytest.mark.parametrize("v", OBJECTS)
def test_elsewhere_objects_are_shown_equally_often_and_pairs_nearly(v):
    for k in range(2, min(v, 9)):
        for b in usual_numbers(v, k):
            design = balanced_sets(v, k, min(b, MOST_SETS))
            assert shown_evenly(design), (v, k, b)
            assert all(len(set(shown)) == k for shown in design.sets)
            # With unequal appearances, or few sets, 1 cannot be reached; a longer search elsewhere found 2 at best.
            assert design.spread <= (2 if len({*design.appearances}) == 1 else 3), (v, k, b, design.spread)


@pytest.mark.parametrize(
    ("v", "k", "b"),
    # Usual numbers of MaxDiff studies; a search of our own, thousands of times longer, has found nothing below 1.
    [(8, 3, 8), (9, 3, 9), (10, 3, 10), (10, 4, 10), (12, 3, 12), (12, 4, 9), (14, 4, 14), (16, 4, 12), (16, 4, 16)],
)
def test_pairs_differ_by_one_where_the_search_can_reach_it(v, k, b):
    assert balanced_sets(v, k, b).spread == 1


def test_the_longest_search_takes_less_than_a_moment_and_the_second_time_none():
    worst = 0.0
    for v, k, b in [(16, 7, 3), (14, 6, 3), (15, 5, 21), (16, 8, 14)]:
        balanced_sets.cache_clear()
        before = process_time()
        balanced_sets(v, k, b)
        worst = max(worst, process_time() - before)
        before = process_time()
        balanced_sets(v, k, b)
        assert process_time() - before < 0.001
    assert worst < 0.5  # about 0.09 s on an idle core


def test_the_same_numbers_give_the_same_design():
    first = balanced_sets(14, 5, 9, seed=3)
    balanced_sets.cache_clear()
    assert balanced_sets(14, 5, 9, seed=3) == first
    assert balanced_sets(14, 5, 9, seed=4) != first


@pytest.mark.parametrize(("v", "k", "b"), [(7, 3, 7), (13, 4, 13), (12, 4, 9), (11, 3, 8), (6, 4, 5), (16, 6, 16)])
def test_every_object_stands_equally_often_in_every_place(v, k, b):
    for places in balanced_sets(v, k, b).positions:
        assert max(places) - min(places) <= 1


@pytest.mark.parametrize(("v", "k", "b"), [(9, 3, 12), (12, 4, 9), (16, 4, 20), (15, 3, 35)])
def test_the_first_half_of_the_sets_shows_every_object(v, k, b):
    half = balanced_sets(v, k, b).sets[: (b + 1) // 2]
    seen = Counter(object for shown in half for object in shown)
    assert min(seen[o] for o in range(v)) >= len(half) * k // v - 1


def test_a_default_is_balanced_if_that_is_short_and_else_shows_each_three_times():
    assert [usual_sets(v, 4) for v in (5, 7, 8, 10, 13, 16)] == [5, 7, 14, 15, 13, 20]
    assert usual_sets(12, 4) == 9
    assert set(balanced_sets(12, 4).appearances) == {3}
    assert balanced_sets(9, 3).balanced


@pytest.mark.parametrize(("v", "k", "b"), [(5, 5, 3), (5, 1, 5), (9, 3, 2), (41, 4, 30), (9, 3, 61)])
def test_what_no_design_can_be_is_refused(v, k, b):
    with pytest.raises(ValueError, match="set"):
        balanced_sets(v, k, b)


# ---- pairs


@pytest.mark.parametrize("n", range(2, 17))
def test_all_pairs_are_there_once_and_each_object_is_first_in_half_of_its_own(n):
    pairs = all_pairs(n)
    assert sorted(tuple(sorted(pair)) for pair in pairs) == list(combinations(range(n), 2))
    firsts = Counter(first for first, _ in pairs)
    assert all(abs(2 * firsts[o] - (n - 1)) <= 1 for o in range(n))
    assert set(pairs) <= set(all_pairs(n + 1))
    assert sorted(balanced_pairs(n)) == sorted(pairs)


@pytest.mark.parametrize("n", range(4, 17))
def test_a_respondent_meets_every_object_equally_often(n):
    for count in range(1, n * (n - 1) // 2):
        for version in (0, 1, n + 3):
            pairs = balanced_pairs(n, count, version)
            seen = Counter(o for pair in pairs for o in pair)
            assert len(set(map(frozenset, pairs))) == count
            assert max(seen.values()) - min(seen[o] for o in range(n)) <= 1, (n, count, version)
            assert set(pairs) <= set(all_pairs(n))


@pytest.mark.parametrize(
    ("n", "counts"), [(5, range(1, 11)), (8, range(1, 29)), (9, (5, 9, 12, 20)), (16, (8, 15, 20))]
)
def test_over_all_versions_every_pair_is_given_equally_often(n, counts):
    for count in counts:
        versions = pair_versions(n, count)
        given = Counter(pair for version in range(versions) for pair in balanced_pairs(n, count, version))
        assert set(given.values()) == {versions * count // (n * (n - 1) // 2)}
        assert balanced_pairs(n, count, versions) == balanced_pairs(n, count, 0)


def test_an_object_does_not_follow_itself_where_that_can_be_avoided():
    pairs = balanced_pairs(8)
    assert sum(bool({*one} & {*other}) for one, other in pairwise(pairs)) <= 2


def test_there_is_no_pair_of_one():
    for n, count in [(1, None), (5, 0), (41, 3)]:
        with pytest.raises(ValueError, match="pair"):
            balanced_pairs(n, count)
