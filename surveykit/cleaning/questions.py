"""What counts as one question, and whether each respondent answered it.

Every row of a scale stands for itself; the columns of any other item (ticks, ranks, words beside an option) are one
question together, answered when one of them has a value.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import OTHER_VERSION
from surveykit.core.dataset import Dataset
from surveykit.core.questionnaire import Questionnaire


@dataclass(frozen=True)
class ScaledVariable:
    """A variable answered on a response scale, and the points of that scale."""

    name: str
    points: tuple[int, ...]


def scaled_variables(questionnaire: Questionnaire) -> list[ScaledVariable]:
    """All variables answered on a scale, in the order of the questionnaire."""
    return [
        ScaledVariable(v.name, tuple(sorted(scale.points)))
        for item in questionnaire.items
        for v in item.variables()
        if (scale := item.scale_of(v.name)) is not None
    ]


def questions(questionnaire: Questionnaire) -> list[tuple[str, ...]]:
    """The variables of each question."""
    units: list[tuple[str, ...]] = []
    for item in questionnaire.items:
        if item.unseen or not item.variables():
            continue
        names = [v.name for v in item.variables()]
        others = tuple(name for name in names if item.scale_of(name) is None)
        units += [(name,) for name in names if name not in others] + ([others] if others else [])
    return units


def states(dataset: Dataset) -> NDArray[np.int8]:
    """n x questions: 0 where answered, else the code of the reason that the question's first variable has."""
    units = questions(dataset.questionnaire)
    table = np.zeros((dataset.n, len(units)), dtype=np.int8)
    for at, names in enumerate(units):
        codes = [_reasons(dataset.codes(name)) for name in names]
        table[:, at] = np.where(np.any([c == 0 for c in codes], axis=0), 0, codes[0])
    return table


def _reasons(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """The reason's code, 0 where something was answered: also in a version that cannot be compared."""
    return np.where(codes == OTHER_VERSION, 0, np.minimum(codes, 0))
