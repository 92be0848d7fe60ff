"""A construct with an item that runs against the others: wherever its score is used, this is said."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.consistency import against_others, below_convention
from surveykit.core.dataset import Dataset
from tests.analysis.small import gates, study


def turned(*, declared: bool = False) -> Dataset:
    """Trust of three items, the last of them answered the other way round; care and hope of two items."""
    rng = np.random.default_rng(8)
    common = rng.normal(size=90)
    columns = {name: list(map(float, common + rng.normal(size=90) * 0.6)) for name in ("t1", "t2", "c1", "c2")}
    columns["t3"] = [-v for v in map(float, common + rng.normal(size=90) * 0.6)]
    columns |= {name: list(map(float, common + rng.normal(size=90))) for name in ("h1", "h2")}
    lowest = min(min(values) for values in columns.values())
    highest = max(max(values) for values in columns.values())
    columns = {
        name: [round(1 + 9 * (v - lowest) / (highest - lowest)) for v in values] for name, values in columns.items()
    }
    constructs = {"trust": ["t1", "t2", "t3"], "care": ["c1", "c2"], "hope": ["h1", "h2"]}
    return study(columns, constructs, reverse=["t3"] if declared else [])


def test_it_is_a_matter_of_keying_and_not_of_random_error() -> None:
    data = turned()
    assert [c.id for c in against_others(data, ("trust", "care", "hope"))] == ["trust"]
    assert "trust" not in [c.id for c, _ in below_convention(data, ("trust", "care"))]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("relations", {}),
        ("describe", {}),
        ("regression", {"outcome": "hope", "predictors": ("trust", "care")}),
        ("robust_regression", {"outcome": "trust", "predictors": ("care",)}),
        ("drivers", {"outcome": "hope", "predictors": ("trust", "care"), "draws": 100}),
        ("paths", {"quality": ("trust",), "mediator": "care", "outcome": "hope", "draws": 1000}),
    ],
)
def test_whatever_uses_the_score_says_so(name: str, options: dict[str, object]) -> None:
    found = ANALYSES[name](**options).run(turned())
    texts = [c.text for finding in found for c in finding.cautions if c.gate == "NEG_ITEM"]
    assert texts
    assert "runs against the others in Trust" in texts[0]["en"]
    assert "请先检查反向计分" in texts[0]["zh"]


def test_an_item_that_is_declared_reversed_raises_nothing() -> None:
    for finding in ANALYSES["relations"]().run(turned(declared=True)):
        assert "NEG_ITEM" not in gates(finding)
