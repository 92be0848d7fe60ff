"""A store's address -> the file behind it, made if need be, and looked at before anything is written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from surveykit.errors import OperatorError, Place
from surveykit.store.durability import BUSY_SECONDS
from surveykit.store.faults import explained
from surveykit.store.tables import SCHEMA, about


def file_of(url: str, folder: Path | None = None) -> Path:
    """The file of `sqlite:///relative.db` or `sqlite:////absolute.db`; relative paths count from `folder`.

    >>> file_of("sqlite:///data/study.db").as_posix()
    'data/study.db'
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise OperatorError.of("store-address", Place(), url=url) from None
    name = parsed.database
    if parsed.drivername != "sqlite" or parsed.host or parsed.query or not name or name.startswith((":", "file:")):
        raise OperatorError.of("store-address", Place(), url=parsed.render_as_string(hide_password=True))
    return (folder or Path()) / name


def ensure_file(path: Path, create: bool) -> None:
    """Make an empty file that only its owner can read, unless there is one."""
    if not create and not path.exists():
        raise OperatorError.of("store-missing", Place(str(path)))
    if not path.parent.is_dir():
        raise OperatorError.of("store-no-folder", Place(str(path)), folder=str(path.parent))
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError:
        raise OperatorError.of("store-unreachable", Place(str(path))) from None


@contextmanager
def untouched(path: Path) -> Iterator[Connection]:
    """A connection to a file as it is: nothing is set or written, so a file that is not ours stays as it is."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    with explained(str(path)), engine.connect() as connection:
        yield connection


def is_new(path: Path) -> bool:
    """Whether the file is still empty. Raises OperatorError if it is damaged, not ours, or of a newer schema."""
    with untouched(path) as connection:
        tables = inspect(connection).get_table_names()
        if tables and about.name not in tables:
            raise OperatorError.of("store-foreign", Place(str(path)), detail=", ".join(tables[:5]))
        if tables:
            _check(connection, path)
        return not tables


def _check(connection: Connection, path: Path) -> None:
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise OperatorError.of("store-damaged", Place(str(path)), detail=found)
    schema = connection.execute(select(about.c.schema_number)).scalar_one_or_none()
    if schema is None or schema > SCHEMA:
        raise OperatorError.of("store-newer", Place(str(path)), found=schema or 0, known=SCHEMA)
