"""Columns over a numeric axis: how the answers to one number or one 0 to 10 item are spread."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import axis_number, note, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, label, line, pointer, rect, text
from surveykit.charts.palette import INK, MIDDLE_BLUE, QUIET
from surveykit.charts.scale import Scale, places_of, round_step, ticks
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share
from surveykit.charts.typography import SMALL, width, wrap
from surveykit.core.language import message
from surveykit.core.numbers import count, number

_SIDE = 6.0
_TALL = 130.0
_TOP = 18.0
_WIDEST = 58.0
_MOST = 21
"""So many evenly spaced values are shown each; more are put into bins."""
_BINS = 15


@dataclass(frozen=True)
class Value:
    """A value and how often it was given."""

    value: float
    count: int


@dataclass(frozen=True)
class Distribution:
    """The values given, n, the mean if it may be shown, and the unit or what is counted on the axis."""

    values: tuple[Value, ...]
    n: int
    mean: float | None = None
    unit: Label | None = None


@dataclass(frozen=True)
class Columns:
    """What is drawn: counts of columns of one breadth (in the values' unit), the first beginning at `low`."""

    low: float
    step: float
    counts: tuple[int, ...]
    binned: bool

    @property
    def high(self) -> float:
        """Where the last column ends."""
        return self.low + self.step * len(self.counts)


@chart("distribution", Distribution)
def draw_distribution(data: Distribution, language: str) -> Drawing:
    """One column a value; a column for each bin where values are many (see `columns`). A pointer marks the mean.

    Columns print their share, or their count when n is below 10.
    """
    if not any(value.count for value in data.values):
        marks, height = note(message("charts.no_answers", language), 0)
        return Drawing(tuple(marks), height, message("charts.no_answers", language))
    drawn = columns(data.values)
    names = _axis_names(drawn)
    side = max(_SIDE, widest_of([name for _, name in names], SMALL) / 2)
    most = WIDTH - 2 * side
    reach = most if drawn.binned else min(most, _WIDEST * len(drawn.counts))
    scale = Scale(drawn.low, drawn.high, side, side + reach)
    bottom = _TOP + _TALL
    marks = [*_columns(data, drawn, scale), line(0, bottom, reach + 2 * side, bottom)]
    marks += _axis(drawn, names, scale, bottom)
    foot, height = _foot(data, scale, bottom + 6 + SMALL, language)
    return Drawing((*marks, *foot), height, _spoken(data, language))


def columns(values: tuple[Value, ...]) -> Columns:
    """The columns of some values: one for each value on an even grid of at most 21, otherwise bins.

    Whole numbers stand on the grid of whole numbers where it is short enough, so that gaps are seen as gaps.

    A bin is a round 1, 2 or 5 (times a power of ten) wide, about 15 span the values, and it holds its lower edge.

    >>> columns((Value(0, 3), Value(2, 1), Value(3, 6))).counts
    (3, 0, 1, 6)
    >>> columns(tuple(Value(v, 1) for v in range(100))).step
    10.0
    """
    given = sorted((value.value, value.count) for value in values)
    low, high = given[0][0], given[-1][0]
    gaps = [b[0] - a[0] for a, b in pairwise(given) if b[0] > a[0]]
    whole = all(value == math.floor(value) for value, _ in given) and high - low < _MOST
    step = 1.0 if whole else min(gaps, default=1.0)
    on_grid = all(math.isclose((v - low) / step, round((v - low) / step), abs_tol=1e-6) for v, _ in given)
    if on_grid and (high - low) / step < _MOST - 0.5:
        return _counted(given, low, step, low - step / 2, binned=False)
    given = [(v, n) for v, n in given if n]
    low, high = given[0][0], given[-1][0]
    step = round_step((high - low) or 1.0, _BINS)
    return _counted(given, math.floor(low / step + 1e-9) * step, step, None, binned=True)


def _counted(given: list[tuple[float, int]], origin: float, step: float, low: float | None, *, binned: bool) -> Columns:
    places = [(math.floor((v - origin) / step + 1e-6), n) for v, n in given]
    counts = [0] * (places[-1][0] + 1)
    for place, n in places:
        counts[place] += n
    return Columns(origin if low is None else low, step, tuple(counts), binned)


def _columns(data: Distribution, drawn: Columns, scale: Scale) -> Iterator[str]:
    tallest, bottom = max(drawn.counts), _TOP + _TALL
    printed = [share(n, data.n) for n in drawn.counts]
    breadth = scale(drawn.low + drawn.step) - scale.start
    fits = all(width(string, SMALL) + 2 <= breadth for string in printed)
    inset = 0.5 if drawn.binned else breadth * 0.12
    for at, n in enumerate(drawn.counts):
        x, height = scale.start + at * breadth, _TALL * n / tallest
        if n:
            yield rect(x + inset, bottom - height, breadth - 2 * inset, height, fill=MIDDLE_BLUE)
        if fits and (n or not drawn.binned):
            yield text(
                x + breadth / 2, bottom - height - 4, printed[at], size=SMALL, anchor="middle", fill=INK if n else QUIET
            )
    if not fits:
        yield label(scale.start, _TOP / 2 - 2, share(tallest, data.n), size=SMALL, fill=QUIET)


def _axis_names(drawn: Columns) -> list[tuple[float, str]]:
    """Values under their columns; for bins, round values at the edges."""
    if drawn.binned:
        values = ticks(drawn.low, drawn.high, 8)
    else:
        values = tuple(drawn.low + drawn.step * (at + 0.5) for at in range(len(drawn.counts)))
    places = places_of(values)
    return [(value, number(value, places)) for value in values]


def _axis(drawn: Columns, names: list[tuple[float, str]], scale: Scale, bottom: float) -> Iterator[str]:
    """The names that find room: every one, or every second, third ..."""
    room = scale(names[1][0]) - scale(names[0][0]) if len(names) > 1 else WIDTH
    every = math.ceil((widest_of([name for _, name in names], SMALL) + 6) / room)
    for at, (value, name) in enumerate(names):
        if drawn.binned:
            yield line(scale(value), bottom, scale(value), bottom + 3)
        if at % every == 0:
            yield axis_number(scale(value), bottom + 2, name)


def _foot(data: Distribution, scale: Scale, top: float, language: str) -> tuple[list[str], float]:
    marks: list[str] = []
    if data.mean is not None:
        marks += _mean(data.mean, scale, top + 4, language)
        top += 18
    if data.unit is not None:
        lines = wrap(words(data.unit, language), WIDTH, SMALL)
        height = text_height(lines, SMALL)
        middle = (scale.start + scale.end) / 2
        middle = max(middle, width(max(lines, key=lambda each: width(each, SMALL)), SMALL) / 2)
        marks += block(middle, top + 3 + height / 2, lines, size=SMALL, fill=QUIET, anchor="middle")
        top += 3 + height
    return marks, top + 2


def _mean(mean: float, scale: Scale, tip: float, language: str) -> Iterator[str]:
    x = min(max(scale(mean), scale.start), scale.end)
    string = _mean_words(mean, language)
    before = x + 8 + width(string, SMALL) > WIDTH
    yield pointer(x, tip, size=8, fill=INK)
    yield label(x - 8 if before else x + 8, tip + 5, string, size=SMALL, anchor="end" if before else "start")


def _mean_words(mean: float, language: str) -> str:
    return message("charts.mean", language, mean=number(mean))


def _spoken(data: Distribution, language: str) -> str:
    parts = [_mean_words(data.mean, language)] if data.mean is not None else []
    places = places_of([value.value for value in data.values])
    parts.append(f"{message('charts.n', language)} = {count(data.n)}")
    if len(data.values) <= _MOST:
        parts += [spoken(number(v.value, places), [share(v.count, data.n)], language) for v in data.values]
    return listing(parts, language)
