"""Rotations against R."""

from typing import Any

import numpy as np
import pytest

from surveykit.analysis.statistics.factor_extraction import ExtractionMethod, extract
from surveykit.analysis.statistics.factor_rotation import Rotated, Rotation, rotate
from surveykit.core.moments import Floats
from tests.analysis.exploratory import SIMPLE, agrees, loaded, moments, value

CASES = [("mobi", 2), ("mobi", 4), ("children", 3)]
ROTATIONS: tuple[Rotation, ...] = ("varimax", "oblimin", "promax")
METHODS: tuple[ExtractionMethod, ...] = ("minres", "ml")


def unrotated(r: Floats, m: int, method: ExtractionMethod = "minres") -> Floats:
    found = extract(r, m, method)
    assert found is not None
    return found.loadings


def same(found: Rotated, reference: Any, id: str) -> None:
    assert agrees(found.pattern, reference["pattern"], id)
    assert agrees(found.correlations, reference["phi"], id)
    assert agrees(found.shares, reference["shares"], id)


@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("study", "m"), CASES)
def test_rotations_agree_with_r(study: str, m: int, method: ExtractionMethod, rotation: Rotation) -> None:
    id = f"{study}.{m}.{method}.{rotation}"
    same(rotate(unrotated(moments(study).correlation, m, method), rotation), value(id), id)


@pytest.mark.parametrize(("study", "m"), CASES)
def test_the_whole_agrees_with_psych(study: str, m: int) -> None:
    id = f"{study}.{m}.psych"
    same(rotate(unrotated(moments(study).correlation, m), "oblimin"), value(id), id)


@pytest.mark.parametrize("rotation", ["oblimin", "promax"])
def test_correlated_factors_are_found_again(rotation: Rotation) -> None:
    found = rotate(unrotated(loaded(SIMPLE, 0.4), 2), rotation)
    assert found.pattern == pytest.approx(np.array(SIMPLE), abs=0.02)
    assert found.correlations[0, 1] == pytest.approx(0.4, abs=0.02)


def test_structure_is_pattern_times_correlations() -> None:
    found = rotate(unrotated(loaded(SIMPLE, 0.4), 2), "oblimin")
    assert found.structure[0, 1] == pytest.approx(found.pattern[0] @ found.correlations[:, 1])
    assert found.structure[0, 1] == pytest.approx(0.8 * 0.4, abs=0.02)


@pytest.mark.parametrize("rotation", [*ROTATIONS, "none"])
def test_rotation_leaves_what_is_accounted_for(rotation: Rotation) -> None:
    loadings = unrotated(moments("mobi").correlation, 4)
    found = rotate(loadings, rotation)
    assert found.pattern @ found.correlations @ found.pattern.T == pytest.approx(loadings @ loadings.T)
    assert found.shares.sum() == pytest.approx(np.square(loadings).sum() / 24)


@pytest.mark.parametrize("rotation", [*ROTATIONS, "none"])
def test_order_and_direction_are_fixed(rotation: Rotation) -> None:
    loadings = unrotated(moments("mobi").correlation, 4)
    found, other = rotate(loadings, rotation), rotate(loadings[:, ::-1] * [-1, 1, -1, 1], rotation)
    assert (np.diff(found.shares) <= 0).all()
    assert (found.pattern.sum(axis=0) > 0).all()
    assert found.pattern == pytest.approx(other.pattern, abs=1e-9)


def test_a_single_factor_stays() -> None:
    loadings = np.array([[0.8], [0.7], [0.6]])
    for rotation in ROTATIONS:
        assert (rotate(loadings, rotation).pattern == loadings).all()


def test_an_item_without_any_loading_stays_so() -> None:
    loadings = np.vstack([unrotated(loaded(SIMPLE), 2), np.zeros(2)])
    for rotation in ROTATIONS:
        assert rotate(loadings, rotation).pattern[-1].tolist() == [0, 0]
