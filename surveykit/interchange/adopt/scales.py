"""The points of a scale in a foreign file, and the scales that columns share."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from surveykit.core.codebook import CHOSEN_MISSING, Missing
from surveykit.interchange.adopt.column import Column, tidy
from surveykit.interchange.adopt.guess import MOST_POINTS, Guess


@dataclass(frozen=True)
class Points:
    """The points of one column's scale with their labels (empty without one), and which cell is which point."""

    labels: Mapping[int, str]
    cells: dict[str, int]


def points_of(guess: Guess) -> Points:
    """The points of a column.

    Values below zero, where our reasons have their codes, are moved up; what is no whole number is counted.
    """
    column = guess.column
    numbers = dict(column.whole) or {cell: at for at, cell in enumerate(column.answers, 1)}
    reach = sorted(guess.reach or set(numbers.values()))
    if guess.words == "ends" and reach != list(range(reach[0], reach[-1] + 1)):
        reach, numbers = _counted(reach, numbers)
    if reach[0] < 0:
        step = 1 - reach[0]
        reach, numbers = [n + step for n in reach], {cell: n + step for cell, n in numbers.items()}
    said = {numbers[cell]: label for cell, label in column.labelled.items()}
    ends = (reach[0], reach[-1])
    labels = {n: said.get(n, "") if guess.words == "all" or n in ends else "" for n in reach}
    return Points(labels, numbers)


def _counted(reach: Sequence[int], numbers: Mapping[str, int]) -> tuple[list[int], dict[str, int]]:
    """The points as 1, 2, 3, ... in their order."""
    places = {n: at for at, n in enumerate(reach, 1)}
    return list(places.values()), {cell: places[n] for cell, n in numbers.items()}


def apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels that can be told apart: what reads the same as another has its value beside it.

    >>> apart({"1": "Other", "2": "Yes", "3": "other"})
    {'1': 'Other [1]', '2': 'Yes', '3': 'other [3]'}
    """
    times = Counter(label.lower() for label in labels.values())
    return {cell: f"{label} [{cell}]" if times[label.lower()] > 1 else label for cell, label in labels.items()}


def chosen_reasons(column: Column) -> dict[Missing, str]:
    """The reasons of a column that a form can offer, each with the first label that gives it."""
    found: dict[Missing, str] = {}
    for cell, reason in column.reasons.items():
        label = tidy(column.meaning.values.get(cell, ""))
        if label and reason in CHOSEN_MISSING and cell not in column.unknown:
            found.setdefault(reason, label)
    return {reason: found[reason] for reason in CHOSEN_MISSING if reason in found}


@dataclass
class Scales:
    """The scales of a definition; columns with equal points share one."""

    trees: dict[str, dict[str, Any]] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def claim(self, points: Points, column: Column) -> str:
        """The id of the scale with these points; what the column offers for having no answer is added to it."""
        tree = _tree(points.labels)
        key = json.dumps(tree)
        if key not in self._ids:
            stem = f"points{len(points.labels)}"
            taken = sum(id.startswith(stem) for id in self.trees)
            self._ids[key] = f"{stem}_{taken + 1}" if taken else stem
            self.trees[self._ids[key]] = tree
        own = self.trees[self._ids[key]]
        words = {str(label).lower() for label in [*own.get("levels", {}).values(), *own.values()]}
        for reason, label in chosen_reasons(column).items():
            if label.lower() not in words:
                own.setdefault(reason.id, label)
        return self._ids[key]


def _tree(labels: Mapping[int, str]) -> dict[str, Any]:
    """A scale as plain data: its levels, or from one end to the other where only these have words."""
    low, high = min(labels), max(labels)
    between = any(label for n, label in labels.items() if n not in (low, high))
    close = high - low < MOST_POINTS
    if not between and (close or len(labels) == high - low + 1) and low >= 0:
        said = apart({str(n): labels[n] for n in (low, high) if labels[n]})
        ends = {"low": said.get(str(low)), "high": said.get(str(high))}
        return {"from": low, "to": high, **{key: label for key, label in ends.items() if label}}
    points = range(low, high + 1) if close else sorted(labels)
    return {"levels": apart({str(n): labels.get(n) or str(n) for n in points})}
