"""Random orders and arms: reproducible from the seed, and balanced over respondents."""

from collections import Counter
from hashlib import sha256
from itertools import product

import pytest
from scipy.stats import chi2, chisquare

from surveykit.core.ordering import Draws, arm, shuffled

NAMES = ("a", "b", "c", "d", "e", "none")
RESPONDENTS = 2000


def test_an_order_follows_from_the_seed_alone():
    """Spelled out once more: every Python version must give the same, or stored seeds lose their meaning."""
    digests = [sha256(f"1:order:{at}".encode()).digest() for at in range(2)]
    numbers = [int.from_bytes(digest[at : at + 8], "big") for digest in digests for at in range(0, 32, 8)]
    order = list("abcde")
    for number, last in zip(numbers, (4, 3, 2, 1), strict=False):
        order[last], order[number % (last + 1)] = order[number % (last + 1)], order[last]
    assert shuffled(NAMES, {"none"}, seed=1) == (*order, "none") == shuffled(list(NAMES), ["none"], seed=1)
    assert shuffled(NAMES, {"none"}, seed=2) != (*order, "none")


def test_anchored_names_keep_their_index():
    for seed in range(200):
        order = shuffled(NAMES, {"b", "none"}, seed)
        assert (order[1], order[-1]) == ("b", "none")
        assert sorted(order) == sorted(NAMES)


def test_nothing_to_move_is_no_fault():
    assert shuffled((), (), 1) == ()
    assert shuffled(NAMES, NAMES, 1) == NAMES


def test_every_name_stands_in_every_place_equally_often():
    orders = [shuffled(NAMES, {"none"}, seed) for seed in range(RESPONDENTS)]
    seen = Counter((name, at) for order in orders for at, name in enumerate(order))
    counts = [seen[name, at] for name, at in product(NAMES[:5], range(5))]
    expected = RESPONDENTS / 5
    statistic = sum((n - expected) ** 2 / expected for n in counts)
    assert 0.001 < chi2.sf(statistic, 16) < 0.999  # rows and columns of a 5 x 5 table are given
    assert Counter(order[5] for order in orders) == {"none": RESPONDENTS}


def test_all_orders_are_equally_likely():
    seen = Counter(shuffled("abcd", (), seed) for seed in range(RESPONDENTS))
    assert len(seen) == 24
    assert chisquare(list(seen.values())).pvalue > 0.001


def test_neighbouring_orders_have_nothing_in_common():
    firsts = Counter((shuffled("abc", (), seed)[0], shuffled("abc", (), seed + 1)[0]) for seed in range(RESPONDENTS))
    assert chisquare([firsts[pair] for pair in product("abc", "abc")]).pvalue > 0.001


@pytest.mark.parametrize("arms", [["short", "long"], ["a", "b", "c"], list("abcde")])
@pytest.mark.parametrize("times", [1, 2, 4])
def test_every_block_of_starts_holds_every_arm_equally_often(arms, times):
    block = len(arms) * times
    given = [arm(number, arms, seed=9, times=times) for number in range(block * 20)]
    for start in range(0, len(given), block):
        assert Counter(given[start : start + block]) == dict.fromkeys(arms, times)


def test_arms_are_exactly_balanced_over_2000_respondents_and_not_in_a_fixed_order():
    given = [arm(number, ["short", "long"], seed=3) for number in range(RESPONDENTS)]
    assert Counter(given) == {"short": 1000, "long": 1000}
    blocks = Counter(tuple(given[at : at + 4]) for at in range(0, RESPONDENTS, 4))
    assert len(blocks) == 6
    assert chisquare(list(blocks.values())).pvalue > 0.001
    assert given != [arm(number, ["short", "long"], seed=4) for number in range(RESPONDENTS)]


def test_an_arm_that_is_named_twice_has_twice_the_share():
    assert Counter(arm(n, ["new", "old", "old"], 1) for n in range(600)) == {"new": 200, "old": 400}


@pytest.mark.parametrize(("number", "arms", "times"), [(0, [], 1), (0, ["a"], 0), (-1, ["a"], 1)])
def test_there_is_no_arm_of_nothing(number, arms, times):
    with pytest.raises(ValueError, match="arm"):
        arm(number, arms, 0, times)


def test_numbers_below_n_are_equally_likely():
    draws = Draws(5, "numbers")
    assert chisquare(list(Counter(draws.below(7) for _ in range(7000)).values())).pvalue > 0.001
    with pytest.raises(ValueError, match="no number"):
        draws.below(0)
