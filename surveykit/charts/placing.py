"""Where the names of points stand, so that none lies on another, on a dot, or outside the panel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.layout import text_height, widest_of
from surveykit.charts.marks import WIDTH, block, label
from surveykit.charts.typography import LEADING, SMALL, wrap
from surveykit.core.numbers import count

_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Right, left, above, below, then the corners."""
_STEPS = (0.0, 6.0, 14.0, 24.0, 36.0, 50.0, 66.0, 84.0)
_MARGIN = 1.5
_NAME = 120.0
"""The names of points break at this width."""
_NEAR, _FAR = 32, 64
"""So many places are tried for a name, and for the number that stands for it."""


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than an edge.

        >>> Box(0, 0, 10, 10).overlaps(Box(9, 9, 20, 20)), Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
        (True, False)
        """
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0

    def inside(self, other: "Box") -> bool:
        """Whether it lies within another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def grown(self, by: float) -> "Box":
        """Larger on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Spot:
    """A point to be named, and how far its mark reaches."""

    x: float
    y: float
    name: str
    radius: float


def around(x: float, y: float, away: float) -> Box:
    """A square about a point."""
    return Box(x - away, y - away, x + away, y + away)


def thin(lines: Iterable[tuple[float, float, float, float]]) -> list[Box]:
    """Upright and level lines (x1, y1, x2, y2) as boxes."""
    return [Box(min(a, c), min(b, d), max(a, c) + 0.1, max(b, d) + 0.1) for a, b, c, d in lines]


def places(x: float, y: float, lines: Sequence[str], away: float) -> Iterator[Box]:
    """Where lines of text may stand beside a point: near it first, on every side."""
    breadth, height = widest_of(lines, SMALL) + 2 * _MARGIN, text_height(lines, SMALL)
    for step in _STEPS:
        reach = away + step
        for across, down in _SIDES:
            left = x + reach if across > 0 else x - reach - breadth if across < 0 else x - breadth / 2
            top = y + reach if down > 0 else y - reach - height if down < 0 else y - height / 2
            yield Box(left, top, left + breadth, top + height)


def choose(boxes: Iterator[Box], panel: Box, taken: Sequence[Box], lines: Sequence[Box], reach: int) -> Box | None:
    """Of the first `reach` places the one on the fewest lines that lies in the panel and on nothing that is taken."""
    best: tuple[int, Box] | None = None
    for _, box in zip(range(reach), boxes, strict=False):
        if not box.inside(panel) or any(box.overlaps(other) for other in taken):
            continue
        crossed = sum(box.overlaps(thin) for thin in lines)
        if not crossed:
            return box
        if best is None or crossed < best[0]:
            best = crossed, box
    return best[1] if best else None


def names(
    spots: Sequence[Spot], panel: Box, taken: Sequence[Box], lines: Sequence[Box]
) -> tuple[list[str], list[tuple[str, str]]]:
    """The names beside their points, off all lines: marks, and (number, name) of those for which there is no room.

    Only a number may stand on a line, where it finds no other place.
    """
    filled = [*taken, *(around(spot.x, spot.y, spot.radius + 1) for spot in spots)]
    marks: list[str] = []
    numbered: list[tuple[str, str]] = []
    for spot in spots:
        wrapped = wrap(spot.name, _NAME, SMALL)
        box = choose(places(spot.x, spot.y, wrapped, spot.radius + 3), panel, [*filled, *lines], [], _NEAR)
        if box is None:
            numbered.append((count(len(numbered) + 1), spot.name))
            wrapped = (numbered[-1][0],)
            box = choose(places(spot.x, spot.y, wrapped, spot.radius + 2), panel, filled, lines, _FAR)
        if box is None:
            continue
        filled.append(box)
        anchor, x = _side(box, spot.x)
        marks += block(x, box.middle[1], wrapped, size=SMALL, anchor=anchor)
    return marks, numbered


def _side(box: Box, x: float) -> tuple[str, float]:
    """How a name is aligned: towards its point."""
    if box.left > x:
        return "start", box.left + _MARGIN
    if box.right < x:
        return "end", box.right - _MARGIN
    return "middle", box.middle[0]


def key(numbered: Sequence[tuple[str, str]], top: float) -> tuple[list[str], float]:
    """The names that found no room, each after its number: the marks, and where they end."""
    marks: list[str] = []
    for mark, name in numbered:
        lines = wrap(name, WIDTH - 18, SMALL)
        marks.append(label(12, top + 3 + LEADING * SMALL / 2, mark, size=SMALL, anchor="end"))
        marks += block(18, top + 3 + text_height(lines, SMALL) / 2, lines, size=SMALL)
        top += 3 + text_height(lines, SMALL)
    return marks, top
