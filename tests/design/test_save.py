"""load -> save -> load gives an equal questionnaire, and a file that people like to read."""

from pathlib import Path

import pytest

from surveykit.core.item import KINDS
from surveykit.design import load, save
from surveykit.design.load import parse_questionnaire
from surveykit.design.save import questionnaire_text
from tests.items.contract import example

WORKED = sorted((Path(__file__).parents[2] / "questionnaires").glob("*.yaml"))
SMALL = """\
questionnaire: tiny
version: "1.10"
languages: [en]
title: Tiny

sections:
  - id: only
    title: "no"
    items:
      - id: "yes"
        kind: number
        text: How much?
        minimum: 0.5
        decimals: 1
      - id: "n"
        kind: single_choice
        text: Which?
        relevant: yes >= 0.5
        options:
          "on": {en: Turned on, code: 7, specify: true}
          "off": Turned off
          refused: {en: No answer, missing: refused}
"""


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_a_worked_questionnaire_is_saved_whole(path):
    asked = parse_questionnaire(path.read_text(encoding="utf-8"))
    assert parse_questionnaire(questionnaire_text(asked)) == asked


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_saved_whole(kind):
    asked = example(kind)
    assert parse_questionnaire(questionnaire_text(asked)) == asked


def test_a_saved_file_is_what_a_person_would_write():
    assert questionnaire_text(parse_questionnaire(SMALL)) == SMALL


def test_saving_again_changes_nothing():
    for path in WORKED:
        once = questionnaire_text(parse_questionnaire(path.read_text(encoding="utf-8")))
        assert questionnaire_text(parse_questionnaire(once)) == once


def test_a_scale_is_named_where_it_has_a_name():
    text = questionnaire_text(parse_questionnaire(WORKED[0].read_text(encoding="utf-8")))
    assert text.count("levels:") == 11
    assert "scale: satisfied5\n" in text


def test_what_is_read_in_a_way_of_its_own_is_written_in_one():
    """Whoever gives the loader a reading gives this room a writing."""
    assert set(load._READINGS) <= set(save._WRITINGS)
