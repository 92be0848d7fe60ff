"""A backup is the whole store of one moment, and whatever became of it afterwards is noticed."""

import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from surveykit.store import Store
from surveykit.store import backup as backup_module
from surveykit.store import store as module
from surveykit.store.backup import back_up, copy_pages, sealed
from surveykit.store.durability import Durability
from surveykit.store.packed import unpack
from surveykit.store.records import kept_records
from tests.store.filled import FIRST, NOW, SECOND, fill, imported, refused, url_of


@pytest.fixture
def url(tmp_path):
    return fill(tmp_path / "study.db")


@pytest.fixture
def out(tmp_path, url):
    back_up(url, tmp_path / "backup.db", NOW)
    (tmp_path / "backup.db").chmod(0o600)
    return tmp_path / "backup.db"


def content(store):
    return list(store.responses("tiny")), store.versions("tiny"), kept_records(store, "tiny"), unpack(store, FIRST)


def test_a_backup_says_what_it_holds(tmp_path, url):
    made = back_up(url, tmp_path / "backup.db", NOW)
    assert made == sealed(tmp_path / "backup.db")
    assert made.made == "2026-01-15T12:30:00+00:00"
    assert {(h.version, h.hash, h.responses) for h in made.held} == {("1", FIRST.hash, 2), ("2", SECOND.hash, 2)}
    of_second = next(h for h in made.held if h.version == "2")
    assert (of_second.first, of_second.last) == ("2026-01-15T12:30:00+00:00", "2026-02-15T12:30:00+00:00")
    assert made.erasures == 0


def test_a_backup_is_a_store_with_everything_in_it(url, out):
    with Store.open(url) as store, Store.open(url_of(out)) as copy:
        *was, coded = content(store)
        *kept, coded_too = content(copy)
        assert kept == was
        assert list(coded_too.column("why").values) == list(coded.column("why").values)


def test_a_backup_is_one_file_for_its_owner_only_to_read(tmp_path, url):
    back_up(url, tmp_path / "backup.db")
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o400
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "study.db"]


def test_what_stands_in_the_log_of_a_store_in_use_is_in_the_backup(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "linked_durability", lambda: Durability("WAL", "FULL"))
    url = fill(tmp_path / "study.db")
    with Store.open(url) as store:
        store.start(SECOND, "late", "en", NOW)
        assert (tmp_path / "study.db-wal").stat().st_size > 0
        back_up(url, tmp_path / "backup.db")
    monkeypatch.undo()
    assert (tmp_path / "backup.db").read_bytes()[18:20] == b"\1\1"  # may be read where nothing can be written beside it
    with Store.open(url_of(tmp_path / "backup.db")) as copy:
        assert copy.find("tiny", "late") is not None


def test_backups_under_load_hold_all_that_was_saved_before_they_began(tmp_path, url):
    acknowledged, stop = list[str](), threading.Event()

    def respond():
        with Store.open(url) as store:
            while not stop.is_set():
                begun = store.start(SECOND, f"k{len(acknowledged)}", "en", NOW)
                store.submit(begun, {"speed": 3, "why": "x" * 3000}, NOW)
                acknowledged.append(begun.key)

    writer = threading.Thread(target=respond)
    writer.start()
    try:
        for n in range(5):
            before = list(acknowledged)
            back_up(url, tmp_path / f"{n}.db")
            with Store.open(url_of(tmp_path / f"{n}.db")) as copy:
                complete = {r.key for r in copy.responses("tiny") if len(r.answers) == 2}
            assert complete >= set(before)
    finally:
        stop.set()
        writer.join()
    assert len(acknowledged) > 5


def test_a_backup_overwrites_nothing(tmp_path, url, out):
    before = out.read_bytes()
    assert refused(back_up, url, out) == "file-exists"
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "study.db"]


def test_where_there_is_no_store_there_is_no_backup(tmp_path):
    assert refused(back_up, url_of(tmp_path / "none.db"), tmp_path / "backup.db") == "store-missing"
    (tmp_path / "empty.db").touch()
    assert refused(back_up, url_of(tmp_path / "empty.db"), tmp_path / "backup.db") == "store-missing"
    assert not (tmp_path / "none.db").exists()
    assert not (tmp_path / "backup.db").exists()


def test_a_copy_that_lacks_a_response_does_not_get_its_name(tmp_path, url, monkeypatch):
    def lossy(source, out):
        copy_pages(source, out)
        with closing(sqlite3.connect(out)) as raw, raw:
            raw.execute("delete from response where key = 'draft'")

    monkeypatch.setattr(backup_module, "copy_pages", lossy)
    assert refused(back_up, url, tmp_path / "backup.db") == "copy-unlike"
    assert not (tmp_path / "backup.db").exists()


def test_a_damaged_store_is_not_backed_up(tmp_path, url):
    os.truncate(tmp_path / "study.db", (tmp_path / "study.db").stat().st_size // 2)
    assert refused(back_up, url, tmp_path / "backup.db") == "store-damaged"
    assert not (tmp_path / "backup.db").exists()


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9])
def test_a_cut_backup_is_told(out, share):
    os.truncate(out, int(out.stat().st_size * share))
    assert refused(sealed, out) in ("backup-damaged", "backup-foreign")


def test_one_flipped_letter_is_noticed_although_the_database_does_not(out):
    page = out.read_bytes()
    assert page.count(b'"speed":4,"why":"fine"') == 1
    out.write_bytes(page.replace(b'"speed":4,"why":"fine"', b'"speed":4,"why":"fire"'))
    with closing(sqlite3.connect(out)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert refused(sealed, out) == "backup-changed"


def test_what_is_no_longer_a_text_is_noticed_too(out):
    out.write_bytes(out.read_bytes().replace(b'"why":"fine"', b'"why":"fin\xff"'))
    assert refused(sealed, out) == "backup-changed"


def test_a_backup_that_was_used_as_a_store_is_told_from_one_that_was_read(out):
    with Store.open(url_of(out)) as copy:
        assert list(copy.responses("tiny"))
    assert sealed(out).held
    with Store.open(url_of(out)) as copy:
        copy.add_all([imported("A-3")])
    assert refused(sealed, out) == "backup-changed"
    again = out.with_name("again.db")
    assert sum(h.responses for h in back_up(url_of(out), again).held) == 5


def test_a_file_that_is_no_backup_is_told(tmp_path, url):
    assert refused(sealed, tmp_path / "none.db") == "no-such-file"
    (tmp_path / "q.yaml").write_text("questionnaire: tiny\n" * 100)
    assert refused(sealed, tmp_path / "q.yaml") == "backup-foreign"
    with closing(sqlite3.connect(tmp_path / "other.db")) as raw:
        raw.execute("create table customers (name text)")
    assert refused(sealed, tmp_path / "other.db") == "backup-foreign"
    assert refused(sealed, tmp_path / "study.db") == "backup-unsealed"


def test_a_backup_of_a_newer_schema_is_told(out):
    with closing(sqlite3.connect(out)) as raw, raw:
        raw.execute("update surveykit_store set schema_number = 99")
    assert refused(sealed, out) == "backup-newer"


def test_the_same_content_has_the_same_hash_and_other_content_another(tmp_path, url, out):
    first = sealed(out)
    assert back_up(url, tmp_path / "again.db").content == first.content
    shutil.copy(out, tmp_path / "copy.db")
    assert sealed(tmp_path / "copy.db") == first
    with Store.open(url) as store:
        (found,) = store.find_shown("tiny", "A-2")
        store.add_all([replace(found, id="new", key="import:new")])
    assert back_up(url, tmp_path / "other.db").content != first.content
