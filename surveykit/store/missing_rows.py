"""Rows into a table, but for those whose key it has already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select

ROWS = 1000
"""Rows read or written at once."""


def rows_of(connection: Connection, table: Table) -> Iterator[Sequence[Mapping[str, Any]]]:
    """All rows of a table, some at a time."""
    for rows in connection.execute(select(table)).partitions(ROWS):
        yield [row._asdict() for row in rows]


def add_missing(connection: Connection, table: Table, parts: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """Insert rows. No two of them have the same key."""
    key = [column.name for column in table.primary_key]
    known = {tuple(row) for row in connection.execute(select(*table.primary_key))}
    for rows in parts:
        new = [dict(row) for row in rows if tuple(row[name] for name in key) not in known]
        if new:
            connection.execute(insert(table), new)
