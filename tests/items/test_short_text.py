"""Short text: one line in its form, judged in linear time."""

import time
from random import Random

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AuthorError
from surveykit.items.short_text import FORMS
from tests.items.contract import filled, item, questionnaire, refusals

PLAIN = "- {id: t, kind: short_text, text: {en: A, zh: 甲}}"
LABEL = (
    '- {id: t, kind: short_text, text: {en: A, zh: 甲}, pattern: "[A-Z]{2}-[0-9]{4}", '
    "pattern_message: {en: Two letters and four digits, zh: 两个字母和四位数字}}"
)


def of(form):
    return item(PLAIN.replace("kind: short_text", f"kind: short_text, format: {form}"))


def codes(text):
    with pytest.raises(AuthorError) as raised:
        item(text)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("form", "typed", "kept"),
    [
        ("email", " li.wei+survey@mail.example.co.uk ", "li.wei+survey@mail.example.co.uk"),
        ("email", "李@例子.公司", "李@例子.公司"),
        ("email", "li＠example.org", "li@example.org"),
        ("phone", "+86 10 5550 0100", "+86 10 5550 0100"),
        ("phone", "（010）5550-0100", "(010)5550-0100"),
        ("phone", "１３８００１３８０００", "13800138000"),
        ("postcode", "100000", "100000"),
        ("postcode", "SW1A 1AA", "SW1A 1AA"),
        ("id", "2026/A-17_b.3", "2026/A-17_b.3"),
    ],
)
def test_a_form_takes_what_people_write(form, typed, kept):
    assert of(form).parse({"t": [typed]}) == {"t": kept}


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("email", "li"),
        ("email", "li@example"),
        ("email", "li@@example.org"),
        ("email", "li @example.org"),
        ("email", "a@b.org, c@d.org"),
        ("phone", "12345"),
        ("phone", "call me"),
        ("phone", "5550 0100 or 5550 0101"),
        ("postcode", "1"),
        ("postcode", "100000000000"),
        ("id", "two words"),
        ("id", "#7"),
    ],
)
def test_a_form_refuses_the_rest_in_words_of_its_own(form, typed):
    assert refusals(of(form), {"t": [typed]}) == [("answer-form", "t")]
    assert "{" not in of(form).refusal["en"] + of(form).refusal["zh"]


def test_one_line_is_kept_as_one_line():
    assert item(PLAIN).parse({"t": ["  two\r\nlines "]}) == {"t": "two lines"}
    assert item(PLAIN).parse({"t": ["\n"]}) == {"t": Missing.NOT_ANSWERED}
    assert item(PLAIN).parse({"t": ["ＡＢ　ｃ"]}) == {"t": "ＡＢ　ｃ"}
    assert refusals(item(PLAIN), {"t": ["x" * 201]}) == [("answer-too-long", "t")]


def test_an_own_pattern_matches_the_whole_answer_and_says_what_is_expected():
    label = item(LABEL)
    assert label.parse({"t": ["AB-1234"]}) == {"t": "AB-1234"}
    for typed in ("AB-12345", "xAB-1234", "ab-1234"):
        assert refusals(label, {"t": [typed]}) == [("answer-form", "t")]
    assert label.refusal["zh"] == "两个字母和四位数字"


def test_a_pattern_that_would_take_for_ever_elsewhere_is_judged_at_once():
    greedy = item(LABEL.replace("[A-Z]{2}-[0-9]{4}", "(a*)*(a*)*b").replace("text:", "maximum_length: 1000, text:", 1))
    begun = time.process_time()
    assert refusals(greedy, {"t": ["a" * 1000]}) == [("answer-form", "t")]
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("pattern", ["(a", "(?=a)b", "(a)\\\\1", "a{1001}", "(a{1000}){1000}", "a" * 501])
def test_a_pattern_that_cannot_be_used_is_the_authors_fault(pattern):
    assert codes(LABEL.replace("[A-Z]{2}-[0-9]{4}", pattern)) == ["text-pattern"]


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("example: ab", "text-example"),
        ("format: email", "text-two-forms"),
        ("maximum_length: 0", "text-length"),
        ("maximum_length: 1001", "text-length"),
    ],
)
def test_the_definition_is_checked(added, code):
    assert codes(LABEL.replace("text:", f"{added}, text:", 1)) == [code]


def test_a_message_needs_something_to_fail():
    assert codes(PLAIN[:-1] + ", pattern_message: {en: No, zh: 不}}") == ["text-idle-message"]


def test_every_form_takes_its_own_example():
    for form in FORMS:
        assert of(form).random_answer(Random(2))["t"] in (FORMS[form].example, Missing.NOT_ANSWERED)
        assert not refusals(of(form), {"t": [FORMS[form].example]})


def test_the_example_of_a_pattern_answers_in_a_simulation():
    label = item(LABEL.replace("text:", "required: true, example: AB-0001, text:", 1))
    assert label.random_answer(Random(1)) == {"t": "AB-0001"}


def test_the_summary_counts_and_quotes_nothing():
    asked = questionnaire(PLAIN)
    summary = asked.items[0].summary(filled(asked, [{"t": "secret"}, {"t": Missing.NOT_ANSWERED}]))
    assert summary.table.rows == (("t", 1, 2),)
    assert summary.figure is None
