"""Split halves and Guttman's lambda, against psych and against all splits by hand in R."""

import numpy as np
import pytest

from surveykit.analysis.statistics.splits import guttman, halves, split_halves
from tests.analysis.reference import RESULTS, check, value
from tests.analysis.small import MOBI, mobi

EIGHT = (*MOBI["quality"], "CUSA1")


@pytest.mark.parametrize("construct", ["image", "expectation", "quality", "satisfaction", "loyalty"])
def test_every_way_to_halve_a_construct(construct: str) -> None:
    found, id = split_halves(mobi().moments(MOBI[construct]).covariance), f"split_half.{construct}"
    assert found.splits == value(id)["splits"]
    assert not found.sampled
    for x, name in ((found.mean, "mean"), (found.lowest, "lowest"), (found.highest, "highest")):
        check(x, value(id)[name], id)


def test_guttman_of_covariances() -> None:
    c = mobi().moments(EIGHT).covariance
    found = dict(enumerate(guttman(c, split_halves(c).rulon), 1))
    id = "guttman.eight.covariances"
    for number in (2, 3, 4, 6):
        check(found[number], value(id)[f"lambda{number}"], id)


def test_guttman_of_correlations() -> None:
    r = mobi().moments(EIGHT).correlation
    id = "guttman.eight.correlations"
    for x, other in zip(guttman(r, split_halves(r).rulon), value(id), strict=True):
        check(x, other, id)
    assert RESULTS[id]["tol"] == 1e-6


def test_many_items_are_sampled_by_the_seed() -> None:
    c = np.eye(12) * 0.5 + 0.5
    uneven = c * np.outer(np.arange(1, 13), np.arange(1, 13))
    assert split_halves(uneven, 3) == split_halves(uneven, 3) != split_halves(uneven, 4)
    assert len(halves(6)) == 10
    assert split_halves(c).sampled
    assert (halves(11).sum(axis=1) == 5).all()
    assert not (halves(12, 1) == halves(12, 2)).all()
    assert split_halves(c).mean == pytest.approx(12 * 0.5 / (1 + 11 * 0.5))  # parallel items: every split is alpha


def test_a_half_that_does_not_vary_gives_no_split_half() -> None:
    c = np.array([[1.0, -1, 0, 0], [-1, 1, 0, 0], [0, 0, 1, 0.5], [0, 0, 0.5, 1]])
    assert split_halves(c).mean is None


def test_items_that_determine_each_other_have_no_sixth_lambda() -> None:
    assert guttman(np.ones((3, 3)), 1.0)[5] is None
