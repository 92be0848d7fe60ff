"""Interviewers: interviews of one interviewer that are more alike than people are."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.answers import NOTHING, Rows, answer_codes, equal_rows, on_scales, scale_names
from surveykit.cleaning.careless import intraclass
from surveykit.cleaning.rule import Applied, rule
from surveykit.cleaning.rules.duplicates import FEWEST_ANSWERS
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.finding import Estimate
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count
from surveykit.core.plan import Cleaning


@rule
class Interviewers:
    """Interviews of one interviewer with the same answers on all scales. The plan names the item that says who asked.

    Beside it stands how much of the differences between answers lies between interviewers, item by item: ICC(1). Where
    interviewers had different areas or customers, that is no sign of anything.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        names = scale_names(dataset)
        if cleaning.interviewer is None or not names:
            return
        threshold = both("cleaning.threshold.interviewer", answers=count(FEWEST_ANSWERS))
        who = answer_codes(dataset, [cleaning.interviewer])[:, 0].astype(np.intp)
        known = np.flatnonzero(who > NOTHING)
        if len(np.unique(who[known])) < 2:
            yield Applied("interviewer", threshold, 0, reason=both("cleaning.reason.few_interviewers"))
            return
        estimates = _intraclass(dataset, names, known, who)
        notes = tuple(_note(estimates))
        yield Applied(
            "interviewer", threshold, len(known), tuple(_flags(dataset, names, known, who)), None, estimates, notes
        )


def _flags(dataset: Dataset, names: list[str], known: Rows, who: Rows) -> Iterator[Flag]:
    table = answer_codes(dataset, names)[known]
    enough = (table > NOTHING).sum(axis=1) >= FEWEST_ANSWERS
    group = equal_rows(np.column_stack([table.astype(np.int32), who[known].astype(np.int32)]))
    times = np.bincount(group)[group]
    for at in np.flatnonzero((times > 1) & enough).tolist():
        shown = both("cleaning.evidence.interviewer", others=count(times[at] - 1))
        yield Flag("interviewer", dataset.respondents[int(known[at])], shown)


def _intraclass(dataset: Dataset, names: list[str], known: Rows, who: Rows) -> tuple[Estimate, ...]:
    table = on_scales(dataset, names)[known]
    values = [(name, intraclass(table[:, at], who[known])) for at, name in enumerate(names)]
    return tuple(
        Estimate(
            "interviewer_icc",
            {"variable": name},
            value,
            n=int((~np.isnan(table[:, at])).sum()),
            reason=None if value is not None else both("cleaning.reason.no_icc"),
        )
        for at, (name, value) in enumerate(values)
    )


def _note(estimates: tuple[Estimate, ...]) -> Iterator[Text]:
    known = [(e.value, str(e.of["variable"])) for e in estimates if e.value is not None]
    if known:
        largest, name = max(known)
        mean = sum(value for value, _ in known) / len(known)
        yield both("cleaning.note.icc", mean=bounded(mean), largest=bounded(largest), variable=name)
