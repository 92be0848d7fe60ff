"""A path diagram: boxes in columns, arrows between them, each with its number; wide for large, dashed for unclear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import note, text_height
from surveykit.charts.marks import WIDTH, block, label, line, rect, tip
from surveykit.charts.palette import AXIS, BLUE, PAPER, QUIET
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import LEADING, SMALL, atoms, width, wrap
from surveykit.core.language import message
from surveykit.core.numbers import interval, number

_PADDING = 7.0
_HEAD = 8.0
_ALONG = (0.5, *(0.5 + side * step / 50 for step in range(2, 21, 2) for side in (-1, 1)))
"""Where on an arrow its number may stand, from its start (0) to its end (1), in the order in which that is tried."""
_GAPS = (12.0, 20.0, 30.0, 42.0, 56.0, 72.0)
_LIFTS = (22.0, 32.0, 44.0, 58.0, 74.0, 92.0, 112.0, 140.0)
_BREADTHS = (1.0, 0.8, 0.65)
"""What is tried between the boxes of a column, between the predictors and the mediators above or below, and for the
breadth of the boxes (narrow ones leave room for arrows)."""
_CLEAR = (1.0, 5.0)
"""How far an arrow stays away from boxes that it does not touch, sideways and up or down."""


@dataclass(frozen=True)
class Node:
    """A box: its words, and its column from 0 (left). The columns between the first and the last hold mediators."""

    id: str
    label: Label
    column: int


@dataclass(frozen=True)
class Arrow:
    """From one box to another in a later column: a standardised coefficient and its interval."""

    start: str
    end: str
    value: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Paths:
    """The boxes, column by column, the arrows, and a remark below."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    note: Label | None = None


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def grown(self, across: float, down: float) -> "Box":
        """Larger on every side."""
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float

    def at(self, share: float) -> tuple[float, float]:
        """A point, from the start (0) to the end (1)."""
        return self.x1 + share * (self.x2 - self.x1), self.y1 + share * (self.y2 - self.y1)

    def crosses(self, box: Box) -> bool:
        """Whether it passes through a rectangle."""
        low, high = 0.0, 1.0
        for start, step, near, far in (
            (self.x1, self.x2 - self.x1, box.left, box.right),
            (self.y1, self.y2 - self.y1, box.top, box.bottom),
        ):
            if step == 0:
                if not near <= start <= far:
                    return False
                continue
            first, last = sorted(((near - start) / step, (far - start) / step))
            low, high = max(low, first), min(high, last)
        return low < high


@dataclass(frozen=True)
class Plan:
    """Where everything stands: the lines of each box's words, the boxes, the arrows and their numbers' boxes."""

    lines: dict[str, tuple[str, ...]]
    boxes: dict[str, Box]
    ways: tuple[Line, ...]
    numbers: tuple[Box | None, ...]

    @property
    def lost(self) -> int:
        """How many numbers have found no place."""
        return self.numbers.count(None)

    @property
    def height(self) -> float:
        """Where the lowest box ends."""
        return max(box.bottom for box in self.boxes.values())


@chart("paths", Paths)
def draw_paths(data: Paths, language: str) -> Drawing:
    """The diagram as flat as it can be without an arrow through a box or a number on anything but its own arrow."""
    texts = {node.id: words(node.label, language) for node in data.nodes}
    values = [number(arrow.value) for arrow in data.arrows]
    tried = sorted(product(_GAPS, _LIFTS, _BREADTHS), key=lambda way: (way[0] + way[1]) / way[2])
    plan = _best(_plan(data, texts, values, *way) for way in tried)
    marks = [*_arrows(data, plan), *_boxes(plan), *_numbers(values, plan)]
    foot, height = note(message("charts.paths_key", language), plan.height + 8)
    if data.note is not None:
        more, height = note(words(data.note, language), height + 2)
        foot += more
    return Drawing((*marks, *foot), height, _spoken(data, texts, values, language))


def _best(plans: Iterator[Plan]) -> Plan:
    """The first plan in which every number has a place, or the one with the fewest without."""
    best = next(plans)
    for plan in plans:
        if not best.lost:
            break
        best = plan if plan.lost < best.lost else best
    return best


def _plan(data: Paths, texts: dict[str, str], values: Sequence[str], gap: float, lift: float, narrowed: float) -> Plan:
    """One attempt. Where an arrow runs through a box, no number has a place."""
    columns = 1 + max(node.column for node in data.nodes)
    widest = min(150.0, WIDTH / (1.5 * columns))
    word = max((width(atom.strip()) for text in texts.values() for atom in atoms(text)), default=0.0)
    breadth = max(narrowed * widest, min(widest, word + 2 * _PADDING))
    lines = {id: wrap(text, breadth - 2 * _PADDING) for id, text in texts.items()}
    heights = {id: text_height(each) + 2 * _PADDING for id, each in lines.items()}
    tops = _tops(data, heights, columns - 1, gap, lift)
    lowest = min(tops.values())
    boxes = {}
    for node in data.nodes:
        left = node.column * (WIDTH - breadth - 1) / max(columns - 1, 1) + 0.5
        top = tops[node.id] - lowest + 2
        boxes[node.id] = Box(left, top, left + breadth, top + heights[node.id])
    ways = _ways(data, boxes)
    fits = not any(
        way.crosses(box.grown(*_CLEAR))
        for way, arrow in zip(ways, data.arrows, strict=True)
        for id, box in boxes.items()
        if id not in (arrow.start, arrow.end)
    )
    numbers = _places(boxes, ways, values) if fits else (None,) * len(values)
    return Plan(lines, boxes, ways, numbers)


def _tops(data: Paths, heights: dict[str, float], last: int, gap: float, lift: float) -> dict[str, float]:
    """Predictors below each other; the outcome at half their height; mediators by turns above and below all arrows
    that pass them; two that follow one another in a row above."""
    tops: dict[str, float] = {}
    at = 0.0
    for node in data.nodes:
        if node.column == 0:
            tops[node.id] = at
            at += heights[node.id] + gap
    depth = at - gap
    for node in data.nodes:
        if node.column == last:
            tops[node.id] = (depth - heights[node.id]) / 2
    upper = min(tops.values())
    lower = max(top + heights[id] for id, top in tops.items())
    between = [node for node in data.nodes if 0 < node.column < last]
    in_row = len(between) == 2 and len({node.column for node in between}) == 2
    above, below = upper - lift, lower + lift
    for place, node in enumerate(between):
        if in_row or place % 2 == 0:
            tops[node.id] = above - heights[node.id]
            if node.column == between[place - 1].column:
                above = tops[node.id] - gap
        else:
            tops[node.id] = below
            below += heights[node.id] + gap
    return tops


def _ways(data: Paths, boxes: dict[str, Box]) -> tuple[Line, ...]:
    """Arrows from right edge to left edge; those that meet at a box share its edge in the order they come from."""
    leaving: dict[str, list[int]] = {id: [] for id in boxes}
    arriving: dict[str, list[int]] = {id: [] for id in boxes}
    for at, arrow in enumerate(data.arrows):
        leaving[arrow.start].append(at)
        arriving[arrow.end].append(at)
    starts, ends = [0.0] * len(data.arrows), [0.0] * len(data.arrows)
    for side, others, found in ((leaving, "end", starts), (arriving, "start", ends)):
        for id, own in side.items():
            ranked = sorted(own, key=lambda at: _slope(boxes[id], boxes[getattr(data.arrows[at], others)]))
            for place, at in enumerate(ranked, 1):
                box = boxes[id]
                found[at] = box.top + (box.bottom - box.top) * place / (len(ranked) + 1)
    return tuple(
        Line(boxes[a.start].right, y1, boxes[a.end].left, y2)
        for a, y1, y2 in zip(data.arrows, starts, ends, strict=True)
    )


def _slope(own: Box, other: Box) -> float:
    across = max(other.left - own.right, own.left - other.right, 1.0)
    return (other.middle - own.middle) / across


def _places(boxes: dict[str, Box], ways: Sequence[Line], values: Sequence[str]) -> tuple[Box | None, ...]:
    """A box for every number upon its arrow, off all boxes, other numbers and other arrows; scarce places go first."""
    walls = [box.grown(2, 2) for box in boxes.values()]
    free: list[list[Box]] = []
    for at, (way, value) in enumerate(zip(ways, values, strict=True)):
        others = [*ways[:at], *ways[at + 1 :]]
        tried = (_around(way.at(share), value) for share in _ALONG)
        free.append([b for b in tried if not any(b.meets(w) for w in walls) and not any(w.crosses(b) for w in others)])
    found: dict[int, Box | None] = {}
    for at in sorted(range(len(ways)), key=lambda at: len(free[at])):
        taken = [box.grown(1, 1) for box in found.values() if box is not None]
        found[at] = next((b for b in free[at] if not any(b.meets(t) for t in taken)), None)
    return tuple(found[at] for at in range(len(ways)))


def _around(point: tuple[float, float], value: str) -> Box:
    x, y = point
    half, tall = width(value, SMALL) / 2 + 5, LEADING * SMALL / 2
    return Box(x - half, y - tall, x + half, y + tall)


def _arrows(data: Paths, plan: Plan) -> Iterator[str]:
    for arrow, way in zip(data.arrows, plan.ways, strict=True):
        holds_zero = arrow.interval[0] <= 0 <= arrow.interval[1]
        colour, weight = QUIET if holds_zero else BLUE, 0.75 + 4 * min(abs(arrow.value), 1.0)
        length = ((way.x2 - way.x1) ** 2 + (way.y2 - way.y1) ** 2) ** 0.5 or 1.0
        dx, dy = (way.x2 - way.x1) / length, (way.y2 - way.y1) / length
        size = _HEAD + weight
        x, y = way.x2 - 0.8 * size * dx, way.y2 - 0.8 * size * dy
        yield line(way.x1, way.y1, x, y, stroke=colour, weight=weight, dash="5 4" if holds_zero else "")
        yield tip(way.x2, way.y2, dx, dy, size=size, fill=colour)


def _boxes(plan: Plan) -> Iterator[str]:
    for id, box in plan.boxes.items():
        yield rect(box.left, box.top, box.right - box.left, box.bottom - box.top, fill=PAPER, stroke=AXIS, weight=1)
        yield from block((box.left + box.right) / 2, box.middle, plan.lines[id], anchor="middle")


def _numbers(values: Sequence[str], plan: Plan) -> Iterator[str]:
    for value, way, place in zip(values, plan.ways, plan.numbers, strict=True):
        box = place or _around(way.at(_ALONG[0]), value)
        yield rect(box.left, box.top + 1, box.right - box.left, box.bottom - box.top - 2, fill=PAPER)
        yield label((box.left + box.right) / 2, box.middle, value, size=SMALL, anchor="middle")


def _spoken(data: Paths, texts: dict[str, str], values: Sequence[str], language: str) -> str:
    parts = []
    for arrow, value in zip(data.arrows, values, strict=True):
        name = message("charts.arrow", language, start=texts[arrow.start], end=texts[arrow.end])
        parts.append(spoken(name, [f"{value} {interval(arrow.interval)}"], language))
    return listing(parts, language)
