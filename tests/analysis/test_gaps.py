"""Gaps: numbers against R, which gap is called the lowest, weights, the zone of tolerance, gaps between groups."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis.gap_numbers import overall, signed_rank
from surveykit.analysis.gaps import Gaps
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding
from surveykit.core.item import Part
from surveykit.errors import AnalystError
from surveykit.items.double_matrix import DoubleMatrix
from tests.analysis.groupings import customers
from tests.analysis.small import agrees, coded, gates, mobi, questionnaire, said, scale, study, text
from tests.analysis.test_degenerate import KINDS, shaped, sound

FILE = Path(__file__).parents[1] / "reference" / "gaps_importance.json"
R: dict[str, Any] = json.loads(FILE.read_text("utf-8"))["results"]
DIMENSIONS = {"quality": "expectation", "value": "expectation", "image": "expectation"}
ITEMS = {"PERQ1": "CUEX1", "PERQ2": "CUEX2", "PERQ3": "CUEX3"}


def run(data: Dataset, **options: Any) -> dict[str, Finding]:
    return {f.id: f for f in Gaps(**options).run(data)}


def same(found: Any, expected: Any) -> None:
    pairs = zip(found, expected, strict=True) if isinstance(expected, list) else [(found, expected)]
    assert all(agrees(a, b, 1e-6) for a, b in pairs), (found, expected)


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pairs", "sort"), [(DIMENSIONS, "dimensions"), (ITEMS, "items")])
def test_gaps_agree_with_r(pairs: dict[str, str], sort: str) -> None:
    finding = run(mobi(), pairs=pairs)[f"gaps.{sort}"]
    for perceived, expected in pairs.items():
        row = R[f"gap.{perceived}.{expected}"]["value"]
        gap = finding.estimate("gap", perceived=perceived)
        same([gap.value, *(gap.interval or ()), gap.statistic, gap.df, gap.p], [
            row["value"], *row["interval"], row["t"], row["df"], row["p"]
        ])  # fmt: skip
        v = finding.estimate("wilcoxon_v", perceived=perceived)
        same([v.value, v.p], [row["v"], row["wilcoxon_p"]])
        same(finding.estimate("expected_mean", perceived=perceived).value, row["expected"])
        same(finding.estimate("perceived_mean", perceived=perceived).value, row["perceived"])
        if "reliability" in row:
            same(finding.estimate("gap_reliability", perceived=perceived).value, row["reliability"])


def test_p_is_corrected_for_the_gaps_of_a_table() -> None:
    finding = run(mobi(), pairs=DIMENSIONS)["gaps.dimensions"]
    same([finding.estimate("holm_p", perceived=p).value for p in DIMENSIONS], R["gap.holm"]["value"])


def test_one_figure_of_all_agrees_with_r() -> None:
    weighted = run(mobi(), pairs=DIMENSIONS, weights={"quality": 50, "value": 30, "image": 20})["gaps.dimensions"]
    points = {"quality": "CUSA1", "value": "CUSA2", "image": "CUSA3"}
    own = run(mobi(), pairs=DIMENSIONS, weight_variables=points)["gaps.dimensions"]
    for finding, names in ((weighted, ("equal", "stated")), (own, ("equal", "respondents"))):
        for whose in names:
            row, found = R["gap.overall"]["value"][whose], finding.estimate("overall_gap", weights=whose)
            same([found.value, *(found.interval or ())], [row["value"], *row["interval"]])
    assert "with the weights of the plan" in weighted.sentences.full["en"]
    assert "按受访者各自的权重" in own.sentences.full["zh"]


def test_gaps_are_compared_respondent_by_respondent() -> None:
    finding = run(mobi(), pairs=DIMENSIONS)["gaps.dimensions"]
    row, found = R["gap.difference"]["value"], finding.estimate("gap_difference", pair=("quality", "value"))
    same([found.value, *(found.interval or ())], [row["value"], *row["interval"]])


def test_zeros_and_rounding_are_left_out_of_the_ranks() -> None:
    assert signed_rank(np.zeros(5)) is None
    found = signed_rank(np.array([0.1 + 0.2, 0.3, -0.3, 0.0]))
    assert found is not None
    assert found.statistic == 4.0


def test_a_missing_weight_leaves_the_respondent_out() -> None:
    found = overall(np.array([[-1.0, -3.0], [-1.0, -3.0]]), np.array([[1.0, 1.0], [np.nan, 1.0]]))
    assert found[0] == -2.0
    assert np.isnan(found[1])


# --- words ------------------------------------------------------------------------------------------


def test_the_lowest_gap_is_named_with_its_interval() -> None:
    finding = run(mobi(), pairs=DIMENSIONS)["gaps.dimensions"]
    full = said(finding, "en")
    assert "Furthest below expectation lies Value, with a mean gap of −0.98 (95% CI [−1.20, −0.75]" in full
    assert "its gap is lower than each of the others" in full
    assert "感知低于期望最多的是“value度”" in said(finding, "zh")
    assert finding.headline
    assert finding.figure is not None
    assert finding.figure.kind == "dumbbells"


def test_without_a_settled_order_no_gap_is_the_lowest() -> None:
    rng = np.random.default_rng(2)
    base = rng.integers(5, 10, 120)
    columns = {"e": base.tolist(), "a": (base - rng.integers(0, 4, 120)).tolist()}
    columns["b"] = (base - rng.integers(0, 4, 120)).tolist()
    finding = run(study(columns, {}), pairs={"a": "e", "b": "e"})["gaps.items"]
    assert "For both questions less is perceived" in finding.sentences.full["en"]
    assert "Furthest" not in said(finding, "en")
    assert "do not show whether it is lower" in finding.sentences.full["en"]
    assert "感知低于期望最多" not in said(finding, "zh")


def test_a_gap_that_is_not_shown_gets_no_direction() -> None:
    rng = np.random.default_rng(4)
    columns = {name: [float(v) for v in rng.integers(1, 11, 80)] for name in "eab"}
    finding = run(study(columns, {}), pairs={"a": "e", "b": "e"})["gaps.items"]
    assert "show a gap for none of 2 questions" in finding.sentences.full["en"]
    assert "未显示任何一道存在差距" in finding.sentences.full["zh"]
    assert not finding.headline
    assert finding.figure is not None
    assert all(row["hollow"] for row in finding.figure.data["rows"])  # type: ignore[attr-defined]  # a list of mappings


def test_differences_that_are_mostly_error_are_called_so() -> None:
    caution = next(c for c in run(mobi(), pairs=DIMENSIONS)["gaps.dimensions"].cautions if c.gate == "LOW_ALPHA")
    assert "reliability of the gap is below .70" in caution.text["en"]
    assert "差距的信度" in caution.text["zh"]


def test_expectations_at_the_ceiling_get_the_remark() -> None:
    points = scale(1, 5)
    columns = {"e": [5.0] * 55 + [4.0] * 5, "p": [3.0, 4.0] * 30}
    high = run(study(columns, {}, points=points), pairs={"p": "e"})["gaps.items"]
    caution = next(c for c in high.cautions if c.gate == "CEILING")
    assert "95% of the scale or higher" in caution.text["en"]
    lower = {"e": [5.0] * 30 + [4.0] * 30, "p": [3.0, 4.0] * 30}
    assert "CEILING" not in gates(run(study(lower, {}, points=points), pairs={"p": "e"})["gaps.items"])


def test_few_respondents_get_figures_but_no_words() -> None:
    columns = {"e": [9.0, 8.0] * 10, "p": [5.0, 6.0, 4.0, 7.0] * 5}
    finding = run(study(columns, {}), pairs={"p": "e"})["gaps.items"]
    assert gates(finding) == {"SMALL_N"}
    assert finding.figure is None
    assert "CI" not in said(finding, "en")


# --- where the pairs come from ----------------------------------------------------------------------


def matrix() -> DoubleMatrix:
    rows = {name: Part(text(f"Row {name}", f"{name}行")) for name in ("a", "b", "c")}
    return DoubleMatrix(id="m", text=text("Both?", "两项？"), scale=scale(1, 5), rows=rows, importance=scale(1, 5))


def judged(n: int = 60) -> Dataset:
    rng = np.random.default_rng(6)
    names = [f"{row}_{aspect}" for row in "abc" for aspect in ("expected", "perceived", "importance")]
    columns: dict[str, list[float | Missing]] = {name: [float(v) for v in rng.integers(1, 6, n)] for name in names}
    columns["a_expected"][0] = columns["b_perceived"][1] = Missing.NOT_ANSWERED
    sides = {"want": "expected", "find": "perceived"}
    constructs = {f"{side}_ab": [f"{row}_{aspect}" for row in "ab"] for side, aspect in sides.items()}
    return coded(questionnaire([matrix()], constructs), columns)


def test_the_rows_of_double_matrices_and_their_constructs_are_taken() -> None:
    found = run(judged())
    assert [(e.of["perceived"], e.of["expected"]) for e in found["gaps.dimensions"].estimates if e.name == "gap"] == [
        ("find_ab", "want_ab")
    ]
    items = found["gaps.items"]
    assert [e.of["perceived"] for e in items.estimates if e.name == "gap"] == ["a_perceived", "b_perceived"]
    assert items.table is not None
    assert items.table.rows[0][0] == text("Row a", "a行")


def test_only_respondents_with_both_sides_count() -> None:
    items = run(judged())["gaps.items"]
    assert [e.n for e in items.estimates if e.name == "gap"] == [59, 59]
    assert items.n == 60


# --- zone of tolerance, groups ----------------------------------------------------------------------


def test_the_zone_of_tolerance_agrees_with_r() -> None:
    options = {"pairs": {"satisfaction": "quality"}, "adequate": {"satisfaction": "value"}}
    finding, row = run(mobi(), **options)["gaps.zone"], R["zone.satisfaction"]["value"]
    for name in ("adequacy", "superiority"):
        found = finding.estimate(f"{name}_gap")
        same([found.value, *(found.interval or ())], [row[name]["value"], *row[name]["interval"]])
    same(finding.estimate("share_in_zone").value, row["inside"])
    assert "In the zone of tolerance lies Satisfaction" in finding.sentences.full["en"]
    assert "位于容忍区间之内的是“satisfaction度”" in finding.sentences.full["zh"]


def test_a_mean_near_an_end_of_the_zone_is_given_no_place() -> None:
    rng = np.random.default_rng(8)
    low, high = rng.integers(3, 6, 60), rng.integers(7, 10, 60)
    own = np.where(np.arange(60) % 2 == 0, low, low + 1) - rng.integers(0, 2, 60)
    columns = {"low": low.tolist(), "high": high.tolist(), "own": own.tolist()}
    finding = run(study(columns), pairs={"own_c": "high_c"}, adequate={"own_c": "low_c"})["gaps.zone"]
    assert "the data do not show where it lies" in finding.sentences.full["en"]


def test_gaps_between_groups_agree_with_r() -> None:
    finding = run(customers(), between="trouble")["gaps.between.trouble"]
    for construct, row in R["between"]["value"].items():
        found = finding.estimate("group_gap", perceived=construct)
        same([found.value, *(found.interval or ()), found.statistic, found.df, found.p], [
            row["value"], *row["interval"], row["t"], row["df"], row["p"]
        ])  # fmt: skip
    assert "NOT_INVARIANT" in gates(finding)
    crossed = run(customers(), between="trouble", pairs={"quality": "expectation"})["gaps.between.trouble"]
    row, found = R["between.crossed"]["value"], crossed.estimate("group_gap")
    same([found.value, *(found.interval or ()), found.p], [row["value"], *row["interval"], row["p"]])


def test_between_needs_two_groups() -> None:
    finding = run(customers(), between="price")["gaps.between.price"]
    assert finding.refused
    assert gates(finding) == {"SMALL_N"}


# --- options, degenerate data -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"pairs": {"qualiti": "expectation"}}, ["analysis-unknown-name"]),
        ({"pairs": {"quality": "quality"}}, ["gaps-same"]),
        ({"pairs": {"quality": "price"}}, ["analysis-not-numeric", "gaps-two-scales"]),
        ({"pairs": DIMENSIONS, "weights": {"quality": 1}}, ["gaps-weights"]),
        ({"pairs": {"quality": "value"}, "weights": {"quality": -1}}, ["gaps-bad-weights"]),
        (
            {"pairs": {"quality": "value"}, "weights": {"quality": 1}, "weight_variables": {"quality": "CUSA1"}},
            ["gaps-two-weights"],
        ),
        ({"pairs": {"quality": "value"}, "adequate": {"image": "value"}}, ["gaps-not-a-pair"]),
        ({"between": "quality"}, ["analysis-unknown-name"]),
    ],
)
def test_options_that_do_not_fit_are_reported(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        Gaps(**options).run(customers())
    assert [p.code for p in caught.value.problems] == codes


def test_options_are_read_from_a_plan() -> None:
    reader = Reader()
    written = parse("{pairs: {a: b, c: d}, weights: {a: 60, c: 40}, between: side}")
    assert reader.record(written, Gaps) == Gaps({"a": "b", "c": "d"}, {"a": 60, "c": 40}, between="side")
    assert not reader.problems


def test_the_order_of_rows_changes_nothing() -> None:
    for options in ({"pairs": DIMENSIONS}, {"between": "trouble"}):
        before, after = run(customers(), **options), run(customers(keep=range(249, -1, -1)), **options)
        for id, finding in before.items():
            assert finding.sentences == after[id].sentences
            for e, f in zip(finding.estimates, after[id].estimates, strict=True):
                assert e.value == pytest.approx(f.value, rel=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_value_or_reason(kind: str) -> None:
    data = shaped(kind)
    for options in (
        {"pairs": {"alpha": "beta", "a1": "b1"}},
        {"pairs": {"alpha": "beta"}, "adequate": {"alpha": "gamma"}},
        {"between": "c1", "pairs": {"alpha": "beta"}},
    ):
        for finding in Gaps(**options).run(data):  # type: ignore[arg-type]  # the options of several shapes
            sound(finding, data)


def test_what_everybody_shares_needs_no_test() -> None:
    columns = {"e": [9.0] * 40, "p": [7.0] * 40}
    finding = run(study(columns, {}), pairs={"p": "e"})["gaps.items"]
    gap = finding.estimate("gap")
    assert (gap.value, gap.interval, gap.p) == (-2.0, None, None)
    assert "Less is perceived" in finding.sentences.full["en"]
