"""The questionnaire as a table: in both languages where the report has both."""

from dataclasses import replace

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.report.compose import compose, compose_both
from surveykit.report.content import build_report
from surveykit.report.context import CellView, TableView
from surveykit.report.study import Study
from tests.report.page_reader import PageReader
from tests.report.test_preset import styled
from tests.report.tiny_study import QUESTIONNAIRE, STUDY, TEMPLATES

ASKED = {"en": "How fast were we?", "zh": "我们有多快？"}
LABELS = {"en": "slow", "zh": "慢"}


def table_of(study: Study, language: str) -> TableView:
    sections = {section.id: section for section in build_report(study, language).sections}
    return sections["section-questionnaire"].parts[1].tables[0]


def first_row(study: Study, language: str) -> tuple[CellView, ...]:
    return table_of(study, language).groups[0].rows[0]


@pytest.mark.parametrize("preset", ["full", "journal", "thesis"])
@pytest.mark.parametrize(("own", "other"), [("en", "zh"), ("zh", "en")])
def test_wording_and_answers_stand_in_both_languages_the_own_one_first(preset: str, own: str, other: str) -> None:
    _, text, answers, _ = first_row(styled(preset), own)
    for cell, said in ((text, ASKED), (answers, LABELS)):
        words = str(cell.prose)
        assert words.index(said[own]) < words.index(said[other])
        assert cell.text.count(said[other]) == 0
    tags = {"en": "en", "zh": "zh-CN"}
    assert f'<span lang="{tags[other]}">{ASKED[other]}</span>' in str(text.prose)


def test_the_heading_of_a_section_stands_in_both_and_ids_once() -> None:
    table = table_of(STUDY, "en")
    assert "速度" in str(table.groups[0].title)
    assert [row[0].text for row in table.groups[0].rows] == ["SP1", "SP2"]
    assert table.label == "Table 2"
    assert PageReader(compose(STUDY, "en", TEMPLATES)).faults == []


@pytest.mark.parametrize(
    "single",
    [styled("full", languages=("en",)), replace(STUDY, questionnaire=replace(QUESTIONNAIRE, languages=("en",)))],
)
def test_one_language_is_left_alone(single: Study) -> None:
    assert str(first_row(single, "en")[1].prose) == ASKED["en"]


def test_side_by_side_nothing_is_said_twice() -> None:
    words = PageReader(compose_both(STUDY, ["en", "zh"], TEMPLATES)).text
    codebook = words.rindex(ASKED["en"])
    assert words[:codebook].count(ASKED["zh"]) == 1


def test_a_condition_on_a_row_of_a_matrix_names_the_row() -> None:
    source = (
        "questionnaire: rows\nversion: '1'\nlanguages: [en]\ntitle: Rows\n"
        "scales: {five: {from: 1, to: 5, low: low, high: high}}\nsections:\n  - id: all\n    title: All\n    items:\n"
        "      - {id: care, kind: matrix, text: How was it?, scale: five, rows: {call: Call, visit: Visit}}\n"
        "      - {id: why, kind: open_text, text: Why?, relevant: call <= 3}\n"
    )
    study = replace(styled("full", languages=("en",)), questionnaire=parse_questionnaire(source))
    why = next(row for row in table_of(study, "en").groups[0].rows if row[0].text == "why")
    assert "only if the answer to call is at most 3" in str(why[1].prose)
