"""The frame that charts with one row a label share: a column of wrapped labels and the bands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.marks import WIDTH, block, label, line, rect, text
from surveykit.charts.palette import AXIS, GRID, INK, PAPER, QUIET
from surveykit.charts.scale import Scale
from surveykit.charts.typography import LEADING, SMALL, TEXT, width, wrap

GAP = 12.0
"""Between the columns of a chart."""
PADDING, CLOSE_PADDING = 9.0, 3.0
"""Above and below the text of a row, together; and where rows stand close."""
MANY = 12
"""So many rows never stand close."""
SWATCH = 9.0
"""Side of a coloured square in a legend."""
_HEAD = 62.0
"""The title of a column breaks at this width."""


@dataclass(frozen=True)
class Band:
    """The strip of one row: its upper edge and its height."""

    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height on which the row's marks are centred."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Rows:
    """The label column: the lines of each label (and of the note under it), its width, and a band for each row."""

    lines: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]
    width: float
    bands: tuple[Band, ...]
    top: float

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.bands[-1].bottom if self.bands else self.top

    def marks(self, x: float = 0.0) -> Iterator[str]:
        """The labels, left-aligned at x; notes stand under them in small quiet type."""
        for lines, notes, band in zip(self.lines, self.notes, self.bands, strict=True):
            height, below = text_height(lines), text_height(notes, SMALL)
            top = band.middle - (height + below) / 2
            yield from block(x, top + height / 2, lines)
            yield from block(x, top + height + below / 2, notes, size=SMALL, fill=QUIET)


def rows(
    labels: Sequence[str],
    *,
    top: float,
    widest: float,
    least: float | Sequence[float] = 22.0,
    notes: Sequence[str] = (),
    close: bool = False,
) -> Rows:
    """Wrap the labels to at most `widest` units and stack their bands from `top` on, each at least `least` high. Of
    very many rows those of a chart that may stand close are lower."""
    close = close and len(labels) > MANY
    padding = CLOSE_PADDING if close else PADDING
    lowest = [0.0 if close else least] * len(labels) if isinstance(least, float) else least
    lines = tuple(wrap(each, widest) for each in labels)
    small = tuple(wrap(note, widest, SMALL) if note else () for note in notes) or ((),) * len(lines)
    start = top
    breadths = [width(line) for block_ in lines for line in block_]
    breadths += [width(line, SMALL) for block_ in small for line in block_]
    bands = []
    for above, below, floor in zip(lines, small, lowest, strict=True):
        height = max(floor, text_height(above) + text_height(below, SMALL) + padding)
        bands.append(Band(top, height))
        top += height
    return Rows(lines, small, max(breadths, default=0.0), tuple(bands), start)


def text_height(lines: Sequence[str], size: float = TEXT) -> float:
    """The height that lines of text take."""
    return len(lines) * LEADING * size


def widest_of(strings: Sequence[str], size: float = TEXT) -> float:
    """The width of the widest of some one-line texts; 0 if there are none."""
    return max((width(string, size) for string in strings), default=0.0)


def legend(items: Sequence[tuple[str, str]], top: float, start: float = 0.0) -> tuple[list[str], float]:
    """Swatches (colour, words) in a row that flows on to further rows: the marks, and where they end."""
    marks: list[str] = []
    x, y, row = start, top, LEADING * SMALL
    inset = SWATCH + 5
    for colour, string in items:
        lines = wrap(string, WIDTH - start - inset, SMALL)
        breadth = inset + widest_of(lines, SMALL)
        if x > start and x + breadth > WIDTH:
            x, y = start, y + row + 3
        outline = AXIS if colour == PAPER else ""
        marks.append(rect(x, y + (LEADING * SMALL - SWATCH) / 2, SWATCH, SWATCH, fill=colour, stroke=outline))
        marks += block(x + inset, y + text_height(lines, SMALL) / 2, lines, size=SMALL)
        row = text_height(lines, SMALL)
        x += breadth + 16
    return marks, (y + row if items else top)


def ramp(colours: Sequence[str], first: str, last: str, top: float) -> tuple[list[str], float]:
    """A row that explains a range of colours between the words for its ends: the marks, and where they end."""
    room = (WIDTH - len(colours) * SWATCH) / 2 - 7
    before, after = wrap(first, room, SMALL), wrap(last, room, SMALL)
    height = max(text_height(before, SMALL), text_height(after, SMALL))
    middle, x = top + height / 2, widest_of(before, SMALL) + 7
    marks = block(0, middle, before, size=SMALL)
    for colour in colours:
        marks.append(rect(x, middle - SWATCH / 2, SWATCH, SWATCH, fill=colour))
        x += SWATCH
    return marks + block(x + 7, middle, after, size=SMALL), top + height


def note(string: str, top: float) -> tuple[list[str], float]:
    """A remark over the whole width in small quiet type: the marks, and where they end."""
    lines = wrap(string, WIDTH, SMALL)
    height = text_height(lines, SMALL)
    return block(0, top + height / 2, lines, size=SMALL, fill=QUIET), top + height


@dataclass(frozen=True)
class Column:
    """A column of numbers at the right: its title, its strings, and where it ends."""

    title: str
    strings: tuple[str, ...]
    right: float

    @property
    def head(self) -> tuple[str, ...]:
        """The title in short lines."""
        return wrap(self.title, _HEAD, SMALL)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.right - max(widest_of(self.head, SMALL), widest_of(self.strings))


def columns(titled: Sequence[tuple[str, Sequence[str]]]) -> tuple[Column, ...]:
    """Columns with their titles, side by side, the last one ending at the right edge."""
    found: list[Column] = []
    right = WIDTH
    for title, strings in reversed(titled):
        found.insert(0, Column(title, tuple(strings), right))
        right = found[0].left - GAP
    return tuple(found)


def heads_height(found: Sequence[Column]) -> float:
    """The height that the titles of columns take."""
    return max((text_height(column.head, SMALL) for column in found), default=0.0)


def column_marks(found: Sequence[Column], bands: Sequence[Band], top: float) -> Iterator[str]:
    """The columns beside their bands, the titles ending above `top`."""
    for column in found:
        yield from head(column.right, top - 3, column.head)
        yield from number_column(column.right, bands, column.strings)


def head(right: float, bottom: float, lines: Sequence[str]) -> list[str]:
    """The head of a column of numbers: right-aligned, its last line ending at `bottom`."""
    height = text_height(lines, SMALL)
    return block(right, bottom - height / 2, lines, size=SMALL, fill=QUIET, anchor="end")


def number_column(right: float, bands: Sequence[Band], strings: Sequence[str], fill: str = INK) -> list[str]:
    """A column of right-aligned numbers, one for each band; an empty string leaves its place empty."""
    pairs = zip(bands, strings, strict=True)
    return [label(right, band.middle, s, fill=fill, anchor="end") for band, s in pairs if s]


def axis(scale: Scale, ticks: Sequence[tuple[float, str]], top: float, bottom: float) -> Iterator[str]:
    """The lines at some values behind a chart's marks, and the axis below them with the values in words."""
    for value, string in ticks:
        x = scale(value)
        yield line(x, top, x, bottom, stroke=GRID)
        yield line(x, bottom + 2, x, bottom + 5)
        yield axis_number(x, bottom + 4, string)
    yield line(scale.start, bottom + 2, scale.end, bottom + 2, stroke=AXIS)


def axis_name(string: str, scale: Scale, bottom: float) -> tuple[list[str], float]:
    """What an axis below `bottom` measures, under its numbers: the marks, and where they end."""
    lines = wrap(string, WIDTH, SMALL)
    breadth = widest_of(lines, SMALL)
    middle = min(max((scale.start + scale.end) / 2, breadth / 2), WIDTH - breadth / 2)
    top = bottom + 4 + 1.7 * SMALL
    height = text_height(lines, SMALL)
    return block(middle, top + height / 2, lines, size=SMALL, fill=QUIET, anchor="middle"), top + height + 1


def axis_number(x: float, top: float, string: str) -> str:
    """A number under an axis."""
    return text(x, top + 3 + SMALL, string, size=SMALL, fill=QUIET, anchor="middle")
