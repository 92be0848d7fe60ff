"""The sample: from the opened form to the respondents analysed, and who they are; never whom they stand for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from surveykit.analysis import ANALYSES
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Source
from surveykit.core.finding import Excluded, Finding
from surveykit.core.item import Option
from surveykit.errors import AnalystError
from surveykit.items.single_choice import SingleChoice
from tests.analysis.small import LANGUAGES, coded, gates, mobi, questionnaire, said, text

NEWCOMBE = (0.2553, 0.3662)
"""The score interval of 81 of 263 (Newcombe, 1998, Statistics in Medicine 17, 857–872, table I)."""


def customers(**answers: Sequence[Any]) -> Dataset:
    """Background questions answered a, b or c (1, 2, 3)."""
    options = {name: Option(text(f"Group {name}", f"{name}组")) for name in "abc"}
    items = [SingleChoice(id=name, text=text(f"Your {name}?", f"您的{name}？"), options=options) for name in answers]
    asked = questionnaire(items)
    section = replace(asked.sections[0], role="background")
    return coded(replace(asked, sections=(section,)), answers)


def profile(data: Dataset, **options: Any) -> Finding:
    return ANALYSES["sample"](**options).run(data)[1]


def intake(statuses: dict[str, int], left_out: int = 0, n: int = 40) -> Finding:
    data = customers(area=[1, 2] * (n // 2))
    out = (Excluded(text("twice", "重复"), left_out),) if left_out else ()
    return ANALYSES["sample"]().run(replace(data, source=Source(statuses=statuses), exclusions=out))[0]


def cells(finding: Finding, column: int) -> list[Any]:
    assert finding.table is not None
    return [row[column] for row in finding.table.rows]


def test_a_share_has_the_published_interval_and_its_own_base() -> None:
    found = profile(customers(area=[1] * 81 + [2] * 182 + [Missing.REFUSED] * 7))
    share = found.estimate("share", variable="area", value="a")
    assert (share.value, share.n) == (81 / 263, 263)
    assert share.interval == pytest.approx(NEWCOMBE, abs=5e-5)
    assert "area 263" in found.table.notes[0]["en"]  # type: ignore[union-attr]  # the table is there


def test_a_small_group_is_hidden_and_another_from_which_it_would_follow() -> None:
    found = profile(customers(area=[1] * 50 + [2] * 20 + [3] * 3))
    assert cells(found, 2) == [50, None, {"en": "<5", "zh": "<5"}]
    assert cells(found, 3) == [50 / 73, None, None]
    assert [e.value for e in found.estimates] == [50 / 73, None, None]
    assert [group["count"] for group in found.figure.data["demographics"][0]["groups"]] == [50, None, None]  # type: ignore
    assert "CELL_LT5" in gates(found)


def test_a_question_that_hardly_anybody_answered_is_hidden_as_a_whole() -> None:
    none = Missing.NOT_ANSWERED
    found = profile(customers(area=[1, 2] * 20, age=[1] * 7 + [none] * 33))
    assert cells(found, 2)[3:] == [None] * 3
    assert "age <10" in found.table.notes[0]["en"]  # type: ignore[union-attr]  # the table is there
    assert [d["n"] for d in found.figure.data["demographics"]] == [40]  # type: ignore
    assert profile(customers(age=[1] * 7 + [none] * 33)).refused


def test_the_targets_of_the_weights_stand_beside() -> None:
    data = customers(area=[1] * 81 + [2] * 102 + [3] * 80)
    aimed = data.weighted(np.ones(263), {"area": {1: 0.5, 2: 0.25, 3: 0.25}})
    found = profile(aimed)
    off = found.estimate("target_difference", variable="area", value="a")
    assert off.value == pytest.approx(81 / 263 - 0.5)
    assert off.interval == pytest.approx([end - 0.5 for end in NEWCOMBE], abs=5e-5)
    assert "19.2 percentage points below the target of 50.0%" in said(found, "en")
    assert "比目标50.0%低19.2个百分点" in said(found, "zh")
    assert len(found.table.columns) == len(profile(data).table.columns) + 2  # type: ignore[union-attr]


def test_a_share_whose_interval_holds_the_target_is_not_said_to_differ() -> None:
    found = profile(customers(area=[1] * 81 + [2] * 182).weighted(np.ones(263), {"area": {1: 0.3, 2: 0.7}}))
    assert "No share is shown to differ from its target" in said(found, "en")


def test_412_of_511_who_opened_the_form_are_analysed() -> None:
    found = intake({"complete": 30, "draft": 14, "screened": 6}, left_out=4)
    assert said(found, "en").startswith("40 of the 50 who opened the form are analysed.")
    assert said(found, "zh").startswith("打开问卷的50人中，有40人进入分析。")
    steps = found.figure.data["steps"]  # type: ignore[union-attr]  # the figure is there
    assert [(step["n"], step["lost"]) for step in steps] == [(50, False), (6, True), (4, True), (40, False)]  # type: ignore
    assert found.estimate("responses", stage="opened").value == 50


@pytest.mark.parametrize("statuses", [{"imported": 40}, {}, {"imported": 20, "complete": 20}])
def test_of_a_file_nobody_knows_who_opened_the_form(statuses: dict[str, int]) -> None:
    found = intake(statuses)
    assert found.figure is None
    assert "not known how many people opened one" in said(found, "en")
    with pytest.raises(KeyError):
        found.estimate("responses", stage="opened")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_response_rate_and_no_word_about_anybody_else(language: str) -> None:
    data = replace(customers(area=[1, 2] * 20), source=Source(statuses={"complete": 40}))
    words = " ".join(said(f, language) for f in ANALYSES["sample"]().run(data))
    assert {"en": "so no response rate is given", "zh": "不报告应答率"}[language] in words
    assert not re.search("representative|代表性|代表了", words)


def test_without_background_questions_the_reason_is_given() -> None:
    found = profile(mobi())
    assert found.refused
    assert gates(found) == {"NOT_ASKED"}
    assert "asks them nothing about themselves" in said(found, "en")


def test_an_unknown_variable_is_named() -> None:
    with pytest.raises(AnalystError) as caught:
        ANALYSES["sample"](variables=("area", "nothing")).run(customers(area=[1, 2]))  # type: ignore[call-arg]
    assert [p.code for p in caught.value.problems] == ["analysis-unknown-name"]
