"""Cues of a fault, and what only looks like one."""

import re

import pytest
import re2

from surveykit.design.check.words import chinese, english
from surveykit.design.check.words.cues import BLANK, Cues, Sieve
from surveykit.design.check.words.english_pieces import balanced

ONLY = Cues((r"\bonly\b", r"\balone\b"), (r"only one",))


def test_what_is_allowed_is_taken_out_first():
    assert ONLY.find("Only one, only two, alone") == ["only", "alone"]
    assert ONLY.find("ONLY ONE") == []


def test_one_pass_names_the_rules_that_may_be_broken():
    sieve = Sieve({"a": ONLY, "b": Cues(("总是",))})
    assert sieve.names("only 总是") == ["a", "b"]
    assert sieve.names("Only one") == ["a"]
    assert sieve.names("nothing") == []


@pytest.mark.parametrize("module", [english, chinese])
def test_every_cue_can_be_read_by_both_engines(module):
    for rule in module.RULES.values():
        for cue in rule.cues:
            re.compile(cue)
            assert re2.compile(cue)


def test_both_languages_have_the_same_rules():
    assert set(english.RULES) == set(chinese.RULES)
    assert set(english.RULES) == {f"L{n}" for n in range(1, 13)} - {"L9"}


@pytest.mark.parametrize(
    "text",
    [
        "good or bad",
        "easy or very difficult",
        "satisfied or dissatisfied",
        "fair or unfair",
        "more or less",
        "good, fair or poor",
    ],
)
def test_both_sides_of_a_matter_are_taken_out(text):
    assert balanced(f"How {text} was tea?") == f"How {BLANK * len(text)} was tea?"


@pytest.mark.parametrize("text", ["tea or coffee", "clean and quiet", "fast or friendly"])
def test_two_matters_are_not(text):
    assert balanced(f"How {text}?") == f"How {text}?"
