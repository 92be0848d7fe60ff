"""Loadings of items on factors, each printed in its coloured cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from surveykit.charts.chart import Drawing, chart
from surveykit.charts.layout import GAP, MANY, Band, note, ramp, rows, widest_of
from surveykit.charts.marks import WIDTH, label, minus, rect
from surveykit.charts.palette import INK, QUIET, diverging, ink_on
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import SMALL, TEXT
from surveykit.core.language import message
from surveykit.core.numbers import bounded, count, number

_LABELS = 0.4 * WIDTH
_WIDEST_CELL = 78.0
_LOWEST_CELL = 19.0
_SMALLEST = 7.0
"""Loadings that would have to be smaller (of many factors) are left to the table."""
_NARROW_CELL = 36.0
"""Where cells are no narrower, very many items stand in two panels side by side."""
_STEPS = 11
_MINOR = 0.84
"""Size of the loadings that do not count, over that of the others."""


@dataclass(frozen=True)
class Loadings:
    """`loadings[i][j]` is that of item i on factor j; from `shown` in size on they stand out."""

    items: tuple[Label, ...]
    factors: tuple[Label, ...]
    loadings: tuple[tuple[float, ...], ...]
    shown: float


@chart("loadings", Loadings)
def draw_loadings(data: Loadings, language: str) -> Drawing:
    """A row an item and a column a factor, in two panels where very many items have the room, from orange (-1) over
    grey to blue (1). The printed minus tells the sign without colour (a stroke does where cells are too small), and a
    frame the loadings that count."""
    items, factors = ([words(each, language) for each in labels] for labels in (data.items, data.factors))
    start = rows(items, top=0, widest=_LABELS).width + GAP
    panels = 2 if len(items) > MANY and 2 * (start + len(factors) * _NARROW_CELL) + 2 * GAP <= WIDTH else 1
    room = (WIDTH - 2 * GAP * (panels - 1)) / panels
    cell = min(_WIDEST_CELL, (room - start) / max(len(factors), 1))
    size = min(TEXT - 0.5, (cell - 3) / (widest_of([bounded(v) for row in data.loadings for v in row], 1) or 1))
    marks, bottom, each = list[str](), 0.0, ceil(len(items) / panels)
    for at in range(panels):
        part, left = slice(at * each, (at + 1) * each), at * (room + 2 * GAP)
        frame = rows(items[part], top=20, widest=_LABELS, least=_LOWEST_CELL, close=True)
        marks += [*frame.marks(left), *_heads(factors, left + start, cell)]
        for band, row in zip(frame.bands, data.loadings[part], strict=True):
            for k, value in enumerate(row):
                marks += _cell(band, left + start + k * cell, cell, value, abs(value) >= data.shown, size)
        bottom = max(bottom, frame.bottom)
    foot, height = _foot(data, size >= _SMALLEST, bottom, language)
    return Drawing((*marks, *foot), height, _spoken(data, items, factors, language))


def _heads(factors: Sequence[str], start: float, cell: float) -> Iterator[str]:
    size = min(SMALL, (cell - 3) / (widest_of(factors, 1) or 1))
    for at, factor in enumerate(factors):
        yield label(start + (at + 0.5) * cell, 10, factor, size=size, fill=QUIET, anchor="middle")


def _cell(band: Band, x: float, breadth: float, value: float, counts: bool, size: float) -> Iterator[str]:
    fill = diverging(value)
    outline = INK if counts else ""
    yield rect(x + 1, band.top + 1, breadth - 2, band.height - 2, fill=fill, stroke=outline)
    size = size if counts else size * _MINOR
    if size >= _SMALLEST * _MINOR:
        ink = ink_on(fill)
        yield label(x + breadth / 2, band.middle, bounded(value), size=size, fill=ink, anchor="middle")
    elif value < 0:
        yield minus(x + breadth / 2, band.middle, breadth * 0.4, stroke=ink_on(fill))


def _foot(data: Loadings, printed: bool, bottom: float, language: str) -> tuple[list[str], float]:
    colours = [diverging(-1 + 2 * step / (_STEPS - 1)) for step in range(_STEPS)]
    first = message("charts.loading", language, r=number(-1, 0))
    marks, bottom = ramp(colours, first, number(1, 0), bottom + 8)
    remarks = [message("charts.loadings_key", language, shown=bounded(data.shown))]
    remarks += [] if printed else [message("charts.minus", language)]
    for each in remarks:
        remark, bottom = note(each, bottom + 4)
        marks += remark
    return marks, bottom


def _spoken(data: Loadings, items: list[str], factors: list[str], language: str) -> str:
    found = [
        (value, message("charts.loadings_at", language, item=item, factor=factor))
        for item, row in zip(items, data.loadings, strict=True)
        for factor, value in zip(factors, row, strict=True)
    ]
    if not found:
        return message("charts.not_estimated", language)
    (low, low_at), (high, high_at) = min(found), max(found)
    values = {"low": bounded(low), "low_at": low_at, "high": bounded(high), "high_at": high_at}
    return message("charts.loadings_told", language, n=count(len(found)), **values)
