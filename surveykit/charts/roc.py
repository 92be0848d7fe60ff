"""The ROC curve: how predicted chances tell those with an event from those without, at every threshold."""

from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart
from surveykit.charts.layout import text_height
from surveykit.charts.marks import WIDTH, block
from surveykit.charts.palette import AXIS
from surveykit.charts.plane import Panel
from surveykit.charts.typography import wrap
from surveykit.core.finding import Style
from surveykit.core.language import message
from surveykit.core.numbers import bounded, interval

_TALL = 250.0
_SIDE = 330.0
_GAP = 28.0


@dataclass(frozen=True)
class Roc:
    """Points (share without the event, share with it) from (0, 0) to (1, 1); the area with its interval."""

    points: tuple[tuple[float, float], ...]
    area: float
    interval: tuple[float, float] | None = None


@chart("roc", Roc)
def draw_roc(data: Roc, language: str) -> Drawing:
    """A square panel with the curve and the diagonal of chance; what the area says stands beside it."""
    names = message("charts.false_alarms", language), message("charts.hits", language)
    panel = Panel.of(0, _SIDE, 0, _TALL, (0, 1), (0, 1), names)
    marks, height = panel.frame(0, _SIDE)
    marks += panel.curve([(0, 0), (1, 1)], stroke=AXIS, weight=1, dash="4 3")
    marks += panel.curve(data.points)
    said = _area(data, language)
    remarks = (said, message("charts.area_means", language), message("charts.chance_line", language))
    top = panel.y.end
    for remark in remarks:
        lines = wrap(remark, WIDTH - _SIDE - _GAP)
        tall = text_height(lines)
        marks += block(_SIDE + _GAP, top + tall / 2, lines)
        top += tall + 8
    return Drawing(tuple(marks), max(height, top) + 1, said)


def _area(data: Roc, language: str) -> str:
    value = message("charts.area", language, area=bounded(data.area))
    if data.interval is None:
        return value
    return message(
        "charts.area_interval", language, area=bounded(data.area), interval=interval(data.interval, Style.BOUNDED)
    )
