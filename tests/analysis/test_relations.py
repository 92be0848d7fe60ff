"""What is said of correlations, and what the table and the figure hold."""

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.claims import holm
from surveykit.core.codebook import Missing
from surveykit.core.finding import Finding, Verdict
from surveykit.errors import AnalystError
from tests.analysis.small import agrees, drawn, gates, mobi, said, study


def related(finding: Finding, a: str, b: str) -> float | None:
    return finding.estimate("pearson_r", pair=(a, b)).value


def test_the_headline_is_the_range_and_the_table_has_every_pair() -> None:
    (finding,) = ANALYSES["relations"]().run(mobi())
    assert finding.figure is not None
    assert finding.figure.title["en"] == "Correlations of the constructs range from .25 to .79"
    assert finding.figure.title["zh"] == "各构念之间的相关在.25与.79之间"
    assert finding.sentences.short["en"].startswith("Correlations of the constructs range from .25 to .79 (21 pairs")
    assert "which is larger was not tested" in finding.sentences.full["en"]
    assert "未检验两者的大小" in finding.sentences.full["zh"]
    assert finding.table is not None
    assert len(finding.table.rows) == 21
    first = finding.table.rows[0]
    top = finding.estimate("pearson_r", pair=("quality", "satisfaction"))
    assert first[1:4] == (250, top.value, top.interval)
    assert first[4] == finding.estimate("holm_p", pair=("quality", "satisfaction")).value


def test_the_figure_is_the_lower_triangle_with_alphas() -> None:
    (finding,) = ANALYSES["relations"]().run(mobi())
    assert finding.figure is not None
    matrix, diagonal = finding.figure.data["matrix"], finding.figure.data["diagonal"]
    assert isinstance(matrix, list)
    assert isinstance(diagonal, list)
    assert [len(row) for row in matrix] == [7] * 7
    assert all(matrix[i][j] is None for i in range(7) for j in range(i, 7))
    assert diagonal[5] is None


def test_each_pair_rests_on_those_who_have_both() -> None:
    """R: cor.test(a, b) drops incomplete pairs."""
    gone = Missing.NOT_APPLICABLE
    (a, b, c), _ = drawn(60, 9, 1, 1, 1)
    holes: list[float | Missing] = [gone if at % 3 == 0 else v for at, v in enumerate(c)]
    (finding,) = ANALYSES["relations"]().run(study({"a": a, "b": b, "c": holes}))
    assert finding.estimate("pearson_r", pair=("a_c", "b_c")).n == 60
    assert finding.estimate("pearson_r", pair=("a_c", "c_c")).n == 40
    kept = [at for at in range(60) if at % 3]
    expected = np.corrcoef([a[at] for at in kept], [c[at] for at in kept])[0, 1]
    assert agrees(related(finding, "a_c", "c_c"), expected, 1e-12)
    assert finding.table is not None
    assert any("40 to 60 respondents" in note["en"] for note in finding.table.notes)


def test_a_pair_without_a_value_has_the_reason_under_the_table() -> None:
    (a, b), y = drawn(60, 44, 1.0, 1.0)
    (finding,) = ANALYSES["relations"]().run(study({"a": a, "b": b, "y": y, "same": [4.0] * 60}))
    assert finding.table is not None
    assert any("one of them does not vary" in note["en"] for note in finding.table.notes)
    assert any("其中一项没有差异" in note["zh"] for note in finding.table.notes)


def test_the_only_pair_with_a_value_is_not_the_largest_of_several() -> None:
    (a, b), _ = drawn(60, 45, 1.0, 1.0)
    (finding,) = ANALYSES["relations"]().run(
        study({"a": a, "b": [x + y for x, y in zip(a, b, strict=True)], "c": [4.0] * 60})
    )
    assert "A_c and B_c are associated" in said(finding, "en")
    assert "largest" not in said(finding, "en")
    assert "最大" not in said(finding, "zh")


def test_unrelated_constructs_are_not_called_related() -> None:
    columns, _ = drawn(80, 24, 0, 0, 0)
    (finding,) = ANALYSES["relations"]().run(study(dict(zip("abc", columns, strict=True))))
    assert not finding.headline
    assert "do not show a correlation in any of 3 pairs" in said(finding, "en")
    assert "数据未能显示任何一对存在相关" in said(finding, "zh")


def test_few_respondents_get_no_words_about_size() -> None:
    (a, b), _ = drawn(12, 22, 1, 1)
    (finding,) = ANALYSES["relations"]().run(study({"a": a, "b": b}))
    assert "SMALL_N" in gates(finding)
    assert "r =" not in said(finding, "en")
    assert "CI" not in said(finding, "en")
    assert not finding.headline


def test_a_pair_with_few_respondents_is_not_the_largest() -> None:
    gone = Missing.NOT_ANSWERED
    (a, b), _ = drawn(60, 23, 1, 1)
    rare: list[float | Missing] = [v if at < 8 else gone for at, v in enumerate(a)]
    (finding,) = ANALYSES["relations"]().run(study({"a": a, "b": b, "c": rare}))
    assert related(finding, "a_c", "c_c") == 1
    assert "C_c" not in finding.sentences.full["en"]
    assert "For 2 of the pairs" in said(finding, "en")


def test_scores_that_determine_each_other_are_pointed_out() -> None:
    up = [float(v) for v in range(1, 41)]
    (finding,) = ANALYSES["relations"]().run(study({"a": up, "b": up}))
    assert "determine each other exactly" in said(finding, "en")
    assert not finding.headline


def test_a_bend_is_noticed() -> None:
    up = [float(v) for v in range(1, 51)]
    steep = [float(np.exp(v / 4)) for v in up]
    (finding,) = ANALYSES["relations"]().run(study({"a": up, "b": steep}))
    assert finding.checks[0].verdict is Verdict.CAUTION


def test_holm() -> None:
    """R: p.adjust(c(.01, .04, .03, .005), "holm")."""
    assert np.allclose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02], rtol=0, atol=1e-15)
    assert holm([]) == []


def test_ranks_and_their_words() -> None:
    (finding,) = ANALYSES["relations"](method="spearman").run(mobi())
    assert finding.id == "relations.spearman"
    assert "Rank correlations (Spearman) of the constructs range from .32" in said(finding, "en")
    assert "Spearman等级相关" in said(finding, "zh")
    assert "r =" not in said(finding, "en").replace("ρ =", "")
    assert finding.table is not None
    assert finding.table.columns[2].label["en"] == "ρ"


def test_polychoric_correlations_are_for_ratings() -> None:
    asked = ANALYSES["relations"](variables=("CUSA1", "CUSA2", "CUSCO", "complaints"), method="polychoric")
    (finding,) = asked.run(mobi())
    assert "Polychoric correlations of the variables" in said(finding, "en")
    assert finding.estimate("polychoric_r", pair=("CUSCO", "complaints")).value is None  # the same question twice
    assert finding.checks[0].verdict is Verdict.NOT_CHECKED
    with pytest.raises(AnalystError) as caught:
        ANALYSES["relations"](variables=("CUSA1", "quality"), method="polychoric").run(mobi())
    assert [p.code for p in caught.value.problems] == ["analysis-not-ordinal"]


def test_what_is_held_constant_is_said() -> None:
    (finding,) = ANALYSES["relations"](given=("image",), correction="bonferroni").run(mobi())
    assert "with Image held constant" in finding.question["en"]
    assert "Held constant: Image." in finding.sentences.short["en"]
    assert "保持不变的变量：“image度”。" in finding.sentences.short["zh"]
    assert "after Bonferroni’s correction" in said(finding, "en")
    assert len([e for e in finding.estimates if e.name == "bonferroni_p"]) == 15
    assert finding.figure is not None
    assert isinstance(finding.figure.data["labels"], list)
    assert len(finding.figure.data["labels"]) == 6


def test_a_single_pair_is_not_ranked() -> None:
    (finding,) = ANALYSES["relations"](variables=("quality", "loyalty")).run(mobi())
    assert finding.sentences.full["en"].startswith("Quality and Loyalty are associated")
    assert "largest" not in said(finding, "en")
    assert "looked at" not in said(finding, "en")
    columns, _ = drawn(80, 24, 0, 0)
    (nothing,) = ANALYSES["relations"]().run(study(dict(zip("ab", columns, strict=True))))
    assert "do not show whether A_c and B_c are associated" in said(nothing, "en")


def test_uncorrected_tests_are_pointed_out() -> None:
    (finding,) = ANALYSES["relations"](correction="none").run(mobi())
    caution = next(c for c in finding.cautions if c.gate == "MULTI_TEST")
    assert "without a correction" in caution.text["en"]
    assert {e.name for e in finding.estimates} == {"pearson_r", "disattenuated_r"}


def test_ranks_are_left_alone_when_only_r_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("not asked for")

    monkeypatch.setattr("surveykit.analysis.relations.rank_correlation", never)
    (finding,) = ANALYSES["relations"]().run(mobi(), only=["pearson_r"])
    assert len(finding.estimates) == 21


def test_options_that_do_not_fit_are_all_reported() -> None:
    wrong = ANALYSES["relations"](
        variables=("image", "image", "qualty"), given=("image",), method="kendall", correction="holm"
    )
    with pytest.raises(AnalystError) as caught:
        wrong.run(mobi())
    assert [p.code for p in caught.value.problems] == [
        "analysis-unknown-name",
        "analysis-name-twice",
        "analysis-given-also-variable",
        "analysis-given-needs-pearson",
    ]
    with pytest.raises(AnalystError) as caught:
        ANALYSES["relations"](variables=("image",)).run(mobi())
    assert [p.code for p in caught.value.problems] == ["analysis-few-variables"]


def test_one_correlation_that_holds_is_one() -> None:
    rng = np.random.default_rng(6)
    a = rng.normal(size=80)
    columns = {"a": list(a), "b": list(a + rng.normal(size=80)), "c": list(rng.normal(size=80))}
    (finding,) = ANALYSES["relations"]().run(study({name: list(map(float, v)) for name, v in columns.items()}))
    assert "1 of them differs from zero" in finding.sentences.full["en"]
