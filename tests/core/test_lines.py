"""Text broken into lines for a terminal."""

import pytest

from surveykit.core.lines import columns, wrapped

CHINESE = "适用于近期使用过售后服务的客户（响应性、专业性、问题解决）。用 servqual-gap 测量，约需7分钟。"
ENGLISH = "For customers who have used the service of late; it takes about 7 minutes (on a phone)."


@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
@pytest.mark.parametrize("width", [14, 20, 33, 76])
def test_no_line_is_too_wide_and_nothing_is_lost(text, width):
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("width", range(12, 60))
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(width):
    for line in wrapped(CHINESE, width):
        assert line[0] not in "，。、）"
        assert line[-1] != "（"


def test_a_word_that_is_too_long_has_a_line_of_its_own():
    assert wrapped("a questionnaire b", 5) == ["a", "questionnaire", "b"]


def test_nothing_has_no_lines():
    assert wrapped("", 10) == []
