"""A store -> one file with all of its tables, sealed with a hash of their content; and whether such a file is sound.

The copy is SQLite's own of the pages of one moment: whoever writes meanwhile waits no longer than the copying takes.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import connect
from typing import cast

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select

from surveykit.core.output import replacing
from surveykit.errors import OperatorError, Place
from surveykit.store.address import ensure_file, file_of, is_new, untouched
from surveykit.store.contents import Held, content_hash, held
from surveykit.store.erasure_log import entries
from surveykit.store.faults import explained
from surveykit.store.rows import utc_text

SEAL = Table(
    "surveykit_backup",
    MetaData(),
    Column("made", String(32), primary_key=True),
    Column("content", String(64), nullable=False),
)
"""When a backup was made, and the hash of what it held then. Only a backup has this table."""
_OF_A_BACKUP = {
    "store-foreign": "backup-foreign",
    "store-damaged": "backup-damaged",
    "store-newer": "backup-newer",
}


@dataclass(frozen=True)
class Backup:
    """A sound backup: when it was made, what it holds, how many erasures its log has, and the hash of it all."""

    made: str
    held: tuple[Held, ...]
    erasures: int
    content: str


def back_up(url: str, out: Path, now: datetime | None = None) -> Backup:
    """Write a copy of a store, which may be in use, as one file that only its owner can read, and nobody write.

    The file appears when it is whole and was read again. Raises OperatorError where one is there already, where there
    is no store, or where the store is damaged.
    """
    path = file_of(url)
    ensure_file(path, create=False)
    if is_new(path):
        raise OperatorError.of("store-missing", Place(str(path)))
    _refuse_present(out)
    with replacing(out) as part:
        part.chmod(0o600)
        with untouched(path) as source:
            source.exec_driver_sql("BEGIN")
            before = held(source)
            copy_pages(source, part)
        _seal(part, now or datetime.now(UTC))
        made = sealed(part)
        if made.held != before:
            raise OperatorError.of("copy-unlike", Place(str(out)))
        part.chmod(0o400)
        _refuse_present(out)
    return made


def sealed(path: Path) -> Backup:
    """What a backup holds, after every cell of it was read.

    Raises OperatorError for a file that is no backup, is damaged, was changed since, or has a newer schema.
    """
    if not path.exists():
        raise OperatorError.of("no-such-file", Place(str(path)))
    with _as_backup(), untouched(path) as connection:
        if is_new(path):
            raise OperatorError.of("store-damaged", Place(str(path)), detail="0 bytes")
        if not inspect(connection).has_table(SEAL.name):
            raise OperatorError.of("backup-unsealed", Place(str(path)))
        (found,) = connection.exec_driver_sql("PRAGMA integrity_check(1)").one()
        if found != "ok":
            raise OperatorError.of("store-damaged", Place(str(path)), detail=found)
        seal = connection.execute(select(SEAL)).one_or_none()
        if seal is None or _content(connection) != seal.content:
            raise OperatorError.of("backup-changed", Place(str(path)))
        return Backup(seal.made, held(connection), len(entries(connection)), seal.content)


def copy_pages(source: Connection, out: Path) -> None:
    """Copy the pages of a database into a file, which is left without a log beside it."""
    raw = cast(SQLiteConnection, source.connection.driver_connection)
    with explained(str(out)), closing(connect(out)) as target:
        raw.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _seal(path: Path, now: datetime) -> None:
    with untouched(path) as connection:
        SEAL.drop(connection, checkfirst=True)
        content = _content(connection)
        SEAL.create(connection)
        connection.execute(insert(SEAL).values(made=utc_text(now), content=content))
        connection.commit()


def _content(connection: Connection) -> str:
    """The hash of all tables, but for the seal itself."""
    return content_hash(connection, {*inspect(connection).get_table_names()} - {SEAL.name})


def _refuse_present(out: Path) -> None:
    if os.path.lexists(out):
        raise OperatorError.of("file-exists", Place(str(out)))


@contextmanager
def _as_backup() -> Iterator[None]:
    """What is wrong with a store is said of it as a backup."""
    try:
        yield
    except OperatorError as error:
        told = (replace(problem, code=_OF_A_BACKUP.get(problem.code, problem.code)) for problem in error.problems)
        raise OperatorError(*told) from error
