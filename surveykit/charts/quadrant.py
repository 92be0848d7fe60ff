"""Importance and performance as a map: a dot with two whiskers for each attribute, and lines that cut it in four."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import note, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, dot, label, line
from surveykit.charts.palette import BLUE, INK, QUIET
from surveykit.charts.placing import Box, around, choose, places
from surveykit.charts.plane import Panel
from surveykit.charts.scale import round_out
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, wrap
from surveykit.core.language import message
from surveykit.core.numbers import count, interval, number

_TALL = 330.0
_RADIUS = 4.0
_NAME = 120.0
"""The names of attributes break at this width."""
_CORNER = 150.0
_NEAR, _FAR = 24, 64


@dataclass(frozen=True)
class Attribute:
    """One attribute. `hollow`: its importance is not shown to differ from zero; `border`: a whisker crosses a line."""

    label: Label
    performance: float
    importance: float
    performance_interval: tuple[float, float] | None = None
    importance_interval: tuple[float, float] | None = None
    hollow: bool = False
    border: bool = False


@dataclass(frozen=True)
class Quadrant:
    """The attributes; where the lines stand (performance, importance) and what they are; what the axes and corners are.

    `corners`: upper left, upper right, lower left, lower right. `places`: decimals of importance.
    """

    attributes: tuple[Attribute, ...]
    cuts: tuple[float, float]
    cuts_label: Label
    performance: Label
    importance: Label
    corners: tuple[Label, Label, Label, Label]
    places: int = 2


@chart("quadrant", Quadrant)
def draw_quadrant(data: Quadrant, language: str) -> Drawing:
    """Performance runs to the right, importance upwards. A name that finds no room is a number, explained below."""
    across = round_out(*_reach(data, "performance", data.cuts[0]))
    up = round_out(*_reach(data, "importance", data.cuts[1]))
    names = words(data.performance, language), words(data.importance, language)
    panel = Panel.of(0, WIDTH, 0, _TALL, across, up, names)
    marks, bottom = panel.frame(0, WIDTH)
    marks += _cuts(data, panel)
    corners = _corners(data, panel, language)
    for box, lines, anchor in corners:
        x = box.left if anchor == "start" else box.right
        marks += block(x, box.middle[1], lines, size=SMALL, fill=QUIET, anchor=anchor)
    for at in data.attributes:
        marks += _point(at, panel)
    named_, key = _names(data, panel, [box for box, _, _ in corners], language)
    marks += named_
    foot, height = _foot(data, key, bottom + 6, language)
    return Drawing((*marks, *foot), height, _spoken(data, language))


def _reach(data: Quadrant, axis: str, cut: float) -> tuple[float, float]:
    ends = [cut]
    for at in data.attributes:
        ends += [getattr(at, axis), *(getattr(at, f"{axis}_interval") or ())]
    return min(ends), max(ends)


def _cuts(data: Quadrant, panel: Panel) -> Iterator[str]:
    x, y = panel.x(data.cuts[0]), panel.y(data.cuts[1])
    yield line(x, panel.y.start, x, panel.y.end, stroke=INK, weight=1, dash="4 3")
    yield line(panel.x.start, y, panel.x.end, y, stroke=INK, weight=1, dash="4 3")


def _corners(data: Quadrant, panel: Panel, language: str) -> list[tuple[Box, tuple[str, ...], str]]:
    """The names of the four parts, each at the edge of its part: in the corner, or further in if a whisker is there."""
    middle = panel.x(data.cuts[0])
    found = []
    for at, name in enumerate(data.corners):
        left, upper = at % 2 == 0, at < 2
        lines = wrap(words(name, language), _CORNER, SMALL)
        breadth, height = widest_of(lines, SMALL), text_height(lines, SMALL)
        top = panel.y.end + 3 if upper else panel.y.start - 3 - height
        outer = panel.x.start + 4 if left else panel.x.end - 4 - breadth
        room = max(0.0, (middle - outer if left else outer - middle) - (breadth if left else 0.0) - 4)
        steps = [outer + (1 if left else -1) * step for step in range(0, int(room) + 1, 8)]
        boxes = [Box(x, top, x + breadth, top + height) for x in steps]
        free = (box for box in boxes if not any(box.overlaps(mark) for mark in _marks(data, panel)))
        found.append((next(free, boxes[0]), lines, "start" if left else "end"))
    return found


def _marks(data: Quadrant, panel: Panel) -> list[Box]:
    """The whiskers and dots as boxes."""
    dots = [around(panel.x(at.performance), panel.y(at.importance), _RADIUS + 1) for at in data.attributes]
    return dots + [box for at in data.attributes for box in _thin(_whiskers(at, panel))]


def _thin(lines: Iterable[tuple[float, float, float, float]]) -> list[Box]:
    return [Box(min(a, c), min(b, d), max(a, c) + 0.1, max(b, d) + 0.1) for a, b, c, d in lines]


def _point(at: Attribute, panel: Panel) -> Iterator[str]:
    x, y = panel.x(at.performance), panel.y(at.importance)
    for thin in _whiskers(at, panel):
        yield line(*thin, stroke=BLUE, weight=1)
    yield dot(x, y, radius=_RADIUS, colour=BLUE, hollow=at.hollow or at.border)
    if at.border and not at.hollow:
        yield dot(x, y, radius=1.2, colour=BLUE, hollow=False)


def _whiskers(at: Attribute, panel: Panel) -> Iterator[tuple[float, float, float, float]]:
    x, y = panel.x(at.performance), panel.y(at.importance)
    if at.performance_interval is not None:
        low, high = (panel.x(end) for end in at.performance_interval)
        yield low, y, high, y
    if at.importance_interval is not None:
        low, high = (panel.y(end) for end in at.importance_interval)
        yield x, low, x, high


def _names(
    data: Quadrant, panel: Panel, corners: Sequence[Box], language: str
) -> tuple[list[str], list[tuple[str, str]]]:
    """The names beside their dots: marks, and (number, name) of those for which there is no room."""
    frame = Box(panel.x.start + 1, panel.y.end + 1, panel.x.end - 1, panel.y.start - 1)
    places_of = [(panel.x(at.performance), panel.y(at.importance)) for at in data.attributes]
    taken = [*corners, *(around(x, y, _RADIUS + 1) for x, y in places_of)]
    x, y = panel.x(data.cuts[0]), panel.y(data.cuts[1])
    lines = _thin([(x, frame.top, x, frame.bottom), (frame.left, y, frame.right, y)])
    for at in data.attributes:
        lines += _thin(_whiskers(at, panel))
    marks: list[str] = []
    key: list[tuple[str, str]] = []
    for at, (px, py) in zip(data.attributes, places_of, strict=True):
        name = words(at.label, language)
        wrapped = wrap(name, _NAME, SMALL)
        box = choose(places(px, py, wrapped, _RADIUS + 3), frame, taken, lines, _NEAR)
        if box is None:
            key.append((count(len(key) + 1), name))
            wrapped = (key[-1][0],)
            box = choose(places(px, py, wrapped, _RADIUS + 2), frame, taken, lines, _FAR)
        if box is None:
            continue
        taken.append(box)
        anchor, at_x = _side(box, px)
        marks += block(at_x, box.middle[1], wrapped, size=SMALL, anchor=anchor)
    return marks, key


def _side(box: Box, x: float) -> tuple[str, float]:
    """How a name is aligned: towards its dot."""
    if box.left > x:
        return "start", box.left + 1.5
    if box.right < x:
        return "end", box.right - 1.5
    return "middle", box.middle[0]


def _foot(data: Quadrant, key: Sequence[tuple[str, str]], top: float, language: str) -> tuple[list[str], float]:
    marks, bottom = note(words(data.cuts_label, language), top)
    shown = (
        (any(at.border and not at.hollow for at in data.attributes), "border", False),
        (any(at.hollow for at in data.attributes), "hollow_importance", True),
    )
    for occurs, name, hollow in shown:
        if occurs:
            lines = wrap(message(f"charts.{name}", language), WIDTH - 14, SMALL)
            middle = bottom + 3 + text_height(lines, SMALL) / 2
            first = bottom + 3 + LEADING * SMALL / 2
            marks.append(dot(5, first, radius=_RADIUS, colour=BLUE, hollow=True))
            marks += [] if hollow else [dot(5, first, radius=1.2, colour=BLUE, hollow=False)]
            marks += block(14, middle, lines, size=SMALL, fill=QUIET)
            bottom += 3 + text_height(lines, SMALL)
    for mark, name in key:
        lines = wrap(name, WIDTH - 18, SMALL)
        marks.append(label(12, bottom + 3 + LEADING * SMALL / 2, mark, size=SMALL, anchor="end"))
        marks += block(18, bottom + 3 + text_height(lines, SMALL) / 2, lines, size=SMALL)
        bottom += 3 + text_height(lines, SMALL)
    return marks, bottom + 1


def _spoken(data: Quadrant, language: str) -> str:
    first, second = message("charts.importance", language), message("charts.performance", language)
    told = []
    for at in data.attributes:
        above = _number(at.importance, at.importance_interval, data.places)
        along = _number(at.performance, at.performance_interval, 1)
        parts = [named(first, above, language), named(second, along, language)]
        told.append(spoken(words(at.label, language), parts, language))
    return listing(told, language)


def _number(value: float, ends: tuple[float, float] | None, places: int) -> str:
    return f"{number(value, places)} {interval(ends, places=places)}" if ends else number(value, places)
