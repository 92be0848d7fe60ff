"""Figures and the logo as pictures for files that hold no SVG."""

import re
from collections.abc import Iterable

from resvg_py import svg_to_bytes

from surveykit.charts.palette import PAPER
from surveykit.errors import AuthorError, Place
from surveykit.report.context import FigureView, Report
from surveykit.report.fonts import missing_characters, refuse_missing
from surveykit.report.theme import Theme

ZOOM = 3.0
"""Pixels to a unit of the drawing: about 290 to the inch in a column of 17 cm."""
_REFERENCE = re.compile(r"""(?i)<(?:\w+:)?(?:image|feimage|use)\b[^>]*?href\s*=\s*["'](?!#)([^"']*)""")


def figures(report: Report) -> Iterable[FigureView]:
    """Every figure of a report, in order."""
    return (f.figure for section in report.sections for f in section.findings if f.figure)


def pictures(figure: FigureView) -> list[str]:
    """The drawing of a figure in each language that it has."""
    return [f"<svg{part}" for part in figure.svg.split("<svg")[1:]]


def refuse_boxes(drawn: Iterable[FigureView]) -> None:
    """Raise OperatorError (missing-glyphs) where a figure has characters that no font of this machine has."""
    refuse_missing(missing_characters("".join(figure.svg for figure in drawn)))


def logo(theme: Theme) -> bytes | None:
    """The logo as PNG. Raises AuthorError (asset-refused) for an SVG that refers to another file, as the PDF does."""
    file = next(iter(theme.assets.values()), None)
    if file is None or file.suffix == ".png":
        return file.read_bytes() if file else None
    drawing = file.read_text(encoding="utf-8")
    referred = _REFERENCE.findall(drawing)
    if referred:
        raise AuthorError.of("asset-refused", Place(str(file)), addresses=", ".join(referred))
    return png(drawing, background=None)


def png(svg: str, background: str | None = PAPER) -> bytes:
    """The picture, drawn with the fonts of this machine."""
    return bytes(svg_to_bytes(svg_string=svg, zoom=ZOOM, background=background))
