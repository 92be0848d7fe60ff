"""A section repeated for each option that was chosen."""

from surveykit.core.codebook import Missing
from surveykit.design.load import parse_questionnaire, read_definition

VISITS = """
questionnaire: visits
version: "1"
languages: [en, zh]
title: {en: Visits, zh: 接触}
sections:
  - id: where
    title: {en: Where, zh: 何处}
    items:
      - id: used
        kind: multiple_choice
        text: {en: What did you use?, zh: 您用过哪些？}
        options:
          shop: {en: the shop, zh: 门店}
          app: {en: the app, zh: 应用}
          none: {en: none, zh: 无, exclusive: true}
  - id: visit
    repeat: used
    title: {en: "About ${repeat}", zh: "关于${repeat}"}
    items:
      - {id: happy, kind: rating, text: {en: "How was ${repeat}?", zh: "${repeat}如何？"}, scale: {from: 1, to: 5}}
      - id: details
        kind: matrix
        text: {en: In detail, zh: 具体}
        scale: {from: 1, to: 5}
        rows: {quick: {en: Quick, zh: 快}, clear: {en: Clear, zh: 清楚}}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}, relevant: happy <= 2 and quick < 3}
"""


def test_each_option_that_is_an_answer_gets_its_section():
    asked = parse_questionnaire(VISITS)
    assert [s.id for s in asked.sections] == ["where", "visit_shop", "visit_app"]
    assert asked.sections[1].title == {"en": "About the shop", "zh": "关于门店"}
    assert asked.item_by_id["happy_app"].text == {"en": "How was the app?", "zh": "应用如何？"}
    assert {"quick_shop", "clear_shop", "quick_app"} <= asked.codebook.by_name.keys()


def test_a_copy_is_asked_of_those_who_chose_the_option_and_reads_its_own_answers():
    asked = parse_questionnaire(VISITS)
    answers = {"used_shop": 1, "used_app": 0, "used_none": 0, "happy_shop": 1, "quick_shop": 2, "happy_app": 1}
    state = asked.asked(answers)
    assert state["happy_shop"]
    assert state["why_shop"]
    assert not state["happy_app"]
    assert asked.settled(answers)["happy_app"] is Missing.NOT_ASKED


def test_a_fault_inside_is_told_where_it_is_written():
    source = VISITS.replace("happy <= 2", "hapy <= 2")
    found = read_definition(source, "v.yaml")[1]
    assert {(p.code, p.place.line) for p in found} == {("relevant-unknown", 27)}


def test_a_condition_that_grows_past_the_caps_is_told():
    long = " and ".join(["happy > 0"] * 90)
    source = VISITS.replace("happy <= 2 and quick < 3", long + " " * (1985 - len(long)) + "or 1=1")
    assert "expression-too-long" in {p.code for p in read_definition(source)[1]}
