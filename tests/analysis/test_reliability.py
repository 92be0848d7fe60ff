"""What is said of reliability, and where there is none to speak of."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.consistency import alpha_if_deleted, consistency, item_total, raw_alpha
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding, Verdict
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded
from surveykit.errors import AnalystError
from tests.analysis.small import agrees, gates, mobi, said, study

A = [1, 2, 3, 4, 5, 2, 4, 5, 3, 1]
B = [2, 2, 3, 5, 5, 1, 4, 4, 3, 2]
C = [1, 3, 3, 4, 4, 2, 5, 5, 2, 1]


@pytest.fixture(scope="module")
def found() -> dict[str, Finding]:
    return {f.id: f for f in ANALYSES["reliability"]().run(mobi())}


def test_consistency_of_three_items() -> None:
    """R 4.2.2, psych 2.2.9: psych::alpha(data.frame(a, b, c))."""
    measured = consistency(Moments.of(("a", "b", "c"), np.column_stack([A, B, C])))
    assert measured is not None
    assert agrees(measured.alpha, 0.941792020929, 1e-9)
    for item, total, dropped in zip(
        measured.items,
        (0.943716548811, 0.837087980896, 0.862035933505),
        (0.862865947612, 0.947368421053, 0.928882438316),
        strict=True,
    ):
        assert agrees(item.item_total, total, 1e-9)
        assert agrees(item.if_deleted, dropped, 1e-9)


def test_moments_of_parts_give_the_same_as_the_whole() -> None:
    rows = np.column_stack([A, B, C])
    names = ("a", "b", "c")
    whole, parts = Moments.of(names, rows), Moments.of(names, rows[:4]) + Moments.of(names, rows[4:])
    one, other = consistency(whole), consistency(parts)
    assert one is not None
    assert other is not None
    assert one.alpha == pytest.approx(other.alpha, rel=1e-12)


def test_two_items_lead_with_spearman_brown() -> None:
    """R: r <- cor(a, b); 2 * r / (1 + r)."""
    data = study({"a": A * 4, "b": B * 4}, {"trust": ["a", "b"]})
    finding = {f.id: f for f in ANALYSES["reliability"]().run(data)}["reliability.trust"]
    assert agrees(finding.estimate("spearman_brown", construct="trust").value, 0.930644413990, 1e-9)
    assert finding.estimate("cronbach_alpha", construct="trust").value is not None
    dropped = finding.estimate("alpha_if_deleted", item="a")
    assert dropped.value is None
    assert dropped.reason is not None
    short = said(finding, "en")
    assert short.index("Spearman-Brown") < short.index("α =")
    assert "按Spearman-Brown公式" in said(finding, "zh")


def test_two_items_that_run_against_each_other_have_no_spearman_brown() -> None:
    data = study({"a": A * 4, "b": [11 - v for v in B] * 4}, {"trust": ["a", "b"]})
    finding = {f.id: f for f in ANALYSES["reliability"]().run(data)}["reliability.trust"]
    missing = finding.estimate("spearman_brown", construct="trust")
    assert missing.value is None
    assert missing.reason is not None
    assert "NEG_ITEM" in gates(finding)


def test_a_single_item_is_refused_with_the_reason(found: dict[str, Finding]) -> None:
    finding = found["reliability.complaints"]
    assert finding.refused
    assert "one item" in finding.sentences.full["en"]
    assert "一道题" in finding.sentences.full["zh"]
    assert finding.estimate("cronbach_alpha", construct="complaints").value is None


def test_the_item_that_does_not_belong_is_named(found: dict[str, Finding]) -> None:
    loyalty = found["reliability.loyalty"]
    assert "The item “Wording of CUSL2?” is least related to the others (r = .08 with" in said(loyalty, "en")
    assert "“CUSL2的题目？”与其余题目的联系最弱（与其总分r = .08；与“CUSL1的题目？”" in said(loyalty, "zh")
    assert "they do not measure one thing" in said(found["reliability.loyalty"], "en")
    assert "不是同一件事" in said(found["reliability.loyalty"], "zh")


def test_the_direction_is_shown_only_where_every_interval_is_above_zero(found: dict[str, Finding]) -> None:
    """CUSL2 with the sum of the others: r = .08, n = 250; R: cor.test gives p = .20."""
    weak = found["reliability.loyalty"].checks[0]
    assert weak.verdict is Verdict.CAUTION
    assert "do not show that “Wording of CUSL2?” points in the same direction" in weak.advice["en"]
    assert "数据未能显示“CUSL2的题目？”与其余题目方向一致" in weak.advice["zh"]
    inside = found["reliability.loyalty"].estimate("item_total_r", item="CUSL2").interval
    assert inside is not None
    assert inside[0] < 0 < inside[1]
    assert found["reliability.image"].checks[0].verdict is Verdict.MET
    few = {f.id: f for f in ANALYSES["reliability"]().run(study({"a": A, "b": B, "c": C}, {"trust": ["a", "b", "c"]}))}
    assert few["reliability.trust"].checks[0].verdict is Verdict.NOT_CHECKED


def test_an_interval_around_the_convention_settles_nothing(found: dict[str, Finding]) -> None:
    assert "do not settle on which side" in said(found["reliability.image"], "en")
    assert "不足以判断α在其上还是其下" in said(found["reliability.image"], "zh")


def test_the_overview_names_the_lowest(found: dict[str, Finding]) -> None:
    overview = found["reliability"]
    assert overview.headline
    assert "Expectation (α = .43, 95% CI [.30, .54]) and Loyalty" in said(overview, "en")
    assert overview.table is not None
    assert len(overview.table.rows) == 7
    assert overview.figure is not None
    rows = overview.figure.data["rows"]
    assert isinstance(rows, list)
    assert [r["id"] for r in rows] == [
        "quality",
        "value",
        "satisfaction",
        "image",
        "loyalty",
        "expectation",
        "complaints",
    ]
    assert rows[-1]["value"] is None
    assert rows[-1]["note"]["en"] == "A single item has no internal consistency."


def test_all_reach_the_convention() -> None:
    data = study({"a": A * 4, "b": B * 4, "c": C * 4}, {"trust": ["a", "b", "c"]})
    overview = ANALYSES["reliability"]().run(data)[0]
    assert "Internal consistency reaches the conventional .70 for every construct" in said(overview, "en")
    assert "都达到惯用标准.70" in said(overview, "zh")


def test_a_construct_without_alpha_does_not_reach_the_convention() -> None:
    columns = {"a": A * 4, "b": B * 4, "c": C * 4, "d": [3] * 40, "e": A * 4}
    overview = ANALYSES["reliability"]().run(study(columns, {"trust": ["a", "b", "c"], "care": ["d", "e"]}))[0]
    assert "for every construct that has an α (1;" in said(overview, "en")
    assert "every construct with several items" not in said(overview, "en")
    assert "凡有α的构念（1个" in said(overview, "zh")


def test_only_single_items_leave_nothing_to_say() -> None:
    overview = ANALYSES["reliability"]().run(study({"a": A, "b": B}))[0]
    assert overview.refused
    assert "every construct is measured by one item" in overview.sentences.full["en"]


def test_what_is_left_of_a_matrix_is_what_leaving_out_leaves() -> None:
    """The closed forms for all items at once, against taking the rows and columns out one by one."""
    c = Moments.of(
        tuple("abcde"), np.random.default_rng(2).normal(size=(40, 5)) @ np.diag([1, 1, 2, 1e3, 1e-3])
    ).covariance
    for at in range(5):
        rest = np.delete(np.delete(c, at, 0), at, 1)
        others = np.delete(c[at], at).sum() / np.sqrt(c[at, at] * rest.sum())
        assert item_total(c)[at] == pytest.approx(others, rel=1e-12)
        assert alpha_if_deleted(c)[at] == pytest.approx(raw_alpha(rest), rel=1e-9)


def test_the_table_of_items_has_the_interval_of_each_correlation(found: dict[str, Finding]) -> None:
    table = found["reliability.image"].table
    assert table is not None
    assert [column.label["en"] for column in table.columns][4:] == [
        "Corrected item-total r",
        "95% CI",
        "α without the item",
    ]
    assert table.rows[0][5] == found["reliability.image"].estimate("item_total_r", item="IMAG1").interval


def test_only_the_figures_asked_for_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs the rows again, or a model, is not touched."""

    def never(*_: object) -> None:
        raise AssertionError("not asked for")

    for name in ("one_factor", "split_halves", "ordinal_alpha"):
        monkeypatch.setattr(f"surveykit.analysis.companions.{name}", never)
    monkeypatch.setattr("surveykit.core.dataset.Dataset.spread", never)
    asked = ("cronbach_alpha", "item_total_r", "alpha_if_deleted")
    (overview, others, image) = ANALYSES["reliability"](constructs=("image",)).run(mobi(), only=asked)
    assert [e.name for e in overview.estimates] == ["cronbach_alpha"]
    assert others.estimates == ()
    assert [e.name for e in image.estimates] == ["cronbach_alpha"] + ["item_total_r"] * 5 + ["alpha_if_deleted"] * 5


def test_constructs_can_be_chosen() -> None:
    findings = ANALYSES["reliability"](constructs=("value", "image")).run(mobi())
    assert [f.id for f in findings] == [
        "reliability",
        "reliability.coefficients",
        "reliability.value",
        "reliability.image",
    ]


def test_options_are_read_from_a_plan() -> None:
    reader = Reader()
    written = parse("constructs: [image]\nretest: {image: [image_may, image_june]}\nseed: 7")
    built = reader.record(written, ANALYSES["reliability"])
    assert not reader.problems
    assert (built.constructs, built.retest, built.seed) == (("image",), {"image": ("image_may", "image_june")}, 7)


def test_options_that_do_not_fit_are_all_reported() -> None:
    wrong = ANALYSES["reliability"](
        constructs=("imag", "IMAG1", "image", "image"), retest={"a": ("IMAG1",), "b": ("x", "image")}
    )
    with pytest.raises(AnalystError) as caught:
        wrong.run(mobi())
    assert [p.code for p in caught.value.problems] == [
        "analysis-not-construct",
        "analysis-not-construct",
        "analysis-name-twice",
        "analysis-few-occasions",
        "analysis-unknown-name",
    ]


def test_of_many_others_only_the_range_is_said() -> None:
    rng = np.random.default_rng(8)
    common = rng.normal(size=200)
    columns = {f"i{at}": common + 0.7 * rng.normal(size=200) for at in range(5)} | {"odd": rng.normal(size=200)}
    data = study({name: list(map(float, column)) for name, column in columns.items()}, {"trust": list(columns)})
    (finding,) = (f for f in ANALYSES["reliability"]().run(data) if f.id == "reliability.trust")
    correlations = [float(np.corrcoef(columns["odd"], columns[f"i{at}"])[0, 1]) for at in range(5)]
    low, high = (bounded(end(correlations)) for end in (min, max))
    assert f"with their sum; with each of them between {low} and {high}); without it" in said(finding, "en")
    assert f"；与其中各题在{low}与{high}之间）" in said(finding, "zh")
