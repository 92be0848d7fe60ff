"""The codebook as a page."""

import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveykit.design.load import parse_questionnaire
from surveykit.report.codebook import codebook_page, codebook_view
from surveykit.report.pdf import write_pdf
from tests.items.contract import HEAD
from tests.report.page_reader import PageReader
from tests.report.tiny_study import HOSTILE, QUESTIONNAIRE, TEMPLATES

ASKED = parse_questionnaire(
    HEAD
    + """
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options: {phone: {en: Telephone, zh: 电话}, shop: {en: Shop, zh: 门店}}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}, relevant: channel = 'phone'}
  - id: next
    title: {en: Next, zh: 其次}
    items:
      - id: rows
        kind: matrix
        text: {en: Speed?, zh: 速度？}
        scale: speed5
        rows: {r_1: {en: Answer, zh: 接听}, r_2: {en: Visit, zh: 上门, relevant: channel = 'shop'}}
"""
)


def test_every_variable_stands_with_both_labels_and_its_construct() -> None:
    view = codebook_view(QUESTIONNAIRE)
    assert [v.name for v in view.variables] == ["SP1", "SP2"]
    first = view.variables[0]
    assert "How fast were we?" in first.label
    assert "我们有多快？" in first.label
    assert first.range == "1 … 5"
    assert [v.code for v in first.values] == ["1", "5"]
    assert [m.code for m in view.missing] == ["\u22121", "\u22122", "\u22123", "\u22124", "\u22125", "\u22126"]
    assert view.constructs[0].items == ("SP1", "SP2")


def test_the_page_is_whole_and_asks_nobody_for_anything() -> None:
    page = PageReader(codebook_page(QUESTIONNAIRE, TEMPLATES))
    assert page.faults == []
    assert page.addresses == []
    assert HOSTILE in page.text.replace("\u200b", "")
    assert QUESTIONNAIRE.hash in page.text
    assert not {"script", "img"} & {tag for tag, _ in page.tags}


def test_columns_of_one_item_stand_under_its_question_with_who_is_asked() -> None:
    items = {item.id: item for item in codebook_view(ASKED, ("en",)).items}
    assert [(item.text, len(item.variables)) for item in items.values()] == [(None, 1), (None, 1), ("Speed?", 2)]
    assert items["why"].variables[0].condition == "Asked only if the answer to channel is “Telephone”."
    assert [v.condition for v in items["rows"].variables] == [None, "Asked only if the answer to channel is “Shop”."]
    assert items["rows"].condition is None


def test_codes_that_all_have_words_need_no_bounds() -> None:
    assert [v.range for v in codebook_view(ASKED).variables if v.name == "r_1"] == [""]


def test_own_wording_and_reversed_items_are_said_in_the_language_of_the_page() -> None:
    speed = (
        "constructs:\n"
        "  own: {role: quality, label: {en: O, zh: 甲}, items: [r_1], reverse: [r_1], source: own wording}\n"
        "  cited: {role: quality, label: {en: C, zh: 乙}, items: [r_2], source: Smith (2001)}\n"
        "sections:"
    )
    read = parse_questionnaire(ASKED.source.replace("sections:", speed))
    assert [c.source for c in codebook_view(read, ("zh",)).constructs] == ["自行编写", "Smith (2001)"]
    assert [c.source for c in codebook_view(read, ("en",)).constructs] == ["own wording", "Smith (2001)"]
    page = PageReader(codebook_page(read, TEMPLATES, ("zh",))).text
    assert "（反向计分）" in page
    assert "(反向" not in page


def test_the_page_is_in_the_languages_that_were_chosen() -> None:
    english = PageReader(codebook_page(QUESTIONNAIRE, TEMPLATES, ("en",)))
    chinese = PageReader(codebook_page(QUESTIONNAIRE, TEMPLATES, ("zh",)))
    assert ("我们有多快？" in english.text, "How fast were we?" in english.text) == (False, True)
    assert ("我们有多快？" in chinese.text, "How fast were we?" in chinese.text) == (True, False)
    assert [page.attributes("html")[0]["lang"] for page in (english, chinese)] == ["en", "zh-CN"]
    assert {a.get("lang") for _, a in chinese.tags} <= {"zh-CN", "en", None}


LONG = """\
questionnaire: long
version: "1"
languages: [en]
title: T
sections:
  - id: s
    title: S
    items: [{id: before_2_satisfaction_again, kind: number, text: How often?}]
"""


def test_a_long_name_may_break_after_each_of_its_parts() -> None:
    page = codebook_page(parse_questionnaire(LONG), TEMPLATES)
    assert "<code>before_<wbr/>2_<wbr/>satisfaction_<wbr/>again</code>" in page


@pytest.mark.pdf
def test_a_long_name_breaks_between_its_parts_on_paper_too(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    write_pdf(codebook_page(parse_questionnaire(LONG), TEMPLATES, paged=True), path)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "before_2_\nsatisfaction_again" in text or "before_2_satisfaction_\nagain" in text


@pytest.mark.pdf
def test_the_pdf_has_running_heads_page_numbers_and_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "codebook.pdf"
    write_pdf(codebook_page(QUESTIONNAIRE, TEMPLATES, paged=True), path)
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "Codebook 编码表: Service survey · 服务调查"
    box = reader.pages[0].mediabox
    assert box.width > box.height
    words = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert "我们有多快？" in words
    assert re.search(rf"1\s*/\s*{len(reader.pages)}", words)
    assert "Codebook 编码表 · Service survey" in words.split("\f")[1]
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout.decode()
    assert "Surveykit-Hanzi" in fonts
    assert "Variables 变量" in [entry.title for entry in reader.outline if not isinstance(entry, list)]
