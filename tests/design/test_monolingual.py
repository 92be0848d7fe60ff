"""A questionnaire in one language, made of one in two."""

import re
from pathlib import Path

import pytest

from surveykit import pipeline
from surveykit.core.plan import parse_plan
from surveykit.design.draft import plan_text
from surveykit.design.load import parse_questionnaire
from surveykit.design.monolingual import monolingual
from surveykit.design.review import review
from surveykit.errors import AuthorError, Severity
from surveykit.form.app import create_app
from surveykit.report.paper import paper_page
from tests.form.memory import MemoryStore

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "templates"]
TEMPLATES = sorted(path.stem for path in (ROOT / "templates" / "questionnaire").glob("*.yaml"))
SHOP = """\
questionnaire: shop
version: "1"
languages: [en, zh]   # both
title: {en: "The {shop}", zh: 门店}   # its name
intro:
  en: |
    Hello.

    Two minutes.
  zh: |
    您好。

    两分钟。

closing:   # at the end
  en: Thanks
  zh: 谢谢
sections:
  - id: s
    title: {en: Language, zh: 语言}
    items:
      - id: language
        kind: single_choice
        text: {en: "Which?", zh: "哪种？"}
        options:
          en: {en: English, zh: 英语}
          zh: {zh: 中文, anchored: true, en: Chinese}
          other:
            en: Other
            zh: 其他
            specify: true
          none: {missing: refused, en: None, zh: 不说}
"""


def test_texts_become_plain_and_everything_else_stays():
    assert (
        monolingual(SHOP, "zh")
        == """\
questionnaire: shop
version: "1"
languages: [zh]   # both
title: 门店   # its name
intro: |
    您好。

    两分钟。

closing:   # at the end
  谢谢
sections:
  - id: s
    title: 语言
    items:
      - id: language
        kind: single_choice
        text: "哪种？"
        options:
          en: 英语
          zh: {zh: 中文, anchored: true}
          other:
            zh: 其他
            specify: true
          none: {missing: refused, zh: 不说}
"""
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_says_what_the_other_says_in_that_language(language):
    both, one = parse_questionnaire(SHOP), parse_questionnaire(monolingual(SHOP, language))
    assert one.languages == (language,)
    assert one.title == {language: both.title[language]}
    assert one.intro == {language: both.intro[language]}
    (asked,) = one.items
    told = {id: option.label[language] for id, option in both.items[0].options.items()}
    assert {id: option.label[language] for id, option in asked.options.items()} == told


def test_a_language_that_it_does_not_have_is_refused():
    with pytest.raises(AuthorError) as refused:
        monolingual(SHOP.replace("[en, zh]", "[en]"), "zh")
    assert [p.code for p in refused.value.problems] == ["no-such-translation"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_questionnaire_in_one_language(template, language):
    text = pipeline.made([template], "q", {}, language)
    assert [p for p in review(text).problems if p.severity is not Severity.ADVICE] == []
    read = parse_questionnaire(text)
    both = parse_questionnaire(pipeline.made([template], "q", {}))
    assert [item.id for item in read.items] == [item.id for item in both.items]
    page = create_app([read], MemoryStore(), FOLDERS).test_client().get("/q", follow_redirects=True)
    assert page.status_code == 200
    assert read.title[language] in page.text
    assert read.title[language] in paper_page(read, read.languages, FOLDERS)
    assert parse_plan(plan_text(read, "p", "q.yaml", "q.db"), Path()).report.languages == (language,)


@pytest.mark.parametrize(("language", "other"), [("en", "[\u4e00-\u9fff]"), ("zh", "^[^\u4e00-\u9fff]*$")])
@pytest.mark.parametrize("template", TEMPLATES)
def test_comments_are_in_that_language_and_nothing_is_said_of_comparing_two(template, language, other):
    text = pipeline.made([template], "q", {}, language)
    comments = [line.strip() for line in text.splitlines() if re.match(r" *#", line)]
    told = [line for line in comments if not re.match(r"#   \w+: ", line)]
    assert told != []
    assert [line for line in told if re.search(other, line)] == []
    note = parse_questionnaire(text).instrument.note[language]
    assert not re.search("means are compared|不同语言", note)
    assert note == note.strip()


def test_several_languages_have_their_comments_and_are_told_what_to_mind():
    text = pipeline.made(["csat"], "q", {})
    assert "has no alpha, and the report says why.\n# 一次接触之后的满意度" in text
    note = parse_questionnaire(text).instrument.note
    assert note["en"].endswith("Before means are compared between languages, check that the items work alike in both.")
    assert note["zh"].endswith("。比较不同语言版本的均值之前，请先检验题目在两种语言中的测量等值性。")


def test_only_the_parameters_of_that_language_are_asked_for():
    text = pipeline.made(["kano"], "q", {"features.zh": "查询进度；备用机", "company": "甲公司"}, "zh")
    assert "company: 甲公司\n" in text
    assert "查询进度" in text
    assert "备用机" in text
    with pytest.raises(AuthorError) as refused:
        pipeline.made(["kano"], "q", {"company.en": "Acme"}, "zh")
    assert [p.code for p in refused.value.problems] == ["unknown-language"]


def test_several_templates_in_one_language():
    read = parse_questionnaire(pipeline.made(["recommendation", "csat"], "q", {}, "en"))
    assert read.languages == ("en",)
    assert {c.id for c in read.constructs} == {"recommendation", "satisfaction"}
