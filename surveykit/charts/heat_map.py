"""The lower triangle of a correlation matrix, each coefficient printed in its coloured cell."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.charts.chart import Drawing, chart
from surveykit.charts.layout import GAP, Band, note, ramp, rows, widest_of
from surveykit.charts.marks import WIDTH, label, minus, rect
from surveykit.charts.palette import GRID, PAPER, QUIET, diverging, ink_on, sequential
from surveykit.charts.shape import Label, words
from surveykit.charts.typography import SMALL, TEXT
from surveykit.core.language import message
from surveykit.core.numbers import bounded, count, number

_LABELS = 0.34 * WIDTH
_MANY = 16
_LABELS_OF_MANY = 0.24 * WIDTH
_WIDEST_CELL = 58.0
_LOWEST_CELL = 24.0
_SMALLEST = 7.0
"""Coefficients that would have to be smaller (more than 27 variables) are left to the table."""
_STEPS = 11


@dataclass(frozen=True)
class HeatMap:
    """Correlations (-1 to 1): `matrix[i][j]` for j below i is the one of variables i and j; the rest is not read.

    `diagonal` holds a reliability for each variable, or None, and `diagonal_label` says which one it is.
    """

    labels: tuple[Label, ...]
    matrix: tuple[tuple[float | None, ...], ...]
    diagonal: tuple[float | None, ...]
    diagonal_label: Label


@dataclass(frozen=True)
class Grid:
    """Where the cells stand: the left edge of the first, their breadth, and the bands of the rows."""

    start: float
    cell: float
    bands: tuple[Band, ...]


@chart("heat_map", HeatMap)
def draw_heat_map(data: HeatMap, language: str) -> Drawing:
    """Numbered rows, and the same numbers over the columns.

    One blue from 0 to 1 when no coefficient is negative; otherwise orange, grey and blue from -1 to 1, and the
    printed minus tells the sign without colour; where cells are too small for numbers, a stroke does.
    """
    names = [words(each, language) for each in data.labels]
    size = max(len(names), 1)
    numerals = [count(at + 1) for at in range(len(names))]
    indent = widest_of(numerals) + 8
    frame = rows(names, top=18, widest=_LABELS if size <= _MANY else _LABELS_OF_MANY, least=_LOWEST_CELL)
    start = indent + frame.width + GAP
    grid = Grid(start, min(_WIDEST_CELL, (WIDTH - start) / size), frame.bands)
    every = math.ceil((widest_of(numerals, SMALL) + 2) / grid.cell)
    marks = list(frame.marks(indent))
    for at, (numeral, band) in enumerate(zip(numerals, frame.bands, strict=True)):
        marks.append(label(indent - 8, band.middle, numeral, fill=QUIET, anchor="end"))
        if at % every:
            continue
        middle = start + (at + 0.5) * grid.cell
        marks.append(label(middle, 9, numeral, size=SMALL, fill=QUIET, anchor="middle"))
    marks += _cells(data, grid)
    foot, height = _foot(data, _print_size(data, grid.cell) >= _SMALLEST, frame.bottom, language)
    return Drawing((*marks, *foot), height, _spoken(data, names, language))


def _pairs(data: HeatMap) -> list[tuple[int, int, float | None]]:
    return [(i, j, data.matrix[i][j]) for i in range(len(data.labels)) for j in range(i)]


def _has_negative(data: HeatMap) -> bool:
    return any(r is not None and r < 0 for _, _, r in _pairs(data))


def _cells(data: HeatMap, grid: Grid) -> Iterator[str]:
    colour = diverging if _has_negative(data) else sequential
    size = _print_size(data, grid.cell)
    for i, j, r in _pairs(data):
        yield from _cell(grid, i, j, r, PAPER if r is None else colour(r), size)
    for i, reliability in enumerate(data.diagonal):
        yield from _cell(grid, i, i, reliability, PAPER, size)


def _print_size(data: HeatMap, cell: float) -> float:
    """The size at which the widest coefficient fits its cell."""
    printed = [bounded(r) for _, _, r in _pairs(data)] + [bounded(r) for r in data.diagonal]
    widest = widest_of(printed, 1)
    return min(TEXT - 0.5, (cell - 3) / widest)


def _cell(grid: Grid, i: int, j: int, value: float | None, fill: str, size: float) -> Iterator[str]:
    band, x = grid.bands[i], grid.start + j * grid.cell
    is_plain = fill == PAPER
    yield rect(x + 0.5, band.top + 0.5, grid.cell - 1, band.height - 1, fill=fill, stroke=GRID if is_plain else "")
    ink = QUIET if is_plain and value is None else ink_on(fill)
    if size >= _SMALLEST:
        yield label(x + grid.cell / 2, band.middle, bounded(value), size=size, fill=ink, anchor="middle")
    elif value is not None and value < 0:
        yield minus(x + grid.cell / 2, band.middle, grid.cell * 0.4, stroke=ink)


def _foot(data: HeatMap, printed: bool, bottom: float, language: str) -> tuple[list[str], float]:
    negative = _has_negative(data)
    colour, low = (diverging, -1.0) if negative else (sequential, 0.0)
    colours = [colour(low + (1 - low) * step / (_STEPS - 1)) for step in range(_STEPS)]
    first = message("charts.correlation", language, r=number(low, 0))
    marks, bottom = ramp(colours, first, number(1, 0), bottom + 8)
    remarks = [words(data.diagonal_label, language)] if printed else []
    remarks += [message("charts.minus", language)] if negative and not printed else []
    for each in remarks:
        remark, bottom = note(each, bottom + 4)
        marks += remark
    return marks, bottom


def _spoken(data: HeatMap, names: list[str], language: str) -> str:
    found = [(r, f"{names[i]} × {names[j]}") for i, j, r in _pairs(data) if r is not None]
    if not found:
        return message("charts.not_estimated", language)
    (low, low_pair), (high, high_pair) = min(found), max(found)
    return message(
        "charts.correlations",
        language,
        n=len(found),
        low=bounded(low),
        low_pair=low_pair,
        high=bounded(high),
        high_pair=high_pair,
    )
