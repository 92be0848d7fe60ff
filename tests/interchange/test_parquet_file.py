"""A Parquet file of labels is read batch by batch, each cell as it would have been typed."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.core.language import describe
from surveykit.errors import AnalystError
from surveykit.interchange.mapping import parse_mapping
from surveykit.interchange.parquet_file import open_parquet
from surveykit.interchange.table import Table
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.foreign import TINY, answers

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def parquet(tmp_path, **columns):
    pq.write_table(pa.table(columns), tmp_path / "x.parquet")
    return open_parquet(tmp_path / "x.parquet")


def test_labels_whole_numbers_and_nothing_are_read_as_they_were_typed(tmp_path):
    labels = pa.array(["fast", None, "慢"]).dictionary_encode()
    source = parquet(tmp_path, speed=labels, visits=[1.0, None, 3.0], why=["a", "", "b"])
    assert answers(source, "speed") == [3, Missing.NOT_ANSWERED, 1]
    assert answers(source, "visits") == [1, Missing.NOT_ANSWERED, 3]


def test_rows_are_counted_from_one_and_row_names_of_pandas_are_no_column(tmp_path):
    source = parquet(tmp_path, speed=[1, 9], __index_level_0__=[0, 1])
    with pytest.raises(AnalystError) as error:
        answers(source, "speed")
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-not-in-codebook", 2, "speed")


def test_what_is_no_parquet_file_is_said_to_be_none(tmp_path):
    (tmp_path / "x.parquet").write_text("id,speed\n")
    with pytest.raises(AnalystError) as error:
        open_parquet(tmp_path / "x.parquet")
    (problem, *_) = error.value.problems
    assert problem.code == "parquet-unreadable"
    assert problem.values == {}
    assert "无法按Parquet文件读取" in describe(problem, "zh")


def test_numbers_are_the_same_data_as_if_they_had_been_typed(tmp_path):
    columns = {
        "id": [30, 4, 500],
        "speed": ["fast", "慢", None],
        "visits": [7.0, 150.0, -3.0],
        "warmth": [-12.5, -4.0, None],  # where a number may be negative, -4 is one
    }
    read = dataset_of(parquet(tmp_path, **columns), TINY)
    assert list(read.respondents) == ["30", "4", "500"]
    assert [read.column("warmth").cell(row) for row in range(3)] == [-12.5, -4, Missing.NOT_ANSWERED]
    assert [read.column("visits").cell(row) for row in range(3)] == [7, 150, Missing.DONT_KNOW]
    rows = [["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]
            for row in zip(*columns.values(), strict=True)]  # fmt: skip
    typed = dataset_of(Table(tuple(columns), tuple(map(tuple, rows)), (1, 2, 3)), TINY)
    assert read.sha256() == typed.sha256()


def test_a_number_that_the_codebook_does_not_know_has_its_row(tmp_path):
    with pytest.raises(AnalystError) as error:
        dataset_of(parquet(tmp_path, speed=["fast", "slow"], warmth=[1.5, 50.5]), TINY)
    (problem, *_) = error.value.problems
    assert (problem.code, problem.place.row, problem.place.field) == ("import-out-of-range", 2, "warmth")


def test_a_mapping_says_what_a_number_stands_for(tmp_path):
    names = parse_mapping('columns: {degrees: {variable: warmth, codes: {"49": not_applicable}}}')
    read = dataset_of(parquet(tmp_path, degrees=[1.5, 49.0]), TINY, names)
    assert [read.column("warmth").cell(row) for row in range(2)] == [1.5, Missing.NOT_APPLICABLE]
