"""backup, restore and erase: what they say, what they refuse, and that nobody is erased by mistake."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit.cli import commands
from surveykit.core.language import LANGUAGES
from surveykit.store import Store
from tests.cli.calls import CHINESE, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")
STORE = "sqlite:///study.db"
TINY = """\
questionnaire: tiny
version: "1"
languages: [en]
title: Tiny
sections:
  - {id: s, title: S, items: [{id: why, kind: open_text, text: Why?}]}
"""
ERASE = ("erase", "tiny.yaml", "--store", STORE, "--respondent", "C-1")


@pytest.fixture(autouse=True)
def _study(elsewhere):
    written("tiny.yaml", TINY)
    written("answers.csv", "id,why\nC-1,the secret\nC-2,x\n")
    assert run("import", "tiny.yaml", "answers.csv", "--store", STORE).exit_code == 0


def count():
    with Store.open(STORE) as store:
        return store.count("tiny")


def on_a_terminal(monkeypatch, typed):
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True)
    return CliRunner().invoke(commands, ERASE, input=typed)


def test_a_backup_says_what_it_holds_and_comes_back():
    done = run("backup", "--store", STORE, "-o", "backup.db")
    assert done.exit_code == 0
    first, second = done.output.splitlines()
    assert first.startswith("Wrote backup.db, and read every cell of it again.")
    assert second.startswith("  tiny, version 1 (")
    assert second.endswith("responses: 2, without times")
    done = run("restore", "backup.db", "--store", "sqlite:///new.db")
    assert done.exit_code == 0
    assert second in done.output
    assert "--erasures" in done.output
    assert run("backup", "--store", STORE, "-o", "backup.db").exit_code == 3
    again = run("restore", "backup.db", "--store", STORE)
    assert again.exit_code == 3
    assert "study.db: the store has 2 responses already" in again.output


def test_a_backup_of_answers_to_the_form_tells_from_when_to_when():
    written("timed.csv", "id,why,response.started,response.closed\nC-3,x,2026-01-15 12:00,2026-02-03 09:30\n")
    assert run("import", "tiny.yaml", "timed.csv", "--store", STORE).exit_code == 0
    assert "responses: 3, from 2026-01-15 to 2026-02-03" in run("backup", "--store", STORE, "-o", "b.db").output


def test_a_damaged_backup_is_refused_with_its_place():
    run("backup", "--store", STORE, "-o", "backup.db")
    Path("backup.db").chmod(0o600)
    content = Path("backup.db").read_bytes()
    Path("backup.db").write_bytes(content.replace(b"the secret", b"the secrex"))
    done = run("restore", "backup.db", "--store", "sqlite:///new.db")
    assert done.exit_code == 3
    assert done.stderr.startswith("backup.db: the content of the backup is no longer what it was")
    assert not Path("new.db").exists()


def test_who_is_erased_is_left_out_when_an_older_backup_is_restored():
    run("backup", "--store", STORE, "-o", "backup.db")
    assert run(*ERASE, "--yes").exit_code == 0
    done = run("restore", "backup.db", "--store", "sqlite:///new.db", "--erasures", "study.db")
    assert "Left out, because they were erased since: 1" in done.output
    assert "responses: 1" in done.output
    assert "erased earlier, as its log tells: 1" in run("backup", "--store", STORE, "-o", "later.db").output


def test_erasing_says_what_it_did_and_where_the_person_still_is():
    done = run(*ERASE, "--yes", "--reason", "asked by letter")
    assert done.exit_code == 0
    first, second = done.output.splitlines()
    assert first.startswith("Erased “C-1” (responses: 1)")
    assert "backups, exports" in second
    assert count() == 1
    assert b"the secret" not in Path("study.db").read_bytes()
    assert "was erased on" in run(*ERASE, "--yes").output
    refused = run("import", "tiny.yaml", "answers.csv", "--store", STORE)
    assert refused.exit_code == 1
    assert "row 2: the respondent “C-1” was erased from this store" in refused.stderr


def test_without_a_terminal_nobody_is_erased_unless_it_is_said():
    done = run(*ERASE)
    assert done.exit_code == 2
    assert "--yes" in done.output
    assert count() == 2


@pytest.mark.parametrize(("typed", "left", "code"), [("C-1\n", 1, 0), ("C-2\n", 2, 130), ("y\n", 2, 130)])
def test_on_a_terminal_the_id_is_asked_for_once_more(monkeypatch, typed, left, code):
    done = on_a_terminal(monkeypatch, typed)
    assert done.exit_code == code
    assert "(responses: 1)" in done.output
    assert ("Nothing was erased." in done.output) == (code != 0)
    assert count() == left


def test_who_is_unknown_is_told_where_ids_stand():
    done = run("erase", "tiny.yaml", "--store", STORE, "--respondent", "C-9", "--yes")
    assert done.exit_code == 1
    assert "“tiny” has no respondent “C-9”" in done.stderr
    assert "surveykit export" in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_said_in_both_languages(language):
    said = [
        run("backup", "--store", STORE, "-o", f"{language}.db", language=language),
        run("restore", f"{language}.db", "--store", "sqlite:///new.db", language=language),
        run(*ERASE, "--yes", language=language),
        *(run(name, "--help", language=language) for name in ("backup", "restore", "erase")),
    ]
    assert [done.exit_code for done in said] == [0] * 6
    assert {bool(CHINESE.search(done.output)) for done in said} == {language == "zh"}
