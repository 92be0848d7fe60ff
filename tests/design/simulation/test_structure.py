"""Path models: what follows from standardised coefficients by the tracing rule, worked out by hand."""

import numpy as np
import pytest

from surveykit.design.simulation.structure import Structure, StructureError, causal_order

PATHS = {"loyalty": {"quality": 0.2, "satisfaction": 0.5}, "satisfaction": {"quality": 0.6}}


def test_outcomes_stand_after_what_leads_to_them():
    assert causal_order(["loyalty", "satisfaction", "quality"], PATHS) == ("quality", "satisfaction", "loyalty")


def test_the_correlations_follow_by_the_tracing_rule():
    found = Structure.of(["quality", "satisfaction", "loyalty"], PATHS, {})
    # r(quality, loyalty) = .2 + .6 x .5; r(satisfaction, loyalty) = .5 + .6 x .2.
    assert found.implied == pytest.approx(np.array([[1, 0.6, 0.5], [0.6, 1, 0.62], [0.5, 0.62, 1]]))
    assert found.explained("satisfaction") == pytest.approx(0.36)
    assert found.explained("loyalty") == pytest.approx(0.2 * 0.5 + 0.5 * 0.62)


def test_correlated_predictors_explain_more():
    found = Structure.of(["a", "b", "y"], {"y": {"a": 0.4, "b": 0.4}}, {"a": {"b": 0.5}})
    assert found.explained("y") == pytest.approx(2 * 0.16 * 1.5)


@pytest.mark.parametrize(
    ("paths", "correlations", "code"),
    [
        ({"a": {"b": 0.1}, "b": {"c": 0.1}, "c": {"a": 0.1}}, {}, "simulation-circle"),
        ({"a": {"a": 0.1}}, {}, "simulation-circle"),
        ({"a": {"b": 0.9, "c": 0.9}}, {}, "simulation-explained"),
        ({}, {"a": {"b": 0.9, "c": 0.9}, "b": {"c": -0.9}}, "simulation-correlations"),
    ],
)
def test_what_cannot_be_is_refused(paths, correlations, code):
    with pytest.raises(StructureError) as refused:
        Structure.of(["a", "b", "c"], paths, correlations)
    assert refused.value.code == code


def test_an_outcome_may_be_explained_whole():
    whole = Structure.of(["a", "b"], {"b": {"a": 1.0}}, {})
    drawn = whole.drawn(100, {}, np.random.default_rng(1))
    assert drawn[:, 1] == pytest.approx(drawn[:, 0])
