"""The catalogues: both languages say the same things with the same values, and the code asks for nothing else."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from surveykit.core.language import LANGUAGES, both, describe, join, message, say
from surveykit.errors import Place, Problem

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "surveykit").rglob("*.py"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))
LOCALE = ROOT / "surveykit" / "locale"
DOMAINS = sorted(path.stem for path in (LOCALE / "en").glob("*.po"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAY_IT = {"message": 0, "both": 0, "tell": 0}
"""Functions of ours whose first argument is the name of a message."""
TELL_OF = {"Problem": 0, "of": 0, "report": 0, "wrong": 0, "problem": 0, "ExpressionError": 0, "unknown": 1}
"""Functions whose argument at that place is a problem's code."""
ALIKE = re.compile(r"\{[^{}]*\}|surveykit|English")
"""What may stand in a Chinese message without Chinese: values, our own name, English by its name (and signs: SD)."""


@cache
def catalogue(language: str, domain: str) -> dict[str, str]:
    """One domain's messages; problems also from the parts that rooms have delivered."""
    paths = [LOCALE / language / f"{domain}.po", *sorted((LOCALE / language).glob(f"{domain}.*.po.part"))]
    entries = {}
    for path in paths:
        with path.open("rb") as file:
            entries |= {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    return entries


@cache
def everything() -> dict[str, str]:
    return {name: words for domain in DOMAINS for name, words in catalogue("en", domain).items()}


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """(file and line, name of the function, call) of every call in the package."""
    found = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", name, node))
    return found


def asked_names() -> Iterator[tuple[str, ast.expr, ast.Call]]:
    for where, function, call in calls():
        at = SAY_IT.get(function)
        if at is not None and len(call.args) > at:
            yield where, call.args[at], call


def told_codes() -> Iterator[tuple[str, str, ast.Call]]:
    for where, function, call in calls():
        at = TELL_OF.get(function)
        if at is not None and len(call.args) > at:
            code = call.args[at]
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and code.value not in ("", "name"):
                yield where, code.value, call


def fault_codes() -> Iterator[tuple[str, str, set[str]]]:
    """What `faults` of an item kind or an analysis yields: code and the values that go with it."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            pair = node.value if isinstance(node, ast.Yield) else None
            if isinstance(pair, ast.Tuple) and len(pair.elts) == 2 and isinstance(pair.elts[1], ast.Dict):
                code, values = pair.elts
                if isinstance(code, ast.Constant):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", str(code.value), keys_of(values)


def keys_of(values: ast.expr) -> set[str]:
    keys = values.keys if isinstance(values, ast.Dict) else []
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)}


def pattern(name: ast.JoinedStr) -> re.Pattern[str]:
    parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)" for v in name.values]
    return re.compile("".join(parts))


def filled_in(call: ast.Call, names: set[str]) -> bool:
    """Whether a call gives these values; one with ** may."""
    return any(k.arg is None for k in call.keywords) or names <= {k.arg for k in call.keywords}


@cache
def code_nodes() -> list[ast.AST]:
    return [node for path in CODE for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


@cache
def page_texts() -> list[str]:
    """What stands in quotation marks in the page templates and scripts."""
    return [t for path in PAGES for t in re.findall(r"""["']([\w.-]+)["']""", path.read_text(encoding="utf-8"))]


@cache
def constants() -> frozenset[str]:
    """Every text of the code and the pages; the names of keywords, fields and members (enums say themselves), and of
    what is decorated, with its arguments (commands and their options).
    """
    found = set(page_texts())
    for node in code_nodes():
        if isinstance(node, ast.Constant):
            found.add(str(node.value))
        elif isinstance(node, ast.keyword):
            found.add(str(node.arg))
        elif isinstance(node, ast.FunctionDef) and node.decorator_list:
            found |= {node.name, *(argument.arg for argument in node.args.args)}
        elif isinstance(node, ast.ClassDef):
            targets = [t for n in node.body if isinstance(n, ast.Assign) for t in n.targets]
            targets += [n.target for n in node.body if isinstance(n, ast.AnnAssign)]
            found |= {t.id.lower() for t in targets if isinstance(t, ast.Name)}
    return frozenset(found)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Names put together: f-strings with a dot, and the beginnings that pages join to a word."""
    made = {pattern(n).pattern for n in code_nodes() if isinstance(n, ast.JoinedStr)}
    made |= {re.escape(text) + "(.+)" for text in page_texts() if text[-1] in ".-_"}
    made |= {re.escape(str(n.left.value)) + "(.+)" for n in code_nodes() if joins(n)}
    return tuple(re.compile(text) for text in sorted(made) if "." in text.replace("(.+)", "") and text[0] != "\\")


def joins(node: ast.AST) -> bool:
    left = node.left if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else None
    return isinstance(left, ast.Constant) and isinstance(left.value, str) and left.value[-1:] == "."


@cache
def is_used(name: str, depth: int = 0) -> bool:
    """Whether the code or a page can ask for this message, as far as texts tell."""
    if name in constants() or name.isdigit():
        return True
    found = [match for made in patterns() if (match := made.fullmatch(name))] if depth < 3 else []
    return any(all(is_used(group, depth + 1) for group in match.groups()) for match in found)


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_names_and_placeholders(domain):
    english, chinese = catalogue("en", domain), catalogue("zh", domain)
    assert english.keys() == chinese.keys()
    assert {n: placeholders(w) for n, w in english.items()} == {n: placeholders(w) for n, w in chinese.items()}


@pytest.mark.parametrize("domain", DOMAINS)
def test_names_begin_with_their_domain_and_have_words(domain):
    for name, words in catalogue("en", domain).items():
        assert name.startswith(f"{domain}.")
        assert words or catalogue("zh", domain)[name], name  # « page 3 » needs no third word, « 第3页 » does


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_name_stands_twice(domain):
    for language in LANGUAGES:
        paths = [LOCALE / language / f"{domain}.po", *sorted((LOCALE / language).glob(f"{domain}.*.po.part"))]
        text = "".join(path.read_text(encoding="utf-8") for path in paths)
        names = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_language_is_itself(domain):
    for name, words in catalogue("zh", domain).items():
        assert CHINESE.search(words) or not re.search(r"[a-z]{3}", ALIKE.sub("", words)), name
    for name, words in catalogue("en", domain).items():
        assert not re.search(r"[，。：；？！、（）]", words), name


def test_every_message_that_the_code_names_exists_and_gets_its_values():
    faults = []
    for where, name, call in asked_names():
        if isinstance(name, ast.Constant):
            if name.value not in everything():
                faults.append(f"{where}: no message {name.value}")
            elif not filled_in(call, placeholders(everything()[name.value])):
                faults.append(f"{where}: {name.value} lacks a value of {placeholders(everything()[name.value])}")
        elif isinstance(name, ast.JoinedStr) and not any(pattern(name).fullmatch(n) for n in everything()):
            faults.append(f"{where}: no message like {pattern(name).pattern}")
    assert not faults, "\n".join(faults)


def test_every_problem_that_the_code_tells_of_has_its_words_and_values():
    problems = catalogue("en", "problem")
    faults = []
    for where, code, call in told_codes():
        if f"problem.{code}" not in problems:
            if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code):
                faults.append(f"{where}: no words for {code}")
            continue
        wanted = placeholders(problems[f"problem.{code}"] + problems.get(f"problem.{code}.remedy", ""))
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if function == "unknown":
            given = {"word", "hint"}
        elif function == "Problem":
            written = [k.value for k in call.keywords if k.arg == "values"] or call.args[2:3]
            if written and not (isinstance(written[0], ast.Dict) and None not in written[0].keys):
                continue  # made elsewhere
            given = keys_of(written[0]) if written else set()
        elif any(k.arg is None for k in call.keywords):
            continue
        else:
            given = {str(k.arg) for k in call.keywords}
        if not wanted <= given | {"item"}:
            faults.append(f"{where}: {code} lacks {sorted(wanted - given)}")
    assert not faults, "\n".join(faults)


def test_every_fault_of_an_item_kind_has_its_words_and_values():
    problems = catalogue("en", "problem")
    found = list(fault_codes())
    assert len(found) > 8
    for where, code, values in found:
        wanted = placeholders(problems[f"problem.{code}"] + problems.get(f"problem.{code}.remedy", ""))
        assert wanted <= values | {"id", "index"}, where


@pytest.mark.parametrize("domain", [domain for domain in DOMAINS if domain not in ("estimate", "method", "problem")])
def test_no_message_is_left_over(domain):
    """Names of estimates and options are compared with what analyses give: tests/analysis/test_estimate_words.py and
    tests/report/test_options.py."""
    unused = [name for name in catalogue("en", domain) if not is_used(name)]
    assert unused == []


def test_no_problem_is_left_over():
    names = {name.removeprefix("problem.").removesuffix(".remedy") for name in catalogue("en", "problem")}
    unused = [name for name in sorted(names) if name not in constants() and not is_used(f"problem.{name}")]
    assert unused == []


def test_a_text_is_said_in_its_language_or_in_the_one_it_has():
    assert say({"en": "Speed", "zh": "速度"}, "zh") == "速度"
    assert say({"en": "Speed"}, "zh") == "Speed"
    assert say({}, "en") == ""


def test_a_value_in_two_languages_is_said_in_the_message_s_own():
    assert both("items.unit", unit={"en": "times", "zh": "次"}) == {"en": "Unit: times.", "zh": "单位：次。"}


def test_braces_in_a_value_stay_as_they_are():
    assert message("items.unit", "en", unit="{n} {{x}}") == "Unit: {n} {{x}}."


def test_a_list_has_the_list_comma_of_its_language():
    texts = [{"en": "speed", "zh": "速度"}, {"en": "price", "zh": "价格"}]
    assert (join(texts, "en"), join(texts, "zh")) == ("speed, price", "速度、价格")


def test_between_quotation_marks_that_meet_chinese_has_no_comma():
    assert join([{"zh": "“速度”"}, {"zh": "“价格”"}, {"zh": "服务"}], "zh") == "“速度”“价格”、服务"


def test_a_message_without_a_name_is_our_fault():
    with pytest.raises(KeyError):
        message("items.no_such", "en")


def test_a_problem_says_where_what_and_what_to_do():
    problem = Problem("duplicate-key", Place("q.yaml", 3, 5), {"key": "id", "line": 1})
    assert describe(problem, "en").startswith("q.yaml:3:5: the key “id” stands twice (first in line 1). ")
    assert describe(problem, "zh").startswith("q.yaml:3:5: ")
    assert "。 " not in describe(problem, "zh")


def test_a_problem_of_a_table_names_row_and_column():
    problem = Problem("answer-required", Place("x.csv", row=2, field="IMAG1"))
    assert describe(problem, "en").startswith("x.csv: row 2, IMAG1: ")
    assert CHINESE.search(describe(problem, "zh").partition(": ")[2])


def test_an_empty_hint_leaves_no_blank():
    problem = Problem("unknown-word", Place("q.yaml", 1, 1), {"word": "x", "hint": {"en": "", "zh": ""}})
    assert describe(problem, "en") == "q.yaml:1:1: “x” is not known here."
