"""A Parquet file is a table like any other: same cells, same moments, a block at a time."""

import csv

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit.core.codebook import Missing
from surveykit.core.columns import BLOCK, WholeNumbers
from surveykit.core.dataset import Dataset
from surveykit.design.load import parse_questionnaire
from surveykit.errors import AnalystError
from surveykit.interchange import parquet_columns
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.parquet_columns import ParquetColumns
from surveykit.interchange.parquet_file import open_parquet
from surveykit.interchange.table_columns import dataset_of

TINY = parse_questionnaire("""
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
constructs: {care: {role: quality, label: Care, items: [a, b], reverse: [b]}}
sections:
  - id: only
    title: Only
    items:
      - {id: a, kind: rating, text: A, scale: {from: 1, to: 5}}
      - {id: b, kind: rating, text: B, scale: {from: 1, to: 5}}
      - {id: warmth, kind: number, text: Degrees, minimum: -9, maximum: 9}
      - {id: cost, kind: number, text: Cost, minimum: 0, decimals: 2}
      - {id: revenue, kind: number, text: Revenue}
      - {id: channel, kind: single_choice, text: How?, options: {phone: Phone, app: App}}
      - {id: why, kind: open_text, text: Why?}
""")


def written(path, **columns):
    pq.write_table(pa.table(columns), path / "data.parquet", row_group_size=3)
    return ParquetColumns(open_parquet(path / "data.parquet"), TINY)


def cells(columns, name):
    column = columns.column(name)
    return [column.cell(row) for row in range(len(columns.respondents))]


def test_every_cell_is_a_value_or_says_why(tmp_path):
    table = written(
        tmp_path,
        id=["x", "y", "z"],
        a=pa.array([5, None, -4], pa.int64()),
        warmth=pa.array([-1, 0, None], pa.int64()),
        cost=[1.25, -3, float("nan")],
        why=["slow", None, ""],
    )
    assert list(table.respondents) == ["x", "y", "z"]
    assert cells(table, "a") == [5, Missing.NOT_ANSWERED, Missing.REFUSED]
    assert cells(table, "warmth") == [-1, 0, Missing.NOT_ANSWERED]  # a number that may be negative is no reason
    assert cells(table, "cost") == [1.25, Missing.DONT_KNOW, Missing.NOT_ANSWERED]
    assert cells(table, "why") == ["slow", Missing.NOT_ANSWERED, Missing.NOT_ANSWERED]
    assert cells(table, "channel") == [Missing.NOT_ASKED] * 3


def test_rows_without_ids_are_numbered(tmp_path):
    assert list(written(tmp_path, a=[1, 2]).respondents) == ["1", "2"]


def read_all(path, columns):
    table = written(path, **columns)
    for name in TINY.codebook.by_name:
        table.column(name)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"a": [1, 6]}, "import-not-in-codebook"),
        ({"a": [1, 0]}, "import-not-in-codebook"),
        ({"a": [1, -8]}, "import-not-in-codebook"),
        ({"channel": [1, 3]}, "import-not-in-codebook"),
        ({"cost": [0.5, -30.0]}, "import-out-of-range"),
        ({"a": [1, None], "b": ["5", "fine"]}, "import-not-in-codebook"),
        ({"a": [1], "costs": [2]}, "import-unknown-column"),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(tmp_path, columns, code):
    with pytest.raises(AnalystError) as caught:
        read_all(tmp_path, columns)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].place.field == [*columns][-1]


def test_what_is_no_parquet_file_is_refused(tmp_path):
    (tmp_path / "x.parquet").write_text("a,b\n1,2\n")
    with pytest.raises(AnalystError) as caught:
        ParquetColumns(open_parquet(tmp_path / "x.parquet"), TINY)
    assert caught.value.problems[0].code == "parquet-unreadable"


def test_the_same_figures_as_in_memory_over_many_blocks(tmp_path):
    n = 5 * BLOCK + 7
    rng = np.random.default_rng(1)
    a, b = (rng.choice([1, 2, 3, 4, 5, -2, -5], n).astype(np.int8) for _ in range(2))
    data = Dataset(TINY, written(tmp_path, a=a, b=b)).scored({"care": 2})
    assert isinstance(data.column("a"), WholeNumbers)
    whole = np.column_stack([a, b])[(a > 0) & (b > 0)]
    moments = data.moments(["a", "b"], TINY.codebook.construct_by_id["care"])
    np.testing.assert_allclose(moments.mean, [whole[:, 0].mean(), 6 - whole[:, 1].mean()])
    assert moments.n == len(whole)
    assert sum(e.n for e in data.excluded(["a", "b"])) == n - len(whole)
    assert data.numbers("care")[(a > 0) & (b > 0)] == pytest.approx((whole[:, 0] + 6 - whole[:, 1]) / 2)


def test_a_number_that_may_be_a_reason_is_refused(tmp_path):
    table = written(tmp_path, a=[1, 2], revenue=[-3, 5])
    with pytest.raises(AnalystError) as error:
        table.column("revenue")
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.field) == ("import-number-or-reason", "revenue")
    assert problem.values["id"] == "dont_know"
    assert cells(written(tmp_path, a=[1, 2], revenue=[-30, 5]), "revenue") == [-30, 5]


ROUTED = parse_questionnaire("""
questionnaire: routed
version: "1"
languages: [en]
title: Routed
scales: {five: {levels: {1: never, 2: seldom, 3: at times, 4: often, 5: always}}}
sections:
  - id: first
    title: First
    items:
      - {id: m, kind: matrix, text: How often?, scale: five, rows: {helped: Helped, late: Late}}
      - {id: faults, kind: multiple_choice, text: What?, options: {noise: Noise, dirt: Dirt, wait: Wait}}
  - id: second
    title: Second
    relevant: "late >= 4"
    items:
      - {id: minutes, kind: number, text: How long?, minimum: 0, maximum: 600}
      - {id: place, kind: single_choice, text: Where?, options: {shop: Shop, home: Home}, relevant: "minutes > 9"}
""")
ANSWERS = {
    "id": [7, 8, 9, 10, 11],
    "helped": ["always", "often", None, "often", "never"],
    "late": [5, 4, 1, 4, None],
    "faults_noise": [1, None, None, 0, None],
    "faults_dirt": [None, 1, None, 0, None],
    "minutes": [30, 5, None, None, 12],
    "place": ["shop", None, None, None, "Home"],
}
"""Of faults nothing is said in the third row; faults_wait has no column."""


@pytest.mark.parametrize("small", [0, 1 << 26])
def test_the_same_as_if_it_had_been_typed_however_little_is_asked_for(tmp_path, monkeypatch, small):
    monkeypatch.setattr(parquet_columns, "_SMALL", small)
    with (tmp_path / "typed.csv").open("w", newline="") as file:
        csv.writer(file).writerows([ANSWERS, *zip(*ANSWERS.values(), strict=True)])
    typed = dataset_of(open_csv(tmp_path / "typed.csv"), ROUTED)
    pq.write_table(pa.table(ANSWERS), tmp_path / "x.parquet", row_group_size=2)
    for v in ROUTED.codebook.variables:
        table = ParquetColumns(open_parquet(tmp_path / "x.parquet"), ROUTED)
        assert list(table.respondents) == list(typed.respondents)
        streamed = [block[v.name].cell(row) for block in table.blocks([v.name]) for row in range(5)]
        assert cells(table, v.name) == streamed == [typed.column(v.name).cell(row) for row in range(5)], v.name
    assert cells(table, "faults_noise") == [1, 0, Missing.NOT_ANSWERED, 0, Missing.NOT_ANSWERED]
    assert cells(table, "minutes") == [30, 5, Missing.NOT_ASKED, Missing.NOT_ANSWERED, 12]
    assert cells(table, "place")[1:3] == [Missing.NOT_ASKED] * 2


def test_a_problem_is_told_with_its_row_when_its_column_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_columns, "_SMALL", 0)
    table = written(tmp_path, id=["x", "y", "z"], a=[1, 2, 3], channel=["phone", "app", "letter"])
    assert cells(table, "a") == [1, 2, 3]
    with pytest.raises(AnalystError) as error:
        list(table.blocks(["a", "channel"]))
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-not-in-codebook", 3, "channel")
