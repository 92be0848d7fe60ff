"""The PDF: whole, tagged, the same every time, and reaching for nothing. Each file costs seconds, so few are made."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from inspect import signature
from itertools import product
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pdfua
import pytest
from pypdf import PdfReader

from surveykit.core.language import LANGUAGES
from surveykit.errors import AuthorError, OperatorError
from surveykit.report.compose import compose, compose_both
from surveykit.report.fonts import missing_characters
from surveykit.report.pdf import write_pdf
from surveykit.report.preset import PRESETS
from tests.report.structure_tree import heading_faults
from tests.report.tiny_study import DESCRIBED, STUDY, TEMPLATES, text

NOBODYS = "\U0010fffd"
"""A character that no font has."""
ROOT = Path(__file__).parents[2]
REACHING = """<!DOCTYPE html><html lang="zh"><head><title>t</title>
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"/>
<style>@import "http://127.0.0.1:9/b.css"; @font-face { font-family: x; src: url(file:///etc/hosts) }
p { background: url(/etc/hostname) }</style></head>
<body><p>服务</p><img alt="a" src="logo.svg"/><img alt="b" src="file:///etc/passwd"/></body></html>"""
"""A page that asks for much and is given a logo."""
WATCHED = """
import json, sys
from pathlib import Path
from surveykit.report.render import make_pdf
html, logo, out = Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2], Path(sys.argv[3])
make_pdf(html, {"logo.svg": logo}, out)
seen, told = [], ("open", "socket", "subprocess", "urllib", "http", "ftplib", "os.system")
sys.addaudithook(lambda name, values: seen.append((name, str(values[0]))) if name.startswith(told) else None)
make_pdf(html, {"logo.svg": logo}, out)
print(json.dumps(seen))
"""
"""Makes a PDF once to have everything loaded, and once more while all that is opened or called is written down."""
SMALL = '<!DOCTYPE html><html lang="en"><title>t</title><p>{}'


def renderer() -> ModuleType:
    """What runs in the child process. It loads Pango, so not where this file is collected."""
    return import_module("surveykit.report.render")


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
@pytest.mark.parametrize(
    ("preset", "languages"), [*product(PRESETS, [("en",), ("zh",)]), ("full", LANGUAGES), ("scorecard", LANGUAGES)]
)
def test_the_checker_of_accessible_pdf_finds_no_error(preset: str, languages: tuple[str, ...], tmp_path: Path) -> None:
    study = replace(STUDY, plan=replace(STUDY.plan, report=replace(STUDY.plan.report, preset=preset)))
    html = compose(study, *languages, TEMPLATES) if len(languages) == 1 else compose_both(study, languages, TEMPLATES)
    path = tmp_path / "report.pdf"
    renderer().make_pdf(html, {}, path)
    checked = pdfua.validate(path)
    assert [f.rule_id for f in checked.findings if f.severity is pdfua.Severity.ERROR] == []
    assert len(checked.findings) < 40
    assert {o.rule_id for o in checked.outcomes if o.skipped_reason} <= {"UA-14-001"}, "see heading_faults"
    assert heading_faults(path) == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("headings", "fault"),
    [("<h1>a</h1><h3>b</h3>", "2: H3 after H1"), ("<h2>a</h2>", "1: H2 after H0"), ("<h1></h1>", "1: empty")],
)
def test_headings_out_of_order_would_be_found(headings: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    renderer().make_pdf(SMALL.format(headings), {}, path)
    assert heading_faults(path) == [fault]


@pytest.mark.pdf
@pytest.mark.parametrize("preset", PRESETS)
def test_a_page_of_every_preset_is_xml_and_reads_as_a_browser_would_read_it(preset: str) -> None:
    study = replace(STUDY, plan=replace(STUDY.plan, report=replace(STUDY.plan.report, preset=preset)))
    render = renderer()
    html = compose_both(study, LANGUAGES, TEMPLATES)
    fast, browsers = (render.read_page(page, render.NamedAssets({})) for page in (html, html + "<br>"))
    assert ElementTree.fromstring(html) is not None
    assert shape(fast.etree_element) == shape(browsers.etree_element)


def shape(element: ElementTree.Element) -> list[object]:
    """An element with all in it, for comparison."""
    named = {name: value for name, value in element.attrib.items() if not name.endswith("xmlns")}
    words = ((element.text or "").strip("\n"), (element.tail or "").strip("\n"))
    return [element.tag, named, words, [shape(child) for child in element if child.tag != "br"]]


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
def test_nothing_is_opened_but_the_named_assets_and_nobody_is_called(tmp_path: Path) -> None:
    logo, page, out = tmp_path / "logo.svg", tmp_path / "page.html", tmp_path / "report.pdf"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', encoding="utf-8")
    page.write_text(REACHING, encoding="utf-8")
    command = [sys.executable, "-c", WATCHED, str(page), str(logo), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seen = {
        (event, what) for event, what in json.loads(done.stdout) if not what.isdigit() and "/weasyprint-" not in what
    }
    assert {event for event, _ in seen} == {"open", "subprocess.Popen"}
    assert {what for event, what in seen if event == "open"} == {str(logo), str(out)}
    assert {Path(what).name for event, what in seen if event == "subprocess.Popen"} == {"fc-match"}


@pytest.mark.pdf
def test_what_takes_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="report-too-large") as caught:
        write_pdf(SMALL.format("<table>" + "<tr><td>x" * 3000), tmp_path / "report.pdf", megabytes=230)
    assert "230 MB" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_limits_are_a_minute_and_one_and_a_half_gigabytes() -> None:
    defaults = signature(write_pdf).parameters
    assert (defaults["seconds"].default, defaults["megabytes"].default) == (60, 1500)


@pytest.mark.pdf
def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="report-too-large"):
        write_pdf(SMALL.format("<table>" + "<tr><td>x" * 20_000), tmp_path / "report.pdf", seconds=2)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_only_waits_is_given_up_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surveykit.report.pdf._WAITED", 0)
    with pytest.raises(OperatorError, match="report-too-large"):
        write_pdf(SMALL.format("Nothing much"), tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/", "https://a.example/", "data:,x", "ftp://a/b"]
)
def test_the_fetcher_gives_named_files_only(url: str, tmp_path: Path) -> None:
    named = tmp_path / "logo.txt"
    named.write_text("logo", encoding="utf-8")
    render = renderer()
    fetcher = render.NamedAssets({"logo.txt": str(named)})
    with pytest.raises(ValueError, match="named"):
        fetcher.fetch(url)
    assert fetcher.refused == [url]
    assert fetcher.fetch(render.BASE + "logo.txt").read() == b"logo"


@pytest.mark.pdf
def test_preflight_looks_at_what_is_drawn_only() -> None:
    assert missing_characters(f"plain 字 &#x10FFFD; {NOBODYS} \u200b\ufe0f") == NOBODYS


def tables_on_pages(filled: int, *frames: str) -> list[int]:
    """How many tables, or parts of one, each page has, where the first page is filled to so many millimetres."""
    style = "".join((TEMPLATES[0] / "report" / name).read_text() for name in ("shared.css", "print.css"))
    body = f"<div style='height: {filled}mm'></div>{''.join(frames)}"
    html = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    boxes, render = import_module("weasyprint.formatting_structure.boxes"), renderer()
    pages = render.read_page(html, render.NamedAssets({})).render().pages
    return [sum(isinstance(b, boxes.TableBox) for b in page._page_box.descendants()) for page in pages]


def framed(style: str, rows: int, height: int) -> str:
    row = f"<tr><th>A</th><td style='height: {height}mm'>1</td></tr>"
    head = "<caption>T</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
    return f"<div class='table-frame {style}'><table>{head}<tbody>{row * rows}</tbody></table></div>"


@pytest.mark.pdf
def test_checks_that_have_no_room_leave_their_table_where_it_is() -> None:
    assert tables_on_pages(170, framed("short", 3, 10), framed("text checks", 3, 20)) == [1, 1]


@pytest.mark.pdf
def test_tall_rows_fill_a_page_and_go_on_overleaf() -> None:
    assert tables_on_pages(120, framed("text", 3, 45)) == [1, 1]
    assert tables_on_pages(120, framed("regular", 3, 45)) == [0, 1], "numbers stay together"
