"""Columns of Polars as cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars import selectors

from surveykit.interchange.cell_text import from_single, texts
from surveykit.interchange.table import EMPTY, Measures, Numbers, Repeated, Written

_SAMPLE = 200
"""If most of so many cells at the beginning differ, no list of the different ones is made."""
_BLANKS = r"[\s\x1c-\x1f]"
"""What Python takes for blanks."""
_OUTER = rf"^({_BLANKS}|$)|{_BLANKS}$"


@dataclass(frozen=True, eq=False)
class Letters(Written):
    """Texts that Polars keeps."""

    own: pl.Series

    def hashes(self) -> NDArray[np.int64] | None:
        if not self.are_digits and self.own.str.contains(_OUTER).any():
            return None
        return self.own.hash().to_numpy().view(np.int64)

    @cached_property
    def are_digits(self) -> bool:
        """Whether all are whole numbers, which is sooner known than what else might stand there."""
        return not self.own.cast(pl.Int64, strict=False).null_count()

    def blank(self) -> NDArray[np.bool_]:
        """Where nothing is written."""
        return self.own.str.contains(f"^{_BLANKS}*$").to_numpy()


@dataclass(frozen=True, eq=False)
class Figures(Written):
    """Whole numbers that Polars keeps."""

    own: pl.Series

    def hashes(self) -> NDArray[np.int64] | None:
        return None if self.own.null_count() else self.own.to_numpy().view(np.int64)


def cells_of(frame: pl.DataFrame) -> list[Sequence[str]]:
    """The cells of each column; where they repeat, by their places among the different ones."""
    texts = frame.select(selectors.string())
    few = [own.name for own in texts if not differ(own.head(_SAMPLE).to_list())]
    frame = frame.with_columns(pl.col(few).cast(pl.Categorical)) if few else frame
    repeated = _repeated(frame.select(selectors.categorical() | selectors.enum()))
    return [repeated.get(own.name) or _cells(own) for own in frame]


def differ(cells: Sequence[str | None]) -> bool:
    """Whether most of some cells are texts that differ."""
    return 2 * len({cell for cell in cells if cell}) > len(cells)


def _cells(own: pl.Series) -> Sequence[str]:
    if own.dtype == pl.Float32:
        different, at = np.unique(own.fill_null(np.nan).to_numpy(), return_inverse=True)
        return Measures(np.array(list(map(from_single, different.tolist())), dtype=np.float64)[at])
    if own.dtype.is_float():
        return Measures(own.cast(pl.Float64).fill_null(np.nan).to_numpy())
    if own.dtype == pl.String:
        filled = own.fill_null("") if own.null_count() else own
        return Letters(len(own), filled.to_list, filled)
    if not (own.dtype.is_integer() or own.dtype == pl.Boolean):
        return texts(own.to_list())
    small = own if own.dtype == pl.Int8 else own.cast(pl.Int8, strict=False)
    values = (small.fill_null(EMPTY) if small.null_count() else small).to_numpy()
    if values.min(initial=0) > EMPTY or np.count_nonzero(values > EMPTY) == len(own) - own.null_count():
        return Numbers(values)
    words = own.cast(pl.String)
    if own.dtype == pl.Int64 and differ(words.head(_SAMPLE).to_list()):
        return Figures(len(own), lambda: own.cast(pl.String).fill_null("").to_list(), own)
    return cells_of(words.to_frame())[0]


def _repeated(frame: pl.DataFrame) -> Mapping[str, Repeated]:
    """The columns of texts that Polars has numbered."""
    words = {own.name: _words(own.item()) for own in frame.select(pl.all().drop_nulls().unique().implode())}
    numbers = [pl.col(name).to_physical().fill_null(len(own) - 1) for name, own in words.items()]
    return {at.name: Repeated(words[at.name], at.to_numpy()) for at in frame.select(numbers)}


def _words(different: pl.Series) -> list[str]:
    """The different texts of a column by their numbers, and an empty one more."""
    found = dict(zip(different.to_physical().to_list(), different.to_list(), strict=True))
    return [found.get(number, "") for number in range(max(found, default=-1) + 2)]
