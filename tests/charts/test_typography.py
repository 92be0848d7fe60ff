import pytest

from surveykit.charts.typography import advance, width, wrap


def test_chinese_and_full_width_signs_fill_a_square() -> None:
    assert {advance(character) for character in "满意，。（）１Ａ"} == {1000}


def test_figures_have_one_width_so_that_columns_align() -> None:
    assert len({advance(figure) for figure in "0123456789−"}) == 1


def test_an_accent_adds_no_width() -> None:
    assert width("e\u0301é") == width("ee")


@pytest.mark.parametrize("limit", [60, 100, 180])
@pytest.mark.parametrize(
    "text", ["a firm that one can trust, also in difficult times", "言行值得信赖，（困难时期）也是如此。"]
)
def test_lines_fit_and_nothing_is_lost(text: str, limit: float) -> None:
    lines = wrap(text, limit)
    assert max(width(line) for line in lines) <= limit
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_latin_breaks_between_words_only() -> None:
    lines = wrap("a firm that one can trust", 70)
    assert " ".join(lines) == "a firm that one can trust"


@pytest.mark.parametrize("limit", range(36, 140, 3))
def test_chinese_punctuation_stands_at_the_right_end_of_a_line(limit: float) -> None:
    for line in wrap("价格、质量（含配件）、“服务”，您满意吗？请回答。", limit)[1:]:
        assert line[0] not in "、，）”？。"
    for line in wrap("价格、质量（含配件）、“服务”，您满意吗？请回答。", limit)[:-1]:
        assert line[-1] not in "（“"


def test_a_latin_word_inside_chinese_is_not_broken() -> None:
    assert any("WeChat" in line for line in wrap("通过WeChat联系客服", 60))


def test_a_word_longer_than_a_line_is_broken_rather_than_cut() -> None:
    lines = wrap("incomprehensibilities", 40)
    assert len(lines) > 1
    assert "".join(lines) == "incomprehensibilities"
    assert max(width(line) for line in lines) <= 40


def test_a_long_word_breaks_after_its_hyphens_and_slashes() -> None:
    assert wrap("service.example.com/after-sales", 125) == ("service.example.com/", "after-sales")
    assert wrap("business-to-business", 60) == ("business-", "to-", "business")


def test_lines_come_out_about_equally_long() -> None:
    first, last = wrap("服务人员态度友好并且回答非常清楚", 11.5 * 15)
    assert abs(len(first) - len(last)) <= 1


def test_a_no_break_space_holds_a_statistic_together() -> None:
    assert "n\u00a0=\u00a0250" in " | ".join(wrap("all who answered, n\u00a0=\u00a0250", 60))


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 100) == ("",)
    assert wrap(" \n ", 100) == ("",)
