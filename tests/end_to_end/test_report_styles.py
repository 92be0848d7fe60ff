"""A plan's preset, sections, theme and languages, from the command line to the PDF."""

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.codebook import Missing
from surveykit.errors import AuthorError
from surveykit.pipeline.reports import report_study
from surveykit.report.study import Counted

QUESTIONNAIRE = """
questionnaire: small
version: "1"
languages: [en, zh]
title: {en: Small, zh: 小问卷}
constructs:
  ease: {role: satisfaction, label: {en: Ease, zh: 易用}, items: [s1, s2]}
sections:
  - id: s
    title: {en: S, zh: 一}
    items:
      - {id: s1, kind: rating, text: {en: One?, zh: 一？}, scale: {from: 1, to: 7}}
      - {id: s2, kind: rating, text: {en: Two?, zh: 二？}, scale: {from: 1, to: 7}}
"""
PLAN = """
plan: p
questionnaire: q.yaml
data: {file: answers.csv}
analyses: [describe]
report: %s
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    rows = "".join(f"p{at},{1 + at % 5},{2 + at % 4}\n" for at in range(40))
    (tmp_path / "answers.csv").write_text("id,s1,s2\n" + rows, encoding="utf-8")
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return tmp_path


def plan(folder, report="{}"):
    path = folder / "p.yaml"
    path.write_text(PLAN % report, encoding="utf-8")
    return path


def faults(path):
    with pytest.raises(AuthorError) as caught:
        pipeline.study(path)
    return [(p.code, p.place.line) for p in caught.value.problems]


@pytest.mark.pdf
def test_a_preset_on_the_command_line_takes_the_place_of_the_plans(folder):
    path = plan(folder, "{preset: thesis, sections: [data]}")
    arguments = ["report", str(path), "--preset", "scorecard", "--language", "zh", "-o", "r.pdf"]
    told = CliRunner().invoke(commands, arguments)
    assert told.exit_code == 0, told.output
    (page,) = PdfReader(folder / "r.pdf").pages
    assert "信息披露" in page.extract_text()


@pytest.mark.pdf
def test_without_a_file_the_name_says_preset_and_languages(folder):
    path = plan(folder)
    made = next(pipeline.report(path, style=pipeline.Style(preset="scorecard", side_by_side=True)))
    assert made.name == "p-scorecard-both.pdf"
    words = PdfReader(made).pages[0].extract_text()
    assert "Ease" in words
    assert "易用" in words


def test_the_codebook_counts_values_and_reasons_and_shows_no_few_of_the_respondents_themselves(folder):
    asked = (
        QUESTIONNAIRE
        + """  - id: you
    title: {en: You, zh: 您}
    role: background
    items:
      - {id: rare, kind: rating, text: {en: R?, zh: 甲？}, scale: {from: 1, to: 7}}
      - {id: usual, kind: rating, text: {en: U?, zh: 乙？}, scale: {from: 1, to: 7}}
"""
    )
    (folder / "q.yaml").write_text(asked, encoding="utf-8")
    rows = [(f"p{at}", 1, "" if at < 3 else 2, 5 if at < 4 else "", "" if at < 6 else 5) for at in range(40)]
    lines = ["id,s1,s2,rare,usual", *(",".join(map(str, row)) for row in rows)]
    (folder / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    counts = report_study(pipeline.study(plan(folder))).counts
    few = {"en": "<5", "zh": "<5"}
    assert counts == {
        "s1": Counted(40),
        "s2": Counted(37, {Missing.NOT_ANSWERED: 3}),
        "rare": Counted(few, {Missing.NOT_ANSWERED: None}),
        "usual": Counted(34, {Missing.NOT_ANSWERED: 6}),
    }


def test_an_unknown_section_is_told_with_its_line_and_the_nearest(folder):
    path = plan(folder, "{sections: [summary, descirbe]}")
    assert faults(path) == [("unknown-section", 6)]
    told = CliRunner().invoke(commands, ["report", str(path)])
    assert told.exit_code == 1
    assert "describe" in told.output


def test_a_fault_of_the_theme_is_told_before_data_are_read(folder):
    (folder / "answers.csv").unlink()
    (folder / "mine.yaml").write_text('colours: {accent: "#cccccc"}\n', encoding="utf-8")
    assert {code for code, _ in faults(plan(folder, "{theme: mine.yaml}"))} == {"colours-too-close"}
    assert faults(plan(folder, "{theme: other.yaml}")) == [("no-such-file", None)]
