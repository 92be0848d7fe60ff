"""Every analysis on data of any shape: a value or the reason why there is none, never NaN, infinity or a warning, and
never a matter of the order of the rows.

Every column takes a shape of its own: nobody, everybody alike, one of its own kind, a copy of another, huge numbers.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.columns import Column, MemoryColumns, numeric_column
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire
from tests.analysis.test_degenerate import sound

ASKED = """
questionnaire: any
version: "1"
languages: [en]
title: Any
constructs:
  alpha: {role: satisfaction, label: Alpha, items: [a1, a2]}
  beta: {role: quality, label: Beta, items: [b1, b2, b3], reverse: [b2]}
  gamma: {role: loyalty, label: Gamma, items: [c1]}
  delta: {role: quality, label: Delta, items: [d1, d2, d3]}
sections:
  - id: body
    title: Body
    items:
      - {id: a1, kind: rating, text: A1?, scale: {from: 1, to: 7}}
      - {id: a2, kind: rating, text: A2?, scale: {from: 1, to: 7}}
      - {id: b1, kind: rating, text: B1?, scale: {from: 1, to: 7}}
      - {id: b2, kind: rating, text: B2?, scale: {from: 1, to: 7}}
      - {id: b3, kind: rating, text: B3?, scale: {from: 1, to: 7}}
      - {id: c1, kind: rating, text: C1?, scale: {from: 1, to: 7}}
      - {id: d1, kind: rating, text: D1?, scale: {from: 1, to: 7}}
      - {id: d2, kind: rating, text: D2?, scale: {from: 1, to: 7}}
      - {id: d3, kind: rating, text: D3?, scale: {from: 1, to: 7}}
      - {id: recommend, kind: rating, text: Recommend?, scale: {from: 0, to: 10}}
      - {id: spent, kind: number, text: Spent?}
      - {id: channel, kind: single_choice, text: How?, options: {a: A, b: B, c: C}}
      - {id: reasons, kind: multiple_choice, text: Why?, options: {a: A, b: B, c: C}}
  - id: you
    title: You
    role: background
    items:
      - {id: sex, kind: single_choice, text: Sex?, options: {a: A, b: B}}
      - {id: age, kind: single_choice, text: Age?, options: {a: A, b: B, c: C}}
"""
RATINGS = ("a1", "a2", "b1", "b2", "b3", "c1", "d1", "d2", "d3")
RANGES = dict.fromkeys(RATINGS, (1, 7)) | {
    "recommend": (0, 10),
    "spent": (0, 90),
    "channel": (1, 3),
    **{f"reasons_{option}": (0, 1) for option in "abc"},
    "sex": (1, 2),
    "age": (1, 3),
}
EVERY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("describe", {}),
    ("recommendation", {"item": "recommend", "by": "sex"}),
    ("satisfaction_share", {"by": "age", "benchmark": 0.5, "benchmark_source": {"en": "last year", "zh": "去年"}}),
    ("effort", {"item": "a1", "easy": "low", "by": "sex"}),
    ("branch", {"by": "sex", "level": "a"}),
    ("satisfaction_index", {"by": "age", "benchmark": 60, "benchmark_source": {"en": "last year", "zh": "去年"}}),
    ("multiple_response", {}),
    ("sample", {}),
    ("open_answers", {}),
    ("missing", {}),
    ("weighted", {}),
    ("weighted_regression", {"outcome": "alpha", "predictors": ("beta", "spent", "age")}),
    ("imputed_regression", {"outcome": "alpha", "predictors": ("beta", "spent", "age"), "imputations": 5}),
    ("missing", {"constructs": ("beta", "delta")}),
    ("cross_tables", {"rows": ("channel",), "columns": ("sex", "age")}),
    ("reliability", {"retest": {"twice": ("a1", "a2"), "thrice": ("b1", "b3", "c1")}}),
    ("confirmatory", {"constructs": ("beta", "delta")}),
    ("confirmatory", {"constructs": ("beta", "delta"), "missing": "fiml"}),
    ("confirmatory", {"constructs": ("beta", "delta"), "estimator": "mlr"}),
    ("invariance", {"by": "sex", "constructs": ("beta", "delta")}),
    ("factors", {"samples": 100}),
    ("factors", {"factors": 1, "extraction": "ml", "samples": 100}),
    ("relations", {"variables": ("alpha", "beta", "gamma", "spent")}),
    ("relations", {"variables": ("alpha", "spent"), "given": ("beta", "c1"), "correction": "none"}),
    ("relations", {"variables": ("a1", "b1", "gamma"), "method": "polychoric"}),
    ("relations", {"variables": ("alpha", "spent", "gamma"), "method": "kendall"}),
    ("regression", {"outcome": "alpha", "predictors": ("beta", "spent", "age"), "draws": 100}),
    ("regression", {"outcome": "spent", "blocks": {"one": ("beta",), "two": ("sex", "gamma")}, "draws": 100}),
    ("regression", {"outcome": "gamma", "predictors": ("alpha",), "errors": "classical", "stable_by": "sex"}),
    ("robust_regression", {"outcome": "spent", "predictors": ("beta", "gamma")}),
    ("ordinal_regression", {"outcome": "a1", "predictors": ("beta", "spent")}),
    ("logistic_regression", {"outcome": "c1", "event": (6, 7), "predictors": ("beta", "spent")}),
    ("moderation", {"outcome": "alpha", "predictor": "spent", "moderator": "beta"}),
    ("moderation", {"outcome": "alpha", "predictor": "beta", "moderator": "sex"}),
    ("drivers", {"outcome": "alpha", "predictors": ("beta", "delta", "spent"), "draws": 100}),
    ("paths", {"quality": ("beta", "spent"), "mediator": "alpha", "outcome": "gamma", "draws": 1000}),
    ("paths", {"quality": ("beta",), "mediator": "alpha", "outcome": "gamma", "moderator": "spent", "draws": 1000}),
    ("groups", {"by": ("sex", "age"), "outcomes": ("alpha", "spent"), "bounds": 0.5}),
    ("groups", {"by": ("sex",), "outcomes": ("alpha",), "factor": "age", "covariates": ("spent",)}),
    ("gaps", {"pairs": {"beta": "delta", "a1": "a2"}}),
    ("gaps", {"pairs": {"beta": "beta"}, "between": "sex"}),
    (
        "importance_performance",
        {"outcome": "alpha", "attributes": ("beta", "gamma", "delta", "recommend"), "draws": 100},
    ),
    ("importance_performance", {"importance": "stated", "stated": {"a1": "b1", "a2": "b2", "c1": "d1", "b3": "d3"}}),
)
SHAPES = ("gaps", "alike", "nobody", "one", "other", "copy", "turned", "sum", "huge", "far")
SIZES = (0, 1, 2, 3, 4, 11, 31, 60, 90, 120, 150, 150, 150, 150)
Floats = NDArray[np.float64]


@cache
def asked() -> Questionnaire:
    return parse_questionnaire(ASKED)


def drawn(name: str, shape: str, n: int, before: list[Floats], common: Floats, rng: np.random.Generator) -> Floats:
    """One column, NaN where nobody answered. `before` are those that a copy may be of; `common` (5 x n) is what all
    ratings share, and then those of one letter."""
    low, high = RANGES[name]
    values = rng.integers(low, high + 1, n).astype(np.float64)
    if name in RATINGS:
        values = np.clip(np.round(4 + common[0] + common["abcd".index(name[0]) + 1] + rng.normal(size=n)), low, high)
    if shape == "gaps":
        values[rng.random(n) < 0.4] = np.nan
    elif shape in ("alike", "other") and n:
        values[:] = values[0]
        if shape == "other":
            values[-1] = low if values[0] > low else high
    elif shape == "nobody":
        values[:] = np.nan
    elif shape == "one":
        values[1:] = np.nan
    elif before and shape in ("copy", "turned", "sum"):
        values = before[int(rng.integers(len(before)))]
        values = values if shape != "turned" else low + high - values
        values = values + before[-1] if shape == "sum" and name == "spent" else values
        values = values if name == "spent" else np.clip(values, low, high)
    elif name == "spent" and shape in ("huge", "far"):
        values = values * 1e15 if shape == "huge" else values + 1e9
    return values


def dataset(columns: Mapping[str, Floats], order: NDArray[np.intp]) -> Dataset:
    cells: dict[str, Column] = {}
    for name, values in columns.items():
        codes = np.where(np.isnan(values), Missing.NOT_ANSWERED.value, 0).astype(np.int8)
        cells[name] = numeric_column(values, codes).taken(order)
    ids = [f"{at:03}" for at in range(len(order))]
    data = Dataset(asked(), MemoryColumns(ids, cells))
    return data.scored({c.id: len(c.items) for c in asked().constructs})


Study = tuple[int, int, dict[str, str]]
"""How many respondents, the seed of their answers, and the shapes of the columns that are not like any other."""
STUDIES = st.tuples(
    st.sampled_from(SIZES),
    st.integers(0, 2**32 - 1),
    st.dictionaries(st.sampled_from(list(RANGES)), st.sampled_from(SHAPES), max_size=5),
)


def built(study: Study) -> tuple[Dataset, Dataset]:
    """The study, and the same with its rows in another order."""
    n, seed, shapes = study
    rng, columns = np.random.default_rng(seed), {}
    common = rng.normal(size=(5, n))
    for name in RANGES:
        before = [columns[k] for k in RATINGS if k in columns]
        columns[name] = drawn(name, shapes.get(name, "any"), n, before, common, rng)
    return dataset(columns, np.arange(n)), dataset(columns, rng.permutation(n))


def alike(one: Finding, other: Finding) -> None:
    assert (one.id, one.refused, len(one.estimates)) == (other.id, other.refused, len(other.estimates))
    for e, f in zip(one.estimates, other.estimates, strict=True):
        assert (e.name, e.of, e.value is None) == (f.name, f.of, f.value is None)
        assert e.value is None or e.value == pytest.approx(f.value, rel=1e-6, abs=1e-9), (one.id, e, f)


def looked_at(name: str, options: dict[str, Any], study: Study) -> None:
    data, turned = built(study)
    before, after = ANALYSES[name](**options).run(data), ANALYSES[name](**options).run(turned)
    for one, other in zip(before, after, strict=True):
        sound(one, data)
        assert one.claim is None or 0 <= one.claim <= 1
        alike(one, other)


def test_every_analysis_is_asked() -> None:
    assert {name for name, _ in EVERY} == set(ANALYSES)


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_any_data_give_a_value_or_the_reason(name: str, options: dict[str, Any]) -> None:
    run(name, options, 12)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "options"), EVERY)
def test_any_data_give_a_value_or_the_reason_however_many_are_drawn(name: str, options: dict[str, Any]) -> None:
    run(name, options, 300)


def run(name: str, options: dict[str, Any], examples: int) -> None:
    @settings(max_examples=examples, database=None)
    @given(STUDIES)
    def look(study: Study) -> None:
        looked_at(name, options, study)

    look()
