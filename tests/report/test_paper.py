"""The printed questionnaire: every question and code on it, skips in words, in one language and in two."""

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveykit.core.item import KINDS
from surveykit.core.language import say
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import load_questionnaire, parse_questionnaire
from surveykit.report.paper import paper_page
from surveykit.report.pdf import write_pdf
from tests.items.contract import HEAD, example, questionnaire
from tests.report.page_reader import PageReader

ROOT = Path(__file__).parents[2]
TEMPLATES = (ROOT / "templates",)
AFTER_SALES = load_questionnaire(ROOT / "questionnaires" / "after-sales.yaml")
PRINTS = {"en": ("en",), "zh": ("zh",), "both": ("en", "zh")}
LOGIC = parse_questionnaire(
    HEAD
    + """
      - id: channel
        kind: single_choice
        text: {en: How?, zh: 怎样？}
        options:
          phone: {en: Telephone, zh: 电话}
          shop: {en: Shop, zh: 门店}
          untold: {en: Not told, zh: 不说, missing: refused}
      - id: why
        kind: open_text
        text: {en: "Why ${channel}?", zh: "为什么选${channel}？"}
        relevant: channel = 'phone'
  - id: next
    title: {en: Next, zh: 其次}
    relevant: answered(channel)
    items:
      - id: rows
        kind: matrix
        text: {en: Speed?, zh: 速度？}
        scale: speed5
        rows: {r_1: {en: Answer, zh: 接听}, r_2: {en: Visit, zh: 上门, relevant: channel = 'shop'}}
      - {id: more, kind: open_text, text: {en: More?, zh: 还有吗？}, relevant: r_1 <= 2}
"""
)


def printed(asked: Questionnaire, *languages: str) -> PageReader:
    return PageReader(paper_page(asked, languages or ("en",), TEMPLATES))


def squares(html: str) -> list[str]:
    """The codes beside the squares, in order."""
    return re.findall(r'<span class="square"></span><span class="code">(.*?)</span>', html)


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_the_page_is_whole_and_asks_nobody_for_anything(languages):
    page = PageReader(paper_page(AFTER_SALES, languages, TEMPLATES))
    assert page.faults == []
    assert page.addresses == []
    assert not {"script", "img", "input"} & {tag for tag, _ in page.tags}


@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_question_is_printed_in_its_languages_and_in_no_other(languages):
    text = unescape(re.sub(r"<[^>]+>", "", paper_page(AFTER_SALES, languages, TEMPLATES)))
    for item in AFTER_SALES.items:
        for language in ("en", "zh"):
            assert (say(item.text, language) in text) is (language in languages), item.id


def test_boxes_carry_the_codes_of_the_codebook():
    html = paper_page(LOGIC, ("en",), TEMPLATES)
    assert squares(html) == ["1", "2", "\u22124", *(["1", "2", "3", "4", "5", "\u22125"] * 2)]


def test_who_is_asked_what_is_said_in_words():
    page = printed(LOGIC)
    assert "Only if question 1 is answered." in page.text
    assert "Only if the answer to question 1 is “Telephone”." in page.text
    assert "Only if the answer to question 3 (“Answer”) is at most 2 (“slow”)." in page.text
    assert "Visit (only if the answer to question 1 is “Shop”)" in page.text
    assert "仅在第1题的回答为" in printed(LOGIC, "zh").text


def test_a_row_that_makes_its_own_label_has_its_condition_above():
    rows = "{left: {en: cold, zh: 冷}, right: {en: warm, zh: 热}, relevant: channel = 'shop'}"
    more = f"      - {{id: image, kind: semantic_differential, text: {{en: How?, zh: 怎样？}}, rows: {{a: {rows}}}}}\n"
    page = printed(parse_questionnaire(LOGIC.source + more))
    assert "cold – warm (only if the answer to question 1 is “Shop”)" in page.text


def test_an_earlier_answer_is_asked_for_in_words():
    assert "Why [your answer to question 1]?" in printed(LOGIC).text
    assert "${" not in printed(LOGIC, "en", "zh").text


def test_questions_are_numbered_and_the_rest_is_not():
    html = paper_page(AFTER_SALES, ("en",), TEMPLATES)
    numbers = re.findall(r'<span class="number">(\d+)</span>', html)
    assert numbers == [str(n) for n in range(1, len(AFTER_SALES.items) + 1)]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_every_kind_is_printed_or_left_out(kind, languages):
    asked = example(kind)
    page = PageReader(paper_page(asked, languages, TEMPLATES))
    assert page.faults == []
    item = asked.items[0]
    unseen = item.unseen
    assert (page.text.count(say(item.text, languages[0])) > 0) is not unseen
    if not unseen and item.variables():
        assert {"square", "line", "cell", "cells", "mark", "box"} & {
            name for _, attributes in page.tags for name in (dict(attributes).get("class") or "").split()
        }


def test_what_authors_write_is_text_and_nothing_else():
    hostile = "<script>alert(1)</script>"
    asked = questionnaire(f"- {{id: a, kind: open_text, text: {{en: '{hostile}', zh: '{hostile}'}}}}")
    page = printed(asked, "en", "zh")
    assert hostile in page.text
    assert "script" not in {tag for tag, _ in page.tags}


@pytest.mark.pdf
@pytest.mark.parametrize("languages", PRINTS.values(), ids=PRINTS)
def test_the_pdf_can_be_printed_and_read_out(languages, tmp_path):
    path = tmp_path / "paper.pdf"
    write_pdf(paper_page(AFTER_SALES, languages, TEMPLATES), path)
    reader = PdfReader(path)
    assert 4 <= len(reader.pages) <= 8
    assert reader.trailer["/Root"]["/Lang"] == ("zh-CN" if languages == ("zh",) else "en")
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert ("On the latest occasion, how were you" in words) is ("en" in languages)
    assert ("最近一次，您主要是通过" in words) is ("zh" in languages)
    assert re.search(rf"1\s*/\s*{len(reader.pages)}", words)
