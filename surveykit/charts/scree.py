"""Eigenvalues of items in descending order, and the line that those of random data stay below."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart
from surveykit.charts.layout import note
from surveykit.charts.marks import WIDTH, dot
from surveykit.charts.palette import BLUE, INK
from surveykit.charts.plane import Panel, Point
from surveykit.charts.scale import round_out
from surveykit.core.language import message
from surveykit.core.numbers import count, number, percent

_TALL = 190.0
_RADIUS = 3.4
_ROOM = 0.5


@dataclass(frozen=True)
class Scree:
    """Eigenvalues and what `share` of random ones stay below, both in descending order; the first `above` eigenvalues
    lie above it."""

    eigenvalues: tuple[float, ...]
    random: tuple[float, ...]
    above: int
    share: float


@chart("scree", Scree)
def draw_scree(data: Scree, language: str) -> Drawing:
    """A dot for each eigenvalue, filled where it lies above the dashed line."""
    observed, drawn = (list(enumerate(values, 1)) for values in (data.eigenvalues, data.random))
    across = (1 - _ROOM, max(len(observed), 2) + _ROOM)
    most = max((*data.eigenvalues, *data.random), default=1.0)
    names = message("charts.component", language), message("charts.eigenvalue", language)
    panel = Panel.of(0, WIDTH, 0, _TALL, across, round_out(0.0, most), names)
    marks, height = panel.frame(0, WIDTH)
    marks += panel.curve([(float(x), y) for x, y in drawn], stroke=INK, weight=1, dash="4 3")
    points = [(float(x), y) for x, y in observed]
    marks += [*panel.curve(points), *_dots(panel, points, data.above)]
    key = message("charts.scree_key", language, share=percent(data.share))
    foot, height = note(key, height + 6)
    return Drawing((*marks, *foot), height + 1, _spoken(data, language))


def _dots(panel: Panel, points: list[Point], above: int) -> Iterator[str]:
    for at, (x, y) in enumerate(points):
        yield dot(panel.x(x), panel.y(y), radius=_RADIUS, colour=BLUE, hollow=at >= above)


def _spoken(data: Scree, language: str) -> str:
    if not data.eigenvalues:
        return message("charts.not_estimated", language)
    first, last = number(data.eigenvalues[0]), number(data.eigenvalues[-1])
    return message("charts.scree_told", language, k=count(len(data.eigenvalues)), first=first, last=last)
