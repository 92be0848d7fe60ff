"""What a backup holds comes back exactly, into nothing else than an empty store."""

import sqlite3
from contextlib import closing

import pytest

from surveykit.store import Store
from surveykit.store import restore as module
from surveykit.store.backup import back_up, sealed
from surveykit.store.contents import content_hash
from surveykit.store.erasing import erase
from surveykit.store.missing_rows import add_missing
from surveykit.store.packed import unpack
from surveykit.store.restore import restore
from surveykit.store.tables import metadata, records
from tests.store.filled import FIRST, KEY, NOW, SAID, SECOND, fill, imported, refused, url_of


@pytest.fixture
def url(tmp_path):
    return fill(tmp_path / "study.db")


@pytest.fixture
def backup(tmp_path, url):
    back_up(url, tmp_path / "backup.db", NOW)
    (tmp_path / "backup.db").chmod(0o600)
    return tmp_path / "backup.db"


@pytest.fixture
def new(tmp_path):
    return tmp_path / "new.db"


def hash_of(url):
    with Store.open(url) as store, store.reading() as connection:
        return content_hash(connection, metadata.tables)


def erased(url, name):
    with Store.open(url) as store:
        erase(store, store.find_shown("tiny", name), "asked", NOW)


def test_every_cell_of_every_table_comes_back(url, backup, new):
    done = restore(backup, url_of(new))
    assert (done.held, done.made, done.repeated) == (sealed(backup).held, sealed(backup).made, 0)
    assert hash_of(url_of(new)) == hash_of(url) == sealed(backup).content
    with Store.open(url_of(new)) as store:
        assert unpack(store, FIRST).column("why").values[0] == SAID
        assert store.find("tiny", KEY).answers["why"] == f"{SAID} 慢🐢"
        assert store.start(SECOND, "next", "en", NOW).number == 4
    assert sorted(path.name for path in new.parent.iterdir()) == ["backup.db", "new.db", "study.db"]


def test_a_table_of_somebody_else_is_no_hindrance(tmp_path, url, new):
    with closing(sqlite3.connect(tmp_path / "study.db")) as raw, raw:
        raw.execute("create table notes (text)")
        raw.execute("insert into notes values ('x')")
    back_up(url, tmp_path / "noted.db")
    restore(tmp_path / "noted.db", url_of(new))
    assert hash_of(url_of(new)) == hash_of(url)


def test_a_store_that_was_opened_but_never_answered_is_filled(url, backup, new):
    with Store.open(url_of(new)) as served:
        served.register(SECOND)
        restore(backup, url_of(new))
        assert len(list(served.responses("tiny"))) == 4
        assert set(served.versions("tiny")) == {FIRST.hash, SECOND.hash}


def test_a_store_with_a_single_response_is_left_as_it_is(backup, new):
    with Store.open(url_of(new)) as store:
        store.start(SECOND, "k", "en", NOW)
    before = hash_of(url_of(new))
    assert refused(restore, backup, url_of(new)) == "store-not-empty"
    assert hash_of(url_of(new)) == before


def test_a_backup_that_is_not_sound_makes_no_store(url, backup, new):
    backup.write_bytes(backup.read_bytes().replace(b'"why":"fine"', b'"why":"fire"'))
    assert refused(restore, backup, url_of(new)) == "backup-changed"
    assert not new.exists()


def test_what_comes_out_unlike_the_backup_is_not_kept(backup, new, monkeypatch):
    def forgetful(connection, table, parts):
        add_missing(connection, table, (rows[1:] if table is records else rows for rows in parts))

    monkeypatch.setattr(module, "add_missing", forgetful)
    assert refused(restore, backup, url_of(new)) == "copy-unlike"
    assert not new.exists()


def test_a_backup_of_an_earlier_schema_is_brought_up_to_date_and_left_as_it_is(tmp_path, url, new):
    with closing(sqlite3.connect(tmp_path / "study.db")) as raw, raw:
        raw.execute("drop table erasure")
        raw.execute("update surveykit_store set schema_number = 4")
    back_up(url, tmp_path / "old.db")
    before = (tmp_path / "old.db").read_bytes()
    restore(tmp_path / "old.db", url_of(new))
    assert (tmp_path / "old.db").read_bytes() == before
    with Store.open(url_of(new)) as store:
        assert store.count("tiny") == 4


def test_whoever_was_erased_since_stays_erased_where_a_log_tells(url, backup, new):
    erased(url, "A-1")
    restore(backup, url_of(new))
    with Store.open(url_of(new)) as store:
        assert store.find_shown("tiny", "A-1")  # nothing at hand told of the erasure
    new.unlink()
    done = restore(backup, url_of(new), new.parent / "study.db")
    assert (done.repeated, sum(h.responses for h in done.held)) == (1, 3)
    with Store.open(url_of(new)) as store:
        assert not store.find_shown("tiny", "A-1")
        assert unpack(store, FIRST) is None
    content = new.read_bytes()
    assert content.count(SAID.encode()) == 1  # of the other person who said it


def test_the_log_of_the_store_itself_is_at_hand(backup, new):
    with Store.open(url_of(new)) as store:
        store.register(FIRST)
        store.add_all([imported("A-1")])
    erased(url_of(new), "A-1")
    assert restore(backup, url_of(new)).repeated == 1
    assert back_up(url_of(new), new.with_name("later.db")).erasures == 1


def test_a_log_that_is_not_there_is_told(backup, new):
    assert refused(restore, backup, url_of(new), new.with_name("none.db")) == "store-missing"
    assert not new.exists()
