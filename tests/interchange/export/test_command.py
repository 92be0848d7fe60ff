"""surveykit export: every format from a store, what it says, and what it refuses."""

import csv

import pytest
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.core.response import Response, Status
from surveykit.design.load import parse_questionnaire
from surveykit.interchange.export.losses import Note
from surveykit.pipeline import shared
from surveykit.store.store import Store
from tests.interchange.export.study import OLD, SMALL, stored


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    return stored(tmp_path)


def run(study, *arguments):
    path, url = study
    return CliRunner().invoke(commands, ["export", str(path), "--store", url, *arguments])


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("ending", pipeline.EXPORTS)
def test_every_format_is_written_with_what_belongs_to_it(study, tmp_path, ending):
    done = run(study, "-o", f"out{ending}")
    assert done.exit_code == 0, done.output
    made = {path.name for path in tmp_path.glob("out*")}
    beside = {".R": {"out.exact.csv"}, ".xml": {"out.exact.csv"}, ".sps": {"out.spss.csv"}}.get(ending, set())
    book = set() if ending in (".xlsx", ".xml") else {"out.codebook.csv"}
    assert made == {f"out{ending}", "out.left-out.csv", *beside, *book}
    assert all(name in done.output for name in made)


def test_the_ending_may_be_written_in_any_case(study, tmp_path):
    assert run(study, "-o", "out.r").exit_code == 0
    assert (tmp_path / "out.r").exists()


def test_answers_without_a_place_in_the_table_are_listed_with_the_reason(study, tmp_path):
    path, url = study
    draft = {"rs_1": 2, "by": "plane", "why": "half way"}
    with Store.open(url) as store:
        store.add_all([Response("9" * 32, "key-draft", "small", SMALL.hash, draft, "en", Status.DRAFT)])
    done = pipeline.export(path, url, tmp_path / "out.csv")
    listed = {(row["variable"], row["reason"], row["value"]) for row in read(tmp_path / "out.left-out.csv")}
    assert listed == {
        ("best", "other_version", "0"),
        ("gone", "no_such_variable", "3"),
        ("by", "not_in_codebook", "plane"),
    }
    assert done.notes[0] == Note("export.rows", {"n": 20, "columns": 11})
    assert [note.name for note in done.notes[1:]] == [
        f"export.{n}" for n in ("draft", "screened", "versions", "left_out")
    ]


def test_no_answer_of_any_version_is_dropped(study, tmp_path):
    """Whichever version the columns are those of, every stored answer is in the table or in the list."""
    path, url = study
    for current in (SMALL, OLD):
        path.write_text(current.source, encoding="utf-8")
        pipeline.export(path, url, tmp_path / "out.csv", "exact")
        aside = {(row["id"], row["variable"]) for row in read(tmp_path / "out.left-out.csv")}
        table = {row["id"]: row for row in read(tmp_path / "out.csv")}
        with Store.open(url) as store:
            kept = [r for r in store.responses("small") if r.status is Status.COMPLETE]
        assert len(kept) == 18
        for response in kept:
            for name, answer in response.answers.items():
                if not isinstance(answer, Missing):
                    there = table[response.id].get(name, "") not in ("", *map(str, range(-6, 0))) or name in (
                        "warmth",
                        "why",
                    )
                    assert there or (response.id, name) in aside, (current.version, name)


def test_flags_are_added_if_asked_for(study, tmp_path):
    assert run(study, "-o", "out.csv", "--flags").exit_code == 0
    flags = [row["response.flags"].split() for row in read(tmp_path / "out.csv")]
    assert "other_version" in flags[-2]


def test_labels_are_in_the_language_asked_for(study, tmp_path):
    assert run(study, "-o", "out.csv", "--labels", "--language", "zh").exit_code == 0
    assert read(tmp_path / "out.csv")[0]["怎么来的？"] == "火车"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "out.doc"), "“.doc” is not an ending"),
        (("-o", "out.sav", "--csv", "exact"), "--csv has no meaning"),
        (("-o", "out.parquet", "--labels"), "--labels has no meaning"),
    ],
)
def test_what_makes_no_sense_is_refused(study, tmp_path, arguments, said):
    done = run(study, *arguments)
    assert done.exit_code == 1
    assert said in done.output
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize(
    ("ending", "package", "extra"),
    [(".sav", "pyreadstat", "spss"), (".parquet", "pyarrow", "big"), (".parquet", "polars", "big")],
)
def test_a_missing_extra_is_named(study, monkeypatch, ending, package, extra):
    found = shared.find_spec
    monkeypatch.setattr(shared, "find_spec", lambda name: None if name == package else found(name))
    done = run(study, "-o", f"out{ending}")
    assert done.exit_code == 3
    assert f'pip install "surveykit[{extra}]"' in done.output


def test_a_store_without_responses_is_told(tmp_path):
    asked = parse_questionnaire(SMALL.source.replace("questionnaire: small", "questionnaire: other"))
    path = tmp_path / "other.yaml"
    path.write_text(asked.source, encoding="utf-8")
    url = stored(tmp_path)[1]
    done = CliRunner().invoke(commands, ["export", str(path), "--store", url, "-o", str(tmp_path / "out.csv")])
    assert done.exit_code == 1
    assert not (tmp_path / "out.csv").exists()


def test_what_belonged_to_an_earlier_file_of_the_name_goes_with_it(study, tmp_path):
    assert run(study, "-o", "out.csv").exit_code == 0
    assert (tmp_path / "out.left-out.csv").exists()  # texts of one respondent
    assert "Removed" not in run(study, "-o", "out.csv").output
    done = run(study, "--public", "-o", "out.csv")
    assert (done.exit_code, (tmp_path / "out.left-out.csv").exists()) == (0, False)
    assert "Removed out.left-out.csv" in done.output
    assert (tmp_path / "out.notes.txt").exists()
    assert "Removed out.notes.txt" in run(study, "-o", "out.csv").output  # it is no extract any more
