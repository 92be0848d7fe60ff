"""Tables for a terminal, where a Chinese character takes two columns."""

from collections.abc import Sequence

from surveykit.core.lines import columns

_GAP = "  "
_CUT = "…"


def cut(text: str, most: int) -> str:
    """The beginning of a text, on one line and at most that wide.

    >>> cut("维修有多快？", 8), cut("short", 8)
    ('维修有…', 'short')
    """
    line = " ".join(text.split())
    if columns(line) <= most:
        return line
    while columns(line) > most - 1:
        line = line[:-1]
    return line + _CUT


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines, every column as wide as its widest cell.

    >>> aligned([("速度", "fast"), ("speed", "slow")])
    ['速度   fast', 'speed  slow']
    """
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return [_GAP.join(c + " " * (w - columns(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]
