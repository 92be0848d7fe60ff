"""Which answers are missing, EM means, Little's test, and words that claim no more than these show."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.expectation_maximisation import NormalMoments, little, normal_moments
from surveykit.analysis.statistics.missing_numbers import is_monotone, patterns
from surveykit.charts import draw
from surveykit.core.codebook import Missing
from surveykit.core.finding import Finding, Verdict
from surveykit.errors import AnalystError
from tests.analysis.factors import ITEMS, children, children_with_holes
from tests.analysis.small import LANGUAGES, agrees, mobi, said, study

FILE = Path(__file__).parents[1] / "reference" / "missing_data.json"
REFERENCE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
NONE, GONE = Missing.NOT_ANSWERED, Missing.NOT_REACHED


def run(data: Any, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES["missing"](**options).run(data)}


def table(name: str) -> Any:
    """The children's scores with holes by rule, or four of them where the second is missing for high first ones."""
    holes = children_with_holes().table(ITEMS)
    if name == "holes":
        return holes
    related = children().table(ITEMS[:4]).copy()
    related[:, 1] = np.where(related[:, 0] > 5.5, np.nan, holes[:, 1])
    return related


@pytest.mark.parametrize("name", ["holes", "related"])
def test_r_agrees(name: str) -> None:
    found = normal_moments(table(name))
    assert isinstance(found, NormalMoments)
    moments, test = (REFERENCE[f"{kind}.{name}"] for kind in ("em", "little"))
    assert np.allclose(found.mean, moments["value"]["mean"], atol=moments["tol"], rtol=0)
    assert np.allclose(found.covariance, moments["value"]["covariance"], atol=moments["tol"], rtol=0)
    tested = little(found)
    assert tested is not None
    assert (tested.df, len(found.sample.n)) == (test["value"]["df"], test["value"]["patterns"])
    assert agrees(tested.statistic, test["value"]["statistic"], test["tol"])
    assert agrees(tested.p, test["value"]["p"], test["tol"])


def test_without_gaps_the_estimates_are_the_plain_ones() -> None:
    rows = children().table(ITEMS)
    found = normal_moments(rows)
    assert isinstance(found, NormalMoments)
    assert np.allclose(found.mean, rows.mean(axis=0))
    assert np.allclose(found.covariance, np.cov(rows.T, ddof=0))
    assert little(found) is None


def test_units_do_not_matter() -> None:
    rows = table("holes")
    plain, huge = normal_moments(rows), normal_moments(1e9 + 1e5 * rows)
    assert isinstance(plain, NormalMoments)
    assert isinstance(huge, NormalMoments)
    assert np.allclose((huge.mean - 1e9) / 1e5, plain.mean, rtol=1e-6)
    one, other = little(plain), little(huge)
    assert one is not None
    assert other is not None
    assert other.statistic == pytest.approx(one.statistic, rel=1e-6)


def test_patterns_come_with_the_most_frequent_first() -> None:
    absent = np.array([[0, 1, 0], [0, 1, 1], [0, 0, 0], [0, 1, 0]], dtype=bool)
    assert [(p.missing, p.n) for p in patterns(("a", "b", "c"), absent)] == [(("b",), 2), ((), 1), (("b", "c"), 1)]
    assert is_monotone(patterns(("a", "b", "c"), absent))
    assert not is_monotone(patterns(("a", "b", "c"), np.eye(3, dtype=bool)))


def test_the_gaps_of_the_children() -> None:
    found = run(children_with_holes())
    absent = np.isnan(table("holes"))
    items, together = found["missing.items"], found["missing.patterns"]
    assert items.estimate("missing_share", variable="x2").value == absent[:, 1].mean()
    assert items.estimate("missing_share", variable="x2", reason="not_answered").value == absent[:, 1].mean()
    value = items.estimate("em_mean", variable="x2").value
    assert agrees(value, REFERENCE["em.holes"]["value"]["mean"][1], 1e-4)
    assert together.estimate("pattern_share", missing=()).n == (~absent.any(axis=1)).sum()
    assert together.figure is not None
    assert "x2" in draw(together.figure, "zh")
    assert "does not show whether missing answers go with the answers that were given" in said(together, "en")
    assert "不表明两者无关" in said(together, "zh")


def test_gaps_that_go_with_other_answers_are_said_to() -> None:
    rows = table("related")
    columns = {f"x{j + 1}": [NONE if np.isnan(v) else float(v) for v in rows[:, j]] for j in range(4)}
    found = run(study(columns, {"all": list(columns)}))["missing.patterns"]
    estimate = found.estimate("little_chi_squared")
    assert estimate.p is not None
    assert estimate.p < 0.001
    assert "goes with the answers that were given" in said(found, "en")
    assert "与已有的回答相关" in said(found, "zh")


def test_nothing_is_ever_called_missing_at_random() -> None:
    every = [*run(children_with_holes()).values(), *run(mobi()).values()]
    for finding in every:
        assert finding.method is not None
        for language in LANGUAGES:
            words = said(finding, language) + finding.method.text[language]
            words += " ".join(c.advice[language] for c in finding.checks)
            assert not re.search("at random|随机", words)


def test_respondents_who_leave_make_nested_gaps() -> None:
    rng = np.random.default_rng(1)
    left = rng.integers(1, 9, 60)
    columns = {f"q{j}": [GONE if j >= at else int(rng.integers(1, 8)) for at in left] for j in range(6)}
    found = run(study(columns, {"all": list(columns)}))
    check = next(c for c in found["missing.patterns"].checks if "nested" in c.name["en"])
    assert check.verdict is Verdict.MET
    table_ = found["missing.items"].table
    assert table_ is not None
    assert [c.label["en"] for c in table_.columns][4] == "not reached"


def test_nothing_missing() -> None:
    found = run(mobi())
    assert found["missing.patterns"].figure is None
    estimate = found["missing.patterns"].estimate("little_chi_squared")
    assert estimate.value is None
    assert estimate.reason is not None
    assert found["missing.items"].sentences.short["en"] == "All 250 respondents answered all 24 items."


def test_one_respondent_is_one() -> None:
    found = run(mobi().where(np.arange(250) == 0))
    assert found["missing.items"].sentences.short["en"] == "The only respondent answered all items (24)."


def test_questions_that_were_not_asked_are_named() -> None:
    rng = np.random.default_rng(2)
    a = [int(v) for v in rng.integers(1, 8, 80)]
    b: list[Any] = [Missing.NOT_ASKED if v < 3 else int(rng.integers(1, 8)) for v in a]
    found = run(study({"a": a, "b": b}, {"all": ["a", "b"]}))["missing.patterns"]
    assert any(c.verdict is Verdict.CAUTION and "not asked" in c.advice["en"] for c in found.checks)


def test_few_respondents_are_not_tested() -> None:
    found = run(study({"a": [1, 2, 3, NONE] * 5, "b": [2, NONE, 3, 4] * 5}, {"all": ["a", "b"]}))["missing.patterns"]
    reason = found.estimate("little_chi_squared").reason
    assert reason is not None
    assert "fewer than 30" in reason["en"]


def test_an_unknown_construct() -> None:
    with pytest.raises(AnalystError) as caught:
        run(mobi(), constructs=("qualiti",))
    assert [p.code for p in caught.value.problems] == ["analysis-unknown-name"]
