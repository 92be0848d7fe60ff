"""Column widths: room for the longest word, the rest by what is written; as wide as a page maker would make them."""

from dataclasses import replace
from importlib import import_module

import pytest

from surveykit.report.bilingual import pair
from surveykit.report.columns import column_widths
from surveykit.report.compose import compose
from surveykit.report.context import CellView, Heading, Link, Prose, RowGroup, TableView
from surveykit.report.typography import prose
from tests.report.tiny_study import STUDY, TEMPLATES

LONG = "Most respondents say that the people at the counter explain what they do and why it takes so long. "


def table(*columns: tuple[str, str, list[str | CellView]], density: str = "regular") -> TableView:
    """A table of columns: heading, kind, cells."""
    headings = tuple(Heading(Prose(heading), kind) for heading, kind, _ in columns)
    lists = [[c if isinstance(c, CellView) else CellView(c, kind) for c in cells] for _, kind, cells in columns]
    return TableView("t", "T", Prose("T"), headings, (RowGroup(tuple(zip(*lists, strict=True))),), density=density)


def widths(*columns: tuple[str, str, list[str | CellView]]) -> list[float]:
    return [float(width.rstrip("%")) for width in column_widths(table(*columns))]


def test_the_columns_fill_the_line() -> None:
    assert sum(widths(("Id", "code", ["a1"]), ("Words", "text", [LONG]))) == pytest.approx(100, abs=0.02)


def test_without_a_full_line_the_columns_go_by_their_words() -> None:
    one, two = widths(("a", "text", ["aaaaaa"]), ("b", "text", ["aaaaaaaaaaaa"]))
    assert 1.5 < two / one < 2


def test_long_words_take_what_numbers_leave() -> None:
    number, words = widths(("n", "number", ["[−0.12, 0.34]"]), ("Why", "text", [LONG * 5]))
    assert 10 < number < 15  # 13 signs of 0.57 em and the margins, of 59.5 em
    assert words == pytest.approx(100 - number, abs=0.02)


def test_a_statistic_in_a_sentence_is_as_wide_as_one_word() -> None:
    said = "See 95% CI [0.1111, 0.2222] there. " * 20
    tied = CellView(said, prose=prose(said, "en"))
    loose, kept = (widths(("a", "text", [LONG * 9]), ("b", "text", [cell]))[1] for cell in (said, tied))
    assert kept > loose


def test_two_languages_stand_one_under_the_other() -> None:
    both = CellView("", prose=Prose(pair(("en", "very satisfied"), ("zh", "非常满意"))))
    other = ("Words", "text", [LONG * 9])
    assert widths(("a", "text", [both]), other) == widths(("a", "text", ["very satisfied"]), other)


def test_chinese_breaks_anywhere_and_its_signs_are_square() -> None:
    chinese, _ = widths(("一", "text", ["服" * 200]), ("n", "number", ["1"]))
    ten, _ = widths(("a", "text", ["服" * 10]), ("n", "number", ["1"]))
    assert chinese > 90
    heading = 0.618 * 1.08  # a bold n; each cell keeps 0.65 em free
    assert ten == pytest.approx(100 * 10.65 / (10.65 + 0.65 + heading), abs=0.1)


def test_a_short_chinese_label_is_not_broken_beside_long_words() -> None:
    quality = ("构念", "text", ["感知质量"])
    beside = ("题目内容", "text", ["您觉得这家公司的服务怎么样？" * 9])
    assert widths(quality, beside)[0] >= 100 * (4 + 0.65) / 59.5


def test_links_and_verdicts_stay_on_one_line() -> None:
    link = CellView("", links=(Link("Section 5.1", "a"), Link("Section 12.10", "b")))
    words = ("Words", "text", [LONG * 9])
    assert widths(("a", "text", [link]), words) == widths(("a", "number", ["Section 12.10"]), words)
    verdict = CellView("not checked", tone="met")
    assert widths(("a", "text", [verdict]), words) > widths(("a", "number", ["not checked"]), words)


def test_an_empty_column_leaves_room_to_write() -> None:
    assert widths(("a", "text", [""]), ("Words", "text", [LONG * 9]))[0] > 12


def test_a_word_longer_than_any_line_does_not_push_the_others_out() -> None:
    endless, words = widths(("a", "code", ["x" * 500]), ("Words", "text", ["short"]))
    assert words > 5
    assert endless < 95


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_widths_are_those_that_a_page_maker_finds(language: str) -> None:
    """Every column of a real page is within 2 % of the line of what `table-layout: auto` gives."""
    study = replace(STUDY, plan=replace(STUDY.plan, report=replace(STUDY.plan.report, preset="journal")))
    html = compose(study, language, TEMPLATES)
    free = html.replace("</style>", "table { table-layout: auto } thead th { width: auto !important }</style>")
    ours, found = measured(html), measured(free)
    assert len(ours) == len(found) > 5
    apart = [abs(a - b) for pair in zip(ours, found, strict=True) for a, b in zip(*pair, strict=True)]
    assert max(apart) < 2


def measured(html: str) -> list[list[float]]:
    """The columns of each table that is laid out, in percent of the table."""
    render = import_module("surveykit.report.render")  # loads Pango, so not where this file is collected
    boxes = import_module("weasyprint.formatting_structure.boxes")
    pages = render.read_page(html, render.NamedAssets({})).render().pages
    tables = [b for page in pages for b in page._page_box.descendants() if isinstance(b, boxes.TableBox)]
    return [[100 * width / sum(t.column_widths) for width in t.column_widths] for t in tables]
