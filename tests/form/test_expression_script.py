"""The page's half of the expression language says what the server's half says."""

import json
import math
from collections.abc import Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from surveykit.core.codebook import Missing
from surveykit.core.expression import FUNCTIONS, Expression, ExpressionError
from tests.core.test_expression import TABLE, VALUES, WORDS, answer, written
from tests.form.conftest import TEMPLATES

Case = tuple[str, dict[str, object]]

JUDGE = """(text) => JSON.parse(text).map(([source, values]) => {
  const { parse, value, holds, names } = surveykit.expression;
  try {
    const tree = parse(source);
    const lookup = (name) => (Object.keys(values).includes(name) ? values[name] : null);
    return { value: value(tree, lookup), holds: holds(tree, lookup), names: [...names(tree)].sort() };
  } catch (error) {
    if (!(error instanceof surveykit.expression.ExpressionError)) throw error;
    return { code: error.code, position: error.position };
  }
})"""


@pytest.fixture(scope="module")
def script(chromium: Browser) -> Iterator[Page]:
    """A page that has nothing but the script."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(path=TEMPLATES / "form" / "expression.js")
    yield page
    context.close()


def in_the_page(page: Page, cases: list[Case]) -> list[dict[str, object]]:
    """What the script finds. Values travel as JSON, as they do on a page of the form; what is missing is null."""
    plain = [
        [source, {n: None if isinstance(v, Missing) else v for n, v in values.items()}] for source, values in cases
    ]
    return page.evaluate(JUDGE, json.dumps(plain, allow_nan=False))


def on_the_server(source: str, values: dict[str, object]) -> dict[str, object]:
    """What the server finds, in the same form."""
    try:
        expression = Expression.parse(source)
    except ExpressionError as error:
        return {"code": error.code, "position": error.position}
    found = {"value": expression.value(values.get), "holds": expression.holds(values.get)}
    return {**found, "names": sorted(expression.names)}


def same(one: object, other: object) -> bool:
    """Whether two values are one: a number is a number, whole or not; true is not 1."""
    numbers = [float(v) for v in (one, other) if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) == 2:
        return math.copysign(1, numbers[0]) == math.copysign(1, numbers[1]) and numbers[0] == numbers[1]
    return type(one) is type(other) and one == other


def test_the_cases_of_the_server_hold_in_the_page(script: Page) -> None:
    cases = [(written(c["expression"]), {n: answer(v) for n, v in c["values"].items()}) for c in TABLE["cases"]]
    found = in_the_page(script, cases)
    wrong = [
        (*case, row["result"], said)
        for case, row, said in zip(cases, TABLE["cases"], found, strict=True)
        if "value" not in said or not same(said["value"], row["result"])
    ]
    assert wrong == []


def test_the_faults_of_the_server_are_faults_in_the_page(script: Page) -> None:
    found = in_the_page(script, [(written(fault["expression"]), {}) for fault in TABLE["faults"]])
    assert found == [{"code": fault["code"], "position": fault["position"]} for fault in TABLE["faults"]]


def test_the_table_is_large_and_knows_every_function_and_error() -> None:
    everything = " ".join(written(case["expression"]) for case in TABLE["cases"])
    assert len(TABLE["cases"]) + len(TABLE["faults"]) >= 150
    assert all(f"{name}(" in everything for name in FUNCTIONS)
    ends = [
        "too-long",
        "too-deep",
        "too-large",
        "character",
        "unexpected",
        "end",
        "function",
        "arguments",
        "needs-name",
        "needs-option",
    ]
    assert {fault["code"] for fault in TABLE["faults"]} == {f"expression-{end}" for end in ends}


NAMES = st.sampled_from(["a", "b", "c"])
LITERALS = st.one_of(
    st.integers(0, 12).map(str),
    st.floats(0, 1000, allow_nan=False).map(lambda number: f"{number:.3f}"),
    st.sampled_from(["true", "false", "'x'", "''", "'满意'", "'😀'", "999999999999999"]),
)
SIGNS = ("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or")


def _larger(operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def call(name: str) -> st.SearchStrategy[str]:
        fewest, most = FUNCTIONS[name]
        return st.lists(operands, min_size=fewest, max_size=min(most, 4)).map(lambda o: f"{name}({', '.join(o)})")

    plain = [name for name in FUNCTIONS if name not in ("answered", "selected")]
    return st.one_of(
        st.tuples(operands, st.sampled_from(SIGNS), operands).map(" ".join),
        operands.map("({})".format),
        operands.map("not {}".format),
        operands.map("-{}".format),
        st.sampled_from(plain).flatmap(call),
    )


WELL_MADE = st.recursive(st.one_of(NAMES, LITERALS, NAMES.map("answered({})".format)), _larger, max_leaves=12)
HEAP = st.lists(st.sampled_from([*WORDS, "if(", "rounded(", "length(", "sum(", "😀", "'😀'"]), max_size=20).map(
    " ".join
)
EXTREMES = st.sampled_from([2**53, 2**53 + 1, -(2**63), 10**400, 1e308, 5e-324, -0.0, 0.1, 1e16, "", "x", "满意"])
ANSWERS = st.dictionaries(NAMES, st.one_of(VALUES, EXTREMES), max_size=3)


def drawn() -> list[Case]:
    """400 expressions with values, the same whenever the same tests run."""
    cases: list[Case] = []

    @settings(max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    @given(st.one_of(WELL_MADE, WELL_MADE, HEAP), ANSWERS)
    def draw(source: str, values: dict[str, object]) -> None:
        cases.append((source, values))

    draw()
    return cases


def test_drawn_expressions_agree(script: Page) -> None:
    cases = drawn()
    found = in_the_page(script, cases)
    wrong = []
    for (source, values), said in zip(cases, found, strict=True):
        wanted = on_the_server(source, values)
        if {**said, "value": 0} != {**wanted, "value": 0} or not same(said.get("value"), wanted.get("value")):
            wrong.append((source, values, said, wanted))
    assert wrong == []
    known = [v for source, values in cases if (v := on_the_server(source, values).get("value")) is not None]
    assert len(known) > 100
    assert not [v for v in known if isinstance(v, float) and (math.isnan(v) or str(v) == "-0.0")]
