"""A panel with two numeric axes, which the charts of points and curves share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.layout import axis_number, text_height, widest_of
from surveykit.charts.marks import block, label, line
from surveykit.charts.palette import AXIS, BLUE, GRID, QUIET
from surveykit.charts.scale import Scale, places_of, ticks
from surveykit.charts.typography import SMALL, wrap
from surveykit.core.numbers import number

Point = tuple[float, float]


@dataclass(frozen=True)
class Panel:
    """Where numbers stand: `x` runs to the right, `y` upwards. `y_name` stands above the axis, `x_name` below it."""

    x: Scale
    y: Scale
    x_name: str
    y_name: str

    @classmethod
    def of(
        cls,
        left: float,
        right: float,
        top: float,
        tall: float,
        across: tuple[float, float],
        up: tuple[float, float],
        names: tuple[str, str],
    ) -> "Panel":
        """A panel between `left` and `right`; its numbers and names find room inside."""
        values = ticks(*up)
        room = widest_of([number(v, places_of(values)) for v in values], SMALL) + 8
        head = text_height(wrap(names[1], right - left, SMALL), SMALL) + 8
        last = ticks(*across)
        edge = widest_of([number(v, places_of(last)) for v in last], SMALL) / 2
        x = Scale(*across, left + max(room, edge), right - edge)
        return cls(x, Scale(*up, top + head + tall, top + head), names[0], names[1])

    def frame(self, left: float, right: float) -> tuple[list[str], float]:
        """Grid, axes, numbers and names: the marks, and where they end."""
        marks = [*self._across(), *self._up()]
        above = wrap(self.y_name, right - left, SMALL)
        height = text_height(above, SMALL)
        marks += block(left, self.y.end - 8 - height / 2, above, size=SMALL, fill=QUIET)
        below = wrap(self.x_name, right - left, SMALL)
        top = self.y.start + 8 + 1.5 * SMALL
        height = text_height(below, SMALL)
        breadth = widest_of(below, SMALL)
        middle = min(max((self.x.start + self.x.end) / 2, left + breadth / 2), right - breadth / 2)
        marks += block(middle, top + height / 2, below, size=SMALL, fill=QUIET, anchor="middle")
        return marks, top + height

    def _across(self) -> Iterator[str]:
        values = ticks(self.x.low, self.x.high)
        places = places_of(values)
        yield line(self.x.start, self.y.start, self.x.end, self.y.start)
        for value in values:
            yield line(self.x(value), self.y.start, self.x(value), self.y.start + 3)
            yield axis_number(self.x(value), self.y.start + 2, number(value, places))

    def _up(self) -> Iterator[str]:
        values = ticks(self.y.low, self.y.high)
        places = places_of(values)
        for value in values:
            at = self.y(value)
            yield line(self.x.start, at, self.x.end, at, stroke=AXIS if value == 0 else GRID)
            yield label(self.x.start - 5, at, number(value, places), size=SMALL, fill=QUIET, anchor="end")

    def curve(
        self, points: Sequence[Point], *, stroke: str = BLUE, weight: float = 1.5, dash: str = ""
    ) -> Iterator[str]:
        """Straight lines from point to point."""
        for (x1, y1), (x2, y2) in pairwise(points):
            yield line(self.x(x1), self.y(y1), self.x(x2), self.y(y2), stroke=stroke, weight=weight, dash=dash)
