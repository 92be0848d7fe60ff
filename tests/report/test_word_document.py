"""The Word document: native headings, tables and links, both scripts, hostile words as text, the same bytes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from surveykit.core.finding import Figure
from surveykit.core.zip_file import unzipped
from surveykit.errors import AuthorError, OperatorError, Place
from surveykit.report import office, word_document
from surveykit.report.content import build_report
from surveykit.report.study import Study
from surveykit.report.theme import Colours, Theme
from surveykit.report.word_document import write_word_document
from tests.report.hostile_study import DRAWN, hostile, shown
from tests.report.tiny_study import DESCRIBED, STUDY, text

pytestmark = pytest.mark.pdf  # figures need fonts


def made(study: Study, language: str, path: Path, notice: str | None = None) -> Document:
    write_word_document(replace(build_report(study, language), notice=notice), path)
    return Document(str(path))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return made(STUDY, "zh", tmp_path_factory.mktemp("word") / "zh.docx", "模拟数据")


def styled(document: Document, name: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == name]


def test_headings_are_word_s_own_in_the_order_of_the_report(document: Document) -> None:
    sections = build_report(STUDY, "zh").sections
    assert styled(document, "Heading 1") == ["摘要", *(f"{s.number} {s.title}" for s in sections)]
    levels = [document.styles[f"Heading {n}"].element.pPr.find(qn("w:outlineLvl")) for n in (1, 2)]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1"]


def test_every_link_leads_to_a_bookmark(document: Document) -> None:
    body = document.element.body
    marks = [m.get(qn("w:name")) for m in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert links
    assert links <= set(marks)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in marks)


def test_the_contents_are_a_field(document: Document) -> None:
    codes = [code.text for code in document.element.body.iter(qn("w:instrText"))]
    assert [code.split()[0] for code in codes] == ["TOC"]
    kinds = [c.get(qn("w:fldCharType")) for c in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_tables_are_native_with_heads_that_are_repeated_and_a_caption_before(document: Document) -> None:
    tables = [t for t in document.tables if t.style.name == "Report Table"]
    report = build_report(STUDY, "zh")
    views = [v for s in report.sections for p in s.parts for v in p.tables]
    views += [v for s in report.sections for f in s.findings for v in (f.table, f.checks) if v]
    assert len(tables) == len(views)
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.getprevious().find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Caption"
        grid = len(table._tbl.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        assert {sum(cell.grid_span for cell in row.cells) for row in table.rows if row.cells} >= {grid}


def test_a_figure_says_in_words_what_it_shows(document: Document) -> None:
    (shape,) = document.inline_shapes
    said = shape._inline.docPr.get("descr")
    assert "3.42 [3.11, 3.73]" in said.replace("\u00a0", " ")
    assert document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob[:4] == b"\x89PNG"


def test_chinese_has_a_font_of_its_own_and_nothing_names_the_theme_s(document: Document) -> None:
    fonts = [f.attrib for f in document.styles.element.iter(qn("w:rFonts"))]
    assert fonts[0][qn("w:eastAsia")] == "Microsoft YaHei"
    assert not [name for f in fonts for name in f if "Theme" in name]
    assert {f.get(qn("w:eastAsia")) for f in document.styles.element.iter(qn("w:lang"))} == {"zh-CN"}


def test_nobody_overlooks_that_data_are_simulated(document: Document) -> None:
    section = document.sections[0]
    for head in (section.header, section.first_page_header):
        assert "模拟数据" in "".join(p.text for p in head.paragraphs)


def test_the_dates_of_the_file_are_the_study_s(document: Document, tmp_path: Path) -> None:
    core = document.core_properties
    assert str(core.created).startswith(str(STUDY.plan.registered))
    assert core.modified == core.created
    assert core.title == "服务速度"
    assert core.language == "zh-CN"
    undated = replace(STUDY, plan=replace(STUDY.plan, registered=None))
    assert made(undated, "en", tmp_path / "a.docx").core_properties.created is None


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        made(STUDY, "en", tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert all(b"2013-12-23" not in part for _, part in unzipped((tmp_path / "a.docx").read_bytes()))


@pytest.mark.parametrize("words", DRAWN)
def test_what_people_wrote_is_text(words: str, tmp_path: Path) -> None:
    document = made(hostile(words), "en", tmp_path / "h.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert shown(words) in cells
    assert f"3.1 {shown(words)}" in styled(document, "Heading 2")
    parts = dict(unzipped((tmp_path / "h.docx").read_bytes()))
    assert b'TargetMode="External"' not in b"".join(part for name, part in parts.items() if name.endswith(".rels"))


def test_a_figure_that_would_have_boxes_is_refused(tmp_path: Path) -> None:
    label = text("\U0010fffd", "\U0010fffd")
    figure = Figure("intervals", label, {"rows": [{"label": label, "value": 1.0}], "axis": label})
    with pytest.raises(OperatorError, match="missing-glyphs"):
        made(replace(STUDY, findings=(replace(DESCRIBED, figure=figure),)), "en", tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_cannot_be_made_costs_only_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(svg: str) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(word_document, "png", broken)
    document = made(STUDY, "en", tmp_path / "a.docx")
    assert len(document.inline_shapes) == 0
    assert any("The figure could not be drawn" in said for said in styled(document, "Caution"))
    assert "Mean scores" in "".join(styled(document, "Caption"))


def test_a_picture_that_somebody_can_mend_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(svg: str) -> bytes:
        raise AuthorError.of("no-such-file", Place("x"), found="x")

    monkeypatch.setattr(word_document, "png", refuse)
    with pytest.raises(AuthorError):
        made(STUDY, "en", tmp_path / "a.docx")


def test_colours_fonts_and_logo_of_the_theme_reach_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "families", lambda character: frozenset({"Some Song"}))
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    theme = Theme(Colours(accent="#0b6b57"), ("Some Song", "Some Serif"), "logo.svg", path=tmp_path / "t.yaml")
    document = made(replace(STUDY, theme=theme), "en", tmp_path / "a.docx")
    fonts = next(document.styles.element.iter(qn("w:rFonts")))
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Some Serif", "Some Song")
    assert str(document.styles["Table Group"].font.color.rgb) == "0B6B57"
    rule = next(document.styles["Title"].element.iter(qn("w:bottom")))
    assert rule.get(qn("w:color")) == "0B6B57"
    assert not [name for name in rule.attrib if "theme" in name.lower()]
    assert len(document.inline_shapes) == 2


def test_a_logo_that_refers_to_another_file_is_refused(tmp_path: Path) -> None:
    sly = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>'
    (tmp_path / "logo.svg").write_text(sly)
    with pytest.raises(AuthorError, match="asset-refused"):
        made(replace(STUDY, theme=Theme(logo="logo.svg", path=tmp_path / "t.yaml")), "en", tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()
