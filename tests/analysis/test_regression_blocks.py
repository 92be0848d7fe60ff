"""Blocks that enter one after another, categories as predictors, and the options of a regression."""

from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding, Verdict
from surveykit.errors import AnalystError
from tests.analysis.regressions import grouped, near, value
from tests.analysis.small import drawn, gates, mobi, said, study

BLOCKS = {"first": ("image",), "service": ("quality", "value"), "attitude": ("satisfaction",)}


def blocks(**options: Any) -> Finding:
    found = ANALYSES["regression"](**{"outcome": "loyalty", "blocks": BLOCKS, "further": (), **options}).run(mobi())
    return found[1]


def test_neighbours_are_not_compared_where_a_predictor_does_not_vary_among_those_with_a_place() -> None:
    (x,), y = drawn(60, 93, 1.0)
    asked = [1.0] * 30 + [2.0] * 30
    when = [float(at) if at < 30 else Missing.NOT_ASKED for at in range(60)]
    data = study({"x": x, "asked": asked, "y": y, "when": when})
    options: Any = {"outcome": "y_c", "predictors": ("x_c", "asked_c"), "order": "when", "further": ()}
    check = ANALYSES["regression"](**options).run(data)[0].checks[-1]
    assert check.verdict is Verdict.NOT_CHECKED
    assert "does not vary" in check.advice["en"]
    assert "没有变化" in check.advice["zh"]


def test_each_step_equals_r() -> None:
    finding = blocks()
    for step, reference in enumerate(value("blocks"), 1):
        change = finding.estimate("r_squared_change", step=str(step))
        near(change.value, reference["change"], "blocks")
        near(change.statistic, reference["f"], "blocks")
        near(change.p, reference["p"], "blocks")
        near(finding.estimate("block_test", step=str(step)).p, reference["wald_p"], "blocks")
        assert change.df == (reference["df1"], reference["df2"])


def test_classical_errors_judge_by_the_f_change() -> None:
    finding = blocks(errors="classical")
    assert finding.estimate("block_test", step="2").p == finding.estimate("r_squared_change", step="2").p
    assert finding.table is not None
    assert len(finding.table.columns) == 7


def test_a_block_that_adds_nothing_gets_no_number_of_points() -> None:
    (a, b), y = drawn(120, 91, 1.0, 0.0)
    options = {"outcome": "y_c", "blocks": {"one": ("a_c",), "two": ("b_c",)}}
    finding = ANALYSES["regression"](**options).run(study({"a": a, "b": b, "y": y}))[1]  # type: ignore[arg-type]  # the registry's type has no fields
    assert "The data do not show whether entering B_c adds anything" in said(finding, "en")
    assert "数据未能显示" in said(finding, "zh")
    assert "NONSIG" in gates(finding)


def test_blocks_that_add_nothing_are_named_one_by_one() -> None:
    (a, b, c), y = drawn(120, 92, 0.0, 0.0, 0.0)
    options: Any = {"outcome": "y_c", "blocks": {"one": ("a_c", "b_c"), "two": ("c_c",)}}
    finding = ANALYSES["regression"](**options).run(study({"a": a, "b": b, "c": c, "y": y}))[1]
    (caution,) = (c.text for c in finding.cautions if c.gate == "NONSIG")
    assert "A_c and B_c; C_c" in caution["en"]
    assert "“a_c度”和“b_c度”；“c_c度”" in caution["zh"]


def test_blocks_are_read_from_a_plan() -> None:
    reader = Reader()
    built: Any = reader.record(parse("outcome: loyalty\nblocks: {a: [image], b: [value]}"), ANALYSES["regression"])
    assert not reader.problems
    assert built.entered == ("image", "value")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"predictors": ("image",), "blocks": {"a": ("value",)}}, "analysis-blocks-and-predictors"),
        ({"blocks": {"a": ("value",), "b": ()}}, "analysis-empty-block"),
        ({"predictors": ("image",), "stable_by": "CUSL1"}, "analysis-not-groups"),
        ({"predictors": ("image",), "order": "nothing"}, "analysis-unknown-name"),
        ({"predictors": ("image",), "order": "group"}, "analysis-not-numeric"),
        ({"predictors": ("image", "group"), "stable_by": "group"}, "analysis-groups-as-predictor"),
        ({"predictors": ("image",), "draws": 10}, "analysis-few-draws"),
        ({"predictors": ("image",), "seed": -1}, "analysis-bad-seed"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], code: str) -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES["regression"](**{"outcome": "loyalty", **options}).run(grouped())
    assert [p.code for p in caught.value.problems] == [code]


def test_only_the_coefficients_can_be_asked_for() -> None:
    found = ANALYSES["regression"](outcome="loyalty", predictors=("image", "value")).run(mobi(), only=["coefficient"])  # type: ignore[call-arg]  # as above
    assert [e.of["predictor"] for e in found[0].estimates] == ["(intercept)", "image", "value"]
    assert found[0].table is None
    assert not found[1].estimates


def test_a_category_is_said_against_its_reference() -> None:
    finding = ANALYSES["regression"](outcome="loyalty", predictors=("image", "group"), further=()).run(grouped())[0]  # type: ignore[call-arg]  # as above
    third = finding.estimate("coefficient", predictor="group", level="3")
    near(third.value, value("dummies")["group3"]["b"], "dummies")
    assert finding.table is not None
    assert "is compared with “Group two”" in finding.table.notes[1]["en"]
    assert "most strongly" not in said(finding, "en"), "an SD of one is not a step of the other"
    assert finding.figure is not None
    rows = finding.figure.data["rows"]
    assert isinstance(rows, list)
    assert [row["note"] and row["note"]["en"] for row in rows] == [None, "against “Group two”", "against “Group two”"]


def test_a_category_that_goes_with_the_outcome_is_compared_with_the_reference() -> None:
    satisfied = ANALYSES["regression"](outcome="satisfaction", predictors=("group",), further=()).run(grouped())[0]  # type: ignore[call-arg]  # as above
    assert "“Group?: Group one” compared with “Group two” goes with" in said(satisfied, "en")
    assert "SD less on Satisfaction" in said(satisfied, "en")
    assert "“Group?" not in said(satisfied, "zh")
    assert "相比，“satisfaction度”平均低" in said(satisfied, "zh")


def test_neighbours_are_compared_only_in_a_stated_order() -> None:
    without = ANALYSES["regression"](outcome="loyalty", predictors=("image",), further=()).run(mobi())[0].checks[-1]  # type: ignore[call-arg]  # as above
    assert without.verdict is Verdict.NOT_CHECKED
    assert "order" in without.advice["en"]
    n = 60
    drift = [at / 10 for at in range(n)]
    (x,), noise = drawn(n, 92, 0.0)
    data = study({"x": x, "y": [d + e for d, e in zip(drift, noise, strict=True)], "when": list(range(n))})
    options: Any = {"outcome": "y_c", "predictors": ("x_c",), "order": "when", "further": ()}
    with_order = ANALYSES["regression"](**options).run(data)[0].checks[-1]
    assert with_order.verdict is Verdict.CAUTION
    assert with_order.statistic is not None
    assert with_order.statistic < 1
