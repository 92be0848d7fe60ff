"""Which cross tables there are, what is said of them, and which cells are not shown."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.item import Option
from surveykit.core.questionnaire import Section
from surveykit.errors import AnalystError
from surveykit.items.number import Number
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import coded, gates, mobi, questionnaire, said, text

SAT = {"low": Option(text("Low", "低")), "medium": Option(text("Medium", "中")), "high": Option(text("High", "高"))}
TYPE = {
    "tower": Option(text("Tower", "塔楼")),
    "apartment": Option(text("Apartment", "公寓")),
    "atrium": Option(text("Atrium", "中庭")),
    "terrace": Option(text("Terrace", "联排")),
}
HOUSING = ((99, 271, 64, 133), (101, 192, 79, 74), (200, 302, 96, 70))
"""MASS::housing: satisfaction by type of housing."""


def housing(counts: Sequence[Sequence[int]] = HOUSING, role: str = "background") -> Dataset:
    """Respondents from a table: rows are satisfaction, columns the type of housing."""
    pairs = [(i + 1, j + 1) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    sat = SingleChoice(id="sat", text=text("Satisfied", "满意"), options=SAT)
    kind = SingleChoice(id="kind", text=text("Housing", "住房"), options=TYPE)
    asked = questionnaire([sat])
    own = Section("own", text("You", "您"), (kind,), role=role)  # type: ignore[arg-type]  # one of its three words
    asked = replace(asked, sections=(*asked.sections, own))
    return coded(asked, {"sat": [a for a, _ in pairs], "kind": [b for _, b in pairs]})


def crossed(data: Dataset, **options: object) -> Finding:
    (finding,) = ANALYSES["cross_tables"](**options).run(data)
    return finding


def test_without_options_choices_are_crossed_with_the_background() -> None:
    assert crossed(housing()).id == "cross_tables.sat.kind"
    assert ANALYSES["cross_tables"]().run(housing(role="body")) == ()


def test_a_tiny_expected_count_is_not_printed_as_none() -> None:
    (check,) = crossed(housing(((99, 271, 64), (101, 192, 79), (0, 1, 0)))).checks  # 1 of 807, and 143 in the column
    assert check.statistic == pytest.approx(143 / 807)
    assert "0.18" in check.advice["en"]


def test_an_association_names_the_cells_that_stand_out() -> None:
    finding = crossed(housing())
    assert finding.headline
    short = said(finding, "en")
    assert (
        "“Satisfied” and “Housing” go together (χ²(6) = 60.29, p < .001; V = .13, 90% CI [.10, .16]; n = 1681)" in short
    )
    assert "“Low”: 48% in “Terrace”, 34% in all" in short
    assert "more are in the table" in short
    assert "“满意”与“住房”相关" in said(finding, "zh")
    assert finding.estimate("column_share", row_value="low", column_value="terrace").value == pytest.approx(133 / 277)
    assert finding.estimate("row_share", row_value="low", column_value="terrace").value == pytest.approx(133 / 567)
    assert finding.figure is not None
    assert finding.figure.kind == "shares"


def test_no_association_gets_no_direction_and_no_cell() -> None:
    finding = crossed(housing(((30, 60), (31, 59), (60, 121))))
    assert not finding.headline
    assert "do not show whether “Satisfied” and “Housing” go together, nor that they do not" in said(finding, "en")
    assert "数据未能显示“满意”与“住房”有无关系" in said(finding, "zh")
    assert "stand out" not in said(finding, "en")


def test_small_expected_counts_are_said_and_fishers_test_is_used() -> None:
    finding = crossed(housing(((30, 8), (5, 30), (2, 1)), role="body"), rows=("sat",), columns=("kind",))
    assert "Fisher’s exact test, p < .001" in said(finding, "en")
    assert "χ²" not in finding.sentences.full["en"]
    assert finding.checks[0].verdict == "not_met"
    assert finding.method is not None
    assert finding.method.seed == 1
    assert finding.estimate("cramers_v").interval is None


def test_two_by_two_has_both_tests() -> None:
    finding = crossed(housing(((40, 20), (20, 40))))
    assert finding.estimate("fisher_exact_p").p is not None
    assert finding.estimate("chi_square").df == 1
    assert "“Low”: 67% in “Tower”, 50% in all" in said(finding, "en")


def test_small_cells_of_background_groups_are_hidden_with_what_gives_them_back() -> None:
    finding = crossed(housing(((3, 20, 30), (9, 11, 40), (50, 60, 70))))
    assert finding.estimate("count", row_value="low", column_value="tower").value is None
    assert finding.estimate("count", row_value="low", column_value="apartment").value is None
    assert finding.estimate("adjusted_residual", row_value="low", column_value="tower").value is None
    assert finding.estimate("count", row_value="high", column_value="tower").value == 50
    assert finding.figure is None
    assert "CELL_LT5" in gates(finding)
    assert finding.table is not None
    assert finding.table.rows[0][1] == {"en": "<5", "zh": "<5"}
    assert finding.table.rows[0][2] is None


def test_the_same_cells_are_shown_where_they_are_no_background() -> None:
    finding = crossed(housing(((3, 20, 30), (9, 11, 40), (50, 60, 70)), role="body"), rows=("sat",), columns=("kind",))
    assert finding.estimate("count", row_value="low", column_value="tower").value == 3


def test_a_background_group_that_is_too_small_is_left_out() -> None:
    finding = crossed(housing(((30, 20, 2), (20, 31, 1), (40, 50, 0))))
    assert finding.refused
    assert gates(finding) == {"CELL_LT5"}
    several = crossed(housing(((30, 20, 2, 1), (20, 31, 1, 2), (40, 50, 0, 1))))
    assert several.n == 191
    assert [x.n for x in several.excluded] == [7]
    assert several.table is not None
    assert any("“Atrium” and “Terrace”" in note["en"] for note in several.table.notes)


def test_few_respondents_are_counted_and_not_compared() -> None:
    finding = crossed(housing(((9, 1), (1, 9)), role="body"), rows=("sat",), columns=("kind",))
    assert "too few respondents to compare" in said(finding, "en")
    assert not finding.headline


def test_a_variable_without_variety_is_refused() -> None:
    finding = crossed(housing(((50,), (50,))))
    assert gates(finding) == {"NO_VARIANCE"}
    assert "“Housing”" in said(finding, "en")


def test_nobody_answered_both() -> None:
    data = housing(((5, 5), (5, 5)))
    columns = {"sat": [1, 2, Missing.NOT_ANSWERED], "kind": [Missing.NOT_ANSWERED] * 3}
    finding = crossed(coded(data.questionnaire, columns))
    assert finding.refused
    assert finding.estimate("chi_square").reason is not None


def test_many_tables_are_corrected_for_their_number() -> None:
    names = ("IMAG1", "IMAG2", "IMAG3", "IMAG4")
    found = ANALYSES["cross_tables"](rows=names, columns=("CUSA1", "CUSA2", "CUSA3")).run(mobi())
    assert len(found) == 12
    assert all("MULTI_TEST" in gates(f) for f in found)
    assert all("after Holm’s correction for all tables" in said(f, "en") for f in found)


def test_wrong_options() -> None:
    asked = questionnaire([Number(id="n", text=text("N", "数")), SingleChoice(id="a", text=text("A"), options=SAT)])
    data = coded(asked, {"n": [1.0], "a": [1]})
    with pytest.raises(AnalystError) as caught:
        ANALYSES["cross_tables"](rows=("n", "b", "a"), columns=("a",)).run(data)  # type: ignore[call-arg]
    codes = [p.code for p in caught.value.problems]
    assert codes == ["analysis-not-categorical", "analysis-unknown-name", "analysis-crossed-with-itself"]


def test_a_table_with_many_columns_is_turned() -> None:
    many = {f"o{at}": Option(text(f"Place {at}", f"地点{at}")) for at in range(15)}
    place = SingleChoice(id="place", text=text("Place", "地点"), options=many)
    sat = SingleChoice(id="sat", text=text("Satisfied", "满意"), options=SAT)
    columns = {"sat": [1 + at % 3 for at in range(450)], "place": [1 + at % 15 for at in range(450)]}
    finding = crossed(coded(questionnaire([sat, place]), columns), rows=("sat",), columns=("place",))
    assert finding.table is not None
    assert len(finding.table.columns) == 5
    assert finding.table.columns[0].label == text("Place", "地点")
    assert finding.table.rows[0][0] == text("Place 0", "地点0")
