"""What the templates get: values in one language, complete before anything is rendered.

A template only loops over these and prints them. `Prose` and `Markup` are safe HTML; every `str` is escaped.
"""

from dataclasses import dataclass, field

from markupsafe import Markup

Prose = Markup
"""A sentence as HTML: escaped, with each statistic kept on one line."""


@dataclass(frozen=True)
class CellView:
    """A table cell. `kind` is text, number or code; `tone` marks an assumption's verdict (met, caution, ...)."""

    text: str
    kind: str = "text"
    tone: str = ""
    prose: Prose | None = None


@dataclass(frozen=True)
class Heading:
    """A column's heading; `kind` as in CellView sets the alignment; a brief one stays on one line."""

    text: Prose
    kind: str = "text"
    brief: bool = False


@dataclass(frozen=True)
class RowGroup:
    """Rows under a common heading, or without one. The first cell of a row names the row."""

    rows: tuple[tuple[CellView, ...], ...]
    title: Prose | None = None


@dataclass(frozen=True)
class TableView:
    """A table with its number in the document. `density` is narrow, regular or wide (by its columns) or text
    (words mostly); a short one is kept on one page."""

    id: str
    label: str
    title: Prose
    columns: tuple[Heading, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[Prose, ...] = ()
    density: str = "regular"
    short: bool = True


@dataclass(frozen=True)
class FigureView:
    """A figure with its number; `title` is the finding in a sentence, `base` who was counted."""

    id: str
    label: str
    title: Prose
    svg: Markup
    base: Prose | None = None
    note: Prose | None = None


@dataclass(frozen=True)
class Remark:
    """A short text under a heading of its own: a caution, a limitation, a note."""

    title: str
    text: Prose


@dataclass(frozen=True)
class FindingView:
    """One finding. `facts` are its closing lines: who was counted, how it was computed."""

    id: str
    number: str
    question: Prose
    sentence: Prose
    refused: bool
    headline: bool
    figure: FigureView | None
    table: TableView | None
    checks: TableView | None
    cautions: tuple[Remark, ...]
    facts: tuple[Remark, ...]


@dataclass(frozen=True)
class Part:
    """What a section is made of, in order; each is empty where it does not apply."""

    title: str | None = None
    paragraphs: tuple[Prose, ...] = ()
    remarks: tuple[Remark, ...] = ()
    tables: tuple[TableView, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered section. `template` is its partial; `findings` come after `parts`, `listed` stand in the contents."""

    id: str
    number: str
    title: str
    template: str
    intro: Prose | None = None
    parts: tuple[Part, ...] = ()
    findings: tuple[FindingView, ...] = ()
    listed: tuple[FindingView, ...] = ()
    references: tuple[Prose, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A line of the cover: what, and its value. `code` sets the value in the code face."""

    label: str
    value: str
    code: bool = False


@dataclass(frozen=True)
class Cover:
    """The first page."""

    kind: str
    title: str
    client: str | None
    facts: tuple[Fact, ...]
    maker: str


@dataclass(frozen=True)
class Tile:
    """A key figure. `low`, `high` and `at` place the interval and the value on the scale, as CSS percentages."""

    label: str
    value: str
    interval: str
    base: str
    ends: tuple[str, str] | None = None
    low: str = ""
    width: str = ""
    at: str = ""


@dataclass(frozen=True)
class Headline:
    """A finding in one line, and where it stands."""

    sentence: Prose
    anchor: str
    number: str


@dataclass(frozen=True)
class Summary:
    """The one page for those in a hurry."""

    lead: Prose
    tiles: tuple[Tile, ...]
    tile_note: Prose | None
    headlines: tuple[Headline, ...]
    corrected: Prose | None
    withheld: tuple[Headline, ...]
    withheld_more: Prose | None
    limits: Prose
    limits_anchor: str
    limits_number: str
    overlap: Prose | None = None


@dataclass(frozen=True)
class Report:
    """The whole report in one language. `prefix` goes before every id, so that two languages fit on one page.

    `notice` stands on every page: that the data are simulated.
    """

    language: str
    tag: str
    prefix: str
    title: str
    created: str | None
    report_id: str
    cover: Cover
    summary: Summary
    sections: tuple[Section, ...] = field(default=())
    notice: str | None = None
