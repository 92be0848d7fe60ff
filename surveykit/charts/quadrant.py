"""Importance and performance as a map: a dot with two whiskers for each attribute, and lines that cut it in four."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import note, text_height
from surveykit.charts.marks import WIDTH, block, dot, line
from surveykit.charts.palette import BLUE, QUIET
from surveykit.charts.placing import Spot, around, key, names, thin
from surveykit.charts.plane import Panel
from surveykit.charts.scale import round_out
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, wrap
from surveykit.core.language import message
from surveykit.core.numbers import interval, number

_TALL = 330.0
_RADIUS = 4.0


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
    axes = words(data.performance, language), words(data.importance, language)
    panel = Panel.of(0, WIDTH, 0, _TALL, across, up, axes)
    marks, bottom = panel.frame(0, WIDTH)
    marks += panel.cuts(*data.cuts)
    dots = [around(*_place(at, panel), _RADIUS + 1) for at in data.attributes]
    whiskers = [box for at in data.attributes for box in thin(_whiskers(at, panel))]
    corners = panel.corners(data.cuts[0], [words(each, language) for each in data.corners], dots + whiskers)
    for corner in corners:
        marks += corner.marks()
    for at in data.attributes:
        marks += _point(at, panel)
    spots = [Spot(*_place(at, panel), words(at.label, language), _RADIUS) for at in data.attributes]
    named_, numbered = names(spots, panel.inside, [c.box for c in corners], panel.cut_lines(*data.cuts) + whiskers)
    marks += named_
    foot, height = _foot(data, numbered, bottom + 6, language)
    return Drawing((*marks, *foot), height, _spoken(data, language))


def _reach(data: Quadrant, axis: str, cut: float) -> tuple[float, float]:
    ends = [cut]
    for at in data.attributes:
        ends += [getattr(at, axis), *(getattr(at, f"{axis}_interval") or ())]
    return min(ends), max(ends)


def _place(at: Attribute, panel: Panel) -> tuple[float, float]:
    return panel.x(at.performance), panel.y(at.importance)


def _point(at: Attribute, panel: Panel) -> Iterator[str]:
    x, y = _place(at, panel)
    for whisker in _whiskers(at, panel):
        yield line(*whisker, stroke=BLUE, weight=1)
    yield dot(x, y, radius=_RADIUS, colour=BLUE, hollow=at.hollow or at.border)
    if at.border and not at.hollow:
        yield dot(x, y, radius=1.2, colour=BLUE, hollow=False)


def _whiskers(at: Attribute, panel: Panel) -> Iterator[tuple[float, float, float, float]]:
    x, y = _place(at, panel)
    if at.performance_interval is not None:
        low, high = (panel.x(end) for end in at.performance_interval)
        yield low, y, high, y
    if at.importance_interval is not None:
        low, high = (panel.y(end) for end in at.importance_interval)
        yield x, low, x, high


def _foot(data: Quadrant, numbered: Sequence[tuple[str, str]], top: float, language: str) -> tuple[list[str], float]:
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
    below, bottom = key(numbered, bottom)
    return marks + below, bottom + 1


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
