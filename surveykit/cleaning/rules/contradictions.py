"""Contradictions: answers that cannot all be true, and dates that cannot be."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from surveykit.cleaning.conditions import known_false
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.columns import Texts
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.plan import Cleaning
from surveykit.errors import AnswerError

AHEAD = 14 * 3600
"""Seconds by which the earliest time zone is ahead of UTC: somewhere it was already that day."""


@rule
class Contradictions:
    """A question was answered that another answer rules out, or a hard rule of the questionnaire is broken; or a date
    is none, lies outside its bounds, or after the day on which the response was closed though it must not.

    The form lets none of these pass; files that are imported may hold them. A value that the codebook does not know
    is flagged while coding.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        items = [item for item in dataset.questionnaire.items if not item.unseen]
        yield _applied(dataset, "contradiction", list(_contradictions(dataset)))
        dates = [item for item in items if item.kind == "date_time"]
        if dates:
            yield _applied(dataset, "impossible_date", [found for item in dates for found in _dates(dataset, item)])


Found = tuple[int, Text]


def _applied(dataset: Dataset, kind: str, found: list[Found]) -> Applied:
    flags = tuple(Flag(kind, dataset.respondents[row], evidence) for row, evidence in sorted(found, key=_row))
    return Applied(kind, both(f"cleaning.threshold.{kind}"), dataset.n, flags)


def _row(found: Found) -> int:
    return found[0]


def _contradictions(dataset: Dataset) -> Iterator[Found]:
    for section in dataset.questionnaire.sections:
        for item in section.items:
            if item.unseen:
                continue
            for condition in (section.relevant, item.relevant):
                if condition is not None:
                    broken = known_false(dataset, condition) & _answered(dataset, item)
                    yield from _all(broken, both("cleaning.evidence.filter", item=item.id, condition=condition.source))
            for validation in item.validate:
                if validation.level == "hard":
                    shown = both("cleaning.evidence.rule", item=item.id, condition=validation.check.source)
                    yield from _all(known_false(dataset, validation.check), shown)


def _all(rows: NDArray[np.bool_], evidence: Text) -> Iterator[Found]:
    yield from ((row, evidence) for row in np.flatnonzero(rows).tolist())


def _answered(dataset: Dataset, item: Item) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.any([dataset.codes(v.name) >= 0 for v in item.variables()], axis=0)
    return found


def _dates(dataset: Dataset, item: Item) -> Iterator[Found]:
    for v in item.variables():
        column, closed = dataset.column(v.name), dataset.paradata("@closed")
        if not isinstance(column, Texts):
            continue
        impossible: Callable[[str], bool] = _impossible(item, v.name)
        known: dict[str, bool] = {}
        latest = np.full(dataset.n, np.nan) if closed is None else closed.numbers() + AHEAD
        must_be_past = getattr(item, "latest", None) == "today"
        for row in np.flatnonzero(column.codes >= 0).tolist():
            text = str(column.values[row])
            if text not in known:
                known[text] = impossible(text)
            if known[text] or (must_be_past and not np.isnan(latest[row]) and text > _day(latest[row], len(text))):
                yield row, both("cleaning.evidence.impossible_date", variable=v.name, value=text)


def _impossible(item: Item, name: str) -> Callable[[str], bool]:
    def refused(text: str) -> bool:
        try:
            return item.optional().parse(item.fields_of({name: text})).get(name) != text
        except AnswerError:
            return True

    return refused


def _day(seconds: float, length: int) -> str:
    """A moment in as many letters of ISO text; the last of its day where only a part of it is compared."""
    return f"{np.datetime64(int(seconds), 's')}"[:length]
