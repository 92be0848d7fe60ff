"""What is said of repeated measurements."""

import numpy as np

from surveykit.analysis import ANALYSES
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from tests.analysis.reference import check, check_ends, value
from tests.analysis.small import gates, mobi, said, study


def retest(data: Dataset, *occasions: str) -> Finding:
    return ANALYSES["reliability"](retest={"score": occasions}).run(data)[-1]


def twice(n: int, noise: float, shift: float = 0.0) -> Dataset:
    rng = np.random.default_rng(5)
    truth = rng.normal(size=n)
    first, second = (list(map(float, truth + noise * rng.normal(size=n) + step)) for step in (0.0, shift))
    return study({"may": first, "june": second})


def test_the_coefficients_are_those_of_r() -> None:
    finding = retest(mobi(), "quality", "satisfaction")
    reference = value("icc.scores")
    for method, part in (("agreement", "absolute"), ("consistency", "consistent")):
        found = finding.estimate("icc", retest="score", method=method)
        check(found.value, reference[part], "icc.scores")
        check_ends(found.interval, reference[f"{part}_interval"], "icc.scores")
        assert found.of["occasions"] == ("quality", "satisfaction")


def test_agreement_is_said_with_its_interval() -> None:
    finding = retest(twice(100, 0.3), "may", "june")
    assert finding.id == "reliability.retest.score"
    assert "agree with ICC(A,1) = .9" in said(finding, "en")
    assert "一致程度为ICC(A,1) = .9" in said(finding, "zh")


def test_no_agreement_is_shown_where_the_interval_holds_zero() -> None:
    rng = np.random.default_rng(7)
    columns = {name: list(map(float, rng.normal(size=60))) for name in ("may", "june")}
    finding = retest(study(columns), "may", "june")
    assert "do not show that measurements of score on 2 occasions agree" in said(finding, "en")
    assert "未能显示" in said(finding, "zh")


def test_few_respondents_get_figures_only() -> None:
    finding = retest(twice(12, 0.3), "may", "june")
    assert "SMALL_N" in gates(finding)
    assert "ICC" not in said(finding, "en")
    assert finding.estimate("icc", method="agreement").interval is None


def test_an_occasion_without_differences_is_refused() -> None:
    finding = retest(study({"may": [3.0] * 40, "june": [1.0, 2.0] * 20}), "may", "june")
    assert finding.refused
    assert finding.estimate("icc", method="consistency").reason is not None
