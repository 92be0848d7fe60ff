"""Duplicates: several responses with the same answers throughout."""

from collections import Counter
from collections.abc import Iterator, Mapping

from surveykit.cleaning.rule import rule
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import Text, both
from surveykit.core.numbers import count
from surveykit.core.plan import Cleaning

FEWEST_ANSWERS = 8
"""Shorter answers coincide too easily to mean anything."""

Vector = tuple[object, ...]


@rule
class Duplicates:
    """Every answer equals that of another response; what is missing counts for nothing but must be missing in both."""

    def thresholds(self, dataset: Dataset, cleaning: Cleaning) -> Mapping[str, Text]:
        return {"duplicates": both("cleaning.threshold.duplicates", answers=count(FEWEST_ANSWERS))}

    def flags(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Flag]:
        vectors = list(_vectors(dataset))
        times = Counter(vectors)
        for respondent, vector in zip(dataset.respondents, vectors, strict=True):
            answers = len(vector) - vector.count(None)
            if times[vector] > 1 and answers >= FEWEST_ANSWERS:
                shown = {"answers": count(answers), "others": count(times[vector] - 1)}
                yield Flag("duplicates", respondent, both("cleaning.evidence.duplicates", **shown))


def _vectors(dataset: Dataset) -> Iterator[Vector]:
    columns = [dataset.column(v.name) for v in dataset.codebook.variables]
    for row in range(dataset.n):
        cells = [column.cell(row) for column in columns]
        yield tuple(None if isinstance(cell, Missing) else cell for cell in cells)
