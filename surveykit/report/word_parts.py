"""What a Word document is made of, as elements of its XML: runs, links, fields, tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from surveykit.charts.typography import width
from surveykit.report.context import CellView, Prose, TableView
from surveykit.report.plain import plain

TABLE_STYLE = "ReportTable"
_TILE = ("TableGroup", "KeyFigure", "Quiet", "Quiet")
"""The styles of a key figure's lines."""
_WHOLE = 5000
"""The whole width of the text, in fiftieths of a percent."""
_TWIPS = 9354
"""The same in twentieths of a point: 165 mm."""
_NARROWEST, _WIDEST = 900.0, 4500.0
"""The least room of a column of words, and the most that counts when what is left is shared out; in twips."""
_SIZE, _LETTER, _MARGINS = 9.5, 5.8, 170.0
"""The size of words in a table and the width of a letter of the monospaced font, in points, a little on the wide side;
and the twips beside the words of a cell."""


def node(tag: str, *children: Any, **attributes: object) -> Any:
    """An element `w:<tag>` with its attributes `w:<name>`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def _spelled(tag: str, text: str) -> Any:
    element = node(tag)
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def run(text: Prose | str, *, style: str = "", bold: bool = False) -> Any:
    """Words in one look. Word knows their language by their script; a font is named for each."""
    marks = [node("rStyle", val=style)] if style else []
    marks += [node("b")] if bold else []
    return node("r", *([node("rPr", *marks)] if marks else []), *_lines(plain(text)))


def _lines(text: str) -> Iterator[Any]:
    for at, line in enumerate(text.splitlines()):
        if at:
            yield node("br")
        yield _spelled("t", line)


def link(bookmark: str, text: str) -> Any:
    """A link to a place in the document."""
    return node("hyperlink", run(text, style="Hyperlink"), anchor=bookmark, history=1)


def field_start(instruction: str) -> list[Any]:
    """How a field begins; what it shows until Word works it out comes next."""
    begin, separate = (node("r", node("fldChar", fldCharType=kind)) for kind in ("begin", "separate"))
    return [begin, node("r", _spelled("instrText", f" {instruction} ")), separate]


def field_end() -> Any:
    """How a field ends."""
    return node("r", node("fldChar", fldCharType="end"))


def paragraph(style: str, *content: Any, right: bool = False) -> Any:
    """A paragraph of a style (by its id), with its runs."""
    marks = [node("pStyle", val=style)] + ([node("jc", val="right")] if right else [])
    return node("p", node("pPr", *marks), *content)


def table(view: TableView, places: Mapping[str, str]) -> Any:
    """A table of Word's own: its head is repeated on every page, no row is split. `places` maps ids to bookmarks."""
    head = _row([_cell([run(h.text, bold=True)], h.kind) for h in view.columns])
    head.find(qn("w:trPr")).append(node("tblHeader"))
    rows = [head]
    for group in view.groups:
        if group.title is not None:
            rows.append(_heading(group.title, len(view.columns)))
        rows += [_row([_cell(_shown(cell, places), cell.kind) for cell in row]) for row in group.rows]
    marks = node(
        "tblPr",
        node("tblStyle", val=TABLE_STYLE),
        node("tblW", w=_WHOLE, type="pct"),
        node("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        node("tblCaption", val=plain(view.title)),
    )
    return node("tbl", marks, node("tblGrid", *(node("gridCol", w=share) for share in _shares(view))), *rows)


def facts_table(facts: Sequence[tuple[str, str]]) -> Any:
    """Names and values side by side, without rules."""
    rows = [_row([_cell([run(name)]), _cell([run(value)])]) for name, value in facts]
    return _plain_table([_TWIPS // 3, _TWIPS - _TWIPS // 3], rows)


def tiles_table(tiles: Sequence[tuple[str, str, str, str]], fill: str) -> Any:
    """Key figures side by side on a colour: what, how much, its interval, of whom."""
    cells = []
    for tile in tiles:
        lines = [paragraph(style, run(text)) for style, text in zip(_TILE, tile, strict=True) if text]
        cells.append(node("tc", node("tcPr", node("shd", val="clear", color="auto", fill=fill)), *lines))
    return _plain_table([_TWIPS // len(cells)] * len(cells), [node("tr", *cells)])


def _plain_table(widths: Sequence[int], rows: Sequence[Any]) -> Any:
    grid = node("tblGrid", *(node("gridCol", w=each) for each in widths))
    return node("tbl", node("tblPr", node("tblW", w=_WHOLE, type="pct")), grid, *rows)


def _shown(cell: CellView, places: Mapping[str, str]) -> list[Any]:
    """The words of a cell, or what it refers to, each on a line."""
    if not cell.links:
        return [run(cell.text if cell.prose is None else cell.prose, style="Code" if cell.kind == "code" else "")]
    shown: list[Any] = []
    for at, one in enumerate(cell.links):
        shown += [node("r", node("br"))] if at else []
        bookmark = places.get(one.anchor or "")
        shown.append(link(bookmark, one.text) if bookmark else run(one.text))
    return shown


def _cell(content: Sequence[Any], kind: str = "text") -> Any:
    return node("tc", node("tcPr"), paragraph("TableText", *content, right=kind == "number"))


def _row(cells: Sequence[Any]) -> Any:
    return node("tr", node("trPr", node("cantSplit")), *cells)


def _heading(title: Prose, columns: int) -> Any:
    cell = node("tc", node("tcPr", node("gridSpan", val=columns)), paragraph("TableGroup", run(title)))
    return _row([cell])


def _shares(view: TableView) -> list[int]:
    """The width of each column: what numbers and ids need; words share what is left by their length."""
    rows = [row for group in view.groups for row in group.rows]
    needed, wanted = [], []
    for at, heading in enumerate(view.columns):
        longest = max((_room(row[at].text, heading.kind) for row in rows), default=0.0)
        word = max((_room(part, "text") for part in plain(heading.text).split()), default=0.0)
        wordy = heading.kind == "text"
        needed.append(max(word, min(longest, _NARROWEST) if wordy else longest))
        wanted.append(min(longest, _WIDEST) if wordy else 0.0)
    left = _TWIPS - sum(needed)
    if left < 0:
        return [round(_TWIPS * each / sum(needed)) for each in needed]
    total = sum(wanted) or 1.0
    return [round(need + left * want / total) for need, want in zip(needed, wanted, strict=True)]


def _room(text: str, kind: str) -> float:
    """The twips that a text takes in one line of a cell."""
    points = len(text) * _LETTER if kind == "code" else width(text, _SIZE)
    return 20 * points + _MARGINS
