"""Every kind on a page: what it shows, what it posts, and what hostile words do to it."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from surveykit.core.item import KINDS, Item
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire
from surveykit.form.filling import Filling
from surveykit.form.pages import Pages
from surveykit.form.static import read_assets
from tests.form.conftest import TEMPLATES, controls, text_of
from tests.items.contract import example

KINDS_TEXT = """
questionnaire: kinds
version: "1"
languages: [en, zh]
title: {en: All kinds, zh: 所有题型}
scales:
  worded:
    levels: {1: {en: slow, zh: 慢}, 2: {en: so so, zh: 一般}, 3: {en: quick, zh: 快}}
    not_applicable: {en: did not use, zh: 未使用}
  ends: {from: 0, to: 10, low: {en: never, zh: 绝不}, high: {en: surely, zh: 一定}}
sections:
  - id: all
    title: {en: All, zh: 全部}
    items:
      - id: single
        kind: single_choice
        text: {en: Which one?, zh: 哪一个？}
        required: true
        help: {en: The main one., zh: 主要的。}
        options:
          a: {en: Alpha, zh: 甲}
          b: {en: Beta, zh: 乙}
          o: {en: Other, zh: 其他, specify: true}
          no: {en: Rather not say, zh: 不说, missing: refused}
      - id: several
        kind: multiple_choice
        text: {en: Which ones?, zh: 哪几个？}
        options: {a: {en: Alpha, zh: 甲}, b: {en: Beta, zh: 乙}, none: {en: None, zh: 都没有, exclusive: true}}
      - {id: worded_rating, kind: rating, text: {en: How quick?, zh: 多快？}, scale: worded}
      - {id: number_rating, kind: rating, text: {en: How likely?, zh: 多大可能？}, scale: ends}
      - id: amount
        kind: number
        text: {en: How many?, zh: 几次？}
        unit: {en: times, zh: 次}
        minimum: 0
        maximum: 99
      - {id: words, kind: open_text, text: {en: Why?, zh: 为什么？}, lines: 3}
      - id: order
        kind: ranking
        text: {en: What first?, zh: 什么最重要？}
        top: 2
        options: {x: {en: Speed, zh: 速度}, y: {en: Price, zh: 价格}, z: {en: Advice, zh: 建议}}
      - id: grid
        kind: matrix
        text: {en: How quick each?, zh: 各有多快？}
        scale: worded
        rows: {g_1: {en: Calls, zh: 电话}, g_2: {en: Repairs, zh: 维修}}
      - id: wide
        kind: matrix
        text: {en: How likely each?, zh: 各多大可能？}
        scale: ends
        rows: {w_1: {en: Return, zh: 再来}}
"""
KINDS_ASKED = parse_questionnaire(KINDS_TEXT)
ITEMS = {item.id: (KINDS_ASKED, item) for item in KINDS_ASKED.items} | {
    kind: (example(kind), example(kind).items[0])
    for kind, made in sorted(KINDS.items())
    if kind not in {item.kind for item in KINDS_ASKED.items} and not made.unseen and example(kind).items[0].variables()
}
"""The items above, and of every other kind that respondents answer the sample in its own documentation."""


@pytest.fixture(scope="module")
def kinds() -> Questionnaire:
    return KINDS_ASKED


@pytest.fixture(scope="module")
def pages() -> Pages:
    def address(*parts: object) -> str:
        return "/" + "/".join(str(p) for p in parts[1:])

    return Pages([TEMPLATES], read_assets([TEMPLATES]), lambda name: f"/{name}", address)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("id", ITEMS)
def test_every_kind_has_a_legend_and_a_label_for_each_control(pages: Pages, id: str, language: str) -> None:
    kinds, item = ITEMS[id]
    page = pages.item(kinds, item, language).fill(Filling())
    legend = re.search(r"<legend[^>]*>(.*?)</legend>", page, re.S)
    assert legend
    assert item.text[language] in text_of(legend[1])
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    wrapped = set(re.findall(r'<label[^>]*><input[^>]* id="([^"]+)"', page))
    posting = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page))
    assert posting
    assert posting <= labelled | wrapped
    assert len(re.findall(r'\sid="', page)) == len(set(re.findall(r'\sid="([^"]+)"', page)))


@pytest.mark.parametrize("id", ITEMS)
def test_answers_come_back_from_the_page_as_they_went_in(pages: Pages, id: str) -> None:
    kinds, item = ITEMS[id]
    for seed in range(20):
        answers = item.random_answer(Random(seed))
        page = pages.item(kinds, item, "en").fill(Filling(item.fields_of(answers)))
        assert item.parse(controls(page)) == answers


@pytest.mark.parametrize("id", ITEMS)
def test_an_untouched_page_posts_no_answer(pages: Pages, id: str) -> None:
    kinds, item = ITEMS[id]
    posted = controls(pages.item(kinds, item, "en").fill(Filling()))
    assert not [value for values in posted.values() for value in values if value]


@pytest.mark.parametrize("id", ITEMS)
def test_each_field_has_a_target_for_its_link_and_a_place_for_its_error(pages: Pages, id: str) -> None:
    kinds, item = ITEMS[id]
    made = pages.item(kinds, item, "en")
    assert item.id in made.fields("error")
    for field in made.fields("error"):
        page = made.fill(Filling(errors={field: "Please & again"}))
        assert f'id="e-{field}"' in page
        assert "Please &amp; again" in page
        if field in made.fields("invalid"):  # else the link leads to the question as a whole
            assert f'id="f-{field}"' in page
            assert f'aria-describedby="e-{field}' in page or f'e-{field}"' in page


def test_required_is_said_in_words(pages: Pages, kinds: Questionnaire) -> None:
    item = kinds.item_by_id["single"]
    assert "required" in text_of(pages.item(kinds, item, "en").fill(Filling()))
    assert "必答" in text_of(pages.item(kinds, item, "zh").fill(Filling()))


def test_a_scale_with_ends_says_them(pages: Pages, kinds: Questionnaire) -> None:
    page = text_of(pages.item(kinds, kinds.item_by_id["number_rating"], "en").fill(Filling()))
    assert "0 = never" in page
    assert "10 = surely" in page


HOSTILE = [
    "\nfirst line empty",
    "<script>alert(1)</script>",
    "\"onmouseover='x'",
    "{{ 7 * 7 }}",
    "</textarea><b>",
    "\u202eevil",
    "${amount}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_of_a_respondent_come_back_as_words(pages: Pages, kinds: Questionnaire, words: str) -> None:
    one_line = () if "\n" in words else (("single", "single_o_text"), ("amount", "amount"))
    for id, field in (("words", "words"), *one_line):
        page = pages.item(kinds, kinds.item_by_id[id], "en").fill(Filling({field: [words]}, {field: words}))
        assert controls(page)[field] == [words]
        assert "<script" not in page
        assert "<b>" not in page


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "\"onmouseover='x'", "{% print(7 * 7) %}", "</legend><b>"]
)
def test_hostile_words_of_an_author_are_shown_as_words(pages: Pages, words: str) -> None:
    quoted = words.replace("'", "''")
    source = re.sub(r"(en|zh): ([A-Z一-鿿][^,}]*)", lambda found: f"{found[1]}: '{quoted}'", KINDS_TEXT)
    hostile = parse_questionnaire(source)
    for item in hostile.items:
        page = pages.item(hostile, item, "en").fill(Filling())
        assert "<script" not in page
        assert "<b>" not in page
        assert "49" not in re.sub(r'"[^"]*"', "", page)
        assert not re.search(r"<[^>]*\sonmouseover", page)


def test_a_question_is_rendered_once_per_version_and_language(
    pages: Pages, kinds: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    item: Item = kinds.items[0]
    assert pages.item(kinds, item, "en") is pages.item(kinds, item, "en")
    assert pages.item(kinds, item, "en") is not pages.item(kinds, item, "zh")


def test_a_workspace_replaces_a_template_and_a_style_sheet(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    (tmp_path / "form").mkdir()
    (tmp_path / "items" / "number").mkdir(parents=True)
    (tmp_path / "form" / "form.css").write_text("body { color: red }")
    (tmp_path / "items" / "number" / "form.html").write_text("<p>my number {{ slot.value(item.id) }}</p>")
    client = make_app(folders=(tmp_path, TEMPLATES)).test_client()
    page = client.get("/visit/en/start").text
    assert "my number" in page
    style = re.search(r'href="(/_static/\w+/form\.css)"', page)
    assert style
    assert client.get(style[1]).text.startswith("body { color: red }\n")


@pytest.mark.parametrize("id", ITEMS)
def test_the_first_load_is_small(pages: Pages, id: str) -> None:
    """The page of a section with all that it asks for, before compression."""
    kinds, _ = ITEMS[id]
    page = pages.section(kinds, kinds.sections[0], "en").fill(Filling())
    wanted = re.findall(r'(?:href|src)="/([\w-]+\.(?:css|js|svg))"', page)
    assert "form.css" in wanted
    assets = read_assets([TEMPLATES])
    assert len(page) + sum(len(assets[name].content) for name in wanted) < 60_000
