"""What counts as one question, and whether each respondent answered it.

Every row of a scale stands for itself; the columns of any other item (ticks, ranks, words beside an option) are one
question together, answered when one of them has a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import OTHER_VERSION
from surveykit.core.dataset import Dataset
from surveykit.core.item import Item
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


OPEN = ("open_text", "short_text")
"""The kinds of item that are answered in words."""


def asked_variables(questionnaire: Questionnaire) -> list[str]:
    """The variables that respondents fill themselves."""
    return [v.name for item in questionnaire.items if not item.unseen for v in item.variables()]


def questions(questionnaire: Questionnaire) -> list[tuple[str, ...]]:
    """The variables of each question."""
    return [unit for item in questionnaire.items for unit in _units(item)]


def counted(questionnaire: Questionnaire) -> list[tuple[str, ...]]:
    """The questions that a complete response answers: not the open ones that may be left blank, if there are others."""
    must = [i for i in questionnaire.items if i.required or i.kind not in OPEN]
    return [unit for item in must for unit in _units(item)] or questions(questionnaire)


def _units(item: Item) -> list[tuple[str, ...]]:
    if item.unseen:
        return []
    names = [v.name for v in item.variables()]
    others = tuple(name for name in names if item.scale_of(name) is None)
    return [(name,) for name in names if name not in others] + ([others] if others else [])


def states(dataset: Dataset, units: Sequence[tuple[str, ...]]) -> NDArray[np.int8]:
    """n x questions: 0 where answered, else the code of the reason that the question's first variable has."""
    table = np.zeros((dataset.n, len(units)), dtype=np.int8)
    for at, names in enumerate(units):
        codes = [_reasons(dataset.codes(name)) for name in names]
        table[:, at] = np.where(np.any([c == 0 for c in codes], axis=0), 0, codes[0])
    return table


def _reasons(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """The reason's code, 0 where something was answered: also in a version that cannot be compared."""
    return np.where(codes == OTHER_VERSION, 0, np.minimum(codes, 0))
