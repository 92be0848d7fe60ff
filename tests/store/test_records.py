"""Records are kept beside their responses, once, and go with them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.errors import OperatorError
from surveykit.store.records import Kept, keep_records, kept_records
from surveykit.store.store import Store
from surveykit.store.tables import about, records, responses

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
sections: [{id: s, title: S, items: [{id: why, kind: open_text, text: Why?}]}]
""")
NOW = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'tiny.db'}") as store:
        store.register(TINY)
        store.add_all(
            Response(id * 32, f"import:{id}", "tiny", TINY.hash, {"why": "x"}, None, Status.IMPORTED, NOW, NOW)
            for id in "ab"
        )
        yield store


def test_the_same_again_adds_nothing_and_what_changed_is_counted(store):
    said = {"a" * 32: {"hours": 2.5, "solved": "yes"}, "b" * 32: {"hours": Missing.NOT_ANSWERED}}
    assert keep_records(store, "tiny", said) == Kept(2, 0, 0)
    assert keep_records(store, "tiny", said) == Kept(0, 0, 2)
    assert keep_records(store, "tiny", {"a" * 32: {"hours": 4}}) == Kept(0, 1, 0)
    assert kept_records(store, "tiny") == {**said, "a" * 32: {"hours": 4, "solved": "yes"}}
    assert kept_records(store, "another") == {}


def test_who_erases_a_response_erases_its_record(store):
    keep_records(store, "tiny", {id * 32: {"hours": 1} for id in "ab"})
    with store.writing() as connection:
        connection.execute(delete(responses).where(responses.c.id == "a" * 32))
    assert list(kept_records(store, "tiny")) == ["b" * 32]


def test_nothing_is_kept_of_a_response_that_is_gone(store):
    with pytest.raises(OperatorError):
        keep_records(store, "tiny", {"a" * 32: {"hours": 1}, "c" * 32: {"hours": 1}})
    assert kept_records(store, "tiny") == {}


def test_a_store_of_the_schema_before_gets_its_table(store, tmp_path):
    with store.writing() as connection:
        records.drop(connection)
        connection.execute(about.update().values(schema_number=3))
    store.close()
    with Store.open(f"sqlite:///{tmp_path / 'tiny.db'}") as again:
        assert keep_records(again, "tiny", {"a" * 32: {"hours": 1}}) == Kept(1, 0, 0)
        with again.reading() as connection:
            assert connection.execute(select(about.c.schema_number)).scalar_one() > 3
