"""What is said of factors that were looked for, and where none are given."""

import re
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.analysis import Analysis
from surveykit.analysis.statistics import exploration
from surveykit.charts import draw
from surveykit.core.codebook import Missing
from surveykit.core.document import Reader, parse
from surveykit.core.finding import Finding, Verdict
from surveykit.core.item import Option
from surveykit.errors import AnalystError
from surveykit.items.single_choice import SingleChoice
from tests.analysis.factors import CHILDREN, ITEMS, answers, children
from tests.analysis.small import LANGUAGES, coded, gates, mobi, questionnaire, rating, said, scale, study, text

STRONG = (0.8,) * 9
NONE = Missing.NOT_ANSWERED
PARTS = ("factors.suitability", "factors.number", "factors.loadings")


def run(data: Any, **options: Any) -> dict[str, Finding]:
    found = {f.id: f for f in ANALYSES["factors"](**options).run(data)}
    assert tuple(found) == PARTS
    return found


def whole(columns: Any, **more: Any) -> Any:
    return study(columns, CHILDREN, **more)


def unrelated(n: int = 200, seed: int = 1) -> dict[str, list[float]]:
    rows = np.random.default_rng(seed).normal(size=(9, n))
    return {name: [float(v) for v in row] for name, row in zip(ITEMS, rows, strict=True)}


def rounded(columns: Any, points: int) -> dict[str, list[float]]:
    """The same on a rating scale."""
    middle = (points + 1) / 2
    return {k: [float(np.clip(round(middle + v), 1, points)) for v in c] for k, c in columns.items()}


def test_the_options_are_read_from_a_plan() -> None:
    reader = Reader()
    built = reader.record(parse("constructs: [image, value]\nfactors: 2\nrotation: promax"), ANALYSES["factors"])
    assert not reader.problems
    assert isinstance(built, Analysis)
    assert built == ANALYSES["factors"](constructs=("image", "value"), factors=2, rotation="promax")  # type: ignore[call-arg]  # the registry's type has no fields


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"constructs": ("images",), "variables": ("CUSA",)}, ["analysis-not-construct", "analysis-unknown-name"]),
        ({"constructs": ("image", "image")}, ["analysis-name-twice"]),
        ({"variables": ("CUSA1", "CUSA2")}, ["factors-few-items"]),
        ({"constructs": ("image",), "factors": 3}, ["factors-not-determined"]),
        ({"factors": 0}, ["factors-not-determined"]),
        ({"samples": 20, "seed": -1}, ["analysis-bad-seed", "factors-few-samples"]),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(AnalystError) as caught:
        run(mobi(), **options)
    assert [p.code for p in caught.value.problems] == codes


def test_items_must_be_numbers_and_ordinal_for_polychoric_correlations() -> None:
    sides = {"a": Option(text("A", "甲")), "b": Option(text("B", "乙"))}
    asked = questionnaire([*(rating(n) for n in ITEMS), SingleChoice(id="side", text=text("Side"), options=sides)])
    data = coded(asked, {**{name: [1.0, 2.0] for name in ITEMS}, "side": [1, 2]})
    with pytest.raises(AnalystError) as caught:
        run(data, variables=(*ITEMS, "side"))
    assert [p.code for p in caught.value.problems] == ["analysis-not-numeric"]


def test_items_that_were_written_for_three_constructs_load_on_three_factors() -> None:
    found = run(whole(answers(400, (0.85,) * 9, correlation=0.3)))
    number, loadings = found["factors.number"], found["factors.loadings"]
    assert number.estimate("factors_suggested", method="parallel").value == 3
    assert number.estimate("factors_suggested", method="map").value == 3
    assert gates(number) == gates(loadings) == set()
    assert "suggests 3 factors" in said(number, "en")
    assert "平行分析提示3个因子" in said(number, "zh")
    assert "Every construct with several items has all of them on one factor" in said(loadings, "en")
    assert "各自的题目都落在同一个因子上" in said(loadings, "zh")
    for finding in found.values():
        assert not re.search(r"\b(valid|validated|validity|confirms?)\b", said(finding, "en"))
        assert not re.search("有效的|效度|已验证|证实", said(finding, "zh"))


def test_constructs_that_share_a_factor_are_named() -> None:
    columns = answers(400, STRONG, correlation=0.97)
    loadings = run(whole(columns), factors=1)["factors.loadings"]
    assert "a single factor cannot show" in said(loadings, "en")
    merged = run(
        study(answers(400, STRONG), {"one": ITEMS[:3], "two": ITEMS[3:6], "three": ITEMS[6:8], "four": ITEMS[8:]}),
        factors=2,
    )["factors.loadings"]
    assert "On one and the same factor lie" in said(merged, "en")
    assert "未能把它们区分开" in said(merged, "zh")


def test_where_the_ways_to_count_differ_the_number_is_not_settled() -> None:
    """R: parallel analysis 3, minimum average partial 2 (tests/reference/factors.json)."""
    found = run(children())
    for id in ("factors.number", "factors.loadings"):
        caution = next(c for c in found[id].cautions if c.gate == "FACTOR_NUMBER")
        assert (
            "parallel analysis suggests 3\u00a0factors, the minimum average partial 2\u00a0factors"
            in caution.text["en"]
        )
        assert "尚无定论" in caution.text["zh"]
    assert "not settled" in found["factors.number"].sentences.full["en"]


def test_another_number_than_parallel_analysis_suggests_is_said() -> None:
    loadings = run(mobi(), factors=4)["factors.loadings"]
    assert "The plan asks for 4 factors; parallel analysis suggests 2 factors." in said(loadings, "en")
    assert "the number that the plan asks for" in said(loadings, "en")
    assert loadings.method is not None
    assert loadings.method.seed is None
    default = run(mobi())["factors.loadings"]
    assert "FACTOR_NUMBER" not in gates(default)
    assert default.method is not None
    assert (default.method.seed, default.method.options["samples"]) == (1, 1000)


def test_cross_loadings_and_weak_items_are_named() -> None:
    """R (psych, 2 factors, oblimin): PERQ1 .36 and .51, CUSA1 .35 and .43; CUSL2 at most .35."""
    loadings = run(mobi())["factors.loadings"]
    assert "on several factors: “Wording of PERQ1?” and “Wording of CUSA1?”." in said(loadings, "en")
    assert "No loading of .40 or more: “Wording of CUEX1?”, “Wording of CUEX2?”, “Wording of CUEX3?” and" in said(
        loadings, "en"
    )
    assert "“PERQ1的题目？”和“CUSA1的题目？”" in said(loadings, "zh")
    assert "LOADINGS" in gates(loadings)


def test_small_loadings_are_left_out_of_the_table_and_stay_estimates() -> None:
    loadings = run(mobi())["factors.loadings"]
    assert loadings.table is not None
    row = next(r for r in loadings.table.rows if r[0] == "IMAG2")
    first = loadings.estimate("pattern_loading", item="IMAG2", factor="F1").value
    assert first is not None
    assert abs(first) < 0.30
    assert row[1] == {"en": "Wording of IMAG2?", "zh": "IMAG2的题目？"}
    assert row[3] is None
    assert row[4] == loadings.estimate("pattern_loading", item="IMAG2", factor="F2").value
    assert row[5] == loadings.estimate("communality", item="IMAG2").value


def test_oblique_factors_have_structure_and_correlations() -> None:
    oblique = run(mobi(), factors=3)["factors.loadings"]
    assert {"structure_loading", "factor_correlation"} <= {e.name for e in oblique.estimates}
    assert [e.of["pair"] for e in oblique.estimates if e.name == "factor_correlation"] == [
        ("F1", "F2"),
        ("F1", "F3"),
        ("F2", "F3"),
    ]
    orthogonal = run(mobi(), factors=3, rotation="varimax")["factors.loadings"]
    assert not {"structure_loading", "factor_correlation"} & {e.name for e in orthogonal.estimates}
    totals = [f.estimate("variance_share", model="exploratory").value for f in (oblique, orthogonal)]
    assert totals[0] == pytest.approx(totals[1])


def test_the_test_of_so_many_factors_comes_with_maximum_likelihood() -> None:
    """R: factanal of the children, three factors: 22.38, df 12, p .034."""
    likely = run(children(), extraction="ml")["factors.loadings"]
    test = likely.estimate("chi_square")
    assert (test.value, test.df, test.p) == (pytest.approx(22.377, abs=1e-3), 12, pytest.approx(0.0337, abs=1e-3))
    assert likely.checks[0].verdict is Verdict.CAUTION
    assert "χ²(12)" in likely.checks[0].advice["zh"]
    assert "chi_square" not in {e.name for e in run(children())["factors.loadings"].estimates}


def test_a_heywood_case_is_called_improper() -> None:
    """R: factanal of the first six tests with three factors stops x4 at the bound."""
    found = run(children(), variables=ITEMS[:6], factors=3, extraction="ml")["factors.loadings"]
    assert found.estimate("communality", item="x4").value == pytest.approx(0.995, abs=1e-3)
    assert "variance of “Wording of x4?” (a Heywood case)" in said(found, "en")
    assert "Heywood" in said(found, "zh")


def test_few_respondents_are_marked_and_too_few_refused() -> None:
    for finding in run(whole(answers(60, STRONG)), factors=3).values():
        assert "FEW_FOR_FACTORS" in gates(finding)
    for finding in run(whole(answers(49, STRONG))).values():
        assert finding.refused
        assert gates(finding) == {"FEW_FOR_FACTORS"}
    many = {f"i{at}": [float(v) for v in np.random.default_rng(at).normal(size=110)] for at in range(30)}
    crowded = run(study(many, {"trust": list(many)}))["factors.suitability"]
    assert "110 with 30 items, 3.7 respondents an item" in said(crowded, "en")
    assert "平均每道题3.7名" in said(crowded, "zh")


def test_what_carries_no_factors_is_refused_by_name() -> None:
    columns = answers(120, STRONG)
    for given, gate, word in (
        ({**columns, "x2": [4.0] * 120}, "NO_VARIANCE", "x2"),
        ({**columns, "x3": columns["x2"]}, "NO_CONVERGE", "“Wording of x2?” and “Wording of x3?”"),
    ):
        for finding in run(whole(given)).values():
            assert finding.refused
            assert gates(finding) == {gate}
            assert word in said(finding, "en")
    for constructs in ({}, {"one": ["x1", "x2"]}):
        found = run(study({k: columns[k] for k in ITEMS[:2]}, constructs))
        assert {next(iter(gates(f))) for f in found.values()} == {"NOT_IDENTIFIED"}


@pytest.mark.parametrize("seed", range(4))
def test_unrelated_items_have_no_loadings(seed: int) -> None:
    found = run(whole(unrelated(seed=seed)))
    assert not found["factors.suitability"].refused
    assert "do not show that the 9 items are related" in said(found["factors.suitability"], "en")
    assert found["factors.loadings"].refused
    assert gates(found["factors.loadings"]) == {"NO_CONVERGE"}


def test_no_factor_above_chance_is_a_refusal_unless_the_plan_asks_for_one() -> None:
    """Four pairs of items go together a little in 2,000 answers: Bartlett's test sees it, parallel analysis not."""
    columns = unrelated(2000, seed=2)
    for first, second in (("x1", "x2"), ("x3", "x4"), ("x5", "x6"), ("x7", "x8")):
        columns[second] = [0.08 * a + b for a, b in zip(columns[first], columns[second], strict=True)]
    data = whole(columns)
    found = run(data)
    assert found["factors.number"].estimate("factors_suggested", method="parallel").value == 0
    assert gates(found["factors.loadings"]) == {"FACTOR_NUMBER"}
    assert "suggests no factor" in said(found["factors.number"], "en")
    assert found["factors.number"].figure is not None
    assert not run(data, factors=1)["factors.loadings"].refused


def test_reversed_items_are_turned() -> None:
    columns = answers(300, STRONG)
    turned = {**columns, "x2": [11 - v for v in columns["x2"] if not isinstance(v, Missing)]}
    plain = run(whole(columns))["factors.loadings"]
    other = run(whole(turned, reverse=["x2"]))["factors.loadings"]
    for e in plain.estimates:
        same = other.estimate(e.name, **dict(e.of)).value
        assert e.value == pytest.approx(same, rel=1e-7, abs=1e-9)
    assert other.table is not None
    assert any("Reversed before the analysis: x2" in note["en"] for note in other.table.notes)
    against = run(whole(turned))["factors.loadings"]
    assert "NEG_ITEM" in gates(against)
    assert "x2" in next(c.text["en"] for c in against.cautions if c.gate == "NEG_ITEM")


def test_coarse_scales_get_polychoric_loadings_that_are_larger() -> None:
    columns = rounded(answers(600, STRONG), 3)
    data = whole(columns, points=scale(1, 3))
    plain, ordinal = run(data), run(data, correlation="polychoric")
    assert plain["factors.suitability"].checks[0].verdict is Verdict.CAUTION
    assert "polychoric" in plain["factors.suitability"].checks[0].advice["zh"]
    for finding, other in zip(plain.values(), ordinal.values(), strict=True):
        if finding.id != "factors.loadings":
            assert [e.value for e in finding.estimates] == [e.value for e in other.estimates]
    sums = [
        sum(e.value or 0 for e in f["factors.loadings"].estimates if e.name == "communality") for f in (plain, ordinal)
    ]
    assert sums[0] < sums[1]
    assert sums[1] == pytest.approx(9 * 0.64, rel=0.05)


def test_polychoric_correlations_that_do_not_go_together_are_refused() -> None:
    """x1 and x2 cut at the middle agree for everybody: their polychoric correlation is at the edge."""
    columns = rounded(answers(200, STRONG), 5)
    split = [1.0 if v < 3 else 5.0 for v in columns["x1"]]
    nearly = [b if at else 3.0 for at, b in enumerate(split)]
    found = run(whole({**columns, "x1": split, "x2": nearly}, points=scale(1, 5)), correlation="polychoric", factors=2)
    assert found["factors.loadings"].refused
    assert "polychoric" in said(found["factors.loadings"], "en")
    assert not found["factors.number"].refused


def test_only_what_is_asked_for_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def dear(*_: object) -> None:
        raise AssertionError("nobody asked for this")

    monkeypatch.setattr(exploration, "Parallel", dear)
    found = ANALYSES["factors"]().run(mobi(), only=["kmo", "average_partial"])
    assert {e.name for f in found for e in f.estimates} == {"kmo", "average_partial"}
    with pytest.raises(AssertionError, match="nobody asked"):
        ANALYSES["factors"]().run(mobi())


def test_the_figures_can_be_drawn() -> None:
    found = run(mobi())
    for id in ("factors.number", "factors.loadings"):
        figure = found[id].figure
        assert figure is not None
        for language in LANGUAGES:
            assert figure.title[language] in draw(figure, language)


def test_items_without_a_construct_stand_by_themselves() -> None:
    data = study(answers(300, STRONG), {})
    found = run(data, variables=ITEMS)
    loadings = found["factors.loadings"]
    assert "construct" not in said(loadings, "en")
    assert loadings.figure is not None
    assert loadings.figure.data["items"] == [{"en": name, "zh": name} for name in ITEMS]
    table = found["factors.suitability"].table
    assert table is not None
    assert [row[0] for row in table.rows] == [{"en": "Further items", "zh": "其他题目"}]


def test_rows_with_holes_are_counted_out() -> None:
    columns = answers(120, STRONG)
    columns["x1"][0] = NONE
    for finding in run(whole(columns)).values():
        assert (finding.n, [x.n for x in finding.excluded]) == (119, [1])


def test_huge_and_tiny_units_change_nothing() -> None:
    columns = answers(150, STRONG)
    stretched = {
        k: [v * 10.0 ** (at - 4) for v in c if not isinstance(v, Missing)] for at, (k, c) in enumerate(columns.items())
    }
    plain, other = run(whole(columns)), run(study(stretched, CHILDREN))
    for id in PARTS:
        for e, f in zip(plain[id].estimates, other[id].estimates, strict=True):
            assert e.value == pytest.approx(f.value, rel=1e-6, abs=1e-8)
