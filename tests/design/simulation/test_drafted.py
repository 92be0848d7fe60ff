"""The drafted model: what leads to what follows from the roles, and explains half."""

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.design.simulate import simulate
from surveykit.design.simulation.drafted import drafted_model, model_text
from surveykit.design.simulation.structure import Structure
from tests.design.test_draft import questionnaire

MODEL = questionnaire(loy="loyalty", img="image", qual="quality", sat="satisfaction", age="background")


def test_each_outcome_is_half_explained_by_what_its_role_suggests():
    model = drafted_model(MODEL)
    assert {outcome: list(paths) for outcome, paths in model.paths.items()} == {
        "sat": ["img", "qual"],
        "loy": ["img", "qual", "sat"],
    }
    structure = Structure.of([c.id for c in MODEL.constructs], model.paths, model.correlations)
    assert [structure.explained(outcome) for outcome in model.paths] == pytest.approx([0.5, 0.5], abs=0.03)


def test_it_speaks_the_languages_of_the_questionnaire():
    assert [line for line in model_text(MODEL).splitlines() if line.startswith("#")] == [
        "# A draft: the numbers are plain assumptions that nobody has measured. Change them to what you expect to find."
    ]


CALL = """\
questionnaire: q
version: "1"
languages: [en]
title: T
sections:
  - id: call
    title: Call
    role: screening
    screen_out: "result != 'reached' or age < 18"
    items:
      - {id: result, kind: single_choice, text: And?, options: {reached: Yes, later: Later, never: No, wrong: Wrong}}
      - {id: age, kind: number, text: Age?, minimum: 18}
  - {id: s, title: S, items: [{id: a, kind: open_text, text: A?}]}
"""


def test_most_give_an_answer_that_does_not_screen_them_out():
    called = parse_questionnaire(CALL)
    shares = drafted_model(called).groups["result"].shares
    assert shares == {"reached": 0.901, "later": 0.033, "never": 0.033, "wrong": 0.033}
    finished = simulate(called, 200, 1, drafted_model(called)).passage.finished
    assert 165 < finished < 195


def test_without_constructs_there_is_chance_alone():
    plain = parse_questionnaire(
        'questionnaire: q\nversion: "1"\nlanguages: [en]\ntitle: T\n'
        "sections: [{id: s, title: S, items: [{id: a, kind: open_text, text: A?}]}]\n"
    )
    model = drafted_model(plain)
    assert (model.paths, model.loadings, model.missing.share) == ({}, {}, 0.03)
