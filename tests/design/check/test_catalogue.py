"""The rules and their words: each has an id, codes, severities, and words in both languages."""

import ast
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from surveykit.core.item import Item
from surveykit.core.language import LANGUAGES, messages
from surveykit.design.check.catalogue import CATALOGUE, RULE_IDS, SPARED, STRICT, problem
from surveykit.errors import Place, Severity

CHECK = Path(__file__).parents[3] / "surveykit" / "design" / "check"


def test_every_rule_stands_in_the_catalogue_in_order():
    assert list(CATALOGUE) == [f"S{n}" for n in range(1, 23)] + [f"L{n}" for n in range(1, 15)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_code_has_words(language):
    told = messages(language, "problem")
    assert all(f"checks.{rule}" in messages(language, "checks") for rule in CATALOGUE)
    assert all(f"problem.{code}" in told for code in RULE_IDS)


def test_no_code_belongs_to_two_rules():
    codes = [code for rule in CATALOGUE.values() for code in rule.codes]
    assert len(codes) == len(set(codes)) == len(RULE_IDS)


def test_words_are_only_ever_advised_on():
    lexical = [rule for rule in CATALOGUE.values() if rule.lexical]
    assert len(lexical) == 14
    assert {severity for rule in lexical for severity in rule.codes.values()} == {Severity.ADVICE}


def test_what_the_rules_find_stands_in_the_catalogue():
    found = set()
    for path in CHECK.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem":
                found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    assert len(found) > 50
    assert found <= set(RULE_IDS)


def test_a_problem_is_as_bad_as_its_rule_says():
    assert problem("never-asked", Place(), condition="x").severity is Severity.ERROR
    assert problem("takes-long", Place()).severity is Severity.WARNING
    assert problem("condition-reads-nothing", Place()).severity is Severity.ADVICE


def test_every_value_of_a_tag_chooses_rules():
    hints = get_type_hints(Item)
    contents = [word for part in get_args(hints["content"]) for word in get_args(part)]
    manners = [word for word in get_args(hints["manner"]) if word != "direct"]  # direct: every rule holds
    assert set(SPARED) | set(STRICT) == {*contents, *manners}
