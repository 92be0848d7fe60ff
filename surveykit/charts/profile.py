"""Segments over several dimensions: a row for each dimension, a mark with its interval for each segment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.chart import Drawing, chart, listing, named, remarked, spoken
from surveykit.charts.layout import GAP, Band, axis, axis_name, note, rows, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, dot, line, polygon
from surveykit.charts.palette import BLUE, GRID, INK, MIDDLE_BLUE, ORANGE, QUIET
from surveykit.charts.scale import Scale, places_of, point_ticks, reach
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, wrap
from surveykit.core.language import message
from surveykit.core.numbers import count, interval, number

_LABELS = 0.36 * WIDTH
_SIZE = 4.2
_STEP = 10.0
"""From the mark of one segment down to that of the next."""
_SAMPLE = 30.0
"""Length of the line that stands for a segment in the legend."""


@dataclass(frozen=True)
class Style:
    """How a segment is drawn: a shape (corners about its middle, in sizes; none for a disc), a dash, a colour."""

    corners: tuple[tuple[float, float], ...]
    dash: str
    colour: str


_STYLES = (
    Style((), "", BLUE),
    Style(((-1, -1), (1, -1), (1, 1), (-1, 1)), "6 3", ORANGE),
    Style(((0, -1.3), (1.3, 1), (-1.3, 1)), "2 2", INK),
    Style(((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)), "9 3 2 3", MIDDLE_BLUE),
    Style(((0, 1.3), (1.3, -1), (-1.3, -1)), "1 3", QUIET),
)
MOST_SEGMENTS = len(_STYLES)
"""More lines could not be followed; more segments are for a table."""


@dataclass(frozen=True)
class Segment:
    """A segment, and how many belong to it."""

    label: Label
    n: int


@dataclass(frozen=True)
class Value:
    """The value of a segment on a dimension, with its interval."""

    value: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Dimension:
    """One dimension with a value for each segment, None where it may not be shown."""

    label: Label
    values: tuple[Value | None, ...]


@dataclass(frozen=True)
class Profile:
    """At most five segments, the dimensions in the order to be shown, and the axis with its range."""

    segments: tuple[Segment, ...]
    dimensions: tuple[Dimension, ...]
    axis: Label
    range: tuple[float, float] | None = None
    places: int = 2


@chart("profile", Profile)
def draw_profile(data: Profile, language: str) -> Drawing:
    """Each segment has its own shape and its own dashes, so that it is known without colour; lines join its marks.

    A line stops where a value may not be shown. Raises ValueError for more segments than can be told apart.
    """
    if len(data.segments) > MOST_SEGMENTS:
        raise ValueError(f"a profile shows at most {MOST_SEGMENTS} segments, not {len(data.segments)}")
    texts = [words(each.label, language) for each in data.dimensions]
    marks, bottom = _legend(data, language)
    frame = rows(texts, top=bottom + 8, widest=_LABELS, least=_STEP * len(data.segments) + 12)
    ends = [end for each in data.dimensions for value in each.values if value for end in _ends(value)]
    scale = Scale(*reach(ends, data.range), frame.width + GAP + _SIZE + 2, WIDTH - 2 * GAP)
    values = point_ticks(scale.low, scale.high, data.range)
    named_ticks = [(value, number(value, places_of(values))) for value in values]
    marks += [*frame.marks(), *axis(scale, named_ticks, frame.top, frame.bottom)]
    for band in frame.bands[1:]:
        marks.append(line(0, band.top, WIDTH, band.top, stroke=GRID))
    for at in range(len(data.segments)):
        marks += _segment(data, at, frame.bands, scale)
    foot, height = axis_name(words(data.axis, language), scale, frame.bottom)
    if any(value is None for each in data.dimensions for value in each.values):
        remark, height = note(message("charts.profile_gap", language), height + 3)
        foot += remark
    return Drawing((*marks, *foot), height, _spoken(data, texts, language))


def _ends(value: Value) -> tuple[float, ...]:
    return (value.value, *(value.interval or ()))


def _legend(data: Profile, language: str) -> tuple[list[str], float]:
    """A piece of each line with its mark, and the segment with its n: the marks, and where they end."""
    marks: list[str] = []
    n = message("charts.n", language)
    inset, x, top, bottom = _SAMPLE + 6, 0.0, 0.0, 0.0
    for each, style in zip(data.segments, _STYLES, strict=False):
        told = remarked(words(each.label, language), f"{n} = {count(each.n)}", language)
        lines = wrap(told, WIDTH - inset, SMALL)
        breadth = inset + widest_of(lines, SMALL)
        if x and x + breadth > WIDTH:
            x, top = 0.0, bottom + 3
        first = top + LEADING * SMALL / 2
        marks.append(line(x, first, x + _SAMPLE, first, stroke=style.colour, weight=1, dash=style.dash))
        marks.append(_mark(x + _SAMPLE / 2, first, style))
        marks += block(x + inset, top + text_height(lines, SMALL) / 2, lines, size=SMALL)
        bottom = max(bottom, top + text_height(lines, SMALL))
        x += breadth + 18
    return marks, bottom


def _mark(x: float, y: float, style: Style) -> str:
    if not style.corners:
        return dot(x, y, radius=_SIZE, colour=style.colour, hollow=False)
    return polygon([(x + across * _SIZE, y + down * _SIZE) for across, down in style.corners], fill=style.colour)


def _segment(data: Profile, at: int, bands: Sequence[Band], scale: Scale) -> Iterator[str]:
    """The lines of one segment, then its intervals and marks upon them."""
    style, aside = _STYLES[at], _STEP * (at - (len(data.segments) - 1) / 2)
    values = [each.values[at] for each in data.dimensions]
    heights = [band.middle + aside for band in bands]
    for (one, y1), (other, y2) in pairwise(zip(values, heights, strict=True)):
        if one is not None and other is not None:
            ends = scale(one.value), y1, scale(other.value), y2
            yield line(*ends, stroke=style.colour, weight=1, dash=style.dash)
    for value, y in zip(values, heights, strict=True):
        if value is None:
            continue
        if value.interval is not None:
            low, high = (scale(end) for end in value.interval)
            yield line(low, y, high, y, stroke=style.colour, weight=1.75)
        yield _mark(scale(value.value), y, style)


def _spoken(data: Profile, texts: Sequence[str], language: str) -> str:
    told = []
    for text, each in zip(texts, data.dimensions, strict=True):
        parts = [
            named(words(segment.label, language), _number(value, data.places), language)
            for segment, value in zip(data.segments, each.values, strict=True)
            if value is not None
        ]
        told.append(spoken(text, parts, language))
    return listing(told, language)


def _number(value: Value, places: int) -> str:
    printed = number(value.value, places)
    return f"{printed} {interval(value.interval, places=places)}" if value.interval else printed
