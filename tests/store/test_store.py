"""One response per key, nothing overwritten by a stale page, nothing acknowledged and lost."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from surveykit.core.codebook import Missing
from surveykit.core.language import describe
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, StaleRevision, Status
from surveykit.errors import AnalystError, AnswerError, OperatorError
from surveykit.store import Store
from surveykit.store import store as module

NOW = datetime(2026, 1, 15, 12, 30, 1, 5, tzinfo=UTC)
TITLE = {"en": "Tiny", "zh": "小"}


def tiny(version="1", id="tiny"):
    return Questionnaire(id, version, ("en", "zh"), TITLE, (), source=f"questionnaire: {id}\nversion: '{version}'\n")


def imported(n, questionnaire=None, key="import:{}"):
    q = questionnaire or tiny()
    for i in range(n):
        yield Response(f"{i:032x}", key.format(i), q.id, q.hash, {"a": i}, status=Status.IMPORTED)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture
def store(path):
    with Store.open(f"sqlite:///{path}") as opened:
        yield opened


def code_of(error):
    (problem,) = error.value.problems
    return problem.code


def test_a_response_comes_back_as_it_was_stored(store):
    begun = store.start(tiny(), "k", "zh", NOW)
    saved = store.save(begun, {"a": 4, "b": Missing.REFUSED}, NOW, paradata={"seconds": {"one": 3.5}})
    closed = store.submit(saved, {"a": 4, "b": Missing.REFUSED, "why": "慢🐢"}, NOW)
    assert store.find("tiny", "k") == closed
    assert (closed.status, closed.closed, closed.revision) == (Status.COMPLETE, NOW, 2)
    assert closed.paradata == {"seconds": {"one": 3.5}}
    assert closed.version == tiny().hash
    assert (begun.language, begun.started, begun.revision) == ("zh", NOW, 0)
    assert list(store.responses("tiny")) == [closed]


def test_the_file_is_for_its_owner_only_and_tells_no_order(store, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for i in range(20):
        store.start(tiny(), f"k{i}", "en", NOW)
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.OperationalError, match="rowid"):
        raw.execute("select rowid from response")
    raw.close()
    ids = [r.id for r in store.responses("tiny")]
    assert ids == sorted(ids)
    assert len({len(i) for i in ids}) == 1


def test_sixty_four_starts_at_once_make_one_response(store):
    together = threading.Barrier(64)

    def start(_):
        together.wait()
        return store.start(tiny(), "same", "en", NOW).id

    with ThreadPoolExecutor(64) as pool:
        ids = set(pool.map(start, range(64)))
    assert len(ids) == 1
    assert store.count("tiny") == 1


def test_the_constraint_itself_makes_one_response_when_nobody_sees_another(store, monkeypatch):
    first = store.start(tiny(), "k", "en", NOW)
    look = store.find
    answers = iter([None, first])
    monkeypatch.setattr(store, "find", lambda *_: next(answers))
    assert store.start(tiny(), "k", "en", NOW) == first
    assert look("tiny", "k") == first
    assert store.count("tiny") == 1


def test_an_empty_key_is_no_key(store):
    with pytest.raises(ValueError, match="key"):
        store.start(tiny(), "", "en", NOW)


def test_saving_adds_and_never_blanks(store):
    begun = store.start(tiny(), "k", "en", NOW)
    first = store.save(begun, {"a": 1}, NOW)
    second = store.save(first, {"b": 2}, NOW, language="zh")
    assert (second.answers, second.language, second.revision) == ({"a": 1, "b": 2}, "zh", 2)


def test_a_stale_page_is_refused_with_the_response_as_it_is(store):
    begun = store.start(tiny(), "k", "en", NOW)
    newer = store.save(begun, {"a": 1}, NOW)
    for stale in (lambda: store.save(begun, {"a": 9}, NOW), lambda: store.submit(begun, {"a": 9}, NOW)):
        with pytest.raises(StaleRevision) as refused:
            stale()
        assert refused.value.current == newer
    assert store.find("tiny", "k") == newer


def test_a_replayed_submission_returns_the_same_response(store):
    begun = store.start(tiny(), "k", "en", NOW)
    first = store.submit(begun, {"a": 1}, NOW)
    again = store.submit(begun, {"a": 2}, NOW.replace(year=2027))
    assert again == first == store.find("tiny", "k")
    with pytest.raises(StaleRevision) as late:
        store.save(first, {"a": 3}, NOW)
    assert late.value.current == first


def test_two_saves_of_one_page_at_once_keep_one(store):
    begun = store.start(tiny(), "k", "en", NOW)
    together = threading.Barrier(8)

    def save(i):
        together.wait()
        try:
            return store.save(begun, {"a": i}, NOW)
        except StaleRevision as stale:
            return stale.current

    with ThreadPoolExecutor(8) as pool:
        assert {r.revision for r in pool.map(save, range(8))} == {1}


def test_two_processes_writing_at_once_wait_for_each_other(path):
    stores = [Store.open(f"sqlite:///{path}") for _ in range(4)]  # each has a lock of its own, as processes have

    def write(store):
        for i in range(20):
            begun = store.start(tiny(), f"{id(store)}-{i}", "en", NOW)
            store.submit(store.save(begun, {"a": i}, NOW), {"a": i}, NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, stores))
    assert stores[0].count("tiny") == 80
    for store in stores:
        store.close()


def test_every_version_is_kept_with_its_text(store):
    old, new = tiny("1"), tiny("2")
    for q in (old, new, old):
        store.register(q)
    assert store.versions("tiny") == {old.hash: old.source, new.hash: new.source}
    assert store.versions("other") == {}


def test_a_batch_is_added_whole_and_counted_by_questionnaire(store):
    store.register(tiny())
    assert store.add_all(imported(1201)) == 1201
    assert store.count("tiny") == 1201
    assert [r.answers["a"] for r in store.responses("tiny")] == list(range(1201))
    assert store.count("other") == 0


def test_a_batch_with_known_keys_is_refused_whole_and_every_key_is_named(store):
    store.register(tiny())
    store.add_all(imported(3))
    again = [replace(r, id="f" + r.id[1:]) for r in imported(5)]
    twice = [replace(again[0], id=letter * 32, key="import:twice") for letter in "de"]
    with pytest.raises(AnalystError) as refused:
        store.add_all([*again, *twice])
    *duplicates, last = refused.value.problems
    assert [p.code for p in duplicates] == ["duplicate-response"] * 3 + ["duplicate-in-batch"]
    assert [p.values["id"] for p in duplicates] == ["0", "1", "2", "twice"]
    assert (last.code, last.severity) == ("nothing-imported", "advice")
    assert store.count("tiny") == 3


def test_a_known_respondent_is_told_by_row_and_id_as_the_file_shows_them(store):
    store.register(tiny())
    rows = [replace(r, paradata={"row": 7}) for r in imported(1, key="import:A-7")]
    store.add_all(rows)
    with pytest.raises(AnalystError) as refused:
        store.add_all(rows)
    told = describe(refused.value.problems[0], "en")
    assert told.startswith("row 7: the respondent “A-7” is in the store already")


def test_who_stands_twice_in_a_long_batch_is_not_said_to_be_in_the_store(store):
    store.register(tiny())
    batch = list(imported(600))
    with pytest.raises(AnalystError) as refused:
        store.add_all([*batch, replace(batch[0], id="e" * 32)])
    assert [p.code for p in refused.value.problems] == ["duplicate-in-batch", "nothing-imported"]


def test_many_known_keys_are_counted_past_the_first_fifty(store):
    store.register(tiny())
    store.add_all(imported(700))
    with pytest.raises(AnalystError) as refused:
        store.add_all(imported(700))
    assert len(refused.value.problems) == 52
    assert refused.value.problems[-2].values == {"more": 650}


def test_a_batch_that_fails_in_the_middle_leaves_nothing(store):
    store.register(tiny())

    def breaks():
        yield from imported(600)
        raise RuntimeError("the file ended")

    with pytest.raises(RuntimeError, match="ended"):
        store.add_all(breaks())
    assert store.count("tiny") == 0


def test_a_response_to_an_unknown_version_is_refused(store):
    with pytest.raises(OperatorError) as refused:
        store.add_all(imported(1))
    assert code_of(refused) == "store-conflict"


def test_a_text_with_nul_is_refused_and_the_draft_stays(store):
    begun = store.start(tiny(), "k", "en", NOW)
    with pytest.raises(AnswerError) as refused:
        store.save(begun, {"why": "a\x00"}, NOW)
    assert refused.value.problems[0].place.field == "why"
    assert store.find("tiny", "k") == begun


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="zone"):
        store.start(tiny(), "k", "en", NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "postgresql://host/db", "nonsense", "sqlite:///a.db?uri=true"]
)
def test_an_address_that_is_no_file_is_refused(url):
    with pytest.raises(OperatorError) as refused:
        Store.open(url)
    assert code_of(refused) == "store-address"


def test_relative_addresses_count_from_the_given_folder(tmp_path):
    (tmp_path / "reports").mkdir()
    Store.open("sqlite:///../s.db", folder=tmp_path / "reports").close()
    assert (tmp_path / "s.db").exists()


def test_a_missing_file_or_folder_is_named(tmp_path):
    with pytest.raises(OperatorError) as missing:
        Store.open(f"sqlite:///{tmp_path}/none.db", create=False)
    assert code_of(missing) == "store-missing"
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(OperatorError) as folder:
        Store.open(f"sqlite:///{tmp_path}/none/s.db")
    assert code_of(folder) == "store-no-folder"


def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path):
    text = tmp_path / "q.yaml"
    text.write_text("questionnaire: tiny\n" * 100)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("create table customers (name text)")
    raw.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(OperatorError) as refused:
            Store.open(f"sqlite:///{path}")
        assert code_of(refused) == "store-foreign"
        assert path.read_bytes() == before


def test_a_damaged_file_is_refused(path):
    with Store.open(f"sqlite:///{path}") as store:
        store.register(tiny())
        store.add_all(imported(300))
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(OperatorError) as refused:
        Store.open(f"sqlite:///{path}")
    assert code_of(refused) == "store-damaged"


def test_a_cut_file_is_refused(path):
    with Store.open(f"sqlite:///{path}") as store:
        store.register(tiny())
        store.add_all(imported(300))
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(OperatorError) as refused:
        Store.open(f"sqlite:///{path}")
    assert code_of(refused) == "store-damaged"


VERSION_1 = """
create table surveykit_store (schema_number integer not null primary key);
insert into surveykit_store values (1);
create table questionnaire_version (
    hash varchar(64) not null primary key, questionnaire varchar(100) not null, version varchar(100) not null,
    text text not null, first_seen varchar(32) not null
) without rowid;
create index ix_questionnaire_version_questionnaire on questionnaire_version (questionnaire);
insert into questionnaire_version values ('{hash}', 'tiny', '1', 'old', '2026-01-01T00:00:00+00:00');
create table response (
    id varchar(32) not null primary key, questionnaire varchar(100) not null,
    version varchar(64) not null references questionnaire_version (hash), key varchar(200) not null,
    language varchar(16), status varchar(16) not null, started varchar(32), saved varchar(32), closed varchar(32),
    {number} revision integer not null, answers text not null, paradata text not null,
    constraint one_response_per_key unique (questionnaire, key)
) without rowid;
insert into response (id, questionnaire, version, key, status, revision, answers, paradata {also})
    values ('a', 'tiny', '{hash}', 'k', 'draft', 0, '{{"a":4}}', '{{}}' {value});
"""


@pytest.mark.parametrize("number", ["", "number integer not null,"])
def test_a_store_of_the_first_schema_is_brought_up_to_date(path, number):
    also, value = (", number", ", 3") if number else ("", "")
    with sqlite3.connect(path) as raw:
        raw.executescript(VERSION_1.format(hash=tiny().hash, number=number, also=also, value=value))
    raw.close()
    for _ in range(2):
        with Store.open(f"sqlite:///{path}", create=False) as store:
            (kept,) = store.responses("tiny")
            assert (kept.key, kept.answers, kept.number) == ("k", {"a": 4}, 3 if number else 0)
    with Store.open(f"sqlite:///{path}") as store:
        assert store.start(tiny(), "new", "en", NOW).number == 1
    with sqlite3.connect(path) as raw:
        assert raw.execute("select schema_number from surveykit_store").fetchall() == [(5,)]
    raw.close()


def test_a_store_that_cannot_be_written_is_refused_at_once_where_it_must_be(path, monkeypatch):
    def read_only(path):
        engine = make_engine(path)
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA query_only = 1"))
        return engine

    make_engine = module._engine
    Store.open(f"sqlite:///{path}", writable=True).close()
    monkeypatch.setattr(module, "_engine", read_only)
    with Store.open(f"sqlite:///{path}", create=False) as store:
        assert store.count("tiny") == 0
    with pytest.raises(OperatorError) as refused:
        Store.open(f"sqlite:///{path}", writable=True)
    assert code_of(refused) == "store-read-only"


def test_a_store_of_a_newer_schema_is_left_alone(path):
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        raw.execute("update surveykit_store set schema_number = 99")
    raw.close()
    with pytest.raises(OperatorError) as refused:
        Store.open(f"sqlite:///{path}")
    assert code_of(refused) == "store-newer"


def test_a_locked_store_says_that_it_is_busy_and_reads_go_on(store, path):
    begun = store.start(tiny(), "k", "en", NOW)
    store.close()
    event.listen(store._engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 50"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperatorError) as busy:
        store.save(begun, {"a": 1}, NOW)
    assert code_of(busy) == "store-busy"
    assert store.find("tiny", "k") == begun
    other.execute("ROLLBACK")
    other.close()
    assert store.save(begun, {"a": 1}, NOW).revision == 1


def test_a_full_disk_is_named_and_what_was_stored_stays(store):
    store.register(tiny())
    store.add_all(imported(10))
    store.close()
    event.listen(store._engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(OperatorError) as full:
        store.add_all(replace(r, id="f" + r.id[1:]) for r in imported(2000, key="more:{}"))
    assert code_of(full) == "store-full"
    assert store.count("tiny") == 10


def test_a_read_only_store_can_be_read_but_not_written(store):
    begun = store.start(tiny(), "k", "en", NOW)
    store.close()
    event.listen(store._engine, "connect", lambda c, _: c.execute("PRAGMA query_only = 1"))
    with pytest.raises(OperatorError) as refused:
        store.save(begun, {"a": 1}, NOW)
    assert code_of(refused) == "store-read-only"
    assert list(store.responses("tiny")) == [begun]


WRITER = """
import sys
from datetime import UTC, datetime
from surveykit.core.questionnaire import Questionnaire
from surveykit.store import Store

q = Questionnaire("tiny", "1", ("en",), {"en": "Tiny"}, (), source="tiny")
now = datetime(2026, 1, 15, tzinfo=UTC)
store = Store.open(sys.argv[1])
for i in range(10_000):
    begun = store.start(q, f"{sys.argv[2]}-{i}", "en", now)
    saved = store.save(begun, {"a": i}, now)
    store.submit(saved, {"a": i, "why": "x" * 3000}, now)
    print(begun.key, flush=True)
"""


def acknowledged_before_the_kill(url, name, wanted):
    child = subprocess.Popen([sys.executable, "-c", WRITER, url, name], stdout=subprocess.PIPE, text=True)
    try:
        lines = [child.stdout.readline() for _ in range(wanted)]
    finally:
        child.kill()
    lines += child.stdout.readlines()
    child.wait()
    child.stdout.close()
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("rounds", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill(path, rounds):
    url = f"sqlite:///{path}"
    acknowledged = []
    for n in range(rounds):
        acknowledged += acknowledged_before_the_kill(url, str(n), wanted=1 + n % 7)
        with Store.open(url, create=False) as store:
            found = {r.key: r for r in store.responses("tiny")}
        complete = [k for k in acknowledged if found[k].status is Status.COMPLETE and len(found[k].answers) == 2]
        assert complete == acknowledged
        assert len(found) <= len(acknowledged) + n + 1
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
