"""A foreign table as a Dataset: the same reading as for a store, and no Response on the way."""

from collections.abc import Sequence

import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Column, MemoryColumns, Texts, WholeNumbers, column_of, joined, text_array
from surveykit.core.dataset import Dataset
from surveykit.core.questionnaire import Questionnaire
from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.palette import Index
from surveykit.interchange.readings import Answer
from surveykit.interchange.responses import EMPTY, Import
from surveykit.interchange.table import Source


def dataset_of(source: Source, questionnaire: Questionnaire, mapping: ColumnNames | None = None) -> Dataset:
    """The table as coded data, in the order of its rows; `responses_of` says how cells are read.

    Raises AnalystError with every problem and its row and column.
    """
    reading = Import(source, questionnaire, mapping or EMPTY)
    variables = questionnaire.codebook.variables
    pieces: dict[str, list[Column]] = {v.name: [] for v in variables}
    ids: list[str] = []
    for part in reading.parts():
        ids += part.ids
        for v in variables:
            if v.name in part.cells:
                pieces[v.name].append(_coded(v, reading.palettes[v.name].answers, part.cells[v.name]))
    return Dataset(questionnaire, MemoryColumns(ids, {v.name: _whole(v, pieces[v.name], len(ids)) for v in variables}))


def _whole(variable: Variable, pieces: Sequence[Column], n: int) -> Column:
    if pieces:
        return joined(pieces)
    codes = np.full(n, Missing.NOT_ASKED.value, dtype=np.int8)
    return WholeNumbers(codes) if variable.numeric else Texts(text_array([None] * n), codes)


def _coded(variable: Variable, answers: Sequence[Answer], index: Index) -> Column:
    """The answers at some places of a palette, as the codebook codes them."""
    cells = [a if isinstance(a, Missing) else variable.coded(a) for a in answers]
    return column_of(cells, variable.numeric, index)
