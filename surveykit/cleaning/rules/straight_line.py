"""Straight line: the same answer many times in a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.questions import scaled_variables
from surveykit.cleaning.rule import rule
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
    """The longest run of identical answers (Meade & Craig 2012) is longer than the plan allows."""

    def thresholds(self, dataset: Dataset, cleaning: Cleaning) -> Mapping[str, Text]:
        return {"straight_line": both("cleaning.threshold.straight_line", run=count(cleaning.straight_line))}

    def flags(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Flag]:
        names = [v.name for v in scaled_variables(dataset.questionnaire)]
        longest = longest_run(dataset)
        for row in np.flatnonzero(longest.length > cleaning.straight_line).tolist():
            evidence = both(
                "cleaning.evidence.straight_line",
                run=count(longest.length[row]),
                answer=count(longest.answer[row]),
                first=names[longest.first[row]],
                last=names[longest.last[row]],
            )
            yield Flag("straight_line", dataset.respondents[row], evidence)


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
