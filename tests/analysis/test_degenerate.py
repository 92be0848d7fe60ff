"""Data that carry no number: a value or a refusal with its reason, never NaN and never a warning."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from tests.analysis.small import LANGUAGES, drawn, study

NONE = Missing.NOT_ANSWERED
ITEMS = ("a1", "a2", "b1", "b2", "b3", "c1")
CONSTRUCTS = {"alpha": ITEMS[:2], "beta": ITEMS[2:5], "gamma": ITEMS[5:]}


def shaped(kind: str) -> Dataset:
    rng = np.random.default_rng(1)

    def column(at: int) -> Sequence[float | Missing]:
        if kind == "nobody":
            return []
        if kind in ("one", "two", "three", "four"):
            n = ("one", "two", "three", "four").index(kind) + 1
            return [int(v) for v in rng.integers(1, 11, n)]
        if kind == "constant":
            return [5] * 40
        if kind == "missing":
            return [NONE] * 40
        if kind == "one each":
            return [7 if row == at else NONE for row in range(40)]
        if kind == "same":
            return [1 + row % 10 for row in range(40)]
        assert kind == "opposed"
        return [1 + row % 10 if at % 2 else 10 - row % 10 for row in range(40)]

    return study({name: column(at) for at, name in enumerate(ITEMS)}, CONSTRUCTS)


KINDS = ("nobody", "one", "two", "three", "four", "constant", "missing", "one each", "same", "opposed")
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("describe", {}),
    ("reliability", {}),
    ("reliability", {"constructs": ("beta",), "retest": {"twice": ("a1", "a2"), "thrice": ("b1", "b2", "b3")}}),
    ("relations", {}),
    ("relations", {"method": "spearman"}),
    ("relations", {"method": "kendall", "correction": "none"}),
    ("relations", {"method": "polychoric", "variables": ("a1", "b1", "gamma")}),
    ("relations", {"variables": ("alpha", "beta"), "given": ("gamma", "c1"), "correction": "bonferroni"}),
    ("regression", {"outcome": "alpha", "predictors": ("beta", "gamma")}),
    ("regression", {"outcome": "alpha", "predictors": ("beta",)}),
    ("regression", {"outcome": "alpha", "blocks": {"b": ("beta",), "g": ("gamma",)}, "errors": "classical"}),
    ("robust_regression", {"outcome": "alpha", "predictors": ("beta", "gamma")}),
    ("ordinal_regression", {"outcome": "a1", "predictors": ("beta",)}),
    ("logistic_regression", {"outcome": "a1", "event": (7, 8, 9, 10), "predictors": ("beta",)}),
    ("moderation", {"outcome": "alpha", "predictor": "beta", "moderator": "gamma"}),
    ("missing", {}),
    ("sample", {"variables": ("a1",)}),
    ("confirmatory", {}),
    ("confirmatory", {"missing": "fiml"}),
    ("confirmatory", {"constructs": ("beta",), "estimator": "mlr"}),
    ("invariance", {"by": "c1"}),
    ("factors", {}),
    ("factors", {"factors": 1, "extraction": "ml", "correlation": "polychoric"}),
    ("cross_tables", {"rows": ("a1", "a2"), "columns": ("b1",)}),
    ("satisfaction_share", {"items": ("a1",), "by": "b1"}),
    ("effort", {"item": "a1", "easy": "low", "by": "b1"}),
    ("branch", {"by": "b1", "level": "3"}),
    ("satisfaction_index", {"constructs": ("alpha", "beta"), "by": "c1"}),
    ("groups", {"by": ("b1", "c1"), "outcomes": ("alpha", "a1"), "factor": "a2", "covariates": ("b2",)}),
    ("gaps", {"pairs": {"alpha": "beta", "a1": "b1"}}),
    ("importance_performance", {"outcome": "gamma", "attributes": ("a1", "a2", "b1", "b2"), "draws": 100}),
)


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, bool | str) or value is None:
        return
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from numbers(item)


def sound(finding: Finding, data: Dataset) -> None:
    for e in finding.estimates:
        found = list(numbers((e.value, e.interval, e.statistic, e.df, e.p)))
        assert all(math.isfinite(x) for x in found), (finding.id, e)
        assert (e.value is None) == (e.reason is not None), (finding.id, e)
        assert (e.interval is None) == (e.level is None), (finding.id, e)
    if finding.refused:
        assert finding.cautions
        assert all(e.value is None for e in finding.estimates)
        assert finding.table is None
        assert finding.figure is None
        assert not finding.headline
    if finding.table:
        assert all(math.isfinite(x) for x in numbers([list(row) for row in finding.table.rows]))
    if finding.figure:
        assert all(math.isfinite(x) for x in numbers(dict(finding.figure.data)))
    for language in LANGUAGES:
        assert finding.sentences.full[language].strip()
        assert not re.search(r"\bnan\b", finding.sentences.full[language], re.IGNORECASE)
    assert finding.n + sum(x.n for x in finding.excluded) == data.n, finding.id


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "options"), ASKED)
def test_value_or_reason(kind: str, name: str, options: dict[str, Any]) -> None:
    data = shaped(kind)
    found = ANALYSES[name](**options).run(data)
    assert found
    for finding in found:
        sound(finding, data)


@pytest.mark.parametrize("kind", ["nobody", "one", "two", "constant", "missing", "one each"])
def test_these_carry_no_regression_and_no_correlation(kind: str) -> None:
    data = shaped(kind)
    assert ANALYSES["relations"]().run(data)[0].refused
    assert ANALYSES["regression"](outcome="alpha", predictors=("beta",)).run(data)[0].refused


def refused(columns: dict[str, Sequence[float]], predictors: Sequence[str]) -> Finding:
    options: dict[str, Any] = {"outcome": "y_c", "predictors": tuple(f"{p}_c" for p in predictors)}
    (finding,) = ANALYSES["regression"](**options).run(study(columns))
    assert finding.refused
    return finding


def test_an_exact_sum_of_predictors_is_refused_by_name() -> None:
    (a, b), y = drawn(50, 2, 1, 1)
    both = [p + q for p, q in zip(a, b, strict=True)]
    finding = refused({"a": a, "b": b, "s": both, "y": y}, ("a", "b", "s"))
    assert [c.gate for c in finding.cautions] == ["COLLINEAR"]
    assert "S_c" in finding.sentences.full["en"]
    assert "A_c" not in finding.sentences.full["en"]
    assert "s_c度" in finding.sentences.full["zh"]


def test_an_outcome_that_the_predictors_reproduce_is_refused() -> None:
    (a, b), _ = drawn(50, 2, 1, 1)
    total = [2 * p - q for p, q in zip(a, b, strict=True)]
    finding = refused({"a": a, "b": b, "y": total}, ("a", "b"))
    assert "reproduce it exactly" in finding.sentences.full["en"]


def test_a_coefficient_fixed_by_one_respondent_is_refused() -> None:
    (a,), y = drawn(50, 2, 1)
    alone = [1.0] + [0.0] * 49
    finding = refused({"a": a, "d": alone, "y": y}, ("a", "d"))
    assert [c.gate for c in finding.cautions] == ["INFLUENCE"]


def test_a_constant_predictor_is_refused_by_name() -> None:
    (a,), y = drawn(50, 2, 1)
    finding = refused({"a": a, "k": [3.0] * 50, "y": y}, ("a", "k"))
    assert [c.gate for c in finding.cautions] == ["NO_VARIANCE"]
    assert "K_c" in finding.sentences.full["en"]


def test_a_predictor_of_two_values_leaves_the_bend_untested() -> None:
    (a,), y = drawn(60, 2, 1)
    data = study({"d": [1.0 if v > 0 else 0.0 for v in a], "y": y})
    (finding,) = ANALYSES["regression"](outcome="y_c", predictors=("d_c",), further=()).run(data)
    assert not finding.refused
    assert finding.checks[0].verdict == "not_checked"


def test_perfectly_correlated_scores_have_r_one_and_no_interval() -> None:
    up = [float(v) for v in range(1, 41)]
    (finding,) = ANALYSES["relations"]().run(study({"a": up, "b": [2 * v + 1 for v in up]}))
    r = finding.estimate("pearson_r", pair=("a_c", "b_c"))
    assert r.value == pytest.approx(1)
    assert (r.interval, r.statistic, r.p) == (None, None, None)


def test_identical_items_have_alpha_one_and_no_interval() -> None:
    found = {f.id: f for f in ANALYSES["reliability"]().run(shaped("same"))}
    alpha = found["reliability.beta"].estimate("cronbach_alpha", construct="beta")
    assert alpha.value == pytest.approx(1)
    assert alpha.interval is None
