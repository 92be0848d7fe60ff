"""The names by which others ask for estimates: each is given, with a value, by the analysis that has it."""

from functools import cache
from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.dataset import Dataset
from tests.analysis.factors import children
from tests.analysis.groupings import customers
from tests.analysis.test_measures import three_regions

ELSEWHERE = {"invariance": children, "recommendation": three_regions}
"""Analyses that need other data than the customers."""
SERVICE = ("image", "quality", "satisfaction")
MODEL: dict[str, Any] = {"outcome": "loyalty", "predictors": SERVICE}
FIT = ("chi_square", "cfi", "tli", "rmsea", "srmr", "aic", "bic")
CONTRACT: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    (
        "describe",
        {},
        ("mean", "sd", "share", "mean_difference", "median", "skewness", "kurtosis", "top_box", "bottom_box"),
    ),
    (
        "reliability",
        {"retest": {"score": ("quality", "satisfaction")}},
        (
            *("cronbach_alpha", "standardised_alpha", "omega_total", "ordinal_alpha", "spearman_brown", "split_half"),
            *("item_total_r", "alpha_if_deleted", "guttman_lambda", "icc"),
        ),
    ),
    (
        "factors",
        {"extraction": "ml", "rotation": "promax", "factors": 2},
        (
            *("kmo", "bartlett_chi_square", "eigenvalue", "parallel_eigenvalue", "factors_suggested", "communality"),
            *("factor_correlation", "chi_square"),
        ),
    ),
    (
        "confirmatory",
        {},
        ("loading", *FIT, "composite_reliability", "average_variance_extracted", "htmt", "factor_correlation"),
    ),
    ("invariance", {"by": "school"}, ("chi_square", "cfi", "rmsea", "srmr")),
    ("relations", {}, ("pearson_r",)),
    ("relations", {"method": "spearman"}, ("spearman_rho",)),
    ("relations", {"method": "kendall"}, ("kendall_tau",)),
    ("relations", {"method": "polychoric", "variables": ("IMAG1", "CUSA1")}, ("polychoric_r",)),
    ("relations", {"variables": ("image", "loyalty"), "given": ("quality",)}, ("partial_r",)),
    (
        "regression",
        {"outcome": "loyalty", "blocks": {"a": ("image",), "b": ("quality", "value")}, "order": "CUSCO"},
        (
            *("coefficient", "standardised_coefficient", "r_squared", "adjusted_r_squared", "r_squared_change", "vif"),
            *("press_r_squared", "cross_validated_r_squared", "breusch_pagan", "reset_f", "durbin_watson", "chow_f"),
            "split_half_difference",
        ),
    ),
    ("ordinal_regression", {"outcome": "CUSA1", "predictors": ("image",)}, ("log_odds_ratio", "odds_ratio")),
    (
        "logistic_regression",
        {"outcome": "CUSL1", "event": (8, 9, 10), "predictors": ("image",)},
        ("log_odds_ratio", "odds_ratio", "roc_auc"),
    ),
    (
        "moderation",
        {"outcome": "loyalty", "predictor": "satisfaction", "moderator": "value"},
        ("simple_slope", "johnson_neyman_bound"),
    ),
    ("drivers", {**MODEL, "draws": 100}, ("relative_importance", "dominance")),
    (
        "paths",
        {"quality": ("image",), "mediators": ("value", "satisfaction"), "outcome": "loyalty", "draws": 1000},
        (
            *("path_coefficient", "indirect_effect", "total_indirect_effect", "direct_effect", "total_effect"),
            *(f"standardised_{name}_effect" for name in ("indirect", "total_indirect", "direct", "total")),
            *("indirect_difference", "standardised_indirect_difference"),
        ),
    ),
    (
        "paths",
        {"quality": ("image",), "mediator": "value", "outcome": "loyalty", "moderator": "CUSCO", "draws": 1000},
        ("conditional_indirect_effect", "index_of_moderated_mediation"),
    ),
    ("cross_tables", {"rows": ("trouble",), "columns": ("price",)}, ("cramers_v", "chi_square")),
    (
        "recommendation",
        {"item": "r", "by": "region"},
        ("net_promoter_score", "net_promoter_score_difference", "net_promoter_variance"),
    ),
    ("satisfaction_share", {"items": ("CUSA1",), "by": "price"}, ("csat", "csat_difference")),
    ("effort", {"item": "CUEX3", "easy": "high", "by": "price"}, ("effort_score", "effort_score_difference")),
    ("satisfaction_index", {"constructs": ("satisfaction",)}, ("satisfaction_index",)),
    ("gaps", {"pairs": {"quality": "expectation"}}, ("gap",)),
    (
        "importance_performance",
        {"outcome": "satisfaction", "attributes": ("image", "expectation", "quality", "value")},
        ("importance", "performance"),
    ),
    (
        "groups",
        {"by": ("trouble", "price"), "outcomes": ("loyalty",), "bounds": 1.0},
        ("cohens_d", "omega_squared", "equivalence_p"),
    ),
)


@cache
def asked(name: str) -> Dataset:
    return ELSEWHERE.get(name, customers)()


@pytest.mark.parametrize(("name", "options", "names"), CONTRACT)
def test_every_name_is_given_alone_and_with_a_value(name: str, options: dict[str, Any], names: tuple[str, ...]) -> None:
    found = ANALYSES[name](**options).run(asked(name), only=names)
    given = {e.name for finding in found for e in finding.estimates if e.value is not None}
    assert given >= set(names)
