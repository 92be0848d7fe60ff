"""Statistics keep together; Chinese punctuation keeps its width."""

import pytest

from surveykit.report.typography import prose, spoken, written_date


@pytest.mark.parametrize(
    "statistic",
    [
        "p\u00a0<\u00a0.001",
        "p = .070",
        "95% CI [\u22120.07, 0.31]",
        "r = .79",
        "R² = .68",
        "F(4, 245) = 12.30",
        "\u2212.07",
        "n = 250",
        ".9002",
    ],
)
def test_a_statistic_is_never_broken(statistic: str) -> None:
    said, own = prose(f"So it is ({statistic}).", "en"), statistic.replace("<", "&lt;")
    assert f'<span class="stat">{own}</span>' in said


def test_what_breaks_nowhere_is_not_marked() -> None:
    assert prose("70%, 1.96 and n\u00a0=\u00a0250", "en") == "70%, 1.96 and n\u00a0=\u00a0250"


def test_a_line_may_end_between_a_quotation_and_a_bracket() -> None:
    assert prose("“How fast…” (3.41)", "en") == "“How fast…” <wbr/>(3.41)"


def test_chinese_before_a_bracket_is_where_a_line_could_end() -> None:
    assert '<span class="stat">置信区间[.15,\u00a0.30]</span>' in prose("其95%置信区间[.15,\u00a0.30]", "zh")


def test_words_are_escaped() -> None:
    assert prose("<b> & n = 3", "en") == '&lt;b&gt; &amp; <span class="stat">n = 3</span>'


def test_chinese_quotation_marks_are_wide_but_an_apostrophe_is_not() -> None:
    assert prose("“好”", "zh").count("wide") == 2
    assert "wide" not in prose("Cronbach’s alpha", "zh")
    assert "wide" not in prose("“good”", "en")


def test_a_word_that_no_line_holds_may_break() -> None:
    assert "\u200b" in prose("a" * 100, "en")
    assert "\u200b" not in prose("字" * 100, "zh")


def test_a_foreign_text_carries_its_language() -> None:
    assert spoken({"en": "only"}, "zh") == '<span lang="en">only</span>'
    assert spoken({"en": "speed", "zh": "速度"}, "zh") == "速度"


def test_dates_are_written_as_people_write_them() -> None:
    assert written_date("2026-01-05T10:00:00Z", "en") == "5 January 2026"
    assert written_date("2026-01-05", "zh") == "2026年1月5日"
