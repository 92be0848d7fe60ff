"""What is said of constructs and of the answers to each kind of item."""

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


def test_constructs_are_compared_only_where_intervals_are_apart() -> None:
    finding = ANALYSES["describe"]().run(mobi())[0]
    assert "Quality (7.71, 95% CI [7.56, 7.87]) scores higher on average than Value (6.54" in said(finding, "en")
    assert "highest is not settled" in finding.sentences.full["en"]
    assert "何者最高尚无定论" in finding.sentences.full["zh"]


def test_means_that_overlap_are_not_ordered() -> None:
    columns = {"a": [1, 5, 9, 10, 3] * 12, "b": [2, 5, 9, 10, 3] * 12}
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
    assert {e.of["variable"] for e in findings[0].estimates} == {"a", "b"}
    assert findings[0].question == text("Section", "部分")


def test_a_matrix_is_one_finding_with_all_its_rows() -> None:
    rows = {"rs_1": text("Answering", "接听"), "rs_2": text("Starting", "着手"), "rs_3": text("Ending", "结束")}
    parts = {name: Part(label) for name, label in rows.items()}
    item = Matrix(id="rs", text=text("How quick?", "快慢？"), scale=scale(1, 5), rows=parts)
    finding = described(item, {"rs_1": [4, 5] * 30, "rs_2": [1, 2] * 30, "rs_3": [4, 5, 5] * 20})
    assert finding.estimate("mean", variable="rs_2").value == 1.5
    assert "“Ending” (4.67" in said(finding, "en")
    assert "is rated above “Starting” (1.50" in said(finding, "en")
    assert "“接听”" in said(finding, "zh")


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
    finding = described(item, {"why": ["because", NONE, NONE]})
    assert finding.n == 1
    assert finding.estimates == ()
    assert "1 of 3 respondents answered" in said(finding, "en")


def test_an_item_that_nobody_answered_is_refused() -> None:
    item = OpenText(id="why", text=text("Why?", "为什么？"))
    finding = described(item, {"why": [NONE, NONE]})
    assert finding.refused
    assert "Nobody answered “Why?”" in finding.sentences.short["en"]
    assert [x.n for x in finding.excluded] == [2]
