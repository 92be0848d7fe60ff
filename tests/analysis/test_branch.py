"""A branch beside all others: numbers against R, what is said, who is not shown."""

import json
from pathlib import Path
from typing import Any

import pytest

from surveykit.analysis.branch import Branch
from surveykit.charts import draw
from surveykit.errors import AnalystError
from tests.analysis.groupings import customers
from tests.analysis.small import LANGUAGES, agrees, gates

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "branch.json").read_text("utf-8"))["results"]


def found(level: str = "low", keep: list[int] | None = None, constructs: tuple[str, ...] = tuple(R)):
    (finding,) = Branch("price", level, constructs).run(customers(keep=keep))
    return finding


@pytest.mark.parametrize("construct", R)
def test_the_differences_agree_with_r(construct: str) -> None:
    expected, finding = R[construct], found()
    for at, group in enumerate(("low", "others")):
        mean = finding.estimate("mean", outcome=construct, group=group)
        assert mean.n == expected["n"][at]
        assert agrees(mean.value, expected["mean"][at], 1e-9)
    whole = finding.estimate("mean", outcome=construct, group="all")
    assert whole.n == sum(expected["n"])
    assert agrees(whole.value, sum(n * m for n, m in zip(expected["n"], expected["mean"], strict=True)) / whole.n, 1e-9)
    difference = finding.estimate("mean_difference", outcome=construct)
    numbers = (difference.value, *(difference.interval or ()), difference.statistic, difference.df, difference.p)
    reference = (expected["value"], *expected["interval"], *(expected[k] for k in ("statistic", "df", "corrected")))
    assert all(agrees(a, b, 1e-9) for a, b in zip(numbers, reference, strict=True))


def test_only_what_holds_after_correction_gets_a_direction() -> None:
    finding = found()
    clear = {c for c, row in R.items() if row["corrected"] < 0.05}
    assert clear == {"loyalty"}
    for language in LANGUAGES:
        assert {c for c in R if _name(c, language) in finding.sentences.short[language]} == clear
        assert all(_name(c, language) in finding.sentences.full[language] for c in R)
    assert finding.claim == pytest.approx(min(row["corrected"] for row in R.values()))


def _name(construct: str, language: str) -> str:
    return construct.capitalize() if language == "en" else f"{construct}度"


def test_a_small_branch_is_refused_without_a_number() -> None:
    few = [at for at, code in enumerate(customers().numbers("price").tolist()) if code != 1][:100]
    low = [at for at, code in enumerate(customers().numbers("price").tolist()) if code == 1][:4]
    finding = found(keep=[*low, *few])
    assert finding.refused
    assert gates(finding) == {"SMALL_N"}
    assert [e.value for e in finding.estimates] == [None] * len(R)
    assert "4" not in finding.sentences.full["en"]


def test_the_figure_can_be_drawn() -> None:
    figure = found().figure
    assert figure is not None
    assert "All others" in draw(figure, "en")
    assert "其他全部" in draw(figure, "zh")


def test_an_option_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(AnalystError) as error:
        Branch("price", "lowest").run(customers())
    (problem,) = error.value.problems
    assert problem.code == "analysis-unknown-level"
    assert problem.values["known"] == ("low", "middle", "high")
