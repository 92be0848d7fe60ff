"""Horizontal bars: how many, or what share, chose each answer."""

from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import GAP, note, rows, widest_of
from surveykit.charts.marks import WIDTH, label, line, rect
from surveykit.charts.palette import AXIS, MIDDLE_BLUE, QUIET
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import percentage
from surveykit.charts.typography import width
from surveykit.core.language import message
from surveykit.core.numbers import count

_LABELS = 0.4 * WIDTH
_THICK = 13.0
_AFTER_BAR = 6.0


@dataclass(frozen=True)
class Bar:
    """One answer: how many gave it, and their share (0 to 1), or None where n is too small for a share."""

    label: Label
    count: int
    share: float | None = None


@dataclass(frozen=True)
class Bars:
    """The bars in the order to be shown, and how many people answered. Shares need not add to 1."""

    bars: tuple[Bar, ...]
    n: int


@chart("bars", Bars)
def draw_bars(data: Bars, language: str) -> Drawing:
    """Bars from a common zero, the longest filling the width; each ends in its share and count."""
    labels = [words(bar.label, language) for bar in data.bars]
    bands = rows(labels, top=2, widest=_LABELS)
    start = bands.width + GAP
    values = [_value(bar) for bar in data.bars]
    room = widest_of([" ".join(value) for value in values]) + _AFTER_BAR
    scale = Scale(0, max((_size(bar) for bar in data.bars), default=0) or 1, start, WIDTH - room)
    marks = list(bands.marks())
    for bar, band, (first, second) in zip(data.bars, bands.bands, values, strict=True):
        end = scale(_size(bar))
        marks.append(rect(start, band.middle - _THICK / 2, end - start, _THICK, fill=MIDDLE_BLUE))
        marks.append(label(end + _AFTER_BAR, band.middle, first))
        marks.append(label(end + _AFTER_BAR + width(first + " "), band.middle, second, fill=QUIET))
    marks.append(line(start, 2, start, bands.bottom, stroke=AXIS))
    foot, height = _foot(data, bands.bottom, language)
    told = [spoken(name, [" ".join(value).strip()], language) for name, value in zip(labels, values, strict=True)]
    return Drawing((*marks, *foot), height, listing(told, language))


def _size(bar: Bar) -> float:
    return bar.count if bar.share is None else bar.share


def _value(bar: Bar) -> tuple[str, str]:
    if bar.share is None:
        return count(bar.count), ""
    return percentage(bar.share), f"({count(bar.count)})"


def _foot(data: Bars, bottom: float, language: str) -> tuple[list[str], float]:
    if any(bar.share is not None for bar in data.bars):
        return [], bottom + 2
    name = "charts.counts" if data.n else "charts.no_answers"
    return note(message(name, language, n=count(data.n)), bottom + 5)
