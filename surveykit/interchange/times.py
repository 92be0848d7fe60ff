"""Times and durations as files write them."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

TIMES = ("started", "closed")
_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T](\d{1,2})(:.+))?", re.ASCII)
_CLOCK = re.compile(r"(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)", re.ASCII)
_UNITS = re.compile(
    r"(?:(\d+)\s*(?:h|小时|时)\s*)?(?:(\d+)\s*(?:min|m|分钟|分)\s*)?(?:(\d+(?:\.\d+)?)\s*(?:s|秒)?)?", re.ASCII
)


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


def read_duration(cell: str) -> float | None:
    """How many seconds: a number, alone or with its unit, or hours, minutes and seconds. None for an empty cell.

    Raises ValueError for anything else.

    >>> read_duration("312.5"), read_duration("123秒"), read_duration("1分20秒"), read_duration("0:02:03")
    (312.5, 123.0, 80.0, 123.0)
    """
    text = cell.strip()
    if not text:
        return None
    found = _CLOCK.fullmatch(text) or _UNITS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def are_durations(cells: Sequence[str]) -> bool:
    """Whether there are cells that are not empty, and all of them are durations."""
    return _all_read(read_duration, cells)


def are_times(cells: Sequence[str]) -> bool:
    """Whether there are cells that are not empty, and all of them are times."""
    return _all_read(read_time, cells)


def lack_offset(times: Sequence[str]) -> bool:
    """Whether some of these times name no offset, so that they are taken for UTC.

    >>> lack_offset(["2026-01-15T20:30:00+08:00"]), lack_offset(["2026/1/15 20:30:00"])
    (False, True)
    """
    return any(_written(time.strip()).tzinfo is None for time in times if time.strip())


def _all_read(read: Callable[[str], object], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    try:
        return bool(filled) and all(read(cell) is not None for cell in filled)
    except (ValueError, OverflowError):
        return False
