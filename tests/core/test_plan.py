"""The report plan: strict like every file, and its hash is that of its text."""

from pathlib import Path

import pytest

from surveykit.core.plan import load_plan
from surveykit.errors import AuthorError

SHORT = "plan: p\nquestionnaire: q.yaml\n"


def plan(tmp_path: Path, text: str):
    path = tmp_path / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return load_plan(path)


def faults(tmp_path: Path, text: str):
    with pytest.raises(AuthorError) as error:
        plan(tmp_path, text)
    return [(p.code, p.place.line) for p in error.value.problems]


def test_a_short_plan_stands_on_the_defaults(tmp_path):
    read = plan(tmp_path, SHORT)
    assert [request.name for request in read.analyses] == ["describe"]
    assert (read.cleaning.complete, read.cleaning.straight_line) == (0.8, 10)
    assert read.report.languages == ("en", "zh")
    assert read.beside(read.questionnaire) == (tmp_path / "q.yaml").resolve()


def test_the_hash_is_that_of_the_text(tmp_path):
    assert plan(tmp_path, SHORT).hash != plan(tmp_path, SHORT + "# one word more\n").hash
    assert plan(tmp_path, SHORT).hash == plan(tmp_path, SHORT).hash


def test_an_analysis_is_a_name_or_a_name_with_options(tmp_path):
    text = SHORT + "analyses:\n  - describe\n  - regression: {outcome: y, predictors: [x]}\n"
    first, second = plan(tmp_path, text).analyses
    assert (first.name, first.options) == ("describe", None)
    assert second.name == "regression"
    assert second.options is not None
    assert list(second.options.entries) == ["outcome", "predictors"]
    assert second.place.line == 5


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("registered: 15.1.2026", "bad-date"),
        ("registered: 2026-02-30", "bad-date"),
        ("registered: 20260115", "bad-date"),
        ("registered: 2026-W03-4", "bad-date"),
        ("cleaning: {complete: 80}", "share-out-of-range"),
        ("cleaning: {partial: -0.1}", "share-out-of-range"),
        ("cleaning: {compleet: 0.8}", "unknown-key"),
        ("cleaning: {straight_line: 1}", "straight-line-too-short"),
        ("cleaning: {partial: 0.9}", "partial-above-complete"),
        ("report: {languages: []}", "no-report-language"),
        ("report: {languages: [zh, en, zh]}", "report-language-twice"),
        ("analyses: []", "no-analyses"),
        ("group: [region]", "unknown-key"),
        ("data: {store: 'sqlite:///x.db', file: x.csv}", "store-and-file"),
        ("analyses: [{a: {}, b: {}}]", "bad-analysis"),
        ("analyses: [[describe]]", "bad-analysis"),
        ("analyses: [regression: x]", "bad-analysis"),
        ("report: {languages: [fr]}", "unknown-word"),
        ("report: {preset: short}", "unknown-word"),
        ("report: {sections: []}", "no-report-section"),
        ("report: {sections: [summary, describe, summary]}", "report-section-twice"),
        ("report: {sections: [{describe: short}]}", "needs-value"),
        ("report: {languages: [en], side_by_side: true}", "side-by-side-alone"),
        ("report: {preset: thesis, chapter: 0}", "bad-chapter"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, line, code):
    assert faults(tmp_path, SHORT + line + "\n") == [(code, 3)]


def test_the_smallest_thresholds_that_make_sense_are_taken(tmp_path):
    read = plan(tmp_path, SHORT + "cleaning: {straight_line: 2, partial: 0.6, complete: 0.6}\n")
    assert (read.cleaning.straight_line, read.cleaning.partial) == (2, 0.6)


def test_sections_are_chosen_by_name_with_their_place(tmp_path):
    chosen = plan(tmp_path, SHORT + "report:\n  sections: [summary,\n    describe]\n").report.sections
    assert [(section.name, section.place.line) for section in chosen] == [("summary", 4), ("describe", 5)]


def test_all_faults_are_told_at_once(tmp_path):
    text = "plan: p\nregistered: soon\ncleaning: {complete: 2}\nextra: 1\n"
    assert {code for code, _ in faults(tmp_path, text)} == {
        "missing-key",
        "bad-date",
        "share-out-of-range",
        "unknown-key",
    }


def test_a_questionnaire_in_place_of_a_plan_is_told_as_such(tmp_path):
    path = tmp_path / "q.yaml"
    path.write_text("questionnaire: q\nsections: []\n", encoding="utf-8")
    with pytest.raises(AuthorError) as error:
        load_plan(path)
    assert [(p.code, p.place.line) for p in error.value.problems] == [("questionnaire-not-plan", 2)]


def test_groups_and_path_are_short_for_the_analyses_that_use_them(tmp_path):
    path = "path: {quality: [image], mediator: satisfaction, outcome: loyalty}\n"
    read = plan(tmp_path, SHORT + "groups: [gender]\n" + path + "analyses: [groups, reliability]\n")
    assert [request.name for request in read.analyses] == ["groups", "reliability", "paths"]
    groups, _, paths = read.analyses
    assert list(groups.options.entries) == ["by"]
    assert groups.place.line == 3
    assert list(paths.options.entries) == ["quality", "mediator", "outcome"]


def test_without_analyses_the_short_keys_come_after_the_description(tmp_path):
    assert [request.name for request in plan(tmp_path, SHORT + "groups: [gender]\n").analyses] == ["describe", "groups"]
