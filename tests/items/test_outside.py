"""A kind of somebody else's package, as docs/outside-kinds.md shows it, installed beside ours."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEFINITION = """
questionnaire: own
version: "1"
languages: [en, zh]
title: {en: Own, zh: 自己}
intro: {en: Two questions., zh: 两道题。}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
"""
USE = "      - {id: overall, kind: stars, text: {en: How was it?, zh: 您觉得怎么样？}}\n"
SERVE = """
from pathlib import Path
from surveykit import pipeline
from surveykit.form.app import create_app
from surveykit.store.store import Store

asked = pipeline.questionnaire(Path("own.yaml"))
with Store.open("sqlite:///own.db") as store:
    client = create_app([asked], store, pipeline.template_folders()).test_client()
    page = client.get("/own/zh/only", follow_redirects=True)
    print(page.status_code, page.get_data(as_text=True))
print([v.name for v in asked.codebook.variables])
"""


def installed(folder: Path, files: dict[str, str], entries: str) -> None:
    """What installing a package leaves: its files, and what its metadata say of entry points."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    about = folder / "surveykit_stars-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: surveykit-stars\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[surveykit.items]\n{entries}\n")


def documented() -> dict[str, str]:
    """The files that the guide shows, by name."""
    guide = (ROOT / "docs" / "outside-kinds.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^`(surveykit_stars/[^`]+)`\n\n```\w+\n(.*?)```", guide, re.MULTILINE | re.DOTALL))


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "SURVEYKIT_LANGUAGE": "en"}
    (folder / "own.yaml").write_text(DEFINITION + USE, encoding="utf-8")
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def stars(tmp_path):
    installed(tmp_path, documented(), "stars = surveykit_stars")
    return tmp_path


def test_the_documented_kind_is_short():
    code = documented()["surveykit_stars/__init__.py"]
    own = code[code.index("@kind") :]
    assert len([line for line in own.splitlines() if line.strip()]) <= 30


def test_a_kind_of_another_package_is_checked_asked_and_printed(stars):
    checked = run(stars, "-m", "surveykit", "check", "own.yaml")
    assert (checked.returncode, checked.stderr) == (0, "")
    served = run(stars, "-c", SERVE)
    assert served.stdout.startswith("200 "), served.stderr
    assert served.stdout.count('name="overall"') == 5
    assert "★★★★★" in served.stdout
    assert "['why', 'overall']" in served.stdout
    printed = run(stars, "-m", "surveykit", "print", "own.yaml", "-o", "own.html")
    assert printed.returncode == 0, printed.stderr
    assert "★★★★★" in (stars / "own.html").read_text(encoding="utf-8")


def test_without_a_partial_for_paper_it_is_printed_plainly(stars):
    (stars / "surveykit_stars" / "templates" / "items" / "stars" / "paper.html").unlink()
    assert run(stars, "-m", "surveykit", "print", "own.yaml", "-o", "own.html").returncode == 0
    assert "How was it?" in (stars / "own.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("entries", "change", "code"),
    [
        ("stars = surveykit_stars\nopen_text = surveykit_stars", None, "outside-kind-clash"),
        ("stars = surveykit_starz", None, "outside-kind-broken"),
        ("stars = surveykit_stars", ('@kind("stars")', "1 / 0"), "outside-kind-broken"),
        ("stars = surveykit_stars", ('@kind("stars")', '@kind("rating")'), "outside-kind-broken"),
        ("stars = surveykit_stars", ('@kind("stars")', '@kind("starz")'), "outside-kind-absent"),
        ("stars = surveykit_stars", ('"templates"', '"templatez"'), "outside-kind-without-form"),
    ],
    ids=["clash", "no module", "fails", "taken name", "other name", "no form"],
)
def test_a_package_that_is_at_fault_is_told_of_where_its_kind_is_used(tmp_path, entries, change, code):
    files = documented()
    if change:
        files["surveykit_stars/__init__.py"] = files["surveykit_stars/__init__.py"].replace(*change)
    installed(tmp_path, files, entries)
    checked = run(tmp_path, "-m", "surveykit", "check", "own.yaml")
    assert checked.returncode == 1
    assert "Traceback" not in checked.stderr
    line = 11 if code == "outside-kind-clash" else 12
    assert re.search(rf"own\.yaml:{line}:\d+: .*\[{code}\]", checked.stdout), checked.stdout


def test_others_are_not_harmed_by_it(tmp_path):
    installed(tmp_path, {}, "stars = surveykit_stars")
    run(tmp_path, "-c", "")
    (tmp_path / "mine.yaml").write_text(DEFINITION, encoding="utf-8")
    assert run(tmp_path, "-m", "surveykit", "check", "mine.yaml").returncode == 0
