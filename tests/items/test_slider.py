"""Slider: the points of its line, and nothing preset."""

from random import Random

import pytest

from surveykit.core.codebook import Level, Missing
from surveykit.errors import AuthorError
from tests.items.contract import filled, item, questionnaire, refusals


def of(line=""):
    return item(f"- {{id: s, kind: slider, text: {{en: A, zh: 甲}}{line}}}")


HALVES = ", minimum: -10, maximum: -7.5, step: 0.5"
TENTHS = ", minimum: 0, maximum: 1, step: 0.1"


@pytest.mark.parametrize(
    ("line", "typed", "value"),
    [("", "70", 70), ("", "７０", 70), ("", "0", 0), (HALVES, "-7.5", -7.5), (TENTHS, "0.3", 0.3), (TENTHS, "1", 1.0)],
)
def test_a_point_of_the_line_is_taken(line, typed, value):
    answer = of(line).parse({"s": [typed]})
    assert answer == {"s": value}
    assert of(line).parse(of(line).fields_of(answer)) == answer


@pytest.mark.parametrize(
    ("line", "typed", "code"),
    [
        ("", "101", "answer-range"),
        ("", "-1", "answer-range"),
        ("", "50.5", "answer-step"),
        (TENTHS, "0.25", "answer-step"),
        (", step: 25", "30", "answer-step"),
        ("", "half", "answer-not-a-number"),
    ],
)
def test_another_number_is_refused(line, typed, code):
    assert refusals(of(line), {"s": [typed]}) == [(code, "s")]


def test_the_middle_is_no_answer_until_it_is_given():
    assert of().parse({"s": [""]}) == {"s": Missing.NOT_ANSWERED}


def test_the_level_is_interval_and_the_bounds_are_in_the_codebook():
    (variable,) = of(", minimum: 0, maximum: 5, step: 0.25, unit: {en: hours, zh: 小时}").variables()
    assert (variable.level, variable.minimum, variable.maximum, variable.decimals) == (Level.INTERVAL, 0, 5, 2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (", minimum: 5, maximum: 5", "number-bounds"),
        (", step: 0", "slider-step"),
        (", step: 7", "slider-step"),
        (", step: 0.01", "slider-step"),
        (", minimum: -50, maximum: 50", "missing-code-in-range"),
    ],
)
def test_the_line_is_checked(line, code):
    with pytest.raises(AuthorError) as raised:
        of(line)
    assert [problem.code for problem in raised.value.problems] == [code]


@pytest.mark.parametrize("line", ["", HALVES, TENTHS, ", step: 25"])
def test_a_plausible_answer_is_a_point_of_the_line(line):
    for seed in range(50):
        answer = of(line).random_answer(Random(seed))
        assert of(line).parse(of(line).fields_of(answer)) == answer


def test_the_summary_by_hand():
    asked = questionnaire("- {id: s, kind: slider, text: {en: A, zh: 甲}}")
    summary = asked.items[0].summary(filled(asked, [{"s": s} for s in (10, 20, 30, 60)]))
    assert summary.table.rows[0][:3] == ("s", 4, 30.0)
    assert summary.table.rows[0][5] == 25.0
    assert summary.figure.kind == "distribution"
