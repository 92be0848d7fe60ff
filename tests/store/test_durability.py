"""SQLite's settings by version, and the settings that an opened store really has."""

import logging
import sqlite3

import pytest

from surveykit.store import Store
from surveykit.store.durability import durability, linked_durability

SAFE, JOURNAL = ("WAL", "FULL"), ("DELETE", "EXTRA")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("3.6.23", JOURNAL),
        ("3.7.0", JOURNAL),
        ("3.40.1", JOURNAL),
        ("3.44.5", JOURNAL),
        ("3.44.6", SAFE),
        ("3.45.0", JOURNAL),
        ("3.50.6", JOURNAL),
        ("3.50.7", SAFE),
        ("3.51", JOURNAL),
        ("3.51.2", JOURNAL),
        ("3.51.3", SAFE),
        ("3.51.10", SAFE),
        ("3.54.1", SAFE),
        ("4.0.0", SAFE),
    ],
)
def test_the_write_ahead_log_is_used_only_where_its_fault_is_mended(version, expected):
    chosen = durability(version)
    assert (chosen.journal_mode, chosen.synchronous) == expected


def test_an_opened_store_has_the_settings_of_the_linked_version(tmp_path):
    expected = durability(sqlite3.sqlite_version)
    with Store.open(f"sqlite:///{tmp_path}/s.db") as store, store.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout", "foreign_keys")
        }
    assert found == {
        "journal_mode": expected.journal_mode.lower(),
        "synchronous": {"FULL": 2, "EXTRA": 3}[expected.synchronous],
        "secure_delete": 1,
        "busy_timeout": 10_000,
        "foreign_keys": 1,
    }


def test_the_choice_is_logged_once(caplog):
    linked_durability.cache_clear()
    with caplog.at_level(logging.INFO):
        linked_durability()
        linked_durability()
    (record,) = [r for r in caplog.records if r.name.startswith("surveykit.store")]
    assert sqlite3.sqlite_version in record.getMessage()
