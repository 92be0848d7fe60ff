"""Straight line: the same answer many times in a row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.questions import scaled_variables
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import Text, both
from surveykit.core.numbers import count
from surveykit.core.plan import Cleaning

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class LongestRun:
    """Each respondent's longest run (n): its length, the answer, and the positions of its first and last variable."""

    length: Integers
    answer: NDArray[np.float64]
    first: Integers
    last: Integers


@rule
class StraightLine:
    """The longest run of identical answers (Meade & Craig 2012) is longer than the plan allows.

    Where it holds reversed items of a construct beside others of it, the evidence says so: the same answer to both
    contradicts itself, unless it lies in the middle of the scale.
    """

    version = 2

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        names = [v.name for v in scaled_variables(dataset.questionnaire)]
        longest = longest_run(dataset)
        rows = np.flatnonzero(longest.length > cleaning.straight_line).tolist()
        flags = tuple(
            Flag("straight_line", dataset.respondents[row], _evidence(dataset, names, longest, row)) for row in rows
        )
        threshold = both("cleaning.threshold.straight_line", run=count(cleaning.straight_line))
        yield Applied("straight_line", threshold, int((longest.length > 0).sum()), flags)


def _evidence(dataset: Dataset, names: list[str], longest: LongestRun, row: int) -> Text:
    first, last, answer = int(longest.first[row]), int(longest.last[row]), float(longest.answer[row])
    shown = {"run": count(longest.length[row]), "answer": count(answer), "first": names[first], "last": names[last]}
    within = set(names[first : last + 1])
    against = [
        name
        for c in dataset.codebook.constructs
        if within & (set(c.items) - set(c.reverse))
        for name in c.reverse
        if name in within and 2 * answer != sum(dataset.codebook.bounds(name))
    ]
    if against:
        return both("cleaning.evidence.straight_reversed", **shown, reversed=tuple(against))
    return both("cleaning.evidence.straight_line", **shown)


def longest_run(dataset: Dataset) -> LongestRun:
    """The longest run over the scaled variables in questionnaire order.

    Scales with the same points are one scale here, whatever their anchors: who clicks down a column does not read
    them. A question that was not asked is passed over; one that was left out ends the run, as does another scale.
    """
    n = dataset.n
    previous, answer = np.full(n, np.nan), np.full(n, np.nan)
    run, start, length, first, last = (np.zeros(n, dtype=np.int64) for _ in range(5))
    points: tuple[int, ...] = ()
    for at, variable in enumerate(scaled_variables(dataset.questionnaire)):
        if variable.points != points:
            points, previous = variable.points, np.full(n, np.nan)
        column = dataset.numbers(variable.name)
        asked = dataset.codes(variable.name) != Missing.NOT_ASKED.value
        goes_on = column == previous
        start = np.where(asked & ~goes_on, at, start)
        run = np.where(asked, np.where(goes_on, run + 1, np.where(np.isnan(column), 0, 1)), run)
        previous = np.where(asked, column, previous)
        longer = asked & (run > length)
        length, answer = np.where(longer, run, length), np.where(longer, column, answer)
        first, last = np.where(longer, start, first), np.where(longer, at, last)
    return LongestRun(length, answer, first, last)
