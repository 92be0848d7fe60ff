"""The form in a real browser: with and without script, narrow and wide, by keyboard alone."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Status
from surveykit.design.load import parse_questionnaire
from surveykit.design.wording import load_template, make, settings
from surveykit.form.app import create_app
from tests.form.conftest import TEMPLATES
from tests.form.memory import MemoryStore


@pytest.fixture(scope="module")
def after_sales() -> Questionnaire:
    template = load_template(TEMPLATES / "questionnaire" / "after-sales.yaml")
    return parse_questionnaire(make(template, "after-sales", settings({}, template)))


@pytest.fixture
def address(after_sales: Questionnaire, store: MemoryStore) -> Iterator[str]:
    """The form, served on a port of its own."""
    server = make_server("127.0.0.1", 0, create_app([after_sales], store, [TEMPLATES]), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/after-sales"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Watched:
    """A page whose complaints and requests are collected."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def next(self) -> None:
        self.page.locator("main button.primary").click()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Watched]]:
    contexts = []
    opened: list[Watched] = []

    def open_page(width: int = 1280, script: bool = True, path: str = "en", **options: object) -> Watched:
        context = chromium.new_context(java_script_enabled=script, viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.on("console", lambda m: watched.complaints.append(m.text))
        watched.page.on("pageerror", lambda e: watched.complaints.append(str(e)))
        watched.page.on("request", lambda r: None if "//127.0.0.1:" in r.url else watched.foreign.append(r.url))
        opened.append(watched)
        watched.page.goto(f"{address}/{path}")
        return watched

    yield open_page
    for context in contexts:
        context.close()
    for watched in opened:
        assert not watched.foreign
        # A page of errors is answered with 422, which Chromium notes in its console.
        assert not [c for c in watched.complaints if "status of 422" not in c]


def reflows(page: Page) -> bool:
    """Whether nothing stands out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_after_sales_is_answered(
    open_page: Callable[..., Watched], store: MemoryStore, width: int, script: bool
) -> None:
    watched = open_page(width, script)
    page = watched.page
    page.get_by_role("link", name="Start", exact=True).click()
    page.get_by_label("how many times").fill("3")
    page.get_by_label("A visit to my home").check()
    watched.next()
    page.get_by_role("group", name="how satisfied").get_by_label("rather satisfied").check()
    watched.next()
    page.get_by_role("radio", name="Getting through to someone who could help very quick").check()
    page.get_by_label("On a later day").check()
    watched.next()
    page.get_by_label("There was a wait for spare parts").check()
    watched.next()
    watched.next()
    if script:
        for option in ("Skilled staff", "Quick action"):
            page.get_by_role("button", name=f"Add {option}").click()
        page.get_by_role("button", name="Move Quick action up").click()
    else:
        page.get_by_label("Quick action").select_option("1")
        page.get_by_label("Skilled staff").select_option("2")
    watched.next()
    page.get_by_role("group", name="A friend is choosing").get_by_label("4", exact=True).check()
    if not script:  # with script the next question is there at once
        watched.next()
    page.get_by_label("What would have to change").fill("Shorter waits")
    watched.next()
    page.get_by_label("25 to 34").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    answers = store.only.answers
    assert store.only.status is Status.COMPLETE
    assert (answers["visits"], answers["channel"], answers["punctual"]) == (3, "home", "another_day")
    assert (answers["sa_1"], answers["rs_1"], answers["problems_parts"]) == (4, 5, 1)
    assert (answers["priorities_speed"], answers["priorities_skill"]) == (1, 2)
    assert (answers["recommend"], answers["why"], answers["age"]) == (4, "Shorter waits", "from_25")


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(open_page: Callable[..., Watched]) -> None:
    watched = open_page(360, script=False, path="en/occasion")
    page = watched.page
    page.get_by_label("how many times").fill("many")
    watched.next()
    assert page.title().startswith("Error:")
    expect(page.locator(".notice")).to_be_focused()
    page.get_by_role("link", name="how many times").click()
    expect(page.get_by_label("how many times")).to_be_focused()
    expect(page.get_by_label("how many times")).to_have_value("many")


def test_a_ranking_is_made_by_keyboard_alone(open_page: Callable[..., Watched], store: MemoryStore) -> None:
    watched = open_page(path="en/coverage")
    page = watched.page
    selects = page.locator(".ranking select")
    assert selects.evaluate_all("all => all.map(s => s.value)") == [""] * 6
    page.get_by_role("button", name="Add Quick action").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Remove Quick action")).to_be_focused()
    page.get_by_role("button", name="Add Fair charges").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".ranking li.placed").first).to_contain_text("Fair charges")
    expect(page.locator(".ranking li.placed").first.locator(":focus")).to_be_visible()
    expect(page.locator(".ranking [aria-live]")).to_have_text("Fair charges: place 1 of 2")
    page.get_by_role("button", name="Add Skilled staff").press("Space")
    expect(page.get_by_role("button", name="Add Little trouble for me")).to_be_disabled()
    page.get_by_role("button", name="Remove Quick action").press("Space")
    watched.next()
    ranks = {name: rank for name, rank in store.only.answers.items() if name.startswith("priorities_")}
    assert {name for name, rank in ranks.items() if rank in (1, 2)} == {"priorities_price", "priorities_skill"}
    assert ranks["priorities_price"] == 1


def test_a_tap_anywhere_on_an_option_places_it(open_page: Callable[..., Watched]) -> None:
    page = open_page(path="en/coverage").page
    page.locator(".ranking li .label", has_text="Skilled staff").click()
    page.locator(".ranking li", has_text="Quick action").locator(".place").click()
    expect(page.locator(".ranking li.placed")).to_have_count(2)
    expect(page.locator(".ranking li.placed").first).to_contain_text("Skilled staff")
    page.locator(".ranking li.placed .label", has_text="Skilled staff").click()
    expect(page.locator(".ranking li.placed")).to_have_count(2)


def test_an_exclusive_answer_stands_alone(open_page: Callable[..., Watched]) -> None:
    page = open_page(path="en/outcome").page
    page.get_by_label("An appointment was moved").check()
    page.get_by_label("None of these").check()
    expect(page.get_by_label("An appointment was moved")).not_to_be_checked()
    page.get_by_label("A charge came as a surprise").check()
    expect(page.get_by_label("None of these")).not_to_be_checked()


def test_an_optional_answer_can_be_cleared(open_page: Callable[..., Watched]) -> None:
    page = open_page(path="en/overall").page
    clear = page.get_by_role("group", name="how satisfied").get_by_role("button", name="Clear")
    expect(clear).to_be_hidden()
    page.get_by_label("very satisfied").first.check()
    clear.click()
    expect(page.get_by_label("very satisfied").first).not_to_be_checked()


def test_enter_in_a_field_goes_on_and_does_not_change_the_language(open_page: Callable[..., Watched]) -> None:
    page = open_page(path="en/occasion", script=False).page
    page.get_by_label("By telephone").check()
    page.get_by_label("how many times").fill("2")
    page.get_by_label("how many times").press("Enter")
    page.wait_for_url("**/en/overall")


def test_browser_back_shows_what_was_saved(open_page: Callable[..., Watched]) -> None:
    watched = open_page(path="en/occasion")
    watched.page.get_by_label("By telephone").check()
    watched.next()
    watched.page.wait_for_url("**/en/overall")
    watched.page.go_back()
    expect(watched.page.get_by_label("By telephone")).to_be_checked()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_scrolls_sideways_at_320_pixels(
    open_page: Callable[..., Watched], after_sales: Questionnaire, address: str, language: str
) -> None:
    page = open_page(320, path=language).page
    for section in after_sales.sections:
        assert reflows(page), page.url
        page.goto(f"{address}/{language}/{section.id}")
        assert reflows(page), page.url
        page.evaluate("document.documentElement.style.fontSize = '200%'")


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(
    open_page: Callable[..., Watched], after_sales: Questionnaire, address: str, width: int
) -> None:
    page = open_page(width).page
    for section in after_sales.sections:
        page.goto(f"{address}/en/{section.id}")
        sizes = page.locator(
            "main button:visible, .languages > *, label:has(input):visible, select:visible"
        ).evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])")
        assert sizes
        assert min(min(pair) for pair in sizes if pair[0] > 1) >= 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(open_page: Callable[..., Watched], scheme: str) -> None:
    watched = open_page(path="en/occasion", color_scheme=scheme)
    watched.next()
    expect(watched.page.locator(".notice")).to_be_visible()
    weak = watched.page.evaluate(CONTRAST)
    assert weak == []


def test_a_matrix_is_a_table_when_wide_and_cards_when_narrow(open_page: Callable[..., Watched]) -> None:
    def tops(page: Page) -> list[float]:
        return page.locator("input[name=rs_1]").evaluate_all("all => all.map(r => r.getBoundingClientRect().top)")

    wide, narrow = open_page(1280, path="en/service").page, open_page(360, path="en/service").page
    assert len(set(tops(wide))) == 1
    assert tops(narrow) == sorted(set(tops(narrow)))
    expect(wide.get_by_role("columnheader", name="very slow")).to_be_visible()
    expect(narrow.locator("tr", has=narrow.locator("input[name=rs_4]")).get_by_text("4 of 4")).to_be_visible()
    for page in (wide, narrow):
        expect(page.get_by_role("radio", name="Getting through to someone who could help very slow")).to_have_count(1)
        expect(page.get_by_role("row")).to_have_count(5 + 5)


# Every visible text against the nearest opaque background: 4.5 to 1, or 3 to 1 where it is large.
CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const e of document.querySelectorAll("body *")) {
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
    const box = e.getBoundingClientRect();
    if (!words || box.width <= 1) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) weak.push(`${words}: ${style.color} on ${behind(e)}`);
  }
  return weak;
}"""
