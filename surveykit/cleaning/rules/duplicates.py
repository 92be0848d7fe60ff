"""Duplicates: several responses with the same answers throughout."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.answers import NOTHING, answer_codes, equal_rows
from surveykit.cleaning.questions import asked_variables
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import count
from surveykit.core.plan import Cleaning

FEWEST_ANSWERS = 8
"""Shorter answers coincide too easily to mean anything."""


@rule
class Duplicates:
    """Every answer equals that of another response; what is missing counts for nothing but must be missing in both.

    What respondents do not answer themselves (hidden, drawn, calculated) is left out.
    """

    version = 2

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        table = answer_codes(dataset, asked_variables(dataset.questionnaire))
        answers = (table > NOTHING).sum(axis=1)
        group = equal_rows(table)
        times = np.bincount(group, minlength=1)[group] if len(group) else group
        rows = np.flatnonzero((times > 1) & (answers >= FEWEST_ANSWERS)).tolist()
        flags = tuple(
            Flag(
                "duplicates",
                dataset.respondents[row],
                both("cleaning.evidence.duplicates", answers=count(answers[row]), others=count(times[row] - 1)),
            )
            for row in rows
        )
        yield Applied(
            "duplicates", both("cleaning.threshold.duplicates", answers=count(FEWEST_ANSWERS)), dataset.n, flags
        )
