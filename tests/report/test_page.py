"""The report as a web page in a browser: it asks nobody for anything, works without script, and its tables sort."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from surveykit.charts.palette import AXIS, BLUE, GRID, INK, ON_PALE, PALE_BLUE, PAPER, QUIET, ink_on
from surveykit.core.finding import Figure, Table
from surveykit.report.compose import compose, compose_page
from surveykit.report.study import Study
from surveykit.report.theme import Colours
from tests.report.hostile_study import HOSTILE, hostile, shown
from tests.report.page_reader import PageReader
from tests.report.test_tables import FIGURES, A
from tests.report.tiny_study import DESCRIBED, STUDY, TEMPLATES, text

LANGUAGES = ("en", "zh")
Open = Callable[..., Page]
assert DESCRIBED.table is not None
ROWS = (
    (text("Item 10", "题目10"), 3.5, (3.1, 3.9), 0.5),
    (text("Item 9", "题目9"), -0.25, (-0.4, 0.1), 0.001),
    (text("Item 1", "题目1"), None, None, 0.0001),
)
SORTED = replace(DESCRIBED, table=replace(DESCRIBED.table, rows=ROWS))


def written(study: Study, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(compose_page(study, LANGUAGES, TEMPLATES), encoding="utf-8")
    return path.as_uri()


def rgb(colour: str) -> str:
    """A colour as browsers tell it."""
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def column(page: Page, at: int) -> list[str]:
    rows = page.locator(".view.en .finding .table-frame:not(.numbers *) tbody tr").all()
    return [row.locator("th, td").nth(at).inner_text() for row in rows]


def test_the_one_script_is_named_by_its_hash_and_small() -> None:
    html = compose_page(STUDY, LANGUAGES, TEMPLATES)
    (script,) = re.findall("<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert len(script) < 5000
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_text(words: str) -> None:
    reader = PageReader(compose_page(hostile(words), LANGUAGES, TEMPLATES))
    assert reader.faults == []
    assert " ".join(shown(words).split()) in shown(reader.text.replace("\u200b", ""))
    assert len(reader.attributes("script")) == 1
    assert all(address.startswith("#") for address in reader.addresses)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_screen_and_nobody_is_asked(
    page: Open, tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    shown_page = page(width=width, color_scheme=scheme)
    told: list[str] = []
    asked: list[str] = []
    shown_page.on("console", lambda message: told.append(message.text))
    shown_page.on("pageerror", lambda error: told.append(str(error)))
    shown_page.on("request", lambda request: asked.append(request.url))
    address = written(hostile(HOSTILE[-1]), tmp_path)
    shown_page.goto(address)
    shown_page.locator(f"label[for=show-{language}]").click()
    for details in shown_page.locator(f".view.{language} details").all():
        details.locator("summary").click()
    assert shown_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert told == []
    assert asked == [address]


def test_a_table_is_sorted_up_down_and_back(page: Open, tmp_path: Path) -> None:
    shown_page = page()
    shown_page.goto(written(replace(STUDY, findings=(SORTED,)), tmp_path))
    head = shown_page.locator(".view.en .finding .table-frame:not(.numbers *) thead th").nth(1)
    orders = []
    for _ in range(3):
        head.locator("button").click()
        orders.append((head.get_attribute("aria-sort"), column(shown_page, 1)))
    assert orders == [
        ("ascending", ["\u22120.25", "3.50", "\u2013"]),
        ("descending", ["3.50", "\u22120.25", "\u2013"]),
        (None, ["3.50", "\u22120.25", "\u2013"]),
    ]


def test_the_keyboard_sorts_words_as_people_count(page: Open, tmp_path: Path) -> None:
    shown_page = page()
    shown_page.goto(written(replace(STUDY, findings=(SORTED,)), tmp_path))
    head = shown_page.locator(".view.en .finding .table-frame:not(.numbers *) thead th").first
    head.locator("button").focus()
    shown_page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(shown_page, 0) == ["Item 1", "Item 9", "Item 10"]


def test_a_p_below_a_thousandth_is_the_smallest(page: Open, tmp_path: Path) -> None:
    shown_page = page()
    shown_page.goto(written(replace(STUDY, findings=(SORTED,)), tmp_path))
    shown_page.locator(".view.en .finding .table-frame:not(.numbers *) thead th button").last.click()
    assert column(shown_page, 3) == ["<\u00a0.001", ".001", ".500"]


def test_without_script_all_can_be_read(page: Open, tmp_path: Path) -> None:
    shown_page = page(javascript=False)
    shown_page.goto(written(replace(STUDY, findings=(SORTED,)), tmp_path))
    assert shown_page.locator("thead button").count() == 0
    shown_page.locator("label[for=show-zh]").click()
    assert shown_page.locator(".view.zh").is_visible()
    assert shown_page.locator(".view.en").is_hidden()
    shown_page.locator(".view.zh details.numbers summary").first.click()
    assert shown_page.locator(".view.zh details.numbers table").first.is_visible()


def test_the_contents_stay_in_sight_on_a_wide_screen_only(page: Open, tmp_path: Path) -> None:
    address = written(STUDY, tmp_path)
    for width, stays in ((1280, True), (800, False)):
        shown_page = page(width=width)
        shown_page.goto(address)
        shown_page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        top = shown_page.locator(".view.en .contents").bounding_box()
        assert top is not None
        assert (0 <= top["y"] < 800) is stays


def test_the_numbers_of_a_figure_stand_behind_it_on_the_page_and_not_in_print(page: Open, tmp_path: Path) -> None:
    figure = Figure("parts", A, FIGURES["parts"][0])
    study = replace(STUDY, findings=(replace(DESCRIBED, figure=figure),))
    shown_page = page()
    shown_page.goto(written(study, tmp_path))
    details = shown_page.locator(".view.en details.numbers")
    details.locator("summary").click()
    assert "30.0%" in details.inner_text()
    shown_page.emulate_media(media="print")
    assert details.is_hidden()


def test_a_table_that_its_figure_repeats_stands_behind_it() -> None:
    likert = {
        "scale": [{"value": v} for v in (1, 2)],
        "rows": [{"id": "SP1", "label": A, "counts": {1: 10, 2: 37}, "n": 47}],
    }
    one = Table(text("One row", "一行"), DESCRIBED.table.columns, DESCRIBED.table.rows)
    study = replace(STUDY, findings=(replace(DESCRIBED, figure=Figure("likert", A, likert), table=one),))
    html = compose(study, "en", TEMPLATES)
    behind = html.partition('<details class="numbers">')[2].partition("</details>")[0]
    assert "<summary>One row</summary>" in behind
    assert "One row" not in html.replace(behind, "")


def test_charts_follow_the_dark_scheme_and_words_on_a_pale_fill_stay_dark(page: Open, tmp_path: Path) -> None:
    shown_page = page(color_scheme="dark")
    study = replace(STUDY, findings=(replace(DESCRIBED, figure=Figure("heat_map", A, FIGURES["heat_map"][0])),))
    shown_page.goto(written(study, tmp_path))
    colour = "mark => getComputedStyle(mark).fill"
    words = {mark.evaluate(colour) for mark in shown_page.locator(".view.en .drawing text:not([fill])").all()}
    assert words == {rgb(Colours().in_the_dark.ink)}
    on_fills = {mark.evaluate(colour) for mark in shown_page.locator(f'.view.en .drawing [fill="{ON_PALE}"]').all()}
    assert on_fills == {"rgb(23, 32, 42)"}
    assert ink_on(PAPER) == INK


@pytest.mark.parametrize("colour", [INK, QUIET, AXIS, GRID, PAPER, BLUE, PALE_BLUE])
def test_every_colour_that_stands_on_paper_has_one_in_the_dark(colour: str) -> None:
    dark = (TEMPLATES[0] / "report" / "page.css").read_text().partition("prefers-color-scheme: dark")[2]
    assert f'="{colour}"]' in dark
