"""Missing per scale: a construct was asked about, and too few of its items are answered for a score."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.rule import Applied, rule
from surveykit.cleaning.score import fewest_items
from surveykit.core.codebook import Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import percent
from surveykit.core.plan import Cleaning

LEFT_OUT = (Missing.NOT_ANSWERED.value, Missing.NOT_REACHED.value)


@rule
class ScaleMissing:
    """So many of a construct's items were left blank or not reached that it has no score.

    Items that were not asked, or for which a reason such as «not applicable» was chosen, are no gap.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        constructs = dataset.codebook.constructs
        if not constructs:
            return
        lacking: dict[int, list[str]] = {}
        for construct in constructs:
            codes = [dataset.codes(name) for name in construct.items]
            blank = np.sum([np.isin(own, LEFT_OUT) for own in codes], axis=0)
            most = len(construct.items) - fewest_items(construct, cleaning.scale_minimum_answered)
            for row in np.flatnonzero(blank > most).tolist():
                lacking.setdefault(row, []).append(construct.id)
        flags = tuple(
            Flag(
                "scale_missing",
                dataset.respondents[row],
                both("cleaning.evidence.scale_missing", constructs=tuple(ids)),
            )
            for row, ids in sorted(lacking.items())
        )
        share = percent(cleaning.scale_minimum_answered)
        yield Applied("scale_missing", both("cleaning.threshold.scale_missing", share=share), dataset.n, flags)
