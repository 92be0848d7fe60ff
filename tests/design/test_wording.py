"""Templates: what is filled in stays what it is, whatever it holds, and everything else stays as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.core.document import UNPRINTABLE, parse
from surveykit.design.load import parse_questionnaire
from surveykit.design.wording import load_template, make, settings
from surveykit.errors import AuthorError

TEMPLATE = """\
# What this is about.
template:
  version: "1"
  title: {en: Tiny, zh: 小}
  about: {en: For tests., zh: 用于测试。}
  parameters:
    company:
      label: {en: Company, zh: 公司}
      default: {en: Acme, zh: 某公司}
    city:
      label: {en: City, zh: 城市}
      default: {en: Here, zh: 本地}
# A word on the name.
questionnaire: "{{ questionnaire }}"   # the file's name
version: "1"
languages: [en, zh]
title:
  en: Survey of {{ company }} in {{ city }}
  zh: '{{ company }}（{{ city }}）的调查'
intro:
  en: |
    Dear customer of {{ company }},

    thank you.
  zh: >
    {{company}}的客户：
    谢谢。
sections:
  - id: only   # kept
    title: {en: "{{ company }}", zh: "问题"}
    items: [{id: why, kind: open_text, text: {en: "Why {{ company }}, {{company}}?", zh: 为什么？}}]
"""
MADE_FROM = """\
# Made from the template tiny (version 1) with:
# 由模板tiny（第1版）生成，参数如下：
#   company: Acme / 某公司
"""
HOSTILE = [
    'He said "no"',
    "it's",
    "a: b",
    "# no comment",
    "}}",
    "- item",
    "| block",
    "*alias",
    "&anchor",
    "!tag",
    "%YAML",
    "---",
    "...",
    "\\n \\u0041 \\",
    "{a: 1}",
    "[x]",
    "null",
    "no",
    "1.10",
    "@`,?",
    "<script>alert(1)</script>",
    "好“引号”",
    "😀 𠮷",
    "a\ufeffb",
]


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return load_template(path)


def made(template, **pairs):
    return make(template, "mine", settings(pairs, template))


def fault(call):
    with pytest.raises(AuthorError) as error:
        call()
    return [(p.code, p.values.get("name", p.values.get("word"))) for p in error.value.problems]


def test_defaults_make_a_questionnaire(template):
    read = parse_questionnaire(made(template))
    assert read.id == "mine"
    assert read.title == {"en": "Survey of Acme in Here", "zh": "某公司（本地）的调查"}
    assert read.intro == {"en": "Dear customer of Acme,\n\nthank you.", "zh": "某公司的客户： 谢谢。"}


def test_layout_and_comments_stay(template):
    text = made(template)
    for line in ("# What this is about.\n", "# A word on the name.\nquestionnaire: ", "   # the file's name\n"):
        assert line in text
    assert "  - id: only   # kept\n" in text
    assert "    Dear customer of Acme,\n\n    thank you.\n" in text
    assert "template:" not in text
    assert text.startswith(MADE_FROM)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_a_value_and_nothing_else(template, value):
    text = made(template, company=value, city="X")
    top, calm = parse(text), parse(made(template))
    assert list(top.entries) == list(calm.entries)
    read = parse_questionnaire(text)
    assert read.title == {"en": f"Survey of {value} in X", "zh": f"{value}（X）的调查"}
    assert read.intro["en"] == f"Dear customer of {value},\n\nthank you."
    assert read.intro["zh"] == f"{value}的客户： 谢谢。"
    assert read.sections[0].title["en"] == value
    assert read.items[0].text["en"] == f"Why {value}, {value}?"


@given(
    st.text(min_size=1).filter(lambda t: t.strip() and not UNPRINTABLE.search(t) and "${" not in t and "{{" not in t)
)
def test_any_value_is_one_phrase_of_the_text(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("t") / "tiny.yaml"
    path.write_text(TEMPLATE, encoding="utf-8")
    top = parse(made(load_template(path), company=value))
    title, section = top.entries["title"], top.entries["sections"]
    phrase = " ".join(value.split())
    assert title.entries["en"].text == f"Survey of {phrase} in Here"
    assert section.items[0].entries["title"].entries["en"].text == phrase
    assert phrase in top.entries["intro"].entries["en"].text


def test_line_ends_in_a_value_become_blanks(template):
    text = made(template, company="Acme\ntitle: {en: hacked}\n\u2028sections: []")
    assert parse_questionnaire(text).title["en"] == "Survey of Acme title: {en: hacked} sections: [] in Here"


@pytest.mark.parametrize("value", ["{{ city }}", "{{", "${why}", "in ${"])
def test_what_a_questionnaire_reads_as_more_than_words_is_refused(template, value):
    assert fault(lambda: settings({"company.zh": value}, template)) == [("setting-with-sign", "company.zh")]


def test_one_language_can_be_set_alone(template):
    title = parse_questionnaire(made(template, company="Both", **{"city.zh": "城"})).title
    assert title == {"en": "Survey of Both in Here", "zh": "Both（城）的调查"}


def test_what_the_template_does_not_have_is_refused(template):
    pairs = {"compny": "X", "company.fr": "Y", "city": "a\x07b"}
    assert fault(lambda: settings(pairs, template)) == [
        ("unknown-parameter", "compny"),
        ("unknown-language", "fr"),
        ("yaml-unprintable", None),
    ]
    with pytest.raises(AuthorError) as error:
        settings(pairs, template)
    assert {p.place.file for p in error.value.problems} == {""}


@pytest.mark.parametrize(
    ("value", "code"), [("", "empty-setting"), (" \u3000", "empty-setting"), ("好" * 501, "long-setting")]
)
def test_a_value_is_a_phrase_that_says_something(template, value, code):
    assert fault(lambda: settings({"company.zh": value}, template)) == [(code, "company.zh")]
    assert settings({"company": "好" * 500}, template)["company"]["zh"] == "好" * 500


@pytest.mark.parametrize("id", ["", "1a", "a b", "a/b", "../x", "名", 'a"b', "a\n"])
def test_an_id_is_a_name(template, id):
    assert fault(lambda: make(template, id, settings({}, template))) == [("bad-file-name", None)]


def test_a_parameter_that_was_never_declared_is_told(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(TEMPLATE.replace("in {{ city }}", "in {{ town }}"), encoding="utf-8")
    broken = load_template(path)
    assert fault(lambda: make(broken, "mine", settings({}, broken))) == [("unknown-parameter", "town")]


def test_a_questionnaire_is_no_template(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text("questionnaire: x\n", encoding="utf-8")
    assert fault(lambda: load_template(path)) == [("not-a-template", None)]


def test_the_block_may_stand_anywhere_and_have_its_key_quoted(tmp_path):
    path = tmp_path / "t.yaml"
    head, _, rest = TEMPLATE.partition("template:\n")
    block, _, body = rest.partition("# A word")
    path.write_text(f'{head}# A word{body}"template":\n{block}', encoding="utf-8")
    moved = load_template(path)
    assert parse_questionnaire(make(moved, "mine", settings({}, moved))).title["en"] == "Survey of Acme in Here"


# --- lists and minutes ------------------------------------------------------------------------------

LISTED = """\
template:
  version: "1"
  title: {en: Features, zh: 功能}
  about: {en: For tests., zh: 用于测试。}
  parameters:
    features:
      type: list
      label: {en: Features, zh: 功能}
      default: {en: Tracking; A loan device, zh: 查询进度；备用机}
    minutes:
      type: minutes
      label: {en: Minutes, zh: 分钟}
      default: {en: "4", zh: "4"}
questionnaire: "{{ questionnaire }}"
version: "1"
languages: [en, zh]
title: {en: "{{ features }}", zh: "{{ features }}"}
intro: {en: "{{ minutes }} minutes", zh: "{{ minutes }}分钟"}
sections:
  - id: only
    title: {en: Features, zh: 功能}
    items:
      - id: how
        kind: matrix
        text: {en: How much?, zh: 多少？}
        scale: {from: 1, to: 5, low: {en: little, zh: 少}, high: {en: much, zh: 多}}
        rows:
          # One row a feature.
          want_{{ features }}: {en: "{{ features }}, please", zh: "要{{ features }}"}   # and no more
          other:
            en: Another
            zh: 其他
"""


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "listed.yaml"
    path.write_text(LISTED, encoding="utf-8")
    return load_template(path)


def rows_of(text):
    return {name: (row.label["en"], row.label["zh"]) for name, row in parse_questionnaire(text).items[0].rows.items()}


def test_an_entry_whose_key_names_a_list_is_written_for_each_phrase(listed):
    assert rows_of(made(listed)) == {
        "want_1": ("Tracking, please", "要查询进度"),
        "want_2": ("A loan device, please", "要备用机"),
        "other": ("Another", "其他"),
    }
    assert made(listed).count("# One row a feature.") == 1
    assert made(listed).count("# and no more") == 2


def test_elsewhere_a_list_reads_as_one_phrase(listed):
    assert parse_questionnaire(made(listed)).title == {"en": "Tracking, A loan device", "zh": "查询进度、备用机"}


def test_a_list_is_set_with_semicolons(listed):
    text = made(listed, **{"features.en": "Speed ;Price; ", "features.zh": "速度；价格；"})
    assert list(rows_of(text).values()) == [
        ("Speed, please", "要速度"),
        ("Price, please", "要价格"),
        ("Another", "其他"),
    ]


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ({"features.en": "One; Two; Three"}, "uneven-list"),
        ({"features": " ; "}, "empty-setting"),
        ({"features": "Price; speed;Speed "}, "repeated-phrase"),
        ({"features": ";".join("abcdefghijklmnopqrstu")}, "long-list-setting"),
        ({"features": "好" * 501 + ";a"}, "long-setting"),
        ({"minutes": "about five"}, "minutes-setting"),
        ({"minutes": "0"}, "minutes-setting"),
    ],
)
def test_a_list_or_a_number_that_is_none_is_told(listed, pairs, code):
    assert [found for found, _ in fault(lambda: settings(pairs, listed))] == [code]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_phrase_of_a_list_is_a_phrase_and_nothing_else(listed, value):
    found = rows_of(made(listed, features=f"{value}; B"))
    assert found["want_1"] == (f"{value}, please", f"要{value}")
