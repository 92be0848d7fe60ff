"""Open text: words as they were written, no longer than allowed, none quoted."""

from random import Random

import pytest

from surveykit.core.codebook import Missing
from tests.items.contract import filled, item, questionnaire, refusals

WHY = "- {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}, maximum_length: 10}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" slow ", "slow"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("家族👨‍👩‍👧", "家族👨‍👩‍👧"),
        ("=1+1", "=1+1"),
        (" \u3000\n", Missing.NOT_ANSWERED),
    ],
)
def test_words_are_kept_as_they_were_written(typed, kept):
    text = item(WHY.replace("10", "20"))
    assert text.parse({"why": [typed]}) == {"why": kept}


def test_a_long_text_is_refused_and_never_cut():
    assert item(WHY).parse({"why": ["十个汉字刚刚好放得下"]})
    assert refusals(item(WHY), {"why": ["x" * 11]}) == [("answer-too-long", "why")]


def test_line_ends_of_the_browser_count_once():
    assert item(WHY).parse({"why": ["a\r\n" * 4 + "b"]})["why"] == "a\n" * 4 + "b"


def test_who_must_write_something_does():
    required = item(WHY.replace("10", "10, required: true"))
    for seed in range(50):
        assert required.parse(required.fields_of(required.random_answer(Random(seed))))


def test_the_report_counts_and_quotes_nobody():
    asked = questionnaire(WHY)
    summary = asked.items[0].summary(filled(asked, [{"why": "secret"}, {"why": Missing.NOT_ANSWERED}]))
    assert summary.table.rows == (("why", 1, 2),)
    assert "secret" not in repr(summary)
