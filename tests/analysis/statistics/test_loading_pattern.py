"""Which items load together."""

import numpy as np

from surveykit.analysis.statistics.loading_pattern import LoadingPattern

OWNERS = ("a", "a", "b", "b", "c", "c", None)


def pattern(*loadings: tuple[float, float]) -> LoadingPattern:
    return LoadingPattern(np.array(loadings), OWNERS, 0.30, 0.40)


APART = pattern((0.8, 0.1), (0.5, 0.0), (0.7, 0.2), (0.6, -0.1), (0.1, 0.9), (0.35, 0.38), (0.0, -0.4))


def test_an_items_home_is_its_largest_salient_loading() -> None:
    assert APART.home == (0, 0, 0, 0, 1, None, 1)
    assert APART.weak == (5,)
    assert APART.crossing == (5,)


def test_constructs_whose_items_share_a_home_are_together() -> None:
    assert APART.together == ("a", "b")
    assert APART.apart == ("c",)
    assert APART.merged == (("a", "b"),)


def test_a_construct_of_one_item_is_not_judged() -> None:
    alone = LoadingPattern(np.array([[0.8, 0.1], [0.5, 0.0]]), ("a", "b"), 0.30, 0.40)
    assert alone.constructs == ()


def test_an_item_against_the_others_is_found() -> None:
    found = pattern((0.8, 0.1), (-0.5, 0.0), (0.7, 0.2), (0.6, 0.1), (0.1, 0.9), (0.1, 0.8), (0.0, 0.7))
    assert found.against("a") == (1,)
    assert found.against("b") == ()
