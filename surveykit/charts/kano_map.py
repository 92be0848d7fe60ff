"""Features by what having them adds to satisfaction (better) and what lacking them takes away (worse)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from surveykit.charts.chart import Drawing, chart, listing, named, remarked, sentences, spoken
from surveykit.charts.layout import note
from surveykit.charts.marks import WIDTH, dot, label, line
from surveykit.charts.palette import BLUE, PAPER
from surveykit.charts.placing import Spot, around, key, names, thin
from surveykit.charts.plane import Panel
from surveykit.charts.shape import Label, words
from surveykit.core.finding import Style
from surveykit.core.language import message
from surveykit.core.numbers import bounded, interval

_TALL = 330.0
_RADIUS = 7.0
_LETTER = 9.0
_ROOM = 0.07
"""Beyond 0 and 1, so that a disc at the end of an axis lies inside."""
_CUT = 0.5

Category = Literal["A", "O", "M", "I", "R", "Q"]
"""Attractive, one-dimensional, must-be, indifferent, reverse, questionable."""
_CORNERS = ("A", "O", "I", "M")


@dataclass(frozen=True)
class Feature:
    """One feature: better (0 to 1), worse (-1 to 0), and the category that most answers fall into, None where no
    category stands clear of the others."""

    label: Label
    better: float
    worse: float
    category: Category | None = None
    better_interval: tuple[float, float] | None = None
    worse_interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class KanoMap:
    """The features. Those with too few answers for coefficients are left out by the caller."""

    features: tuple[Feature, ...]


@chart("kano_map", KanoMap)
def draw_kano_map(data: KanoMap, language: str) -> Drawing:
    """Worse runs to the right from 0 to -1, better upwards. The letter on a disc is the category that its answers
    chose; the corner is the one that its coefficients point to. The two may differ."""
    axes = message("charts.kano_worse", language), message("charts.kano_better", language)
    panel = Panel.of(0, WIDTH, 0, _TALL, (_ROOM, -1 - _ROOM), (-_ROOM, 1 + _ROOM), axes)
    marks, bottom = panel.frame(0, WIDTH)
    marks += panel.cuts(-_CUT, _CUT)
    discs = [around(*_place(feature, panel), _RADIUS + 1) for feature in data.features]
    whiskers = [box for feature in data.features for box in thin(_whiskers(feature, panel))]
    corners = panel.corners(-_CUT, [_category(letter, language) for letter in _CORNERS], discs + whiskers)
    for corner in corners:
        marks += corner.marks()
    covered = [_is_covered(each, data.features[at + 1 :], panel) for at, each in enumerate(data.features)]
    for feature, hidden in zip(data.features, covered, strict=True):
        marks += _disc(feature, hidden, panel)
    pairs = zip(data.features, covered, strict=True)
    spots = [Spot(*_place(each, panel), _name(each, hidden, language), _RADIUS) for each, hidden in pairs]
    lines = panel.cut_lines(-_CUT, _CUT) + panel.cut_lines(0, 0) + whiskers
    named_, numbered = names(spots, panel.inside, [corner.box for corner in corners], lines)
    foot, bottom = _foot(data, bottom + 6, language)
    below, bottom = key(numbered, bottom)
    return Drawing((*marks, *named_, *foot, *below), bottom + 1, _spoken(data, language))


def _category(letter: str, language: str) -> str:
    return message(f"charts.kano_{letter}", language)


def _place(feature: Feature, panel: Panel) -> tuple[float, float]:
    return panel.x(feature.worse), panel.y(feature.better)


def _whiskers(feature: Feature, panel: Panel) -> Iterator[tuple[float, float, float, float]]:
    x, y = _place(feature, panel)
    if feature.worse_interval is not None:
        low, high = (panel.x(end) for end in feature.worse_interval)
        yield low, y, high, y
    if feature.better_interval is not None:
        low, high = (panel.y(end) for end in feature.better_interval)
        yield x, low, x, high


def _is_covered(feature: Feature, later: Sequence[Feature], panel: Panel) -> bool:
    """Whether a disc that is drawn later would lie on this one's letter."""
    (x, y), near = _place(feature, panel), _RADIUS + _LETTER / 2
    return any(max(abs(a - x), abs(b - y)) < near for a, b in (_place(each, panel) for each in later))


def _name(feature: Feature, covered: bool, language: str) -> str:
    """The name, with the letter that its disc cannot show."""
    name = words(feature.label, language)
    return remarked(name, feature.category, language) if covered and feature.category else name


def _disc(feature: Feature, covered: bool, panel: Panel) -> Iterator[str]:
    x, y = _place(feature, panel)
    for whisker in _whiskers(feature, panel):
        yield line(*whisker, stroke=BLUE, weight=1)
    yield dot(x, y, radius=_RADIUS, colour=BLUE, hollow=feature.category is None)
    if feature.category is not None and not covered:
        yield label(x, y, feature.category, size=_LETTER, fill=PAPER, anchor="middle")


def _foot(data: KanoMap, top: float, language: str) -> tuple[list[str], float]:
    shown = {feature.category for feature in data.features}
    letters = [letter for letter in get_args(Category) if letter in shown]
    told = [listing([spoken(each, [_category(each, language)], language) for each in letters], language)]
    told += [message("charts.kano_open", language)] if None in shown else []
    marks, bottom = note(message("charts.kano_key", language), top)
    if not shown:
        return marks, bottom
    remark, bottom = note(sentences(told, language), bottom + 3)
    return marks + remark, bottom


def _spoken(data: KanoMap, language: str) -> str:
    better, worse = message("charts.better", language), message("charts.worse", language)
    told = []
    for feature in data.features:
        parts = [
            named(better, _number(feature.better, feature.better_interval), language),
            named(worse, _number(feature.worse, feature.worse_interval), language),
            _category(feature.category, language) if feature.category else "",
        ]
        told.append(spoken(words(feature.label, language), parts, language))
    return listing(told, language)


def _number(value: float, ends: tuple[float, float] | None) -> str:
    return f"{bounded(value)} {interval(ends, Style.BOUNDED)}" if ends else bounded(value)
