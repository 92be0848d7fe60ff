"""The sample's profile: under each demographic a bar for each group, with the target it was to reach, if any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart, listing, named, remarked, spoken
from surveykit.charts.layout import (
    GAP,
    Band,
    Column,
    Rows,
    column_marks,
    columns,
    heads_height,
    legend,
    note,
    rows,
    text_height,
)
from surveykit.charts.marks import WIDTH, block, label, line, rect
from surveykit.charts.palette import INK, MIDDLE_BLUE, QUIET
from surveykit.charts.scale import Scale
from surveykit.charts.shape import Label, words
from surveykit.charts.share import share_of
from surveykit.charts.typography import LEADING, SMALL, TEXT, width, wrap
from surveykit.core.language import message
from surveykit.core.numbers import NOTHING, count, percent

_LABELS = 0.34 * WIDTH
_INDENT = 14.0
_ROW = 20.0
_THICK = 12.0
_TICK = 8.5
"""Half the height of the mark for a target."""
_BETWEEN = 8.0
"""Above the heading of each further demographic."""


@dataclass(frozen=True)
class Group:
    """One group: how many belong to it, None where that is hidden, and the share (0 to 1) that it was to have."""

    label: Label
    count: int | None
    target: float | None = None


@dataclass(frozen=True)
class Demographic:
    """A variable with its groups in the order to be shown, and how many are known on it."""

    label: Label
    groups: tuple[Group, ...]
    n: int


@dataclass(frozen=True)
class Sample:
    """The demographics. Where one group is hidden the caller hides a second, or the first could be computed."""

    demographics: tuple[Demographic, ...]


@chart("sample", Sample)
def draw_sample(data: Sample, language: str) -> Drawing:
    """One scale for all demographics. A hidden group has words in place of its bar; its n and share are dashes."""
    groups = [(each, group) for each in data.demographics for group in each.groups]
    beside = _columns(groups, language)
    marks, bottom = _legend(groups, language)
    top = bottom + heads_height(beside) + 3
    headings, frames, bottom = _frames(data, top, language)
    widest = max((frame.width for frame in frames), default=0.0)
    scale = Scale(0, _most(groups), _INDENT + widest + GAP, beside[0].left - GAP)
    bands = [band for frame in frames for band in frame.bands]
    for (lines, middle), frame in zip(headings, frames, strict=True):
        marks += block(0, middle, lines)
        marks += frame.marks(_INDENT)
        marks.append(line(scale.start, frame.top, scale.start, frame.bottom))
    for (each, group), band in zip(groups, bands, strict=True):
        marks += _bar(each, group, band, scale, language)
    marks += column_marks(beside, bands, top)
    foot, height = _foot(groups, bottom, language)
    return Drawing((*marks, *foot), height, _spoken(groups, beside, language))


def _columns(groups: Sequence[tuple[Demographic, Group]], language: str) -> tuple[Column, ...]:
    titled = [
        (message("charts.n", language), [count(group.count) for _, group in groups]),
        (message("charts.share", language), [_share(each, group) for each, group in groups]),
    ]
    if any(group.target is not None for _, group in groups):
        titled.append((message("charts.target", language), [percent(group.target) for _, group in groups]))
    return columns(titled)


def _share(each: Demographic, group: Group) -> str:
    return NOTHING if group.count is None else share_of(group.count, each.n)


def _legend(groups: Sequence[tuple[Demographic, Group]], language: str) -> tuple[list[str], float]:
    """The mark of a target in words: the marks, and where they end."""
    if all(group.target is None for _, group in groups):
        return [], 0.0
    target, middle = message("charts.target", language), LEADING * SMALL / 2
    marks = [line(4.5, middle - 6, 4.5, middle + 6, stroke=INK, weight=2), label(14, middle, target, size=SMALL)]
    share = message("charts.reached_share", language)
    shares, bottom = legend([(MIDDLE_BLUE, share)], 0, start=14 + width(target, SMALL) + 16)
    return marks + shares, bottom + 6


def _frames(data: Sample, top: float, language: str) -> tuple[list[tuple[tuple[str, ...], float]], list[Rows], float]:
    """The headings with their heights, the rows under each, and where all end."""
    headings, frames = [], []
    for at, each in enumerate(data.demographics):
        n = message("charts.n", language)
        told = remarked(words(each.label, language), f"{n} = {count(each.n)}", language)
        lines = wrap(told, WIDTH * 0.6, TEXT)
        top += _BETWEEN if at else 0
        headings.append((lines, top + text_height(lines) / 2))
        names = [words(group.label, language) for group in each.groups]
        frames.append(rows(names, top=top + text_height(lines) + 2, widest=_LABELS - _INDENT, least=_ROW))
        top = frames[-1].bottom
    return headings, frames, top


def _most(groups: Sequence[tuple[Demographic, Group]]) -> float:
    sizes = [_size(each, group) for each, group in groups]
    return max([*sizes, *(group.target or 0.0 for _, group in groups)], default=0.0) or 1.0


def _size(each: Demographic, group: Group) -> float:
    return group.count / each.n if group.count is not None and each.n else 0.0


def _bar(each: Demographic, group: Group, band: Band, scale: Scale, language: str) -> Iterator[str]:
    if group.count is None:
        yield label(scale.start + 6, band.middle, message("charts.hidden", language), size=SMALL, fill=QUIET)
    else:
        end = scale(_size(each, group))
        yield rect(scale.start, band.middle - _THICK / 2, end - scale.start, _THICK, fill=MIDDLE_BLUE)
    if group.target is not None:
        x = scale(group.target)
        yield line(x, band.middle - _TICK, x, band.middle + _TICK, stroke=INK, weight=2)


def _foot(groups: Sequence[tuple[Demographic, Group]], bottom: float, language: str) -> tuple[list[str], float]:
    marks: list[str] = []
    if any(group.count is None for _, group in groups):
        marks, bottom = note(message("charts.hidden_why", language), bottom + 5)
    return marks, bottom + 2


def _spoken(groups: Sequence[tuple[Demographic, Group]], beside: Sequence[Column], language: str) -> str:
    told = []
    for at, (each, group) in enumerate(groups):
        variable, name = words(each.label, language), words(group.label, language)
        numbers = [named(column.title, column.strings[at], language) for column in beside]
        shown = numbers if group.count is not None else [message("charts.hidden", language)]
        told.append(spoken(message("charts.group", language, variable=variable, group=name), shown, language))
    return listing(told, language)
