"""Answers side by side, one row a respondent: as codes for telling whether they are equal, or as shares of a scale."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.questions import scaled_variables
from surveykit.core.codebook import Missing
from surveykit.core.columns import Column, Texts, WholeNumbers
from surveykit.core.dataset import Dataset
from surveykit.core.moments import Floats

Rows = NDArray[np.intp]
NOTHING = -1
"""The code of a cell without a value."""
MOST_ASKED = 0.9
"""A question that fewer were asked would leave few to compare."""


def answer_codes(dataset: Dataset, names: Sequence[str]) -> NDArray[Any]:
    """The answers as whole numbers (n x k) that are equal where the answers are; NOTHING where there is none."""
    columns = [_codes(dataset.column(name)) for name in names]
    small = all(column.dtype == np.int8 for column in columns)
    table = np.empty((dataset.n, len(names)), dtype=np.int8 if small else np.int32)
    for at, column in enumerate(columns):
        table[:, at] = column
    return table


def _codes(column: Column) -> NDArray[Any]:
    if isinstance(column, WholeNumbers):
        return np.maximum(column.codes, NOTHING)
    there = column.codes >= 0
    codes = np.full(len(there), NOTHING, dtype=np.int32)
    if isinstance(column, Texts):
        known: dict[str, int] = {}
        codes[there] = [known.setdefault(text, len(known)) for text in column.values[there].tolist()]
    else:
        codes[there] = np.unique(column.numbers()[there], return_inverse=True)[1]
    return codes


def equal_rows(table: NDArray[Any]) -> Rows:
    """For each row the number of its group: rows with the same number are equal throughout."""
    if not table.shape[1]:
        return np.zeros(len(table), dtype=np.intp)
    whole = np.ascontiguousarray(table)
    seen = whole.view(np.dtype((np.void, whole.dtype.itemsize * whole.shape[1]))).ravel()
    return np.unique(seen, return_inverse=True)[1].astype(np.intp).ravel()


def on_scales(dataset: Dataset, names: Sequence[str]) -> Floats:
    """Answers on scales (n x k) as shares of the scale, from 0 at its lowest point to 1 at its highest."""
    points = {v.name: v.points for v in scaled_variables(dataset.questionnaire)}
    table = np.empty((dataset.n, len(names)))
    for at, name in enumerate(names):
        low, high = points[name][0], points[name][-1]
        table[:, at] = (dataset.numbers(name) - low) / (high - low)
    return table


def scale_names(dataset: Dataset) -> list[str]:
    """The variables answered on a scale of two points or more, which nearly everybody was asked.

    Attention checks are none of them: they are answered as they ask.
    """
    checks = {v.name for item in dataset.questionnaire.items if item.attention for v in item.variables()}
    found = [v.name for v in scaled_variables(dataset.questionnaire) if len(v.points) > 1 and v.name not in checks]
    return [name for name in found if _asked(dataset, name) >= MOST_ASKED * dataset.n]


def _asked(dataset: Dataset, name: str) -> int:
    return int((dataset.codes(name) != Missing.NOT_ASKED.value).sum())


def in_direction(dataset: Dataset, names: Sequence[str], table: Floats) -> Floats:
    """The table of `on_scales` with the reversed items of the constructs turned round."""
    turned = {name for c in dataset.codebook.constructs for name in c.reverse}
    flip = np.array([name in turned for name in names], dtype=bool)
    return np.where(flip, 1 - table, table)
