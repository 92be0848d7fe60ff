"""A file read straight into a Dataset holds what it holds by way of a store."""

from random import Random

import pytest

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.core.item import KINDS
from surveykit.errors import AnalystError
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table import Table
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.test_responses import TINY, table
from tests.items.contract import example


def cells(data, order):
    return {
        v.name: [data.column(v.name).cell(data.respondents.index(id)) for id in order] for v in data.codebook.variables
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_cells_as_by_way_of_responses(kind):
    asked = example(kind)
    names = [v.name for v in asked.codebook.variables]
    items = asked.route({}).sections[0].items
    answers = [{n: a for item in items for n, a in item.random_answer(Random(seed)).items()} for seed in range(15)]
    written = [
        ["" if isinstance(a := row.get(n, Missing.NOT_ANSWERED), Missing) else str(a) for n in names] for row in answers
    ]
    rows = Table(("id", *names), tuple((f"{n:02}", *row) for n, row in enumerate(written)), tuple(range(2, 17)))
    responses = list(responses_of(rows, asked))
    stored = code_responses({asked.hash: asked}, asked, responses)
    direct = dataset_of(rows, asked)
    assert cells(direct, direct.respondents) == cells(stored, [r.id for r in responses])


def test_options_get_their_codes_and_empty_cells_their_reasons():
    data = dataset_of(table("ID|place|speed|why|hours\nb|家里|1||2.5\na|secret|5||"), TINY)
    assert list(data.respondents) == ["b", "a"]
    assert cells(data, ["a"])["place"] == [Missing.REFUSED]
    assert cells(data, ["b"])["place"] == [2]
    assert cells(data, ["b", "a"])["why"] == [Missing.NOT_ANSWERED, Missing.NOT_ASKED]
    assert cells(data, ["b", "a"])["hours"] == [2.5, Missing.NOT_ANSWERED]
    assert cells(data, ["b"])["visits"] == [Missing.NOT_ASKED]


def test_a_palette_that_begins_anew_keeps_what_it_said(monkeypatch):
    monkeypatch.setattr("surveykit.interchange.table.ROWS", 2)
    monkeypatch.setattr("surveykit.interchange.palette.MOST", 3)
    rows = [
        ("1", "1", "a", "2.5"),
        ("2", "3", "", "7"),
        ("3", "5", "b", ""),
        ("4", "", "c", "1.5"),
        ("5", "3", "a", "4"),
    ]
    data = dataset_of(Table(("id", "speed", "why", "hours"), tuple(rows), tuple(range(2, 7))), TINY)
    read = cells(data, data.respondents)
    assert read["speed"] == [1, 3, 5, Missing.NOT_ANSWERED, 3]
    assert read["why"] == ["a", Missing.NOT_ANSWERED, "b", "c", "a"]
    assert read["hours"] == [2.5, 7, Missing.NOT_ANSWERED, 1.5, 4]


def test_an_id_is_found_twice_however_far_apart(monkeypatch):
    monkeypatch.setattr("surveykit.interchange.table.ROWS", 2)
    with pytest.raises(AnalystError) as caught:
        dataset_of(table("id|speed\na|1\nb|1\nc|3\n a |5\na|5"), TINY)
    found = [(p.code, p.place.row, p.values.get("first")) for p in caught.value.problems[:2]]
    assert found == [("import-duplicate-id", 5, 2), ("import-duplicate-id", 6, 2)]


def test_nothing_is_half_read():
    with pytest.raises(AnalystError) as caught:
        dataset_of(table("speed\n1\n7"), TINY)
    assert [(p.code, p.place.row) for p in caught.value.problems[:1]] == [("import-not-in-codebook", 3)]
