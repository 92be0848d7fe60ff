"""What depends on answers and on chance: rules, screening, links, orders, arms, repeated sections."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from surveykit.core.codebook import Missing
from surveykit.core.response import Status
from surveykit.design.load import parse_questionnaire
from tests.form.conftest import Respondent, text_of
from tests.form.memory import MemoryStore

LOGIC = """
questionnaire: logic
version: "1"
languages: [en, zh]
title: {en: Logic, zh: 逻辑}
screened: {en: "We ask grown-ups only, ${source|friend}.", zh: 我们只询问成年人。}
sections:
  - id: you
    title: {en: You, zh: 您}
    role: screening
    screen_out: age < 18
    items:
      - id: age
        kind: number
        text: {en: Age?, zh: 年龄？}
        required: true
        minimum: 0
        maximum: 130
        validate:
          - {check: age <= 110, message: {en: Nobody is that old., zh: 没有人这么老。}}
          - {check: age <= 95, level: soft, message: {en: Really that old?, zh: 真的这么大吗？}}
          - {check: age <= 80, level: note, message: {en: What an age!, zh: 高寿！}}
      - {id: source, kind: hidden, text: {en: Source, zh: 来源}}
      - id: arm
        kind: hidden
        text: {en: Arm, zh: 组}
        draw: true
        options: {short: {en: Short, zh: 短}, long: {en: Long, zh: 长}}
      - {id: double, kind: calculated, text: {en: Twice, zh: 两倍}, value: age * 2}
      - id: used
        kind: multiple_choice
        text: {en: Used?, zh: 用过？}
        shuffle: true
        options:
          shop: {en: the shop, zh: 门店}
          app: {en: the app, zh: 应用}
          fax: {en: the fax, zh: 传真}
          post: {en: the post, zh: 邮寄}
          none: {en: nothing, zh: 都没有, exclusive: true}
  - id: visit
    repeat: used
    title: {en: "About ${repeat}", zh: "关于${repeat}"}
    items:
      - {id: happy, kind: rating, text: {en: "How was ${repeat}?", zh: "${repeat}如何？"}, scale: {from: 1, to: 5}}
  - id: last
    title: {en: Last, zh: 最后}
    items:
      - {id: sum, kind: open_text, text: {en: "Twice your age is ${double}. And?", zh: "${double}？"}}
      - {id: more, kind: open_text, text: {en: More?, zh: 还有？}, relevant: arm = 'long'}
      - id: club
        kind: single_choice
        text: {en: Which club?, zh: 哪个俱乐部？}
        options: {young: {en: Young, zh: 青年}, old: {en: Old, zh: 老年, relevant: age >= 60}, any: {en: Any, zh: 都行}}
"""


@pytest.fixture
def respondent(make_app: Callable[..., Flask]) -> Respondent:
    return Respondent(make_app(LOGIC).test_client(), "logic")


def begin(respondent: Respondent, age: str, **typed: str | list[str]) -> str:
    respondent.open("en/you")
    return respondent.press(age=age, **typed).text


def test_a_hard_rule_keeps_the_page(respondent: Respondent, store: MemoryStore) -> None:
    page = begin(respondent, "120")
    assert respondent.last.status_code == 422
    assert "Nobody is that old." in text_of(page)
    assert 'value="120"' in page
    assert store.only.status is Status.DRAFT


def test_a_soft_rule_asks_once(respondent: Respondent) -> None:
    assert "Really that old?" in text_of(begin(respondent, "99"))
    assert respondent.at == "/logic/en/you"
    respondent.press()
    assert respondent.at.startswith("/logic/en/last")


def test_a_note_is_said_and_nothing_more(respondent: Respondent) -> None:
    page = begin(respondent, "85")
    assert respondent.at.startswith("/logic/en/last")
    assert "What an age!" in text_of(page)


def test_a_rule_is_judged_again_when_the_response_is_sent(respondent: Respondent, store: MemoryStore) -> None:
    begin(respondent, "120")
    respondent.open("en/last")
    respondent.press(sum="x")
    assert respondent.at == "/logic/en/you?check"
    assert store.only.status is Status.DRAFT


def test_who_is_screened_out_ends_at_once_and_is_thanked(respondent: Respondent, store: MemoryStore) -> None:
    page = begin(respondent, "12")
    assert respondent.at == "/logic/en/thanks"
    assert "We ask grown-ups only, friend." in text_of(page)
    assert store.only.status is Status.SCREENED
    assert store.only.answers["sum"] is Missing.NOT_ANSWERED


def test_the_link_fills_hidden_items_and_nothing_else(respondent: Respondent, store: MemoryStore) -> None:
    entrance = respondent.client.get("/logic?source=receipt&age=50", follow_redirects=True)
    start = re.search(r'href="([^"]*/you[^"]*)"', entrance.text)
    assert start
    respondent.open(start[1].removeprefix("/logic/").replace("&amp;", "&"))
    assert 'name="age" value="50"' not in respondent.last.text
    respondent.press(age="30")
    assert store.only.answers["source"] == "receipt"
    assert store.only.answers["age"] == 30


def test_a_link_cannot_change_what_is_kept_or_drawn(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/you?source=first&arm=long")
    respondent.press(age="30")
    respondent.open("en/last?source=second")
    respondent.press(sum="x", source="third", arm="long")
    assert store.only.answers["source"] == "first"
    assert store.only.answers["arm"] in ("short", "long")


def test_a_section_is_repeated_for_what_was_chosen(respondent: Respondent, store: MemoryStore) -> None:
    page = begin(respondent, "30", used=["app"])
    assert respondent.at == "/logic/en/visit_app"
    assert "How was the app?" in text_of(page)
    respondent.press(happy_app="4")
    assert "Twice your age is 60. And?" in text_of(respondent.last.text)
    respondent.press(sum="x")
    assert store.only.status is Status.COMPLETE
    assert store.only.answers["happy_app"] == 4
    assert store.only.answers["happy_shop"] is Missing.NOT_ASKED
    assert store.only.answers["double"] == 60


def test_an_option_that_is_not_offered_is_neither_shown_nor_taken(respondent: Respondent, store: MemoryStore) -> None:
    page = begin(respondent, "30")
    assert "Young" in text_of(page)
    assert "Old" not in text_of(page)
    assert respondent.press(club="old").status_code == 422
    assert "club" not in store.only.answers or store.only.answers["club"] is Missing.NOT_ANSWERED
    respondent.press(club="any")
    assert store.only.answers["club"] == "any"


def test_orders_are_each_respondents_own_stay_and_are_kept(make_app: Callable[..., Flask], store: MemoryStore) -> None:
    app = make_app(LOGIC)
    seen = set()
    for _ in range(12):
        respondent = Respondent(app.test_client(), "logic")
        first = shown_options(respondent.open("en/you").text)
        assert first == shown_options(respondent.open("zh/you").text)
        assert first[-1] == "none"
        begin(respondent, "30")
        respondent.press(sum="x")
        seen.add(tuple(first))
        assert any(r.paradata["shown"]["item used"] == first for r in store.responses.values() if r.paradata)
    assert len(seen) > 1


def shown_options(html: str) -> list[str]:
    return re.findall(r'name="used" value="(\w+)"', html)


def test_arms_are_balanced_over_respondents(make_app: Callable[..., Flask], store: MemoryStore) -> None:
    app = make_app(LOGIC)
    for _ in range(8):
        respondent = Respondent(app.test_client(), "logic")
        page = begin(respondent, "30")
        assert ("More?" in text_of(page)) == (arm_of(store) == "long")
        respondent.press(sum="x")
    arms = [r.answers["arm"] for r in store.responses.values()]
    assert arms.count("short") == arms.count("long") == 4


def arm_of(store: MemoryStore) -> object:
    newest = list(store.responses.values())[-1]
    return parse_questionnaire(LOGIC).route(newest.answers, newest.seed, newest.number).settled["arm"]
