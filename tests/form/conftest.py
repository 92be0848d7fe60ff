"""A small questionnaire, its store and its respondents."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import surveykit.items  # noqa: F401 - registers the kinds
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.load import parse_questionnaire
from surveykit.form.app import create_app
from tests.form.memory import MemoryStore

TEMPLATES = Path(__file__).parents[2] / "templates"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

VISIT = """
questionnaire: visit
version: "1"
languages: [en, zh]
title: {en: Your visit, zh: 您的来访}
intro: {en: "Two short pages.\\n\\nThank you.", zh: 很短。}
closing: {en: It is stored., zh: 已保存。}
scales:
  speed: {levels: {1: {en: slow, zh: 慢}, 2: {en: quick, zh: 快}}, not_applicable: {en: did not use, zh: 未使用}}
sections:
  - id: start
    title: {en: The start, zh: 开始}
    items:
      - {id: times, kind: number, text: {en: How often?, zh: 几次？}, required: true, minimum: 1, maximum: 9}
      - id: channel
        kind: single_choice
        text: {en: By what way?, zh: 什么方式？}
        options:
          phone: {en: Phone, zh: 电话}
          home: {en: Home, zh: 上门}
          other: {en: Other, zh: 其他, specify: true}
      - {id: late, kind: open_text, text: {en: Why so late?, zh: 为何迟到？}, relevant: "channel = 'home'"}
  - id: home_visit
    title: {en: At home, zh: 在家}
    relevant: "channel = 'home'"
    items:
      - {id: tidy, kind: rating, text: {en: How quick at home?, zh: 上门快吗？}, scale: speed}
  - id: end
    title: {en: The end, zh: 结束}
    items:
      - id: rs
        kind: matrix
        text: {en: "After ${times} visits by ${channel}, how quick?", zh: "${channel}：速度如何？"}
        required: true
        scale: speed
        rows: {rs_1: {en: Answering, zh: 接听}, rs_2: {en: Repairing, zh: 维修}}
      - {id: say, kind: open_text, text: {en: Anything else?, zh: 还有吗？}, maximum_length: 50}
"""

HIDDEN = ("token", "revision", "opened", "shown")


class _Controls(HTMLParser):
    """What a browser would post: the successful controls of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._area = self._select = ""
        self._text = ""
        self._value: str | None = None
        self._selected = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        name = have.get("name", "")
        if tag == "input" and (have["type"] not in ("radio", "checkbox") or "checked" in have):
            self.fields.setdefault(name, []).append(have.get("value", ""))
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "select":
            self._select = name
            self.fields[name] = []
        elif tag == "option":
            self._selected, self._text, self._value = "selected" in have, "", have.get("value")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self._area] = [self._text.removeprefix("\n")]
        elif tag == "option" and self._selected:
            self.fields[self._select] = [self._text if self._value is None else self._value]
            self._selected = False


def without_script(html: str) -> str:
    """What a browser without script shows: what stands in a template is not on the page."""
    return re.sub(r"<template\b.*?</template>", "", html, flags=re.S)


def controls(html: str) -> dict[str, list[str]]:
    """The fields that a browser would post from this page, untouched."""
    parser = _Controls()
    parser.feed(without_script(html))
    return parser.fields


def text_of(html: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_script(html))).split())


@dataclass
class Respondent:
    """A browser without script: it posts what the page shows and what is typed over it."""

    client: FlaskClient
    id: str = "visit"
    last: TestResponse | None = None
    at: str = field(default="")

    def open(self, path: str) -> TestResponse:
        self.at = f"/{self.id}/{path}"
        self.last = self.client.get(self.at)
        return self.last

    def press(self, go: str = "next", headers: dict[str, str] | None = None, **typed: str | list[str]) -> TestResponse:
        """Press a button of the page; follows one redirect, as a browser does."""
        assert self.last is not None
        action = re.search(r'action="([^"]+)"', self.last.text)
        assert action
        self.at = action[1]
        posted = {**controls(self.last.text), **typed, "go": go}
        self.last = self.client.post(self.at, data=posted, headers=headers)
        if self.last.status_code == 303:
            self.at = self.last.location
            self.last = self.client.get(self.at)
        return self.last


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def make_app(store: MemoryStore) -> Callable[..., Flask]:
    def make(*sources: str, folders: Sequence[Path] = (TEMPLATES,)) -> Flask:
        return create_app([parse_questionnaire(s) for s in sources or (VISIT,)], store, folders, lambda: NOON)

    return make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def respondent(app: Flask) -> Respondent:
    return Respondent(app.test_client())


@pytest.fixture
def questionnaire() -> Questionnaire:
    return parse_questionnaire(VISIT)
