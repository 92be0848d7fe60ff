"""The mapping file is strict, and fits the questionnaire or says where it does not."""

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.errors import AuthorError
from surveykit.interchange.mapping import load_mapping, parse_mapping

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en, zh]
title: {en: Tiny, zh: 小}
sections:
  - id: one
    title: {en: One, zh: 一}
    items:
      - id: speed
        kind: rating
        text: {en: Speed, zh: 速度}
        scale: {from: 1, to: 5, low: {en: slow, zh: 慢}, high: {en: fast, zh: 快}, dont_know: {en: unsure, zh: 不清楚}}
      - id: place
        kind: single_choice
        text: {en: Where, zh: 哪里}
        options:
          shop: {en: Shop, zh: 门店}
          home: {en: Home, zh: 家里}
""")


def test_columns_and_codes_in_any_writing():
    mapping = parse_mapping(
        '{id: 编号, columns: {Q1 速度: {variable: speed, codes: {非常快: 5, "99": not_applicable}}}, ignore: [时间]}',
        TINY,
    )
    assert mapping.id == "编号"
    assert mapping.columns["Q1 速度"].variable == "speed"
    assert mapping.columns["Q1 速度"].codes == {"非常快": "5", "99": "not_applicable"}
    assert mapping.ignore == ("时间",)


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("columns:\n  Q1: {variable: sped}\n", "mapping-unknown-variable", 2, 18),
        ("columns:\n  Q1: {variable: speed}\n  Q2: {variable: speed}\n", "mapping-variable-twice", 3, 18),
        ("columns:\n  Q1:\n    variable: speed\n    codes: {fast: 6}\n", "mapping-bad-code", 4, 19),
        ("columns:\n  Q1:\n    variable: place\n    codes: {a: shp}\n", "mapping-bad-code", 4, 16),
        ("id:\ncolumns: {}\n", "mapping-needs-word", 1, 4),
        ("colums: {}\n", "unknown-key", 1, 1),
        ("columns:\n  Q1: {codes: {a: 1}}\n", "missing-key", 2, 7),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(source, code, line, column):
    with pytest.raises(AuthorError) as error:
        parse_mapping(source, TINY, "m.yaml")
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)


def test_all_faults_are_told_at_once():
    with pytest.raises(AuthorError) as error:
        parse_mapping("columns:\n  A: {variable: x}\n  B: {variable: y}\n  C: {variable: speed, codes: {a: 9}}\n", TINY)
    assert [p.code for p in error.value.problems] == ["mapping-unknown-variable"] * 2 + ["mapping-bad-code"]


def test_a_mapping_file_at_fault_says_that_nothing_was_imported(tmp_path):
    path = tmp_path / "map.yaml"
    for text in (None, "colums: {}\n"):
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(AuthorError) as error:
            load_mapping(path)
        assert [p.code for p in error.value.problems][1:] == ["nothing-imported"]
