"""Parts of a whole as bars from a common zero, each with its interval: what goes to each of several predictors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import GAP, Band, axis, axis_name, number_column, rows, widest_of
from surveykit.charts.marks import WIDTH, line, rect
from surveykit.charts.palette import AXIS, INK, PALE_BLUE, QUIET
from surveykit.charts.scale import Scale, places_of, ticks
from surveykit.charts.shape import Label, words
from surveykit.core.finding import Style
from surveykit.core.numbers import interval, percent

_LABELS = 0.36 * WIDTH
_THICK = 13.0
_CAP = 3.5


@dataclass(frozen=True)
class Row:
    """One part, 0 to 1, and its interval if it has one."""

    label: Label
    value: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Parts:
    """The rows in the order to be shown, and what the axis measures."""

    rows: tuple[Row, ...]
    axis: Label


@chart("parts", Parts)
def draw_parts(data: Parts, language: str) -> Drawing:
    """A pale bar for each row with its whisker upon it; the numbers stand in columns at the right, clear of both."""
    names = [words(row.label, language) for row in data.rows]
    values = [percent(row.value) for row in data.rows]
    ranges = [interval(row.interval, Style.PERCENT, 0) if row.interval else "" for row in data.rows]
    ranges_left = WIDTH - widest_of(ranges)
    value_right = ranges_left - (7 if any(ranges) else 0)
    frame = rows(names, top=2, widest=_LABELS)
    most = max((end for row in data.rows for end in (row.value, *(row.interval or ()))), default=0.0) or 1.0
    scale = Scale(0, most, frame.width + GAP, value_right - widest_of(values) - GAP)
    at = ticks(scale.low, scale.high)
    places = places_of([100 * value for value in at])
    marks = [*frame.marks(), *axis(scale, [(v, percent(v, places)) for v in at], frame.top, frame.bottom)]
    for row, band in zip(data.rows, frame.bands, strict=True):
        marks += _bar(row, band, scale)
    marks.append(line(scale.start, frame.top, scale.start, frame.bottom + 2, stroke=AXIS))
    marks += number_column(value_right, frame.bands, values)
    marks += number_column(WIDTH, frame.bands, ranges, QUIET)
    foot, height = axis_name(words(data.axis, language), scale, frame.bottom)
    return Drawing((*marks, *foot), height, _spoken(names, values, ranges, language))


def _bar(row: Row, band: Band, scale: Scale) -> Iterator[str]:
    yield rect(scale.start, band.middle - _THICK / 2, scale(row.value) - scale.start, _THICK, fill=PALE_BLUE)
    if row.interval is None:
        return
    low, high = (scale(end) for end in row.interval)
    yield line(low, band.middle, high, band.middle, stroke=INK, weight=1.25)
    for end in (low, high):
        yield line(end, band.middle - _CAP, end, band.middle + _CAP, stroke=INK, weight=1.25)


def _spoken(names: Sequence[str], values: Sequence[str], ranges: Sequence[str], language: str) -> str:
    parts = zip(names, values, ranges, strict=True)
    return listing([spoken(name, [f"{v} {r}".strip()], language) for name, v, r in parts], language)
