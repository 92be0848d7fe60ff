"""A column of Polars as cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from surveykit.interchange.cell_text import texts
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
        return None if self.own.str.contains(_OUTER).any() else self.own.hash().to_numpy().view(np.int64)

    def blank(self) -> NDArray[np.bool_]:
        """Where nothing is written."""
        return self.own.str.contains(f"^{_BLANKS}*$").to_numpy()


@dataclass(frozen=True, eq=False)
class Figures(Written):
    """Whole numbers that Polars keeps."""

    own: pl.Series

    def hashes(self) -> NDArray[np.int64] | None:
        return None if self.own.null_count() else self.own.to_numpy().view(np.int64)


def cells_of(own: pl.Series) -> Sequence[str]:
    """The cells of a column; where they repeat, by their places among the different ones."""
    if own.dtype.is_float():
        return Measures(own.cast(pl.Float64).fill_null(np.nan).to_numpy())
    if own.dtype.is_integer() or own.dtype == pl.Boolean:
        small = own if own.dtype == pl.Int8 else own.cast(pl.Int8, strict=False)
        values = (small.fill_null(EMPTY) if small.null_count() else small).to_numpy()
        if values.min(initial=0) > EMPTY or np.count_nonzero(values > EMPTY) == len(own) - own.null_count():
            return Numbers(values)
        if own.dtype == pl.Int64 and differ(own.head(_SAMPLE).cast(pl.String).to_list()):
            return Figures(len(own), lambda: own.cast(pl.String).fill_null("").to_list(), own)
        own = own.cast(pl.String)
    if own.dtype == pl.String:
        return _text_cells(own)
    return _repeated(own) if own.dtype in (pl.Categorical, pl.Enum) else texts(own.to_list())


def differ(cells: Sequence[str | None]) -> bool:
    """Whether most of some cells are texts that differ."""
    return 2 * len({cell for cell in cells if cell}) > len(cells)


def _text_cells(own: pl.Series) -> Letters | Repeated:
    """The cells of a column of texts."""
    if not differ(own.head(_SAMPLE).to_list()):
        return _repeated(own.cast(pl.Categorical))
    filled = own.fill_null("")
    return Letters(len(own), filled.to_list, filled)


def _repeated(own: pl.Series) -> Repeated:
    different = own.drop_nulls().unique()
    found = dict(zip(different.to_physical().to_list(), different.cast(pl.String).to_list(), strict=True))
    words = [found.get(place, "") for place in range(max(found, default=-1) + 2)]
    return Repeated(words, own.to_physical().fill_null(len(words) - 1).to_numpy())
