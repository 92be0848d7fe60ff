"""What is said of constructs and of the answers to each kind of item."""

from dataclasses import replace

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.finding import Finding
from surveykit.core.item import Item, Option, Part
from surveykit.items.matrix import Matrix
from surveykit.items.multiple_choice import MultipleChoice
from surveykit.items.number import Number
from surveykit.items.open_text import OpenText
from surveykit.items.ranking import Ranking
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import agrees, coded, gates, mobi, questionnaire, rating, said, scale, study, text

NONE = Missing.NOT_ANSWERED
OPTIONS = {
    "phone": Option(text("By telephone", "电话")),
    "shop": Option(text("In a shop", "门店")),
    "post": Option(text("By post", "邮寄")),
}


def described(item: Item, columns: dict[str, list[float | str | Missing]]) -> Finding:
    (finding,) = ANALYSES["describe"]().run(coded(questionnaire([item]), columns))
    assert finding.id == f"describe.{item.id}"
    return finding


def test_means_of_the_same_respondents_are_compared_by_paired_differences() -> None:
    """The intervals of Quality and Satisfaction overlap; their paired difference is clear all the same."""
    finding = ANALYSES["describe"]().run(mobi())[0]
    short = finding.sentences.short["en"].replace("\u00a0", " ")
    assert "Quality scores 1.18 higher on average than Value (95% CI of the difference [0.98, 1.37]; n = 250)" in short
    assert "different items" in short
    assert "可能有一部分来自题目本身" in finding.sentences.short["zh"]
    pair = finding.estimate("mean_difference", pair=("quality", "satisfaction"))
    assert pair.p is not None
    assert pair.p < 1e-4
    full = said(finding, "en")
    assert "Quality scores 0.18 higher than Image (95% CI of the difference [0.06, 0.29])" in full
    assert "overlap" not in full
    assert "“quality度”比“image度”高0.18（差值95% CI [0.06, 0.29]）" in said(finding, "zh")


def test_the_correction_is_for_all_pairs_of_which_the_highest_and_the_lowest_are_chosen() -> None:
    """R 4.2: p.adjust("holm") of t.test(paired = TRUE) for all 21 pairs of the seven constructs."""
    finding = ANALYSES["describe"]().run(mobi())[0]
    by_r = {
        ("quality", "image"): 0.0205773532064,
        ("quality", "expectation"): 0.0532523225031,
        ("quality", "value"): 2.69594639099e-25,
        ("complaints", "value"): 0.00499036031412,
        ("loyalty", "value"): 0.622936972764,
    }
    for pair, p in by_r.items():
        assert finding.estimate("holm_p", pair=pair).value == pytest.approx(p, rel=1e-9)
    assert finding.claim == finding.estimate("holm_p", pair=("quality", "value")).value
    full = said(finding, "en")
    assert "whether Quality or Expectation (0.20, 95% CI of the difference [0.05, 0.35]) is higher after Holm" in full
    assert "对全部两两比较作Holm校正后，数据不足以判断“quality度”与“expectation度”" in said(finding, "zh")


def test_a_difference_that_correction_takes_away_is_open() -> None:
    finding = ANALYSES["describe"]().run(mobi())[0]
    by_pair = {e.of["pair"]: e for e in finding.estimates if e.name == "holm_p"}
    assert len(by_pair) == 11
    raw = finding.estimate("mean_difference", pair=("loyalty", "value")).p
    assert raw is not None
    assert (by_pair["loyalty", "value"].value or 0) >= raw > 0.05
    assert "the data do not settle whether Value or Loyalty (0.17, 95% CI" in said(finding, "en")
    assert "数据不足以判断“value度”与“loyalty度”" in said(finding, "zh")


def test_means_that_are_not_apart_are_not_ordered() -> None:
    columns = {"a": [1, 5, 9, 10, 3] * 12, "b": [2, 5, 8, 10, 3] * 12}
    finding = ANALYSES["describe"]().run(study(columns))[0]
    assert not finding.headline
    assert "do not settle which construct stands higher" in said(finding, "en")
    assert "不足以判断孰高孰低" in said(finding, "zh")


def test_constructs_on_different_scales_are_not_compared() -> None:
    low, high = scale(1, 5), scale(0, 10)
    asked = questionnaire(
        [
            Matrix(id="m", text=text("M", "矩"), scale=low, rows={"a": Part(text("A")), "b": Part(text("B"))}),
            Matrix(id="k", text=text("K", "矩"), scale=high, rows={"c": Part(text("C"))}),
        ],
        {"first": ["a", "b"], "second": ["c"]},
    )
    finding = ANALYSES["describe"]().run(coded(asked, {"a": [1, 2] * 30, "b": [2, 3] * 30, "c": [9, 10] * 30}))[0]
    assert finding.figure is None
    assert not finding.headline
    assert "different scales" in finding.sentences.full["en"]
    assert "higher" not in finding.sentences.full["en"]


def test_neighbouring_ratings_on_the_same_points_are_described_together() -> None:
    items = [rating("a"), rating("b"), Number(id="n", text=text("N", "数")), rating("c"), rating("d", scale(1, 5))]
    columns = {name: [1.0, 2.0, 5.0] * 12 for name in "abncd"}
    findings = ANALYSES["describe"]().run(coded(questionnaire(items), columns))
    assert [f.id for f in findings] == ["describe.a", "describe.n", "describe.c", "describe.d"]
    assert {e.of["variable"] for e in findings[0].estimates if e.name == "mean"} == {"a", "b"}
    assert findings[0].question == text("Section", "部分")


def test_a_matrix_is_one_finding_with_all_its_rows() -> None:
    rows = {"rs_1": text("Answering", "接听"), "rs_2": text("Starting", "着手"), "rs_3": text("Ending", "结束")}
    parts = {name: Part(label) for name, label in rows.items()}
    item = Matrix(id="rs", text=text("How quick?", "快慢？"), scale=scale(1, 5), rows=parts)
    finding = described(item, {"rs_1": [4, 5] * 30, "rs_2": [1, 2] * 30, "rs_3": [4, 5, 5] * 20})
    assert finding.estimate("mean", variable="rs_2").value == 1.5
    assert "“Ending” (4.67" in said(finding, "en")
    assert "is rated 3.17 higher than “Starting” (1.50" in said(finding, "en")
    assert "“接听”" in said(finding, "zh")
    assert "“Starting” scores 3.00 lower than “Answering” (the same for everybody)" in said(finding, "en")


def test_long_wordings_are_named_by_as_many_clauses_as_tell_them_apart() -> None:
    long = {name: Part(text(f"How well, all things considered, does our company do {name}, so far?")) for name in "ab"}
    item = Matrix(id="m", text=text("M", "矩"), scale=scale(1, 5), rows=long)
    finding = described(item, {"a": [4, 5] * 30, "b": [1, 2, 2] * 20})
    assert "“How well, all things considered, does our company do a…” (4.50" in said(finding, "en")
    assert "so far" not in finding.sentences.full["en"]


def test_shares_between_ten_and_thirty_answers_are_shown_and_not_compared() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = described(item, {"how": [1] * 20 + [2] * 7})
    assert "n = 27; the shares are in the table and are not compared." in said(finding, "en")
    assert "n = 27；比例见表，不作比较" in said(finding, "zh")


def test_few_respondents_get_means_without_any_interval() -> None:
    columns = {"a": [1, 5, 9, 10, 3] * 5, "b": [2, 5, 9, 10, 3] * 5}
    finding = ANALYSES["describe"]().run(study(columns))[0]
    assert finding.figure is not None
    assert finding.table is not None
    assert "CI" not in str(finding.figure.data) + str(finding.table)
    rows = finding.figure.data["rows"]
    assert isinstance(rows, list)
    assert all(row["interval"] is None for row in rows)
    assert finding.estimate("mean", construct="a_c").interval is not None


def test_shares_of_a_single_choice_have_wilson_intervals() -> None:
    """R: prop.test(8, 10, correct = FALSE)$conf.int."""
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = described(item, {"how": [1] * 8 + [2] * 2})
    share = finding.estimate("share", variable="how", value="phone")
    assert (share.value, share.n) == (0.8, 10)
    assert share.interval is not None
    assert agrees(share.interval[0], 0.490162471537, 1e-9)
    assert agrees(share.interval[1], 0.943317848546, 1e-9)
    assert finding.estimate("share", variable="how", value="post").value == 0


def test_the_option_chosen_most_is_named_with_its_interval() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    clear = described(item, {"how": [1] * 60 + [2] * 20 + [3] * 20})
    assert "most often “By telephone”, 60% (95% CI [50%, 69%]); n = 100" in said(clear, "en")
    assert "选择最多的是“电话”，60%（95% CI [50%, 69%]）；n = 100" in said(clear, "zh")
    close = described(item, {"how": [1] * 45 + [2] * 40 + [3] * 15})
    assert "most often “" not in said(close, "en")
    assert "“By telephone”, 45% (95% CI [36%, 55%]) and “In a shop”, 40% " in said(close, "en")
    assert "not clearly apart" in said(close, "en")
    assert "差别尚不明确" in said(close, "zh")
    level = described(item, {"how": [1, 2, 3] * 20})
    assert "are chosen most often and are not clearly apart" in said(level, "en")


def test_many_options_that_are_level_are_only_counted() -> None:
    many = {f"o{at}": Option(text(f"Option {at}", f"选项{at}")) for at in range(5)}
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=many)
    finding = described(item, {"how": [1, 2, 3, 4, 5] * 20})
    assert "no option is clearly ahead" in said(finding, "en")
    assert "最常选的5项区间相互重叠" in said(finding, "zh")


def test_a_handful_of_choices_gets_counts_and_no_share() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = described(item, {"how": [1, 1, 2, NONE]})
    share = finding.estimate("share", variable="how", value="phone")
    assert share.value is None
    assert share.reason is not None
    assert "%" not in said(finding, "en")
    assert "SMALL_N" in gates(finding)


def test_shares_of_a_multiple_choice_are_of_respondents() -> None:
    item = MultipleChoice(id="went", text=text("What went wrong?", "有什么问题？"), options=OPTIONS)
    columns: dict[str, list[float | str | Missing]] = {
        "went_phone": [1] * 40 + [NONE] * 5,
        "went_shop": [1] * 10 + [0] * 30 + [NONE] * 5,
        "went_post": [0] * 40 + [NONE] * 5,
    }
    finding = described(item, columns)
    assert finding.n == 40
    assert finding.estimate("share", variable="went_shop", value="1").value == 0.25
    assert len([e for e in finding.estimates if e.name == "share"]) == 3


def test_a_number_gets_mean_and_middle_half() -> None:
    item = Number(id="visits", text=text("How many?", "几次？"), unit=text("times", "次"))
    finding = described(item, {"visits": [0, 1, 2, 3] * 15})
    assert finding.estimate("mean", variable="visits").value == 1.5
    assert "between 0.8 and 2.2 times" in said(finding, "en")
    assert "0.8至2.2次之间" in said(finding, "zh")


def test_ranks_are_told_by_who_came_first() -> None:
    item = Ranking(id="top", text=text("What matters?", "看重什么？"), options=OPTIONS)
    columns: dict[str, list[float | str | Missing]] = {
        "top_phone": [1] * 40 + [2] * 10,
        "top_shop": [2] * 40 + [1] * 10,
        "top_post": [3] * 50,
    }
    finding = described(item, columns)
    assert finding.estimate("share", variable="top_phone", value="1").value == 0.8
    assert finding.estimate("mean", variable="top_post").value == 3
    assert "most often ranked first is “By telephone”, 80%" in said(finding, "en")
    assert "排在第1位最多的是“电话”" in said(finding, "zh")


def test_words_are_counted() -> None:
    item = OpenText(id="why", text=text("Why?", "为什么？"))
    finding = described(item, {"why": ["because", NONE, NONE, Missing.NOT_ASKED]})
    assert finding.n == 1
    assert finding.estimates == ()
    assert "1 of the 3 people who were asked answered" in said(finding, "en")
    assert "被问到的3人中有1人作答" in said(finding, "zh")


def test_an_item_that_nobody_answered_is_refused() -> None:
    item = OpenText(id="why", text=text("Why?", "为什么？"))
    finding = described(item, {"why": [NONE, NONE]})
    assert finding.refused
    assert "Nobody answered “Why?”" in finding.sentences.short["en"]
    assert [x.n for x in finding.excluded] == [2]


def background(columns: dict[str, list[float | str | Missing]], item: Item) -> Finding:
    asked = questionnaire([item])
    section = replace(asked.sections[0], role="background")
    (finding,) = ANALYSES["describe"]().run(coded(replace(asked, sections=(section,)), columns))
    return finding


def test_small_counts_of_background_questions_are_not_shown() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = background({"how": [1] * 40 + [2] * 9 + [3] * 2}, item)
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows] == [40, None, {"en": "<5", "zh": "<5"}]
    assert [row[2] for row in finding.table.rows][1:] == [None, None]
    assert finding.figure is None
    assert "CELL_LT5" in gates(finding)
    assert "nobody can be recognised" in finding.table.notes[-1]["en"]
    assert "以免有人被认出" in finding.table.notes[-1]["zh"]
    for option in ("shop", "post"):
        assert finding.estimate("share", variable="how", value=option).value is None
    assert finding.estimate("share", variable="how", value="phone").value is not None


def test_counts_that_the_total_gives_back_hide_another() -> None:
    many = {f"o{at}": Option(text(f"Option {at}", f"选项{at}")) for at in range(4)}
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=many)
    ones = background({"how": [1] * 40 + [2] * 9 + [3, 4]}, item)
    assert ones.table is not None
    assert [row[1] for row in ones.table.rows][1] is None
    several = background({"how": [1] * 40 + [2] * 9 + [3, 3, 4]}, item)
    assert several.table is not None
    assert [row[1] for row in several.table.rows][:2] == [40, 9]


def test_few_background_answers_are_not_shown_at_all() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = background({"how": [1] * 6 + [2] * 3}, item)
    assert finding.refused
    assert finding.table is None
    assert finding.figure is None
    assert "n = 9" in said(finding, "en")
    assert gates(finding) == {"CELL_LT5"}


def test_counts_outside_the_background_are_shown() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    finding = described(item, {"how": [1] * 40 + [2] * 9 + [3] * 2})
    assert finding.table is not None
    assert [row[1] for row in finding.table.rows] == [40, 9, 2]
    assert finding.figure is not None


def test_a_reason_of_few_background_answers_is_not_named() -> None:
    item = SingleChoice(id="how", text=text("How?", "如何？"), options=OPTIONS)
    kept = background({"how": [1] * 40 + [2] * 20 + [Missing.REFUSED] * 9 + [Missing.NOT_ANSWERED] * 3}, item)
    assert [(e.reason["en"], e.n) for e in kept.excluded] == [("no value", 12)]
    named = background({"how": [1] * 40 + [2] * 20 + [Missing.REFUSED] * 9 + [Missing.NOT_ANSWERED] * 5}, item)
    assert [e.n for e in named.excluded] == [5, 9]
