"""Who was erased from a store: hashes, by which a copy of the same person is known, and nothing else about them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, select

from surveykit.core.response import IMPORTED_KEY
from surveykit.store.missing_rows import add_missing
from surveykit.store.tables import erasures

Entry = Mapping[str, Any]
"""A row of the log."""


def mark(questionnaire: str, name: str) -> str:
    """What the log keeps of a respondent's id or key.

    >>> mark("tiny", "17")[:16]
    '76c3f0cc8e1fb827'
    """
    return hashlib.sha256("\n".join(("erased", questionnaire, name)).encode()).hexdigest()


def marks_of(questionnaire: str, id: str, key: str) -> set[str]:
    """All marks under which the log may have a response: a file made from a store gives an id as a key."""
    return {mark(questionnaire, name) for name in (id, key, key.removeprefix(IMPORTED_KEY))}


def entries(connection: Connection) -> Sequence[Entry]:
    """The log. A store of an earlier schema has none."""
    if not inspect(connection).has_table(erasures.name):
        return []
    return [row._asdict() for row in connection.execute(select(erasures))]


def add_entries(connection: Connection, log: Iterable[Entry]) -> None:
    """Take entries into the log, unless it has them."""
    add_missing(connection, erasures, [list({entry["key"]: entry for entry in log}.values())])


def all_marks(log: Iterable[Entry]) -> set[str]:
    """Every mark of a log."""
    return {entry[name] for entry in log for name in ("key", "respondent")}


def erased_key(connection: Connection, questionnaire: str, key: str) -> bool:
    """Whether the response with that key was erased."""
    wanted = select(erasures.c.key).where(erasures.c.key == mark(questionnaire, key))
    return connection.execute(wanted).first() is not None


def erased_when(connection: Connection, questionnaire: str, respondent: str) -> str | None:
    """When the respondent whom exports showed under that id was erased."""
    wanted = select(erasures.c.erased).where(erasures.c.respondent == mark(questionnaire, respondent))
    return connection.scalars(wanted.limit(1)).first()
