"""Derived variables on the road: imported without them, analysed, exported with labels, renamed, compared, printed."""

import csv
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

import surveykit
from surveykit import pipeline
from surveykit.core.plan import parse_plan
from surveykit.design.compose import Part, joined
from surveykit.design.diff import changes
from surveykit.design.load import parse_questionnaire, read
from surveykit.design.rename import rename, rename_in_plan
from surveykit.errors import AuthorError
from surveykit.interchange.codebook_csv import codebook_rows
from surveykit.interchange.ddi import ddi_text
from surveykit.report.codebook import codebook_page
from tests.core.derived_study import STUDY

READ = parse_questionnaire(STUDY)
HEADER = ("id", "a", "b", "c", "age", "channel", "faults_late", "faults_parts")
ROWS = [(f"r{at:03}", 1 + at % 5, 1 + at * 7 % 5, 3, 18 + at % 80, 1 + at * 5 % 3, at % 2, 0) for at in range(160)]
PLAN = """
plan: repairs
questionnaire: repairs.yaml
data: {file: answers.csv}
analyses:
  - logistic_regression: {outcome: pleased, predictors: [pace, remote]}
  - regression: {outcome: care_index, predictors: [troubles, age_group]}
  - groups: {by: [age_group], outcomes: [care_index]}
  - cross_tables: {rows: [pleased], columns: [age_group]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "repairs.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return tmp_path


@pytest.fixture
def store(folder: Path) -> str:
    url = f"sqlite:///{folder / 'repairs.db'}"
    pipeline.import_responses(folder / "repairs.yaml", folder / "answers.csv", url)
    return url


def test_every_analysis_can_use_them(folder):
    known = [
        (finding.analysis, *estimate.of.values())
        for finding in pipeline.study(folder / "plan.yaml").findings
        for estimate in finding.estimates
        if estimate.value is not None
    ]
    for analysis, name in (
        *(("logistic_regression", name) for name in ("pleased", "pace", "remote")),
        *(("regression", name) for name in ("care_index", "troubles", "age_group")),
        *(("groups", name) for name in ("care_index", "age_group")),
        *(("cross_tables", name) for name in ("pleased", "age_group")),
    ):
        assert any(own[0] == analysis and name in own for own in known), (analysis, name)


def test_a_file_that_was_exported_is_read_again_and_computed_anew(folder, store):
    for name in ("out.csv", "out.parquet", "out.sav"):
        out = folder / name
        pipeline.export(folder / "repairs.yaml", store, out, csv="exact" if name.endswith("csv") else None)
        again = surveykit.load_data(out, READ)
        assert again.counts("age_group") == {1.0: 24, 2.0: 40, 3.0: 96}
        assert again.spread("care_index").n == 160


def test_exports_have_codes_and_labels(folder, store):
    sav, dta, parquet, sheet = (folder / f"out.{end}" for end in ("sav", "dta", "parquet", "xlsx"))
    for out in (
        sav,
        dta,
        parquet,
        sheet,
        folder / "out.jsonl",
        folder / "out.R",
        folder / "out.sps",
        folder / "out.xml",
    ):
        pipeline.export(folder / "repairs.yaml", store, out, language="zh")
    for frame, meta in (pyreadstat.read_sav(str(sav), user_missing=True), pyreadstat.read_dta(str(dta))):
        assert meta.column_names_to_labels["care_index"] == "关怀指数"
        labels = meta.variable_value_labels["age_group"]
        assert (labels[1], labels[3]) == ("未满30", "50岁以上")
        assert (frame["age_group"] == 1).sum() == 24
    assert pq.read_table(parquet)["age_group"].to_pylist().count(1) == 24
    assert (pd.read_excel(sheet, engine="calamine")["age_group"] == 1).sum() == 24


def test_the_codebook_says_how_they_come_about():
    header, *rows = codebook_rows(READ)
    row = dict(zip(header, next(r for r in rows if r[0] == "pace"), strict=True))
    assert (row["origin"], row["item"], row["formula_zh"][:3]) == ("derived", "", "a、b")
    page = codebook_page(READ, pipeline.template_folders(), ("en", "zh"))
    assert "收集后派生" in page
    assert "The sum of faults_late, faults_parts" in page
    text = ddi_text(READ, ("en", "zh"))
    assert 'var="V_a V_b V_c"' in text
    assert "<drvdesc" in text


def test_a_mapping_cannot_fill_them(folder):
    (folder / "m.map.yaml").write_text("columns: {x: {variable: pace}}\n", encoding="utf-8")
    with pytest.raises(AuthorError) as caught:
        pipeline.import_responses(
            folder / "repairs.yaml", folder / "answers.csv", f"sqlite:///{folder / 'x.db'}", folder / "m.map.yaml"
        )
    assert caught.value.problems[0].code == "mapping-unknown-variable"


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        ("derived:care_index", "caring", "{of: caring, at: [50]"),
        ("row:m.a", "first", "mean: [first, b]"),
        ("construct:care", "concern", "index: {of: concern,"),
        ("item:age", "years", "of: years\n"),
        ("option:channel.app", "apps", "codes: {phone: far, apps: far, shop: near}"),
        ("option:pleased.less", "not_much", "codes: {1: not_much, 2: not_much,"),
        ("item:faults", "flaws", "sum: [flaws_late, flaws_parts]"),
    ],
)
def test_a_renaming_is_followed(old, new, now):
    assert now in rename(STUDY, "q.yaml", old, new).definition.text


def test_a_plan_follows_a_renamed_one(folder):
    from surveykit.analysis import ANALYSES

    names = rename(STUDY, "q.yaml", "derived:age_group", "years").names
    text = rename_in_plan(PLAN, "plan.yaml", ANALYSES, names).text
    assert text == PLAN.replace("age_group", "years")
    assert parse_plan(text, folder / "plan.yaml").analyses


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at: [30, 50]", "at: [35, 50]", [("breaking", "derivation", "derived:age_group")]),
        ("minimum_answered: 0.5", "minimum_answered: 0.9", [("breaking", "derivation", "derived:pace")]),
        ("en: Troubles", "en: All troubles", [("harmless", "wording", "derived:troubles")]),
        ("en: Under 30", "en: Below 30", [("harmless", "wording", "option:age_group.young")]),
        (
            "pace: {label",
            "tempo: {label",
            [("harmless", "derived-renamed", "derived:pace")],
        ),
    ],
)
def test_what_changed_is_told(old, new, expected):
    found = changes(read(STUDY).written, read(STUDY.replace(old, new)).written)
    assert [(c.weight.value, c.code, c.thing) for c in found] == expected


def test_templates_put_together_keep_their_own():
    other = parse_questionnaire(
        STUDY.replace("at: [30, 50]", "at: [35, 50]")
        .replace("from: 1, to: 5", "from: 1, to: 7")
        .replace(
            "{1: less, 2: less, 3: less, 4: more, 5: more}",
            "{1: less, 2: less, 3: less, 4: more, 5: more, 6: more, 7: more}",
        )
    )
    whole = joined([Part("one", READ), Part("two", other)])
    assert {"age_group", "two_age_group", "troubles", "two_pace"} <= {*whole.derived_by_id}
    assert whole.derived_by_id["two_pace"].mean == ("two_a", "two_b")
    assert whole.derived_by_id["two_care_index"].index.of == ("two_care",)
    assert len(whole.codebook.variables) == len(whole.codebook.by_name)
