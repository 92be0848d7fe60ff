"""Which findings claim an effect, and with which p: what a summary needs to correct for everything that was asked."""

from functools import cache
from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Finding
from tests.analysis.groupings import customers
from tests.analysis.test_any_data import EVERY as ANY
from tests.analysis.test_any_data import built

COUNTED = {"confirmatory", "factors", "invariance", "missing", "reliability"}
"""The analyses whose headlines tell what was counted or computed, and claim nothing beyond."""
SILENT = {"imputed_regression", "open_answers", "sample", "weighted", "weighted_regression"}
"""The analyses none of whose findings may stand in the summary."""
SERVICE = ("image", "quality", "satisfaction")
EVERY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("describe", {}),
    ("satisfaction_share", {"items": ("CUSA1",), "benchmark": 0.5, "benchmark_source": {"en": "x", "zh": "甲"}}),
    ("effort", {"item": "CUEX3", "easy": "high", "benchmark": 5, "benchmark_source": {"en": "x", "zh": "甲"}}),
    (
        "satisfaction_index",
        {"constructs": ("satisfaction",), "benchmark": 60, "benchmark_source": {"en": "x", "zh": "甲"}},
    ),
    ("cross_tables", {"rows": ("CUSA1",), "columns": ("price", "trouble")}),
    ("relations", {}),
    ("relations", {"variables": SERVICE, "correction": "none"}),
    ("regression", {"outcome": "loyalty", "predictors": SERVICE, "draws": 100}),
    ("regression", {"outcome": "loyalty", "predictors": ("price", "satisfaction"), "draws": 100}),
    ("regression", {"outcome": "loyalty", "blocks": {"a": ("image",), "b": ("quality", "value")}, "draws": 100}),
    ("robust_regression", {"outcome": "loyalty", "predictors": SERVICE}),
    ("ordinal_regression", {"outcome": "CUSA1", "predictors": ("image", "value")}),
    ("logistic_regression", {"outcome": "CUSL1", "event": (8, 9, 10), "predictors": ("image", "value")}),
    ("moderation", {"outcome": "loyalty", "predictor": "satisfaction", "moderator": "value"}),
    ("drivers", {"outcome": "satisfaction", "predictors": ("image", "quality", "value"), "draws": 200}),
    ("paths", {"quality": ("image", "quality"), "mediator": "satisfaction", "outcome": "loyalty", "draws": 1000}),
    ("groups", {"by": ("price", "trouble"), "outcomes": SERVICE}),
    ("branch", {"by": "price", "level": "low", "constructs": SERVICE}),
    ("groups", {"by": ("trouble",), "outcomes": ("satisfaction",)}),
    ("gaps", {"pairs": {"quality": "expectation", "satisfaction": "image"}}),
    ("gaps", {"pairs": {"quality": "quality"}, "between": "trouble"}),
    ("importance_performance", {"outcome": "satisfaction", "attributes": ("image", "expectation", "quality", "value")}),
)


@cache
def found(at: int) -> tuple[Finding, ...]:
    name, options = EVERY[at]
    return ANALYSES[name](**options).run(customers())


def test_every_analysis_that_claims_effects_is_asked() -> None:
    assert {name for name, _ in EVERY} | COUNTED | SILENT | {"multiple_response", "recommendation"} == set(ANALYSES)


@pytest.mark.parametrize("at", range(len(EVERY)))
def test_what_may_stand_in_the_summary_has_a_claim(at: int) -> None:
    assert any(f.claim is not None for f in found(at))
    for finding in found(at):
        assert finding.claim is not None or not finding.headline, finding.id
        assert finding.claim is None or 0 <= finding.claim <= 1
        assert finding.claim is None or not finding.refused


def test_a_question_with_several_answers_has_a_claim() -> None:
    (finding,) = ANALYSES["multiple_response"]().run(built((150, 1, {}))[0])
    assert finding.claim == finding.estimate("cochran_q").p


@pytest.mark.parametrize("name", sorted(COUNTED))
def test_what_is_only_counted_claims_nothing(name: str) -> None:
    options = {"by": "trouble"} if name == "invariance" else {}
    assert all(f.claim is None for f in ANALYSES[name](**options).run(customers()))


@pytest.mark.parametrize(("name", "options"), [e for e in ANY if e[0] in ("satisfaction_share", "satisfaction_index")])
def test_without_a_benchmark_a_measure_claims_nothing(name: str, options: dict[str, Any]) -> None:
    data = built((150, 1, {}))[0]
    plain = {key: value for key, value in options.items() if not key.startswith("benchmark")}
    assert all(f.claim is None and f.headline for f in ANALYSES[name](**plain).run(data))
    assert all(f.claim is not None for f in ANALYSES[name](**options).run(data))


@pytest.mark.parametrize(("name", "options"), [e for e in ANY if e[0] in SILENT])
def test_the_silent_are_silent(name: str, options: dict[str, Any]) -> None:
    assert not any(f.headline for f in ANALYSES[name](**options).run(built((150, 1, {}))[0]))


def one(name: str, **options: Any) -> Finding:
    return ANALYSES[name](**options).run(customers())[0]


def test_a_regression_claims_the_corrected_p_of_whom_it_names() -> None:
    finding = one("regression", outcome="loyalty", predictors=SERVICE, further=())
    named = finding.estimate("coefficient", predictor="satisfaction").p
    assert named is not None
    assert finding.claim == pytest.approx(3 * named)


def test_correlations_claim_the_corrected_p_of_the_largest_whatever_the_plan_says() -> None:
    plain = one("relations", variables=SERVICE, correction="none")
    assert plain.claim == one("relations", variables=SERVICE).claim
    assert plain.claim == pytest.approx(3 * min(e.p or 0.0 for e in plain.estimates if e.name == "pearson_r"))


def test_groups_claim_the_smallest_corrected_p() -> None:
    finding = one("groups", by=("price", "trouble"), outcomes=SERVICE)
    assert finding.claim == pytest.approx(6 * min(e.p or 0.0 for e in finding.estimates if e.name == "welch_f"))


def test_an_indirect_effect_claims_the_larger_p_of_its_paths() -> None:
    options = {"quality": ("image",), "mediator": "satisfaction", "outcome": "loyalty", "draws": 1000}
    finding = next(f for f in ANALYSES["paths"](**options).run(customers()) if f.id == "paths.loyalty")
    first = finding.estimate("path_coefficient", outcome="satisfaction", predictor="image").p
    second = finding.estimate("path_coefficient", outcome="loyalty", predictor="satisfaction").p
    assert finding.claim == max(first or 0.0, second or 0.0)


def test_a_score_claims_against_zero_and_a_benchmark_corrected_for_both() -> None:
    data, source = built((150, 1, {}))[0], {"en": "last year", "zh": "去年"}
    (alone,) = ANALYSES["recommendation"](item="recommend").run(data)
    near = round(alone.estimate("net_promoter_score").value or 0.0)
    (both,) = ANALYSES["recommendation"](item="recommend", benchmark=near, benchmark_source=source).run(data)
    assert alone.claim is not None
    assert alone.claim < 0.05
    assert both.claim == pytest.approx(2 * alone.claim)
