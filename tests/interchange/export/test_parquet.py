"""Parquet as our own reader takes it back."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from surveykit.core.codebook import Missing
from surveykit.interchange.export.parquet import KEY, write_parquet
from surveykit.interchange.parquet_columns import ParquetColumns
from surveykit.interchange.parquet_file import open_parquet
from tests.interchange.export.study import SMALL, answered, table


def test_every_value_and_reason_comes_back(tmp_path):
    write_parquet(table(), tmp_path / "x.parquet")
    again = ParquetColumns(open_parquet(tmp_path / "x.parquet"), SMALL)
    assert list(again.respondents) == table().ids
    for name, cells in answered(table()).items():
        column = again.column(name)
        # what cannot be compared has no code of its own, and comes back as not answered
        expected = [Missing.NOT_ANSWERED if cell is None else cell for cell in cells]
        assert [column.cell(row) for row in range(len(cells))] == expected, name


def test_small_whole_numbers_are_bytes_and_their_meaning_is_with_them(tmp_path):
    write_parquet(table(), tmp_path / "x.parquet")
    schema = pq.read_schema(tmp_path / "x.parquet")
    assert (schema.field("rs_1").type, schema.field("cost").type) == (pa.int8(), pa.float64())
    assert schema.field("response.started").type == pa.timestamp("ms", tz="UTC")
    about = json.loads(schema.field("rs_2").metadata[KEY])
    assert (about["level"], about["construct"], about["reversed"]) == ("ordinal", "pace", True)
    assert about["values"]["1"] == {"en": "slow", "zh": "慢"}
    assert about["missing"]["-5"] == {"reason": "not_applicable", "label": {"en": "did not use", "zh": "未使用"}}
    assert json.loads(schema.metadata[KEY])["questionnaire"] == "small"
