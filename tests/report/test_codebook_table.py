"""The codebook as a table of the report."""

from dataclasses import replace

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.language import message
from surveykit.design.load import parse_questionnaire
from surveykit.report.compose import compose
from surveykit.report.content import build_report
from surveykit.report.context import TableView
from surveykit.report.study import Counted, Study
from tests.items.contract import HEAD
from tests.report.page_reader import PageReader
from tests.report.test_preset import styled
from tests.report.tiny_study import HOSTILE, STUDY, TEMPLATES, text

KEYED = (
    "constructs:\n"
    "  speed: {role: quality, label: {en: Speed, zh: 速度}, items: [r_1, r_2], reverse: [r_2]}\n"
    "  ease: {role: quality, label: {en: Ease, zh: 易用}, items: [score]}\n"
    "sections:"
)
ASKED = parse_questionnaire(
    HEAD.replace("sections:", KEYED)
    + """
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options: {phone: {en: Telephone, zh: 电话}, shop: {en: Shop, zh: 门店}}
      - {id: score, kind: rating, text: {en: Ease?, zh: 易用？}, scale: {from: 0, to: 10, low: no, high: yes}}
      - {id: times, kind: number, text: {en: Times?, zh: 几次？}, minimum: 1, maximum: 99, unit: {en: times, zh: 次}}
  - id: next
    title: {en: Next, zh: 其次}
    items:
      - id: rows
        kind: matrix
        text: {en: How fast?, zh: 多快？}
        scale: speed5
        rows: {r_1: {en: Answer, zh: 接听}, r_2: {en: Visit, zh: 上门}}
""".replace("low: no, high: yes", "low: {en: hard, zh: 难}, high: {en: easy, zh: 易}")
)
COUNTS = {
    "channel": Counted(text("<5", "<5"), {Missing.NOT_ANSWERED: None}),
    "score": Counted(40),
    "times": Counted(31, {Missing.NOT_ASKED: 9}),
    "r_1": Counted(36, {Missing.NOT_ANSWERED: 3, Missing.NOT_APPLICABLE: 1}),
    "r_2": Counted(40),
}
SHOWN = replace(STUDY, questionnaire=ASKED, findings=(), counts=COUNTS)


def table_of(study: Study, language: str = "en") -> TableView:
    sections = {section.id: section for section in build_report(study, language).sections}
    return sections["section-codebook"].parts[0].tables[0]


def cells(name: str, language: str = "en") -> list[str]:
    rows = {row[0].text: row for group in table_of(SHOWN, language).groups for row in group.rows}
    return [cell.text.replace("\u00a0", " ") for cell in rows[name][1:]]


def test_every_variable_has_a_row_under_its_section_and_its_question() -> None:
    first, second = table_of(SHOWN).groups
    assert [row[0].text for row in first.rows] == ["channel", "score", "times"]
    assert [row[0].text for row in second.rows] == ["rows", "r_1", "r_2"]
    assert cells("rows") == ["How fast?", "", "", "", "", "", ""]


def test_a_row_says_what_the_codes_mean_and_what_is_measured() -> None:
    assert cells("score") == ["Ease?", "ordinal", "0 … 10; 0 = hard; 10 = easy", "", "Ease", "no", "40"]
    assert cells("times", "zh") == ["几次？", "定比", "1 … 99 次", "−1 未被问到：9", "", "", "31"]
    assert cells("r_2", "zh")[4:] == ["速度", "是", "40"]


def test_only_reasons_that_occur_stand_with_their_codes_and_counts() -> None:
    assert cells("r_1")[3] == "−2 not answered: 3; −5 not applicable: 1"
    assert cells("r_1", "zh")[3] == "−2 未作答：3；−5 不适用：1"


def test_what_could_point_at_a_person_is_not_told_and_that_is_said() -> None:
    assert cells("channel")[-1] == "<5"
    assert cells("channel")[3] == "−2 not answered: –"
    masked = message("analysis.answers.masked", "en")
    assert masked in [note.striptags() for note in table_of(SHOWN).notes]
    told = replace(SHOWN, counts={"score": Counted(40)})
    assert masked not in [note.striptags() for note in table_of(told).notes]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("preset", ["full", "thesis", "method"])
def test_it_stands_in_the_appendix_of_the_long_presets(preset: str, language: str) -> None:
    page = PageReader(compose(styled(preset), language, TEMPLATES))
    assert page.faults == []
    assert message("report.codebook.title", language) in page.text
    assert HOSTILE in page.text.replace("\u200b", "")


def test_no_more_than_three_hundred_rows_are_shown() -> None:
    rows = ", ".join(f"v_{at}: {{en: V, zh: 甲}}" for at in range(320))
    many = parse_questionnaire(
        HEAD + f"\n      - {{id: v, kind: matrix, text: {{en: V?, zh: 甲？}}, scale: speed5, rows: {{{rows}}}}}\n"
    )
    table = table_of(replace(SHOWN, questionnaire=many, counts={}))
    assert sum(len(group.rows) for group in table.groups) == 300
    assert "321" in table.notes[-1]
