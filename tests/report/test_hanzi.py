"""Small Chinese fonts: every character of the page and no others, in two weights."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from surveykit.report import hanzi
from surveykit.report.hanzi import font_faces, hanzi_fonts

PAGE = '<!DOCTYPE html><html lang="zh"><title>t</title><p>“满意度”&#x4E3A;3.42'


def test_the_fonts_have_the_characters_of_the_page_and_few_others() -> None:
    fonts = hanzi_fonts(PAGE)
    assert set(fonts) == {"hanzi-400.otf", "hanzi-700.otf", "wide-400.otf", "wide-700.otf"}
    for name, data in fonts.items():
        font = TTFont(BytesIO(data))
        drawn = "“满意度”为3.42" if name.startswith("hanzi") else "“”…— "
        assert {ord(c) for c in drawn} <= set(font.getBestCmap())
        assert len(font.getGlyphOrder()) < 200
        assert len(data) < 100_000
    assert font_faces(fonts).count("@font-face") == 4


def test_a_page_without_chinese_has_none() -> None:
    assert hanzi_fonts("<p>“Quality”") == {}
    assert font_faces({}) == ""


def test_a_machine_without_the_font_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanzi, "SOURCE", "No Such Font")
    assert hanzi_fonts(PAGE) == {}


def test_the_same_page_gives_the_same_bytes() -> None:
    assert hanzi_fonts(PAGE) == hanzi_fonts(PAGE)
