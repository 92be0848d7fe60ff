"""A Parquet file as the columns of a Dataset: read in blocks, never as a whole.

The file's columns bear the names of variables and hold codes; a missing cell is empty or one of the codes of missing
reasons. That is what our own exports write. Any analysis that works on moments so runs on more respondents than
would fit in memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from surveykit.core.codebook import Level, Missing, Variable
from surveykit.core.columns import (
    BLOCK,
    Bytes,
    Column,
    LateTexts,
    RowNumbers,
    Texts,
    WholeNumbers,
    different,
    numeric_column,
    text_array,
)
from surveykit.core.language import both
from surveykit.core.numbers import number
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AnalystError, Place, Problem, raise_all
from surveykit.interchange.columns import ID_COLUMNS, unknown_columns
from surveykit.interchange.own_columns import is_own, reason_column
from surveykit.interchange.parquet_file import ParquetContent

_CODES = np.array(sorted(m.value for m in Missing))
_BATCH = 4 * BLOCK
"""So many rows are read at a time."""
_SMALL = 1 << 26
"""A file of no more cells than this is read once, all of it, as soon as somebody asks for a whole column."""


@dataclass(frozen=True, eq=False)
class ParquetColumns:
    """The variables of a questionnaire that a Parquet file holds; those that it lacks were not asked.

    Raises AnalystError for columns that the questionnaire does not know.
    """

    content: ParquetContent
    questionnaire: Questionnaire
    streamed: ClassVar[bool] = True

    def __post_init__(self) -> None:
        known = self.questionnaire.codebook.by_name
        names = [name for name in self.content.schema if name not in known and not is_own(name, known)]
        unknown = [(name, name) for name in names if name != self._id]
        problems = list(unknown_columns(unknown, known, self._place, bool(self._present), self._id is not None))
        raise_all(AnalystError, problems)

    def _place(self, column: str | None) -> Place:
        return Place(str(self.content.path), field=column)

    @cached_property
    def _id(self) -> str | None:
        known = self.questionnaire.codebook.by_name
        names = [name for name in self.content.schema if name not in known]
        return next((name for name in names if name.lower() in ID_COLUMNS), None)

    @cached_property
    def _present(self) -> frozenset[str]:
        return frozenset(self.content.schema) & self.questionnaire.codebook.asked.by_name.keys()

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The ids in the file; without a column for them, the numbers of the rows."""
        if self._id is None:
            return RowNumbers(self.content.rows)
        name = self._id
        return LateTexts(self.content.rows, lambda: list(map(str, self.content.read([name]).to_series().to_list())))

    def column(self, name: str) -> Column:
        """A whole column."""
        frame = self._all if self.content.rows * len(self.content.schema) <= _SMALL else self._read([name])
        return self._columns([name], frame)[name]

    @cached_property
    def _all(self) -> pl.DataFrame:
        return self._read(sorted(self._present))

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows of some columns, a block at a time."""
        for start in range(0, max(1, self.content.rows), _BATCH):
            part = self._columns(names, self._read(names, start, _BATCH))
            for at in range(0, max(1, len(part[names[0]].codes)), BLOCK):
                yield {name: column.part(slice(at, at + BLOCK)) for name, column in part.items()}

    def _read(self, names: Sequence[str], start: int = 0, rows: int | None = None) -> pl.DataFrame:
        """All rows of some columns, or some rows, with the columns of their reasons and the number of the row."""
        wanted = [name for name in names if name in self._present]
        reasons = [reason_column(name) for name in wanted if reason_column(name) in self.content.schema]
        return self.content.read([*wanted, *reasons], start, rows)

    def _columns(self, names: Sequence[str], frame: pl.DataFrame) -> dict[str, Column]:
        """Some columns of what was read."""
        return {name: self._named(name, frame) if name in self._present else _not_asked(frame.height) for name in names}

    def _named(self, name: str, frame: pl.DataFrame) -> Column:
        variable, beside = self.questionnaire.codebook.by_name[name], reason_column(name)
        return self._column(variable, frame[name], self._reasons(variable, frame[beside]) if beside in frame else None)

    def _column(self, variable: Variable, cells: pl.Series, why: Bytes | None) -> Column:
        """`why` has the reasons of the empty cells, where they stand in a column of their own."""
        if not variable.numeric:
            texts = _texts(cells)
            return texts if why is None else Texts(texts.source, np.where(texts.codes < 0, why, 0).astype(np.int8))
        if not (cells.dtype.is_integer() or cells.dtype.is_float()):
            raise AnalystError.of("import-not-numbers", Place(str(self.content.path), field=variable.name))
        if why is None and variable.is_unclear:
            self._refuse_unclear(variable, cells)
        signed = why is not None or not variable.holds_reasons
        if not signed and cells.dtype.is_integer() and (whole := _bytes(cells)) is not None:
            self._refuse_strangers(variable, whole)
            return WholeNumbers(whole)
        values = cells.cast(pl.Float64).fill_null(np.nan).to_numpy()
        codes = np.zeros(len(values), dtype=np.int8)
        if not signed and (values < 0).any():
            reasons = np.isin(values, _CODES)
            codes[reasons] = values[reasons].astype(np.int8)
        empty = np.isnan(values)
        codes[empty] = Missing.NOT_ANSWERED.value if why is None else why[empty]
        outside = (codes == 0) & ~_within(variable, values)
        self._refuse(variable, values[outside][:1].tolist())
        return numeric_column(values, codes)

    def _reasons(self, variable: Variable, cells: pl.Series) -> Bytes:
        """The codes of a column that says why another one's cells are empty."""
        place = Place(str(self.content.path), field=reason_column(variable.name))
        codes = _bytes(cells) if cells.dtype.is_integer() else None
        if codes is None:
            raise AnalystError.of("import-not-numbers", place)
        strange = codes[~np.isin(codes, _CODES)][:1]
        raise_all(AnalystError, [Problem("import-strange-number", place, {"value": number(n, 0)}) for n in strange])
        return codes

    def _refuse_unclear(self, variable: Variable, cells: pl.Series) -> None:
        """Raises AnalystError for numbers that may be meant as such or be the codes of reasons."""
        place = Place(str(self.content.path), field=variable.name)
        found = [Missing(code) for code in sorted(_CODES.tolist()) if (cells == code).any()]
        said = [{"value": number(m.value, 0), "reason": both(f"missing.{m.id}"), "id": m.id} for m in found]
        raise_all(AnalystError, [Problem("import-number-or-reason", place, s | {"name": variable.name}) for s in said])

    def _refuse_strangers(self, variable: Variable, codes: Bytes) -> None:
        """Raises AnalystError for a number that the codebook does not know."""
        if not codes.size:
            return
        named = sorted(variable.values) if variable.level is Level.NOMINAL else []
        gaps = bool(named) and len(named) <= named[-1] - named[0]
        low, high = int(codes.min()), int(codes.max())
        if low >= 0 and not gaps and _within(variable, np.array([low, high])).all():
            return
        known = {n: n in _CODES if n < 0 else bool(_within(variable, np.array([n])).all()) for n in different(codes)}
        self._refuse(variable, [n for n, is_known in known.items() if not is_known])

    def _refuse(self, variable: Variable, strange: Sequence[float]) -> None:
        place = Place(str(self.content.path), field=variable.name)
        problems = [Problem("import-strange-number", place, {"value": number(n, variable.decimals)}) for n in strange]
        raise_all(AnalystError, problems)


def _within(variable: Variable, values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which numbers the codebook knows."""
    if variable.values and variable.level is Level.NOMINAL:
        return np.isin(values, list(variable.values))
    low = -np.inf if variable.minimum is None else variable.minimum
    high = np.inf if variable.maximum is None else variable.maximum
    return np.asarray((values >= low) & (values <= high))


def _not_asked(rows: int) -> WholeNumbers:
    return WholeNumbers(np.full(rows, Missing.NOT_ASKED.value, dtype=np.int8))


def _texts(cells: pl.Series) -> Texts:
    codes = np.where(cells.is_null().to_numpy(), Missing.NOT_ANSWERED.value, 0).astype(np.int8)
    return Texts(lambda: _written(cells), codes)


def _written(cells: pl.Series) -> NDArray[np.object_]:
    """What stands in some cells; equal texts are one."""
    plain = cells if cells.dtype == pl.String else pl.Series([None if c is None else str(c) for c in cells.to_list()])
    coded = plain.cast(pl.Categorical)
    there = coded.drop_nulls().unique()
    words = np.full(int(there.to_physical().to_numpy().max(initial=0)) + 2, None, dtype=object)
    words[there.to_physical().to_numpy()] = text_array(there.cast(pl.String).to_list())
    written: NDArray[np.object_] = words[coded.to_physical().fill_null(len(words) - 1).to_numpy()]
    return written


def _bytes(cells: pl.Series) -> Bytes | None:
    """Whole numbers as bytes, an empty cell as not answered; None where they are larger."""
    try:
        small = cells.cast(pl.Int8)
    except pl.exceptions.InvalidOperationError:
        return None
    return (small.fill_null(Missing.NOT_ANSWERED.value) if small.null_count() else small).to_numpy()
