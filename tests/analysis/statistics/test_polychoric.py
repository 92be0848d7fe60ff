"""Polychoric correlations against lavaan and polycor."""

from itertools import combinations
from time import perf_counter

import numpy as np
import pytest
from scipy import stats

from surveykit.analysis.statistics.polychoric import (
    Polychoric,
    bivariate_normal,
    crossed,
    ordinal_alpha,
    polychoric,
    polychoric_matrix,
)
from surveykit.core.moments import Floats
from tests.analysis.reference import check, value
from tests.analysis.small import MOBI, mobi

RATED = (*MOBI["quality"], *MOBI["satisfaction"])


def five_points() -> Floats:
    return np.ceil(mobi().table(RATED) / 2)


def test_values_and_standard_errors_of_all_pairs() -> None:
    reference = value("polychoric.five_points")
    known = {
        tuple(sorted(pair)): (r, se)
        for pair, r, se in zip(reference["pairs"], reference["value"], reference["se"], strict=True)
    }
    assert len(known) == 45
    for pair, found in zip(combinations(RATED, 2), polychoric(crossed(five_points())), strict=True):
        r, se = known[min(pair), max(pair)]
        check(found.value, r, "polychoric.five_points")
        check(found.error, se, "polychoric.five_points")


def test_one_pair_by_another_package() -> None:
    rows = five_points()[:, [0, len(RATED) - 1]]
    (found,) = polychoric(crossed(rows))
    check(found.value, value("polychoric.polycor"), "polychoric.polycor")


def test_ten_points() -> None:
    found = polychoric(crossed(mobi().table(MOBI["satisfaction"])))
    for one, r in zip(found, value("polychoric.ten_points"), strict=True):
        check(one.value, r, "polychoric.ten_points")


@pytest.mark.parametrize("construct", ["image", "expectation", "quality", "satisfaction", "loyalty"])
def test_ordinal_alpha(construct: str) -> None:
    id = f"ordinal_alpha.{construct}"
    check(ordinal_alpha(mobi().table(MOBI[construct])), value(id), id)


def test_the_distribution_function() -> None:
    h, k = np.array([0.0, -1.2, 0.7, 0.0, 2.0, -3.0]), np.array([0.0, 0.4, -0.7, 1.0, 2.5, -2.0])
    for r in (-0.95, -0.3, 0.0, 0.6, 0.99):
        expected = [stats.multivariate_normal.cdf([a, b], cov=[[1, r], [r, 1]]) for a, b in zip(h, k, strict=True)]
        assert np.allclose(bivariate_normal(h, k, np.full(6, r)), expected, rtol=0, atol=1e-9)


def test_tables_of_different_sizes_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(5)
    z = rng.multivariate_normal([0, 0, 0], [[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]], 400)
    rows = np.column_stack(
        [z[:, 0] > 0, np.digitize(z[:, 1], [-1, 0, 1]), np.digitize(z[:, 2], np.arange(-2, 2.1, 0.5))]
    )
    together = polychoric(crossed(rows.astype(float)))
    for one, table in zip(together, crossed(rows.astype(float)), strict=True):
        (alone,) = polychoric([table])
        assert one.value == pytest.approx(alone.value, abs=1e-9)
        assert one.error == pytest.approx(alone.error, abs=1e-9)


def test_at_the_edge_there_is_no_value() -> None:
    up = np.repeat([1.0, 2.0, 3.0], 20)
    assert polychoric(crossed(np.column_stack([up, up]))) == [Polychoric(60, None)]
    assert polychoric_matrix(np.column_stack([up, up, 4 - up])) is None
    assert polychoric([np.array([[3.0, 4.0]])]) == [Polychoric(7, None)]
    many = np.arange(60.0)
    assert polychoric(crossed(np.column_stack([up, many]))) == [Polychoric(60, None)]


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    tables = []
    for _ in range(400):
        z = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 300)
        tables += crossed(np.digitize(z, [-1, -0.3, 0.4, 1.2]).astype(float))
    inside = [p.interval is not None and p.interval[0] < 0.5 < p.interval[1] for p in polychoric(tables)]
    assert 0.92 < np.mean(inside) < 0.98


def test_twenty_five_items_take_no_long_time() -> None:
    rng = np.random.default_rng(1)
    rows = np.digitize(rng.normal(size=(2800, 1)) + rng.normal(size=(2800, 25)), [-2, -0.7, 0.7, 2]).astype(float)
    start = perf_counter()
    assert polychoric_matrix(rows) is not None
    assert perf_counter() - start < 3
