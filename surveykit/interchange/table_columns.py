"""A foreign table as a Dataset: the same reading as for a store, and no Response on the way."""

from collections.abc import Sequence

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
    reading = Import(source, questionnaire, mapping or NO_MAPPING, beside=True)
    variables = questionnaire.codebook.asked.variables
    codings = {v.name: _Coding(v, reading.palettes[v.name]) for v in variables if v.name in reading.at}
    pieces: dict[str, list[Column]] = {name: [] for name in codings}
    ids: list[Sequence[str]] = []
    for part in reading.parts():
        ids.append(part.ids)
        for name, coding in codings.items():
            pieces[name].append(coding.column(part, name))
    n = sum(map(len, ids))
    respondents = LateTexts(n, lambda: [id for part in ids for id in part])
    return Dataset(questionnaire, MemoryColumns(respondents, {v.name: _whole(v, pieces, n) for v in variables}))


def _whole(variable: Variable, pieces: dict[str, list[Column]], n: int) -> Column:
    if variable.name in pieces:
        return joined(pieces.pop(variable.name))
    codes = np.full(n, Missing.NOT_ASKED.value, dtype=np.int8)
    return WholeNumbers(codes) if variable.numeric else Texts(text_array([None] * n), codes)


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
        return joined([self.others, self.codes]).taken(index - np.intp(OTHERS))


def _answered(places: Index) -> Bytes:
    """Codes; a cell that is still empty was not answered."""
    codes = places.astype(np.int8, copy=False)
    if codes.min(initial=0) > EMPTY:
        return codes
    return np.where(codes == EMPTY, np.int8(Missing.NOT_ANSWERED.value), codes)
