"""Questions with several answers: both percentages, and how the options are compared."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.analysis.statistics.mentions import Mentions
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Finding
from surveykit.core.item import Option
from surveykit.errors import AnalystError
from surveykit.items.multiple_choice import MultipleChoice
from tests.analysis.small import agrees, coded, gates, mobi, questionnaire, said, text

RESULTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "reference" / "multiple_response.json").read_text())[
    "results"
]
NONE = Missing.NOT_ANSWERED


def asked(names: Sequence[str], alone: Sequence[str] = ()) -> MultipleChoice:
    options = {n: Option(text(f"Option {n}", f"选项{n}"), exclusive=n in alone) for n in names}
    return MultipleChoice(id="q", text=text("What went wrong?", "有什么问题？"), options=options)


def data(columns: dict[str, list[Any]], alone: Sequence[str] = (), role: str = "body") -> Dataset:
    built = questionnaire([asked(list(columns), alone)])
    section = replace(built.sections[0], role=role)
    return coded(replace(built, sections=(section,)), {f"q_{name}": column for name, column in columns.items()})


def answered(columns: dict[str, list[Any]], alone: Sequence[str] = (), role: str = "body") -> Finding:
    (finding,) = ANALYSES["multiple_response"]().run(data(columns, alone, role))
    return finding


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_r_agrees(name: str) -> None:
    value, tol = RESULTS[name]["value"], RESULTS[name]["tol"]
    mentions = Mentions(tuple(value["ticks"]), np.array(list(value["ticks"].values()), dtype=np.int8).T)
    assert agrees(mentions.cochran_q, value["q"], tol)
    assert agrees(mentions.cochran_p, value["p"], tol)
    assert mentions.cochran_df == value["df"]
    for at, (share, wilson, part) in enumerate(zip(value["shares"], value["wilson"], value["mentions"], strict=True)):
        found = mentions.of_respondents(at)
        assert found is not None
        assert agrees(found[0], share, tol)
        assert all(agrees(x, y, tol) for x, y in zip(found[1], wilson, strict=True))
        assert agrees(mentions.of_mentions(at), part, tol)
    assert agrees(mentions.mean, value["mean"], tol)
    assert all(agrees(x, y, tol) for x, y in zip(mentions.mean_interval or (), value["mean_interval"], strict=True))
    for found_pair, pair in zip(mentions.ahead, value["pairs"], strict=True):
        assert found_pair.pair == tuple(pair["pair"])
        assert agrees(found_pair.p, pair["p"], tol)
        assert agrees(found_pair.adjusted, pair["holm"], tol)


def test_cochrans_own_example() -> None:
    """Cochran (1950) prints Q = 8.05 for four media and 69 specimens."""
    value = RESULTS["media"]["value"]
    found = Mentions(("A", "B", "C", "D"), np.array(list(value["ticks"].values()), dtype=np.int8).T).cochran_q
    assert found == pytest.approx(8.05, abs=0.005)


def test_both_percentages_and_the_leader() -> None:
    finding = answered({"a": [1] * 80 + [0] * 20, "b": [1] * 30 + [0] * 70, "c": [0] * 90 + [1] * 10})
    assert finding.estimate("share", variable="q_a").value == 0.8
    assert finding.estimate("mention_share", variable="q_a").value == pytest.approx(80 / 120)
    assert finding.estimate("mention_share", variable="q_a").interval is None
    assert finding.estimate("mentions_mean", item="q").value == 1.2
    assert finding.headline
    assert "most often named is “Option a”, 80% of the respondents (95% CI [71%, 87%])" in said(finding, "en")
    assert "选择最多的是“选项a”，占作答者的80%" in said(finding, "zh")
    assert "gave 1.20 answers on average" in said(finding, "en")


def test_options_that_are_level_are_not_ranked() -> None:
    finding = answered({"a": [1, 0] * 50, "b": [0, 1] * 50, "c": [0] * 100})
    assert not finding.headline
    assert "which of them is named more often, the data do not settle" in said(finding, "en")
    assert "数据不足以判断" in said(finding, "zh")


def test_options_that_do_not_differ_are_said_not_to_be_shown_to_differ() -> None:
    finding = answered({"a": [1, 0, 0, 1] * 20, "b": [0, 1, 1, 0] * 20})
    assert "do not show whether the answers are given with different frequency" in said(finding, "en")


def test_an_option_that_stands_alone_is_no_mention() -> None:
    columns = {"a": [1] * 40 + [0] * 20, "b": [1] * 10 + [0] * 50, "none": [0] * 40 + [1] * 20}
    finding = answered(columns, alone=["none"])
    assert finding.estimate("share", variable="q_none").value == pytest.approx(1 / 3)
    assert not [e for e in finding.estimates if e.name == "mention_share" and e.of["variable"] == "q_none"]
    assert finding.estimate("mentions_mean").value == pytest.approx(50 / 60)
    assert finding.estimate("cochran_q").df == 1
    assert finding.table is not None
    assert finding.table.rows[-1][-1] is None


def test_who_ticks_nothing_is_left_out() -> None:
    finding = answered({"a": [1, 0, NONE] * 20, "b": [0, 1, NONE] * 20})
    assert finding.n == 40
    assert [x.n for x in finding.excluded] == [20]


def test_everybody_ticks_everything() -> None:
    finding = answered({"a": [1] * 40, "b": [1] * 40})
    assert finding.estimate("cochran_q").value is None
    assert "nothing to compare" in said(finding, "en")


def test_nobody_ticks_what_counts() -> None:
    finding = answered({"a": [0] * 40, "b": [0] * 40, "none": [1] * 40}, alone=["none"])
    assert finding.estimate("mention_share", variable="q_a").value is None
    assert finding.estimate("mentions_mean").value == 0


def test_few_respondents_are_counted() -> None:
    finding = answered({"a": [1, 1, 0, 1], "b": [0, 1, 1, 1]})
    assert finding.estimate("share", variable="q_a").value is None
    assert finding.figure is None
    assert "%" not in said(finding, "en").replace("95%", "")
    assert "SMALL_N" in gates(finding)


def test_small_counts_of_background_questions_are_hidden() -> None:
    finding = answered({"a": [1] * 40 + [0] * 20, "b": [1] * 3 + [0] * 57, "c": [1] * 30 + [0] * 30}, role="background")
    assert finding.estimate("share", variable="q_b").value is None
    assert finding.estimate("mention_share", variable="q_b").value is None
    assert finding.figure is None
    assert "CELL_LT5" in gates(finding)


def test_nobody_answered() -> None:
    assert answered({"a": [NONE], "b": [NONE]}).refused


def test_a_questionnaire_without_such_questions_has_no_finding() -> None:
    assert ANALYSES["multiple_response"]().run(mobi()) == ()


def test_wrong_options() -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES["multiple_response"](items=("IMAG1", "nothing")).run(mobi())  # type: ignore[call-arg]
    assert [p.code for p in caught.value.problems] == ["analysis-not-multiple", "analysis-unknown-item"]
