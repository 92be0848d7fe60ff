"""How wide the columns of a printed table are, from its words.

The outcome is that of `table-layout: auto`, for which a page maker sets every word of every cell: a sixth of its time.
"""

import re
from collections.abc import Iterator

from surveykit.charts.typography import atoms, width
from surveykit.core.numbers import percent
from surveykit.report.context import CellView, Heading, Prose, TableView
from surveykit.report.plain import plain

_ROOM, _PADDING = 59.5, 1.1
"""A line of A4 in ems of a table's type, and what a cell keeps free of it."""
_WIDE_ROOM, _WIDE_PADDING = 64.0, 0.6
_EDGE = 0.1
"""The same at the edge of the table."""
_LONGEST = 14.0
"""A word that is longer may be broken."""
_LABEL = 4.0
"""Words that are no longer stay on one line, though Chinese may break anywhere."""
_TO_WRITE_IN = 7.0
"""Of a column that is empty."""
_BOLD, _LETTER, _MARK = 1.08, 0.54, 1.1
"""How much wider bold words are; a letter of an id; the mark before a verdict."""
_STATISTIC = re.compile('<span class="stat">[^<]*</span>')
_OTHER_LANGUAGE = re.compile('</span> <span lang="[^"]*">')
_TIE = "\u00a0"
Width = tuple[float, float]
"""Of a cell: with every possible line break, and with none; in ems."""


def column_widths(view: TableView) -> tuple[str, ...]:
    """The columns' shares of the table's width, as CSS percentages.

    Each column holds its longest word; the rest goes by what the columns would take without a line break.
    """
    room, padding = (_WIDE_ROOM, _WIDE_PADDING) if view.density == "wide" else (_ROOM, _PADDING)
    last = len(view.columns) - 1
    least, most = [], []
    for at in range(last + 1):
        beside = padding - (at in {0, last}) * (padding / 2 - _EDGE)
        low, high = _column(view, at)
        least.append(beside + low)
        most.append(beside + high)
    return tuple(percent(share, 2) for share in _shares(least, most, room))


def _column(view: TableView, at: int) -> Width:
    cells = [_cell(row[at]) for group in view.groups for row in group.rows]
    if not any(high for _, high in cells):
        cells = [(_TO_WRITE_IN, _TO_WRITE_IN)]
    low, high = zip(_heading(view.columns[at]), *cells, strict=True)
    return max(low), max(high)


def _shares(least: list[float], most: list[float], room: float) -> Iterator[float]:
    """Columns of at least and at most so wide, fitted to the room."""
    between = sum(most) - sum(least)
    stretch = min(1.0, max(0.0, (room - sum(least)) / between)) if between else 1.0
    widths = [low + stretch * (high - low) for low, high in zip(least, most, strict=True)]
    return (each / sum(widths) for each in widths)


def _heading(heading: Heading) -> Width:
    low, high = _words(heading.text)
    return _BOLD * (high if heading.brief else low), _BOLD * high


def _cell(cell: CellView) -> Width:
    if cell.kind == "code":
        return min(_LONGEST, len(cell.text) * _LETTER), len(cell.text) * _LETTER
    if cell.links:
        each = [(link.anchor, *_words(link.text)) for link in cell.links]
        return max(high if anchor else low for anchor, low, high in each), max(high for _, _, high in each)
    low, high = _words(cell.text if cell.prose is None else cell.prose)
    if cell.tone:
        return _MARK + high, _MARK + high
    return high if cell.kind == "number" else low, high


def _words(text: Prose | str) -> Width:
    """Of words: two languages stand one under the other, and a statistic stays on one line."""
    if isinstance(text, Prose):
        tied = _STATISTIC.sub(lambda found: found[0].replace(" ", _TIE), text)
        text = Prose(_OTHER_LANGUAGE.sub("\n", tied))
    lines = plain(text).split("\n")
    low = max((width(atom.strip(), 1.0) for line in lines for atom in atoms(line)), default=0.0)
    high = max(width(line, 1.0) for line in lines)
    return max(min(low, _LONGEST), high if high <= _LABEL else 0.0), high
