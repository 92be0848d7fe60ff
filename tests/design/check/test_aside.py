"""Advice that is set aside with a reason, and what cannot be."""

import pytest

from surveykit.design.load import parse_questionnaire
from surveykit.design.review import review
from surveykit.design.save import questionnaire_text
from surveykit.errors import Severity
from tests.design.check.definitions import codes, rating, reviewed, source


def always(ignore: str = "") -> str:
    return rating(en="Was the repair always quick?", more=f", ignore: {{{ignore}}}" if ignore else "")


def test_advice_on_an_item_is_set_aside_with_its_reason():
    assert "absolute-words" in codes(always())
    found = reviewed(always("L4: taken over from 2019"))
    assert "absolute-words" not in {p.code for p in found.problems}
    assert [(a.problem.code, a.reason) for a in found.aside] == [("absolute-words", "taken over from 2019")]


def test_advice_on_everything_is_set_aside_at_the_top():
    two = f"{always()}\n{rating('r', en='Was the visit always short?')}"
    found = reviewed(two, "ignore: {L4: our house style}\n")
    assert [p.code for p in found.problems] == []
    assert [a.reason for a in found.aside] == ["our house style"] * 2


def test_an_item_sets_nothing_aside_for_its_neighbours():
    two = f"{always('L4: old')}\n{rating('r', en='Was the visit always short?')}"
    assert "absolute-words" in codes(two)


@pytest.mark.parametrize(
    ("ignore", "code"),
    [
        ("L44: why", "unknown-rule"),
        ("l4: why", "unknown-rule"),
        ("S1: why", "rule-not-ignorable"),
        ("S2: why", "rule-not-ignorable"),
        ('L4: ""', "ignore-without-reason"),
        ('L4: "  "', "ignore-without-reason"),
        ("L4:", "needs-value"),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_what_cannot_be_set_aside_is_an_error_at_its_place(ignore, code, whole):
    top = f"ignore: {{{ignore}}}\n" if whole else ""
    found = reviewed(always("" if whole else ignore), top)
    (problem,) = [p for p in found.problems if p.code == code]
    assert problem.severity is Severity.ERROR
    assert problem.place.line == (6 if whole else 11)


def test_a_rule_that_nearly_fits_is_proposed():
    (problem,) = [p for p in reviewed(always("l4: why")).problems if p.code == "unknown-rule"]
    assert "L4" in str(problem.values["hint"])


def test_an_error_stays_an_error():
    bands = (
        "- {id: q, kind: single_choice, text: {en: Which?, zh: 哪个？}, ignore: {S19: no need}, "
        'options: {a: {en: "1-5", zh: "1-5"}, b: {en: "5-9", zh: "5-9"}}}'
    )
    assert "bands-overlap" in codes(bands)
    assert "no-instruction" in codes(bands, "ignore: {S19: told on the phone}\n", intro=None)


def test_what_sets_nothing_aside_is_told():
    (problem,) = [p for p in reviewed(rating(more=", ignore: {L4: why}")).problems if p.code == "ignore-of-nothing"]
    assert problem.severity is Severity.ADVICE


def test_reasons_survive_saving():
    asked = parse_questionnaire(source(always("L4: 'taken over: 2019'"), "ignore: {S19: told on the phone}\n"))
    again = parse_questionnaire(questionnaire_text(asked))
    assert again == asked
    assert dict(again.items[0].ignore) == {"L4": "taken over: 2019"}
    assert dict(again.ignore) == {"S19": "told on the phone"}


def test_a_reason_in_a_repeated_section_holds_for_every_copy():
    used = (
        "- {id: used, kind: multiple_choice, text: {en: Which?, zh: 哪些？}, "
        "options: {a: {en: Shop, zh: 店}, b: {en: App, zh: 应用}}}"
    )
    asked = "text: {en: 'Was ${repeat} always good?', zh: '${repeat}好吗？'}"
    again = (
        "  - id: way\n    repeat: used\n    title: {en: Way, zh: 途径}\n    items:\n"
        f"      - {{id: w, kind: open_text, {asked}, ignore: {{L4: old}}}}\n"
    )
    found = review(source(used) + again)
    assert not {"absolute-words", "ignore-of-nothing"} & {p.code for p in found.problems}
    assert [a.reason for a in found.aside] == ["old"]
