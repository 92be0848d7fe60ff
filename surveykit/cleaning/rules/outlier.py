"""Outlier: a pattern of answers that is far from everybody else's."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.answers import on_scales, scale_names
from surveykit.cleaning.careless import distances
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import count, number, p_value
from surveykit.core.plan import Cleaning


@rule
class Outlier:
    """The Mahalanobis distance over the items on scales has a p below the plan's threshold.

    Judged are those who answered every item; items on which nobody differs are left out. The p is that of a normal
    distribution, which answers on scales do not have: it orders the patterns, and more than this share may be flagged.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        names = scale_names(dataset)
        if not names:
            return
        threshold = both("cleaning.threshold.outlier", p=f"{cleaning.outlier:g}".removeprefix("0"))
        found = distances(on_scales(dataset, names))
        if found.lacking is not None:
            yield Applied(
                "outlier", threshold, 0, reason=both(f"cleaning.reason.{found.lacking}", items=count(found.df))
            )
            return
        flags = tuple(
            Flag(
                "outlier",
                dataset.respondents[row],
                both(
                    "cleaning.evidence.outlier",
                    distance=number(found.squared[row], 1),
                    df=count(found.df),
                    p=p_value(found.p[row]),
                ),
            )
            for row in np.flatnonzero(found.p < cleaning.outlier).tolist()
        )
        yield Applied("outlier", threshold, int((~np.isnan(found.p)).sum()), flags)
