"""A foreign table as a Dataset: the same reading as for a store, and no Response on the way."""

from collections.abc import Sequence

import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Column, MemoryColumns, Texts, WholeNumbers, column_of, joined, text_array
from surveykit.core.dataset import Dataset
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.palette import Index, Palette
from surveykit.interchange.readings import Answer
from surveykit.interchange.responses import EMPTY, Import
from surveykit.interchange.table import Source


def dataset_of(source: Source, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> Dataset:
    """The table as coded data, in the order of its rows; `responses_of` says how cells are read.

    Raises AnalystError with every problem and its row and column.
    """
    reading = Import(source, questionnaire, mapping or EMPTY)
    variables = questionnaire.codebook.asked.variables
    pieces: dict[str, list[Column]] = {v.name: [] for v in variables}
    codings = {v.name: _Coding(v, reading.palettes[v.name]) for v in variables if v.name in reading.at}
    ids: list[str] = []
    for part in reading.parts():
        ids += part.ids
        for v in variables:
            if v.name in part.cells:
                pieces[v.name].append(codings[v.name].column(part.cells[v.name]))
    return Dataset(questionnaire, MemoryColumns(ids, {v.name: _whole(v, pieces[v.name], len(ids)) for v in variables}))


def _whole(variable: Variable, pieces: Sequence[Column], n: int) -> Column:
    if pieces:
        return joined(pieces)
    codes = np.full(n, Missing.NOT_ASKED.value, dtype=np.int8)
    return WholeNumbers(codes) if variable.numeric else Texts(text_array([None] * n), codes)


class _Coding:
    """The answers in a palette as the codebook codes them, each worked out once."""

    def __init__(self, variable: Variable, palette: Palette) -> None:
        self.variable = variable
        self.palette = palette
        self.answers: list[Answer] = []
        self.known = column_of([], variable.numeric)

    def column(self, index: Index) -> Column:
        """The answers at some places."""
        if self.answers is not self.palette.answers:
            self.answers, self.known = self.palette.answers, column_of([], self.variable.numeric)
        new = self.answers[len(self.known.codes) :]
        if new:
            cells = [a if isinstance(a, Missing) else self.variable.coded(a) for a in new]
            self.known = joined([self.known, column_of(cells, self.variable.numeric)])
        return self.known.taken(index)
