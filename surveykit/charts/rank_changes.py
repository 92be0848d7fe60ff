"""Ranks over waves or groups: a column for each, a line for each object from rank to rank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveykit.charts.chart import Drawing, chart, listing, named, sentences, spoken
from surveykit.charts.layout import GAP, Band, note, rows, text_height, widest_of
from surveykit.charts.marks import WIDTH, block, dot, label, line
from surveykit.charts.palette import BLUE, INK, PAPER, QUIET
from surveykit.charts.scale import places_of
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import SMALL, wrap
from surveykit.core.language import message
from surveykit.core.numbers import number

_LABELS = 0.27 * WIDTH
_RADIUS = 9.5
_PRINTED = 9.5
_ROW = 27.0
_BETWEEN = 6.0
"""Between the heads of neighbouring columns."""


@dataclass(frozen=True)
class Place:
    """A rank (1 is best; those that tie share theirs). `hollow`: the data do not tell it from the next one."""

    rank: float
    hollow: bool = False


@dataclass(frozen=True)
class Ranked:
    """One object and its place on each occasion, None where it was not ranked. `stressed`: drawn with a heavy line."""

    label: Label
    places: tuple[Place | None, ...]
    stressed: bool = False


@dataclass(frozen=True)
class RankChanges:
    """The occasions (waves or groups) from left to right, and the objects; each has a place for every occasion."""

    occasions: tuple[Label, ...]
    objects: tuple[Ranked, ...]


@chart("rank_changes", RankChanges)
def draw_rank_changes(data: RankChanges, language: str) -> Drawing:
    """The best rank stands at the top, and the rank is printed on each dot. A line stops where an object is not ranked.

    Names stand at both ends, in the order of the first and of the last occasion.
    """
    texts = [words(each.label, language) for each in data.objects]
    orders = [_order(data, at) for at in range(len(data.occasions))]
    first, last = (orders[0], orders[-1]) if orders else ([], [])
    ends = [[at for at in last if data.objects[at].places[-1] is not None], first]
    left, right = (max([widest_of(wrap(texts[at], _LABELS)) for at in end], default=0.0) for end in (first, ends[0]))
    start, end = left + GAP + _RADIUS, WIDTH - right - GAP - _RADIUS
    places = _across(len(data.occasions), start, end)
    heads = _heads(data, places, language)
    top = max((text_height(lines, SMALL) for lines in heads), default=0.0) + 6
    bands = _bands(texts, [first, last], top)
    marks = [mark for x, lines in zip(places, heads, strict=True) for mark in _head(x, top, lines)]
    for slot, at in enumerate(first):
        marks += block(start - _RADIUS - GAP, bands[slot].middle, wrap(texts[at], _LABELS), anchor="end")
    for slot, at in enumerate(ends[0]):
        marks += block(end + _RADIUS + GAP, bands[slot].middle, wrap(texts[at], _LABELS))
    marks += _lines(data, orders, places, bands)
    marks += _dots(data, orders, places, bands)
    foot, height = _foot(data, bands[-1].bottom if bands else top, language)
    return Drawing((*marks, *foot), height, _spoken(data, texts, language))


def _order(data: RankChanges, occasion: int) -> list[int]:
    """The objects from the best rank down, those without a rank last."""
    found = [each.places[occasion] for each in data.objects]
    ranks = [place.rank if place else float("inf") for place in found]
    return sorted(range(len(ranks)), key=lambda at: (ranks[at], at))


def _across(k: int, start: float, end: float) -> list[float]:
    return [start + (end - start) * at / max(k - 1, 1) for at in range(k)]


def _heads(data: RankChanges, places: Sequence[float], language: str) -> list[tuple[str, ...]]:
    """The names of the occasions, each centred on its column and broken to keep off its neighbours and the edges."""
    step = places[1] - places[0] if len(places) > 1 else WIDTH
    rooms = [min(step - _BETWEEN, 2 * x, 2 * (WIDTH - x)) for x in places]
    return [wrap(words(each, language), room, SMALL) for each, room in zip(data.occasions, rooms, strict=True)]


def _head(x: float, bottom: float, lines: Sequence[str]) -> list[str]:
    return block(x, bottom - 6 - text_height(lines, SMALL) / 2, lines, size=SMALL, fill=QUIET, anchor="middle")


def _bands(texts: Sequence[str], ends: Sequence[Sequence[int]], top: float) -> tuple[Band, ...]:
    """A band for each rank, high enough for the names that stand at its two ends."""
    sides = [rows([texts[at] for at in end], top=top, widest=_LABELS, least=_ROW).bands for end in ends]
    bands = []
    for pair in zip(*sides, strict=True):
        bands.append(Band(top, max(band.height for band in pair)))
        top = bands[-1].bottom
    return tuple(bands)


def _lines(
    data: RankChanges, orders: Sequence[Sequence[int]], places: Sequence[float], bands: Sequence[Band]
) -> Iterator[str]:
    for at, each in sorted(enumerate(data.objects), key=lambda pair: pair[1].stressed):
        stops = [(x, bands[order.index(at)].middle) for x, order in zip(places, orders, strict=True)]
        for (before, after), ((x1, y1), (x2, y2)) in zip(pairwise(each.places), pairwise(stops), strict=True):
            if before is not None and after is not None:
                stroke, weight = (BLUE, 3.5) if each.stressed else (QUIET, 1.0)
                yield line(x1, y1, x2, y2, stroke=stroke, weight=weight)


def _dots(
    data: RankChanges, orders: Sequence[Sequence[int]], places: Sequence[float], bands: Sequence[Band]
) -> Iterator[str]:
    printed = places_of([place.rank for each in data.objects for place in each.places if place], 1)
    for occasion, (x, order) in enumerate(zip(places, orders, strict=True)):
        for band, at in zip(bands, order, strict=True):
            place = data.objects[at].places[occasion]
            if place is not None:
                yield dot(x, band.middle, radius=_RADIUS, colour=BLUE, hollow=place.hollow)
                ink = INK if place.hollow else PAPER
                rank = number(place.rank, printed)
                yield label(x, band.middle, rank, size=_PRINTED, fill=ink, anchor="middle")


def _foot(data: RankChanges, bottom: float, language: str) -> tuple[list[str], float]:
    found = [place for each in data.objects for place in each.places]
    told = [message("charts.rank_open", language)] if any(place and place.hollow for place in found) else []
    told += [message("charts.rank_missing", language)] if None in found else []
    return note(sentences(told, language), bottom + 4) if told else ([], bottom + 2)


def _spoken(data: RankChanges, texts: Sequence[str], language: str) -> str:
    told = []
    for text, each in zip(texts, data.objects, strict=True):
        parts = [
            named(words(occasion, language), _rank(place, language), language)
            for occasion, place in zip(data.occasions, each.places, strict=True)
            if place is not None
        ]
        told.append(spoken(text, parts, language))
    return listing(told, language)


def _rank(place: Place, language: str) -> str:
    return message("charts.rank", language, rank=number(place.rank, places_of([place.rank], 1)))
