"""A Parquet file as the columns of a Dataset: nothing is read before somebody asks for a column, and no row of a file
that is larger than the memory is ever kept.

Its cells are read as those of any other table: `responses_of` says how.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from surveykit.core.columns import BLOCK, Column, Columns, LateTexts, RowNumbers
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.own_columns import reason_column
from surveykit.interchange.parquet_file import ParquetFile
from surveykit.interchange.responses import NO_MAPPING, Import
from surveykit.interchange.table_columns import coded_parts, dataset_of

_SMALL = 1 << 26
"""A file of no more cells than this is read once, all of it, as soon as somebody asks for a whole column."""


@dataclass(frozen=True, eq=False)
class ParquetColumns:
    """The variables of a questionnaire that a Parquet file holds; those that it lacks were not asked.

    Raises AnalystError for columns that the questionnaire does not know, and where columns are asked for, with every
    problem in them and its row.
    """

    source: ParquetFile
    questionnaire: Questionnaire
    streamed: ClassVar[bool] = True

    def __post_init__(self) -> None:
        self._header.told.refuse(self.source.file)

    @cached_property
    def _header(self) -> Import:
        return Import(self.source, self.questionnaire, NO_MAPPING)

    @cached_property
    def respondents(self) -> Sequence[str]:
        """The ids in the file; without a column for them, the numbers of the rows."""
        at = self._header.id_at
        if at is None:
            return RowNumbers(self.source.last)
        own = replace(self.source, chosen=[self.source.columns[at]])
        return LateTexts(own.last, lambda: [id.strip() for chunk in own.chunks() for id in chunk.cells[0]])

    def column(self, name: str) -> Column:
        """A whole column."""
        if self.source.last * len(self.source.columns) <= _SMALL:
            return self._whole.column(name)
        return dataset_of(self._with([name]), self.questionnaire).columns.column(name)

    @cached_property
    def _whole(self) -> Columns:
        return dataset_of(self.source, self.questionnaire).columns

    def blocks(self, names: Sequence[str]) -> Iterator[Mapping[str, Column]]:
        """All rows of some columns, a block at a time."""
        reading = Import(self._with(names), self.questionnaire, NO_MAPPING, beside=True)
        for part, columns in coded_parts(reading):
            for at in range(0, len(part.ids), BLOCK):
                yield {name: columns[name].part(slice(at, at + BLOCK)) for name in names}

    def _with(self, names: Sequence[str]) -> ParquetFile:
        """Some columns, and those that say what an empty cell of them means."""
        wanted = {*names, *self._header.decisive}
        for item in self._header.composed:
            own = self._header.own(item)
            if not wanted.isdisjoint(own):
                wanted.update(own)
        return replace(self.source, chosen={*wanted, *map(reason_column, wanted)})
