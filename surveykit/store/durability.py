"""How SQLite keeps its promise that a committed response stays, decided by the linked version.

From 3.7.0 on, a write-ahead log read by one connection and reset by another could lose a committed transaction.
The fault is mended in 3.51.3 and in the maintained lines 3.50 (from 3.50.7) and 3.44 (from 3.44.6). Other versions
keep the rollback journal, with EXTRA so that the folder is synced too once the journal is removed.
"""

import logging
import sqlite3
from dataclasses import dataclass
from functools import cache

BUSY_SECONDS = 10
_FIRST_MENDED = (3, 51, 3)
_MENDED_LINES = {(3, 50): 7, (3, 44): 6}
_SYNCHRONOUS = {"FULL": 2, "EXTRA": 3}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Durability:
    """The journal mode and the synchronous level that a SQLite version needs."""

    journal_mode: str
    synchronous: str

    def apply(self, connection: sqlite3.Connection) -> str:
        """Set up a fresh connection; returns the journal mode that the database then has.

        The mode belongs to the file, so another process that has it open can prevent a change.
        """
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        (found,) = connection.execute(f"PRAGMA journal_mode = {self.journal_mode}").fetchone()
        connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[self.synchronous]}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        return str(found).upper()


def durability(version: str) -> Durability:
    """What a SQLite version needs.

    >>> durability("3.51.3").journal_mode, durability("3.40.1").journal_mode
    ('WAL', 'DELETE')
    """
    major, minor, patch = (*(int(part) for part in version.split(".")[:3]), 0, 0)[:3]
    mended = (major, minor, patch) >= _FIRST_MENDED or patch >= _MENDED_LINES.get((major, minor), patch + 1)
    return Durability("WAL", "FULL") if mended else Durability("DELETE", "EXTRA")


@cache
def linked_durability() -> Durability:
    """What the SQLite of this process needs, noted once in the log."""
    chosen = durability(sqlite3.sqlite_version)
    logger.info(
        "SQLite %s: journal_mode=%s synchronous=%s",
        sqlite3.sqlite_version,
        chosen.journal_mode,
        chosen.synchronous,
    )
    return chosen
