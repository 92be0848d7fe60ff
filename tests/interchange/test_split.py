"""A cell that lists all that was chosen is read choice by choice."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AnalystError
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.table import Table
from tests.interchange.foreign import TINY, answers

MAPPING = parse_mapping(
    """
columns:
  what/迟到: {variable: faults_late}
  what/dirty: {variable: faults_dirty}
ignore: [what/other]
split: {what: ";"}
""",
    TINY,
)


def listed(*cells):
    return Table(("what",), tuple((cell,) for cell in cells), tuple(range(2, 2 + len(cells))), "x.csv")


def test_each_choice_becomes_a_column_of_its_own():
    source = listed("迟到; dirty", "dirty", "other;", "")
    assert answers(source, "faults_late", MAPPING) == [1, 0, 0, Missing.NOT_ANSWERED]
    assert answers(source, "faults_dirty", MAPPING) == [1, 1, 0, Missing.NOT_ANSWERED]


def test_a_choice_that_the_mapping_does_not_name_is_told_by_its_cell():
    with pytest.raises(AnalystError) as error:
        answers(listed("dirty", "dirty;noisy"), "faults_late", MAPPING)
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-unknown-choice", 3, "what")
    assert problem.values == {"value": "noisy", "name": "what/noisy"}


def test_a_column_to_split_that_is_not_there_is_told():
    with pytest.raises(AnalystError) as error:
        answers(Table(("speed",), (("1",),), (2,)), "speed", MAPPING)
    assert ("import-no-such-column", "what") in [(p.code, p.place.field) for p in error.value.problems]
