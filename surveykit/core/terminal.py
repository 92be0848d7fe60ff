"""Lines for a terminal, where a Chinese character takes two cells."""

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_CUT = "…"


def width(text: str) -> int:
    """How many cells a text takes.

    >>> width("speed"), width("速度")
    (5, 4)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def cut(text: str, most: int) -> str:
    """The beginning of a text, on one line and at most that wide.

    >>> cut("维修有多快？", 8), cut("short", 8)
    ('维修有…', 'short')
    """
    line = " ".join(text.split())
    if width(line) <= most:
        return line
    while width(line) > most - 1:
        line = line[:-1]
    return line + _CUT


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines, every column as wide as its widest cell.

    >>> aligned([("速度", "fast"), ("speed", "slow")])
    ['速度   fast', 'speed  slow']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [_GAP.join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]
