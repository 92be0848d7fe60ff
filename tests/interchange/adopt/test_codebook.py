"""A table that describes variables is read in the layouts that people and programs write."""

import pytest

from surveykit.core.codebook import Level
from surveykit.interchange.adopt.codebook import header_words, joined, read_codebook
from surveykit.interchange.codebook_csv import codebook_rows
from surveykit.interchange.table import Meaning, Table
from tests.interchange.foreign import TINY


def table(header, *rows):
    return Table(tuple(header), rows, tuple(range(2, len(rows) + 2)), "codebook.csv")


LONG = table(
    ["Variable", "Label", "Value", "Value label"],
    ("sex", "Sex of the respondent", "1", "Man"),
    ("", "", "2", "Woman"),
    ("age", "Age", "", ""),
)
WIDE = table(
    ["变量名", "变量标签", "取值说明", "缺失值", "测量水平"],
    ("sex", "受访者性别", "1=男；2=女", "", "名义"),
    ("age", "年龄", "", "98, 99=拒答", ""),
)


def test_one_row_a_value_or_one_row_a_variable():
    assert read_codebook(LONG) == {
        "sex": Meaning("Sex of the respondent", {"1": "Man", "2": "Woman"}),
        "age": Meaning("Age"),
    }
    assert read_codebook(WIDE) == {
        "sex": Meaning("受访者性别", {"1": "男", "2": "女"}, level=Level.NOMINAL),
        "age": Meaning("年龄", {"99": "拒答"}, missing=((98, 98), (99, 99))),
    }


@pytest.mark.parametrize(
    "cell", ["1=slow, 2=very, very fast", "1 = slow; 2 = very, very fast", "1: slow\n2: very, very fast"]
)
def test_values_in_one_cell_may_be_separated_in_any_way(cell):
    found = read_codebook(table(["name", "values"], ("x", cell)))
    assert found["x"].values == {"1": "slow", "2": "very, very fast"}


def test_our_own_codebook_is_read_with_its_reasons():
    header, *rows = codebook_rows(TINY)
    found = read_codebook(table(header, *map(tuple, rows)))
    assert found["speed"].values == {
        **{"1": "slow", "2": "fair", "3": "fast"},
        **{"-1": "not_asked", "-2": "not_answered", "-5": "not_applicable", "-6": "not_reached"},
    }
    assert found["speed"].level is Level.ORDINAL
    assert found["speed"].declares_missing("-5")


def test_a_table_of_answers_is_no_codebook():
    assert read_codebook(table(["id", "name", "value"], ("1", "Li", "3"))) == {}
    assert read_codebook(table(["label", "value"], ("a", "3"))) == {}


def test_two_sheets_say_more_than_one():
    labels = {"sex": Meaning("Sex", {"1": "Man"})}
    assert joined(labels, {"sex": Meaning("", {"1": "M", "2": "Woman"}, level=Level.NOMINAL)}) == {
        "sex": Meaning("Sex", {"1": "Man", "2": "Woman"}, level=Level.NOMINAL)
    }
    assert {"Variable", "变量名", "label_zh"} <= header_words("variable", "label")
