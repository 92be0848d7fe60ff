"""Rank and partial correlations against R."""

from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.correlation import kendall, partial, pearson, spearman
from surveykit.core.moments import Moments
from tests.analysis.reference import check, check_ends, value
from tests.analysis.small import MOBI, mobi, study


@pytest.mark.parametrize(("method", "name"), [("spearman", "spearman_rho"), ("kendall", "kendall_tau")])
def test_rank_correlations(method: str, name: str) -> None:
    (finding,) = ANALYSES["relations"](method=method).run(mobi(), only=[name])
    assert len(value(method)) == len(finding.estimates) == 21
    for row in value(method):
        found = finding.estimate(name, pair=tuple(row["pair"]))
        check(found.value, row["r"], method)
        check(found.p, row["p"], method)
        check_ends(found.interval, row["interval"], method)


def test_partial_correlations() -> None:
    (finding,) = ANALYSES["relations"](given=("image", "expectation")).run(mobi(), only=["partial_r"])
    assert len(value("partial")) == len(finding.estimates) == 10
    for row in value("partial"):
        found = finding.estimate("partial_r", pair=tuple(row["pair"]), given=("image", "expectation"))
        check(found.value, row["r"], "partial")
        check(found.statistic, row["t"], "partial")
        check(found.p, row["p"], "partial")
        check_ends(found.interval, row["interval"], "partial")
        assert found.df == 246


def test_what_is_held_constant_twice_counts_once() -> None:
    rows = np.random.default_rng(8).normal(size=(60, 3))
    once = partial(("a", "b"), Moments.of(tuple("abc"), rows))
    twice = partial(("a", "b"), Moments.of(tuple("abcd"), np.column_stack([rows, 2 * rows[:, 2] + 5])))
    assert once.r == pytest.approx(twice.r, abs=1e-9)
    assert once.df == twice.df


def test_a_variable_that_is_held_constant_itself_has_no_partial_correlation() -> None:
    rows = np.random.default_rng(8).normal(size=(60, 2))
    assert partial(("a", "b"), Moments.of(tuple("abc"), np.column_stack([rows, -rows[:, 0]]))).r is None


def test_ranks_do_not_ask_for_a_straight_line() -> None:
    up = np.arange(1.0, 31)
    rows = np.column_stack([up, np.exp(up)])
    assert spearman(("a", "b"), rows).r == pytest.approx(1)
    assert kendall(("a", "b"), rows).r == pytest.approx(1)
    assert (pearson(("a", "b"), Moments.of(("a", "b"), rows)).r or 1) < 0.7
    for found in (spearman(("a", "b"), rows), kendall(("a", "b"), rows)):
        assert (found.interval, found.p) == (None, None)


@pytest.mark.parametrize("options", [{"method": "spearman"}, {"method": "kendall"}, {"given": ("image",)}])
def test_the_order_of_rows_changes_nothing(options: dict[str, Any]) -> None:
    names = [item for items in MOBI.values() for item in items]
    turned = study({name: [float(v) for v in mobi().numbers(name)[::-1]] for name in names}, MOBI)
    (before,), (after,) = (ANALYSES["relations"](**options).run(data) for data in (mobi(), turned))
    assert before.sentences == after.sentences
    for one, other in zip(before.estimates, after.estimates, strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-9)
