"""The report as a short deck of slides, with charts that can be edited; the notes lead to the evidence."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Mm, Pt

from surveykit.charts.typography import width
from surveykit.core.fault import Fault, tried
from surveykit.core.numbers import count
from surveykit.core.zip_file import write_zip
from surveykit.report.context import FigureView, FindingView, Prose, Remark, Report, Section, TableView, Tile
from surveykit.report.office import Look, set_properties, timeless
from surveykit.report.picture import logo
from surveykit.report.plain import plain
from surveykit.report.slide_charts import add_chart
from surveykit.report.templating import words

SHOWN = (
    "description",
    "recommendation",
    "satisfaction_share",
    "satisfaction_index",
    "drivers",
    "importance_performance",
)
"""Sections whose first figure gets a slide; so does every figure of a finding that the summary names."""
KINDS = ("likert", "distribution")
"""Kinds of figures of which the first gets a slide."""
MOST_ROWS, MOST_COLUMNS = 10, 9
_TITLE_SLIDE, _LIST, _TITLE_ONLY = 0, 1, 5
_EDGE, _TOP = Mm(17), Mm(42)
_SIZES = {"title": Pt(26), "text": Pt(18), "small": Pt(13), "figure": Pt(36), "cell": Pt(12)}
_FONT, _COLOUR = "Calibri", "4F81BD"
"""Which font and first colour the library's theme has."""


def write_slides(report: Report, path: Path) -> None:
    """Write the deck in one language."""
    deck = _Deck(report)
    deck.write()
    content = BytesIO()
    deck.presentation.save(content)
    write_zip(path, ((name, _themed(name, part, deck.look)) for name, part in timeless(content.getvalue())))


class _Deck:
    """Makes one slide after the other."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.look = Look.of(report.theme)
        self.word = words(report.language)
        self.presentation: Any = Presentation()
        _widen(self.presentation)
        set_properties(self.presentation.core_properties, report)

    def write(self) -> None:
        """Title, summary, findings, what could not be shown, what to try, limitations."""
        self.title()
        self.summary()
        self.headlines()
        for finding in _chosen(self.report):
            self.finding(finding)
        self.withheld()
        for section in self.report.sections:
            if section.id.removeprefix(self.report.prefix) == "section-actions":
                self.actions(section)
            if section.id == self.report.summary.limits_anchor:
                self.limitations(section)

    def slide(self, layout: int, title: str) -> Any:
        """A new slide; on each stands what nobody may overlook."""
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[layout])
        _fill(slide.shapes.title.text_frame, [title], _SIZES["title"], self.look.deep, bold=True)
        if self.report.notice:
            box = slide.shapes.add_textbox(_EDGE, Mm(179), self.width, Mm(9))
            _fill(box.text_frame, [self.report.notice], _SIZES["small"], self.look.warm, bold=True)
        return slide

    @property
    def width(self) -> int:
        """The room between the edges."""
        return int(self.presentation.slide_width) - 2 * _EDGE

    def title(self) -> None:
        """The first slide."""
        cover = self.report.cover
        slide = self.slide(_TITLE_SLIDE, plain(cover.title))
        emblem = logo(self.report.theme)
        if emblem:
            picture = slide.shapes.add_picture(BytesIO(emblem), _EDGE, Mm(12), height=Mm(18))
            picture._element.nvPicPr.cNvPr.set("descr", plain(cover.client or cover.title))
        facts = [f"{fact.label}: {fact.value}" for fact in cover.facts if not fact.code]
        _fill(
            slide.placeholders[1].text_frame,
            [cover.kind, *filter(None, [cover.subtitle, cover.client, *cover.authors, cover.date]), *facts],
            _SIZES["small"],
            self.look.quiet,
        )

    def summary(self) -> None:
        """The key figures."""
        summary = self.report.summary
        slide = self.slide(_TITLE_ONLY, self.word("summary.title"))
        box = slide.shapes.add_textbox(_EDGE, _TOP, self.width, Mm(14))
        _fill(box.text_frame, [summary.lead], _SIZES["text"], self.look.quiet)
        breadth = self.width // max(len(summary.tiles), 1)
        for at, tile in enumerate(summary.tiles):
            _tile(slide, tile, _EDGE + at * breadth, breadth - Mm(5), self.look)
        self.note(slide, [summary.tile_note, summary.limits], summary.limits_number)

    def headlines(self) -> None:
        """What was found, in one line each."""
        if self.report.summary.lost:
            return
        lines = self.report.summary.headlines
        slide = self.slide(_LIST, self.word("summary.findings"))
        said: list[Prose | str] = [line.sentence for line in lines] or [self.word("summary.no_findings")]
        _fill(slide.placeholders[1].text_frame, said, _SIZES["text"], self.look.ink)
        self.note(slide, [self.report.summary.corrected], *(line.number for line in lines))

    def withheld(self) -> None:
        """What could not be shown, and why."""
        summary = self.report.summary
        if summary.withheld:
            slide = self.slide(_LIST, self.word("summary.withheld"))
            _fill(
                slide.placeholders[1].text_frame,
                [line.sentence for line in summary.withheld],
                _SIZES["text"],
                self.look.ink,
            )
            self.note(slide, [summary.withheld_more], *(line.number for line in summary.withheld))

    def finding(self, finding: FindingView) -> None:
        """A finding with its chart, or its numbers as a table."""
        figure = finding.figure
        assert figure is not None
        slide = self.slide(_TITLE_ONLY, plain(figure.title))
        box = (_EDGE, _TOP, self.width, Mm(122))
        frame, lost = self.chart(slide, box, figure)
        if frame is not None:
            frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(figure.alternative))
        elif figure.numbers:
            self.table(slide, figure.numbers)
        under = [text for text in (figure.base, figure.note) if text]
        foot = slide.shapes.add_textbox(_EDGE, Mm(166), self.width, Mm(10))
        _fill(foot.text_frame, under, _SIZES["small"], self.look.quiet)
        said: list[Prose | str | None] = [finding.sentence]
        said += [f"{c.title} {plain(c.text)}" for c in finding.cautions]
        said.append(lost)
        if frame is None and figure.numbers:
            said.append(self.cut(figure.numbers))
        self.note(slide, said, finding.number, figure=figure)

    def chart(self, slide: Any, box: tuple[int, int, int, int], figure: FigureView) -> tuple[Any | None, str | None]:
        """The chart of a figure, if there is one for its kind. Where a fault of ours prevents it: what went wrong."""
        before = len(slide.shapes)
        frame = tried(partial(add_chart, slide.shapes, box, figure.source, self.report.language))
        if not isinstance(frame, Fault):
            return frame, None
        for shape in list(slide.shapes)[before:]:
            shape._element.getparent().remove(shape._element)
        return None, self.word("fault.figure", id=frame.id)

    def table(self, slide: Any, view: TableView) -> None:
        """The first rows of a table."""
        rows = [row for group in view.groups for row in group.rows][:MOST_ROWS]
        heads = view.columns[:MOST_COLUMNS]
        height = Mm(9) * (len(rows) + 1)
        frame = slide.shapes.add_table(len(rows) + 1, len(heads), _EDGE, _TOP, self.width, height)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(view.title))
        for at, (heading, breadth) in enumerate(zip(heads, _shares(view, self.width), strict=True)):
            frame.table.columns[at].width = Emu(breadth)
            _fill(frame.table.cell(0, at).text_frame, [heading.text], _SIZES["cell"], "FFFFFF", bold=True)
            for down, row in enumerate(rows, 1):
                _fill(frame.table.cell(down, at).text_frame, [row[at].text], _SIZES["cell"], self.look.ink)

    def cut(self, view: TableView) -> str | None:
        """Whether a slide shows only the first rows of a table."""
        total = sum(len(group.rows) for group in view.groups)
        return self.word("slides.more", total=count(total), shown=count(MOST_ROWS)) if total > MOST_ROWS else None

    def actions(self, section: Section) -> None:
        """What may be worth trying."""
        views = [view for part in section.parts for view in part.tables]
        for view in views[:1]:
            slide = self.slide(_TITLE_ONLY, section.title)
            self.table(slide, view)
            self.note(slide, [section.intro, *view.notes, self.cut(view)], section.number)

    def limitations(self, section: Section) -> None:
        """The headings of what limits the conclusions; the notes have the words."""
        remarks: Sequence[Remark] = [remark for part in section.parts for remark in part.remarks]
        slide = self.slide(_LIST, section.title)
        _fill(slide.placeholders[1].text_frame, [remark.title for remark in remarks], _SIZES["text"], self.look.ink)
        self.note(slide, [f"{remark.title}: {plain(remark.text)}" for remark in remarks], section.number)

    def note(
        self, slide: Any, said: Sequence[Prose | str | None], *numbers: str | None, figure: FigureView | None = None
    ) -> None:
        """What the speaker can say, and where in the report it stands."""
        told = dict.fromkeys(number for number in numbers if number)
        where = [self.word("slides.evidence", number=number) for number in told]
        if figure:
            where = [self.word("slides.evidence_figure", number=number, figure=figure.label) for number in told]
        slide.notes_slide.notes_text_frame.text = "\n".join([*(plain(text) for text in said if text), *where])


def _chosen(report: Report) -> Iterator[FindingView]:
    """The findings with a slide of their own, in the order of the report."""
    named = {line.number for line in report.summary.headlines}
    kinds: set[str] = set(KINDS)
    for section in report.sections:
        drawn = [(f, f.figure.source.kind) for f in section.findings if f.figure and not f.refused]
        shown = section.id.removeprefix(f"{report.prefix}section-") in SHOWN
        for at, (finding, kind) in enumerate(drawn):
            if finding.number in named or kind in kinds or (shown and at == 0):
                kinds.discard(kind)
                yield finding


def _shares(view: TableView, whole: int) -> list[int]:
    """The breadth of each column of a table by its longest words, within bounds."""
    rows = [row for group in view.groups for row in group.rows]
    wide = []
    for at, heading in enumerate(view.columns[:MOST_COLUMNS]):
        longest = max((width(text) for text in (plain(heading.text), *(row[at].text for row in rows))), default=0.0)
        wide.append(min(max(longest, 60.0), 300.0))
    return [round(whole * each / sum(wide)) for each in wide]


def _tile(slide: Any, tile: Tile, left: int, breadth: int, look: Look) -> None:
    box = slide.shapes.add_textbox(left, Mm(66), breadth, Mm(52))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(look.pale)
    lines = (
        (tile.label, "text", look.ink),
        (tile.value, "figure", look.accent),
        (tile.interval, "small", look.ink),
        (tile.base, "small", look.quiet),
    )
    _write(box.text_frame, [(text, _SIZES[size], colour, size != "small") for text, size, colour in lines if text])


def _fill(frame: Any, lines: Sequence[Prose | str], size: Any, colour: str, *, bold: bool = False) -> None:
    _write(frame, [(line, size, colour, bold) for line in lines])


def _write(frame: Any, lines: Sequence[tuple[Prose | str, Any, str, bool]]) -> None:
    """Lines, each a paragraph of its own."""
    frame.word_wrap = True
    for at, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold, run.font.color.rgb = size, bold, RGBColor.from_string(colour)


def _widen(presentation: Any) -> None:
    """Slides of 16 to 9: what stands on the master and the layouts of the library's old format is moved along."""
    old, new = int(presentation.slide_width), int(Mm(338.7))
    presentation.slide_width = Emu(new)
    master = presentation.slide_masters[0]
    for shape in (s for page in (master, *master.slide_layouts) for s in page.placeholders):
        if shape._element.spPr.xfrm is not None:
            shape.left, shape.width = Emu(int(shape.left * new / old)), Emu(int(shape.width * new / old))


def _themed(name: str, part: bytes, look: Look) -> bytes:
    """A theme with the report's fonts, one for each script, and its first colour, in place of the library's."""
    if not name.startswith("ppt/theme/"):
        return part
    for old, new in ((_FONT, look.latin), (_COLOUR, look.accent)):
        part = part.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return part.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{look.chinese}"/>'.encode())
