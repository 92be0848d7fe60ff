"""The table in a file as a store would have it once it is imported: the same ids, order, times and origin."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from surveykit.core.codebook import Missing
from surveykit.core.columns import Cell, MemoryColumns, column_of
from surveykit.core.data_facts import Source as Origin
from surveykit.core.dataset import PARADATA, Dataset
from surveykit.core.response import IMPORTED_KEY, SIMULATED_ID, Status
from surveykit.interchange.beside import READ, Said, columns_beside, duration_of
from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.responses import response_id
from surveykit.interchange.table import Source
from surveykit.interchange.times import TIMES

_AS_SAID = ("token", "device")
"""What stands in the data as it stands in the file."""
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
    said = _beside(source, names)
    days = [time.date().isoformat() for cells in said.values() for time in cells if isinstance(time, datetime)]
    for name, cells in _paradata(said, data.n).items():
        if any(cell is not Missing.NOT_ANSWERED for cell in cells):
            own[name] = column_of(cells, PARADATA[name]).taken(order)
    own["@respondent"] = column_of(data.respondents, numeric=False).taken(order)
    statuses = Counter(Status.SIMULATED if id.startswith(SIMULATED_ID) else Status.IMPORTED for id in data.respondents)
    origin = Origin(
        min(days, default=None),
        max(days, default=None),
        {status.value: n for status, n in statuses.items()},
        {questionnaire.hash[:_SHOWN]: data.n},
    )
    return Dataset(questionnaire, MemoryColumns([keys[at] for at in order], own), source=origin), order


def _beside(source: Source, names: ColumnNames) -> dict[str, list[Said]]:
    """What the file says beside the answers, by column; one without such columns is not read again."""
    at = columns_beside(source, names)
    read: dict[str, list[Said]] = {name: [] for name in at}
    for chunk in source.chunks() if at else ():
        for name, column in at.items():
            read[name] += map(READ[name], chunk.cells[column])
    return read


def _paradata(said: Mapping[str, Sequence[Said]], n: int) -> dict[str, list[Cell]]:
    """The columns of what was said; a time is counted in seconds since 1970, UTC."""
    if not said:
        return {}
    started, closed, stated, *others = (said.get(name, [None] * n) for name in (*TIMES, "duration", *_AS_SAID))
    columns: dict[str, Iterable[Said]] = {
        "@closed": (time.timestamp() if isinstance(time, datetime) else None for time in closed),
        "@duration": map(duration_of, stated, started, closed),
        **{f"@{name}": cells for name, cells in zip(_AS_SAID, others, strict=True)},
    }
    return {name: [_cell(value) for value in cells] for name, cells in columns.items()}


def _cell(value: Said) -> Cell:
    return value if isinstance(value, float | str) else Missing.NOT_ANSWERED
