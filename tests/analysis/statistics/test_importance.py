"""The parts of R² against R (tests/reference/importance.json), and what they must add up to."""

import json
from collections.abc import Sequence
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.statistics.importance import conditional, dominance, johnson, lmg, r_squared_of_sets
from tests.analysis.small import agrees, mobi

REFERENCE = Path(__file__).parents[2] / "reference"
R: dict[str, Any] = json.loads((REFERENCE / "importance.json").read_text(encoding="utf-8"))["results"]
PUBLISHED = {e["id"]: e for e in json.loads((REFERENCE / "published.json").read_text(encoding="utf-8"))["examples"]}
QUALITY = ("image", "expectation", "quality", "value")
MODELS: dict[str, tuple[str, ...]] = {
    "satisfaction": QUALITY,
    "loyalty": (*QUALITY, "satisfaction", "complaints"),
    "attitude": ("complaints", "privileges", "learning", "raises", "critical", "advance"),
}
KINDS = ("complete", "conditional", "general")


def correlations(outcome: str, predictors: Sequence[str]) -> np.ndarray:
    if outcome == "attitude":
        data = PUBLISHED["attitude"]["data"]
        rows = np.column_stack([data[name] for name in (*predictors, "rating")])
    else:
        rows = mobi().complete((*predictors, outcome))
    return np.corrcoef(np.asarray(rows, dtype=np.float64), rowvar=False)[None]


@pytest.mark.parametrize("model", sorted(MODELS))
def test_parts_agree_with_r(model: str) -> None:
    predictors = MODELS[model]
    r = correlations(model, predictors)
    sets = r_squared_of_sets(r)
    assert agrees(float(sets[0, -1]), R[f"{model}.r_squared"]["value"], 1e-6)
    for name, found in (("lmg", lmg(sets)), ("johnson", johnson(r))):
        entry = R[f"{model}.{name}"]
        for predictor, value in zip(predictors, found[0].tolist(), strict=True):
            assert agrees(value, entry["value"][predictor], entry["tol"]), (name, predictor)
        assert float(found.sum()) == pytest.approx(sets[0, -1], abs=1e-12)


@pytest.mark.parametrize("model", sorted(MODELS))
def test_dominance_agrees_with_r(model: str) -> None:
    predictors = MODELS[model]
    sets = r_squared_of_sets(correlations(model, predictors))
    means = conditional(sets)
    for at, predictor in enumerate(predictors):
        assert np.allclose(means[0, at], R[f"{model}.conditional"]["value"][predictor], atol=1e-6)
    for (i, a), (j, b) in combinations(enumerate(predictors), 2):
        found = dominance(sets, means, i, j)[0].tolist()
        expected = R[f"{model}.dominance"]["value"][f"{a} {b}"]
        assert found == [expected[kind] for kind in KINDS], (a, b)
        assert dominance(sets, means, j, i)[0].tolist() == [1 - value for value in found]


def test_more_predictors_than_sets_can_be_listed_for() -> None:
    predictors = [*(f"IMAG{k}" for k in range(1, 6)), *(f"CUEX{k}" for k in (1, 2, 3))]
    predictors += [f"PERQ{k}" for k in range(1, 8)]
    found = johnson(correlations("CUSA1", predictors))[0]
    for predictor, value in zip(predictors, found.tolist(), strict=True):
        assert agrees(value, R["CUSA1.johnson"]["value"][predictor], 1e-6), predictor
    assert agrees(float(found.sum()), R["CUSA1.r_squared"]["value"], 1e-6)


def test_lmg_is_the_average_over_all_orders_of_entry() -> None:
    r = correlations("satisfaction", QUALITY)
    sets = r_squared_of_sets(r)[0]
    total = np.zeros(4)
    for order in permutations(range(4)):
        members = 0
        for at in order:
            total[at] += sets[members | 1 << at] - sets[members]
            members |= 1 << at
    assert np.allclose(lmg(sets[None])[0], total / 24)


def test_a_predictor_that_follows_from_the_others_adds_nothing() -> None:
    """Two twins share their part."""
    r = np.array([[[1.0, 1.0, 0.6], [1.0, 1.0, 0.6], [0.6, 0.6, 1.0]]])
    assert np.allclose(lmg(r_squared_of_sets(r)), [[0.18, 0.18]])
    assert np.allclose(johnson(r), [[0.18, 0.18]])


def test_a_stack_is_its_members_one_by_one() -> None:
    two = np.concatenate([correlations("satisfaction", QUALITY), correlations("loyalty", QUALITY)])
    assert np.allclose(lmg(r_squared_of_sets(two))[1], lmg(r_squared_of_sets(two[1:]))[0])
    two[0, 0, 1] = np.nan
    assert np.isnan(johnson(two)[0]).all()
    assert np.allclose(johnson(two)[1], johnson(two[1:])[0])


def test_one_predictor_has_all_of_r_squared() -> None:
    r = np.array([[[1.0, 0.5], [0.5, 1.0]]])
    assert lmg(r_squared_of_sets(r)).tolist() == [[0.25]]
    assert johnson(r).tolist() == [[0.25]]
