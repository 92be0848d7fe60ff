"""What the templates get: values in one language, complete before anything is rendered.

A template only loops over these and prints them. `Prose` and `Markup` are safe HTML; every `str` is escaped.
"""

from dataclasses import dataclass, field

from markupsafe import Markup

from surveykit.core.finding import Cell, Figure
from surveykit.report.theme import Theme

Prose = Markup
"""A sentence as HTML: escaped, with each statistic kept on one line."""


@dataclass(frozen=True)
class Link:
    """Where something stands: its words, and the id to go to if it is shown."""

    text: str
    anchor: str | None


@dataclass(frozen=True)
class CellView:
    """A table cell. `kind` is text, number or code; `tone` marks an assumption's verdict (met, caution, ...). `links`
    are what its text refers to."""

    text: str
    kind: str = "text"
    tone: str = ""
    prose: Prose | None = None
    links: tuple[Link, ...] = ()


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
    (words mostly); a short one is kept on one page. `note_label` stands before the first note. `cells` are all rows,
    also those not shown: numbers at full precision, the rest in words; `headings` are those of their groups."""

    id: str
    label: str
    title: Prose
    columns: tuple[Heading, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[Prose, ...] = ()
    note_label: str = ""
    density: str = "regular"
    short: bool = True
    cells: tuple[tuple[Cell, ...], ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureView:
    """A figure with its number; `title` is the finding in a sentence, `base` who was counted.

    `alternative` says what is drawn, `numbers` lists it, and `source` is what other programs can draw it from.
    `title_below`: the title stands under the drawing.
    """

    id: str
    label: str
    title: Prose
    svg: Markup
    alternative: str
    source: Figure
    numbers: TableView | None = None
    base: Prose | None = None
    note: Prose | None = None
    title_below: bool = False


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
    """The first page. `authors` are lines; `logo` is the address of a picture."""

    kind: str
    title: str
    client: str | None
    facts: tuple[Fact, ...]
    maker: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    note: Prose | None = None
    logo: str | None = None


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
    """A finding in one line, and where it stands if it is shown."""

    sentence: Prose
    anchor: str | None
    number: str | None


@dataclass(frozen=True)
class Summary:
    """The one page for those in a hurry. Where it could not be made `lost` says so, and there is no more."""

    lead: Prose
    tiles: tuple[Tile, ...]
    tile_note: Prose | None
    headlines: tuple[Headline, ...]
    corrected: Prose | None
    withheld: tuple[Headline, ...]
    withheld_more: Prose | None
    actions: tuple[Headline, ...]
    limits: Prose
    limits_anchor: str
    limits_number: str
    overlap: Prose | None = None
    lost: Remark | None = None


@dataclass(frozen=True)
class Report:
    """The whole report in one language. `prefix` goes before every id, so that two languages fit on one page.

    `notice` stands on every page: that the data are simulated. `front` names the partials before the sections,
    `looks` the preset, the way it begins and the setting of its tables, for the styles; `theme` has colours and fonts.
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
    front: tuple[str, ...] = ("cover", "summary", "contents")
    looks: tuple[str, ...] = ()
    theme: Theme = field(default_factory=Theme)
