"""The PDF: whole, tagged, the same every time, and reaching for nothing. Each file costs seconds, so few are made."""

import subprocess
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pdfua
import pytest
from pypdf import PdfReader

from surveykit.errors import AuthorError, OperatorError
from surveykit.report.compose import compose
from surveykit.report.fonts import missing_characters
from surveykit.report.pdf import write_pdf
from tests.report.tiny_study import DESCRIBED, STUDY, TEMPLATES, text

NOBODYS = "\U0010fffd"
"""A character that no font has."""
SMALL = '<!DOCTYPE html><html lang="en"><title>t</title><p>{}'


def words_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("zh") / "report-zh.pdf"
    write_pdf(compose(STUDY, "zh", TEMPLATES), path)
    return path


@pytest.mark.pdf
def test_the_pdf_is_tagged_named_and_has_bookmarks(chinese: Path) -> None:
    reader = PdfReader(chinese)
    catalogue = reader.trailer["/Root"]
    assert 5 <= len(reader.pages) <= 14
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "服务速度"
    assert str(reader.metadata.creation_date).startswith("2026-01-15")
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["摘要", "目录", "1 数据与样本"]


@pytest.mark.pdf
def test_the_checker_of_accessible_pdf_finds_no_error(chinese: Path) -> None:
    """Its rule on the nesting of headings (UA-14-001) breaks on this file; bookmarks are looked at above."""
    found = pdfua.validate(chinese)
    assert [f.rule_id for f in found.findings if f.severity is pdfua.Severity.ERROR] == []
    assert len(found.findings) < 40


@pytest.mark.pdf
def test_chinese_is_drawn_in_a_chinese_font_and_can_be_read_out(chinese: Path) -> None:
    fonts = subprocess.run(["pdffonts", str(chinese)], capture_output=True, check=True).stdout.decode()
    assert "Surveykit-Hanzi" in fonts
    words = words_of(chinese)
    assert "速度为3.42" in words
    assert "仅4份回答，不估计关系" in words
    assert "evil.example" in words  # a hostile label is text, and nothing else


@pytest.mark.pdf
def test_the_summary_is_one_page_however_much_there_is_to_say(tmp_path: Path) -> None:
    long = " ".join(["The data show that speed goes with content, r = .42 [.31, .53]."] * 4)
    findings = [
        replace(DESCRIBED, id=f"d{i}", sentences=replace(DESCRIBED.sentences, short=text(long, long))) for i in range(6)
    ]
    refused = [replace(f, id=f"r{f.id}", refused=True) for f in findings]
    path = tmp_path / "en.pdf"
    write_pdf(compose(replace(STUDY, findings=(DESCRIBED, *findings, *refused)), "en", TEMPLATES), path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert "How far this carries" in pages[1]
    assert pages[2].split("Contents", 1)[1]
    assert "Speed scores 3.42 on average" in pages[1]


@pytest.mark.pdf
def test_two_runs_give_the_same_bytes(chinese: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    write_pdf(compose(STUDY, "zh", TEMPLATES), again)
    assert again.read_bytes() == chinese.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


@pytest.mark.pdf
def test_a_character_without_a_font_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(OperatorError) as caught:
        write_pdf(SMALL.format(f"a {NOBODYS} 字"), path)
    problem = caught.value.problems[0]
    assert problem.code == "missing-glyphs"
    assert problem.values["count"] == 1
    assert "U+10FFFD" in str(problem.values["characters"])
    assert path.read_text(encoding="utf-8") == "before"


@pytest.mark.pdf
def test_glyphs_that_only_the_renderer_misses_are_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.report.pdf.missing_characters", lambda html: "")
    with pytest.raises(OperatorError, match="missing-glyphs"):
        write_pdf(SMALL.format(NOBODYS), tmp_path / "report.pdf")


@pytest.mark.pdf
def test_boxes_are_drawn_only_where_somebody_says_so(tmp_path: Path) -> None:
    made = write_pdf(SMALL.format(f"a {NOBODYS}"), tmp_path / "report.pdf", allow_missing=True)
    assert made.pages == 1
    assert "a" in words_of(made.path)


@pytest.mark.pdf
def test_every_address_is_refused_but_the_named_ones(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    html = SMALL.format(
        f'<img alt="a" src="{secret.as_uri()}"><img alt="b" src="http://127.0.0.1:9/x.png"><img alt="c" src="y.png">'
    )
    with pytest.raises(AuthorError) as caught:
        write_pdf(html, tmp_path / "report.pdf")
    addresses = str(caught.value.problems[0].values["addresses"])
    assert caught.value.problems[0].code == "asset-refused"
    assert all(part in addresses for part in ("secret.png", "127.0.0.1:9", "y.png"))
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.pdf
def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="report-too-large"):
        write_pdf(SMALL.format("<table>" + "<tr><td>x" * 20_000), tmp_path / "report.pdf", seconds=2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/", "https://a.example/", "data:,x", "ftp://a/b"]
)
def test_the_fetcher_gives_named_files_only(url: str, tmp_path: Path) -> None:
    named = tmp_path / "logo.txt"
    named.write_text("logo", encoding="utf-8")
    render = import_module("surveykit.report.render")  # loads Pango, so not where this file is collected
    fetcher = render.NamedAssets({"logo.txt": str(named)})
    with pytest.raises(ValueError, match="named"):
        fetcher.fetch(url)
    assert fetcher.refused == [url]
    assert fetcher.fetch(render.BASE + "logo.txt").read() == b"logo"


@pytest.mark.pdf
def test_preflight_looks_at_what_is_drawn_only() -> None:
    assert missing_characters(f"plain 字 &#x10FFFD; {NOBODYS} \u200b\ufe0f") == NOBODYS
