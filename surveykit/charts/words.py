"""Themes of open answers: a bar for the share of writers, and under it the words that are typical of the theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, spoken
from surveykit.charts.layout import GAP, Band, note, rows, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, label, line, rect
from surveykit.charts.palette import AXIS, MIDDLE_BLUE, QUIET
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import ENOUGH, percentage
from surveykit.charts.typography import SMALL, width, wrap
from surveykit.core.language import message
from surveykit.core.numbers import count

_LABELS = 0.32 * WIDTH
_THICK = 13.0
_AFTER_BAR = 6.0
_INSET = 4.0
_ABOVE, _BELOW = 20.0, 10.0
"""The strip of a row in which its bar stands, and what is left free under its words."""


@dataclass(frozen=True)
class Theme:
    """A theme, how many wrote of it, and its most typical words as they were written, most typical first."""

    label: Label
    count: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """The themes in the order to be shown, and how many wrote something at all; an answer may have several themes."""

    themes: tuple[Theme, ...]
    n: int


@chart("words", Words)
def draw_words(data: Words, language: str) -> Drawing:
    """Bars from a common zero; each ends in its share and count (its count alone where n is below 10). All words have
    one size: what is large in a cloud of words is only long."""
    texts = [words(theme.label, language) for theme in data.themes]
    values = [_value(theme, data.n) for theme in data.themes]
    start = rows(texts, top=2, widest=_LABELS).width + GAP
    typical = [_typical(theme, WIDTH - start - _INSET, language) for theme in data.themes]
    least = [_ABOVE + text_height(lines, SMALL) + _BELOW for lines in typical]
    frame = rows(texts, top=2, widest=_LABELS, least=least)
    room = widest_of([" ".join(value) for value in values]) + _AFTER_BAR
    scale = Scale(0, max((theme.count for theme in data.themes), default=0) or 1, start, WIDTH - room)
    marks = list(frame.marks())
    for theme, band, lines, (first, second) in zip(data.themes, frame.bands, typical, values, strict=True):
        end, middle = scale(theme.count), _middle(band, lines)
        marks.append(rect(start, middle - _THICK / 2, end - start, _THICK, fill=MIDDLE_BLUE))
        marks.append(label(end + _AFTER_BAR, middle, first))
        marks.append(label(end + _AFTER_BAR + width(first + " "), middle, second, fill=QUIET))
        top = middle + _ABOVE / 2
        marks += block(start + _INSET, top + text_height(lines, SMALL) / 2, lines, size=SMALL, fill=QUIET)
    marks.append(line(start, 2, start, frame.bottom, stroke=AXIS))
    foot, height = _foot(data, frame.bottom, language)
    return Drawing((*marks, *foot), height, _spoken(data, texts, values, language))


def _value(theme: Theme, n: int) -> tuple[str, str]:
    if n < ENOUGH:
        return count(theme.count), ""
    return percentage(theme.count / n), f"({count(theme.count)})"


def _typical(theme: Theme, room: float, language: str) -> tuple[str, ...]:
    joined = message("charts.list_comma", language).join(theme.words)
    return wrap(joined, room, SMALL) if joined else ()


def _middle(band: Band, lines: Sequence[str]) -> float:
    """The height of a row's bar, which its words follow."""
    return band.middle - text_height(lines, SMALL) / 2


def _foot(data: Words, bottom: float, language: str) -> tuple[list[str], float]:
    name = "no_answers" if not data.n else "counts" if data.n < ENOUGH else "themes"
    return note(message(f"charts.{name}", language, n=count(data.n)), bottom + 5)


def _spoken(data: Words, texts: Sequence[str], values: Sequence[tuple[str, str]], language: str) -> str:
    comma = message("charts.list_comma", language)
    told = []
    for theme, text, value in zip(data.themes, texts, values, strict=True):
        told.append(spoken(text, [" ".join(value).strip(), comma.join(theme.words)], language))
    return listing(told, language)
