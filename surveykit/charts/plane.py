"""A panel with two numeric axes, which the charts of points and curves share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.layout import axis_number, text_height, widest_of
from surveykit.charts.marks import block, label, line
from surveykit.charts.palette import AXIS, BLUE, GRID, INK, QUIET
from surveykit.charts.placing import Box, thin
from surveykit.charts.scale import Scale, places_of, ticks
from surveykit.charts.typography import SMALL, wrap
from surveykit.core.numbers import number

Point = tuple[float, float]
_CORNER = 150.0
"""The names of the four parts of a panel break at this width."""
_AIR = 3.0
"""Between such a name and what stands in its part."""
_INWARDS = 80
"""So far from the upper or lower edge such a name may be put."""


@dataclass(frozen=True)
class Corner:
    """The name of one part of a panel: the box it fills, its lines, and how it is aligned."""

    box: Box
    lines: tuple[str, ...]
    anchor: str

    def marks(self) -> list[str]:
        """The name itself."""
        x = self.box.left if self.anchor == "start" else self.box.right
        return block(x, self.box.middle[1], self.lines, size=SMALL, fill=QUIET, anchor=self.anchor)


@dataclass(frozen=True)
class Panel:
    """Where numbers stand: `x` runs to the right, `y` upwards. `y_name` stands above the axis, `x_name` below it.

    The numbers on an axis may fall, as from 0 to -1.
    """

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
        last = ticks(min(across), max(across))
        edge = widest_of([number(v, places_of(last)) for v in last], SMALL) / 2
        x = Scale(*across, left + max(room, edge), right - edge)
        return cls(x, Scale(*up, top + head + tall, top + head), names[0], names[1])

    def frame(self, left: float, right: float) -> tuple[list[str], float]:
        """Grid, axes, numbers and names: the marks, and where they end."""
        marks = [*self._across(), *self.upright(left, right)]
        below = wrap(self.x_name, right - left, SMALL)
        top = self.y.start + 8 + 1.5 * SMALL
        height = text_height(below, SMALL)
        breadth = widest_of(below, SMALL)
        middle = min(max((self.x.start + self.x.end) / 2, left + breadth / 2), right - breadth / 2)
        marks += block(middle, top + height / 2, below, size=SMALL, fill=QUIET, anchor="middle")
        return marks, top + height

    def upright(self, left: float, right: float) -> Iterator[str]:
        """The upright axis alone: its grid, its numbers and its name."""
        yield from self._up()
        above = wrap(self.y_name, right - left, SMALL)
        middle = self.y.end - 8 - text_height(above, SMALL) / 2
        yield from block(left, middle, above, size=SMALL, fill=QUIET)

    def _across(self) -> Iterator[str]:
        low, high = sorted((self.x.low, self.x.high))
        values = ticks(low, high)
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

    def cuts(self, x: float, y: float) -> Iterator[str]:
        """Dashed lines that cut the panel in four."""
        across, up = self.x(x), self.y(y)
        yield line(across, self.y.start, across, self.y.end, stroke=INK, weight=1, dash="4 3")
        yield line(self.x.start, up, self.x.end, up, stroke=INK, weight=1, dash="4 3")

    def cut_lines(self, x: float, y: float) -> list[Box]:
        """The same lines as what a name should keep off."""
        across, up = self.x(x), self.y(y)
        return thin([(across, self.y.end, across, self.y.start), (self.x.start, up, self.x.end, up)])

    @property
    def inside(self) -> Box:
        """The panel as a box, without its edges."""
        return Box(self.x.start + 1, self.y.end + 1, self.x.end - 1, self.y.start - 1)

    def corners(self, cut: float, names: Sequence[str], taken: Sequence[Box]) -> list["Corner"]:
        """The names of the four parts (upper left, upper right, lower left, lower right), each at the edge of its
        part: in the corner, or further in if something is there. `cut` is where the upright line stands."""
        found = []
        for at, name in enumerate(names):
            left, upper = at % 2 == 0, at < 2
            lines = wrap(name, _CORNER, SMALL)
            breadth, height = widest_of(lines, SMALL), text_height(lines, SMALL)
            top = self.y.end + 3 if upper else self.y.start - 3 - height
            outer = self.x.start + 4 if left else self.x.end - 4 - breadth
            middle = self.x(cut)
            room = max(0.0, (middle - outer if left else outer - middle) - (breadth if left else 0.0) - 4)
            steps = [outer + (1 if left else -1) * step for step in range(0, int(room) + 1, 8)]
            downs = [(1 if upper else -1) * step for step in range(0, _INWARDS, 8)]
            boxes = [Box(x, top + y, x + breadth, top + y + height) for y in downs for x in steps]
            free = (box for box in boxes if not any(box.grown(_AIR).overlaps(mark) for mark in taken))
            found.append(Corner(next(free, boxes[0]), lines, "start" if left else "end"))
        return found

    def curve(
        self, points: Sequence[Point], *, stroke: str = BLUE, weight: float = 1.5, dash: str = ""
    ) -> Iterator[str]:
        """Straight lines from point to point."""
        for (x1, y1), (x2, y2) in pairwise(points):
            yield line(self.x(x1), self.y(y1), self.x(x2), self.y(y2), stroke=stroke, weight=weight, dash=dash)
