"""Background answers of few people are not shown: a small cell can point at a person.

Counts of 1 to 4 read « <5 ». Where the printed total would give them back, another cell is hidden too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveykit.analysis.gates import limit
from surveykit.core.finding import Cell, Excluded, Figure, Style, Table
from surveykit.core.language import Text, both
from surveykit.core.numbers import count

_COUNTS = ("count", "counts", "first", "top")
"""Where the figures' data hold how many gave an answer."""


@dataclass(frozen=True)
class Shown:
    """What may be shown of one item: its table and figure, and the rows (by place) whose figures are hidden."""

    table: Table
    figure: Figure | None
    hidden: tuple[int, ...] = ()
    masked: bool = False


def small(n: float) -> bool:
    """Whether a count is too small to be shown; nobody is nobody's secret."""
    return 0 < n < limit("CELL_LT5", "cell")


def reveals(times: int, n: int) -> bool:
    """Whether a share of n gives a small count away: its own, or that of the others.

    >>> reveals(3, 50), reveals(47, 50), reveals(0, 50)
    (True, True, False)
    """
    return small(times) or small(n - times)


def shield(table: Table, figure: Figure | None, total: int | None) -> Shown:
    """Table and figure without small counts. `total`: what the counts add up to, if the reader knows it."""
    crowd = figure is not None and figure.kind == "bars"
    counts = _column(table, Style.COUNT) if crowd else None
    hidden = concealed([int(n) if isinstance(n, int | float) else 0 for n in counts], total) if counts else ()
    if figure is not None and any(small(n) for n in _counts(figure.data)):
        figure = None
        return Shown(_masked(table, hidden), None, hidden, True)
    return Shown(_masked(table, hidden) if hidden else table, figure, hidden, bool(hidden))


def _column(table: Table, style: Style) -> list[Cell] | None:
    at = next((i for i, column in enumerate(table.columns) if column.style is style), None)
    return None if at is None else [row[at] for row in table.rows]


def concealed(counts: Sequence[int], total: int | None) -> tuple[int, ...]:
    """The places of the counts that are not shown: small ones, and one from which they would follow by the total.

    >>> concealed([3, 20, 30], 53), concealed([3, 20, 30], None)
    ((0, 1), (0,))
    """
    few = [at for at, n in enumerate(counts) if small(n)]
    if not few or total is None:
        return tuple(few)
    known = sum(counts[at] for at in few)
    most = int(limit("CELL_LT5", "cell")) - 1
    given_back = len(few) == 1 or known in (len(few), most * len(few))
    others = sorted((at for at, n in enumerate(counts) if n and at not in few), key=lambda at: counts[at])
    return tuple(sorted([*few, *others[:1]])) if given_back else tuple(few)


def told(counts: Sequence[int], total: int) -> tuple[Cell, ...]:
    """Counts that add up to a total that the reader knows; in place of those that are not shown « <5 » or nothing.

    >>> told([3, 20, 30], 53)
    ({'en': '<5', 'zh': '<5'}, None, 30)
    """
    hidden = concealed(counts, total)
    return tuple(_cell(n, Style.COUNT) if at in hidden else n for at, n in enumerate(counts))


def unnamed(excluded: Sequence[Excluded]) -> tuple[Excluded, ...]:
    """How many are left out of a background question: where a reason is that of few, no reason is named."""
    asked = [each for each in excluded if each.reason != both("missing.not_asked")]
    if not any(small(each.n) for each in asked):
        return tuple(excluded)
    others = (each for each in excluded if each not in asked)
    return (*others, Excluded(both("analysis.excluded.unnamed"), sum(each.n for each in asked)))


def _masked(table: Table, hidden: Sequence[int]) -> Table:
    rows = tuple(_row(table, row) if at in hidden else row for at, row in enumerate(table.rows))
    return replace(table, rows=rows, notes=(*table.notes, both("analysis.answers.masked")))


def _row(table: Table, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(_cell(cell, column.style) for cell, column in zip(row, table.columns, strict=True))


def _cell(cell: Cell, style: Style) -> Cell:
    if style is Style.COUNT and isinstance(cell, int | float):
        return _fewer() if small(cell) else None
    return None if style in (Style.PERCENT, Style.NUMBER) else cell


def _fewer() -> Text:
    return both("analysis.answers.fewer", fewest=count(limit("CELL_LT5", "cell")))


def _counts(data: object, key: str = "") -> Iterator[float]:
    """Every count in a figure's data."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _counts(value, key if key == "counts" else str(name))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _counts(value, key)
    elif key in _COUNTS and isinstance(data, int | float):
        yield data
