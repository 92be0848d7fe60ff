"""Words that were filled in beside a choice come apart from it, in one choice and in a list of several."""

from surveykit.core.codebook import Missing
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.draft.guess import draft
from surveykit.interchange.draft.written import mapping_text
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table

ASKED = parse_questionnaire("""
questionnaire: words
version: "1"
languages: [zh]
title: 题
sections:
  - id: all
    title: 题
    items:
      - id: faults
        kind: multiple_choice
        text: 出现了哪些问题？
        options: {late: 迟到, dirty: 弄脏, other: {zh: 其他, specify: true}}
      - {id: way, kind: single_choice, text: 通过什么渠道？, options: {shop: 门店, else: {zh: 其他, specify: true}}}
      - {id: why, kind: open_text, text: 为什么？}
""")
ROWS = (
    ("1", "2026/1/5 9:05:00", "迟到┋弄脏", "门店", "很〖好〗"),
    ("2", "2026/1/5 9:06:00", "迟到┋其他〖太贵〗", "门店", ""),
    ("3", "2026/1/5 9:07:00", "其他〖态度差〗", "其他〖朋友〗", ""),
    ("4", "2026/1/5 9:08:00", "其他", "其他", ""),
)
FILE = Table(
    ("序号", "提交答卷时间", "1、出现了哪些问题？", "2、通过什么渠道？", "3、为什么？"), ROWS, (2, 3, 4, 5), "x.csv"
)


def read(source, mapping):
    found = list(responses_of(source, ASKED, parse_mapping(mapping, ASKED)))
    return lambda name: [response.answers[name] for response in found]


def test_an_export_of_wenjuanxing_is_drafted_with_a_column_for_the_words():
    answers = read(FILE, mapping_text(draft(FILE, ASKED), "x.csv", "q.yaml", "zh"))
    assert [answers(f"faults_{choice}") for choice in ("late", "other")] == [[1, 1, 0, 0], [0, 1, 1, 1]]
    asked, blank = Missing.NOT_ASKED, Missing.NOT_ANSWERED
    assert answers("faults_other_text") == [asked, "太贵", "态度差", blank]
    assert answers("way") == ["shop", "shop", "else", "else"]
    assert answers("way_else_text") == [asked, asked, "朋友", blank]
    assert answers("why") == ["很〖好〗", blank, blank, blank]  # what is no choice stays as it was typed


def test_words_of_several_choices_of_one_cell_stand_side_by_side_and_may_be_ignored():
    source = Table(("what",), (("晚〖一天〗┋其他〖太贵〗",),), (2,), "x.csv")
    split = "columns: {what/晚: {variable: faults_late}, what/其他: {variable: faults_other}%s}\nsplit: {what: ┋}\n"
    assert read(source, split % ", what〖〗: {variable: faults_other_text}")("faults_other_text") == ["一天；太贵"]
    assert read(source, split % "" + "ignore: [what〖〗]")("faults_other") == [1]
