"""Numbers that people type or set: reading them, and the tables and figures that the kinds of quantity share."""

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveykit.core.finding import Cell, Column, Figure, Style
from surveykit.core.item import Item, Posted, posted_one
from surveykit.core.language import Text, both
from surveykit.items.frequency import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset, Spread

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－\u2212", "0123456789.,--")
_NUMBER = re.compile(r"-?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,12})?")
"""In both our languages a comma groups thousands, so that 1,5 is a slip and never one and a half."""
_Z = 1.959963984540054
_SPREADS = ("mean", "sd", "first_quartile", "median", "third_quartile", "smallest", "largest")


def typed_number(typed: str) -> float | None:
    """The number that was typed, in plain or full-width digits; None for what is no number.

    >>> typed_number("1,000"), typed_number("－２．５"), typed_number("1,5")
    (1000.0, -2.5, None)
    """
    plain = typed.strip().translate(_FULL_WIDTH)
    return float(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def posted_number(item: Item, posted: Posted) -> float | None:
    """The number in the field that is named as the item; None where nothing was entered and nothing need be."""
    typed = posted_one(posted, item.id)
    if not typed:
        if item.required:
            raise item.wrong("answer-required")
        return None
    value = typed_number(typed)
    if value is None:
        raise item.wrong("answer-not-a-number")
    return value


def spread_columns() -> tuple[Column, ...]:
    """The heads of `spread_row`."""
    heads = (Column(both("items.variable"), Style.ID), Column(both("items.n"), Style.COUNT))
    return (*heads, *(Column(both(f"items.{name}"), Style.NUMBER) for name in _SPREADS))


def spread_row(name: str, data: "Dataset") -> tuple[Cell, ...]:
    """n, mean, SD, quartiles, smallest and largest value of a variable."""
    spread = data.spread(name)
    return (name, spread.n, spread.mean, spread.sd, *spread.quartiles, spread.smallest, spread.largest)


def distribution(title: Text, name: str, unit: Text | None, data: "Dataset") -> Figure | None:
    """How the answers to one variable are spread; none where nobody answered."""
    spread = data.spread(name)
    if not spread.n:
        return None
    values = [{"value": value, "count": times} for value, times in data.counts(name).items()]
    shown = {"values": values, "n": spread.n, "mean": spread.mean, "unit": unit}
    return Figure("distribution", title, shown, both("items.base", n=spread.n))


def mean_interval(spread: "Spread") -> tuple[float, float] | None:
    """The 95 % t interval of a mean; None below ten answers, where it would say more than the data.

    The quantile is Fisher and Cornish's expansion in 1/df (Abramowitz and Stegun, 1964, 26.7.5): from nine degrees
    of freedom on its error is below 0.00002.
    """
    if spread.n < FEWEST_FOR_SHARES or spread.mean is None or not spread.sd:
        return None
    half = t_quantile(spread.n - 1) * spread.sd / math.sqrt(spread.n)
    return spread.mean - half, spread.mean + half


def t_quantile(df: int) -> float:
    """The 97.5 % quantile of Student's t for at least nine degrees of freedom.

    >>> round(t_quantile(9), 3), round(t_quantile(100), 6)
    (2.262, 1.983972)
    """
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(df) ** power for power, term in enumerate(terms, 1))


def means_figure(
    title: Text,
    rows: Sequence[tuple[str, Text]],
    axis: Text,
    bounds: tuple[float, float] | None,
    data: "Dataset",
    places: int = 2,
) -> Figure | None:
    """The mean of each variable with its 95 % interval; none where nobody answered."""
    spreads = [(name, label, data.spread(name)) for name, label in rows]
    answered = [spread.n for _, _, spread in spreads]
    if not any(answered):
        return None
    nobody = both("items.nobody")
    drawn = [
        {"id": name, "label": label, "value": s.mean, "interval": mean_interval(s), "note": None if s.n else nobody}
        for name, label, s in spreads
    ]
    low, high = min(answered), max(answered)
    base = both("items.base", n=high) if low == high else both("items.base_range", low=low, high=high)
    return Figure("intervals", title, {"rows": drawn, "axis": axis, "range": bounds, "places": places}, base)
