"""Attention checks: what is asked for is a condition, and who misses it is asked about."""

import re

from surveykit.cleaning.rules.attention import Attention
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from tests.cleaning.applied import applied, said

CHECKED = parse_questionnaire("""
questionnaire: checked
version: "1"
languages: [en]
title: Checked
sections:
  - id: only
    title: Only
    items:
      - {id: read, kind: rating, text: Choose 2 here., scale: {from: 1, to: 5}, attention: read = 2}
      - id: colour
        kind: single_choice
        text: Choose green.
        attention: colour = 'green'
        options: {red: Red, green: Green}
""")


def flagged(rows: dict[str, dict[str, object]]) -> dict[str, str]:
    data = Dataset.build(CHECKED, rows)
    return dict(said(applied(Attention, data)["attention"]))


def test_only_an_answer_against_the_check_is_flagged():
    rows = {
        "attentive": {"read": 2, "colour": 2},
        "hasty": {"read": 5, "colour": 1},
        "one slip": {"read": 2, "colour": 1},
        "silent": {"read": Missing.NOT_ANSWERED, "colour": Missing.NOT_ANSWERED},
    }
    found = flagged(rows)
    assert found.keys() == {"hasty", "one slip"}
    assert "read, colour" in found["hasty"]
    assert found["one slip"].endswith("colour")


def test_a_questionnaire_without_checks_has_no_such_row():
    plain = parse_questionnaire(re.sub(r", attention: [^}]*|        attention: .*\n", "", CHECKED.source))
    assert applied(Attention, Dataset.build(plain, {})) == {}
    assert set(applied(Attention, Dataset.build(CHECKED, {}))) == {"attention"}
