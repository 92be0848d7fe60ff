""".sav and .dta as pyreadstat reads them back: values, labels, reasons."""

import math
from dataclasses import replace

import pyreadstat
import pytest

from surveykit.cleaning.code import code_responses
from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.dta import LETTERS, stata_names, write_dta
from surveykit.interchange.export.losses import Losses
from surveykit.interchange.export.sav import write_sav
from surveykit.interchange.export.table import Cases, ExportTable, Field, Kind
from tests.interchange.export.study import HOSTILE, SMALL, SOURCE, START, answered, table

NUMERIC = [v.name for v in SMALL.codebook.variables if v.numeric]


@pytest.fixture(scope="module")
def sav(tmp_path_factory):
    path, losses = tmp_path_factory.mktemp("sav") / "x.sav", Losses()
    write_sav(table("zh"), path, losses)
    return *pyreadstat.read_sav(path, user_missing=True), losses


@pytest.fixture(scope="module")
def dta(tmp_path_factory):
    path, losses = tmp_path_factory.mktemp("dta") / "x.dta", Losses()
    write_dta(table("zh"), path, losses)
    assert b"<release>118</release>" in path.read_bytes()[:80]
    return *pyreadstat.read_dta(path, user_missing=True), losses


def same(found, cell):
    return math.isnan(found) if cell is None else found == (cell.value if isinstance(cell, Missing) else cell)


def test_a_sav_file_gives_every_value_and_reason_back(sav):
    frame, _, _ = sav
    for name, cells in answered(table()).items():
        column = frame["by_" if name == "by" else name]
        if name == "warmth":
            told = [c if isinstance(c, Missing) else None for c in cells]
            assert all(map(same, frame["warmth.missing"], told))
            cells = [None if isinstance(c, Missing) else c for c in cells]
        if name != "why":
            assert all(map(same, column, cells)), name
    assert frame["why"].tolist()[: len(HOSTILE)] == list(HOSTILE)
    assert frame["id"].tolist() == table().ids


def test_a_sav_file_says_what_its_codes_mean(sav):
    _, meta, losses = sav
    assert meta.column_names_to_labels["best"] == "总的来说"
    assert meta.variable_value_labels["rs_1"] == {
        1.0: "慢",
        2.0: "＝快",
        -1.0: "未被问到",
        -2.0: "未作答",
        -5.0: "未使用",
        -6.0: "未答到此题",
    }
    assert meta.missing_ranges["best"] == [{"lo": -6.0, "hi": -1.0}]
    assert "warmth" not in meta.missing_ranges
    levels = {name: meta.variable_measure[name] for name in ("rs_1", "by_", "cost", "why")}
    assert levels == {"rs_1": "ordinal", "by_": "nominal", "cost": "scale", "why": "nominal"}
    assert meta.original_variable_types["cost"] == "F4.2"
    assert meta.original_variable_types["response.started"].startswith("DATETIME")
    assert [(n.values["old"], n.values["new"]) for n in losses.notes] == [("by", "by_")]


def test_times_are_times(sav, dta):
    for frame, name in ((sav[0], "response.closed"), (dta[0], "response_closed")):
        assert str(frame[name][1]) == "2026-01-15 12:31:05"
        assert frame[name].isna().tolist() == [False] * 18 + [True]


def test_a_dta_file_gives_every_value_and_reason_back(dta):
    frame, _, _ = dta
    for name, cells in answered(table()).items():
        if name == "why":
            continue
        column = frame["in_" if name == "in" else name].tolist()
        for found, cell in zip(column, cells, strict=True):
            if cell is None:
                assert math.isnan(found)
            else:
                assert found == (LETTERS[cell.value] if isinstance(cell, Missing) else cell), name
    assert frame["why"].tolist()[: len(HOSTILE)] == list(HOSTILE)
    assert frame["why_missing"].tolist() == [0.0] * 18 + ["b"]


def test_a_dta_file_says_what_its_values_mean(dta):
    _, meta, _ = dta
    assert meta.column_names_to_labels["rs_2"] == "维修"
    assert meta.variable_value_labels["rs_1"] == {
        1: "慢",
        2: "＝快",
        "a": "未被问到",
        "b": "未作答",
        "e": "未使用",
        "f": "未答到此题",
    }
    assert meta.variable_value_labels["warmth"]["d"] == "不愿回答"
    assert "warmth_missing" not in meta.column_names


def test_names_that_stata_lacks_are_made_unique():
    fields = [
        Field(name, {"en": name}, Kind.NUMBER, v.level, v)
        for name, v in _named("str4", "str4_", "a" * 32, f"{'a' * 32}.missing")
    ]
    losses = Losses()
    assert list(stata_names(fields, losses).values()) == ["str4_2", "str4_", "a" * 32, f"{'a' * 24}_missing"]
    assert [note.name for note in losses.notes] == ["export.renamed"]


def _named(*names):
    v = SMALL.codebook.by_name["best"]
    return [(name, v) for name in names]


def test_names_of_full_length_stay_whole_in_a_dta_file(tmp_path):
    long = [f"{'a' * 31}{n}" for n in range(2)]
    study = parse_questionnaire(SOURCE.replace("id: best,", f"id: {long[0]},").replace("id: cost,", f"id: {long[1]},"))
    given = {long[0]: 7, long[1]: Missing.REFUSED, "why": "x"}
    one = Response("1" * 32, "key", "small", study.hash, given, "en", Status.COMPLETE, START, START)
    cases = Cases({study.hash: "2"})
    data = code_responses({study.hash: study}, study, cases.passing(iter([one])))
    write_dta(ExportTable(data, cases, "en"), tmp_path / "x.dta", Losses())
    frame, meta = pyreadstat.read_dta(tmp_path / "x.dta", user_missing=True)
    assert [frame[name][0] for name in long] == [7, "d"]
    assert meta.variable_value_labels[long[1]]["d"] == "refused"
    assert [meta.column_names_to_labels[name] for name in long] == ["All in all", "Degrees"]
    assert "why_missing" in frame


def test_texts_and_labels_beyond_the_limits_are_cut_and_told(tmp_path):
    long = table()
    why = long.data.column("why")
    why.values[0] = "慢" * 20_000
    label = {"en": "慢" * 200}
    item = replace(SMALL.item_by_id["why"], text=label)
    section = SMALL.sections[0]
    items = tuple(item if i.id == "why" else i for i in section.items)
    asked = replace(SMALL, sections=(replace(section, items=items),))
    long = replace(long, data=replace(long.data, questionnaire=asked))
    losses = Losses()
    write_sav(long, tmp_path / "x.sav", losses)
    frame, meta = pyreadstat.read_sav(tmp_path / "x.sav")
    assert frame["why"][0] == "慢" * (32_767 // 3)
    assert meta.column_names_to_labels["why"] == "慢" * 85
    assert [(a.reason, a.value) for a in losses.answers] == [("too_long", "慢" * 20_000)]
    assert {note.name for note in losses.notes} == {"export.renamed", "export.cut_labels"}
    stata = Losses()
    write_dta(long, tmp_path / "x.dta", stata)
    frame, meta = pyreadstat.read_dta(tmp_path / "x.dta")
    assert frame["why"][0] == "慢" * 20_000
    assert meta.column_names_to_labels["why"] == "慢" * 80
    assert stata.answers == []
