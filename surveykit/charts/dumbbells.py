"""Two means for each row with the way between them, such as expected and perceived; the gap stands at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import (
    GAP,
    Band,
    Rows,
    axis,
    axis_name,
    head,
    note,
    number_column,
    rows,
    text_height,
    widest_of,
)
from surveykit.charts.marks import WIDTH, block, dot, line
from surveykit.charts.palette import BLUE, INK, PALE_BLUE, QUIET
from surveykit.charts.scale import Scale, places_of, point_ticks, reach
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, width, wrap
from surveykit.core.language import message
from surveykit.core.numbers import interval, number

_LABELS = 0.36 * WIDTH
_RADIUS = 4.0
_TICK = 6.5
"""Half the height of the bar that marks the first mean."""


@dataclass(frozen=True)
class Row:
    """The first and the second mean, and the gap between them. `hollow`: the gap's interval holds zero."""

    label: Label
    first: float
    second: float
    gap: float
    interval: tuple[float, float] | None = None
    hollow: bool = False


@dataclass(frozen=True)
class Dumbbells:
    """The rows in the order to be shown, what the two marks and the gap are called, and the axis with its range."""

    rows: tuple[Row, ...]
    first: Label
    second: Label
    gap: Label
    axis: Label
    range: tuple[float, float] | None = None


@chart("dumbbells", Dumbbells)
def draw_dumbbells(data: Dumbbells, language: str) -> Drawing:
    """A bar for the first mean, a dot for the second, a line between; gaps and intervals in columns, clear of it."""
    names = [words(row.label, language) for row in data.rows]
    gaps = [number(row.gap) for row in data.rows]
    ranges = [interval(row.interval) if row.interval else "" for row in data.rows]
    title = wrap(words(data.gap, language), 90, SMALL)
    ranges_left = WIDTH - widest_of(ranges)
    gap_right = ranges_left - (7 if any(ranges) else 0)
    marks, bottom = _legend(data, language)
    top = bottom + 8 + text_height(title, SMALL)
    frame = rows(names, top=top, widest=_LABELS)
    right = gap_right - max(widest_of(gaps), widest_of(title, SMALL)) - GAP
    ends = [end for row in data.rows for end in (row.first, row.second)]
    scale = Scale(*reach(ends, data.range), frame.width + GAP + _RADIUS + 2, right - _RADIUS - 2)
    marks += frame.marks()
    marks += _axis(data, frame, scale)
    for row, band in zip(data.rows, frame.bands, strict=True):
        marks += _dumbbell(row, band, scale)
    marks += head(gap_right, top - 3, title)
    marks += number_column(gap_right, frame.bands, gaps)
    marks += number_column(WIDTH, frame.bands, ranges, QUIET)
    foot, height = _foot(data, scale, frame.bottom, language)
    return Drawing((*marks, *foot), height, _spoken(data, names, gaps, ranges, language))


def _legend(data: Dumbbells, language: str) -> tuple[list[str], float]:
    """The two marks with their names: the marks, and where they end. A name that does not fit starts a new line."""
    marks: list[str] = []
    x, y = 0.0, 0.0
    for at, name in enumerate((words(data.first, language), words(data.second, language))):
        lines = wrap(name, WIDTH - 18, SMALL)
        breadth = 18 + max(width(each, SMALL) for each in lines)
        if x and x + breadth > WIDTH:
            x, y = 0.0, y + LEADING * SMALL + 3
        middle = y + text_height(lines, SMALL) / 2
        marks.append(
            _first(x + 6, middle) if at == 0 else dot(x + 6, middle, radius=_RADIUS, colour=BLUE, hollow=False)
        )
        marks += block(x + 18, middle, lines, size=SMALL)
        x += breadth + 18
        bottom = y + text_height(lines, SMALL)
        y = y if len(lines) == 1 else bottom - LEADING * SMALL
    return marks, bottom


def _first(x: float, middle: float) -> str:
    return line(x, middle - _TICK, x, middle + _TICK, stroke=INK, weight=2.5)


def _axis(data: Dumbbells, frame: Rows, scale: Scale) -> Iterator[str]:
    values = point_ticks(scale.low, scale.high, data.range)
    places = places_of(values)
    return axis(scale, [(value, number(value, places)) for value in values], frame.top, frame.bottom)


def _dumbbell(row: Row, band: Band, scale: Scale) -> Iterator[str]:
    first, second = scale(row.first), scale(row.second)
    yield line(first, band.middle, second, band.middle, stroke=PALE_BLUE, weight=4)
    yield _first(first, band.middle)
    yield dot(second, band.middle, radius=_RADIUS, colour=BLUE, hollow=row.hollow)


def _foot(data: Dumbbells, scale: Scale, bottom: float, language: str) -> tuple[list[str], float]:
    marks, height = axis_name(words(data.axis, language), scale, bottom)
    if not any(row.hollow for row in data.rows):
        return marks, height
    remark, height = note(message("charts.hollow_gap", language), height + 3)
    return marks + remark, height


def _spoken(data: Dumbbells, names: Sequence[str], gaps: Sequence[str], ranges: Sequence[str], language: str) -> str:
    first, second, gap = (words(name, language) for name in (data.first, data.second, data.gap))
    told = []
    for row, name, value, ends in zip(data.rows, names, gaps, ranges, strict=True):
        parts = [(first, number(row.first)), (second, number(row.second)), (gap, f"{value} {ends}".strip())]
        told.append(spoken(name, [named(label, n, language) for label, n in parts], language))
    return listing(told, language)
