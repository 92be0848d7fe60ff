"""The columns of derived variables, computed from other columns: a row has a value, or a reason why it has none.

The reason is that of the first variable, in the order of the definition, that lacks a value in the row.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from surveykit.core.codebook import Codebook, Variable
from surveykit.core.columns import OTHER_VERSION, Bytes, Column, Floats, numeric_column
from surveykit.core.derived import Answered, Bands, Derived, Recode

PLACES = 9
"""Numbers that agree to so many decimals lie on the same side of an edge: what is left is rounding."""


def derive(derived: Derived, codebook: Codebook, columns: Mapping[str, Column], fewest: int) -> Column:
    """The column of a derived variable (n). `columns` has what it reads, `fewest` says how many of these a mean or an
    index needs."""
    names = derived.sources(codebook)
    own = [columns[name] for name in names]
    if derived.recode:
        return _recoded(derived.recode, codebook.by_name[names[0]], own[0])
    if derived.bands:
        return _banded(derived.bands, own[0])
    answered = np.sum([column.codes >= 0 for column in own], axis=0)
    enough = answered >= (len(own) if derived.sum else fewest)
    construct = derived.construct(codebook)
    reverse = codebook.construct_by_id[construct].reverse if construct is not None else ()
    total = _total([_turned(codebook, name, columns[name], name in reverse) for name in names])
    values = total if derived.sum else np.divide(total, answered, out=total, where=enough)
    if derived.index:
        low, high = codebook.bounds(names[0])
        values = derived.index.low + (values - low) * (derived.index.high - derived.index.low) / (high - low)
    return numeric_column(values, np.where(enough, 0, _first_reason(own)).astype(np.int8))


def coded(source: Variable, word: Answered) -> float:
    """The number in a column that a definition means by a value. Raises KeyError or ValueError if it is none."""
    return source.stored[word] if source.stored else int(word)


def _recoded(recode: Recode, source: Variable, column: Column) -> Column:
    """A value that the definition does not list has no place in the column."""
    numbers = {name: code for code, name in enumerate(recode.options, 1)}
    meant = {coded(source, word): numbers[option] for word, option in recode.codes.items()}
    known = np.array(sorted(meant), dtype=np.float64)
    at = np.minimum(np.searchsorted(known, column.numbers()), len(known) - 1)
    strange = (column.codes >= 0) & (known[at] != column.numbers())
    codes = np.where(strange, OTHER_VERSION, np.minimum(column.codes, 0)).astype(np.int8)
    return numeric_column(np.array([meant[value] for value in known], dtype=np.float64)[at], codes)


def _banded(bands: Bands, column: Column) -> Column:
    side: Literal["left", "right"] = "right" if bands.on_edge == "above" else "left"
    place = np.searchsorted(bands.at, np.round(column.numbers(), PLACES), side=side) + 1
    return numeric_column(place.astype(np.float64), np.minimum(column.codes, 0))


def _turned(codebook: Codebook, name: str, column: Column, reverse: bool) -> Floats:
    return sum(codebook.bounds(name)) - column.numbers() if reverse else column.numbers()


def _total(values: Sequence[Floats]) -> Floats:
    """The sum of the values that are there."""
    total: Floats = np.nansum(values, axis=0)
    return total


def _first_reason(columns: Sequence[Column]) -> Bytes:
    """For each row the code of the first column that lacks a value; 0 where none does."""
    codes: Bytes = np.zeros(len(columns[0].codes), dtype=np.int8)
    for column in reversed(columns):
        codes = np.where(column.codes < 0, column.codes, codes)
    return codes
