"""The table in a file as a store would have it once it is imported: the same ids, order, times and origin."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.columns import Column, MemoryColumns, column_of
from surveykit.core.data_facts import Source as Origin
from surveykit.core.dataset import Dataset
from surveykit.core.response import IMPORTED_KEY, SIMULATED_ID, Status
from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.responses import response_id
from surveykit.interchange.table import Source
from surveykit.interchange.times import read_time, time_columns

_SHOWN = 8
"""So many letters of a version's hash name it."""


def as_imported(data: Dataset, source: Source, names: ColumnNames) -> tuple[Dataset, NDArray[np.intp]]:
    """The data of a source as `code_responses` makes them of its responses, and the rows from which theirs come.

    Who imports a file first and analyses the store gets the same figures, those that chance has a part in, too.
    """
    questionnaire = data.questionnaire
    keys = [response_id(questionnaire.id, IMPORTED_KEY + id) for id in data.respondents]
    order = np.array(sorted(range(data.n), key=keys.__getitem__), dtype=np.intp)
    own = {v.name: data.columns.column(v.name).taken(order) for v in questionnaire.codebook.asked.variables}
    times = _times(source, names)
    days = [time.date().isoformat() for column in times.values() for time in column if time is not None]
    if any(closed := times.get("closed", [])):
        own["@closed"] = _seconds(closed).taken(order)
    own["@respondent"] = column_of(data.respondents, numeric=False).taken(order)
    statuses = Counter(Status.SIMULATED if id.startswith(SIMULATED_ID) else Status.IMPORTED for id in data.respondents)
    origin = Origin(
        min(days, default=None),
        max(days, default=None),
        {status.value: n for status, n in statuses.items()},
        {questionnaire.hash[:_SHOWN]: data.n},
    )
    return Dataset(questionnaire, MemoryColumns([keys[at] for at in order], own), source=origin), order


def _times(source: Source, names: ColumnNames) -> dict[str, list[datetime | None]]:
    """started and closed -> the times, as far as the file has such columns; without any it is not read again."""
    at = time_columns(source, names)
    read: dict[str, list[datetime | None]] = {name: [] for name in at}
    for chunk in source.chunks() if at else ():
        for name, column in at.items():
            read[name] += map(read_time, chunk.cells[column])
    return read


def _seconds(times: Sequence[datetime | None]) -> Column:
    """Seconds since 1970, UTC."""
    return column_of([Missing.NOT_ANSWERED if time is None else time.timestamp() for time in times], numeric=True)
