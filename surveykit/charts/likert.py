"""Diverging stacked bars: the answers to several items on one ordered scale (Heiberger and Robbins, 2014)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import (
    GAP,
    Band,
    axis_number,
    head,
    legend,
    number_column,
    ramp,
    rows,
    text_height,
    widest_of,
)
from surveykit.charts.marks import WIDTH, label, line, rect
from surveykit.charts.palette import AXIS, GRID, PAPER, QUIET, ink_on, steps
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share, share_of
from surveykit.charts.typography import SMALL, width
from surveykit.core.language import message
from surveykit.core.numbers import count, number, percent

_LABELS = 0.36 * WIDTH
_IDS = 64.0
"""Ids up to this width get a column of their own; longer ones stand under the labels."""
_THICK = 16.0
_PRINTED = 9.5
_EACH_POINT_NAMED = 7
"""Up to so many points each has its own legend entry and its share printed; beyond, only the ends are named."""
_STEP = 0.25
_ASIDE = 34.0
"""Between the bars and the middle points that stand aside: room for the numbers of two axes."""


@dataclass(frozen=True)
class Point:
    """One point of the scale; a point between named ends may have no words of its own."""

    value: int
    label: Label | None = None


@dataclass(frozen=True)
class Row:
    """One item: its id, its words, how many chose each value, and how many answered."""

    id: str
    label: Label
    counts: dict[int, int]
    n: int


@dataclass(frozen=True)
class Likert:
    """The points from lowest to highest, the items in the order to be shown, and how many points count as top.

    `neutral` says where the middle of an odd scale stands: split at zero, aside (right of the others, from a zero of
    its own), or in one stack with all others, from 0 to 100 %.
    """

    scale: tuple[Point, ...]
    rows: tuple[Row, ...]
    top: int = 2
    neutral: Literal["split", "aside", "stack"] = "split"


@dataclass(frozen=True)
class Ways:
    """From shares to places: of the bars, and of the middle points that stand aside of them."""

    main: Scale
    aside: Scale | None = None


@chart("likert", Likert)
def draw_likert(data: Likert, language: str) -> Drawing:
    """Points below the middle run left of zero, points above it right, unless all are stacked (see `Likert`).

    The share of the top points and n stand at the right. Up to seven points each segment prints its share.
    """
    colours = steps(len(data.scale))
    marks, bottom = _legend(data, colours, language)
    heads = _heads(data, language)
    top = bottom + 8 + max(text_height(h, SMALL) for h in heads)
    ids = [row.id for row in data.rows]
    indent = widest_of(ids, SMALL) + 8 if widest_of(ids, SMALL) <= _IDS else 0.0
    names = [words(row.label, language) for row in data.rows]
    frame = rows(names, top=top, widest=_LABELS - indent, least=25.0, notes=() if indent else ids)
    ns, tops = [count(row.n) for row in data.rows], [_top_share(data, row) for row in data.rows]
    n_left = WIDTH - max(widest_of(ns), widest_of(heads[1], SMALL))
    top_right = n_left - GAP
    right = top_right - max(widest_of(tops), widest_of(heads[0], SMALL)) - GAP
    ways = _ways(data, indent + frame.width + GAP, right)
    marks += [*head(top_right, top, heads[0]), *head(WIDTH, top, heads[1])]
    marks += frame.marks(indent)
    if any(row.n for row in data.rows):
        marks += _grid(ways.main, top, frame.bottom)
        marks += _grid(ways.aside, top, frame.bottom) if ways.aside else ()
    for row, band in zip(data.rows, frame.bands, strict=True):
        if indent:
            marks.append(label(0, band.middle, row.id, size=SMALL, fill=QUIET))
        marks += _bar(data, row, band, ways, colours, language)
    marks += number_column(top_right, frame.bands, tops) + number_column(WIDTH, frame.bands, ns, QUIET)
    return Drawing(tuple(marks), frame.bottom + 8 + SMALL, _spoken(data, tops, language))


def _legend(data: Likert, colours: tuple[str, ...], language: str) -> tuple[list[str], float]:
    """Each point with its words; of a long scale the two ends, and the colours between them."""
    if len(data.scale) > _EACH_POINT_NAMED:
        if not data.scale[0].label and not data.scale[-1].label:
            return _differing(data, colours, language)
        first, last = _numbered(data.scale[0], language), _numbered(data.scale[-1], language)
        return ramp(colours, first, last, 0)
    bare = all(point.label for point in data.scale)
    entries = [words(p.label, language) if bare and p.label else _numbered(p, language) for p in data.scale]
    return legend(list(zip(colours, entries, strict=True)), 0)


def _differing(data: Likert, colours: tuple[str, ...], language: str) -> tuple[list[str], float]:
    """The ends of a long scale whose words differ from row to row."""
    first, last = (number(point.value, 0) for point in (data.scale[0], data.scale[-1]))
    return ramp(colours, first, message("charts.ends_differ", language, end=last), 0)


def _numbered(point: Point, language: str) -> str:
    value = number(point.value, 0)
    return f"{value} = {words(point.label, language)}" if point.label else value


def _heads(data: Likert, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The heads of the columns at the right: the top points and which they are; n."""
    values = [number(point.value, 0) for point in data.scale[-data.top :]]
    which = values[0] if len(values) == 1 else f"{values[0]}–{values[-1]}"
    return (_top_words(data, language), f"({which})"), (message("charts.n", language),)


def _top_words(data: Likert, language: str) -> str:
    return message("charts.top" if data.top > 1 else "charts.top_one", language, k=data.top)


def _top_share(data: Likert, row: Row) -> str:
    chosen = sum(row.counts.get(point.value, 0) for point in data.scale[-data.top :])
    return share_of(chosen, row.n)


def _shares(data: Likert, row: Row) -> list[float]:
    return [row.counts.get(point.value, 0) / row.n if row.n else 0.0 for point in data.scale]


def _middle(data: Likert) -> int | None:
    """The place of the middle point that stands aside, if any does."""
    return len(data.scale) // 2 if data.neutral == "aside" and len(data.scale) % 2 else None


def _sides(data: Likert, row: Row) -> tuple[float, float]:
    """The shares left and right of zero."""
    shares = _shares(data, row)
    if data.neutral == "stack":
        return 0.0, sum(shares)
    half = len(shares) // 2
    split = shares[half] / 2 if len(shares) % 2 and data.neutral == "split" else 0.0
    return sum(shares[:half]) + split, sum(shares[len(shares) - half :]) + split


def _ways(data: Likert, start: float, end: float) -> Ways:
    """The scales of the chart, all in the same unit."""
    sides = [_sides(data, row) for row in data.rows]
    left = max([side[0] for side in sides], default=0.0)
    right = max([side[1] for side in sides], default=0.0)
    low, high = (0.0, 1.0) if data.neutral == "stack" else (-max(left, 0.1), max(right, 0.1))
    middle = _middle(data)
    if middle is None:
        return Ways(Scale(low, high, start, end))
    widest = max([_shares(data, row)[middle] for row in data.rows], default=0.0) or 0.1
    unit = (end - start - _ASIDE) / (high - low + widest)
    parting = start + unit * (high - low)
    return Ways(Scale(low, high, start, parting), Scale(0, widest, parting + _ASIDE, end))


def _grid(scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Lines at zero and at every quarter, all behind the bars; shares on both sides are positive."""
    first, last = -int(-scale.low / _STEP), int(scale.high / _STEP)
    for k in range(first, last + 1):
        x = scale(k * _STEP)
        yield line(x, top, x, bottom + 2, stroke=GRID if k else AXIS, weight=0.75 if k else 1)
        yield axis_number(x, bottom + 2, percent(abs(k * _STEP)))


def _bar(data: Likert, row: Row, band: Band, ways: Ways, colours: tuple[str, ...], language: str) -> Iterator[str]:
    if not row.n:
        yield label(ways.main.start, band.middle, message("charts.no_answers", language), size=SMALL, fill=QUIET)
        return
    for at, left, right in _segments(data, row, ways):
        chosen, colour = row.counts.get(data.scale[at].value, 0), colours[at]
        yield rect(left, band.middle - _THICK / 2, right - left, _THICK, fill=colour, stroke=PAPER)
        printed = share(chosen, row.n)
        if len(data.scale) <= _EACH_POINT_NAMED and width(printed, _PRINTED) + 4 <= right - left:
            middle = (left + right) / 2
            yield label(middle, band.middle, printed, size=_PRINTED, fill=ink_on(colour), anchor="middle")


def _segments(data: Likert, row: Row, ways: Ways) -> Iterator[tuple[int, float, float]]:
    """Which point each piece of a bar is (its place on the scale), and its left and right edge."""
    edge = -_sides(data, row)[0]
    for at, part in enumerate(_shares(data, row)):
        if part and ways.aside and at == _middle(data):
            yield at, ways.aside(0), ways.aside(part)
        elif part:
            yield at, ways.main(edge), ways.main(edge + part)
            edge += part


def _spoken(data: Likert, tops: list[str], language: str) -> str:
    top, n = _top_words(data, language), message("charts.n", language)
    told = [
        spoken(words(row.label, language), [named(top, share_, language), f"{n} = {count(row.n)}"], language)
        for row, share_ in zip(data.rows, tops, strict=True)
    ]
    return listing(told, language)
