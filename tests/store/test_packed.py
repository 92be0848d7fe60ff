"""Packed answers are the coded answers, until anybody writes."""

from datetime import UTC, datetime

import numpy as np
import pytest

from surveykit.core.codebook import Missing
from surveykit.core.columns import BLOCK, MemoryColumns, RowNumbers, Texts, WholeNumbers
from surveykit.core.dataset import Dataset, Flag, Source
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.store.packed import pack, unpack
from surveykit.store.store import Store

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
sections:
  - id: only
    title: Only
    items:
      - {id: a, kind: rating, text: A, scale: {from: 1, to: 5}}
      - {id: cost, kind: number, text: Cost, decimals: 2}
      - {id: why, kind: open_text, text: Why?}
""")
ROWS = {
    "r1": {"a": 5, "cost": 1.25, "why": "慢"},
    "r2": {"a": Missing.REFUSED, "cost": None, "why": Missing.NOT_ASKED},
}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/s.db") as store:
        store.register(TINY)
        store.add_all([response("x"), response("y")])
        yield store


def response(key):
    return Response(key * 32, key, TINY.id, TINY.hash, {"a": 5}, status=Status.IMPORTED)


def cells(data, name):
    return [data.column(name).cell(row) for row in range(data.n)]


def test_what_is_known_of_the_answering_comes_back(store):
    rows = {id: row | {"@seconds": 12.5, "@language": "zh"} for id, row in ROWS.items()}
    assert pack(store, Dataset.build(TINY, rows), (2, 0))
    kept = unpack(store, TINY)
    assert kept is not None
    assert kept.paradata("@seconds").numbers().tolist() == [12.5, 12.5]
    assert (kept.paradata("@language").cell(0), kept.paradata("@device")) == ("zh", None)


def test_what_was_packed_comes_back(store):
    flags = (Flag("not_in_codebook", "r2", {"en": "what", "zh": "什么"}),)
    source = Source("2026-01-01", "2026-01-02", {"imported": 2}, {"abcd": 2}, {"cost": 1})
    data = Dataset(TINY, Dataset.build(TINY, ROWS).columns, flags, source=source)
    assert unpack(store, TINY) is None
    assert pack(store, data, (2, 0))
    kept = unpack(store, TINY)
    assert kept is not None
    assert list(kept.respondents) == ["r1", "r2"]
    assert {name: cells(kept, name) for name in ("a", "cost", "why")} == {
        name: cells(data, name) for name in ("a", "cost", "why")
    }
    assert (kept.flags, kept.source, kept.sha256()) == (flags, source, data.sha256())


def test_every_write_drops_what_was_packed(store):
    data = Dataset.build(TINY, ROWS)
    begun = store.start(TINY, "z", "en", NOW)
    saved = [begun]
    writes = [
        lambda: store.add_all([response("w")]),
        lambda: store.start(TINY, "v", "en", NOW),
        lambda: saved.append(store.save(saved[-1], {"a": 1}, NOW)),
        lambda: store.submit(saved[-1], {"a": 1}, NOW),
    ]
    for write in writes:
        everything = list(store.responses(TINY.id))
        assert pack(store, data, (len(everything), sum(r.revision for r in everything)))
        write()
        assert unpack(store, TINY) is None


def test_nothing_is_packed_that_is_no_longer_true(store):
    store.add_all([response("w")])
    assert not pack(store, Dataset.build(TINY, ROWS), (2, 0))
    assert unpack(store, TINY) is None


def test_another_questionnaires_writes_change_nothing(store):
    other = parse_questionnaire(TINY.source.replace("questionnaire: tiny", "questionnaire: other"))
    assert pack(store, Dataset.build(TINY, ROWS), (2, 0))
    store.start(other, "k", "en", NOW)
    assert unpack(store, TINY) is not None


def test_a_large_table_is_read_block_by_block(store):
    n = BLOCK + 5
    whole = WholeNumbers((np.arange(n) % 5 + 1).astype(np.int8))
    nothing = np.full(n, Missing.NOT_ASKED.value, dtype=np.int8)
    columns = {"a": whole, "cost": WholeNumbers(nothing), "why": Texts(np.full(n, None, dtype=object), nothing)}
    data = Dataset(TINY, MemoryColumns(RowNumbers(n), columns))
    assert pack(store, data, (2, 0))
    kept = unpack(store, TINY)
    assert kept is not None
    assert [len(rows) for rows in kept.blocks(["a"])] == [BLOCK, 5]
    assert kept.moments(["a"]).mean == pytest.approx(data.moments(["a"]).mean)
