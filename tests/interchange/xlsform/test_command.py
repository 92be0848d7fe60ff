"""`surveykit convert`: what it says and how it ends."""

from click.testing import CliRunner

from surveykit.cli import commands
from tests.interchange.xlsform.small_forms import book

FORM = [("type", "name", "label"), ("geopoint", "where", "Where?"), ("text", "why", "Why?")]


def run(*arguments, language="en"):
    return CliRunner().invoke(commands, ["convert", *map(str, arguments)], env={"SURVEYKIT_LANGUAGE": language})


def test_losses_are_told_with_their_cells_and_strict_writes_nothing(tmp_path):
    form, out = book(tmp_path / "form.xlsx", survey=FORM), tmp_path / "q.yaml"
    done = run(form, "-o", out, "--strict")
    assert (done.exit_code, out.exists()) == (1, False)
    assert "sheet survey, row 2, A (type)" in done.output
    done = run(form, "-o", out, language="zh")
    assert (done.exit_code, out.exists()) == (0, True)
    assert "丢失" in done.output
    assert "工作表survey，第2行，A (type)" in done.output


def test_a_form_at_fault_is_exit_code_1_and_writes_nothing(tmp_path):
    form, out = (
        book(tmp_path / "form.xlsx", survey=[FORM[0], ("texst", "a", "A?"), ("text", "1", "B?")]),
        tmp_path / "q.yaml",
    )
    done = run(form, "-o", out)
    assert (done.exit_code, out.exists()) == (1, False)
    assert len(done.output.splitlines()) == 3
    assert "Did you mean “text”?" in done.output
