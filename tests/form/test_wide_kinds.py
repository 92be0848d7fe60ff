"""The kinds with several judgements on a row, in a real browser: cards on phones, tables where there is room."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from surveykit.core.codebook import Missing
from surveykit.core.response import Status
from surveykit.design.load import parse_questionnaire
from surveykit.form.app import create_app
from tests.form.conftest import TEMPLATES
from tests.form.memory import MemoryStore

STUDY = """
questionnaire: study
version: "1"
languages: [en, zh]
title: {en: Study, zh: 研究}
scales:
  seven: {from: 1, to: 7, low: {en: poor, zh: 差}, high: {en: good, zh: 好}}
  worded: {levels: {1: {en: bad, zh: 差}, 2: {en: so so, zh: 一般}, 3: {en: fine, zh: 好}}}
sections:
  - id: all
    title: {en: All, zh: 全部}
    items:
      - id: service
        kind: double_matrix
        text: {en: Expected and found?, zh: 期望与实际？}
        scale: seven
        rows: {call: {en: Answering the call, zh: 接听来电}, price: {en: Price, zh: 价格}}
      - id: bare
        kind: double_matrix
        text: {en: Without words, zh: 没有文字}
        scale: {from: 1, to: 5}
        importance: worded
        rows: {b: {en: Something, zh: 某项}}
      - id: contacts
        kind: touchpoint_matrix
        text: {en: Which did you use?, zh: 用过哪些？}
        satisfaction: worded
        importance: seven
        importance_of: all
        rows: {app: {en: Our app, zh: 应用}, shop: {en: Our shop, zh: 门店}}
      - id: offer
        kind: kano
        text: {en: How would you feel?, zh: 您会有什么感受？}
        features: {loan: {en: Loan device, zh: 备用机}}
"""
TARGETS = "label.point, select, button:not(.unseen)"
SMALL = """all => all.map(e => e.getBoundingClientRect())
.filter(r => r.width > 2 && (r.width < 43.5 || r.height < 43.5)).length"""


@pytest.fixture
def address(store: MemoryStore) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app([parse_questionnaire(STUDY)], store, [TEMPLATES]), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/study"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_answers_arrive(
    page: Callable[..., Page], address: str, store: MemoryStore, width: int, script: bool
) -> None:
    shown = page(width=width, javascript=script)
    shown.goto(f"{address}/en/all")
    shown.get_by_role("radio", name="Answering the call Expected 7 good").check()
    shown.get_by_role("radio", name="Answering the call Perceived 2").check()
    shown.get_by_role("radio", name="Something Importance fine").check()
    shown.get_by_role("radio", name="Our app Used Yes").check()
    shown.get_by_label("Our app: Satisfaction").select_option("2")
    shown.get_by_role("radio", name="Our shop Used No").check()
    shown.get_by_label("Our shop: Importance").select_option("6")
    shown.get_by_role("radio", name="Loan device If it is not there That would bother me").check()
    shown.get_by_role("button", name="Send my answers").click()
    expect(shown.get_by_role("heading", name="Thank you")).to_be_visible()
    given = {k: v for k, v in store.only.answers.items() if v is not Missing.NOT_ANSWERED}
    assert store.only.status is Status.COMPLETE
    assert given == {
        "call_expected": 7,
        "call_perceived": 2,
        "b_importance": 3,
        "app_used": 1,
        "app_satisfaction": 2,
        "shop_used": 0,
        "shop_satisfaction": Missing.NOT_ASKED,
        "shop_importance": 6,
        "loan_absent": 5,
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_stands_out_and_every_target_can_be_hit(page: Callable[..., Page], address: str, language: str) -> None:
    shown = page(javascript=False)
    shown.goto(f"{address}/{language}/all")
    for width in (320, 360, 768, 1152, 1280):
        shown.set_viewport_size({"width": width, "height": 800})
        assert shown.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert shown.locator(TARGETS).evaluate_all(SMALL) == 0


def test_points_stand_under_their_own_heads(page: Callable[..., Page], address: str) -> None:
    shown = page(width=1280)
    shown.goto(f"{address}/en/all")
    for aspect, value in (("expected", 1), ("expected", 7), ("perceived", 4)):
        head = shown.locator(f"#c-service-{aspect}-{value}").bounding_box()
        point = shown.locator(f"input[name=call_{aspect}][value='{value}']").bounding_box()
        assert head
        assert point
        assert abs(head["x"] + head["width"] / 2 - point["x"] - point["width"] / 2) < 2


def test_only_what_was_used_is_judged(page: Callable[..., Page], address: str) -> None:
    shown = page(width=360)
    shown.goto(f"{address}/en/all")
    judged = shown.get_by_label("Our app: Satisfaction")
    expect(judged).to_be_hidden()
    expect(judged).to_be_disabled()
    expect(shown.get_by_label("Our app: Importance")).to_be_visible()
    shown.get_by_role("radio", name="Our app Used Yes").check()
    judged.select_option("3")
    shown.get_by_role("radio", name="Our app Used No").check()
    expect(judged).to_be_hidden()
    shown.get_by_role("radio", name="Our app Used Yes").check()
    expect(judged).to_have_value("3")
    shown.locator("#q-contacts").get_by_role("button", name="Clear").click()
    expect(judged).to_be_hidden()


def test_without_script_a_hint_says_what_to_leave_empty(page: Callable[..., Page], address: str) -> None:
    shown = page(javascript=False)
    shown.goto(f"{address}/en/all")
    expect(shown.get_by_text("say only how important it is")).to_be_visible()
    expect(shown.get_by_label("Our app: Satisfaction")).to_be_visible()
