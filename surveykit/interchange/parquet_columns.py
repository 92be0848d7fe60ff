"""A Parquet file as the columns of a Dataset: read in blocks, never as a whole.

The file's columns bear the names of variables and hold codes; a missing cell is empty or one of the codes of missing
reasons. That is what our own exports write. Any analysis that works on moments so runs on more respondents than
would fit in memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from surveykit.core.codebook import Level, Missing, Variable
from surveykit.core.columns import BLOCK, Bytes, Column, RowNumbers, Texts, WholeNumbers, numeric_column, text_array
from surveykit.core.numbers import number
from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import AnalystError, Place, Problem, raise_all
from surveykit.interchange.columns import ID_COLUMNS, unknown_columns
from surveykit.interchange.own_columns import is_own, reason_column

_CODES = np.array(sorted(m.value for m in Missing))
_BATCH = BLOCK


@dataclass(frozen=True, eq=False)
class ParquetColumns:
    """The variables of a questionnaire that a Parquet file holds; those that it lacks were not asked.

    Raises AnalystError for columns that the questionnaire does not know.
    """

    path: Path
    questionnaire: Questionnaire
    streamed: ClassVar[bool] = True

    def __post_init__(self) -> None:
        known = self.questionnaire.codebook.by_name
        names = [name for name in self._file.schema_arrow.names if name not in known and not is_own(name, known)]
        unknown = [(name, name) for name in names if name != self._id]
        problems = list(unknown_columns(unknown, known, self._place, bool(self._present), self._id is not None))
        raise_all(AnalystError, problems)

    def _place(self, column: str | None) -> Place:
        return Place(str(self.path), field=column)

    @cached_property
    def _file(self) -> Any:
        try:
            return pq.ParquetFile(self.path, buffer_size=1 << 20, pre_buffer=False)
        except (pa.ArrowInvalid, OSError) as error:
            raise AnalystError.of("import-unreadable", Place(str(self.path)), detail=str(error)) from None

    @cached_property
    def _id(self) -> str | None:
        known = self.questionnaire.codebook.by_name
        names = [name for name in self._file.schema_arrow.names if name not in known]
        return next((name for name in names if name.lower() in ID_COLUMNS), None)

    @cached_property
    def _present(self) -> frozenset[str]:
        return frozenset(self._file.schema_arrow.names) & self.questionnaire.codebook.asked.by_name.keys()

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The ids in the file; without a column for them, the numbers of the rows."""
        if self._id is None:
            return RowNumbers(self._file.metadata.num_rows)
        return [str(id) for id in self._file.read([self._id]).column(0).to_pylist()]

    def column(self, name: str) -> Column:
        """A whole column."""
        return next(self._parts([name], max(1, self._file.metadata.num_rows)))[name]

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows of some columns, a block at a time."""
        for part in self._parts(names, _BATCH):
            rows = len(part[names[0]].codes)
            for start in range(0, rows, BLOCK):
                yield {name: column.part(slice(start, start + BLOCK)) for name, column in part.items()}

    def _parts(self, names: Sequence[str], size: int) -> Iterator[dict[str, Column]]:
        wanted = [name for name in names if name in self._present]
        variables = self.questionnaire.codebook.by_name
        reasons = {name: reason_column(name) for name in wanted if reason_column(name) in self._file.schema_arrow.names}
        for batch in self._file.iter_batches(batch_size=size, columns=[*wanted, *reasons.values()] or None):
            why = {name: self._reasons(variables[name], batch.column(beside)) for name, beside in reasons.items()}
            read = {name: self._column(variables[name], batch.column(name), why.get(name)) for name in wanted}
            empty = WholeNumbers(np.full(len(batch), Missing.NOT_ASKED.value, dtype=np.int8))
            yield {name: read.get(name, empty) for name in names}

    def _column(self, variable: Variable, cells: Any, why: Bytes | None) -> Column:
        """`why` has the reasons of the empty cells, where they stand in a column of their own."""
        if not variable.numeric:
            texts = _texts(cells)
            return texts if why is None else Texts(texts.values, np.where(texts.codes < 0, why, 0).astype(np.int8))
        if not (pa.types.is_integer(cells.type) or pa.types.is_floating(cells.type)):
            raise AnalystError.of("import-not-numbers", Place(str(self.path), field=variable.name))
        signed = why is not None or (variable.minimum is not None and variable.minimum < 0)
        if not signed and pa.types.is_integer(cells.type) and (whole := _bytes(cells)) is not None:
            self._refuse_strangers(variable, whole)
            return WholeNumbers(whole)
        values = np.asarray(pc.cast(cells, pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
        codes = np.zeros(len(values), dtype=np.int8)
        if not signed:
            reasons = np.isin(values, _CODES)
            codes[reasons] = values[reasons].astype(np.int8)
        empty = np.isnan(values)
        codes[empty] = Missing.NOT_ANSWERED.value if why is None else why[empty]
        outside = (codes == 0) & ~_within(variable, values)
        self._refuse(variable, values[outside][:1].tolist())
        return numeric_column(values, codes)

    def _reasons(self, variable: Variable, cells: Any) -> Bytes:
        """The codes of a column that says why another one's cells are empty."""
        place = Place(str(self.path), field=reason_column(variable.name))
        codes = _bytes(cells) if pa.types.is_integer(cells.type) else None
        if codes is None:
            raise AnalystError.of("import-not-numbers", place)
        strange = codes[~np.isin(codes, _CODES)][:1]
        raise_all(AnalystError, [Problem("import-strange-number", place, {"value": number(n, 0)}) for n in strange])
        return codes

    def _refuse_strangers(self, variable: Variable, codes: Bytes) -> None:
        """Raises AnalystError for a number that the codebook does not know."""
        if not codes.size:
            return
        known = sorted(variable.values) if variable.level is Level.NOMINAL else []
        gaps = bool(known) and len(known) <= known[-1] - known[0]
        low, high = int(codes.min()), int(codes.max())
        if low >= 0 and not gaps and _within(variable, np.array([low, high])).all():
            return
        found = np.flatnonzero(np.bincount(codes.view(np.uint8), minlength=256)).astype(np.uint8).view(np.int8)
        strange = [n for n in found.tolist() if not (n in _CODES if n < 0 else _within(variable, np.array([n])).all())]
        self._refuse(variable, strange)

    def _refuse(self, variable: Variable, strange: Sequence[float]) -> None:
        place = Place(str(self.path), field=variable.name)
        problems = [Problem("import-strange-number", place, {"value": number(n, variable.decimals)}) for n in strange]
        raise_all(AnalystError, problems)


def _within(variable: Variable, values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which numbers the codebook knows."""
    if variable.values and variable.level is Level.NOMINAL:
        return np.isin(values, list(variable.values))
    low = -np.inf if variable.minimum is None else variable.minimum
    high = np.inf if variable.maximum is None else variable.maximum
    return np.asarray((values >= low) & (values <= high))


def _texts(cells: Any) -> Texts:
    """Equal texts are one."""
    plain = cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells
    coded = plain.dictionary_encode()
    at = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    values = text_array([*map(str, coded.dictionary.to_pylist()), None]).take(at)
    return Texts(values, np.where(at < 0, Missing.NOT_ANSWERED.value, 0).astype(np.int8))


def _bytes(cells: Any) -> Bytes | None:
    """Whole numbers as bytes, an empty cell as not answered; None where they are larger."""
    if cells.null_count:
        cells = pc.fill_null(cells, pa.scalar(Missing.NOT_ANSWERED.value, cells.type))
    if cells.type != pa.int8():
        try:
            cells = pc.cast(cells, pa.int8())
        except pa.ArrowInvalid:
            return None
    return np.asarray(cells.to_numpy(zero_copy_only=False), dtype=np.int8)
