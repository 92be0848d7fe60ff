"""CSV, exact and safe."""

import csv

from surveykit.core.codebook import Missing
from surveykit.interchange.csv_file import open_csv
from surveykit.interchange.export.csv_table import headers, write_csv
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.export.study import HOSTILE, SMALL, answered, table


def rows(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_an_exact_file_holds_every_text_byte_for_byte(tmp_path):
    write_csv(table(), tmp_path / "x.csv", safe=False)
    assert not (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["why"] for row in rows(tmp_path / "x.csv")][: len(HOSTILE)] == list(HOSTILE)


def test_an_exact_file_comes_back_by_import(tmp_path):
    write_csv(table(), tmp_path / "x.csv", safe=False)
    again = dataset_of(open_csv(tmp_path / "x.csv"), SMALL)
    for name, cells in answered(table()).items():
        kept = [again.column(name).cell(row) for row in range(again.n)]
        # what cannot be compared has no code of its own, and comes back as not answered
        assert kept == [Missing.NOT_ANSWERED if cell is None else cell for cell in cells], name


def test_reasons_are_codes_and_stand_beside_what_cannot_hold_them(tmp_path):
    write_csv(table(), tmp_path / "x.csv", safe=False)
    third, fifth, last = (rows(tmp_path / "x.csv")[at] for at in (3, 5, -1))
    assert (third["best"], third["warmth"], third["warmth.missing"]) == ("-4", "", "-4")
    assert (fifth["warmth"], fifth["warmth.missing"]) == ("-1", "")
    assert (last["why"], last["why.missing"]) == ("", "-2")


def test_words_take_the_place_of_codes(tmp_path):
    write_csv(table("zh"), tmp_path / "x.csv", safe=True, labels=True)
    first = rows(tmp_path / "x.csv", "utf-8-sig")[1]
    assert first["电话"] == "'＝快"
    assert first["维修"] == "未使用"
    assert first["怎么来的？"] == "公交"
    assert first["总的来说"] == "未作答"
    assert first["次数"] == "4999"


def test_no_two_columns_have_one_header():
    said = headers(table(), labels=True)
    assert len(set(said)) == len(said)
    assert {"Degrees [warmth]", "Degrees [cost]", "Visits"} < set(said)
