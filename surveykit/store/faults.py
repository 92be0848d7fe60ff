"""What a database says -> an OperatorError that says what to do. No raw database error leaves this room."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from surveykit.errors import OperatorError, Place, Problem

_CODES = {
    "SQLITE_BUSY": "store-busy",
    "SQLITE_LOCKED": "store-busy",
    "SQLITE_FULL": "store-full",
    "SQLITE_READONLY": "store-read-only",
    "SQLITE_CORRUPT": "store-damaged",
    "SQLITE_NOTADB": "store-foreign",
    "SQLITE_CANTOPEN": "store-unreachable",
    "SQLITE_PERM": "store-unreachable",
    "SQLITE_AUTH": "store-unreachable",
    "SQLITE_IOERR": "store-disk-error",
    "SQLITE_CONSTRAINT": "store-conflict",
}


@contextmanager
def explained(shown: str) -> Iterator[None]:
    """Raise every database error inside as an OperatorError; `shown` names the store to the operator.

    A broken constraint passes through: the caller knows what it means.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
        raise operator_error(error, shown) from error


def operator_error(error: DBAPIError | PoolTimeout | sqlite3.Error, shown: str) -> OperatorError:
    """The same fault in terms of who must act."""
    if isinstance(error, PoolTimeout):
        return OperatorError(Problem("store-busy", Place(shown), {"detail": str(error)}))
    said = error.orig if isinstance(error, DBAPIError) else error
    name = "_".join(getattr(said, "sqlite_errorname", "").split("_")[:2])
    code = _CODES.get(name, "store-failed")
    return OperatorError(Problem(code, Place(shown), {"detail": str(said)}))
