"""From flags to a filled review to findings: who is left out is counted everywhere, and what that changes is said."""

import csv
import json

import pytest
from click.testing import CliRunner

from surveykit import pipeline
from surveykit.cli import commands
from surveykit.errors import AnalystError, AuthorError

SMALL = """
questionnaire: small
version: "1"
languages: [en, zh]
title: {en: Small, zh: 小问卷}
constructs:
  ease: {role: satisfaction, label: {en: Ease, zh: 易用}, items: [s1, s2]}
  trust: {role: loyalty, label: {en: Trust, zh: 信任}, items: [s3]}
sections:
  - id: s
    title: {en: S, zh: 一}
    items:
      - {id: s1, kind: rating, text: {en: One?, zh: 一？}, scale: {from: 1, to: 7}}
      - {id: s2, kind: rating, text: {en: Two?, zh: 二？}, scale: {from: 1, to: 7}}
      - {id: s3, kind: rating, text: {en: Three?, zh: 三？}, scale: {from: 1, to: 7}}
      - {id: why, kind: open_text, text: {en: Why?, zh: 为什么？}}
"""
PLAN = """
plan: p
questionnaire: q.yaml
data: {file: answers.csv}
cleaning: {straight_line: 2, outlier: 0.0001%s}
analyses: [describe]
"""
LINE = ["7,7,7,asdfgh"] * 20


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """60 respondents: 40 answer differently, 20 tick 7 three times and mash the keyboard."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SURVEYKIT_LANGUAGE", "en")
    rows = [f"{1 + at % 3},{2 + at % 4},{1 + at % 2}," for at in range(40)] + LINE
    body = "".join(f"p{at:02},{row}\n" for at, row in enumerate(rows))
    (tmp_path / "answers.csv").write_text("id,s1,s2,s3,why\n" + body, encoding="utf-8")
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def plan(folder, more=""):
    path = folder / "plan.yaml"
    path.write_text(PLAN % more, encoding="utf-8")
    return path


def clean(*arguments):
    return CliRunner().invoke(commands, ["clean", *map(str, arguments)])


def fill(path, verdict_of):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(verdict_of(row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows


def by_id(done):
    return {finding.id: finding for finding in done.findings}


def test_a_review_is_written_filled_and_carried_out(folder):
    told = clean(plan(folder), "-o", "review.csv")
    assert (told.exit_code, "Flags: 40, in 20 responses; still open: 40." in told.output) == (0, True)
    said = {"who": "Li", "when": "2026/1/31"}
    rows = fill(folder / "review.csv", lambda r: said | {"verdict": "exclude" if r["rule"] == "nonsense" else "keep"})
    rows = fill(folder / "review.csv", lambda r: {"verdict": "keep"} if r["record"] == rows[0]["record"] else {})
    done = pipeline.study(plan(folder, ", review: review.csv"))
    assert done.data.n == 41
    found = by_id(done)
    assert (found["data_quality"].n, found["describe.constructs"].n) == (60, 41)
    assert [(e.reason["en"], e.n) for e in found["describe.constructs"].excluded] == [
        ("left out after review: Text without meaning", 19)
    ]
    assert found["data_quality.sensitivity"].estimate("headlines_moved", data="with_excluded").value > 0
    again = clean(plan(folder, ", review: review.csv"), "-o", "again.csv")
    assert "still open: 0." in again.output
    assert fill(folder / "again.csv", lambda r: {})[0]["verdict"] == "keep"


def test_without_those_who_are_flagged_the_headlines_are_repeated(folder):
    found = by_id(pipeline.study(plan(folder)))["data_quality.sensitivity"]
    assert found.estimate("headlines_moved", data="without_flagged").value > 0
    assert found.headline
    assert "Without the flagged responses (20;" in found.sentences.full["en"]
    assert "data_quality.sensitivity" not in by_id(pipeline.study(plan(folder, ", sensitivity: false")))


def test_the_report_names_exclusions_and_moved_headlines(folder):
    clean(plan(folder), "-o", "review.csv")
    fill(folder / "review.csv", lambda r: {"verdict": "exclude", "who": "Li", "when": "2026-01-31"})
    path = plan(folder, ", review: review.csv")
    done = pipeline.study(path)
    pipeline.write_report(done, folder / "r.html", ["en", "zh"])
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert all(
        words in page for words in ("Left out after review", "复核后剔除", "Figures that move by more than half")
    )
    pipeline.write_findings(done, folder / "f.json")
    assert json.loads((folder / "f.json").read_text(encoding="utf-8"))["data"]["n"] == 40


def test_a_review_of_other_data_is_told_row_by_row(folder):
    (folder / "review.csv").write_text("record,rule,verdict,who,when\nnobody,nonsense,keep,Li,2026-01-31\n")
    with pytest.raises(AnalystError) as error:
        pipeline.study(plan(folder, ", review: review.csv"))
    assert [(p.code, p.place.row) for p in error.value.problems] == [("review-unknown-record", 2)]


def test_a_review_with_a_header_only_changes_nothing(folder):
    (folder / "review.csv").write_text("record,rule,verdict,who,when\n")
    assert pipeline.study(plan(folder, ", review: review.csv")).data.n == 60


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (", interviewer: whoo", "cleaning-unknown-interviewer"),
        (", even_odd: 2", "correlation-out-of-range"),
        (", near_duplicate: 95", "share-out-of-range"),
        (", device_minutes: -1", "count-below-zero"),
    ],
)
def test_a_plan_is_held_to_what_its_thresholds_can_be(folder, more, code):
    with pytest.raises(AuthorError) as error:
        pipeline.study(plan(folder, more))
    assert [p.code for p in error.value.problems] == [code]


def test_nothing_is_overwritten(folder):
    (folder / "review.csv").write_text("mine", encoding="utf-8")
    assert clean(plan(folder), "-o", "review.csv").exit_code == 1
    assert (folder / "review.csv").read_text(encoding="utf-8") == "mine"
    assert clean(plan(folder), "-o", "review.xlsx").exit_code == 1
