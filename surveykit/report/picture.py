"""Figures as pictures for files that hold no SVG."""

from collections.abc import Iterable

from resvg_py import svg_to_bytes

from surveykit.report.context import FigureView, Report
from surveykit.report.fonts import missing_characters, refuse_missing

ZOOM = 3.0
"""Pixels to a unit of the drawing: about 290 to the inch in a column of 17 cm."""


def figures(report: Report) -> Iterable[FigureView]:
    """Every figure of a report, in order."""
    return (f.figure for section in report.sections for f in section.findings if f.figure)


def refuse_boxes(drawn: Iterable[FigureView]) -> None:
    """Raise OperatorError (missing-glyphs) where a figure has characters that no font of this machine has."""
    refuse_missing(missing_characters("".join(figure.svg for figure in drawn)))


def png(svg: str) -> bytes:
    """The picture, drawn with the fonts of this machine."""
    return bytes(svg_to_bytes(svg_string=svg, zoom=ZOOM, background="#ffffff"))
