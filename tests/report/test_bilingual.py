"""Two reports of one study as one: every text twice, every number once."""

import re
from dataclasses import replace

import pytest
from markupsafe import Markup
from pypdf import PdfReader

from surveykit.core.language import message
from surveykit.report.bilingual import Pair, alone, pair, together
from surveykit.report.compose import compose_both
from surveykit.report.content import build_report
from surveykit.report.pdf import write_pdf
from tests.report.page_reader import PageReader
from tests.report.test_preset import styled
from tests.report.tiny_study import DESCRIBED, HOSTILE, STUDY, TEMPLATES

PRESETS = ("full", "brief", "scorecard", "manager", "journal", "thesis", "method")


def joined():
    return together(build_report(STUDY, "en"), build_report(STUDY, "zh"))


def test_a_pair_escapes_and_stands_alone_in_an_attribute():
    both = pair(("en", "a < b"), ("zh", Markup("<b>甲</b>")))
    assert "a &lt; b" in both
    assert "<b>甲</b>" in both
    assert isinstance(both, Pair)
    assert (alone(both), alone("plain")) == ("a < b", "plain")


def test_sentences_stand_in_both_languages_and_numbers_once():
    described = next(s for s in joined().sections if s.id == "section-description").findings[0]
    said = described.sentence.striptags()
    assert "Speed scores 3.42" in said
    assert "速度为3.42" in said
    assert described.table is not None
    cells = [cell.text for cell in described.table.groups[0].rows[0]]
    assert cells[1:] == ["3.42", "[3.11,\u00a03.73]", "–"]
    assert {"Speed", "速度"} <= set(re.split(r"<[^>]*>| ", str(cells[0])))


def test_a_figure_is_drawn_in_each_language():
    described = next(s for s in joined().sections if s.id == "section-description").findings[0]
    assert described.figure is not None
    assert described.figure.svg.count("<svg") == 2


@pytest.mark.parametrize("preset", PRESETS)
def test_the_page_is_whole_and_every_heading_stands_twice(preset):
    page = PageReader(compose_both(styled(preset), ["zh", "en"], TEMPLATES))
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert all(address[1:] in page.ids for address in page.addresses)
    for language in ("en", "zh"):
        assert message("report.section.limitations", language) in page.text
        assert message("report.limit.one_time.title", language) in page.text
    assert HOSTILE in page.text.replace("\u200b", "")
    attributes = [value for _, values in page.tags for value in values.values() if value]
    assert not any("<span" in value for value in attributes)


def test_the_first_language_is_that_of_the_document():
    page = PageReader(compose_both(STUDY, ["zh", "en"], TEMPLATES))
    assert page.attributes("html") == [{"lang": "zh-CN"}]
    assert page.text.index("服务速度") < page.text.index("Speed of service")


@pytest.mark.pdf
def test_the_pdf_can_be_read_in_both_languages(tmp_path):
    study = styled("scorecard", study=replace(STUDY, findings=(DESCRIBED,)))
    made = write_pdf(compose_both(study, ["en", "zh"], TEMPLATES), tmp_path / "both.pdf")
    words = "".join(page.extract_text() for page in PdfReader(made.path).pages)
    assert "Speed scores 3.42 on average" in words
    assert "速度平均为3.42" in words
