"""surveykit report: the ending of the output chooses the form, and what is missing is said before any work."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from surveykit.cli import commands
from surveykit.pipeline import shared
from surveykit.pipeline.demonstration import example_data

ROOT = Path(__file__).parents[2]
PLAN = """plan: small
questionnaire: {questionnaire}
analyses: [describe]
report: {{languages: [zh, en]}}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    path = tmp_path / "small.yaml"
    path.write_text(PLAN.format(questionnaire=ROOT / "questionnaires" / "ecsi-mobile.yaml"), encoding="utf-8")
    return path


def run(plan: Path, *arguments: object) -> Result:
    return CliRunner().invoke(commands, ["report", str(plan), "--data", str(example_data()), *map(str, arguments)])


@pytest.mark.pdf
def test_without_an_output_every_form_is_written_beside_the_plan(plan: Path) -> None:
    done = run(plan)
    assert done.exit_code == 0, done.output
    made = {path.name for path in plan.parent.iterdir()} - {plan.name}
    for_each = {f"small-{language}.{form}" for language in ("en", "zh") for form in ("pdf", "docx", "pptx")}
    assert made == {*for_each, "small.html", "small-tables.zip", "small-findings.json"}
    assert all(f"small-en.{form}" in done.output for form in ("pdf", "docx", "pptx"))
    with ZipFile(plan.parent / "small-tables.zip") as tables:
        assert {name.partition("/")[0] for name in tables.namelist()} == {"en", "zh"}


@pytest.mark.parametrize(("ending", "package"), [(".docx", "python-docx"), (".pptx", "python-pptx")])
def test_without_the_extra_the_command_says_what_to_install(
    plan: Path, monkeypatch: pytest.MonkeyPatch, ending: str, package: str
) -> None:
    monkeypatch.setattr(shared, "find_spec", lambda name: None)
    done = run(plan, "-o", plan.with_suffix(ending))
    assert done.exit_code == 3
    assert package in done.output
    assert 'pip install "surveykit[office]"' in done.output
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]


@pytest.mark.pdf
def test_without_the_extra_every_other_form_is_written(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "find_spec", lambda name: None)
    done = run(plan, "--language", "zh")
    assert done.exit_code == 0, done.output
    made = {path.name for path in plan.parent.iterdir()} - {plan.name}
    assert made == {"small-zh.pdf", "small.html", "small-tables.zip", "small-findings.json"}


def test_an_ending_that_no_form_has_is_refused_before_any_work(plan: Path) -> None:
    done = run(plan, "-o", plan.with_suffix(".odt"))
    assert done.exit_code == 1
    assert all(known in done.output for known in (".pdf", ".html", ".docx", ".pptx", ".zip"))


@pytest.mark.pdf
def test_where_only_a_pdf_has_both_languages_the_command_says_so(plan: Path) -> None:
    done = run(plan, "--language", "both", "-o", plan.with_suffix(".docx"))
    assert "only a PDF has both side by side" in done.output
