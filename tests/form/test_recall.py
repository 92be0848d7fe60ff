"""A recall on the page: the list comes after the first part was sent, and that part then stays as it is."""

from collections.abc import Callable

import pytest
from flask import Flask

from surveykit.core.codebook import Missing
from surveykit.core.response import Status
from tests.form.conftest import Respondent, controls, text_of
from tests.form.memory import MemoryStore

SURVEY = """
questionnaire: visit
version: "1"
languages: [en, zh]
title: {en: Brands, zh: 品牌}
sections:
  - id: first
    title: {en: First, zh: 第一页}
    items:
      - {id: hello, kind: information, text: {en: Hello., zh: 您好。}}
  - id: known
    title: {en: Known brands, zh: 知名品牌}
    items:
      - id: brands
        kind: recall
        text: {en: Which come to mind?, zh: 想到哪些？}
        lines: 2
        aided: {en: Which of these?, zh: 以下哪些？}
        options: {north: {en: Northwind, zh: 北风}, contoso: {en: Contoso, zh: 康拓}}
"""


@pytest.fixture
def respondent(make_app: Callable[..., Flask]) -> Respondent:
    return Respondent(make_app(SURVEY).test_client())


def answers(store: MemoryStore) -> dict[str, object]:
    return {name: value for name, value in store.only.answers.items() if name.startswith("brands")}


def test_the_list_comes_once_the_first_part_was_sent(respondent: Respondent, store: MemoryStore) -> None:
    page = respondent.open("en/known")
    assert "Northwind" not in page.text
    page = respondent.press(brands_1="Contoso")
    assert "Northwind" in page.text
    assert page.text.count("readonly") == 2
    assert "stays as it is" in text_of(page.text.replace(" hidden>", ">"))
    respondent.press(brands_aided="north")
    assert store.only.status is Status.COMPLETE
    blank = Missing.NOT_ANSWERED
    assert answers(store) == {"brands_1": "Contoso", "brands_2": blank, "brands_north": 1, "brands_contoso": 0}


def test_what_was_sent_does_not_change_after_the_list(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/known")
    respondent.press(brands_1="Contoso")
    respondent.press(brands_1="Northwind", brands_2="Fabrikam", brands_aided="north")
    assert (answers(store)["brands_1"], answers(store)["brands_2"]) == ("Contoso", Missing.NOT_ANSWERED)
    assert store.only.status is Status.COMPLETE


def test_an_empty_first_part_counts_as_sent(respondent: Respondent, store: MemoryStore) -> None:
    respondent.open("en/known")
    assert "Northwind" in respondent.press().text
    assert answers(store)["brands_1"] is Missing.NOT_ANSWERED


@pytest.mark.parametrize("go", ["zh", "back"])
def test_leaving_the_page_is_not_sending_it(respondent: Respondent, store: MemoryStore, go: str) -> None:
    respondent.open("en/known")
    respondent.press(go, brands_1="Contoso")
    page = respondent.open(f"{'zh' if go == 'zh' else 'en'}/known")
    assert controls(page.text)["brands_1"] == ["Contoso"]
    assert "readonly" not in page.text
    assert "康拓" not in page.text
    assert answers(store) == {"brands_1": "Contoso"}
    respondent.press(brands_1="Fabrikam")
    assert answers(store)["brands_1"] == "Fabrikam"


def test_a_page_that_is_only_read_is_passed_by_the_button(respondent: Respondent, store: MemoryStore) -> None:
    page = respondent.open("en/first")
    assert "Hello." in page.text
    respondent.press()
    assert respondent.at == "/visit/en/known"
