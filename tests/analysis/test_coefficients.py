"""What is said of omega, ordinal alpha, the split halves and Guttman's lambda."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding, Verdict
from tests.analysis.reference import check, value
from tests.analysis.small import coded, gates, mobi, questionnaire, rating, said, study


def coefficients(data: Dataset) -> Finding:
    return {f.id: f for f in ANALYSES["reliability"]().run(data)}["reliability.coefficients"]


@pytest.fixture(scope="module")
def found() -> Finding:
    return coefficients(mobi())


def rated(n: int, *loadings: float, seed: int = 6) -> Dataset:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=n)
    columns = {
        f"i{at}": np.clip(np.round(5.5 + 2 * (b * common + rng.normal(size=n))), 1, 10) for at, b in enumerate(loadings)
    }
    return study({k: [int(x) for x in v] for k, v in columns.items()}, {"trust": list(columns)})


def test_the_estimates_are_those_of_r(found: Finding) -> None:
    check(found.estimate("omega_total", construct="quality").value, value("omega.quality")["omega"], "omega.quality")
    check(
        found.estimate("ordinal_alpha", construct="quality").value,
        value("ordinal_alpha.quality"),
        "ordinal_alpha.quality",
    )
    mean = found.estimate("split_half", construct="quality").value
    check(mean, value("split_half.quality")["mean"], "split_half.quality")
    assert found.estimate("guttman_lambda", construct="quality", method="3").value == pytest.approx(0.8724063714)


def test_the_table_says_what_rests_on_what(found: Finding) -> None:
    assert found.table is not None
    assert len(found.table.rows) == 6
    note = found.table.notes[0]
    assert "Pearson covariances" in note["en"]
    assert "ordinal α on polychoric" in note["en"]
    assert "有序α以多分格相关为依据" in note["zh"]
    notes = " ".join(note["en"] for note in found.table.notes)
    assert "No ω with two items: Value." in notes
    assert "no proper solution: Loyalty." in notes


def test_the_range_of_omega_is_said(found: Finding) -> None:
    assert "lies between Expectation (ω = .46, 95% CI [.36, .58]) and Quality (ω = .87" in said(found, "en")
    assert "it is not the reliability of the score" in said(found, "en")
    assert "介于" in said(found, "zh")
    assert not found.headline


def test_where_there_is_no_omega_the_reason_stands(found: Finding) -> None:
    two, improper = (found.estimate("omega_total", construct=c) for c in ("value", "loyalty"))
    assert two.reason is not None
    assert "two items" in two.reason["en"]
    assert improper.reason is not None
    assert "no proper solution" in improper.reason["en"]


def test_an_item_that_loads_the_other_way_is_named() -> None:
    """One strong item goes with a weak one against the rest: its item-total correlation is positive all the same."""
    rng = np.random.default_rng(12)
    f, g = rng.normal(size=(2, 400))
    columns = {f"i{at}": f + 0.6 * rng.normal(size=400) for at in range(3)}
    columns["odd"] = -0.35 * f + g
    columns["even"] = 2 * g + 0.3 * f
    finding = coefficients(study({k: list(map(float, v)) for k, v in columns.items()}, {"trust": list(columns)}))
    caution = next(c for c in finding.cautions if c.gate == "NEG_ITEM")
    assert "odd" in caution.text["en"]
    assert "odd" in caution.text["zh"]
    assert finding.checks[0].verdict is Verdict.NOT_MET


def test_few_respondents_get_no_words_about_omega() -> None:
    finding = coefficients(rated(20, 1, 1, 1, 1))
    assert "SMALL_N" in gates(finding)
    assert "ω =" not in said(finding, "en")
    assert finding.estimate("omega_total", construct="trust").interval is None


def test_one_construct_needs_no_range() -> None:
    finding = coefficients(rated(200, 1, 1, 1, 1))
    assert "lies between" not in finding.sentences.short["en"]
    assert "ω = " in said(finding, "en")


def test_the_seed_is_told_where_splits_are_sampled() -> None:
    finding = coefficients(rated(60, *[1.0] * 11))
    assert finding.method is not None
    assert finding.method.seed == 1
    assert finding.method.options["draws"] == 10_000
    few = coefficients(rated(60, 1, 1, 1))
    assert few.method is not None
    assert few.method.seed is None


def test_measurements_that_are_no_ratings_have_no_ordinal_alpha() -> None:
    rng = np.random.default_rng(3)
    f = rng.normal(size=80)
    columns = {name: [float(x) for x in f + rng.normal(size=80)] for name in "abc"}
    data = coded(questionnaire([rating(name) for name in columns], {"trust": list(columns)}), columns)
    estimate = coefficients(data).estimate("ordinal_alpha", construct="trust")
    assert estimate.value is None
    assert estimate.reason is not None


def test_a_small_difference_from_alpha_is_not_printed_as_none() -> None:
    short = said(coefficients(rated(400, 2.0, 2.0, 2.0)), "en")
    assert "differs from α by less than .01." in short
    assert "at most .00" not in short
    assert "相差不到.01" in said(coefficients(rated(400, 2.0, 2.0, 2.0)), "zh")
