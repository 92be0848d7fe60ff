"""The report as a Word document: headings, tables, lists and links of Word's own, figures as pictures."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from markupsafe import escape

from surveykit.core.fault import Fault, tried
from surveykit.core.zip_file import write_zip
from surveykit.report.context import FigureView, FindingView, Headline, Part, Prose, Remark, Report, Section, TableView
from surveykit.report.office import Look, set_properties, timeless
from surveykit.report.picture import figures, logo, pictures, png, refuse_boxes
from surveykit.report.plain import alternative, plain
from surveykit.report.templating import words
from surveykit.report.word_parts import (
    facts_table,
    field_end,
    field_start,
    link,
    node,
    paragraph,
    run,
    table,
    tiles_table,
)
from surveykit.report.word_styles import set_page, set_styles

_COLUMN, _LOGO = Mm(165), Mm(15)
_SUMMARY = "report/sections/summary.html"
"""The partial of a section that is the summary itself."""


def write_word_document(report: Report, path: Path) -> None:
    """Write the report in one language. Raises OperatorError (missing-glyphs) where a figure would have boxes."""
    refuse_boxes(figures(report))
    document = Document()
    set_styles(document, report)
    set_page(document, report)
    set_properties(document.core_properties, report)
    writer = _Writer(document, report)
    writer.write()
    content = BytesIO()
    document.save(content)
    write_zip(path, timeless(content.getvalue()))


class _Writer:
    """Writes one part after the other at the end of the document."""

    def __init__(self, document: Any, report: Report) -> None:
        self.document, self.report = document, report
        self.word: Callable[..., str] = words(report.language)
        self.body = document.element.body
        self.end = self.body.find(qn("w:sectPr"))
        self.bookmarks = 0
        self.places = dict(_places(report))

    def write(self) -> None:
        """Everything, in the order of the page."""
        front = {"cover": self.cover, "summary": self.front_summary, "contents": self.contents}
        for name in self.report.front:
            front[name]()
        for section in self.report.sections:
            self.section(section)

    def put(self, *elements: Any) -> None:
        """Elements after all others."""
        for element in elements:
            self.end.addprevious(element)

    def say(self, style: str, *texts: Prose | str) -> None:
        """A paragraph of words."""
        self.put(paragraph(style, *map(run, texts)))

    def heading(self, level: int, text: str, number: str) -> None:
        """A heading that links lead to."""
        self.bookmarks += 1
        marks = {"id": self.bookmarks}
        start, end = node("bookmarkStart", **marks, name=_bookmark(number)), node("bookmarkEnd", **marks)
        self.put(paragraph(f"Heading{level}", start, run(f"{number} {text}" if number else text), end))

    def cover(self) -> None:
        """The first page."""
        cover = self.report.cover
        if self.report.notice:
            self.say("Notice", self.report.notice)
        emblem = logo(self.report.theme)
        if emblem:
            self.picture(emblem, plain(cover.client or cover.title), height=_LOGO)
        self.say("Subtitle", cover.kind)
        self.say("Title", cover.title)
        for line in (cover.subtitle, cover.client, *cover.authors, cover.date):
            if line:
                self.say("Lead", line)
        self.put(facts_table([(fact.label, fact.value) for fact in cover.facts]))
        for line in (cover.note, cover.maker):
            if line:
                self.say("Quiet", line)
        self.break_page()

    def break_page(self) -> None:
        """What follows begins a page."""
        self.put(paragraph("Normal", node("r", node("br", type="page"))))

    def contents(self) -> None:
        """A table of contents that Word fills with page numbers; until then its entries are links."""
        self.say("TOCHeading", self.word("contents"))
        entries = [("toc1", "", self.word("summary.title"))] if "summary" in self.report.front else []
        for section in self.report.sections:
            entries.append(("toc1", section.number, section.title))
            entries += [("toc2", finding.number, plain(finding.question)) for finding in section.listed]
        made = [
            paragraph(style, link(_bookmark(number), f"{number} {text}".strip())) for style, number, text in entries
        ]
        for at, mark in enumerate(field_start(r'TOC \o "1-2" \h \z \u')):
            made[0].insert(1 + at, mark)
        made[-1].append(field_end())
        self.put(*made)
        self.break_page()

    def front_summary(self) -> None:
        """The one page for those in a hurry."""
        self.heading(1, self.word("summary.title"), "")
        self.summary()
        self.break_page()

    def summary(self) -> None:
        """Key figures, findings, what to try, what could not be shown, how far it carries."""
        summary = self.report.summary
        if summary.lost:
            self.remarks([summary.lost], "Caution")
            return
        self.say("Lead", summary.lead)
        if summary.tiles:
            tiles = [(t.label, t.value, t.interval, t.base) for t in summary.tiles]
            self.put(tiles_table(tiles, Look.of(self.report.theme).pale))
        if summary.tile_note:
            self.say("Quiet", summary.tile_note)
        self.say("Heading3", self.word("summary.findings"))
        self.lines("ListNumber", summary.headlines)
        if not summary.headlines:
            self.say("Normal", self.word("summary.no_findings"))
        if summary.corrected:
            self.say("Quiet", summary.corrected)
        self.say("Heading3", self.word("summary.actions"))
        self.lines("ListBullet", summary.actions)
        if not summary.actions:
            self.say("Normal", self.word("actions.none"))
        if summary.withheld:
            self.say("Heading3", self.word("summary.withheld"))
        self.lines("ListBullet", summary.withheld)
        if summary.withheld_more:
            self.say("Normal", summary.withheld_more)
        self.say("Heading3", self.word("summary.limits_title"))
        self.put(paragraph("Normal", run(summary.limits), *self.where(summary.limits_number)))
        if summary.overlap:
            self.say("Heading3", self.word("summary.overlap_title"))
            self.say("Normal", summary.overlap)

    def lines(self, style: str, lines: Sequence[Headline]) -> None:
        """A list of findings in one line each, with where they stand."""
        for line in lines:
            self.put(paragraph(style, run(line.sentence), *self.where(line.number)))

    def where(self, number: str | None) -> list[Any]:
        """A link to a section or finding by its number, if it is shown."""
        return [run(" "), link(_bookmark(number), self.word("see", number=number))] if number else []

    def section(self, section: Section) -> None:
        """A section with its parts and findings."""
        self.heading(1, section.title, section.number)
        if section.intro:
            self.say("Lead", section.intro)
        if section.template == _SUMMARY:
            self.summary()
        for part in section.parts:
            self.part(part)
        for finding in section.findings:
            self.finding(finding)
        for reference in section.references:
            self.say("Reference", reference)

    def part(self, part: Part) -> None:
        """A part of a section."""
        if part.title:
            self.say("Heading2", part.title)
        for text in part.paragraphs:
            self.say("Normal", text)
        self.remarks(part.remarks, "Remark")
        for view in part.tables:
            self.table(view)

    def remarks(self, remarks: Sequence[Remark], style: str) -> None:
        """Short texts, each with its heading in bold."""
        for remark in remarks:
            self.put(paragraph(style, run(remark.title, bold=True), run(" "), run(remark.text)))

    def finding(self, finding: FindingView) -> None:
        """A finding: its question, its sentence, and the evidence."""
        self.heading(2, plain(finding.question), finding.number)
        if finding.refused:
            self.remarks([Remark(self.word("not_reported"), finding.sentence)], "Caution")
        else:
            self.say("Normal", finding.sentence)
        self.remarks(finding.cautions, "Caution")
        if finding.figure:
            self.figure(finding.figure)
        for view in (finding.table, finding.checks):
            if view:
                self.table(view)
        self.remarks(finding.facts, "Quiet")

    def figure(self, view: FigureView) -> None:
        """Pictures under their caption, with what they show in words for those who do not see it. Where a fault of ours
        prevents one, a caution says so."""
        self.caption(view.label, view.title)
        for svg in pictures(view):
            picture = tried(partial(png, svg))
            if isinstance(picture, Fault):
                lost = self.word("fault.figure", id=picture.id)
                self.remarks([Remark(self.word("caution"), Prose(escape(lost)))], "Caution")
            else:
                self.picture(picture, plain(alternative(svg)), width=_COLUMN)
        for text in (view.base, view.note):
            if text:
                self.say("Quiet", text)

    def picture(self, content: bytes, words: str, **size: Length) -> None:
        """A picture in the line, with nothing beside it, and what it shows in words."""
        inline = self.document.add_picture(BytesIO(content), **size)._inline
        inline.docPr.set("descr", words)
        for side in "TBLR":
            inline.set(f"dist{side}", "0")

    def table(self, view: TableView) -> None:
        """A table under its caption, with its notes."""
        self.caption(view.label, view.title)
        self.put(table(view, self.places))
        for at, note in enumerate(view.notes):
            self.say("TableNotes", *([view.note_label, " "] if view.note_label and at == 0 else []), note)
        if not view.notes:
            self.say("TableNotes")

    def caption(self, label: str, title: Prose) -> None:
        """The number and title of a table or figure."""
        self.put(paragraph("Caption", run(label, bold=True), run(" "), run(title)))


def _places(report: Report) -> Iterator[tuple[str, str]]:
    """The id of each section and finding with its bookmark."""
    for section in report.sections:
        yield section.id, _bookmark(section.number)
        yield from ((finding.id, _bookmark(finding.number)) for finding in section.findings)


def _bookmark(number: str) -> str:
    """The name of a place: that of a section, of a finding, or of the summary, which has no number."""
    return f"part_{number.replace('.', '_')}" if number else "summary"
