"""When respondents began and ended, from the columns that a mapping names, or those of our own exports."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.own_columns import CASE
from surveykit.interchange.table import Source

NAMES = ("started", "closed")
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T](\d{1,2})(:.+))?", re.ASCII)


def time_columns(source: Source, names: ColumnNames) -> dict[str, int]:
    """started and closed -> the position of their column, as far as the file has them: the one that the mapping names,
    else that of our own exports."""
    wanted = {name: getattr(names, name) or f"{CASE}{name}" for name in NAMES}
    there = {name: column for name, column in wanted.items() if column in source.columns}
    return {name: source.columns.index(column) for name, column in there.items() if column not in names.ignore}


def read_time(cell: str) -> datetime | None:
    """A time in ISO 8601, in UTC; one that names no offset is taken for UTC. None for an empty cell.

    The date may have slashes, and no zeros in front (2026/1/5 9:05:00). Raises ValueError for anything else.

    >>> read_time("2026-01-15T20:30:00+08:00"), read_time("2026-01-15 12:30:00")
    (datetime.datetime(2026, 1, 15, 12, 30, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 1, 15, 12, 30, tzinfo=datetime.timezone.utc))
    """
    if not cell.strip():
        return None
    time = _written(cell.strip())
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _written(text: str) -> datetime:
    """The time as it stands there, with the offset that it names, if it names one."""
    if found := _DAY.fullmatch(text):
        year, month, day, hour, rest = found.groups()
        text = f"{year}-{month:>02}-{day:>02}" + (f"T{hour:>02}{rest}" if rest else "")
    return datetime.fromisoformat(text)


def are_times(cells: Sequence[str]) -> bool:
    """Whether there are cells that are not empty, and all of them are times."""
    filled = [cell for cell in cells if cell.strip()]
    try:
        return bool(filled) and all(map(read_time, filled))
    except (ValueError, OverflowError):
        return False


def lack_offset(times: Sequence[str]) -> bool:
    """Whether some of these times name no offset, so that they are taken for UTC.

    >>> lack_offset(["2026-01-15T20:30:00+08:00"]), lack_offset(["2026/1/15 20:30:00"])
    (False, True)
    """
    return any(_written(time.strip()).tzinfo is None for time in times if time.strip())
