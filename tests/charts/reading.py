"""Read a drawn chart back: its texts with the boxes they fill, and its shapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from surveykit.charts import draw
from surveykit.charts.palette import GRID, luminance
from surveykit.charts.typography import TEXT, width
from surveykit.core.finding import Figure
from surveykit.core.language import Text

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.3


@dataclass(frozen=True)
class Box:
    """A text and the rectangle that its letters fill."""

    string: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK


class Picture:
    """A chart parsed as XML, which fails where the text is not valid XML by itself."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)  # our own text
        self.view = [float(x) for x in self.root.attrib["viewBox"].split()]

    @property
    def title(self) -> str:
        first = self.root[0]
        assert first.tag == f"{SVG}title"
        return first.text or ""

    def all(self, tag: str) -> list[dict[str, str]]:
        return [dict(element.attrib) for element in self.root.iter(f"{SVG}{tag}")]

    def boxes(self) -> Iterator[Box]:
        for element in self.root.iter(f"{SVG}text"):
            size, string = float(element.get("font-size", TEXT)), element.text or ""
            x, baseline, wide = float(element.attrib["x"]), float(element.attrib["y"]), width(string, size)
            left = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "start")]
            yield Box(string, left, baseline - 0.75 * size, left + wide, baseline + 0.22 * size)

    def texts(self) -> list[str]:
        return [box.string for box in self.boxes()]

    def says(self, words: str) -> bool:
        """Whether the words are drawn, however they are broken into lines."""
        return squeezed(words) in squeezed("".join(self.texts()))

    def faults(self) -> list[str]:
        """Texts that overlap, and whatever lies outside the view."""
        boxes = list(self.boxes())
        faults = [f"{a.string!r} on {b.string!r}" for a, b in combinations(boxes, 2) if a.overlaps(b)]
        for box in boxes:
            if not self._holds(box.left, box.top) or not self._holds(box.right, box.bottom):
                faults.append(f"{box.string!r} outside")
        for tag, ends in (
            ("rect", self._rect_ends),
            ("line", self._line_ends),
            ("circle", self._circle_ends),
            ("path", rings),
        ):
            faults += [f"{tag} {m} outside" for m in self.all(tag) if not all(self._holds(*e) for e in ends(m))]
        return faults

    def struck(self) -> list[str]:
        """Texts that a line runs through or a shape covers. What lies behind a text's own ground is hidden."""
        drawn = [element for element in self.root if element.tag != f"{SVG}title"]
        boxes = iter(self.boxes())
        places = [(at, next(boxes)) for at, element in enumerate(drawn) if element.tag == f"{SVG}text"]
        faults = []
        for at, box in places:
            ground = max((k for k in range(at) if covers(drawn[k], box)), default=-1)
            faults += [
                f"{box.string!r} struck by {drawn[k].attrib}"
                for k in range(ground + 1, len(drawn))
                if k != at and touches(drawn[k], box, over=k > at)
            ]
        return faults

    def _holds(self, x: float, y: float) -> bool:
        return -SLACK <= x <= self.view[2] + SLACK and -SLACK <= y <= self.view[3] + SLACK

    @staticmethod
    def _rect_ends(m: dict[str, str]) -> list[tuple[float, float]]:
        x, y, w, h = (float(m[k]) for k in ("x", "y", "width", "height"))
        assert w >= 0
        assert h >= 0
        return [(x, y), (x + w, y + h)]

    @staticmethod
    def _line_ends(m: dict[str, str]) -> list[tuple[float, float]]:
        return [(float(m["x1"]), float(m["y1"])), (float(m["x2"]), float(m["y2"]))]

    @staticmethod
    def _circle_ends(m: dict[str, str]) -> list[tuple[float, float]]:
        x, y, r = (float(m[k]) for k in ("cx", "cy", "r"))
        return [(x - r, y - r), (x + r, y + r)]


def covers(element: ElementTree.Element, box: Box) -> bool:
    """Whether a filled shape lies under the whole of a text."""
    left, top, right, bottom = edges(element)
    across = left <= box.left + SLACK and right >= box.right - SLACK
    inside = across and top <= box.top + SLACK and bottom >= box.bottom - SLACK
    return inside and element.tag in {f"{SVG}rect", f"{SVG}circle"}


def touches(element: ElementTree.Element, box: Box, *, over: bool) -> bool:
    """Whether a line crosses a text (the pale ones of a grid may run behind it), or a shape is drawn over it."""
    if element.tag == f"{SVG}line":
        return crosses(element.attrib, box) and (over or element.attrib["stroke"] != GRID)
    left, top, right, bottom = edges(element)
    return (
        over
        and min(right, box.right) - max(left, box.left) > SLACK
        and min(bottom, box.bottom) - max(top, box.top) > SLACK
    )


def edges(element: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape; a circle counts as the square within it. Texts and lines have none."""
    m = element.attrib
    if element.tag == f"{SVG}rect":
        x, y = float(m["x"]), float(m["y"])
        return x, y, x + float(m["width"]), y + float(m["height"])
    if element.tag == f"{SVG}circle":
        x, y, r = (float(m[k]) for k in ("cx", "cy", "r"))
        return x - r, y - r, x + r, y + r
    if element.tag == f"{SVG}polygon":
        points = [tuple(map(float, pair.split(","))) for pair in m["points"].split()]
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    return 0.0, 0.0, 0.0, 0.0


def rings(m: dict[str, str]) -> list[tuple[float, float]]:
    """The left end of each ring of a path."""
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.-]+) ([\d.-]+)", m["d"])]


def crosses(m: dict[str, str], box: Box) -> bool:
    """Whether a line runs through the letters of a text."""
    x1, y1, x2, y2 = (float(m[k]) for k in ("x1", "y1", "x2", "y2"))
    low, high = 0.0, 1.0
    for start, step, near, far in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        near, far = near + SLACK, far - SLACK
        if abs(step) < 1e-9:
            if not near <= start <= far:
                return False
            continue
        first, last = sorted(((near - start) / step, (far - start) / step))
        low, high = max(low, first), min(high, last)
    return low < high


def lightness(colour: str) -> float:
    """How light a print in grey shows a colour: L* of CIE 1976, from 0 (black) to 100 (white)."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def squeezed(words: str) -> str:
    return "".join(words.split())


def both(en: str, zh: str) -> Text:
    return {"en": en, "zh": zh}


def figure(kind: str, data: dict[str, object]) -> Figure:
    return Figure(kind, both("Most are satisfied", "多数人满意"), data, both("Base: n = 250", "基数：n = 250"))


def picture(kind: str, data: dict[str, object], language: str = "en") -> Picture:
    return Picture(draw(figure(kind, data), language))
