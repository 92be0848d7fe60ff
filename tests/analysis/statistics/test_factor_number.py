"""Parallel analysis and the minimum average partial against R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.factor_number import (
    Parallel,
    Reference,
    average_partials,
    common_eigenvalues,
    component_eigenvalues,
    random_correlations,
)
from tests.analysis.exploratory import SIMPLE, STUDIES, agrees, loaded, moments, value


@pytest.mark.parametrize("study", STUDIES)
def test_eigenvalues_agree_with_r(study: str) -> None:
    r = moments(study).correlation
    assert agrees(component_eigenvalues(r), value(f"{study}.eigenvalues"), f"{study}.eigenvalues")
    assert agrees(common_eigenvalues(r), value(f"{study}.common_eigenvalues"), f"{study}.common_eigenvalues")


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("study", STUDIES)
def test_random_eigenvalues_agree_with_psych_but_for_chance(study: str, seed: int) -> None:
    """The tolerance .02 is more than four standard errors of a percentile of 1,000 samples."""
    parallel = Parallel(moments(study).correlation, moments(study).n, 1000, seed)
    for kind, found in (("components", parallel.components), ("common", parallel.common)):
        id = f"{study}.parallel_{kind}"
        assert agrees(found.mean, value(id)["mean"], id)
        assert agrees(found.quantile, value(id)["quantile"], id)
        assert found.number == value(f"{study}.parallel_number")[kind]


@pytest.mark.parametrize("study", STUDIES)
def test_average_partials_agree_with_psych(study: str) -> None:
    found = average_partials(moments(study).correlation)
    assert agrees(found.squared[1:7], value(f"{study}.map"), f"{study}.map")
    assert agrees(found.fourth[1:7], value(f"{study}.map_fourth"), f"{study}.map_fourth")
    assert agrees([found.squared[0], found.fourth[0]], value(f"{study}.map_none"), f"{study}.map_none")


def test_random_correlations_scatter_as_those_of_answers_do() -> None:
    """A correlation of n unrelated normal pairs has mean 0 and variance 1 / (n - 1)."""
    r = random_correlations(11, 5, 20_000, np.random.default_rng(3))
    below = r[:, *np.tril_indices(5, -1)]
    assert abs(below.mean(axis=0)).max() < 0.01
    assert below.var(axis=0) == pytest.approx(np.full(10, 1 / 10), rel=0.05)
    assert (np.diagonal(r, axis1=1, axis2=2) == 1).all()


def test_the_same_seed_gives_the_same_and_counts_the_factors() -> None:
    r = loaded(SIMPLE * 2)
    one, same, other = (Parallel(r, 200, 300, seed).components for seed in (1, 1, 2))
    assert (one.quantile == same.quantile).all()
    assert (one.quantile != other.quantile).any()
    assert (one.number, average_partials(r).number) == (2, 2)


def test_counting_stops_at_the_first_that_is_not_above() -> None:
    observed, random = np.array([2.0, 0.9, 0.8]), np.array([1.0, 1.0, 0.7])
    assert Reference(observed, random, random).number == 1
    assert Reference(observed, random, random + 2).number == 0
    assert Reference(observed, random, random - 2).number == 3


def test_unrelated_items_have_no_component_to_take_out() -> None:
    r = np.eye(4)
    r[0, 1] = r[1, 0] = 0.1
    assert average_partials(r).number == 0


def test_components_that_use_an_item_up_end_the_search() -> None:
    r = np.array([[1.0, 1 - 1e-12, 0, 0], [1 - 1e-12, 1, 0, 0], [0, 0, 1, 0.5], [0, 0, 0.5, 1]])
    found = average_partials(r)
    assert len(found.squared) == 1
    assert np.isfinite(found.squared).all()
