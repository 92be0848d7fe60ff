"""Stacked bars of shares that add to 100 %, one row a group, with a figure made from them and its interval below.

Above the rows may stand the columns of the answers that the parts are made of, in the colours of the parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import (
    GAP,
    Band,
    Rows,
    axis_name,
    axis_number,
    head,
    legend,
    note,
    number_column,
    rows,
    text_height,
    widest_of,
)
from surveykit.charts.marks import WIDTH, dot, label, line, rect, text
from surveykit.charts.palette import AXIS, BLUE, GRID, INK, PAPER, QUIET, ink_on, sequential, steps
from surveykit.charts.scale import Scale, places_of, ticks
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share
from surveykit.charts.typography import SMALL, width
from surveykit.core.finding import Style
from surveykit.core.language import message
from surveykit.core.numbers import count, interval, number, percent

_LABELS = 0.3 * WIDTH
_THICK = 16.0
_PRINTED = 9.5
_RADIUS = 3.6
_PLAIN, _WITH_LINE = 25.0, 44.0
"""The least height of a row, without and with an interval below its bar."""
_DOWN = 11.0
"""From the middle of a row with an interval up to its bar's middle, and down to the interval."""
_TALL = 92.0
_TOP = 16.0
_WIDEST = 52.0


@dataclass(frozen=True)
class Row:
    """One group: how many are in each part, and the figure made from them. `n` is the sum of the counts."""

    label: Label
    counts: tuple[int, ...]
    n: int
    value: float | None = None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Value:
    """One answer: how often it was given, and the part (from 0) that it belongs to."""

    value: int
    count: int
    part: int


@dataclass(frozen=True)
class Shares:
    """The parts from the lowest to the highest, and the rows in the order to be shown.

    `axis` and `range` are those of the figures, where the rows have any: the whole range that a figure can take.
    `tones`: "diverging" parts lie around a middle, "sequential" ones rise from pale to dark.
    """

    parts: tuple[Label, ...]
    rows: tuple[Row, ...]
    axis: Label | None = None
    range: tuple[float, float] | None = None
    style: Literal["number", "percent"] = "number"
    places: int = 0
    tones: Literal["diverging", "sequential"] = "sequential"
    answers: tuple[Value, ...] = ()


@chart("shares", Shares)
def draw_shares(data: Shares, language: str) -> Drawing:
    """Each segment prints its share (its count where n is below 10); figure, interval and n stand at the right."""
    colours = _colours(data)
    marks, bottom = _columns(data, colours)
    entries = [words(part, language) for part in data.parts]
    key, bottom = legend(list(zip(colours, entries, strict=True)), bottom)
    names = [words(row.label, language) for row in data.rows]
    figures = [_figure(data, row) for row in data.rows]
    ns = [count(row.n) for row in data.rows]
    n_head = (message("charts.n", language),)
    top = bottom + 6 + text_height(n_head, SMALL)
    least = [_WITH_LINE if row.value is not None else _PLAIN for row in data.rows]
    frame = rows(names, top=top, widest=_LABELS, least=least)
    n_left = WIDTH - max(widest_of(ns), widest_of(n_head, SMALL))
    figure_right = n_left - GAP
    right = figure_right - widest_of([" ".join(f).strip() for f in figures]) - (GAP if any(map(any, figures)) else 0)
    bars = Scale(0, 1, frame.width + GAP + _RADIUS + 2, right - _RADIUS - 2)
    marks += [*key, *head(WIDTH, top, n_head), *frame.marks()]
    foot, height = _foot(data, frame, bars, language)
    marks += foot
    for row, band, (value, ends) in zip(data.rows, frame.bands, figures, strict=True):
        marks += _bar(row, band, bars, colours, language)
        marks += _estimate(data, row, band, bars)
        marks += _printed(figure_right, band, value, ends)
    marks += number_column(WIDTH, frame.bands, ns, QUIET)
    return Drawing(tuple(marks), height, _spoken(data, names, entries, figures, language))


def _colours(data: Shares) -> tuple[str, ...]:
    k = len(data.parts)
    if data.tones == "diverging" and k > 1:
        return steps(k)
    return tuple(sequential(0.25 + 0.65 * at / max(k - 1, 1)) for at in range(k))


def _figure(data: Shares, row: Row) -> tuple[str, str]:
    if row.value is None:
        return "", ""
    value = percent(row.value, data.places) if data.style == "percent" else number(row.value, data.places)
    return value, interval(row.interval, Style(data.style), data.places) if row.interval else ""


def _columns(data: Shares, colours: Sequence[str]) -> tuple[list[str], float]:
    """The answers as columns, each with its share above and its value below: the marks, and where they end."""
    n = sum(each.count for each in data.answers)
    if not n:
        return [], 0.0
    tallest = max(each.count for each in data.answers)
    breadth, bottom = min(_WIDEST, WIDTH / len(data.answers)), _TOP + _TALL
    printed = [share(each.count, n) for each in data.answers]
    fits = all(width(string, SMALL) + 2 <= breadth for string in printed)
    marks: list[str] = []
    for at, each in enumerate(data.answers):
        left, height = at * breadth, _TALL * each.count / tallest
        middle = left + breadth / 2
        if each.count:
            bar = breadth * 0.76
            marks.append(rect(middle - bar / 2, bottom - height, bar, height, fill=colours[each.part], stroke=AXIS))
        if fits:
            fill = INK if each.count else QUIET
            marks.append(text(middle, bottom - height - 4, printed[at], size=SMALL, anchor="middle", fill=fill))
        marks.append(axis_number(middle, bottom + 2, number(each.value, 0)))
    marks.append(line(0, bottom, breadth * len(data.answers), bottom))
    return marks, bottom + 2 + 3 + 1.6 * SMALL


def _middle(row: Row, band: Band) -> float:
    """The height of a row's bar."""
    return band.middle - (_DOWN if row.value is not None else 0)


def _bar(row: Row, band: Band, scale: Scale, colours: Sequence[str], language: str) -> Iterator[str]:
    middle = _middle(row, band)
    if not row.n:
        yield label(scale.start, middle, message("charts.no_answers", language), size=SMALL, fill=QUIET)
        return
    edge = 0.0
    for times, colour in zip(row.counts, colours, strict=True):
        if not times:
            continue
        left, right = scale(edge), scale(edge + times / row.n)
        edge += times / row.n
        yield rect(left, middle - _THICK / 2, right - left, _THICK, fill=colour, stroke=PAPER)
        printed = share(times, row.n)
        if width(printed, _PRINTED) + 4 <= right - left:
            yield label((left + right) / 2, middle, printed, size=_PRINTED, fill=ink_on(colour), anchor="middle")


def _estimate(data: Shares, row: Row, band: Band, bars: Scale) -> Iterator[str]:
    """The figure as a dot and its interval as a line, below the bar; hollow where the interval holds zero."""
    if row.value is None or data.range is None:
        return
    scale, height = Scale(*data.range, bars.start, bars.end), band.middle + _DOWN
    if row.interval is not None:
        yield line(scale(row.interval[0]), height, scale(row.interval[1]), height, stroke=BLUE, weight=1.5)
    yield dot(scale(row.value), height, radius=_RADIUS, colour=BLUE, hollow=_open(data, row))


def _open(data: Shares, row: Row) -> bool:
    crosses = data.range is not None and data.range[0] < 0 < data.range[1]
    return crosses and row.interval is not None and row.interval[0] <= 0 <= row.interval[1]


def _printed(right: float, band: Band, value: str, ends: str) -> Iterator[str]:
    yield label(right, band.middle, ends, fill=QUIET, anchor="end")
    yield label(right - (width(f" {ends}") if ends else 0), band.middle, value, anchor="end")


def _foot(data: Shares, frame: Rows, bars: Scale, language: str) -> tuple[list[str], float]:
    """The axis of the figures, with its lines between the bars, and what it measures."""
    if data.range is None or data.axis is None or all(row.value is None for row in data.rows):
        return [], frame.bottom + 2
    scale = Scale(*data.range, bars.start, bars.end)
    values = ticks(*data.range)
    marks: list[str] = []
    for value in values:
        x = scale(value)
        weight = 1.0 if value == 0 else 0.75
        for row, band in zip(data.rows, frame.bands, strict=True):
            if row.value is not None:
                upper = _middle(row, band) + _THICK / 2 + 2
                marks.append(line(x, upper, x, band.bottom, stroke=GRID if value else AXIS, weight=weight))
        marks.append(line(x, frame.bottom + 2, x, frame.bottom + 5))
        marks.append(axis_number(x, frame.bottom + 4, _tick(data, value, places_of(values))))
    marks.append(line(scale.start, frame.bottom + 2, scale.end, frame.bottom + 2))
    return _axis(data, marks, scale, frame.bottom, language)


def _tick(data: Shares, value: float, places: int) -> str:
    return percent(value) if data.style == "percent" else number(value, places)


def _axis(data: Shares, marks: list[str], scale: Scale, bottom: float, language: str) -> tuple[list[str], float]:
    named_, height = axis_name(words(data.axis or "", language), scale, bottom)
    marks += named_
    if not any(_open(data, row) for row in data.rows):
        return marks, height
    remark, end = note(message("charts.hollow", language), height + 3)
    return marks + remark, end


def _spoken(
    data: Shares, names: Sequence[str], parts: Sequence[str], figures: Sequence[tuple[str, str]], language: str
) -> str:
    told = []
    for row, name, figure in zip(data.rows, names, figures, strict=True):
        shares = [named(part, share(times, row.n), language) for part, times in zip(parts, row.counts, strict=True)]
        n = f"{message('charts.n', language)} = {count(row.n)}"
        told.append(spoken(name, [" ".join(figure).strip(), *(shares if row.n else ()), n], language))
    return listing(told, language)
