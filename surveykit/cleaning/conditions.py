"""Conditions of the questionnaire over a whole table: each is looked at once for every combination of answers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.answers import answer_codes, equal_rows
from surveykit.core.codebook import Missing, Value
from surveykit.core.dataset import Dataset
from surveykit.core.expression import Expression


def known_false(dataset: Dataset, condition: Expression) -> NDArray[np.bool_]:
    """For each respondent (n) whether the condition is known not to hold; what is unknown is no contradiction."""
    known = dataset.codebook.by_name
    names = sorted(name for name in condition.names if name in known)
    if not names or not dataset.n:
        return np.zeros(dataset.n, dtype=bool)
    group = equal_rows(answer_codes(dataset, names))
    _, firsts = np.unique(group, return_index=True)
    broken = [condition.value(_answers(dataset, names, row).get) for row in firsts.tolist()]
    return np.array([value is False for value in broken], dtype=bool)[group]


def _answers(dataset: Dataset, names: list[str], row: int) -> Mapping[str, Value]:
    """What one respondent answered, as conditions read it: options by their ids."""
    found: dict[str, Value] = {}
    for name in names:
        cell = dataset.column(name).cell(row)
        if cell is not None and not isinstance(cell, Missing):
            ids = {code: id for id, code in dataset.variable(name).stored.items()}
            found[name] = cell if isinstance(cell, str) else ids.get(int(cell), float(cell))
    return found
