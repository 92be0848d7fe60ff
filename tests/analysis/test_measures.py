"""The four measures of satisfaction: values against R, what is said, what is refused."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.measure_numbers import (
    Group,
    Reading,
    may_show,
    mean_contrast,
    score,
    score_beside,
    score_contrast,
    share_contrast,
)
from surveykit.core.codebook import Missing, ResponseScale
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.item import Option
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.errors import AnalystError
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import agrees, coded, gates, mobi, questionnaire, rating, said, scale, study, text

RESULTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "measures.json").read_text())["results"]
REGIONS = {name: Option(text(name.capitalize(), zh)) for name, zh in (("north", "北"), ("south", "南"), ("west", "西"))}
SOURCE = text("survey of 2024", "2024年调查")


def reference(name: str) -> tuple[Any, float]:
    return RESULTS[name]["value"], RESULTS[name]["tol"]


def expand(counts: list[int]) -> list[float]:
    return [float(answer) for answer, n in enumerate(counts) for _ in range(n)]


def built(points: ResponseScale, role: str = "background") -> Questionnaire:
    own = SingleChoice(id="region", text=text("Region", "地区"), options=REGIONS)
    asked = questionnaire([rating("r", points)], {"trust": ["r"]})
    you = Section("you", text("You", "您"), (own,), role=role)  # type: ignore[arg-type]  # one of its three words
    return Questionnaire(
        "small", "1", ("en", "zh"), text("Small", "小问卷"), (*asked.sections, you), constructs=asked.constructs
    )


def regional(answers: dict[str, list[float]], points: ResponseScale | None = None, role: str = "background") -> Dataset:
    """Answers to `r` (0 to 10, if not said) by region."""
    rows = [(x, at) for at, name in enumerate(REGIONS, 1) for x in answers.get(name, [])]
    return coded(built(points or scale(0, 10), role), {"r": [x for x, _ in rows], "region": [g for _, g in rows]})


def measured(name: str, data: Dataset, **options: object) -> Finding:
    (finding,) = ANALYSES[name](**options).run(data)
    return finding


def three_regions(role: str = "background") -> Dataset:
    return regional({name: expand(RESULTS[f"score.{name}"]["value"]["answers"]) for name in REGIONS}, role=role)


def check_contrast(finding: Finding, name: str, row: dict[str, Any], tol: float) -> None:
    found = finding.estimate(f"{name}_difference", pair=tuple(row["pair"]))
    assert agrees(found.value, row["value"], tol)
    assert found.interval is not None
    assert all(agrees(x, y, tol) for x, y in zip(found.interval, row["interval"], strict=True))
    assert agrees(found.statistic, row.get("z", row.get("t")), tol)
    assert agrees(found.p, row["p"], tol)
    assert agrees(finding.estimate("holm_p", pair=tuple(row["pair"])).value, row["holm"], tol)


# --- recommendation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["all", *REGIONS])
def test_the_score_is_that_of_r(name: str) -> None:
    value, tol = reference(f"score.{name}")
    finding = measured("recommendation", three_regions(), item="r", by="region")
    of = {} if name == "all" else {"group": name}
    found = next(e for e in finding.estimates if e.name == "net_promoter_score" and e.of == {"variable": "r", **of})
    assert agrees(found.value, value["value"], tol)
    assert found.interval is not None
    assert all(agrees(x, y, tol) for x, y in zip(found.interval, value["interval"], strict=True))
    if name == "all":
        assert agrees(finding.estimate("net_promoter_variance").value, value["variance"], tol)


def test_groups_are_compared_by_z_with_holm() -> None:
    finding = measured("recommendation", three_regions(), item="r", by="region")
    rows, tol = reference("score.differences")
    for row in rows:
        check_contrast(finding, "net_promoter_score", row, tol)
    full = said(finding, "en")
    assert "By “Region”: “North” is 42 points higher than “South” (95% CI of the difference [" in full
    assert re.search(r"of the difference \[\d\d, \d\d\] points, p", full)
    assert "3 pairs of groups were compared; in 1 of them" in full
    assert re.search(r"“北”比“南”高42分（差值95% CI \[\d\d, \d\d\]分，p", said(finding, "zh"))
    assert "MULTI_TEST" in gates(finding)


def test_a_score_whose_interval_holds_zero_has_no_direction() -> None:
    counts = RESULTS["score.all"]["value"]["answers"]
    level = coded(questionnaire([rating("r", scale(0, 10))]), {"r": expand(counts)})
    finding = measured("recommendation", level, item="r")
    assert "the data do not show whether promoters (9–10" in said(finding, "en")
    assert "数据未能显示推荐者" in said(finding, "zh")
    assert not finding.headline
    assert "NO_BENCHMARK" in gates(finding)
    assert finding.figure is not None
    assert finding.figure.kind == "shares"


@pytest.mark.parametrize(("high", "low", "words"), [(80, 10, "outnumber detractors"), (10, 80, "outnumber promoters")])
def test_a_clear_score_says_who_is_more(high: int, low: int, words: str) -> None:
    data = coded(questionnaire([rating("r", scale(0, 10))]), {"r": [10.0] * high + [2.0] * low})
    assert words in said(measured("recommendation", data, item="r"), "en")


def test_another_scale_is_refused_with_the_reason() -> None:
    finding = measured("recommendation", mobi(), item="CUSL3")
    assert finding.refused
    assert gates(finding) == {"SCALE"}
    assert "these run from 1 to 10" in said(finding, "en")
    assert "此题为1至10" in said(finding, "zh")


def test_few_answers_get_the_distribution_only() -> None:
    data = coded(questionnaire([rating("r", scale(0, 10))]), {"r": [10.0, 9.0, 8.0, 3.0] * 6})
    finding = measured("recommendation", data, item="r")
    assert finding.estimate("net_promoter_score").value is None
    assert finding.figure is not None
    assert finding.figure.kind == "distribution"
    assert finding.estimate("share", segment="promoters").value == 0.5
    assert not finding.headline


def test_everybody_a_promoter_has_no_interval() -> None:
    data = coded(questionnaire([rating("r", scale(0, 10))]), {"r": [10.0] * 40})
    finding = measured("recommendation", data, item="r")
    assert finding.estimate("net_promoter_score").value == 100
    assert finding.estimate("net_promoter_score").interval is None
    assert "all respondents fall into one class" in said(finding, "en")


@pytest.mark.parametrize(
    ("benchmark", "words"), [(-30.0, "lies above"), (30.0, "lies below"), (6.0, "do not show whether it lies above")]
)
def test_a_stated_benchmark_is_compared_with_by_the_interval(benchmark: float, words: str) -> None:
    finding = measured("recommendation", three_regions(), item="r", benchmark=benchmark, benchmark_source=SOURCE)
    assert words in said(finding, "en")
    assert "survey of 2024" in said(finding, "en")
    assert "2024年调查" in said(finding, "zh")
    assert "NO_BENCHMARK" not in gates(finding)
    score_of_all = finding.estimate("net_promoter_score").value
    assert score_of_all is not None
    assert finding.estimate("benchmark_difference").value == pytest.approx(score_of_all - benchmark)


def test_no_praise_and_no_blame() -> None:
    finding = measured("recommendation", three_regions(), item="r", by="region")
    for word in ("good", "poor", "excellent", "bad", "优秀", "较差", "良好"):
        assert word not in said(finding, "en").replace("good or poor", "") + said(finding, "zh")


# --- groups that are not shown ----------------------------------------------------------------------


def test_groups_below_the_convention_are_neither_shown_nor_compared() -> None:
    few = regional({"north": [10.0, 5.0, 8.0] * 20, "south": [9.0, 4.0, 8.0] * 20, "west": [9.0] * 9}, role="body")
    finding = measured("recommendation", few, item="r", by="region")
    assert [e.of["pair"] for e in finding.estimates if e.name == "holm_p"] == [("north", "south")]
    assert finding.table is not None
    assert len(finding.table.rows) == 3
    assert any("“West”" in note["en"] for note in finding.table.notes)
    assert "do not show whether “North” or “South” is higher" in said(finding, "en")


def test_background_groups_with_a_small_part_are_not_shown() -> None:
    data = regional({"north": [10.0, 5.0, 8.0] * 20, "south": [9.0] * 38 + [4.0] * 2, "west": [10.0, 4.0, 8.0] * 20})
    finding = measured("recommendation", data, item="r", by="region")
    assert "south" not in {e.of.get("group") for e in finding.estimates}
    shown = {e.of["group"] for e in finding.estimates if e.name == "net_promoter_score" and "group" in e.of}
    assert len(shown) == 1  # the second would give the hidden one back


def test_what_remains_of_the_whole_is_not_small() -> None:
    groups = [Group(name, {}, Reading(n, counts=(10, n - 10))) for name, n in (("a", 40), ("b", 50))]
    assert may_show(Reading(90, counts=(20, 70)), groups, True) == groups
    assert [g.id for g in may_show(Reading(93, counts=(23, 70)), groups, True)] == ["b"]
    assert may_show(Reading(93, counts=(23, 70)), groups, False) == groups


# --- satisfaction share -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n in RESULTS if n.startswith("share.")])
def test_newcombes_interval(name: str) -> None:
    value, tol = reference(name)
    x, n, y, m = (int(part) for part in name.split(".")[1:])
    ones = [np.repeat([1.0, 0.0], [k, of - k]) for k, of in ((x, n), (y, m))]
    found = share_contrast(("a", "b"), *ones)
    assert agrees(found.value, value["value"], tol)
    assert agrees(found.p, value["p"], tol)
    assert found.interval is not None
    assert all(agrees(a, b, tol) for a, b in zip(found.interval, value["interval"], strict=True))


@pytest.mark.parametrize(
    ("case", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
    ],
)
def test_newcombes_own_examples(case: tuple[int, int, int, int], low: float, high: float) -> None:
    """Newcombe (1998), Table II, method 10."""
    x, n, y, m = case
    found = share_contrast(("a", "b"), *(np.repeat([1.0, 0.0], [k, of - k]) for k, of in ((x, n), (y, m)))).interval
    assert found is not None
    assert [round(end, 4) for end in found] == [low, high]


def test_the_share_of_the_two_highest_points() -> None:
    value, tol = reference("top.CUSA1")
    finding = measured("satisfaction_share", mobi(), items=("CUSA1",))
    found = finding.estimate("csat", variable="CUSA1")
    assert agrees(found.value, value["value"], tol)
    assert found.interval is not None
    assert all(agrees(x, y, tol) for x, y in zip(found.interval, value["interval"], strict=True))
    assert "chose 9 or 10 on the scale from 1 to 10" in said(finding, "en")


def test_shares_of_groups_are_compared() -> None:
    data = regional({"north": [9.0] * 60 + [5.0] * 40, "south": [9.0] * 30 + [5.0] * 70})
    finding = measured("satisfaction_share", data, items=("r",), by="region")
    assert re.search(
        r"“North” is 30 percentage points higher than “South” "
        r"\(95% CI of the difference \[\d\d, \d\d\] percentage points, p",
        said(finding, "en"),
    )
    assert re.search(r"“北”比“南”高30个百分点（差值95% CI \[\d\d, \d\d\]个百分点，p", said(finding, "zh"))
    share = finding.estimate("csat", group="south")
    assert share.value == 0.3


def test_a_scale_of_three_points_has_no_top_two() -> None:
    data = coded(questionnaire([rating("r", scale(1, 3))]), {"r": [1.0, 2.0, 3.0] * 20})
    assert gates(measured("satisfaction_share", data, items=("r",))) == {"SCALE"}


# --- effort -----------------------------------------------------------------------------------------


def test_effort_is_the_mean_and_the_easy_end() -> None:
    value, tol = reference("effort.CUEX3")
    finding = measured("effort", mobi(), item="CUEX3", easy="high", by="IMAG1")
    found = finding.estimate("effort_score", variable="CUEX3")
    assert agrees(found.value, value["value"], tol)
    assert found.interval is not None
    assert all(agrees(x, y, tol) for x, y in zip(found.interval, value["interval"], strict=True))
    rows, tol = reference("effort.differences")
    for row in rows:
        check_contrast(finding, "effort_score", row, tol)


def test_the_plan_says_which_end_is_easy() -> None:
    data = coded(questionnaire([rating("r", scale(1, 7))]), {"r": [1.0] * 30 + [7.0] * 10})
    low, high = (measured("effort", data, item="r", easy=easy) for easy in ("low", "high"))
    assert low.estimate("low_effort_share").value == 0.75
    assert high.estimate("low_effort_share").value == 0.25
    assert "where 1 stands for the least effort" in said(low, "en")
    assert "7表示最省力" in said(high, "zh")
    assert low.estimate("effort_score").value == high.estimate("effort_score").value


# --- index ------------------------------------------------------------------------------------------


def test_the_index_runs_from_0_to_100() -> None:
    value, tol = reference("index.satisfaction")
    finding = measured("satisfaction_index", mobi(), constructs=("satisfaction",), by="IMAG1")
    found = finding.estimate("satisfaction_index")
    assert agrees(found.value, value["value"], tol)
    assert found.interval is not None
    assert all(agrees(x, y, tol) for x, y in zip(found.interval, value["interval"], strict=True))
    rows, tol = reference("index.differences")
    for row in rows:
        check_contrast(finding, "satisfaction_index", row, tol)


def test_several_constructs_count_equally() -> None:
    columns = {"a": [1.0] * 40, "b": [10.0] * 40, "c": [10.0] * 40}
    data = study(columns, {"one": ["a"], "two": ["b", "c"]})
    assert measured("satisfaction_index", data, constructs=("one", "two")).estimate("satisfaction_index").value == 50


def test_a_construct_of_different_scales_is_refused() -> None:
    asked = questionnaire([rating("a", scale(1, 5)), rating("b", scale(0, 10))], {"trust": ["a", "b"]})
    data = coded(asked, {"a": [1.0, 5.0] * 20, "b": [0.0, 10.0] * 20})
    assert gates(measured("satisfaction_index", data, constructs=("trust",))) == {"SCALE"}


# --- all of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("recommendation", {"item": "r"}),
        ("satisfaction_share", {"items": ("r",)}),
        ("effort", {"item": "r", "easy": "low"}),
        ("satisfaction_index", {"constructs": ("trust",)}),
    ],
)
@pytest.mark.parametrize("answers", [[], [Missing.NOT_ANSWERED] * 40, [7.0], [7.0] * 3, [7.0] * 40, [0.0, 10.0] * 30])
def test_data_that_carry_little(name: str, options: dict[str, Any], answers: list[float | Missing]) -> None:
    data = coded(built(scale(0, 10)), {"r": answers, "region": [1 + at % 2 for at in range(len(answers))]})
    finding = measured(name, data, by="region", **options)
    assert finding.n + sum(x.n for x in finding.excluded) == len(answers)
    for e in finding.estimates:
        assert (e.value is None) == (e.reason is not None), e
        assert e.value is None or np.isfinite(e.value)
    assert finding.refused == (finding.n == 0)


def test_where_there_is_no_p_no_place_is_left_for_one() -> None:
    answers = {"north": [5.0] * 40, "south": [5.0] * 40}
    for name, options in (
        ("satisfaction_share", {"items": ("r",)}),
        ("satisfaction_index", {"constructs": ("trust",)}),
    ):
        finding = measured(name, regional(answers, scale(1, 7)), by="region", **options)
        assert "is higher (" in said(finding, "en")
        assert not re.search(r"\bp –|p\)|, \)", said(finding, "en"))
        assert not re.search("p –|，）", said(finding, "zh"))


def test_contrasts_without_spread_have_no_test() -> None:
    flat = np.full(40, 7.0)
    assert mean_contrast(("a", "b"), flat, flat + 1).p is None
    assert score_contrast(("a", "b"), flat, flat).p is None
    assert share_contrast(("a", "b"), np.ones(40), np.ones(40)).p is None
    assert score(np.array([])).value is None


@pytest.mark.parametrize(
    ("name", "options", "codes"),
    [
        ("recommendation", {"item": "nothing"}, ["analysis-unknown-name"]),
        ("recommendation", {"item": "CUSL3", "by": "loyalty"}, ["analysis-unknown-name"]),
        ("recommendation", {"item": "CUSL3", "benchmark": 30.0}, ["analysis-benchmark-source"]),
        (
            "satisfaction_share",
            {"items": ("CUSA1",), "benchmark": 80.0, "benchmark_source": SOURCE},
            ["analysis-benchmark-range"],
        ),
        ("satisfaction_share", {}, ["analysis-no-satisfaction"]),
        ("satisfaction_index", {"constructs": ("CUSA1",)}, ["analysis-unknown-name"]),
        ("effort", {"item": "CUEX3", "easy": "low", "benchmark_source": SOURCE}, ["analysis-benchmark-source"]),
    ],
)
def test_wrong_options(name: str, options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES[name](**options).run(mobi())
    assert [p.code for p in caught.value.problems] == codes


def test_a_share_and_a_mean_beside_a_benchmark_have_the_p_of_r() -> None:
    source = text("last year", "去年")
    for name, id, options in (
        ("satisfaction_share", "beside.share", {"items": ("CUSA1",), "benchmark": 0.3}),
        ("satisfaction_index", "beside.mean", {"constructs": ("satisfaction",), "benchmark": 70.0}),
    ):
        p, tol = reference(id)
        found = measured(name, mobi(), **options, benchmark_source=source)
        assert agrees(found.claim, p, tol), name


def test_a_score_beside_a_benchmark_agrees_with_its_interval() -> None:
    whole = score(np.array(expand([10, 0, 0, 0, 0, 0, 20, 30, 30, 30, 40])))
    assert whole.interval is not None
    assert score_beside(whole, whole.interval[0]) == pytest.approx(0.05)
    assert score_beside(score(np.full(40, 9.0)), 0.0) is None
