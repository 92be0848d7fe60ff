"""XLSX as calamine reads it back: typed cells, no formula."""

import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from python_calamine import load_workbook

from surveykit.core.codebook import Missing
from surveykit.core.columns import RowNumbers
from surveykit.errors import AnalystError
from surveykit.interchange.export import xlsx
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.xlsx import write_xlsx
from tests.interchange.export.study import HOSTILE, answered, table


def sheets(path):
    book = load_workbook(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def read(tmp_path):
    write_xlsx(table(), tmp_path / "x.xlsx", False, Losses())
    return sheets(tmp_path / "x.xlsx")


def test_every_cell_comes_back(read):
    header, *rows = read["data"]
    by_name = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    for name, cells in answered(table()).items():
        if name not in ("why", "warmth"):
            assert by_name[name] == ["" if c is None else c.value if isinstance(c, Missing) else c for c in cells], name
    assert by_name["why"][: len(HOSTILE)] == list(HOSTILE)
    assert (by_name["warmth"][3], by_name["warmth.missing"][3]) == ("", -4)
    assert by_name["response.closed"][1] == datetime(2026, 1, 15, 12, 31, 5)


def test_nothing_is_a_formula(tmp_path):
    write_xlsx(table(), tmp_path / "x.xlsx", True, Losses())
    with zipfile.ZipFile(tmp_path / "x.xlsx") as parts:
        written = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets")]
    assert len(written) == 3
    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in written)


def test_the_other_sheets_say_what_the_codes_mean(read):
    assert ["rs_1", 2.0, "=fast", "＝快"] in read["labels"]
    assert ["rs_1", -5.0, "did not use", "未使用"] in read["labels"]
    assert read["codebook"][0][:2] == ["name", "item"]
    assert "why" in [row[0] for row in read["codebook"]]


def test_words_take_the_place_of_codes(tmp_path):
    write_xlsx(table(), tmp_path / "x.xlsx", True, Losses())
    header, *rows = sheets(tmp_path / "x.xlsx")["data"]
    at = header.index("How did you come?")
    assert [row[at] for row in rows[:2]] == ["Rail", "Bus"]
    assert rows[1][header.index("Visits")] == 4999.0


def test_a_sheet_that_is_too_small_is_refused(tmp_path, monkeypatch):
    wide = table()
    monkeypatch.setattr(xlsx, "MOST_COLUMNS", 5)
    with pytest.raises(AnalystError) as refused:
        write_xlsx(wide, tmp_path / "x.xlsx", False, Losses())
    assert [p.code for p in refused.value.problems] == ["export-too-many-columns"]
    columns = replace(wide.data.columns, respondents=RowNumbers(xlsx.MOST_ROWS))
    with pytest.raises(AnalystError) as refused:
        write_xlsx(replace(wide, data=replace(wide.data, columns=columns)), tmp_path / "x.xlsx", False, Losses())
    assert [p.code for p in refused.value.problems] == ["export-too-many-rows"]
    assert not list(tmp_path.iterdir())


def test_a_text_longer_than_a_cell_is_cut_and_kept_aside(tmp_path):
    long, losses = table(), Losses()
    long.data.column("why").values[0] = "𠀀" * 20_000
    write_xlsx(long, tmp_path / "x.xlsx", False, losses)
    header, first, *_ = sheets(tmp_path / "x.xlsx")["data"]
    assert first[header.index("why")] == "𠀀" * 16_383
    assert [a.value for a in losses.answers] == ["𠀀" * 20_000]
