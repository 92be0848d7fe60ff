"""A Parquet file of labels is read as text, batch by batch."""

import pytest

from surveykit.core.codebook import Missing
from surveykit.errors import AnalystError
from surveykit.interchange.parquet_file import open_parquet
from tests.interchange.foreign import answers

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
    assert source.holds_texts(["speed", "visits"])
    assert not source.holds_texts(["visits"])


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
    assert error.value.problems[0].code == "import-unreadable"
