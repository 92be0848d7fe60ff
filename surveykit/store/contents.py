"""What a store holds, in counts and as one hash."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select

from surveykit.store.missing_rows import ROWS
from surveykit.store.tables import responses, versions


@dataclass(frozen=True)
class Held:
    """The responses to one version of a questionnaire: how many, drafts too, and the first and last time they tell."""

    questionnaire: str
    version: str
    hash: str
    responses: int
    first: str | None
    last: str | None


def held(connection: Connection) -> tuple[Held, ...]:
    """The responses of a store, version by version, oldest version first."""
    r, v = responses.c, versions.c
    times = func.min(func.coalesce(r.started, r.closed, r.saved)), func.max(func.coalesce(r.closed, r.saved, r.started))
    wanted = select(v.questionnaire, v.version, v.hash, func.count(), *times).join_from(
        responses, versions, r.version == v.hash
    )
    rows = connection.execute(wanted.group_by(v.hash).order_by(v.questionnaire, v.first_seen, v.hash)).all()
    return tuple(Held(*row) for row in rows)


def content_hash(connection: Connection, tables: Iterable[str]) -> str:
    """The SHA-256 of every cell of some tables. How the database lays its pages out plays no part."""
    digest = hashlib.sha256()
    for table in sorted(tables):
        for cell in _cells(connection, table):
            digest.update(b"-" if cell is None else b"%d:" % len(cell) + cell)
    return digest.hexdigest()


def _cells(connection: Connection, table: str) -> Iterator[bytes | None]:
    """The table's name, those of its columns, then its rows in the order of its key."""
    columns = inspect(connection).get_columns(table)
    names = sorted(_quoted(column["name"]) for column in columns)
    keys = [_quoted(name) for name in inspect(connection).get_pk_constraint(table)["constrained_columns"]]
    yield from (name.encode() for name in (table, *names))
    cells = ", ".join(f"CAST({name} AS BLOB)" for name in names)
    wanted = f"SELECT {cells} FROM {_quoted(table)} ORDER BY {', '.join(keys) or '1'}"  # noqa: S608  quoted above
    for rows in connection.exec_driver_sql(wanted).partitions(ROWS):
        for row in rows:
            yield from row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
