"""Cells that have types -> the texts that a person would have typed."""

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from surveykit.interchange.table import Repeated

_EXACT = 1e15
"""Whole numbers below are written with all their digits."""
_NEAR = 1_000
"""Whole numbers that are all nearer to 0 need not be sorted."""


def cell_text(cell: object) -> str:
    """Whole numbers without a point, dates and times in ISO 8601, true and false as 1 and 0, nothing for none.

    >>> cell_text(3.0), cell_text(0.1 + 0.2), cell_text(True), cell_text(datetime(2026, 1, 15)), cell_text(None)
    ('3', '0.3', '1', '2026-01-15', '')
    """
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool | np.bool_):
        return "1" if cell else "0"
    if isinstance(cell, float | np.floating | Decimal):
        return _number(float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() and cell.tzinfo is None else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return _duration(cell) if isinstance(cell, timedelta) else str(cell)


def from_single(cell: object) -> object:
    """A number that a program kept in single precision, as it was typed: the fewest digits that give it back.

    >>> from_single(1.10000002384185791), from_single(16777216.0), from_single("a")
    (1.1, 16777216.0, 'a')
    """
    return float(str(np.float32(cell))) if isinstance(cell, float) and not cell.is_integer() else cell


def texts(cells: Sequence[object], text: Callable[[object], str] = cell_text) -> list[str]:
    """The texts of a column; equal cells become one text, which is made once."""
    known = _Texts(text)
    return [known[cell.__class__, cell] for cell in cells]


def number_texts(cells: Sequence[object], text: Callable[[object], str] = cell_text) -> Sequence[str]:
    """The texts of a column that holds numbers, except where a cell is something else."""
    try:
        numbers = np.array(cells, dtype=np.float64)
    except (TypeError, ValueError):
        return texts(cells, text)
    return array_texts(numbers)


def array_texts(numbers: NDArray[np.float64]) -> Repeated:
    """The texts of numbers (n), nothing for NaN."""
    different, at = _different(numbers)
    if (np.abs(different) < _EXACT).all() and (different == np.rint(different)).all():
        return Repeated(list(map(str, different.astype(np.int64).tolist())), at)
    return Repeated(list(map(_number, different.tolist())), at)


def _different(numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Numbers among which are all that occur, and which of them stands in each row (n)."""
    low, high = np.fmin.reduce(numbers, initial=np.nan), np.fmax.reduce(numbers, initial=np.nan)
    if -_NEAR < low <= high < _NEAR:
        filled = np.where(np.isnan(numbers), low - 1, numbers)
        if (filled == np.rint(filled)).all():
            at = (filled - (low - 1)).astype(np.intp)
            times = np.bincount(at)
            different = np.arange(len(times)) + (low - 1)
            different[times == 0] = different[0] = np.nan
            return different, at
    return np.unique(numbers, return_inverse=True)


class _Texts(dict[tuple[type, object], str]):
    def __init__(self, text: Callable[[object], str]) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, key: tuple[type, object]) -> str:
        self[key] = text = self.text(key[1])
        return text


def _number(value: float) -> str:
    """Fifteen digits at most: what more there is comes from the binary fraction."""
    if math.isnan(value):
        return ""
    if value == int(value) if math.isfinite(value) else False:
        return str(int(value)) if abs(value) < _EXACT else f"{value:.0f}"
    return f"{value:.15g}"


def _duration(value: timedelta) -> str:
    """Hours, minutes and seconds."""
    seconds = round(value.total_seconds())
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
