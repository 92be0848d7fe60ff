"""Interviews of one interviewer that are alike."""

from surveykit.cleaning.rules.interviewers import Interviewers
from surveykit.core.dataset import Dataset
from tests.cleaning.applied import applied, asking, ratings, said

NAMES = [f"q{at}" for at in range(8)]
Q = asking(
    "{id: who, kind: hidden, text: Interviewer}", "{id: age, kind: number, text: Age, minimum: 0}", *ratings(*NAMES)
)
ONE = {name: 1 + at % 5 for at, name in enumerate(NAMES)}
TWO = {name: 5 - at % 5 for at, name in enumerate(NAMES)}


def data(*rows):
    return Dataset.build(
        Q, {f"r{at}": answers | {"who": who, "age": 20 + at} for at, (who, answers) in enumerate(rows)}
    )


def test_only_interviews_of_the_same_interviewer_are_compared():
    found = applied(Interviewers, data(("a", ONE), ("a", ONE), ("a", TWO), ("b", ONE), ("b", TWO)), interviewer="who")
    assert set(said(found["interviewer"])) == {"r0", "r1"}


def test_what_lies_between_interviewers_is_estimated_item_by_item():
    own = applied(Interviewers, data(*[("a", ONE)] * 3, *[("b", TWO)] * 3), interviewer="who")["interviewer"]
    values = {e.of["variable"]: e.value for e in own.estimates}
    assert values["q0"] == 1.0  # within interviewers nobody differs
    assert values["q2"] is None  # nobody differs at all
    assert own.estimates[2].reason is not None
    assert "q0" in own.notes[0]["en"] or "1.00" in own.notes[0]["zh"]


def test_it_needs_a_plan_and_two_interviewers():
    assert applied(Interviewers, data(("a", ONE), ("b", ONE))) == {}
    assert applied(Interviewers, data(("a", ONE)), interviewer="who")["interviewer"].reason is not None
