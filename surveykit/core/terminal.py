"""Tables for a terminal, where a Chinese character takes two columns."""

from collections.abc import Collection, Sequence

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


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows of cells as lines, every column as wide as its widest cell. `right` names the columns, counted from 0, whose
    cells stand at the right, as numbers do.

    >>> aligned([("速度", "fast"), ("speed", "slow")]), aligned([("速度", "5"), ("speed", "12")], right=[1])
    (['速度   fast', 'speed  slow'], ['速度    5', 'speed  12'])
    """
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return [_GAP.join(map(_padded, row, widths, (at in right for at in range(len(row))))).rstrip() for row in rows]


def _padded(cell: str, width: int, right: bool) -> str:
    gap = " " * (width - columns(cell))
    return gap + cell if right else cell + gap
