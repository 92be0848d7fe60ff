"""Multiple imputation: pooling as R does it, imputed answers that carry no more than there was, and plain words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.rubin import pool
from surveykit.analysis.statistics.expectation_maximisation import NormalMoments, normal_moments, sorted_rows
from surveykit.analysis.statistics.imputation import imputations
from surveykit.analysis.statistics.least_squares import LeastSquares
from surveykit.charts import draw
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.factors import ITEMS, children_with_holes, in_groups, schools, scores
from tests.analysis.small import agrees, gates, mobi, said

FILE = Path(__file__).parents[1] / "reference" / "missing_data.json"
REFERENCE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
NONE = Missing.NOT_ANSWERED
MODEL: dict[str, Any] = {"outcome": "x9", "predictors": ("x1", "x7")}


def run(data: Dataset, **options: Any) -> Finding:
    (found,) = ANALYSES["imputed_regression"](**{**MODEL, **options}).run(data)
    return found


@pytest.mark.parametrize("name", ["pool.20", "pool.245"])
def test_pooling_is_that_of_r(name: str) -> None:
    entry, tol = REFERENCE[name]["value"], REFERENCE[name]["tol"]
    (found,) = pool(np.array(entry["q"])[:, None], np.array(entry["u"])[:, None], entry["dfcom"])
    assert agrees(found.estimate.value, entry["qbar"], tol)
    assert agrees(found.estimate.se**2, entry["total"], tol)
    assert agrees(found.df, entry["df"], tol)
    assert agrees(found.information, entry["fmi"], tol)
    assert found.efficiency == pytest.approx(1 / (1 + entry["fmi"] / 5))


def test_imputations_that_agree_add_no_variance() -> None:
    (found,) = pool(np.full((5, 1), 0.4), np.full((5, 1), 0.01), 30)
    assert found.estimate.se == pytest.approx(0.1)
    assert found.df == pytest.approx(31 / 33 * 30)


def test_many_imputations_come_close_to_chained_equations_in_r() -> None:
    rows = sorted_rows(children_with_holes().table(ITEMS))
    start = normal_moments(rows)
    assert isinstance(start, NormalMoments)
    values, variances, means = [], [], []
    for table in imputations(rows, start, 60, seed=3):
        assert (np.isnan(rows) | (table == rows)).all()
        fit = LeastSquares.of(table[:, 8], table[:, [0, 6]], "classical")
        values.append(fit.values)
        variances.append(np.diag(fit.covariance))
        means.append(table.mean(axis=0))
    entry, tol = REFERENCE["imputed"]["value"], REFERENCE["imputed"]["tol"]
    for found, value, se in zip(
        pool(np.array(values), np.array(variances), 298), entry["estimate"], entry["se"], strict=True
    ):
        assert agrees(found.estimate.value, value, tol)
        assert agrees(found.estimate.se, se, tol)
    assert np.abs(np.mean(means, axis=0) - start.mean).max() < 0.02


def test_the_seed_decides() -> None:
    data = children_with_holes()
    once, again, other = (run(data, imputations=5, seed=seed) for seed in (1, 1, 2))
    assert once.estimates == again.estimates
    assert once.estimate("coefficient", predictor="x1").value != other.estimate("coefficient", predictor="x1").value


def test_method_times_and_seed_are_said_and_the_complete_stand_beside() -> None:
    found = run(children_with_holes(), imputations=10, seed=7)
    full = np.isnan(children_with_holes().table(["x9", "x1", "x7"]))
    gaps = int(full[~full.all(axis=1)].sum())
    assert f"{gaps} missing answers were imputed 10 times (multivariate normal, seed 7)" in said(found, "en")
    assert "10次插补" in said(found, "zh")
    assert found.method is not None
    assert found.method.seed == 7
    assert found.figure is not None
    assert "complete respondents" in draw(found.figure, "en")
    plain = ANALYSES["regression"](**MODEL, further=()).run(children_with_holes())[0]  # type: ignore[call-arg]
    complete = found.estimate("coefficient", predictor="x1", method="complete_cases")
    assert complete.value == plain.estimate("coefficient", predictor="x1").value
    assert found.n > plain.n
    assert found.n + sum(x.n for x in found.excluded) == 301


def test_a_construct_is_imputed_by_its_items() -> None:
    found = run(children_with_holes(), outcome="speed", predictors=("visual", "school"), imputations=5)
    information = found.estimate("missing_information", predictor="visual").value
    assert information is not None
    assert 0 < information < 0.6
    assert found.estimate("coefficient", predictor="school", level="2").value is not None
    mean = found.estimate("imputed_mean", construct="speed").value
    assert mean == pytest.approx(np.mean([np.mean(scores()[x]) for x in ("x7", "x8", "x9")]), abs=0.1)  # type: ignore[arg-type]


def test_who_lacks_a_category_is_left_out() -> None:
    groups = [NONE if at % 10 == 0 else g for at, g in enumerate(schools())]
    columns = {
        name: [NONE if i % 7 == j else v for i, v in enumerate(c)] for j, (name, c) in enumerate(scores().items())
    }
    found = run(in_groups(columns, groups), predictors=("x1", "school"), imputations=5)
    assert [(x.reason["en"], x.n) for x in found.excluded] == [("a category is missing", 31)]


def test_where_nothing_is_missing_nothing_is_imputed() -> None:
    found = run(mobi(), outcome="loyalty", predictors=("image",))
    assert not found.refused
    assert gates(found) == set()
    assert "No answer is missing of those that the regression of Loyalty uses" in said(found, "en")
    assert "没有缺失" in said(found, "zh")
    (plain,) = ANALYSES["regression"](outcome="loyalty", predictors=("image",), further=()).run(mobi())
    for e in found.estimates:
        assert e.value == plain.estimate("coefficient", predictor=e.of["predictor"]).value


def test_wrong_options() -> None:
    with pytest.raises(AnalystError) as caught:
        run(children_with_holes(), imputations=2, seed=-1, predictors=("x0",))
    codes = [p.code for p in caught.value.problems]
    assert codes == ["analysis-unknown-name", "analysis-few-imputations", "analysis-bad-seed"]
