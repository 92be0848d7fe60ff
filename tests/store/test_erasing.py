"""Who is erased is gone to the last byte, and does not come back by any way."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event, select

from surveykit.core.language import describe
from surveykit.core.response import ErasedResponse
from surveykit.errors import AnalystError, OperatorError
from surveykit.store import Store
from surveykit.store import store as module
from surveykit.store.durability import Durability
from surveykit.store.erasing import erase, repeat
from surveykit.store.erasure_log import entries, erased_when
from surveykit.store.packed import unpack
from surveykit.store.records import kept_records
from surveykit.store.tables import erasures
from tests.store.filled import FIRST, KEY, NOW, RECORD, SAID, fill, imported, packed, url_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "study.db"


@pytest.fixture
def store(path):
    with Store.open(fill(path)) as opened:
        yield opened


def erased(store, *names):
    for name in names:
        erase(store, store.find_shown("tiny", name), "asked on 15 January", NOW)


def everyone(store):
    """All who say something that is searched for, by the ids that exports show."""
    return ("A-1", store.find("tiny", KEY).id)


def on_disk(path):
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


@pytest.mark.parametrize(
    "mode", [Durability("DELETE", "EXTRA"), Durability("WAL", "FULL")], ids=lambda m: m.journal_mode
)
def test_not_a_byte_is_left_in_the_file_or_its_log(path, monkeypatch, mode):
    monkeypatch.setattr(module, "linked_durability", lambda: mode)
    with Store.open(fill(path)) as store:
        for n in range(60):  # pages are split and merged, and leave copies of what they held
            store.add_all([imported(f"B-{n}{i}", f"{SAID} {'x' * (n * 7 % 900)}") for i in range(5)])
        assert packed(store) is True
        for text in (SAID, RECORD, KEY, "A-1"):
            assert text.encode() in on_disk(path)
        with Store.open(url_of(path)) as served:
            assert served.count("tiny") == 304
            erased(store, *everyone(store))
            with store.writing() as connection:
                connection.exec_driver_sql("delete from response where key like 'import:B-%'")
            store.rewrite()
            left = on_disk(path)
        for text in (SAID, RECORD, KEY, "A-1", "Zebedee"):
            assert text.encode() not in left
        assert "慢🐢".encode() not in left


def test_what_was_left_in_free_space_before_goes_too(store, path):
    with closing(sqlite3.connect(path)) as raw, raw:  # a tool that does not overwrite what it deletes
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("delete from record")
    assert RECORD.encode() in on_disk(path)
    erased(store, "A-1")
    assert RECORD.encode() not in on_disk(path)


def test_all_that_belongs_to_a_person_goes_and_all_else_stays(store):
    others = [r for r in store.responses("tiny") if r.key not in ("import:A-1", KEY)]
    erased(store, *everyone(store))
    assert list(store.responses("tiny")) == others
    assert list(kept_records(store, "tiny")) == ["A-2" * 8]
    assert unpack(store, FIRST) is None
    assert len(store.versions("tiny")) == 2


def test_the_log_says_when_and_why_and_not_who(store):
    erased(store, "A-1")
    with store.reading() as connection:
        (entry,) = connection.execute(select(erasures)).mappings()
        assert erased_when(connection, "tiny", "A-1") == "2026-01-15T12:30:00+00:00"
        assert erased_when(connection, "tiny", "A-2") is None
        assert erased_when(connection, "other", "A-1") is None
    assert (entry["questionnaire"], entry["reason"]) == ("tiny", "asked on 15 January")
    assert [len(entry[name]) for name in ("key", "respondent")] == [64, 64]
    assert "A-1" not in str(entry)


def test_who_was_erased_is_not_imported_again(store):
    erased(store, "A-1")
    with pytest.raises(AnalystError) as refused:
        store.add_all([imported("A-1"), imported("A-3")])
    first, last = refused.value.problems
    assert (first.code, first.values, last.code) == ("erased-respondent", {"id": "A-1"}, "nothing-imported")
    assert describe(first, "en").startswith("row 2: the respondent “A-1” was erased")
    assert store.add_all([imported("A-3")]) == 1


def test_who_was_served_and_erased_does_not_come_back_by_an_export(store):
    (_, served) = everyone(store)
    erased(store, served)
    with pytest.raises(AnalystError) as refused:
        store.add_all([imported(served)])
    assert refused.value.problems[0].code == "erased-respondent"


def test_an_export_that_was_imported_again_is_erased_with_its_source(store):
    (_, served) = everyone(store)
    store.add_all([imported(served)])
    assert len(store.find_shown("tiny", served)) == 2
    erased(store, served)
    assert store.find("tiny", KEY) is None
    assert not store.find_shown("tiny", served)


def test_a_page_that_is_sent_once_more_begins_nothing(store):
    (_, served) = everyone(store)
    erased(store, served)
    with pytest.raises(ErasedResponse):
        store.start(FIRST, KEY, "en", NOW)
    assert store.find("tiny", KEY) is None
    assert store.start(FIRST, "somebody else", "en", NOW)


def test_the_key_of_a_respondent_is_no_id(store):
    assert store.find_shown("tiny", KEY) == []
    assert store.find_shown("tiny", "A-1" * 8) == []
    assert store.find_shown("other", "A-1") == []


def test_answers_that_were_coded_before_are_not_kept_after(store):
    erased(store, "A-1")
    assert packed(store) is False
    assert unpack(store, FIRST) is None


def test_a_file_that_cannot_be_written_anew_while_it_is_read_is_told(path, monkeypatch):
    monkeypatch.setattr(module, "linked_durability", lambda: Durability("WAL", "FULL"))
    fill(path)
    with Store.open(url_of(path)) as store, Store.open(url_of(path)) as other:
        store.close()
        event.listen(store._engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 50"))
        found = store.find_shown("tiny", "A-1")
        with other.reading() as reader:
            reader.exec_driver_sql("select id from response").first()
            with pytest.raises(OperatorError) as told:
                erase(store, found, "asked", NOW)
        assert [p.code for p in told.value.problems] == ["store-busy", "erased-not-rewritten"]
        assert not store.find_shown("tiny", "A-1")
        store.rewrite()
        assert path.with_name("study.db-wal").stat().st_size == 0


def test_a_log_is_repeated_once(store):
    erased(store, "A-1")
    with store.reading() as connection:
        log = entries(connection)
    assert repeat(store, [*log, *log]) == 0
    assert store.count("tiny") == 3
    with store.reading() as connection:
        assert entries(connection) == log
