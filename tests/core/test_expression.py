"""The expression language: what it says, what it refuses, and that nothing else can come of it."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core.codebook import Missing
from surveykit.core.expression import FUNCTIONS, MAXIMUM_LENGTH, Expression, ExpressionError
from surveykit.core.expression import __doc__ as expression_language

TABLE = json.loads(Path(__file__).with_name("expression_cases.json").read_text(encoding="utf-8"))
WORDS = ["a", "b", "1", "2.5", "'x'", "(", ")", "and", "or", "not", "=", "<", "-", "*", "/", ",", "true"]
WORDS += ["answered(", "selected(", "mean(", "count(", "“", ".", " "]
VALUES = st.one_of(st.none(), st.integers(-9, 9), st.floats(-1e12, 1e12), st.text(max_size=3), st.sampled_from(Missing))


def answer(value: object) -> object:
    """A value of the table: a text « missing:reason » is the reason."""
    return Missing.of(value.partition(":")[2]) if isinstance(value, str) and value.startswith("missing:") else value


def written(expression: str | list[str | list[str | int]]) -> str:
    """An expression of the table; one in pieces is put together: [text, times] is a text so many times."""
    if isinstance(expression, str):
        return expression
    return "".join(piece if isinstance(piece, str) else piece[0] * piece[1] for piece in expression)


def short(case: dict[str, object]) -> str:
    return f"{case['expression']} {case.get('values', '')}"[:80]


@pytest.mark.parametrize("case", TABLE["cases"], ids=short)
def test_an_expression_has_its_value(case):
    values = {name: answer(value) for name, value in case["values"].items()}
    found = Expression.parse(written(case["expression"])).value(values.get)
    wanted = case["result"]
    assert found == wanted
    assert type(found) is type(wanted) or {type(found), type(wanted)} <= {int, float}


@pytest.mark.parametrize("fault", TABLE["faults"], ids=short)
def test_a_fault_is_told_with_its_position(fault):
    with pytest.raises(ExpressionError) as error:
        Expression.parse(written(fault["expression"]))
    assert (error.value.code, error.value.position) == (fault["code"], fault["position"])


def test_every_function_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "questionnaire.md").read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in page] == []
    assert [name for name in FUNCTIONS if f"`{name}" not in (expression_language or "")] == []


def test_an_unknown_condition_does_not_hold():
    assert not Expression.parse("a > 1").holds({}.get)
    assert not Expression.parse("not a > 1").holds({}.get)


def test_the_names_that_are_read_with_their_positions():
    expression = Expression.parse("speed <= 2 and selected(problems, 'late') and answered(why)")
    assert list(expression.places()) == [("speed", 0), ("problems_late", 15), ("why", 55)]
    assert expression.names == {"speed", "problems_late", "why"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a" + " " * MAXIMUM_LENGTH, "expression-too-long"),
        ("(" * 400 + "a" + ")" * 400, "expression-too-deep"),
        ("not " * 41 + "a", "expression-too-deep"),
        ("-" * 400 + "a", "expression-too-deep"),
        ("+".join("a" * 240), "expression-too-deep"),
        ("*".join("a" * 240), "expression-too-deep"),
        ("+".join("a" * 600), "expression-too-large"),
        ("count(" + ",".join(["mean(1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g)"] * 40) + ")", "expression-too-large"),
        ("mean(" * 300 + "a" + ")" * 300, "expression-too-deep"),
    ],
)
def test_no_expression_is_too_much_for_the_stack(source, code):
    with pytest.raises(ExpressionError) as error:
        Expression.parse(source)
    assert error.value.code == code


@pytest.mark.parametrize("word", ["or", "and"])
def test_a_long_list_of_alternatives_is_no_deep_nesting(word):
    expression = Expression.parse(f" {word} ".join(["a = 1"] * 150))
    assert expression.holds({"a": 1}.get)
    assert expression.names == {"a"}


def test_forty_negations_cancel_out():
    assert Expression.parse("not " * 40 + "true").value({}.get) is True
    assert Expression.parse("not " * 39 + "true").value({}.get) is False


def test_a_number_beyond_all_measure_is_unknown():
    vast = "*".join(["999999999999999"] * 30)
    assert Expression.parse(vast).value({}.get) is None
    assert Expression.parse(f"{vast} - {vast}").value({}.get) is None


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)), st.data())
def test_any_text_is_an_expression_or_an_expression_error(source, data):
    try:
        expression, position = Expression.parse(source), 0
    except ExpressionError as error:
        expression, position = Expression.parse("true"), error.position
    assert 0 <= position <= len(source)
    values = {name: data.draw(VALUES) for name in sorted(expression.names)}
    found = expression.value(values.get)
    assert not (isinstance(found, float) and math.isnan(found))
    assert expression.holds(values.get) in (True, False)
