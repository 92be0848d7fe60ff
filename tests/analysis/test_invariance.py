"""What is said of measurement in several groups, and where they cannot be compared."""

from typing import Any

import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.finding import Finding
from surveykit.errors import AnalystError
from tests.analysis.factors import ITEMS, answers, children, in_groups, schools, scores
from tests.analysis.small import gates, said, study

STRONG = (0.8,) * 9


def run(data: Any, **options: Any) -> Finding:
    (finding,) = ANALYSES["invariance"](**{"by": "school", **options}).run(data)
    return finding


def apart(n: int, *, loading: float = 0.8, shift: float = 0.0) -> Finding:
    """Two schools; in the second x1 has another loading, or x2 another mean."""
    first, second = answers(n, STRONG), answers(n, (loading, *STRONG[1:]), seed=2)
    columns = {name: [*first[name], *second[name]] for name in ITEMS}
    columns["x2"][n:] = [v + shift for v in columns["x2"][n:] if not isinstance(v, Missing)]
    return run(in_groups(columns, [1] * n + [2] * n))


def test_equal_groups_pass_every_step() -> None:
    finding = apart(400)
    assert "Equal loadings and equal intercepts hold" in said(finding, "en")
    assert "两步都成立" in said(finding, "zh")
    assert "both relations and means" in said(finding, "en")
    assert "NOT_INVARIANT" not in gates(finding)


def test_another_mean_of_an_item_stops_the_comparison_of_means() -> None:
    finding = apart(400, shift=1.0)
    assert "NOT_INVARIANT" in gates(finding)
    words = said(finding, "en")
    assert "equal intercepts do not" in words
    assert "relations between the constructs can be compared" in words
    assert "not to be read as differences in the construct" in words
    assert "the intercepts differ most for “Wording of x2?” (" in words
    assert "满意度、忠诚度等平均得分的差别可能来自题目本身" in said(finding, "zh")


def test_another_loading_stops_every_comparison() -> None:
    finding = apart(400, loading=0.05)
    assert "Equal loadings do not hold" in said(finding, "en")
    assert "Neither relations nor mean scores" in said(finding, "en")
    assert "the loadings differ most for “Wording of x1?” (" in said(finding, "en")


def test_the_children_of_two_schools() -> None:
    """The lavaan tutorial: loadings may be equal (p = .224), intercepts may not."""
    finding = run(children())
    words = said(finding, "en")
    assert "equal loadings (ΔCFI = −.002, Δχ²(6) = 8.19, p = .224)" in words
    assert "“Wording of x3?” (19.2) and “Wording of x7?” (15.0)" in words
    assert "Pasteur (n = 156) and Grant-White (n = 145)" in words
    assert finding.table is not None
    assert len(finding.table.rows) == 3


def test_a_test_that_rejects_what_the_convention_lets_pass_is_named() -> None:
    finding = apart(3000, shift=0.15)
    assert "NOT_INVARIANT" not in gates(finding)
    assert "likelihood-ratio test nevertheless rejects: equal intercepts" in said(finding, "en")
    assert "似然比检验拒绝了截距相等" in said(finding, "zh")


def test_small_groups_are_left_out_and_counted() -> None:
    columns = scores()
    groups = schools()
    groups[:40] = [Missing.REFUSED] * 40
    finding = run(in_groups(columns, groups))
    assert (finding.n, [x.n for x in finding.excluded]) == (261, [40])
    few = [1 if at < 30 else 2 for at in range(301)]
    refused = run(in_groups(columns, few))  # type: ignore[arg-type]  # a list of int is one of floats
    assert refused.refused
    assert gates(refused) == {"FEW_FOR_FACTORS"}
    assert refused.n == 301


def test_groups_below_the_convention_are_a_caution() -> None:
    columns, groups = scores(), [1 if at < 70 else 2 for at in range(301)]
    finding = run(in_groups(columns, groups))  # type: ignore[arg-type]  # as above
    assert "FEW_FOR_FACTORS" in gates(finding)
    assert "Pasteur (n = 70)" in said(finding, "en")


def test_an_item_that_does_not_vary_in_one_group_is_named() -> None:
    columns = scores()
    for at, school in enumerate(schools()):
        if school == 2:
            columns["x5"][at] = 3.0
    finding = run(in_groups(columns, schools()))
    assert finding.refused
    assert "x5" in said(finding, "en")


def test_three_groups_and_one_construct() -> None:
    columns: dict[str, Any] = dict(answers(450, STRONG))
    columns["arm"] = [1 + at % 3 for at in range(450)]
    data = study(columns, {"visual": ITEMS[:3]})
    finding = run(data, by="arm")
    assert [finding.estimate("chi_square", step=s).df for s in ("configural", "metric", "scalar")] == [0, 4, 8]
    assert finding.estimate("cfi_change", step="metric").value is not None
    assert finding.estimate("release", step="metric", item="x1").df == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"by": "schol"}, "analysis-unknown-name"),
        ({"by": "x1"}, "invariance-not-groups"),
        ({"constructs": ("verbal",)}, "analysis-unknown-name"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], code: str) -> None:
    with pytest.raises(AnalystError) as caught:
        run(children(), **options)
    assert [p.code for p in caught.value.problems] == [code]


def test_nothing_to_model_is_refused() -> None:
    data = study({"x1": [1.0, 2.0] * 60, "arm": [1.0, 2.0] * 60}, {"visual": ["x1"]})
    assert gates(run(data, by="arm")) == {"SINGLE_ITEM"}
