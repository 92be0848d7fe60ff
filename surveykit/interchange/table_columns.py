"""A foreign table as a Dataset: the same reading as for a store, and no Response on the way."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import (
    Bytes,
    Column,
    LateTexts,
    MemoryColumns,
    Texts,
    WholeNumbers,
    column_of,
    joined,
    numeric_column,
    text_array,
)
from surveykit.core.dataset import Dataset
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.palette import OTHERS, Index, Palette
from surveykit.interchange.responses import NO_MAPPING, Import, Part
from surveykit.interchange.table import EMPTY, Source


def dataset_of(source: Source, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> Dataset:
    """The table as coded data, in the order of its rows; `responses_of` says how cells are read.

    Raises AnalystError with every problem and its row and column.
    """
    parts: list[Mapping[str, Column]] = []
    ids: list[Sequence[str]] = []
    for part, columns in coded_parts(Import(source, questionnaire, mapping or NO_MAPPING, beside=True)):
        ids.append(part.ids)
        parts.append(columns)
    respondents = LateTexts(sum(map(len, ids)), lambda: [id for part in ids for id in part])
    return Dataset(questionnaire, MemoryColumns(respondents, _Joined(parts)))


def coded_parts(reading: Import) -> Iterator[tuple[Part, Mapping[str, Column]]]:
    """The rows, some at a time, with the column of every variable that is asked for. Raises AnalystError."""
    asked = reading.questionnaire.codebook.asked.variables
    codings = {v.name: _Coding(v, reading.palettes[v.name]) for v in asked if v.name in reading.at}
    for part in reading.parts():
        unasked = {v.name: _not_asked(v, len(part.ids)) for v in asked if v.name not in codings}
        yield part, unasked | {name: coding.column(part, name) for name, coding in codings.items()}


def _not_asked(variable: Variable, n: int) -> Column:
    codes = np.full(n, Missing.NOT_ASKED.value, dtype=np.int8)
    return WholeNumbers(codes) if variable.numeric else Texts(text_array([None] * n), codes)


class _Joined(dict[str, Column]):
    """The columns of a table that came in parts; those of one are joined once somebody asks."""

    def __init__(self, parts: Sequence[Mapping[str, Column]]) -> None:
        super().__init__()
        self.parts = {name: [part[name] for part in parts] for name in parts[0]}

    def __missing__(self, name: str) -> Column:
        self[name] = whole = joined(self.parts.pop(name))
        return whole


class _Coding:
    """The answers in a palette as the codebook codes them, each worked out once."""

    def __init__(self, variable: Variable, palette: Palette) -> None:
        self.variable = variable
        self.palette = palette
        self.answers = palette.answers
        self.others = column_of([], variable.numeric)
        known = {m.value: m for m in Missing} | (dict(enumerate(range(OTHERS))) if variable.numeric else {})
        places = range(EMPTY, OTHERS)
        self.codes = column_of([known.get(place, Missing.NOT_ANSWERED) for place in places], variable.numeric)
        """What the other places say. They are counted from the end, as Python counts."""

    def column(self, part: Part, name: str) -> Column:
        """The answers of some rows."""
        index = part.cells[name]
        if name in part.measures:
            return numeric_column(part.measures[name], _answered(index))
        if index.dtype == np.int8 and self.variable.numeric:
            return WholeNumbers(_answered(index))
        if self.answers is not self.palette.answers:
            self.answers, self.others = self.palette.answers, column_of([], self.variable.numeric)
        new = [self.answers[place] for place in range(OTHERS + len(self.others.codes), self.palette.end)]
        if new:
            cells = [a if isinstance(a, Missing) else self.variable.coded(a) for a in new]
            self.others = joined([self.others, column_of(cells, self.variable.numeric)])
        known, at = joined([self.others, self.codes]), index - np.intp(OTHERS)
        return Texts(lambda: known.values[at], known.codes[at]) if isinstance(known, Texts) else known.taken(at)


def _answered(places: Index) -> Bytes:
    """Codes; a cell that is still empty was not answered."""
    codes = places.astype(np.int8, copy=False)
    if codes.min(initial=0) > EMPTY:
        return codes
    return np.where(codes == EMPTY, np.int8(Missing.NOT_ANSWERED.value), codes)
