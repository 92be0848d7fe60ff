"""Which answers are missing together: a row for each item, a column for each pattern, a dark tile for a gap."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, spoken
from surveykit.charts.layout import GAP, Band, head, legend, note, number_column, rows, widest_of
from surveykit.charts.marks import WIDTH, label, rect
from surveykit.charts.palette import BLUE, GRID, QUIET, sequential
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share_of
from surveykit.charts.typography import SMALL
from surveykit.core.language import message
from surveykit.core.numbers import count

_LABELS = 0.34 * WIDTH
_WIDEST_TILE = 46.0
_THERE = sequential(0.08)


@dataclass(frozen=True)
class Item:
    """An item, and how many lack it."""

    label: Label
    missing: int


@dataclass(frozen=True)
class Pattern:
    """`n` respondents who lack the same items; `missing` says of each item whether it is one of them."""

    n: int
    missing: tuple[bool, ...]


@dataclass(frozen=True)
class MissingPattern:
    """Items and patterns in the order to be shown, of `n` respondents; `other_patterns` with `others` respondents are
    not shown."""

    items: tuple[Item, ...]
    patterns: tuple[Pattern, ...]
    n: int
    others: int = 0
    other_patterns: int = 0


@chart("missing_pattern", MissingPattern)
def draw_missing_pattern(data: MissingPattern, language: str) -> Drawing:
    """Over each column how many respondents have the pattern, at the right of each row how many lack the item."""
    names = [words(item.label, language) for item in data.items]
    shares = [share_of(item.missing, data.n) for item in data.items]
    gap, there = message("charts.missing", language), message("charts.answered", language)
    marks, bottom = legend([(BLUE, gap), (_THERE, there)], 0)
    column = max(widest_of([gap], SMALL), widest_of(shares))
    frame = rows(names, top=bottom + 22, widest=_LABELS)
    start = frame.width + GAP
    tile = min(_WIDEST_TILE, (WIDTH - column - GAP - start) / max(len(data.patterns), 1))
    right = start + tile * len(data.patterns) + GAP + column
    marks += frame.marks()
    marks += _heads(data, start, tile, frame.top, language)
    for at, pattern in enumerate(data.patterns):
        marks += _tiles(pattern, frame.bands, start + at * tile, tile)
    marks += head(right, frame.top - 3, (gap,))
    marks += number_column(right, frame.bands, shares)
    told = [spoken(name, [named(gap, share, language)], language) for name, share in zip(names, shares, strict=True)]
    foot, height = _foot(data, frame.bottom, language)
    return Drawing((*marks, *foot), height, listing(told, language))


def _heads(data: MissingPattern, start: float, tile: float, bottom: float, language: str) -> Iterator[str]:
    numbers = [count(pattern.n) for pattern in data.patterns]
    size = min(SMALL, (tile - 3) / max(widest_of(numbers, 1), 1e-9))
    for at, string in enumerate(numbers):
        yield label(start + (at + 0.5) * tile, bottom - 9, string, size=size, fill=QUIET, anchor="middle")
    if numbers:
        yield label(start - GAP, bottom - 9, message("charts.n", language), size=SMALL, fill=QUIET, anchor="end")


def _tiles(pattern: Pattern, bands: tuple[Band, ...], x: float, tile: float) -> Iterator[str]:
    for band, missing in zip(bands, pattern.missing, strict=True):
        fill = BLUE if missing else _THERE
        yield rect(x + 0.5, band.top + 0.5, tile - 1, band.height - 1, fill=fill, stroke="" if missing else GRID)


def _foot(data: MissingPattern, bottom: float, language: str) -> tuple[list[str], float]:
    if not data.others:
        return [], bottom + 2
    values = {"n": count(data.others), "k": count(data.other_patterns)}
    return note(message("charts.missing_more", language, **values), bottom + 5)
