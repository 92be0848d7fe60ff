"""A foreign table as a Dataset: the same reading as for a store, and no Response on the way."""

from collections.abc import Sequence

import numpy as np

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Column, MemoryColumns, Texts, WholeNumbers, joined, numeric_column
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
    return WholeNumbers(codes) if variable.numeric else Texts(np.full(n, None, dtype=object), codes)


def _coded(variable: Variable, answers: Sequence[Answer], index: Index) -> Column:
    """The answers at some places of a palette, as the codebook codes them."""
    codes = np.array([a.value if isinstance(a, Missing) else 0 for a in answers], dtype=np.int8)
    if not variable.numeric:
        texts = np.empty(len(answers), dtype=object)
        texts[:] = [None if isinstance(a, Missing) else str(a) for a in answers]
        return Texts(texts[index], codes[index])
    values = np.array([_number(variable, a) for a in answers], dtype=np.float64)
    return numeric_column(values[index], codes[index])


def _number(variable: Variable, answer: Answer) -> float:
    if isinstance(answer, Missing):
        return float("nan")
    return float(variable.stored[answer]) if isinstance(answer, str) else float(answer)
