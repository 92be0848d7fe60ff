"""What goes through a backup serves, exports and analyses as before; who is erased is in none of it."""

from pathlib import Path

import pytest

from surveykit import pipeline
from surveykit.errors import AnalystError
from surveykit.store import Store

STUDY = Path("tiny.yaml")
PLAN = Path("plan.yaml")
STORE = "sqlite:///study.db"
NEW = "sqlite:///new.db"
SAID = "the driver Zebedee shouted"
TEXTS = {
    STUDY: """
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
records: {hours: {label: Hours, kind: number, minimum: 0}}
sections:
  - id: s
    title: S
    items:
      - {id: speed, kind: rating, text: Fast?, scale: {from: 1, to: 5}}
      - {id: why, kind: open_text, text: Why?}
""",
    PLAN: """
plan: tiny
questionnaire: tiny.yaml
registered: 2026-01-15
data: {store: "sqlite:///study.db"}
analyses: [describe]
report: {languages: [en], title: {en: Tiny, zh: 小}}
""",
    Path("answers.csv"): "id,speed,why\n"
    + "".join(f"C-{n},{1 + n % 5},{SAID if n == 7 else 'x'}\n" for n in range(40)),
    Path("crm.csv"): "id,hours\nC-7,4711\nC-8,2\n",
}


@pytest.fixture(autouse=True)
def _study(tmp_path, monkeypatch):
    """A store with the answers of a file and the firm's records."""
    monkeypatch.chdir(tmp_path)
    for path, text in TEXTS.items():
        path.write_text(text, encoding="utf-8")
    pipeline.import_responses(STUDY, Path("answers.csv"), STORE)
    pipeline.import_records(STUDY, Path("crm.csv"), STORE, "id")


def written(store, folder):
    """The bytes of an export and of the findings."""
    files = pipeline.export(STUDY, store, Path(folder) / "answers.csv").files
    pipeline.write_findings(pipeline.study(PLAN, None, store), Path(folder) / "findings.json")
    return [path.read_bytes() for path in (*files, Path(folder) / "findings.json")]


def on_disk():
    return b"".join(path.read_bytes() for path in Path().glob("study.db*"))


def told(call, *arguments):
    with pytest.raises(AnalystError) as error:
        call(*arguments)
    return [problem.code for problem in error.value.problems]


def test_what_is_restored_exports_and_analyses_to_the_byte():
    pipeline.backup(STORE, Path("backup.db"))
    done = pipeline.restore(Path("backup.db"), NEW)
    assert [held.responses for held in done.held] == [40]
    assert written(NEW, "after") == written(STORE, "before")
    assert pipeline.import_again(STUDY, Path("answers.csv"), NEW).added == 0


def test_who_is_erased_is_in_no_byte_no_export_and_no_later_import():
    assert SAID.encode() in on_disk()
    assert pipeline.erase(STUDY, STORE, "C-7", "asked by letter") == pipeline.Erased(1)
    for text in (SAID, "C-7", "4711"):
        assert text.encode() not in on_disk()
    assert not any(SAID.encode() in content or b"C-7" in content for content in written(STORE, "after"))
    codes = told(pipeline.import_again, STUDY, Path("answers.csv"), STORE)
    assert (codes[0], set(codes[1:])) == ("erased-respondent", {"duplicate-response", "nothing-imported"})
    assert pipeline.import_records(STUDY, Path("crm.csv"), STORE, "id").strangers == 1


def test_an_older_backup_does_not_bring_the_erased_back_where_the_store_tells_of_them():
    pipeline.backup(STORE, Path("backup.db"))
    pipeline.erase(STUDY, STORE, "C-7")
    done = pipeline.restore(Path("backup.db"), NEW, Path("study.db"))
    assert (done.repeated, [held.responses for held in done.held]) == (1, [39])
    assert SAID.encode() not in Path("new.db").read_bytes()
    assert written(NEW, "after") == written(STORE, "before")


def test_who_is_not_sure_erases_nobody():
    asked = []
    assert pipeline.erase(STUDY, STORE, "C-7", sure=lambda found: asked.extend(found)) is None
    assert [response.key for response in asked] == ["import:C-7"]
    with Store.open(STORE) as store:
        assert store.count("tiny") == 40


def test_an_unknown_id_is_refused_and_one_that_was_erased_is_told():
    assert told(pipeline.erase, STUDY, STORE, "C-77") == ["respondent-unknown"]
    pipeline.erase(STUDY, STORE, "C-7")
    again = pipeline.erase(STUDY, STORE, "C-7")
    assert again.responses == 0
    assert again.before is not None


@pytest.mark.parametrize(("reason", "refused"), [("letter of C-7", True), ("(C-7)", True), ("letter C-77 of 7", False)])
def test_the_log_keeps_no_reason_that_names_the_respondent(reason, refused):
    if refused:
        assert told(pipeline.erase, STUDY, STORE, "C-7", reason) == ["reason-names-respondent"]
    else:
        assert pipeline.erase(STUDY, STORE, "C-7", reason) == pipeline.Erased(1)
