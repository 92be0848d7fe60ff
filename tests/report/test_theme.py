"""Themes: readable colours, installed fonts, one logo, the words of the title page; all faults at once."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from surveykit.charts.palette import NIGHT, PAPER, contrast, luminance
from surveykit.errors import AuthorError, OperatorError
from surveykit.report import theme as theming
from surveykit.report.compose import compose, compose_page
from surveykit.report.pdf import write_pdf
from surveykit.report.theme import LOGO_BYTES, PRINTED, READABLE, Colour, Colours, Theme, load_theme
from tests.report.page_reader import PageReader
from tests.report.tiny_study import STUDY, TEMPLATES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0b6b57"/>{}</svg>'
PAGE = "paper"
TITLED = """
colours: {accent: "#0B6B57"}
logo: logo.svg
title_page:
  subtitle: {en: Wave 3, zh: 第三轮}
  authors: [{en: Li Wei, zh: 李伟}]
  date: 2026-03-01
  note: {en: A draft., zh: 讨论稿。}
"""


def written(folder: Path, source: str, logo: str | bytes = SVG.format("")) -> Path:
    (folder / "logo.svg").write_bytes(logo if isinstance(logo, bytes) else logo.encode())
    path = folder / "mine.yaml"
    path.write_text(source, encoding="utf-8")
    return path


def faults(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(AuthorError) as caught:
        load_theme(path)
    return [(p.code, p.place.line) for p in caught.value.problems]


def test_our_own_colours_can_be_read():
    ours = Colours()
    assert min(contrast(getattr(ours, name), getattr(ours, ground, ground)) for name, ground in PRINTED) >= READABLE


GREEN = Colours(accent=Colour("#0b6b57"), deep=Colour("#0a3d35"), pale=Colour("#eef7f4"))
BLACK = Colours(*[Colour("#000000")] * 4, pale=Colour("#777777"), warm=Colour("#000000"), warm_pale=Colour("#ffff00"))


@pytest.mark.parametrize("colours", [Colours(), GREEN, BLACK], ids=["ours", "green", "black"])
def test_a_web_page_has_the_colours_and_in_the_dark_they_can_be_read_as_well(colours):
    style = compose_page(replace(STUDY, theme=Theme(colours)), ["en"], TEMPLATES).partition("</style>")[0]
    day, _, dark = style.rpartition("@media (prefers-color-scheme: dark)")
    assert f"--accent: {colours.accent}" in day.rpartition(":root")[2]
    said = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark))
    told = [(said[name], said[PAGE if ground == PAPER else ground.replace("_", "-")]) for name, ground in PRINTED]
    assert min(contrast(*pair) for pair in told) >= READABLE
    assert luminance(said[PAGE]) < 0.02
    assert len({said[name] for name, _ in PRINTED}) == len({getattr(colours, name) for name, _ in PRINTED})


def test_words_in_the_dark_stand_out_as_they_do_on_paper():
    night = GREEN.in_the_dark
    assert contrast(night.accent, NIGHT) == pytest.approx(contrast(GREEN.accent, PAPER), rel=0.05)
    assert contrast(night.ink, NIGHT) > contrast(night.quiet, NIGHT)


def test_an_empty_theme_is_ours(tmp_path):
    assert load_theme(written(tmp_path, "title_page: {}\n")) == Theme()


def test_colours_and_fonts_come_after_the_style_and_ours_stay_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(theming, "families", lambda: frozenset({"Some Serif"}))
    mine = load_theme(written(tmp_path, 'colours: {accent: "#0B6B57"}\nfonts: [Some Serif]\n'))
    style = compose(replace(STUDY, theme=mine), "en", TEMPLATES).partition("</style>")[0]
    assert "--accent: #0b6b57" in style.rpartition("@page")[0].rpartition(":root")[2]
    assert "'Some Serif', 'Noto Sans'" in style


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("colours: {accent: blue}", "bad-colour"),
        ("colours: {accent: #1f5a93\n}", "bad-colour"),
        ('colours: {accent: "#9bc"}', "bad-colour"),
        ('colours: {accent: "#9bbcdd"}', "colours-too-close"),
        ('colours: {pale: "#56616c"}', "colours-too-close"),
        ('colours: {acent: "#1f5a93"}', "unknown-key"),
        ('fonts: ["x; } body { color: red"]', "bad-font"),
        ("logo: nowhere.png", "logo-missing"),
        ("logo: mine.yaml", "logo-no-picture"),
        ("title_page: {date: spring}", "bad-date"),
        ("title_page: {subtitle: {en: Wave 3}}", "missing-translation"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, source, code):
    assert set(faults(written(tmp_path, source + "\n"))) == {(code, 1)}


def test_words_too_close_to_their_ground_are_told_with_the_contrast(tmp_path):
    with pytest.raises(AuthorError) as caught:
        load_theme(written(tmp_path, 'colours: {quiet: "#777777", warm_pale: "#fdf5ea"}\n'))
    values = caught.value.problems[0].values
    assert (values["colour"], values["ground"], values["found"]) == ("quiet", "#ffffff", "4.48")


@pytest.mark.parametrize(
    ("logo", "code"),
    [
        (b"GIF89a", "logo-no-picture"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("&a;"), "logo-no-picture"),
        (SVG.format(" " * LOGO_BYTES), "logo-too-large"),
    ],
)
def test_a_logo_is_a_small_plain_picture(tmp_path, logo, code):
    assert faults(written(tmp_path, "logo: logo.svg\n", logo)) == [(code, 1)]


def test_a_font_that_is_not_installed_is_told_before_anything_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(theming, "families", lambda: frozenset({"Noto Sans"}))
    with pytest.raises(OperatorError) as caught:
        load_theme(written(tmp_path, "fonts: [Noto Sans, Nobody Sans]\n"))
    assert caught.value.problems[0].values["families"] == ("Nobody Sans",)


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("Wave 3", "Li Wei", "1 March 2026")), ("zh", ("第三轮", "李伟", "2026年3月1日"))]
)
def test_the_title_page_says_what_the_theme_says(tmp_path, language, words):
    study = replace(STUDY, theme=load_theme(written(tmp_path, TITLED)))
    page = PageReader(compose(study, language, TEMPLATES))
    assert all(word in page.text for word in words)
    assert [image["src"] for image in page.attributes("img")] == ["logo.svg"]
    web = PageReader(compose_page(study, [language], TEMPLATES))
    assert words[0] in web.text
    assert web.attributes("img") == []


@pytest.mark.pdf
def test_the_pdf_has_the_logo_and_opens_no_other_file(tmp_path):
    mine = load_theme(written(tmp_path, TITLED))
    html = compose(replace(STUDY, theme=mine), "en", TEMPLATES)
    made = write_pdf(html, tmp_path / "r.pdf", mine.assets)
    assert "Li Wei" in PdfReader(made.path).pages[0].extract_text()
    sly = written(tmp_path, TITLED, SVG.format('<image href="file:///etc/hostname" width="9" height="9"/>'))
    with pytest.raises(AuthorError, match="asset-refused"):
        write_pdf(html, tmp_path / "sly.pdf", load_theme(sly).assets)
    assert not (tmp_path / "sly.pdf").exists()
