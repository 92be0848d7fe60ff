"""Dots with intervals, one row each: estimates on a common axis; with a line at zero, a forest plot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import (
    GAP,
    Band,
    Rows,
    axis_name,
    axis_number,
    note,
    number_column,
    rows,
    text_height,
    widest_of,
)
from surveykit.charts.marks import WIDTH, block, dot, line
from surveykit.charts.palette import AXIS, BLUE, GRID, QUIET
from surveykit.charts.scale import Scale, places_of, point_ticks, reach
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import SMALL, wrap
from surveykit.core.finding import Style
from surveykit.core.language import message
from surveykit.core.numbers import bounded, interval, number

_LABELS = 0.36 * WIDTH
_RADIUS = 3.6


@dataclass(frozen=True)
class Row:
    """One estimate. Without a value its note (the reason) stands in its place; with one, below the label.

    `hollow`: drawn as an open dot, for an interval that holds zero. `id` is the caller's; it is not drawn.
    """

    label: Label
    id: str | None = None
    value: float | None = None
    interval: tuple[float, float] | None = None
    hollow: bool = False
    note: Label | None = None


@dataclass(frozen=True)
class Intervals:
    """The rows in the order to be shown and the axis: what it measures, its range, whether zero is drawn.

    A range is widened to hold every interval. "bounded" numbers cannot pass 1 and lose their leading zero.
    """

    rows: tuple[Row, ...]
    axis: Label
    range: tuple[float, float] | None = None
    zero: bool = False
    style: Literal["number", "bounded"] = "number"
    places: int = 2


@chart("intervals", Intervals)
def draw_intervals(data: Intervals, language: str) -> Drawing:
    """Dot and line for each row, and the numbers in a column at the right, clear of every whisker."""
    shown = [row.value is not None for row in data.rows]
    names = [words(row.label, language) for row in data.rows]
    remarks = [_remark(row, language) for row in data.rows]
    values, ranges = [_value(data, row) for row in data.rows], [_interval(data, row) for row in data.rows]
    ranges_left = WIDTH - widest_of(ranges)
    value_right = ranges_left - (7 if any(ranges) else 0)
    right = value_right - widest_of(values) - GAP
    below = [remark if drawn else "" for remark, drawn in zip(remarks, shown, strict=True)]
    frame = rows(names, top=2, widest=_LABELS, notes=below, close=True)
    frame = _grown(names, below, remarks, shown, frame)
    scale = Scale(*_domain(data), frame.width + GAP + _RADIUS + 2, right - _RADIUS - 2)
    marks = [*frame.marks(), *_grid(data, frame, shown, scale)]
    for row, band, remark in zip(data.rows, frame.bands, remarks, strict=True):
        marks += _estimate(row, band, scale) if row.value is not None else _reason(remark, band, scale)
    marks += number_column(value_right, frame.bands, values)
    marks += number_column(WIDTH, frame.bands, ranges, QUIET)
    foot, height = _foot(data, scale, frame.bottom, language)
    return Drawing((*marks, *foot), height, _spoken(names, values, ranges, remarks, language))


def _remark(row: Row, language: str) -> str:
    if row.note is not None:
        return words(row.note, language)
    return "" if row.value is not None else message("charts.not_estimated", language)


def _value(data: Intervals, row: Row) -> str:
    if row.value is None:
        return ""
    return bounded(row.value, data.places) if data.style == "bounded" else number(row.value, data.places)


def _interval(data: Intervals, row: Row) -> str:
    if row.value is None or row.interval is None:
        return ""
    return interval(row.interval, Style(data.style), data.places)


def _reason_lines(remark: str, left: float) -> tuple[str, ...]:
    return wrap(remark, WIDTH - left, SMALL)


def _grown(
    names: Sequence[str], below: Sequence[str], remarks: Sequence[str], shown: Sequence[bool], frame: Rows
) -> Rows:
    """The rows again, each high enough for a reason that takes several lines."""
    left = frame.width + GAP
    least = [
        0.0 if drawn else text_height(_reason_lines(remark, left), SMALL) + 8
        for remark, drawn in zip(remarks, shown, strict=True)
    ]
    return rows(names, top=2, widest=_LABELS, least=least, notes=below, close=True)


def _domain(data: Intervals) -> tuple[float, float]:
    drawn = [row for row in data.rows if row.value is not None]
    ends = [end for row in drawn for end in (row.interval or ())]
    ends += [row.value for row in drawn if row.value is not None]
    ends += [0.0] if data.zero else []
    return reach(ends, data.range)


def _grid(data: Intervals, frame: Rows, shown: Sequence[bool], scale: Scale) -> Iterator[str]:
    """The lines behind the dots; they leave out rows that hold a reason, so that no line runs through words."""
    values = point_ticks(scale.low, scale.high, data.range)
    places = places_of(values)
    for value in values:
        x, at_zero = scale(value), data.zero and value == 0
        for upper, lower in _runs(frame.bands, shown):
            yield line(x, upper, x, lower, stroke=AXIS if at_zero else GRID, weight=1 if at_zero else 0.75)
        yield line(x, frame.bottom + 2, x, frame.bottom + 5)
        yield axis_number(x, frame.bottom + 4, _tick_name(data, value, places))
    yield line(scale.start, frame.bottom + 2, scale.end, frame.bottom + 2)


def _tick_name(data: Intervals, value: float, places: int) -> str:
    if data.style == "bounded":
        return bounded(value, places) if value else number(value, 0)
    return number(value, places)


def _runs(bands: Sequence[Band], shown: Sequence[bool]) -> Iterator[tuple[float, float]]:
    """The upper and lower edges of neighbouring bands that are shown."""
    upper: float | None = None
    for band, drawn in zip(bands, shown, strict=True):
        if not drawn and upper is not None:
            yield upper, band.top
        upper = (band.top if upper is None else upper) if drawn else None
    if upper is not None:
        yield upper, bands[-1].bottom


def _estimate(row: Row, band: Band, scale: Scale) -> Iterator[str]:
    if row.interval is not None:
        low, high = (scale(end) for end in row.interval)
        yield line(low, band.middle, high, band.middle, stroke=BLUE, weight=1.5)
    if row.value is not None:
        yield dot(scale(row.value), band.middle, radius=_RADIUS, colour=BLUE, hollow=row.hollow)


def _reason(remark: str, band: Band, scale: Scale) -> list[str]:
    left = scale.start - _RADIUS - 2
    return block(left, band.middle, _reason_lines(remark, left), size=SMALL, fill=QUIET)


def _foot(data: Intervals, scale: Scale, bottom: float, language: str) -> tuple[list[str], float]:
    marks, height = axis_name(words(data.axis, language), scale, bottom)
    if not (data.zero and any(row.hollow and row.value is not None for row in data.rows)):
        return marks, height
    remark, height = note(message("charts.hollow", language), height + 3)
    return marks + remark, height


def _spoken(
    names: Sequence[str], values: Sequence[str], ranges: Sequence[str], remarks: Sequence[str], language: str
) -> str:
    parts = zip(names, values, ranges, remarks, strict=True)
    return listing([spoken(name, [f"{v} {r}".strip() or remark], language) for name, v, r, remark in parts], language)
