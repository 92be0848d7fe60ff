"""What a file says of the answering beside the answers: times, how long it took, an invitation's token, a device."""

from collections.abc import Callable, Mapping
from datetime import datetime

from surveykit.interchange.mapping import ColumnNames
from surveykit.interchange.own_columns import CASE
from surveykit.interchange.table import Source
from surveykit.interchange.times import TIMES, read_duration, read_time

Said = datetime | float | str | None


def _word(cell: str) -> str | None:
    return cell.strip() or None


READ: dict[str, Callable[[str], Said]] = {
    **dict.fromkeys(TIMES, read_time),
    "duration": read_duration,
    "token": _word,
    "device": _word,
}
"""What a mapping may name a column for -> how its cells are read. Those that cannot be raise ValueError."""


def columns_beside(source: Source, names: ColumnNames) -> dict[str, int]:
    """What is said beside the answers -> the position of its column, as far as the file has it: the one that the
    mapping names, for a time else that of our own exports."""
    wanted = {name: getattr(names, name) or (f"{CASE}{name}" if name in TIMES else None) for name in READ}
    there = {name: column for name, column in wanted.items() if column in source.columns}
    return {name: source.columns.index(column) for name, column in there.items() if column not in names.ignore}


def time_in(said: Mapping[str, Said], name: str) -> datetime | None:
    """When respondents began (started) or ended (closed), where that is said."""
    time = said.get(name)
    return time if isinstance(time, datetime) else None


def duration_of(stated: Said, started: Said, closed: Said) -> float | None:
    """The seconds that a response took: as stated, else from its beginning to its end. Who began and ended at one time
    has times that were not kept so precisely."""
    if isinstance(stated, float) and stated:
        return stated
    if isinstance(started, datetime) and isinstance(closed, datetime) and started < closed:
        return (closed - started).total_seconds()
    return None


def answering_of(said: Mapping[str, Said]) -> dict[str, object]:
    """The paradata of a response."""
    duration = duration_of(said.get("duration"), said.get("started"), said.get("closed"))
    found = {"duration": duration, "token": said.get("token"), "device": said.get("device")}
    return {name: value for name, value in found.items() if value is not None}
