"""The preview: what is saved appears, a fault is told above the form as it was, and nothing is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server
from werkzeug.test import Client

from surveykit.core.codebook import Missing
from surveykit.core.response import StaleRevision, Status
from surveykit.design.load import parse_questionnaire
from surveykit.form.headers import FIXED
from surveykit.form.preview import STATE, Preview
from surveykit.form.preview_store import PreviewStore
from tests.form.conftest import TEMPLATES, text_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOON = 1_000
"""Milliseconds within which a change is to be seen."""
SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
sections:
  - id: visit
    title: {en: Your visit, zh: 您的到访}
    items:
      - id: way
        kind: single_choice
        text: {en: How did you come?, zh: 您怎么来的？}
        options: {foot: {en: On foot, zh: 步行}, bus: {en: By bus, zh: 公交}}
      - {id: line, kind: short_text, text: {en: Which line?, zh: 哪一路？}, relevant: way = 'bus'}
      - {id: why, kind: open_text, text: {en: What brought you here?, zh: 您为何而来？}}
  - id: end
    title: {en: The end, zh: 结束}
    items:
      - {id: more, kind: open_text, text: {en: Anything else?, zh: 还有吗？}}
"""
FAULTY = SHOP.replace("kind: open_text, text: {en: Anything", "kind: open_txt, text: {en: Anything")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


@pytest.fixture
def preview(file: Path) -> Preview:
    return Preview(file, lambda text: parse_questionnaire(text, file.name), [TEMPLATES])


@pytest.fixture
def client(preview: Preview) -> Client:
    return Client(preview)


def test_every_page_has_the_bar_with_links_to_all_pages(client: Client) -> None:
    for path in ("/shop/en", "/shop/en/visit", "/shop/en/end"):
        page = client.get(path).text
        assert page.count('id="preview"') == 1
        assert all(f'<li><a href="/shop/en{end}">' in page for end in ("", "/visit", "/end"))
    assert "shop.yaml的预览" in text_of(client.get("/shop/zh/visit").text)


def test_the_pages_have_the_headers_of_the_form_and_no_script_inside(client: Client) -> None:
    answer = client.get("/shop/en/visit")
    assert all(answer.headers[name] == value for name, value in FIXED.items())
    assert all("<script src=" in tag for tag in answer.text.split("</script>")[:-1])
    assert "style=" not in answer.text


def test_a_saved_change_is_on_the_next_page_and_in_the_state(client: Client, file: Path) -> None:
    before = client.get(STATE).text
    assert client.get(STATE).text == before
    file.write_text(SHOP.replace("How did you come?", "How did you get here?"), encoding="utf-8")
    assert client.get(STATE).text != before
    assert "How did you get here?" in client.get("/shop/en/visit").text


@pytest.mark.parametrize(("language", "said"), [("en", "there is no item kind"), ("zh", "没有题型“open_txt”")])
def test_a_fault_is_told_with_its_place_above_the_form_as_it_was(
    client: Client, file: Path, language: str, said: str
) -> None:
    client.get("/")
    file.write_text(FAULTY, encoding="utf-8")
    page = text_of(client.get(f"/shop/{language}/end").text)
    assert "shop.yaml:18:" in page
    assert said in page
    assert {"en": "Anything else?", "zh": "还有吗？"}[language] in page
    file.write_text(SHOP, encoding="utf-8")
    assert "shop.yaml:18:" not in client.get(f"/shop/{language}/end").text


def test_a_file_at_fault_from_the_start_is_told_too_and_what_it_says_is_escaped(client: Client, file: Path) -> None:
    file.write_text(SHOP.replace("kind: single_choice", 'kind: "<b>"'), encoding="utf-8")
    page = client.get("/shop/en/visit").text
    assert "shop.yaml:10:" in page
    assert "<b>" not in page
    file.unlink()
    assert "there is no such file" in text_of(client.get("/").text)


def test_a_reserved_section_is_told_and_not_served(client: Client, file: Path) -> None:
    client.get("/")
    file.write_text(SHOP.replace("- id: end", "- id: thanks"), encoding="utf-8")
    assert "thanks" in text_of(client.get("/shop/en/end").text)
    assert client.get("/shop/en/end").status_code == 200


def test_answers_go_over_to_the_version_that_is_shown_where_they_still_fit() -> None:
    store = PreviewStore()
    old = parse_questionnaire(SHOP)
    new = parse_questionnaire(
        SHOP.replace("bus: {en: By bus", "tram: {en: By tram").replace("way = 'bus'", "way = 'tram'")
    )
    store.register(old)
    begun = store.start(old, "key", "en", NOON)
    saved = store.save(begun, {"way": "bus", "why": "bread", "line": Missing.NOT_ANSWERED}, NOON)
    store.register(new)
    found = store.find("shop", "key")
    assert found is not None
    assert found.version == new.hash
    assert found.answers == {"why": "bread", "line": Missing.NOT_ANSWERED}
    with pytest.raises(StaleRevision):
        store.save(begun, {"why": "milk"}, NOON)
    closed = store.submit(saved, dict(saved.answers), NOON)
    assert closed.status is Status.COMPLETE
    assert store.find("shop", "another") is None


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, preview, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/shop"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
def test_a_saved_change_is_seen_within_a_second_and_what_was_typed_stays(
    page: Callable[..., Page], address: str, file: Path
) -> None:
    shown = page()
    shown.goto(f"{address}/en/visit")
    shown.get_by_label("By bus").check()
    shown.get_by_label("Which line?").fill("12")
    shown.get_by_label("What brought you here?").fill("bread")
    began = time.monotonic()
    file.write_text(SHOP.replace("How did you come?", "How did you get here?"), encoding="utf-8")
    expect(shown.get_by_role("group", name="How did you get here?")).to_be_visible(timeout=SOON)
    assert time.monotonic() - began < SOON / 1000
    expect(shown.get_by_label("By bus")).to_be_checked()
    expect(shown.get_by_label("Which line?")).to_have_value("12")
    expect(shown.get_by_label("What brought you here?")).to_have_value("bread")
    shown.locator("main button.primary").click()
    expect(shown.get_by_label("Anything else?")).to_be_visible()


@pytest.mark.browser
def test_a_fault_appears_with_its_line_and_goes_when_it_is_mended(
    page: Callable[..., Page], address: str, file: Path
) -> None:
    shown = page()
    shown.goto(f"{address}/en/end")
    shown.get_by_label("Anything else?").fill("no")
    file.write_text(FAULTY, encoding="utf-8")
    alert = shown.get_by_role("alert")
    expect(alert).to_contain_text("shop.yaml:18:", timeout=SOON)
    expect(shown.get_by_label("Anything else?")).to_have_value("no")
    file.write_text(SHOP, encoding="utf-8")
    expect(alert).to_have_count(0, timeout=SOON)
    expect(shown.get_by_label("Anything else?")).to_have_value("no")


@pytest.mark.browser
def test_the_preview_works_without_script(page: Callable[..., Page], address: str, file: Path) -> None:
    shown = page(javascript=False)
    shown.goto(f"{address}/en/visit")
    file.write_text(FAULTY, encoding="utf-8")
    shown.reload()
    expect(shown.get_by_role("alert")).to_contain_text("shop.yaml:18:")
    shown.get_by_text("All pages").click()
    shown.get_by_role("link", name="The end").click()
    expect(shown.get_by_label("Anything else?")).to_be_visible()
