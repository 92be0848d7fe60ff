"""Questions that come and go while a page is filled in."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from surveykit.core.codebook import Missing
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnswerError
from tests.form.memory import MemoryStore

REPAIR = """
questionnaire: repair
version: "1"
languages: [en, zh]
title: {en: Your repair, zh: 您的维修}
sections:
  - id: before
    title: {en: Before, zh: 之前}
    items:
      - {id: years, kind: number, text: {en: How old was it?, zh: 用了几年？}, minimum: 0, maximum: 99}
      - id: bought
        kind: single_choice
        text: {en: Where from?, zh: 在哪里买的？}
        options:
          shop: {en: Shop, zh: 商店}
          web: {en: Web, zh: 网上}
          unsaid: {en: Not said, zh: 不说, missing: refused}
  - id: visit
    title: {en: The visit, zh: 上门}
    items:
      - id: channel
        kind: single_choice
        text: {en: By what way?, zh: 什么方式？}
        options:
          phone: {en: Phone, zh: 电话}
          home: {en: Home, zh: 上门}
          other: {en: Other, zh: 其他, specify: true}
          unsaid: {en: Not said, zh: 不说, missing: refused}
      - id: late
        kind: open_text
        text: {en: Why so late?, zh: 为何迟到？}
        relevant: "channel = 'home'"
        required: true
      - id: problems
        kind: multiple_choice
        text: {en: What went wrong?, zh: 出了什么问题？}
        relevant: "channel != 'phone'"
        options:
          noise: {en: Noise, zh: 噪音}
          parts: {en: Parts, zh: 配件}
          none: {en: Nothing, zh: 没有, exclusive: true}
          secret: {en: No comment, zh: 无可奉告, exclusive: true, missing: refused}
      - id: quiet
        kind: open_text
        text: {en: So it was quiet?, zh: 安静吗？}
        relevant: "not selected(problems, 'noise')"
      - id: order
        kind: ranking
        text: {en: Which first?, zh: 先修什么？}
        relevant: "selected(problems, 'noise') and selected(problems, 'parts')"
        options: {noise: {en: Noise, zh: 噪音}, parts: {en: Parts, zh: 配件}}
      - id: first
        kind: open_text
        text: {en: Why noise first?, zh: 为何先修噪音？}
        relevant: "order_noise = 1"
      - {id: cost, kind: number, text: {en: What did it cost?, zh: 费用多少？}, minimum: 0, maximum: 9999, decimals: 2}
      - {id: much, kind: open_text, text: {en: Was that too much?, zh: 太贵了吗？}, relevant: "cost > 100 * years"}
      - id: paid
        kind: open_text
        text: {en: "You paid ${cost}: how?", zh: "您付了${cost}：怎么付的？"}
        relevant: "answered(cost)"
      - id: way
        kind: open_text
        text: {en: Which other way is it?, zh: 是什么方式？}
        relevant: "length(channel_other_text) > 3"
      - id: web
        kind: open_text
        text: {en: Was the web easy?, zh: 网上方便吗？}
        relevant: "bought = 'web' and cost > 0"
"""


@pytest.fixture
def repair() -> Questionnaire:
    return parse_questionnaire(REPAIR)


@pytest.fixture
def address(make_app: Callable[..., Flask]) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, make_app(REPAIR), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/repair/en"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Visitor:
    """A browser on the second page, with what it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def question(self, words: str):
        return self.page.get_by_role("group", name=words)

    @property
    def shown(self) -> set[str]:
        return set(self.page.locator("input[name=shown]").input_value().split())

    @property
    def said(self) -> str:
        return self.page.locator("#live").inner_text()

    def next(self) -> None:
        self.page.locator("main button.primary").click()


@pytest.fixture
def open_visit(chromium: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    contexts, visitors = [], []

    def open_visit(years: str = "2", bought: str = "Shop", script: bool = True) -> Visitor:
        context = chromium.new_context(java_script_enabled=script, viewport={"width": 390, "height": 800})
        context.set_default_timeout(5_000)
        contexts.append(context)
        visitor = Visitor(context.new_page())
        visitors.append(visitor)
        visitor.page.on("console", lambda message: visitor.complaints.append(message.text))
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.goto(f"{address}/before")
        visitor.page.get_by_label("How old was it?").fill(years)
        visitor.page.get_by_label(bought).check()
        visitor.next()
        visitor.page.wait_for_url("**/visit", wait_until="load")
        return visitor

    yield open_visit
    for context in contexts:
        context.close()
    for visitor in visitors:
        assert not [c for c in visitor.complaints if "status of 422" not in c]


def test_a_follow_up_comes_and_goes_without_a_post(open_visit: Callable[..., Visitor], store: MemoryStore) -> None:
    visitor = open_visit()
    written = list(store.writes)
    late = visitor.question("Why so late?")
    expect(late).to_have_count(0)
    visitor.page.get_by_label("Home").check()
    expect(late).to_be_visible()
    expect(visitor.page.get_by_label("Home")).to_be_focused()
    assert visitor.said == "A further question: Why so late? required A further question: What went wrong?"
    visitor.page.get_by_label("Phone").check()
    expect(late).to_have_count(0)
    assert "No longer asked: Why so late?" in visitor.said
    assert visitor.shown == {"channel", "cost"}
    assert store.writes == written


def test_what_was_typed_is_kept_and_sent_only_where_it_is_asked(
    open_visit: Callable[..., Visitor], store: MemoryStore
) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    visitor.page.get_by_label("Why so late?").fill("traffic")
    visitor.page.get_by_label("Noise").check()
    visitor.page.get_by_label("Phone").check()
    visitor.page.get_by_label("Home").check()
    expect(visitor.page.get_by_label("Why so late?")).to_have_value("traffic")
    expect(visitor.page.get_by_label("Noise")).to_be_checked()
    visitor.page.get_by_label("Phone").check()
    visitor.next()
    expect(visitor.page.get_by_role("heading", name="Thank you")).to_be_visible()
    answers = store.only.answers
    assert answers["channel"] == "phone"
    assert {answers["late"], answers["problems_noise"], answers["first"]} == {Missing.NOT_ASKED}


def test_a_question_shown_by_script_is_answered_with_the_page(
    open_visit: Callable[..., Visitor], store: MemoryStore
) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    visitor.page.get_by_label("Why so late?").fill("traffic")
    visitor.next()
    expect(visitor.page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert store.only.answers["late"] == "traffic"
    assert store.only.answers["problems_noise"] is Missing.NOT_ANSWERED


def test_a_required_question_shown_by_script_is_demanded(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    visitor.next()
    expect(visitor.page.get_by_role("alert")).to_contain_text("Why so late?")
    expect(visitor.question("Why so late?")).to_be_visible()
    visitor.page.get_by_label("Phone").check()
    expect(visitor.question("Why so late?")).to_have_count(0)
    visitor.next()
    expect(visitor.page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_one_appearance_leads_to_the_next_and_all_go_together(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    page = visitor.page
    page.get_by_label("Home").check()
    page.get_by_label("Noise").check()
    expect(visitor.question("Which first?")).to_have_count(0)
    page.get_by_label("Parts").check()
    expect(visitor.question("Which first?")).to_be_visible()
    # The list of the ranking was made while the question was out of sight.
    page.get_by_role("button", name="Add Noise").press("Enter")
    expect(visitor.question("Why noise first?")).to_be_visible()
    page.get_by_role("button", name="Add Parts").press("Enter")
    page.get_by_role("button", name="Move Parts up").focus()
    page.keyboard.press("ArrowUp")
    expect(visitor.question("Why noise first?")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(visitor.question("Why noise first?")).to_be_visible()
    page.get_by_label("Nothing").check()
    expect(visitor.question("Which first?")).to_have_count(0)
    expect(visitor.question("Why noise first?")).to_have_count(0)
    page.get_by_label("Phone").check()
    assert visitor.shown == {"channel", "cost"}


def test_the_order_of_the_questions_is_that_of_the_questionnaire(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("What did it cost?").fill("900")
    visitor.page.get_by_label("Home").check()
    shown = visitor.page.locator("fieldset.question").evaluate_all("all => all.map((one) => one.id)")
    assert shown == ["q-channel", "q-late", "q-problems", "q-cost", "q-much"]


def test_a_cleared_answer_takes_its_follow_up_along(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    visitor.question("By what way?").get_by_role("button", name="Clear").click()
    expect(visitor.question("Why so late?")).to_have_count(0)
    expect(visitor.page.get_by_label("Phone")).to_be_focused()


def test_a_reason_for_no_answer_is_unknown(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    quiet = visitor.question("So it was quiet?")
    for option, asked in (("Parts", 1), ("Noise", 0), ("Nothing", 1), ("No comment", 0)):
        visitor.page.get_by_label(option, exact=True).check()
        expect(quiet).to_have_count(asked)
    visitor.page.get_by_label("Not said").check()
    expect(visitor.question("What went wrong?")).to_have_count(0)


TYPED = {
    **dict.fromkeys(["201", "1,000", "２０１", "200.01", " 300 ", "9999"], True),
    **dict.fromkeys(["200", "1,00", "200.011", "-5", "99999", "2e3", "0x999", "", "999 999"], False),
}


def test_a_typed_number_is_read_as_the_server_reads_it(
    open_visit: Callable[..., Visitor], repair: Questionnaire
) -> None:
    visitor = open_visit(years="2")
    for typed, asked in TYPED.items():
        visitor.page.get_by_label("What did it cost?").fill(typed)
        expect(visitor.question("Was that too much?")).to_have_count(int(asked))
        try:
            stored = repair.item_by_id["cost"].parse({"cost": [typed]})
        except AnswerError:
            stored = {}
        assert repair.asked({"years": 2, **stored})["much"] is asked


def test_answers_of_earlier_pages_count(open_visit: Callable[..., Visitor]) -> None:
    for bought, asked in (("Web", 1), ("Shop", 0), ("Not said", 0)):
        visitor = open_visit(bought=bought)
        visitor.page.get_by_label("What did it cost?").fill("5")
        expect(visitor.question("Was the web easy?")).to_have_count(asked)
    assert visitor.page.locator("#answers").get_attribute("data-earlier") == '{"years": 2}'


@pytest.mark.parametrize("words", ["You paid", "Which other way"])
def test_what_the_script_cannot_know_waits_for_the_post(open_visit: Callable[..., Visitor], words: str) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("What did it cost?").fill("12.50")
    visitor.page.get_by_label("Other", exact=True).check()
    visitor.page.get_by_label("Please specify").fill("by boat")
    expect(visitor.question(words)).to_have_count(0)
    visitor.next()
    expect(visitor.question(words)).to_be_visible()
    expect(visitor.page.get_by_role("status")).to_contain_text(words)


def test_a_page_shown_again_has_what_its_answers_ask_for(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("What did it cost?").fill("much")
    visitor.page.get_by_label("Home").check()
    visitor.page.get_by_label("Why so late?").fill("traffic")
    visitor.next()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.page.get_by_label("Why so late?")).to_have_value("traffic")
    visitor.page.get_by_label("What did it cost?").fill("5000")
    expect(visitor.question("Was that too much?")).to_be_visible()


def test_what_the_server_shows_is_not_taken_away_at_once(open_visit: Callable[..., Visitor]) -> None:
    visitor = open_visit()
    visitor.page.get_by_label("Home").check()
    visitor.page.get_by_label("What did it cost?").fill("5000")
    visitor.page.get_by_label("Was that too much?").fill("quite")
    visitor.next()
    expect(visitor.page.get_by_role("alert")).to_be_visible()  # nothing is said of the lateness
    visitor.page.get_by_label("What did it cost?").fill("a lot")
    expect(visitor.question("Was that too much?")).to_have_count(0)
    visitor.next()  # the saved 5000 still counts
    expect(visitor.page.get_by_label("What did it cost?")).to_have_value("a lot")
    expect(visitor.page.get_by_label("Was that too much?")).to_have_value("quite")


def test_without_script_the_page_is_as_it_was(open_visit: Callable[..., Visitor], store: MemoryStore) -> None:
    visitor = open_visit(script=False)
    assert visitor.page.locator("fieldset.question").count() == 2
    visitor.page.get_by_label("Home").check()
    expect(visitor.question("Why so late?")).to_have_count(0)
    visitor.next()
    expect(visitor.page.get_by_role("status")).to_contain_text("2 more questions")
    visitor.page.get_by_label("Why so late?").fill("traffic")
    visitor.next()
    expect(visitor.page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert store.only.answers["late"] == "traffic"
