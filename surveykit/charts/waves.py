"""One estimate wave by wave: a line in the band of its intervals, with control limits where there are any."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, sentences, spoken
from surveykit.charts.layout import note, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, dot, label, line, polygon
from surveykit.charts.palette import BLUE, INK, PALE_BLUE, QUIET
from surveykit.charts.plane import Panel
from surveykit.charts.scale import Scale, places_of, reach, ticks
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, wrap
from surveykit.core.language import message
from surveykit.core.numbers import count, interval, number

_TALL = 190.0
_RADIUS = 3.6
_RING = 7.0
_NARROWEST = 44.0
"""A wave's name breaks at this width where columns are narrower; then not every wave is named."""


@dataclass(frozen=True)
class Wave:
    """One wave: its name, and the estimate with its interval and n, or no value where nothing was measured."""

    label: Label
    value: float | None = None
    interval: tuple[float, float] | None = None
    n: int | None = None


@dataclass(frozen=True)
class Waves:
    """The waves in order of time, what the axis measures and its range, the centre line and the control limits."""

    waves: tuple[Wave, ...]
    axis: Label
    range: tuple[float, float] | None = None
    centre: float | None = None
    limits: tuple[float, float] | None = None
    places: int = 2


@dataclass(frozen=True)
class Spot:
    """A wave that was measured, and where it stands."""

    at: int
    value: float
    interval: tuple[float, float] | None


@chart("waves", Waves)
def draw_waves(data: Waves, language: str) -> Drawing:
    """The line stops at a wave without a value. A ring marks what lies outside the limits; values and n stand below."""
    heads = [message("charts.value", language), message("charts.n", language)]
    panel = _panel(data, heads, language)
    runs = _runs(data)
    marks: list[str] = []
    for run in runs:
        marks += _band(run, panel)
    marks += panel.upright(0, WIDTH)
    marks.append(line(panel.x.start, panel.y.start, panel.x.end, panel.y.start))
    marks += _limits(data, panel)
    for run in runs:
        marks += panel.curve([(spot.at, spot.value) for spot in run])
        for spot in run:
            marks += _dot(data, spot, panel)
    below, bottom = _below(data, heads, panel, language)
    foot, height = _foot(data, bottom, language)
    return Drawing((*marks, *below, *foot), height, _spoken(data, language))


def _panel(data: Waves, heads: Sequence[str], language: str) -> Panel:
    ends = [end for wave in data.waves for end in (wave.value, *(wave.interval or ())) if end is not None]
    ends += [*(data.limits or ()), *([] if data.centre is None else [data.centre])]
    up = reach(ends, data.range)
    values = ticks(*up)
    half = widest_of([number(wave.value, data.places) for wave in data.waves], SMALL) / 2
    names = widest_of([number(v, places_of(values)) for v in values], SMALL)
    room = max(names, widest_of(heads, SMALL) + half) + 8
    name = words(data.axis, language)
    top = text_height(wrap(name, WIDTH, SMALL), SMALL) + 8
    return Panel(Scale(-0.5, len(data.waves) - 0.5, room, WIDTH), Scale(*up, top + _TALL, top), "", name)


def _runs(data: Waves) -> list[list[Spot]]:
    """Neighbouring waves that were measured."""
    runs: list[list[Spot]] = [[]]
    for at, wave in enumerate(data.waves):
        if wave.value is None:
            runs.append([])
        else:
            runs[-1].append(Spot(at, wave.value, wave.interval))
    return [run for run in runs if run]


def _band(run: Sequence[Spot], panel: Panel) -> Iterator[str]:
    """The band between the ends of the intervals; a wave that stands alone has a whisker."""
    known = [(panel.x(spot.at), *map(panel.y, spot.interval)) for spot in run if spot.interval is not None]
    if len(known) > 1:
        corners = [(x, high) for x, _, high in known] + [(x, low) for x, low, _ in reversed(known)]
        yield polygon(corners, fill=PALE_BLUE)
    elif known:
        x, low, high = known[0]
        yield line(x, low, x, high, stroke=BLUE, weight=1.5)


def _limits(data: Waves, panel: Panel) -> Iterator[str]:
    for limit in data.limits or ():
        yield line(panel.x.start, panel.y(limit), panel.x.end, panel.y(limit), stroke=INK, weight=1, dash="4 3")
    if data.centre is not None:
        y = panel.y(data.centre)
        yield line(panel.x.start, y, panel.x.end, y, stroke=INK, weight=0.75)


def _outside(data: Waves, value: float | None) -> bool:
    return value is not None and data.limits is not None and not data.limits[0] <= value <= data.limits[1]


def _dot(data: Waves, spot: Spot, panel: Panel) -> Iterator[str]:
    x, y = panel.x(spot.at), panel.y(spot.value)
    if _outside(data, spot.value):
        yield dot(x, y, radius=_RING, colour=INK, hollow=True)
    yield dot(x, y, radius=_RADIUS, colour=BLUE, hollow=False)


def _below(data: Waves, heads: Sequence[str], panel: Panel, language: str) -> tuple[list[str], float]:
    """Under each wave its name, value and n; where columns are narrow, under every second, third ... wave."""
    texts = [words(wave.label, language) for wave in data.waves]
    values = [number(wave.value, data.places) for wave in data.waves]
    ns = [count(wave.n) for wave in data.waves]
    step = (panel.x.end - panel.x.start) / max(len(texts), 1)
    need = max(widest_of(values, SMALL), widest_of(ns, SMALL), min(widest_of(texts, SMALL), _NARROWEST)) + 6
    every = math.ceil(need / step)
    lines = [wrap(text, every * step - 6, SMALL) for text in texts]
    top = panel.y.start + 6
    named_ = top + max((text_height(each, SMALL) for each in lines[::every]), default=0.0)
    marks: list[str] = []
    for at in range(0, len(texts), every):
        x = panel.x(at)
        marks.append(line(x, panel.y.start, x, panel.y.start + 3))
        x = min(max(x, widest_of(lines[at], SMALL) / 2), WIDTH - widest_of(lines[at], SMALL) / 2)
        marks += block(x, top + text_height(lines[at], SMALL) / 2, lines[at], size=SMALL, anchor="middle")
    shown = [(heads[0], values, INK), (heads[1], ns, QUIET)]
    for head, strings, fill in shown if any(wave.n is not None for wave in data.waves) else shown[:1]:
        middle = named_ + 3 + LEADING * SMALL / 2
        named_ = middle + LEADING * SMALL / 2
        marks.append(label(0, middle, head, size=SMALL, fill=QUIET))
        for at in range(0, len(texts), every):
            marks.append(label(panel.x(at), middle, strings[at], size=SMALL, fill=fill, anchor="middle"))
    return marks, named_


def _foot(data: Waves, bottom: float, language: str) -> tuple[list[str], float]:
    told = []
    if data.limits is not None:
        low, high = (number(limit, data.places) for limit in data.limits)
        told.append(message("charts.limits", language, low=low, high=high))
    if data.centre is not None:
        told.append(message("charts.centre", language, centre=number(data.centre, data.places)))
    if any(_outside(data, wave.value) for wave in data.waves):
        told.append(message("charts.outside", language))
    if any(wave.value is None for wave in data.waves):
        told.append(message("charts.waves_gap", language))
    return note(sentences(told, language), bottom + 6) if told else ([], bottom + 2)


def _spoken(data: Waves, language: str) -> str:
    told = []
    for wave in data.waves:
        if wave.value is None:
            told.append(spoken(words(wave.label, language), [message("charts.no_value", language)], language))
            continue
        ends = f" {interval(wave.interval, places=data.places)}" if wave.interval else ""
        n = f"{message('charts.n', language)} = {count(wave.n)}" if wave.n is not None else ""
        told.append(spoken(words(wave.label, language), [number(wave.value, data.places) + ends, n], language))
    return listing(told, language)
