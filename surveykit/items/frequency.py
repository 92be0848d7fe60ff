"""Counting answers: the table and bars that the choice kinds and single ratings share."""

from collections.abc import Sequence

from surveykit.core.finding import Column, Figure, Style, Table
from surveykit.core.item import Summary
from surveykit.core.language import Text, both

FEWEST_FOR_SHARES = 10
"""Below this many answers a share says more than the data: only counts are shown."""


def share(times: int, n: int) -> float | None:
    """The share of n, or None where n is too small for one."""
    return times / n if n >= FEWEST_FOR_SHARES else None


def option_summary(title: Text, rows: Sequence[tuple[Text, int]], n: int, several: bool = False) -> Summary:
    """A table and bars of how many chose each option; `several`: shares of respondents add to more than 100 %."""
    table = Table(
        title,
        (
            Column(both("items.answer")),
            Column(both("items.count"), Style.COUNT),
            Column(both("items.share"), Style.PERCENT, 1),
        ),
        tuple((label, times, share(times, n)) for label, times in rows),
        notes(n, several),
    )
    bars = [{"label": label, "count": times, "share": share(times, n)} for label, times in rows]
    figure = Figure("bars", title, {"bars": bars, "n": n}, both("items.base", n=n))
    return Summary(n, table, figure if n else None)


def notes(n: int, several: bool = False) -> tuple[Text, ...]:
    """What a reader must know of the shares."""
    said = [both("items.base", n=n)]
    if several:
        said.append(both("items.several"))
    if n < FEWEST_FOR_SHARES:
        said.append(both("items.counts_only", fewest=FEWEST_FOR_SHARES))
    return tuple(said)
