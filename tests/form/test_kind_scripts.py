"""What the kinds' own scripts add in a real browser, and that each answer arrives with and without them."""

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
sections:
  - id: all
    title: {en: All, zh: 全部}
    items:
      - {id: mail, kind: short_text, format: email, text: {en: Your e-mail, zh: 邮箱}}
      - id: city
        kind: single_choice
        appearance: dropdown
        text: {en: Which city?, zh: 哪个城市？}
        options: {north: {en: North, zh: 北方}, other: {en: Other, zh: 其他, specify: true}}
      - {id: day, kind: date_time, latest: today, text: {en: Which day?, zh: 哪一天？}}
      - {id: wait, kind: slider, maximum: 5, step: 0.5, unit: {en: hours, zh: 小时}, text: {en: How long?, zh: 多久？}}
      - id: image
        kind: semantic_differential
        text: {en: How do you see us?, zh: 您怎么看我们？}
        rows: {warm: {left: {en: cold, zh: 冷淡}, right: {en: warm, zh: 热情}}}
      - id: w
        kind: constant_sum
        text: {en: Share 100 points., zh: 请分配100分。}
        options: {speed: {en: Speed, zh: 速度}, price: {en: Price, zh: 价格}}
      - id: v
        kind: two_statements
        text: {en: Two views., zh: 两种看法。}
        first: {en: Fast is better, zh: 快的好}
        second: {en: Cheap is better, zh: 便宜的好}
        scale: {levels: {1: {en: not my view, zh: 不同意}, 2: {en: my view, zh: 同意}}}
"""


@pytest.fixture
def address(store: MemoryStore) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app([parse_questionnaire(STUDY)], store, [TEMPLATES]), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/study/en/all"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_answers_arrive(
    page: Callable[..., Page], address: str, store: MemoryStore, width: int, script: bool
) -> None:
    shown = page(width=width, javascript=script)
    shown.goto(address)
    assert shown.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    shown.get_by_label("Your e-mail").fill("li@example.org")
    shown.get_by_label("Which day?").fill("2026-01-05")
    if script:
        shown.get_by_role("slider", name="How long?").fill("2.5")
    else:
        shown.get_by_label("How long?").fill("2.5")
    shown.get_by_role("radiogroup", name="cold – warm").get_by_role("radio", name="7, warm").check()
    shown.get_by_label("Speed").fill("70")
    shown.get_by_label("Price").fill("30")
    shown.get_by_role("radiogroup", name="Cheap is better").get_by_label("my view", exact=True).check()
    shown.get_by_role("button", name="Send my answers").click()
    expect(shown.get_by_role("heading", name="Thank you")).to_be_visible()
    assert store.only.status is Status.COMPLETE
    assert store.only.answers == {
        "city": Missing.NOT_ANSWERED,
        "city_other_text": Missing.NOT_ASKED,
        "mail": "li@example.org",
        "day": "2026-01-05",
        "wait": 2.5,
        "warm": 7,
        "w_speed": 70,
        "w_price": 30,
        "v_first": Missing.NOT_ANSWERED,
        "v_second": 2,
    }


def test_a_slider_is_unset_until_it_is_touched_and_can_be_cleared(page: Callable[..., Page], address: str) -> None:
    shown = page()
    shown.goto(address)
    slider = shown.get_by_role("slider", name="How long?")
    number = shown.locator("input[name=wait]")
    expect(slider).to_have_attribute("aria-valuetext", "Not answered yet")
    expect(number).to_have_value("")
    slider.focus()
    shown.keyboard.press("ArrowRight")
    expect(number).to_have_value("3.0")
    expect(slider).to_have_attribute("aria-valuetext", "3.0 hours")
    shown.keyboard.press("Home")
    expect(number).to_have_value("0.0")
    shown.locator(".slider").get_by_role("button", name="Clear").press("Enter")
    expect(number).to_have_value("")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "Not answered yet")
    shown.keyboard.press("Space")  # the middle, where the handle lies unseen
    expect(number).to_have_value("2.5")


def test_a_tap_in_the_middle_of_a_slider_is_an_answer(page: Callable[..., Page], address: str) -> None:
    shown = page()
    shown.goto(address)
    shown.get_by_role("slider", name="How long?").click()
    expect(shown.locator("input[name=wait]")).to_have_value("2.5")


def test_the_total_is_shown_and_said(page: Callable[..., Page], address: str) -> None:
    shown = page()
    shown.goto(address)
    total, live = shown.locator(".sum .total"), shown.locator(".sum [aria-live=polite]")
    expect(total).to_have_text("Total0 of 100100 left")
    shown.get_by_label("Speed").fill("９０")
    expect(total).to_contain_text("10 left")
    expect(live).to_have_text("90 of 100, 10 left")
    shown.get_by_label("Price").fill("20")
    expect(total).to_contain_text("10 too many")
    shown.get_by_label("Price").fill("10")
    expect(live).to_have_text("100 of 100, complete")


def test_a_refused_line_is_judged_again_while_it_is_corrected(page: Callable[..., Page], address: str) -> None:
    shown = page()
    shown.goto(address)
    shown.get_by_label("Your e-mail").fill("li")
    shown.get_by_role("button", name="Send my answers").click()
    error = shown.locator("#e-mail")
    expect(error).to_contain_text("e-mail address")
    shown.get_by_label("Your e-mail").fill("li@example.org")
    expect(error).to_be_hidden()
    shown.get_by_label("Your e-mail").fill("li@example")
    expect(error).to_be_visible()


def test_a_picker_ends_today_and_needs_no_hint(page: Callable[..., Page], address: str) -> None:
    shown = page()
    shown.goto(address)
    today = shown.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)")
    expect(shown.get_by_label("Which day?")).to_have_attribute("max", today)
    expect(shown.locator("#u-day")).to_have_count(0)


def test_typed_words_choose_their_option_of_a_dropdown(page: Callable[..., Page], address: str) -> None:
    shown = page(width=360)
    faults: list[str] = []
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.goto(address)
    shown.get_by_label("Which city?").select_option("north")
    shown.get_by_label("If “Other”").fill("Harbin")
    expect(shown.get_by_label("Which city?")).to_have_value("other")
    assert not faults
