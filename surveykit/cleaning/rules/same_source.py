"""Same source: two responses with one token, or closed on one device within a few minutes."""

from collections.abc import Iterator

import numpy as np

from surveykit.cleaning.answers import Rows
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.columns import Column, Texts
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.moments import Floats
from surveykit.core.numbers import count
from surveykit.core.plan import Cleaning


@rule
class SameSource:
    """One invitation that was answered twice, or one device that sent two responses close together.

    It looks at what was recorded with the responses (`token`, `device`, when they were closed). The built-in form
    records no device, and keeps one response a token: then there is nothing to ask.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        token, device, closed = (dataset.paradata(name) for name in ("@token", "@device", "@closed"))
        if token is not None:
            there, keys = _keys(token)
            times = np.bincount(keys)[keys]
            shared = {int(row): int(n) - 1 for row, n in zip(there, times, strict=True) if n > 1}
            yield _applied(dataset, "same_token", shared, len(there), {})
        if device is not None and closed is not None:
            there, keys = _keys(device)
            near = _close_together(there, keys, closed.numbers()[there], 60 * cleaning.device_minutes)
            yield _applied(dataset, "same_device", near, len(there), {"minutes": count(cleaning.device_minutes)})


def _applied(dataset: Dataset, kind: str, others: dict[int, int], n: int, values: dict[str, str]) -> Applied:
    flags = tuple(
        Flag(kind, dataset.respondents[row], both(f"cleaning.evidence.{kind}", others=count(found), **values))
        for row, found in sorted(others.items())
    )
    return Applied(kind, both(f"cleaning.threshold.{kind}", **values), n, flags)


def _keys(column: Column) -> tuple[Rows, Rows]:
    """The rows with a text, and a number for each that is the same for the same text."""
    assert isinstance(column, Texts)
    there = np.flatnonzero(column.codes >= 0)
    _, keys = np.unique(column.values[there].astype(str), return_inverse=True)
    return there, keys.astype(np.intp)


def _close_together(rows: Rows, keys: Rows, closed: Floats, seconds: float) -> dict[int, int]:
    """Row -> how many others of its key were closed within so many seconds."""
    found: dict[int, int] = {}
    timed = np.flatnonzero(~np.isnan(closed))
    order = timed[np.lexsort((closed[timed], keys[timed]))]
    for start, end in _runs(keys[order]):
        times = closed[order[start:end]]
        near = np.searchsorted(times, times + seconds, "right") - np.searchsorted(times, times - seconds, "left") - 1
        found |= {int(rows[order[start + at]]): int(near[at]) for at in np.flatnonzero(near > 0).tolist()}
    return found


def _runs(keys: Rows) -> Iterator[tuple[int, int]]:
    """Where runs of two or more equal keys begin and end."""
    ends = np.flatnonzero(np.diff(keys, append=-1)) + 1
    for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True) if len(keys) else ():
        if end - start > 1:
            yield start, end
