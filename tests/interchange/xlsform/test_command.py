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


def test_comments_stay_when_something_was_changed_in_a_form_of_ours(tmp_path):
    source, form, back = tmp_path / "q.yaml", tmp_path / "form", tmp_path / "back.yaml"
    source.write_text(COMMENTED, encoding="utf-8")
    assert run(source, "-o", form.with_suffix(".csv")).exit_code == 0
    cells = form.with_suffix(".csv").read_text(encoding="utf-8-sig")
    form.with_suffix(".csv").write_text(cells.replace(",Why?,", ",Why so?,"), encoding="utf-8")
    assert run(form.with_suffix(".csv"), "-o", back).exit_code == 0
    lines = back.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Made from the template mine (version 1)."
    assert lines[lines.index("      - id: why") - 1] == "      # Asked of everybody."
    assert any("Why so?" in line for line in lines)


SHOWING = """
questionnaire: mine
version: "1"
languages: [en]
title: Mine
scales: {five: {levels: {1: very bad, 2: bad, 3: fair, 4: good, 5: very good}}}
sections:
  - id: one
    title: One
    items: [{id: rating, kind: rating, text: How was it?, scale: five}]
  - id: two
    title: You said ${rating|nothing}
    intro: You said ${rating}
    items: [{id: why, kind: open_text, text: Why?}]
closing: Goodbye, ${rating}
"""


def test_a_title_that_shows_an_answer_is_told_as_a_question_is(tmp_path):
    (tmp_path / "q.yaml").write_text(SHOWING, encoding="utf-8")
    done = run(tmp_path / "q.yaml", "-o", tmp_path / "form.csv")
    told = [line for line in done.output.splitlines() if "name of a choice" in line]
    assert [line.split("“")[1].split("”")[0] for line in told] == ["two", "closing"]
    assert "You said ${rating}," in (tmp_path / "form.csv").read_text(encoding="utf-8-sig")


COMMENTED = """# Made from the template mine (version 1).
questionnaire: mine
version: "1"
languages: [en, zh]
title: {en: Mine, zh: 我的}
sections:
  - id: only
    title: {en: Only, zh: 唯一}
    items:
      # Asked of everybody.
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
"""
