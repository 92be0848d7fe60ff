"""surveykit adopt: a labelled file from elsewhere can be analysed at once, and nothing of it goes missing unnamed."""

import json

import pytest
import xlsxwriter
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.interchange.table_columns import dataset_of
from tests.interchange.adopt.foreign import ROWS, STUDIES, cells, labelled, write
from tests.interchange.export.study import SMALL, stored


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(commands, [str(a) for a in arguments])


def adopt(data, *more):
    return run("adopt", data, "-o", "q.yaml", *more)


def loaded(folder, data):
    """The data with the drafted definition and mapping."""
    return pipeline.load_data(folder / data, folder / "q.yaml", folder / "q.map.yaml")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", [".sav", ".dta"])
def test_a_study_is_checked_analysed_and_reported_as_it_was_drafted(folder, monkeypatch, ending, language):
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", language)
    data = write(folder / f"study{ending}", language).name
    done = adopt(data, "--plan", "plan.yaml")
    assert done.exit_code == 0, done.output
    assert all(name in done.output for name in STUDIES[language])
    assert run("check", "q.yaml").exit_code == 0
    assert run("import", "q.yaml", data, "--mapping", "q.map.yaml", "--store", "sqlite:///x.db").exit_code == 0
    analysed = run("analyse", "plan.yaml", "-o", "findings.json")
    assert analysed.exit_code == 0, analysed.output
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert found["data"]["n"] == ROWS
    assert "reliability" in {finding["analysis"] for finding in found["findings"]}
    reported = run("report", "plan.yaml", "--data", data, "-o", "report.html")
    assert reported.exit_code == 0, reported.output
    page = (folder / "report.html").read_text(encoding="utf-8")
    words = {"en": "the wording that the respondents saw is not known", "zh": "受访者当时看到的原文"}
    assert words[language] in page


def test_the_answers_mean_what_they_meant(folder):
    adopt(write(folder / "study.sav").name)
    read, written = loaded(folder, "study.sav"), cells()
    assert read.column("sat2").numbers().tolist() == written["sat2"]
    assert read.column("sat1").cell(0) is Missing.DONT_KNOW
    assert read.column("channel").cell(ROWS - 1) is Missing.REFUSED
    assert read.column("visits").numbers().tolist() == written["visits"]
    assert read.texts("why") == written["why"]
    assert read.column("q7_late").numbers().tolist() == written["q7_late"]


def test_what_was_guessed_stands_on_the_terminal_and_in_the_file(folder):
    done = adopt(write(folder / "study.sav").name)
    lines = {line.split()[0]: line for line in done.output.splitlines() if line.strip()}
    assert "9→dont_know" in lines["sat1"]
    assert "matrix sat_items" in lines["sat1"]
    assert "no answer in it" in lines["empty"]
    assert "the labels of single values are not kept" in lines["visits"]
    text = (folder / "q.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Drafted from study.sav by surveykit adopt.")
    assert "Put the true wording of the questions in their place." in text
    assert "# Left out (no answer in it): empty" in text
    assert "      # sat1, sat2, sat3: matrix, 90%\n" in text
    assert "  # A draft from the names alone" in text


def test_an_item_that_goes_against_its_fellows_is_named_and_not_reversed(folder):
    done = adopt(write(folder / "study.sav").name)
    assert "sat3 (−" in done.output
    text = (folder / "q.yaml").read_text(encoding="utf-8")
    assert "add reverse to sat: " in text
    assert "\n    reverse" not in text


def test_nothing_is_overwritten(folder):
    data = write(folder / "study.sav").name
    for name in ("q.yaml", "q.map.yaml", "plan.yaml"):
        (folder / name).write_text("mine", encoding="utf-8")
        done = adopt(data, "--plan", "plan.yaml")
        assert done.exit_code == 1
        assert f"{name}: the file is already there" in done.output
        assert sorted(path.name for path in folder.iterdir()) == sorted([name, data])
        (folder / name).unlink()
    assert "cannot be one file" in adopt(data, "--plan", "q.map.yaml").output


# --- workbooks and tables with a codebook -----------------------------------------------------------


def workbook(path, **sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


ANSWERS = [["sex", "age", "mood"], *[[1 + at % 2, 20 + at, 1 + at % 5] for at in range(30)], [9, 99, 3]]
CODEBOOK = [
    ["variable", "label", "value", "value label"],
    ["sex", "Sex of the respondent", 1, "Man"],
    ["", "", 2, "Woman"],
    ["", "", 9, "Refused"],
    ["age", "Age in years", 99, "Not stated"],
    ["mood", "How is your mood?", "", ""],
]


def test_a_workbook_with_a_codebook_sheet_needs_no_more(folder):
    workbook(folder / "study.xlsx", codebook=CODEBOOK, answers=ANSWERS)
    done = adopt("study.xlsx")
    assert done.exit_code == 0, done.output
    read = loaded(folder, "study.xlsx")
    assert read.variable("sex").label == {"en": "Sex of the respondent"}
    assert read.column("sex").cell(30) is Missing.REFUSED
    assert read.column("age").cell(30) is Missing.NOT_ANSWERED


def test_a_table_with_a_codebook_beside_it(folder):
    for name, rows in (("data.csv", ANSWERS), ("codebook.csv", CODEBOOK)):
        (folder / name).write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    assert adopt("data.csv", "--codebook", "codebook.csv").exit_code == 0
    assert loaded(folder, "data.csv").column("sex").cell(30) is Missing.REFUSED
    done = run("adopt", "data.csv", "--codebook", "data.csv", "-o", "other.yaml")
    assert done.exit_code == 1
    assert "does not say what the columns of the data mean" in done.output


def test_our_own_workbook_comes_back_with_its_reasons(folder):
    path, url = stored(folder)
    pipeline.export(path, url, folder / "out.xlsx")
    assert adopt("out.xlsx").exit_code == 0
    before = dataset_of(pipeline.open_source(folder / "out.xlsx", SMALL.codebook.by_name), SMALL)
    after = loaded(folder, "out.xlsx")
    rated = [v.name for v in SMALL.codebook.variables if v.values and v.name in after.codebook.by_name]
    assert rated
    for name in rated:
        assert [after.column(name).cell(at) for at in range(after.n)] == [
            before.column(name).cell(at) for at in range(before.n)
        ]


# --- files at fault ---------------------------------------------------------------------------------


def test_files_at_fault_are_refused_with_their_place_and_nothing_is_written(folder, monkeypatch):
    labelled(folder / "none.sav", {"a": []})
    labelled(folder / "empty.sav", {"a": [None, None]})
    (folder / "bad.sav").write_bytes(b"$FL2 and no more")
    (folder / "ragged.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")
    (folder / "study.docx").write_text("x", encoding="utf-8")
    said = {
        "none.sav": "no row of answers",
        "empty.sav": "no column of the file could be a question",
        "bad.sav": "cannot be read as a file of SPSS or Stata",
        "ragged.csv": "ragged.csv: row 3",
        "study.docx": "is not the ending",
        "nowhere.sav": "nowhere.sav",
    }
    before = sorted(folder.iterdir())
    for name, words in said.items():
        done = adopt(name)
        assert (done.exit_code, words in done.output) == (1, True), done.output
        assert "Nothing was written." in done.output
    monkeypatch.setattr("surveykit.pipeline.adoption.MAXIMUM_BYTES", 100)
    done = adopt(write(folder / "study.sav").name)
    assert (done.exit_code, "larger than 100 bytes" in done.output) == (1, True)
    (folder / "study.sav").unlink()
    assert sorted(folder.iterdir()) == before


def test_strange_files_become_a_definition_that_passes(folder):
    long = "客户对售后服务人员的态度与专业的满意"  # 54 bytes; with its number nearly as long as SPSS allows
    strange = {
        "names": ({f"{long}{at}": [1.0, 2, 3] for at in range(3)}, {}),
        "bare": ({"a": [1.0, 7, 3], "b": ["x", "", "y"], "c": [1.5, 2, -1]}, {}),
        "signs": (
            {"yes": [1.0, 2, 1], "null": [1.0, 2, 3], "and": [1.0, 0, 1]},
            {"column_labels": {"yes": "- {a: [&b]} # <p>'\"</p>", "null": "{{x}} ${y}", "and": "%@`|>"}},
        ),
        "same": ({"a": [1.0, 2, 3], "A2": [3.0, 2, 1]}, {"column_labels": {"a": "Same", "A2": "Same"}}),
        "wide": ({f"v{at}": [1.0, 2, 3] for at in range(150)}, {}),
    }
    for name, (columns, options) in strange.items():
        labelled(folder / f"{name}.sav", columns, **options)
        done = run("adopt", f"{name}.sav", "-o", f"{name}.yaml", "--plan", f"{name}.plan.yaml")
        assert done.exit_code == 0, done.output
        assert run("check", f"{name}.yaml").exit_code == 0
        assert run("analyse", f"{name}.plan.yaml", "-o", f"{name}.json").exit_code == 0


def test_the_plan_finds_its_files_from_another_folder(folder):
    write(folder / "study.sav")
    assert adopt("study.sav", "--plan", "reports/plan.yaml").exit_code == 0
    assert run("analyse", "reports/plan.yaml", "-o", "f.json").exit_code == 0
