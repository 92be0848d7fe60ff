"""The slides: native charts with the figures' numbers, notes that lead to the evidence, hostile words as text."""

from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn

from surveykit.core.finding import Figure, Finding
from surveykit.core.zip_file import unzipped
from surveykit.errors import AuthorError, Place
from surveykit.report import office, slides
from surveykit.report.content import build_report
from surveykit.report.slide_charts import add_chart
from surveykit.report.slides import write_slides
from surveykit.report.study import Study
from surveykit.report.theme import Colours, Theme
from tests.report.hostile_study import HOSTILE, hostile, shown
from tests.report.test_tables import FIGURES, A
from tests.report.tiny_study import DESCRIBED, STUDY

BOX = (0, 0, 5_000_000, 3_000_000)
CHARTS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "distribution": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "intervals": XL_CHART_TYPE.LINE_MARKERS,
    "likert": XL_CHART_TYPE.BAR_STACKED_100,
    "parts": XL_CHART_TYPE.BAR_CLUSTERED,
    "quadrant": XL_CHART_TYPE.XY_SCATTER,
    "shares": XL_CHART_TYPE.BAR_STACKED_100,
}


def made(study: Study, path: Path, language: str = "en", notice: str | None = None) -> Presentation:
    write_slides(replace(build_report(study, language), notice=notice), path)
    return Presentation(str(path))


def titles(deck: Presentation) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def notes(deck: Presentation) -> list[str]:
    return [s.notes_slide.notes_text_frame.text if s.has_notes_slide else "" for s in deck.slides]


def test_the_deck_tells_the_study_in_its_order(tmp_path: Path) -> None:
    deck = made(STUDY, tmp_path / "d.pptx")
    assert titles(deck)[:4] == ["Speed of service", "Summary", "What the data show", "Speed lies near the middle"]
    assert titles(deck)[-1] == "Limitations"
    assert "What could not be shown" in titles(deck)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_figure_is_a_chart_of_powerpoint_s_own(kind: str) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = add_chart(slide.shapes, BOX, Figure(kind, A, FIGURES[kind][0]), "en")
    assert frame is not None
    assert frame.chart.chart_type == CHARTS[kind]


def test_what_has_no_chart_becomes_a_table(tmp_path: Path) -> None:
    data, _ = FIGURES["heat_map"]
    deck = made(with_figure(Figure("heat_map", A, data)), tmp_path / "d.pptx")
    (table,) = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert [cell.text for cell in table.rows[1].cells] == ["Speed", ".80", "\u2013"]


def test_a_table_that_is_cut_says_so_in_the_notes(tmp_path: Path) -> None:
    rows = [{"label": A, "value": 1.0}] * 14
    deck = made(with_figure(Figure("intervals", A, {"rows": rows, "axis": A})), tmp_path / "d.pptx")
    (table,) = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(table.rows) == 11
    assert "All 14 are in the report; 10 are shown here." in notes(deck)[3]


def with_figure(figure: Figure) -> Study:
    return replace(STUDY, findings=(replace(DESCRIBED, figure=figure),))


def chart_of(deck: Presentation) -> object:
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    return chart


def test_the_numbers_of_a_chart_are_the_figure_s_with_its_intervals(tmp_path: Path) -> None:
    rows = [
        {"label": A, "value": 3.4219876, "interval": (3.11, 3.73)},
        {"label": A, "value": -0.1, "interval": (-0.3, 0.1), "hollow": True},
    ]
    deck = made(with_figure(Figure("intervals", A, {"rows": rows, "axis": A})), tmp_path / "d.pptx")
    (series,) = chart_of(deck).plots[0].series
    assert tuple(series.values) == (3.4219876, -0.1)
    bars = series._element.find(qn("c:errBars"))
    reach = [float(v.text) for v in bars.iter(qn("c:v"))]
    assert reach == pytest.approx([0.3080124, 0.2, 0.3119876, 0.2])


@pytest.mark.parametrize(
    ("data", "axis"),
    [
        ({"rows": [{"label": A, "value": 0.49, "interval": (-0.37, 0.61)}]}, (-0.5, 1.0, 0.5)),
        ({"rows": [{"label": A, "value": 7.48}], "range": (1, 10)}, (1, 10, 1)),
    ],
)
def test_an_axis_runs_between_round_numbers(data: dict[str, object], axis: tuple[float, ...], tmp_path: Path) -> None:
    deck = made(with_figure(Figure("intervals", A, {**data, "axis": A})), tmp_path / "d.pptx")
    drawn = chart_of(deck).value_axis
    assert (drawn.minimum_scale, drawn.maximum_scale, drawn.major_unit) == axis


def test_likert_counts_stand_in_the_chart_and_shares_on_its_axis(tmp_path: Path) -> None:
    deck = made(with_figure(Figure("likert", A, FIGURES["likert"][0])), tmp_path / "d.pptx")
    chart = chart_of(deck)
    assert [(s.name, tuple(s.values)) for s in chart.plots[0].series] == [("1", (0.0,)), ("2 Care", (5.0,))]
    assert list(chart.plots[0].categories) == ["Speed (n = 5)"]


def test_notes_say_the_whole_finding_and_where_it_stands(tmp_path: Path) -> None:
    deck = made(STUDY, tmp_path / "d.pptx")
    note = notes(deck)[3]
    assert "Speed scores 3.42, 95% CI [3.11, 3.73]." in note.replace("\u00a0", " ")
    assert "Few respondents." in note
    assert note.endswith("Evidence: section 3.1 of the report, Figure 1.")


def test_a_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    deck = made(STUDY, tmp_path / "d.pptx")
    (frame,) = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert "[3.11,\u00a03.73]" in frame._element.nvGraphicFramePr.cNvPr.get("descr")


def test_nobody_overlooks_that_data_are_simulated(tmp_path: Path) -> None:
    deck = made(STUDY, tmp_path / "d.pptx", "zh", "模拟数据")
    for slide in deck.slides:
        assert "模拟数据" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_both_scripts_have_a_font(tmp_path: Path) -> None:
    made(STUDY, tmp_path / "d.pptx", "zh")
    themes = [part for name, part in unzipped((tmp_path / "d.pptx").read_bytes()) if name.startswith("ppt/theme/")]
    assert themes
    assert all(b'<a:ea typeface="Microsoft YaHei"/>' in theme for theme in themes)


def test_two_runs_give_the_same_bytes_and_no_clock_is_in_them(tmp_path: Path) -> None:
    made(STUDY, tmp_path / "a.pptx")
    made(STUDY, tmp_path / "b.pptx")
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()
    (book,) = [part for name, part in unzipped((tmp_path / "a.pptx").read_bytes()) if name.endswith(".xlsx")]
    assert b"1980-01-01T00:00:00Z" in dict(unzipped(book))["docProps/core.xml"]
    deck = Presentation(str(tmp_path / "a.pptx"))
    assert str(deck.core_properties.created).startswith(str(STUDY.plan.registered))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_wrote_is_text(words: str, tmp_path: Path) -> None:
    deck = made(hostile(words), tmp_path / "h.pptx")
    assert shown(words) in titles(deck)
    (category,) = chart_of(deck).plots[0].categories
    assert category.removeprefix("\u200b") == f"{shown(words)} (n = 47)"
    (book,) = [part for name, part in unzipped((tmp_path / "h.pptx").read_bytes()) if name.endswith(".xlsx")]
    sheet = dict(unzipped(book))["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    relations = [part for name, part in unzipped((tmp_path / "h.pptx").read_bytes()) if name.endswith(".rels")]
    assert b'TargetMode="External"' not in b"".join(relations)


def test_a_finding_that_is_refused_has_no_chart(tmp_path: Path) -> None:
    refused: Finding = replace(DESCRIBED, refused=True)
    deck = made(replace(STUDY, findings=(refused,)), tmp_path / "d.pptx")
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_a_chart_that_cannot_be_made_leaves_its_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(shapes: object, *_: object) -> None:
        shapes.add_textbox(0, 0, 9, 9)
        raise ZeroDivisionError

    monkeypatch.setattr(slides, "add_chart", broken)
    deck = made(STUDY, tmp_path / "d.pptx")
    (slide,) = [s for s in deck.slides if s.shapes.title.text_frame.text == "Speed lies near the middle"]
    assert [shape.has_table for shape in slide.shapes].count(True) == 1
    assert all(shape.width > 9 for shape in slide.shapes)
    assert "The figure could not be drawn" in slide.notes_slide.notes_text_frame.text


def test_a_chart_that_somebody_can_mend_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise AuthorError.of("no-such-file", Place("x"), found="x")

    monkeypatch.setattr(slides, "add_chart", refuse)
    with pytest.raises(AuthorError):
        made(STUDY, tmp_path / "d.pptx")


def test_colours_and_fonts_of_the_theme_reach_the_slides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "families", lambda character: frozenset({"Some Song"}))
    theme = Theme(Colours(accent="#0b6b57", deep="#0a3d35"), ("Some Serif", "Some Song"))
    deck = made(replace(STUDY, theme=theme), tmp_path / "d.pptx")
    assert str(deck.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb) == "0A3D35"
    themes = [part for name, part in unzipped((tmp_path / "d.pptx").read_bytes()) if "theme/theme1" in name]
    assert all(word in themes[0] for word in (b"0B6B57", b"Some Serif", b"Some Song"))
