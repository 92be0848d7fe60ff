"""Residuals of a regression: against the fitted values, and against what a normal distribution would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.chart import Drawing, chart, listing, named
from surveykit.charts.layout import note
from surveykit.charts.marks import WIDTH, dots
from surveykit.charts.palette import BLUE, INK
from surveykit.charts.plane import Panel, Point
from surveykit.charts.scale import round_out
from surveykit.charts.shape import Label, words
from surveykit.core.language import message
from surveykit.core.numbers import count, number

_TALL = 170.0
_BETWEEN = 24.0
_RADIUS = 2.2
_PARTS = 8
_FEWEST = 5


@dataclass(frozen=True)
class Residuals:
    """Fitted values with studentised residuals, and sorted residuals with their normal quantiles, of `n` respondents.

    Of many respondents some stand for all. `outcome` names what was fitted.
    """

    fitted: tuple[float, ...]
    residuals: tuple[float, ...]
    quantiles: tuple[float, ...]
    sorted: tuple[float, ...]
    outcome: Label
    n: int


@chart("residuals", Residuals)
def draw_residuals(data: Residuals, language: str) -> Drawing:
    """Two panels: a line through the mean residual of each eighth on the left, the diagonal on the right."""
    middle = WIDTH / 2
    fitted = message("charts.fitted", language, outcome=words(data.outcome, language))
    residual, normal = message("charts.residual", language), message("charts.normal_quantile", language)
    up = round_out(*_reach(data.residuals + data.sorted))
    left = Panel.of(0, middle - _BETWEEN / 2, 0, _TALL, round_out(*_reach(data.fitted)), up, (fitted, residual))
    right = Panel.of(middle + _BETWEEN / 2, WIDTH, 0, _TALL, round_out(*_reach(data.quantiles)), up, (normal, residual))
    first, low = left.frame(0, middle - _BETWEEN / 2)
    second, lower = right.frame(middle + _BETWEEN / 2, WIDTH)
    marks = [*first, *second]
    marks.append(_dots(left, zip(data.fitted, data.residuals, strict=True)))
    marks += left.curve(_means(data), stroke=INK)
    marks.append(_dots(right, zip(data.quantiles, data.sorted, strict=True)))
    ends = max(right.x.low, up[0]), min(right.x.high, up[1])
    marks += right.curve([(end, end) for end in ends], stroke=INK, weight=1, dash="4 3") if ends[0] < ends[1] else []
    foot, height = note(message("charts.residual_line", language), max(low, lower) + 6)
    marks += foot
    if len(data.fitted) < data.n:
        values = {"shown": count(len(data.fitted)), "n": count(data.n)}
        foot, height = note(message("charts.some_drawn", language, **values), height + 2)
        marks += foot
    return Drawing(tuple(marks), height + 1, _spoken(data, language))


def _reach(values: tuple[float, ...]) -> tuple[float, float]:
    return (min(values), max(values)) if values else (0.0, 1.0)


def _dots(panel: Panel, points: Iterable[Point]) -> str:
    return dots(((panel.x(x), panel.y(y)) for x, y in points), radius=_RADIUS, colour=BLUE)


def _means(data: Residuals) -> list[Point]:
    """The mean fitted value and residual of each eighth of the respondents, in the order of the fitted values."""
    pairs = sorted(zip(data.fitted, data.residuals, strict=True))
    parts = min(_PARTS, len(pairs) // _FEWEST)
    edges = [len(pairs) * at // parts for at in range(parts + 1)] if parts else []
    chunks = [pairs[a:b] for a, b in pairwise(edges)]
    return [(sum(x for x, _ in c) / len(c), sum(y for _, y in c) / len(c)) for c in chunks]


def _spoken(data: Residuals, language: str) -> str:
    if not data.sorted:
        return message("charts.no_answers", language)
    largest = max(data.sorted, key=abs)
    n = f"{message('charts.n', language)} = {count(data.n)}"
    return listing([n, named(message("charts.largest_residual", language), number(largest), language)], language)
