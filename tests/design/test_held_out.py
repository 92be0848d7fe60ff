"""The lexical rules on questions whose writer had not seen them: the figures are printed as they are."""

from pathlib import Path

import pytest

from scripts.held_out import HELD_OUT, LEXICAL, Question, Tally, questions, section, tallies
from surveykit.core.language import LANGUAGES
from surveykit.design.check.catalogue import CATALOGUE
from surveykit.errors import Severity

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_held_out_questions(language):
    judged = questions(language)
    assert (HELD_OUT / f"{language}.yaml").exists()
    assert any(q.wanted for q in judged)
    assert any(not q.wanted for q in judged)


def test_the_documentation_says_what_is_measured():
    page = PAGE.read_text(encoding="utf-8")
    assert all(questions(language) for language in LANGUAGES)
    assert f"<!-- held-out -->\n{section()}\n<!-- /held-out -->" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lexical_rule_blocks(language):
    found = {rule for q in questions(language) for rule in q.found}
    assert found <= set(LEXICAL)
    assert {s for rule in found for s in CATALOGUE[rule].codes.values()} <= {Severity.ADVICE}


def question(wanted: str, found: str) -> Question:
    return Question("?", frozenset(wanted.split()), frozenset(found.split()))


def test_hits_are_counted_rule_by_rule():
    counted = tallies([question("L1 L4", "L1"), question("", "L1"), question("L4", "L4"), question("", "")])
    assert counted["L1"] == Tally(hits=1, flagged=2, wanted=1)
    assert counted["L4"] == Tally(hits=1, flagged=1, wanted=2)
    assert counted["all"] == Tally(hits=2, flagged=3, wanted=3)
    assert (counted["L1"].precision, counted["L1"].recall) == (0.5, 1.0)
    assert (counted["L2"].precision, counted["L2"].recall) == (None, None)
