"""The only place where a number becomes text. True minus sign, APA 7 zeros, no NaN ever.

Every function takes full precision and returns a string; None gives an en dash.
"""

import math
from collections.abc import Sequence

from surveykit.core.finding import Cell, Style
from surveykit.core.language import say

MINUS = "\u2212"
NOTHING = "\u2013"
NO_BREAK = "\u00a0"


def number(x: float | None, places: int = 2) -> str:
    """A number with fixed decimals.

    >>> number(-1.237), number(None), number(-0.001)
    ('\u22121.24', '\u2013', '0.00')
    """
    if x is None or not math.isfinite(x):
        return NOTHING
    text = f"{x:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def bounded(x: float | None, places: int = 2) -> str:
    """A statistic that cannot pass 1 in size, without its leading zero.

    >>> bounded(0.7144), bounded(-0.07), bounded(1.0)
    ('.71', '\u2212.07', '1.00')
    """
    text = number(x, places)
    return text.replace("0.", ".", 1) if text.lstrip(MINUS).startswith("0.") else text


def exact(x: float) -> str:
    """A number with the decimals that it has, at most six.

    >>> exact(30), exact(-0.25)
    ('30', '\u22120.25')
    """
    return number(x, len(f"{x:.6f}".rstrip("0").partition(".")[2]))


def percent(share: float | None, places: int = 0) -> str:
    """A share (0 to 1) as a percentage.

    >>> percent(0.456), percent(0.456, 1)
    ('46%', '45.6%')
    """
    return NOTHING if share is None or not math.isfinite(share) else f"{number(100 * share, places)}%"


def count(n: float | None) -> str:
    """A whole number.

    >>> count(1250)
    '1250'
    """
    return NOTHING if n is None else number(n, 0)


def p_value(p: float | None, threshold: float = 0.05) -> str:
    """A p value with its sign (`= .032`, `< .001`): more places where three would contradict the threshold.

    >>> p_value(0.0321), p_value(0.00001), p_value(0.04996)
    ('=\u00a0.032', '<\u00a0.001', '=\u00a0.04996')
    """
    if p is None or not math.isfinite(p):
        return NOTHING
    return f"<{NO_BREAK}.001" if p < 0.001 else f"={NO_BREAK}{_faithful(p, 3, threshold)}"


def p_cell(p: float | None, threshold: float = 0.05) -> str:
    """A p value for a table cell, where the sign of equality is left out.

    >>> p_cell(0.0321), p_cell(0.00001)
    ('.032', '<\u00a0.001')
    """
    return p_value(p, threshold).removeprefix(f"={NO_BREAK}")


def interval(ends: Sequence[float | None] | None, style: Style = Style.NUMBER, places: int = 2) -> str:
    """An interval in brackets. An end near zero gets more places rather than lose its side of zero.

    >>> interval((0.14, 0.337)), interval((-0.004, 0.2)), interval(None)
    ('[0.14,\u00a00.34]', '[\u22120.004,\u00a00.20]', '\u2013')
    """
    known = [float(x) for x in ends or () if x is not None and math.isfinite(x)]
    if len(known) != 2:
        return NOTHING
    low, high = (_end(x, style, places) for x in known)
    return f"[{low},{NO_BREAK}{high}]"


def cell(value: Cell, style: Style, places: int, language: str) -> str:
    """A table cell as text, by its column's style."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return interval(value, style, places)
    if not isinstance(value, int | float):
        return say(value, language)
    by_style = {
        Style.COUNT: lambda: count(value),
        Style.BOUNDED: lambda: bounded(value, places),
        Style.PERCENT: lambda: percent(value, places),
        Style.P: lambda: p_cell(value),
    }
    return by_style.get(style, lambda: number(value, places))()


def _end(x: float, style: Style, places: int) -> str:
    printed = 100 * x if style is Style.PERCENT else x
    while printed != 0 and float(f"{printed:.{places}f}") == 0 and places < 6:
        places += 1
    if style is Style.PERCENT:
        return percent(x, places)
    return bounded(x, places) if style is Style.BOUNDED else number(x, places)


def _faithful(p: float, places: int, threshold: float) -> str:
    while places < 17 and (p < threshold) != (float(f"{p:.{places}f}") < threshold):
        places += 1
    return bounded(p, places)
