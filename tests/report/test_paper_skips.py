"""Where answers lead: told rightly, and never past a question that somebody with this answer is asked."""

from pathlib import Path
from random import Random

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.expression import Expression
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import load_questionnaire
from surveykit.report.paper_skips import Order, possible, printed_order
from tests.items.contract import questionnaire

EVERY = load_questionnaire(Path(__file__).parents[2] / "questionnaires" / "every-item.yaml")
AFTER_SALES = load_questionnaire(Path(__file__).parents[2] / "questionnaires" / "after-sales.yaml")
CHOICES = """
- id: a
  kind: single_choice
  text: {en: A, zh: 甲}
  options: {yes: {en: "Yes", zh: 是}, no: {en: "No", zh: 否}, untold: {en: None, zh: 无, missing: refused}}
- {id: b, kind: number, text: {en: B, zh: 乙}, relevant: a = 'yes'}
- {id: c, kind: number, text: {en: C, zh: 丙}, relevant: b > 2}
- id: d
  kind: multiple_choice
  text: {en: D, zh: 丁}
  options: {x: {en: X, zh: 叉}, y: {en: Y, zh: 歪}, none: {en: None, zh: 无, exclusive: true}}
- {id: e, kind: number, text: {en: E, zh: 戊}, relevant: "selected(d, 'x') or selected(d, 'y')"}
- {id: f, kind: rating, text: {en: F, zh: 己}, scale: speed5}
- {id: g, kind: number, text: {en: G, zh: 庚}, relevant: f < 3 and b > 2}
- {id: h, kind: information, text: {en: H, zh: 辛}}
"""


def order(asked: Questionnaire) -> Order:
    items = [(section, item) for section in asked.sections for item in printed_order(section.items)]
    numbered = [item for _, item in items if not item.unseen and item.variables()]
    return Order(items, {item.id: number for number, item in enumerate(numbered, 1)})


def skips(name: str) -> dict[str, int | None]:
    asked = questionnaire(CHOICES)
    return order(asked).skips(asked.item_by_id[name])


def test_an_answer_leads_past_what_it_leaves_out_and_past_what_depends_on_that() -> None:
    assert skips("a") == {"no": 4, "untold": 4}


def test_of_a_multiple_choice_only_an_option_that_excludes_the_others_leads_anywhere() -> None:
    assert skips("d") == {"none": 6}


def test_after_the_last_question_comes_the_end() -> None:
    assert skips("f") == {"3": None, "4": None, "5": None, "-5": None}


def test_what_one_answer_cannot_tell_is_not_skipped() -> None:
    assert skips("b") == {}
    asked = questionnaire(CHOICES)
    assert {"1", "2"} & set(order(asked).skips(asked.item_by_id["f"])) == set()


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("a = 1 and b = 2", {False}),
        ("a = 3 or b = 2", {True}),
        ("a = 3 and b = 2", {True, False, None}),
        ("not (a = 1 and b = 2)", {True}),
        ("m = 1", {None}),
        ("not (m = 1)", {None}),
        ("m = 1 and b = 2", {None, False}),
        ("answered(m)", {False}),
    ],
)
def test_three_truth_values_are_followed_through_a_condition(condition: str, values: set[bool | None]) -> None:
    known = {"a": 3, "m": Missing.NOT_ASKED}
    assert possible(Expression.parse(condition), known) == values


@pytest.mark.parametrize("asked", [EVERY, AFTER_SALES], ids=lambda asked: asked.id)
def test_whoever_follows_the_arrows_misses_no_question_that_the_form_asks(asked: Questionnaire) -> None:
    paper, random, followed = order(asked), Random(1), 0
    items = [item for _, item in paper.items]
    for number in range(150):
        answers = {}
        for item in asked.items:
            answers |= item.random_answer(random)
        route = asked.route(answers, seed=number, number=number)
        for at, item in enumerate(items):
            if not route.asked[item.id]:
                continue
            given = route.settled[item.variables()[0].name] if item.variables() else None
            name = str(getattr(given, "value", given))
            for answer, target in paper.skips(item).items():
                if answer == name and not item.parts():
                    followed += 1
                    end = len(paper.numbers) + 1 if target is None else target
                    between = [i for i in items[at + 1 :] if paper.numbers.get(i.id, end) < end]
                    assert not any(route.asked[i.id] for i in between), (item.id, answer)
    assert followed > 20


def test_a_list_comes_last_unless_something_reads_it() -> None:
    recall = """
    - id: makers
      kind: recall
      text: {en: Which?, zh: 哪些？}
      aided: {en: And these?, zh: 这些呢？}
      options: {n: {en: North, zh: 北}, s: {en: South, zh: 南}}
    - {id: other, kind: number, text: {en: Other, zh: 其他}}
    """
    assert [i.id for i in printed_order(questionnaire(recall).items)] == ["makers", "other", "makers_aided"]
    read = recall.replace("zh: 其他}", "zh: 其他}, relevant: \"selected(makers, 'n')\"")
    assert [i.id for i in printed_order(questionnaire(read).items)] == ["makers", "makers_aided", "other"]
