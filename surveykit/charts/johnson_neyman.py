"""A slope over the values of a moderator, with its interval, and where the interval leaves zero."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from surveykit.charts.chart import Drawing, chart, listing, named
from surveykit.charts.layout import legend, note
from surveykit.charts.marks import WIDTH, line, polygon
from surveykit.charts.palette import GRID, INK, PALE_BLUE
from surveykit.charts.plane import Panel
from surveykit.charts.scale import round_out
from surveykit.charts.shape import Label, words
from surveykit.core.language import message
from surveykit.core.numbers import interval, number

_TALL = 200.0


@dataclass(frozen=True)
class At:
    """The slope at one value of the moderator, with its interval."""

    moderator: float
    slope: float
    low: float
    high: float


@dataclass(frozen=True)
class JohnsonNeyman:
    """The slope over the observed range of the moderator, in order; `bounds` are values where an end of it is zero."""

    points: tuple[At, ...]
    bounds: tuple[float, ...]
    slope: Label
    moderator: Label


@chart("johnson_neyman", JohnsonNeyman)
def draw_johnson_neyman(data: JohnsonNeyman, language: str) -> Drawing:
    """The slope as a line in the band of its interval, grey where that holds zero; dashed lines at the bounds."""
    ends = [end for p in data.points for end in (p.low, p.high)] + [0.0]
    across = (data.points[0].moderator, data.points[-1].moderator)
    names = words(data.moderator, language), words(data.slope, language)
    panel = Panel.of(0, WIDTH, 0, _TALL, across, round_out(min(ends), max(ends)), names)
    marks = list(_band(data, panel))
    frame, height = panel.frame(0, WIDTH)
    marks += frame
    marks += panel.curve([(p.moderator, p.slope) for p in data.points])
    for bound in data.bounds:
        x = panel.x(bound)
        marks.append(line(x, panel.y.start, x, panel.y.end, stroke=INK, weight=1, dash="4 3"))
    keys = [(GRID, message("charts.slope_open", language)), (PALE_BLUE, message("charts.slope_shown", language))]
    holding = {p.low <= 0 <= p.high for p in data.points}
    foot, height = legend([key for key, holds in zip(keys, (True, False), strict=True) if holds in holding], height + 6)
    marks += foot
    if data.bounds:
        values = message("charts.list_comma", language).join(number(b) for b in data.bounds)
        foot, height = note(message("charts.bounds", language, values=values), height + 4)
        marks += foot
    return Drawing(tuple(marks), height + 1, _spoken(data, language))


def _band(data: JohnsonNeyman, panel: Panel) -> Iterator[str]:
    """A piece for each run of neighbouring points between which the interval holds zero, or leaves it out."""
    pairs = list(pairwise(data.points))
    for holds, run in groupby(pairs, key=lambda pair: all(p.low <= 0 <= p.high for p in pair)):
        piece = list(run)
        points = [piece[0][0], *(after for _, after in piece)]
        upper = [(p.moderator, p.high) for p in points]
        lower = [(p.moderator, p.low) for p in reversed(points)]
        corners = [(panel.x(x), panel.y(y)) for x, y in (*upper, *lower)]
        yield polygon(corners, fill=GRID if holds else PALE_BLUE)


def _spoken(data: JohnsonNeyman, language: str) -> str:
    shown = (data.points[0], data.points[-1])
    return listing(
        [named(number(p.moderator), f"{number(p.slope)} {interval((p.low, p.high))}", language) for p in shown],
        language,
    )
