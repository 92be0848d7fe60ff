"""Multiple imputation: pooling as R does it, answers that somebody gave, intervals that keep their word."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.rubin import Pooled, pool
from surveykit.analysis.statistics.expectation_maximisation import sorted_rows
from surveykit.analysis.statistics.factor_model import Floats
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


def pooled(rows: Floats, times: int, seed: int) -> tuple[Pooled, ...]:
    """The first column on the last two, imputed."""
    fits = [LeastSquares.of(t[:, 0], t[:, [-2, -1]], "classical") for t in imputations(rows, times, seed)]
    return pool(np.array([f.values for f in fits]), np.array([np.diag(f.covariance) for f in fits]), len(rows) - 3)


def test_many_imputations_come_close_to_predictive_mean_matching_in_r() -> None:
    rows = sorted_rows(children_with_holes().table(("x9", *ITEMS[1:6], "x8", "x1", "x7")))
    entry, tol = REFERENCE["imputed"]["value"], REFERENCE["imputed"]["tol"]
    for found, value, se in zip(pooled(rows, 60, seed=3), entry["estimate"], entry["se"], strict=True):
        assert agrees(found.estimate.value, value, tol)
        assert agrees(found.estimate.se, se, tol)


def test_every_imputed_answer_is_one_that_somebody_gave() -> None:
    rows = sorted_rows(children_with_holes().table(ITEMS))
    tables = list(imputations(rows, 20, seed=1))
    for table in tables:
        assert (np.isnan(rows) | (table == rows)).all()
        assert all(np.isin(table[:, at], rows[:, at]).all() for at in range(len(ITEMS)))
    likely = REFERENCE["em.holes"]["value"]["mean"]
    assert np.abs(np.mean(tables, axis=(0, 1)) - likely).max() < 0.04  # by chance


def test_predictions_that_tie_leave_the_choice_to_chance() -> None:
    """Forty kept silent and look like 120 others, of whom each may give the answer."""
    alike, apart = np.full(160, 3.0), np.repeat([2.0, 4.0], 20)
    rows = np.column_stack([np.concatenate([alike, apart]), np.random.default_rng(2).permutation(200) + 1.0])
    rows[:40, 1] = np.nan
    taken = {answer for table in imputations(rows, 20, seed=1) for answer in table[:40, 1]}
    assert taken <= {*rows[40:160, 1]}
    assert len(taken) > 100


@pytest.mark.slow
@pytest.mark.parametrize("n", [200, 2000])
def test_pooled_intervals_hold_the_truth_as_often_as_they_say(n: int) -> None:
    """Five-point answers, a third of them missing, more where the outcome is high. Seeds were fixed beforehand."""

    def study(rng: np.random.Generator, n: int) -> Floats:
        shared, own = rng.standard_normal((n, 1)), rng.standard_normal((n, 2))
        z = 0.8 * own + 0.6 * shared
        y = 0.5 * z[:, 0] + 0.3 * z[:, 1] + 0.8 * rng.standard_normal(n)
        return 1 + np.digitize(np.column_stack([y, z]), [-1.2, -0.4, 0.4, 1.2]).astype(np.float64)

    whole = study(np.random.default_rng(99), 2_000_000)
    truth = LeastSquares.of(whole[:, 0], whole[:, 1:], "classical").values
    held = []
    for seed in range(300):
        rng = np.random.default_rng([n, seed])
        rows = study(rng, n)
        high = rows[:, :1] >= 4
        rows[:, 1:][rng.random((n, 2)) < np.where(high, 0.45, 0.2)] = np.nan
        intervals = [p.estimate.interval for p in pooled(rows, 20, seed)]
        held.append([low <= b <= top for (low, top), b in zip(intervals, truth, strict=True)])
    assert (np.abs(np.mean(held, axis=0) - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 300)).all()


def test_the_seed_decides() -> None:
    data = children_with_holes()
    once, again, other = (run(data, imputations=5, seed=seed) for seed in (1, 1, 2))
    assert once.estimates == again.estimates
    assert once.estimate("coefficient", predictor="x1").value != other.estimate("coefficient", predictor="x1").value


def test_method_times_and_seed_are_said_and_the_complete_stand_beside() -> None:
    found = run(children_with_holes(), imputations=10, seed=7)
    full = np.isnan(children_with_holes().table(["x9", "x1", "x7"]))
    gaps = int(full[~full.all(axis=1)].sum())
    assert (
        f"{gaps} missing answers were imputed 10 times (chained equations, predictive mean matching, seed 7)"
        in said(found, "en")
    )
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
