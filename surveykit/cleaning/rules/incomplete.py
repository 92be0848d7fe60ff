"""Incomplete: too small a share of the questions asked is answered, overall or of one construct."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.questions import counted, states
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.codebook import CHOSEN_MISSING, Missing
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import count, percent
from surveykit.core.plan import Cleaning


@rule
class Incomplete:
    """A partial response, or a break-off (terms of AAPOR's Standard Definitions).

    The share is answered questions / questions asked. Whoever chose «not applicable», «don't know» or «prefer not
    to say» has answered; a question that was not reached counts as asked. Open questions that may be left blank are not
    counted, unless there are no others: to leave one blank is no gap.
    """

    version = 2

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        shares = {"complete": percent(cleaning.complete), "partial": percent(cleaning.partial)}
        table = states(dataset, counted(dataset.questionnaire))
        asked = (table != Missing.NOT_ASKED.value).sum(axis=1)
        answered = np.isin(table, [0, *(m.value for m in CHOSEN_MISSING)]).sum(axis=1)
        short = (asked > 0) & (answered < cleaning.complete * asked - 1e-9)
        gone = short & (answered < cleaning.partial * asked - 1e-9)
        for kind, rows in (("partial", short & ~gone), ("break_off", gone)):
            flags = tuple(
                Flag(kind, dataset.respondents[row], _evidence(int(answered[row]), int(asked[row])))
                for row in np.flatnonzero(rows).tolist()
            )
            yield Applied(kind, both(f"cleaning.threshold.{kind}", **shares), int((asked > 0).sum()), flags)


def _evidence(answered: int, asked: int) -> dict[str, str]:
    shown = {"answered": count(answered), "asked": count(asked), "share": percent(answered / asked)}
    return dict(both("cleaning.evidence.incomplete", **shown))
