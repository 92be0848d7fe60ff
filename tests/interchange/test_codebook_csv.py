"""The codebook as a spreadsheet sees it."""

import csv

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.interchange.codebook_csv import inert, write_codebook_csv

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en, zh]
title: {en: Tiny, zh: 小}
constructs:
  pace: {role: quality, label: {en: Pace, zh: 速度}, items: [rs_1, rs_2], reverse: [rs_2]}
sections:
  - id: one
    title: {en: One, zh: 一}
    items:
      - id: rs
        kind: matrix
        text: {en: Pace, zh: 速度}
        scale: {levels: {1: {en: slow, zh: 慢}, 2: {en: fast, zh: 快}}, not_applicable: {en: none, zh: 无}}
        rows: {rs_1: {en: "=HYPERLINK(1)", zh: "＋电话"}, rs_2: {en: Repair, zh: 维修}}
      - {id: visits, kind: number, text: {en: Visits, zh: 次数}, minimum: -5, maximum: 99, unit: {en: times, zh: 次}}
""")


def written(tmp_path):
    path = tmp_path / "codebook.csv"
    write_codebook_csv(TINY, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_one_row_a_variable_in_both_languages(tmp_path):
    rows = written(tmp_path)
    assert list(rows) == ["rs_1", "rs_2", "visits"]
    assert (rows["rs_2"]["label_en"], rows["rs_2"]["label_zh"], rows["rs_2"]["item"]) == ("Repair", "维修", "rs")
    assert (rows["rs_2"]["construct"], rows["rs_1"]["reversed"], rows["rs_2"]["reversed"]) == ("pace", "false", "true")
    assert (rows["rs_1"]["values_en"], rows["rs_1"]["values_zh"]) == ("1 = slow; 2 = fast", "1 = 慢; 2 = 快")
    assert rows["rs_1"]["missing"] == "not_asked = -1; not_answered = -2; not_applicable = -5; not_reached = -6"
    assert [rows["visits"][k] for k in ("minimum", "maximum", "unit_zh", "construct")] == ["-5", "99", "次", ""]
    assert rows["visits"]["missing"] == ""  # −1 may be a number of visits: the codes stand in visits.missing
    assert (rows["rs_1"]["level"], rows["visits"]["level"]) == ("ordinal", "ratio")


def test_no_cell_is_a_formula(tmp_path):
    row = written(tmp_path)["rs_1"]
    assert (row["label_en"], row["label_zh"]) == ("'=HYPERLINK(1)", "'＋电话")


@pytest.mark.parametrize(
    "cell", ["=1", "+1+1", "-1-1", "@SUM", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "  =1", "-0x"]
)
def test_every_start_of_a_formula_is_made_inert(cell):
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "-1", "-1.5", "12", "a=b", "慢"])
def test_numbers_and_plain_words_stay(cell):
    assert inert(cell) == cell
