"""Figures as charts of PowerPoint's own, with their numbers in a sheet, so that they can be changed and restyled.

A kind of figure that PowerPoint has no chart for is none here; its numbers go into a table.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from surveykit.charts.bars import Bars
from surveykit.charts.distribution import Distribution
from surveykit.charts.intervals import Intervals
from surveykit.charts.likert import Likert
from surveykit.charts.palette import BLUE, MIDDLE_BLUE, PALE_BLUE, PAPER, QUIET, sequential, steps
from surveykit.charts.parts import Parts
from surveykit.charts.quadrant import Quadrant
from surveykit.charts.scale import reach, round_step
from surveykit.charts.shape import Label, words
from surveykit.charts.shares import Row, Shares
from surveykit.core.finding import Figure, Style
from surveykit.core.numbers import cell, count, interval, number
from surveykit.report.figure_tables import figure_data, point_labels
from surveykit.report.plain import plain

Interval = tuple[float, float] | None
_SIZE = Pt(12)
_GRID = "E2E5E9"
_INERT = "\u200b"
_ACTIVE = re.compile(r"\{?=|[A-Za-z]+:")
"""What the library that writes the sheet would make a formula or a link of, and the sign of no width that stops it."""
_MOST_POINTS, _HAIR = 10, 1e-9
_MOST_ROWS = 12
"""More rows than this are too many to be read on a slide."""


@dataclass(frozen=True)
class Place:
    """Where a chart stands on a slide, and in which language it speaks."""

    shapes: Any
    box: tuple[int, int, int, int]
    language: str

    def say(self, label: Label) -> str:
        """A label as plain text that is no formula or address in the sheet behind the chart."""
        said = plain(words(label, self.language))
        return f"{_INERT}{said}" if _ACTIVE.match(said) else said

    def chart(self, kind: Any, data: Any) -> tuple[Any, Any]:
        """A new chart and its frame."""
        frame: Any = self.shapes.add_chart(kind, *self.box, data)
        frame.chart.font.size, frame.chart.has_title = _SIZE, False
        frame.chart.has_legend = False
        return frame, frame.chart


def add_chart(shapes: Any, box: tuple[int, int, int, int], figure: Figure, language: str) -> Any | None:
    """The figure as a native chart, or None where its kind has none or it has too many rows."""
    if figure.kind not in _CHARTS:
        return None
    data = figure_data(figure)
    rows = next((getattr(data, name) for name in ("rows", "bars", "attributes") if hasattr(data, name)), ())
    return None if len(rows) > _MOST_ROWS else _CHARTS[figure.kind](Place(shapes, box, language), data)


def _bars(place: Place, data: Bars) -> Any:
    shares = [bar.share for bar in data.bars]
    known = all(share is not None for share in shares)
    chart_data = CategoryChartData(number_format="0%" if known else "0")
    chart_data.categories = [place.say(bar.label) for bar in data.bars]
    chart_data.add_series("%" if known else "n", shares if known else [bar.count for bar in data.bars])
    return _horizontal(place, chart_data)


def _parts(place: Place, data: Parts) -> Any:
    chart_data = CategoryChartData(number_format="0%")
    chart_data.categories = [place.say(row.label) for row in data.rows]
    chart_data.add_series(place.say(data.axis), [row.value for row in data.rows])
    frame = _horizontal(place, chart_data)
    axis = frame.chart.value_axis
    _span(axis, _reach([(row.value, row.interval) for row in data.rows], 0.0))
    _axis_title(axis, place.say(data.axis))
    _whiskers(frame.chart.plots[0].series[0], [row.value for row in data.rows], [row.interval for row in data.rows])
    return frame


def _horizontal(place: Place, chart_data: Any) -> Any:
    """Bars from the left, the first on top, each with its number."""
    frame, chart = place.chart(XL_CHART_TYPE.BAR_CLUSTERED, chart_data)
    _first_on_top(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.position = XL_LABEL_POSITION.INSIDE_BASE
    _paint(plot.series[0].format.fill, PALE_BLUE)
    labels = chart.value_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = chart_data.number_format, False
    return frame


def _likert(place: Place, data: Likert) -> Any:
    colours = steps(len(data.scale))
    named = [place.say(label) for label in point_labels(data)]
    counts = [[row.counts.get(point.value, 0) for row in data.rows] for point in data.scale]
    rows = [_named(place, row.label, row.n) for row in data.rows]
    return _stacked(place, rows, named, counts, colours)


def _shares(place: Place, data: Shares) -> Any:
    k = len(data.parts)
    rising = tuple(sequential(0.15 + 0.75 * at / max(k - 1, 1)) for at in range(k))
    colours = steps(k) if data.tones == "diverging" and k > 1 else rising
    counts = [[row.counts[at] for row in data.rows] for at in range(k)]
    rows = [_named(place, row.label, row.n, _figure(data, row)) for row in data.rows]
    return _stacked(place, rows, [place.say(part) for part in data.parts], counts, colours)


def _figure(data: Shares, row: Row) -> str:
    """The figure made from the shares of a row, with its interval."""
    if row.value is None:
        return ""
    style = Style(data.style)
    value = cell(row.value, style, data.places, "")
    return f"{value} {interval(row.interval, style, data.places)}" if row.interval else value


def _named(place: Place, label: Label, n: int, figure: str = "") -> str:
    """A row by its words, its figure if it has one, and its n."""
    return " ".join(part for part in (place.say(label), figure, f"(n = {count(n)})") if part)


def _stacked(
    place: Place,
    rows: Sequence[str],
    names: Sequence[str],
    counts: Sequence[Sequence[int]],
    colours: Sequence[str],
) -> Any:
    """Bars of equal length, divided by how many gave each answer; the sheet holds the counts."""
    chart_data = CategoryChartData(number_format="0")
    chart_data.categories = rows
    for name, given in zip(names, counts, strict=True):
        chart_data.add_series(name, given)
    frame, chart = place.chart(XL_CHART_TYPE.BAR_STACKED_100, chart_data)
    _first_on_top(chart)
    _legend(chart)
    chart.plots[0].gap_width = 50
    for series, colour in zip(chart.plots[0].series, colours, strict=True):
        _paint(series.format.fill, colour)
    return frame


def _distribution(place: Place, data: Distribution) -> Any:
    whole = all(each.value == round(each.value) for each in data.values)
    chart_data = CategoryChartData(number_format="0")
    chart_data.categories = [number(each.value, 0 if whole else 2) for each in data.values]
    chart_data.add_series("n", [each.count for each in data.values])
    frame, chart = place.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, chart_data)
    chart.plots[0].gap_width, chart.plots[0].has_data_labels = 25, True
    _paint(chart.plots[0].series[0].format.fill, MIDDLE_BLUE)
    chart.value_axis.has_major_gridlines = False
    if data.unit is not None:
        _axis_title(chart.category_axis, place.say(data.unit))
    return frame


def _intervals(place: Place, data: Intervals) -> Any:
    """Dots with whiskers: a line without its line."""
    known = [row for row in data.rows if row.value is not None]
    chart_data = CategoryChartData(number_format=f"0.{'0' * data.places}" if data.places else "0")
    chart_data.categories = [place.say(row.label) for row in known]
    chart_data.add_series(place.say(data.axis), [row.value for row in known])
    frame, chart = place.chart(XL_CHART_TYPE.LINE_MARKERS, chart_data)
    series = chart.plots[0].series[0]
    series.smooth = False
    series.format.line.fill.background()
    _dot(series.marker, hollow=False)
    for at, row in enumerate(known):
        if row.hollow:
            _dot(series.points[at].marker, hollow=True)
    series.data_labels.show_value, series.data_labels.position = True, XL_LABEL_POSITION.RIGHT
    _whiskers(series, [row.value or 0.0 for row in known], [row.interval for row in known])
    zero = [0.0] if data.zero else []
    _span(chart.value_axis, _reach([(row.value or 0.0, row.interval) for row in known], *zero, *(data.range or ())))
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(_GRID)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _axis_title(chart.value_axis, place.say(data.axis))
    return frame


def _quadrant(place: Place, data: Quadrant) -> Any:
    """A dot for each attribute, named at its side, and the two lines that divide them."""
    across = _reach([(each.performance, each.performance_interval) for each in data.attributes], data.cuts[0])
    up = _reach([(each.importance, each.importance_interval) for each in data.attributes], data.cuts[1])
    chart_data = XyChartData(number_format="0.00")
    points = chart_data.add_series(place.say(data.importance))
    for each in data.attributes:
        points.add_data_point(each.performance, each.importance)
    (x, y), (left, right), (low, high) = data.cuts, across, up
    for line in (((x, low), (x, high)), ((left, y), (right, y))):
        cut = chart_data.add_series(place.say(data.cuts_label))
        for end in line:
            cut.add_data_point(*end)
    frame, chart = place.chart(XL_CHART_TYPE.XY_SCATTER, chart_data)
    drawn, *cuts = chart.plots[0].series
    drawn.format.line.fill.background()
    _dot(drawn.marker, hollow=False)
    for at, each in enumerate(data.attributes):
        _dot(drawn.points[at].marker, hollow=each.hollow)
        label = drawn.points[at].data_label
        label.text_frame.text, label.position = place.say(each.label), XL_LABEL_POSITION.RIGHT
    _whiskers(drawn, [a.importance for a in data.attributes], [a.importance_interval for a in data.attributes], "y")
    _whiskers(drawn, [a.performance for a in data.attributes], [a.performance_interval for a in data.attributes], "x")
    for cut in cuts:
        cut.marker.style = XL_MARKER_STYLE.NONE
        cut.format.line.color.rgb, cut.format.line.width = _rgb(QUIET), Pt(1)
    for axis, ends, name in ((chart.category_axis, across, data.performance), (chart.value_axis, up, data.importance)):
        _span(axis, ends)
        axis.has_major_gridlines = False
        axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        _axis_title(axis, place.say(name))
    return frame


def _reach(values: Sequence[tuple[float, Interval]], *others: float) -> tuple[float, float]:
    """From where to where an axis runs: values, the ends of their intervals and others, rounded out."""
    return reach([*others, *(end for value, ends in values for end in (value, *(ends or ())))])


def _span(axis: Any, ends: tuple[float, float]) -> None:
    """An axis from one round number to another: every whole number of a short scale, else the ends rounded out."""
    low, high = ends
    points = low.is_integer() and high.is_integer() and high - low <= _MOST_POINTS
    step = 1.0 if points else round_step(high - low)
    axis.minimum_scale = low if points else round(math.floor(low / step + _HAIR) * step, 9)
    axis.maximum_scale = high if points else round(math.ceil(high / step - _HAIR) * step, 9)
    axis.major_unit = step


def _first_on_top(chart: Any) -> None:
    """Categories from top to bottom, as in the report, with the numbers' axis below them."""
    chart.category_axis.reverse_order = True
    chart.value_axis._element.find(qn("c:crosses")).set("val", "max")
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(_GRID)


def _legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False


def _axis_title(axis: Any, text: str) -> None:
    axis.has_title = True
    axis.axis_title.text_frame.text = text
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False


def _dot(marker: Any, *, hollow: bool) -> None:
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 9
    _paint(marker.format.fill, PAPER if hollow else BLUE)
    marker.format.line.color.rgb = _rgb(BLUE)


def _paint(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.lstrip("#").upper())


def _whiskers(series: Any, values: Sequence[float], intervals: Sequence[Interval], direction: str = "") -> None:
    """The intervals as error bars; python-pptx has none of its own."""
    if not any(intervals):
        return
    pairs = [(value, ends or (value, value)) for value, ends in zip(values, intervals, strict=True)]
    reach = {"plus": [ends[1] - value for value, ends in pairs], "minus": [value - ends[0] for value, ends in pairs]}
    told = "".join(f"<c:{name}>{_numbers(each)}</c:{name}>" for name, each in reach.items())
    way = f'<c:errDir val="{direction}"/>' if direction else ""
    line = f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{_rgb(BLUE)}"/></a:solidFill></a:ln></c:spPr>'
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}>{way}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/>{told}{line}</c:errBars>'
    )
    after = next(e for e in series._element if e.tag in {qn("c:cat"), qn("c:xVal"), qn("c:val"), qn("c:yVal")})
    after.addprevious(bars)


def _numbers(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


_CHARTS: Mapping[str, Callable[[Place, Any], Any]] = {
    "bars": _bars,
    "distribution": _distribution,
    "intervals": _intervals,
    "likert": _likert,
    "parts": _parts,
    "quadrant": _quadrant,
    "shares": _shares,
}
