"""The marks that every chart is made of, as SVG that browsers and WeasyPrint draw alike.

Presentation attributes only: no class, style sheet, gradient or id, so that many charts can stand in one page.
Every text and attribute is escaped here, and only here.
"""

from collections.abc import Iterable, Sequence
from html import escape

from surveykit.charts.palette import AXIS, INK, PAPER
from surveykit.charts.typography import LEADING, TEXT

FAMILY = "'Noto Sans','Noto Sans Math','Surveykit Hanzi','Noto Sans CJK SC','Noto Sans SC',sans-serif"
WIDTH = 640.0
"""Width of every chart: a full column. 640 CSS pixels are 16.9 cm."""
_TO_MIDDLE = 0.355
"""From the baseline up to the middle of figures and capitals, over text size."""
_LANGUAGE_TAGS = {"zh": "zh-Hans"}


def text(x: float, baseline: float, string: str, *, size: float = TEXT, fill: str = INK, anchor: str = "start") -> str:
    """One line of text, standing on its baseline."""
    attributes = _attributes(
        x=x,
        y=baseline,
        font_size=None if size == TEXT else size,
        text_anchor=None if anchor == "start" else anchor,
        fill=None if fill == INK else fill,
    )
    return f"<text{attributes}>{_escape(string)}</text>"


def label(x: float, middle: float, string: str, *, size: float = TEXT, fill: str = INK, anchor: str = "start") -> str:
    """One line of text, centred on a height."""
    return text(x, middle + _TO_MIDDLE * size, string, size=size, fill=fill, anchor=anchor)


def block(
    x: float,
    middle: float,
    lines: Sequence[str],
    *,
    size: float = TEXT,
    fill: str = INK,
    anchor: str = "start",
) -> list[str]:
    """Lines of text, centred together on a height."""
    first = middle - (len(lines) - 1) / 2 * LEADING * size
    return [
        label(x, first + step * LEADING * size, line, size=size, fill=fill, anchor=anchor)
        for step, line in enumerate(lines)
    ]


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = AXIS, weight: float = 0.75, dash: str = ""
) -> str:
    """A straight line. `dash` is a dash pattern such as "2 2"."""
    attributes = _attributes(
        x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=weight, stroke_dasharray=dash or None
    )
    return f"<line{attributes}/>"


def minus(x: float, y: float, breadth: float, *, stroke: str) -> str:
    """A stroke that stands for the minus of a number for which there is no room, centred at (x, y)."""
    return line(x - breadth / 2, y, x + breadth / 2, y, stroke=stroke, weight=1.25)


def rect(
    x: float, y: float, breadth: float, height: float, *, fill: str, stroke: str = "", weight: float = 0.75
) -> str:
    """A filled rectangle, with an outline if `stroke` names a colour."""
    attributes = _attributes(
        x=x,
        y=y,
        width=breadth,
        height=height,
        fill=fill,
        stroke=stroke or None,
        stroke_width=weight if stroke else None,
    )
    return f"<rect{attributes}/>"


def dot(x: float, y: float, *, radius: float, colour: str, hollow: bool) -> str:
    """A dot: filled, or hollow with a stronger outline."""
    attributes = _attributes(cx=x, cy=y, r=radius, fill=PAPER if hollow else colour, stroke=colour, stroke_width=1.5)
    return f"<circle{attributes}/>"


def dots(places: Iterable[tuple[float, float]], *, radius: float, colour: str) -> str:
    """Any number of hollow dots as one shape, which takes far less time to draw than a shape for each."""
    half = f"a{_coordinate(radius)} {_coordinate(radius)} 0 0 0"
    ring = f"{half} {_coordinate(2 * radius)} 0{half} {_coordinate(-2 * radius)} 0z"
    rings = "".join(f"M{_coordinate(x - radius)} {_coordinate(y)}{ring}" for x, y in places)
    return f"<path{_attributes(d=rings, fill=PAPER, stroke=colour, stroke_width=1.5)}/>"


def pointer(x: float, tip: float, *, size: float, fill: str) -> str:
    """A small triangle that points up at (x, tip)."""
    return polygon(((x, tip), (x + size * 0.6, tip + size), (x - size * 0.6, tip + size)), fill=fill)


def polygon(corners: Sequence[tuple[float, float]], *, fill: str) -> str:
    """A filled area between its corners."""
    points = " ".join(f"{_coordinate(a)},{_coordinate(b)}" for a, b in corners)
    return f"<polygon{_attributes(points=points, fill=fill)}/>"


def tip(x: float, y: float, dx: float, dy: float, *, size: float, fill: str) -> str:
    """The head of an arrow that ends at (x, y) and comes along (dx, dy), which has length 1."""
    corners = ((x, y), *((x - size * (dx + s * dy), y - size * (dy - s * dx)) for s in (0.45, -0.45)))
    points = " ".join(f"{_coordinate(a)},{_coordinate(b)}" for a, b in corners)
    return f"<polygon{_attributes(points=points, fill=fill)}/>"


def svg(height: float, title: str, marks: Iterable[str], language: str) -> str:
    """The whole picture: valid XML by itself; its direct `<title>` becomes the alternative text in the PDF."""
    attributes = _attributes(
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_coordinate(WIDTH)} {_coordinate(height)}",
        width=WIDTH,
        height=height,
        role="img",
        lang=_LANGUAGE_TAGS.get(language, language),
        font_family=FAMILY,
        font_size=TEXT,
        fill=INK,
    )
    return "\n".join((f"<svg{attributes}>", f"<title>{_escape(title)}</title>", *marks, "</svg>\n"))


def _attributes(**values: str | float | None) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{_escape(v) if isinstance(v, str) else _coordinate(v)}"'
        for name, v in values.items()
        if v is not None
    )


def _coordinate(x: float) -> str:
    short = f"{x:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _escape(string: str) -> str:
    """Escaped, and without the characters that XML forbids even when escaped."""
    return escape("".join(c for c in string if _is_allowed(c)), quote=True)


def _is_allowed(character: str) -> bool:
    return (
        character in "\t\n"
        or (character >= " " and not "\ud800" <= character <= "\udfff" and character < "\ufffe")
        or character > "\uffff"
    )
