"""How far a questionnaire is translated, and what is confirmed."""

import json
from pathlib import Path

import pytest

from surveykit.design.translation import beside, load_confirmed, save_confirmed, translations
from surveykit.errors import AuthorError

SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]
title: {en: The shop, zh: 门店}
sections:
  - id: visit
    title: {en: Visit, zh: 到访}
    items:
      - {id: why, kind: open_text, text: {en: Why?, zh: 为何？}}
      - {id: how, kind: open_text, text: {en: How?, zh: 如何？}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


def confirm(file: Path) -> None:
    save_confirmed(file, {"zh": translations(file).pairs("zh")})


def told(file: Path, language: str = "zh") -> list[tuple[str, int | None, str, str]]:
    (own,) = [s for s in translations(file).status(load_confirmed(file)) if s.language == language]
    assert own.texts == 4
    return [(r.state, r.place.line, r.text, r.before) for r in own.remarks]


def test_what_nobody_has_confirmed_is_told_and_a_confirmed_text_is_not(file):
    assert [state for state, *_ in told(file)] == ["unconfirmed"] * 4
    confirm(file)
    assert told(file) == []
    assert told(file, "en") == []


def test_a_translation_is_stale_once_what_it_translates_has_changed(file):
    confirm(file)
    file.write_text(SHOP.replace("Why?", "Why not?"), encoding="utf-8")
    assert told(file) == [("stale", 9, "为何？", "Why?")]


def test_a_translation_that_has_changed_itself_is_to_be_confirmed(file):
    confirm(file)
    file.write_text(SHOP.replace("为何", "为什么"), encoding="utf-8")
    assert told(file) == [("unconfirmed", 9, "为什么？", "")]


def test_moving_and_renaming_leave_a_text_confirmed(file):
    confirm(file)
    lines = SHOP.splitlines(keepends=True)
    file.write_text("".join([*lines[:8], lines[9], lines[8].replace("id: why", "id: reason")]), encoding="utf-8")
    assert told(file) == []


def test_missing_texts_are_counted_though_the_file_does_not_load(file):
    file.write_text(SHOP.replace(", zh: 为何？", "").replace("{en: How?, zh: 如何？}", "How?"), encoding="utf-8")
    confirm(file)
    assert told(file) == [("missing", 9, "Why?", ""), ("missing", 10, "How?", "")]
    file.write_text(SHOP.replace("en: Why?", 'en: ""'), encoding="utf-8")
    assert told(file, "en") == [("missing", 9, "为何？", "")]


def test_the_file_of_pairs_is_plain_json_and_comes_back(file):
    save_confirmed(file, {"zh": [('Say "yes"', "说“是”")], "xx": []})
    assert json.loads(beside(file).read_text(encoding="utf-8"))["schema"] == "surveykit-translations/1"
    assert load_confirmed(file) == {"zh": [('Say "yes"', "说“是”")], "xx": []}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": "x", "confirmed": {}}', '{"schema": "surveykit-translations/1"}']
)
def test_a_file_of_something_else_is_refused(file, content):
    beside(file).write_text(content, encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        load_confirmed(file)
    assert caught.value.problems[0].code == "bad-translations-file"
