"""Tables for files: every table and figure, numbers at full precision, no formula, the same bytes every time."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from surveykit.charts import kinds
from surveykit.core.finding import Figure, Table
from surveykit.core.zip_file import unzipped
from surveykit.pipeline.report_forms import write_form
from surveykit.report.content import build_report
from surveykit.report.figure_tables import figure_table
from surveykit.report.table_files import TableFile, table_files
from tests.report.hostile_study import HOSTILE, hostile
from tests.report.tiny_study import DESCRIBED, STUDY, text

A, B = text("Speed", "速度"), text("Care", "关怀")
FIGURES = {
    "bars": ({"bars": [{"label": A, "count": 3, "share": 0.75}], "n": 4}, (("Speed", 3, 0.75),)),
    "distribution": ({"values": [{"value": 2.5, "count": 4}], "n": 16, "mean": 2.5}, ((2.5, 4, 0.25),)),
    "dumbbells": (
        {
            "rows": [{"label": A, "first": 1.5, "second": 2.5, "gap": 1.0, "interval": (0.5, 1.5)}],
            "first": A,
            "second": B,
            "gap": A,
            "axis": A,
        },
        (("Speed", 1.5, 2.5, 1.0, (0.5, 1.5)),),
    ),
    "funnel": ({"steps": [{"label": A, "n": 9}, {"label": B, "n": 7}]}, (("Speed", 9), ("Care", 7))),
    "heat_map": (
        {"labels": [A, B], "matrix": [(None, None), (0.5, None)], "diagonal": (0.8, None), "diagonal_label": A},
        (("Speed", 0.8, None), ("Care", 0.5, None)),
    ),
    "intervals": (
        {"rows": [{"label": A, "value": 1.23456}, {"label": B, "note": text("too few", "过少")}], "axis": A},
        (("Speed", 1.23456, None), ("Care", "too few", None)),
    ),
    "johnson_neyman": (
        {"points": [{"moderator": 1, "slope": 2, "low": 1.5, "high": 2.5}], "bounds": (), "slope": A, "moderator": B},
        ((1.0, 2.0, (1.5, 2.5)),),
    ),
    "kano_map": (
        {"features": [{"label": A, "better": 0.5, "worse": -0.25, "better_interval": (0.4, 0.6)}]},
        (("Speed", 0.5, (0.4, 0.6), -0.25, None),),
    ),
    "likert": (
        {
            "scale": [{"value": 1}, {"value": 2, "label": B}],
            "rows": [{"id": "q", "label": A, "counts": {2: 5}, "n": 5}],
        },
        (("Speed", "q", 0, 5, 5),),
    ),
    "loadings": ({"items": [A], "factors": [B], "loadings": [(0.7,)], "shown": 0.4}, (("Speed", 0.7),)),
    "missing_pattern": (
        {
            "items": [{"label": A, "missing": 2}, {"label": B, "missing": 2}],
            "patterns": [{"n": 2, "missing": (True, True)}],
            "n": 9,
        },
        (("Speed, Care", 2),),
    ),
    "parts": ({"rows": [{"label": A, "value": 0.3, "interval": (0.2, 0.4)}], "axis": A}, (("Speed", 0.3, (0.2, 0.4)),)),
    "paths": (
        {
            "nodes": [{"id": "a", "label": A, "column": 0}, {"id": "b", "label": B, "column": 1}],
            "arrows": [{"start": "a", "end": "b", "value": 0.4, "interval": (0.3, 0.5)}],
        },
        (("Speed", "Care", 0.4, (0.3, 0.5)),),
    ),
    "profile": (
        {
            "segments": [{"label": A, "n": 3}, {"label": B, "n": 4}],
            "dimensions": [{"label": A, "values": [{"value": 1.5, "interval": (1, 2)}, None]}],
            "axis": A,
        },
        (("Speed", 1.5, (1.0, 2.0), None, None),),
    ),
    "quadrant": (
        {
            "attributes": [{"label": A, "performance": 7, "importance": 0.4}],
            "cuts": (5, 0.2),
            "cuts_label": A,
            "performance": A,
            "importance": B,
            "corners": (A, A, A, A),
        },
        (("Speed", 7.0, None, 0.4, None),),
    ),
    "rank_changes": (
        {"occasions": [A, B], "objects": [{"label": A, "places": [{"rank": 1.5}, None]}]},
        (("Speed", 1.5, None),),
    ),
    "ranks": (
        {"rows": [{"label": A, "mean_rank": 1.5, "first": 2, "top": 3, "n": 4}], "k": 2},
        (("Speed", 1.5, 2, 3, 4),),
    ),
    "roc": ({"points": [(0, 0), (0.2, 0.7), (1, 1)], "area": 0.8}, ((0.0, 0.0), (0.2, 0.7), (1.0, 1.0))),
    "sample": (
        {"demographics": [{"label": A, "groups": [{"label": B, "count": 3, "target": 0.5}], "n": 9}]},
        (("Speed", "Care", 3, 0.5),),
    ),
    "scree": (
        {"eigenvalues": (2.0, 0.5), "random": (1.2, 0.8), "above": 1, "share": 0.95},
        ((1, 2.0, 1.2), (2, 0.5, 0.8)),
    ),
    "shares": (
        {"parts": [A, B], "rows": [{"label": A, "counts": (1, 2), "n": 3, "value": 0.5}], "axis": B},
        (("Speed", 1, 2, 3, 0.5, None),),
    ),
    "waves": (
        {"waves": [{"label": A, "value": 7.5, "interval": (7, 8), "n": 9}], "axis": B},
        (("Speed", 7.5, (7.0, 8.0), 9),),
    ),
    "words": ({"themes": [{"label": A, "count": 3, "words": ("fast", "slow")}], "n": 5}, (("Speed", 3, "fast, slow"),)),
}
"""A figure of each kind, and the rows of its table in English."""
WITHOUT = {"residuals"}
"""Every dot is one respondent."""


def in_english(table: Table) -> tuple[tuple[object, ...], ...]:
    return tuple(tuple(cell["en"] if isinstance(cell, dict) else cell for cell in row) for row in table.rows)


@pytest.mark.parametrize("kind", FIGURES)
def test_the_table_of_a_figure_has_its_numbers(kind: str) -> None:
    data, expected = FIGURES[kind]
    table = figure_table(Figure(kind, A, data))
    assert table is not None
    assert in_english(table) == expected
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_every_kind_of_figure_has_a_table_or_a_reason() -> None:
    assert set(kinds()) == {*FIGURES, *WITHOUT}
    assert figure_table(Figure("residuals", A, {})) is None


def files(**changes: object) -> dict[str, TableFile]:
    return {table.path: table for table in table_files(build_report(replace(STUDY, **changes), "en"))}


def test_every_table_and_figure_is_listed_with_its_title() -> None:
    made = files()
    index = made["en/tables.csv"]
    assert {f"en/{row[0]}" for row in index.rows} == made.keys() - {"en/tables.csv"}
    assert ("figure-1.csv", "Figure 1") in {row[:2] for row in index.rows}
    (title,) = {row[2] for row in index.rows if row[0] == "table-4.csv"}
    assert title == "Mean scores"


def test_numbers_have_full_precision_and_intervals_two_columns() -> None:
    exact = replace(DESCRIBED.table, rows=(("Speed", 3.4219876, (3.11, 3.7300001), None),))
    (table,) = [t for t in files(findings=(replace(DESCRIBED, table=exact),)).values() if "95% CI (low)" in t.header]
    assert table.header == ("Construct", "Mean", "95% CI (low)", "95% CI (high)", "p")
    assert table.rows == (("Speed", 3.4219876, 3.11, 3.7300001, ""),)


def test_rows_for_which_a_page_has_no_room_are_in_the_file() -> None:
    long = replace(DESCRIBED.table, rows=tuple((str(at), 3.0, (2.5, 3.5), None) for at in range(400)))
    (table,) = [t for t in files(findings=(replace(DESCRIBED, table=long),)).values() if "95% CI (low)" in t.header]
    assert [row[0] for row in table.rows] == [str(at) for at in range(400)]


def test_rows_under_headings_name_their_group_in_the_first_column() -> None:
    table = files()["en/table-2.csv"]
    assert table.header[:3] == ("Group", "Id", "Question")
    assert {row[0] for row in table.rows} == {"Speed"}
    assert all(len(row) == len(table.header) for row in table.rows)


def test_a_table_that_is_cut_on_the_page_is_whole_in_its_file() -> None:
    assert DESCRIBED.table is not None
    long = replace(DESCRIBED, table=replace(DESCRIBED.table, rows=DESCRIBED.table.rows * 400))
    assert max(len(table.rows) for table in files(findings=(long,)).values()) == 400


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_a_formula_and_numbers_stay_numbers(words: str, tmp_path: Path) -> None:
    write_form(hostile(words), tmp_path / "t.zip", ["en", "zh"])
    entries = dict(unzipped((tmp_path / "t.zip").read_bytes()))
    cells: set[str] = set()
    for content in entries.values():
        assert content.startswith(b"\xef\xbb\xbf")
        cells |= {cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row}
    assert "-0.25" in cells
    assert "'=1+1" in cells
    assert {words, f"'{words}"} & cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write_form(STUDY, tmp_path / name, ["en", "zh"])
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
