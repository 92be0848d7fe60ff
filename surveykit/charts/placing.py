"""Where the names of points stand, so that none lies on another, on a dot, or outside the panel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.layout import text_height, widest_of
from surveykit.charts.typography import SMALL

_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Right, left, above, below, then the corners."""
_STEPS = (0.0, 6.0, 14.0, 24.0, 36.0, 50.0, 66.0, 84.0)
_MARGIN = 1.5


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

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def around(x: float, y: float, away: float) -> Box:
    """A square about a point."""
    return Box(x - away, y - away, x + away, y + away)


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
