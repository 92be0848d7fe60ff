"""Incomplete: too small a share of the questions asked is answered."""

from collections.abc import Iterator, Mapping

import numpy as np

from surveykit.cleaning.questions import states
from surveykit.cleaning.rule import rule
from surveykit.core.codebook import CHOSEN_MISSING, Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, percent
from surveykit.core.plan import Cleaning


@rule
class Incomplete:
    """A partial response, or a break-off (terms of AAPOR's Standard Definitions).

    The share is answered questions / questions asked. Whoever chose «not applicable», «don't know» or «prefer not
    to say» has answered; a question that was not reached counts as asked.
    """

    def thresholds(self, dataset: Dataset, cleaning: Cleaning) -> Mapping[str, Text]:
        shares = {"complete": percent(cleaning.complete), "partial": percent(cleaning.partial)}
        return {kind: both(f"cleaning.threshold.{kind}", **shares) for kind in ("partial", "break_off")}

    def flags(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Flag]:
        table = states(dataset)
        asked = (table != Missing.NOT_ASKED.value).sum(axis=1)
        answered = np.isin(table, [0, *(m.value for m in CHOSEN_MISSING)]).sum(axis=1)
        for respondent, a, q in zip(dataset.respondents, answered, asked, strict=True):
            if q and a < cleaning.complete * q:
                kind = "break_off" if a < cleaning.partial * q else "partial"
                shown = {"answered": count(a), "asked": count(q), "share": percent(a / q)}
                yield Flag(kind, respondent, both("cleaning.evidence.incomplete", **shown))
