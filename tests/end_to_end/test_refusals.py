"""What a report refuses: nothing of a good study, and of a bad one each thing that its data do not carry."""

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import surveykit as sk
from surveykit import pipeline
from surveykit.cli import commands
from surveykit.core.finding import Finding
from surveykit.core.language import LANGUAGES

ROOT = Path(__file__).parents[2]
ASKED, PLAN = ROOT / "questionnaires" / "after-sales.yaml", ROOT / "reports" / "after-sales.yaml"
GOOD, BAD, TOWN = 400, 27, 4
"""Respondents of the good study, of the bad one, and of its small branch."""
ALWAYS = {"NONPROB", "NO_BENCHMARK", "HYPOTHETICAL", "EXPLORATORY", "MULTI_TEST", "NOT_INVARIANT", "COMMON_METHOD"}
"""Cautions about what the plan and the questionnaire do not say or do; the data have no part in them."""
BANNED = re.compile(
    r"\b(?:caus(?:es?|ed|ing|al|ally)|prov(?:es?|ed|en|ing)|leads? to|results? in|because of|due to|drives?|driven by|"
    r"impact(?:s|ed)? on|influences?|confirms? that|representative of)\b|"
    "证明|证实|导致|造成|引起|显著正向影响|显著影响|决定了|因果(?!结论)",
    re.IGNORECASE,
)
QUOTED = re.compile("“[^”]*”")
"""The questionnaire's own words."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("refusals")
    pipeline.simulate(ASKED, GOOD, 11, Path(pipeline.DEFAULT_MODEL), path / "good.csv", None, None)
    return path


@pytest.fixture(scope="module")
def good(folder: Path) -> tuple[Finding, ...]:
    return sk.study(PLAN, folder / "good.csv").findings


@pytest.fixture(scope="module")
def bad(folder: Path) -> tuple[Finding, ...]:
    """27 of them: satisfaction's second item turned round, professionalism a copy of responsiveness, four in a town."""
    with (folder / "good.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))[:BAD]
    for at, row in enumerate(rows):
        row |= {f"pf_{item}": row[f"rs_{item}"] for item in range(1, 5)}
        row["sa_2"] = str(6 - int(row["sa_2"])) if int(row["sa_2"]) > 0 else row["sa_2"]
        row["area"] = "2" if at < TOWN else "1"
    with (folder / "bad.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return sk.study(PLAN, folder / "bad.csv").findings


def gates_of(findings: tuple[Finding, ...], id: str) -> set[str]:
    (finding,) = [f for f in findings if f.id == id]
    return {caution.gate for caution in finding.cautions}


def test_a_good_study_is_refused_nothing(good: tuple[Finding, ...]) -> None:
    assert [f.id for f in good if f.refused] == []
    closed = {c.gate for f in good for c in f.cautions} - ALWAYS
    wrong = {"SMALL_N", "NEG_ITEM", "LOW_ALPHA", "OVERLAP", "COLLINEAR", "CELL_LT5", "NO_CONVERGE", "NO_VARIANCE"}
    assert not closed & wrong


@pytest.mark.parametrize(
    ("id", "gate"),
    [
        ("describe.constructs", "SMALL_N"),
        ("describe.constructs", "NEG_ITEM"),
        ("describe.area", "CELL_LT5"),
        ("satisfaction_share.sa_1", "SMALL_N"),
        ("satisfaction_index.satisfaction", "SMALL_N"),
        ("reliability.satisfaction", "NEG_ITEM"),
        ("relations", "SMALL_N"),
        ("paths.loyalty.distinct", "SMALL_N"),
    ],
)
def test_a_bad_study_says_less(bad: tuple[Finding, ...], id: str, gate: str) -> None:
    assert gate in gates_of(bad, id)


@pytest.mark.parametrize(
    ("id", "gate"),
    [
        ("confirmatory", "FEW_FOR_FACTORS"),
        ("regression.satisfaction", "COLLINEAR"),
        ("regression.loyalty", "COLLINEAR"),
        ("drivers.satisfaction", "COLLINEAR"),
        ("paths.loyalty", "COLLINEAR"),
        ("groups", "SMALL_N"),
        ("open_answers.why", "SMALL_N"),
    ],
)
def test_a_bad_study_is_refused_what_it_does_not_carry(bad: tuple[Finding, ...], id: str, gate: str) -> None:
    (finding,) = [f for f in bad if f.id == id]
    assert finding.refused
    assert gates_of(bad, id) == {gate}
    assert [e.value for e in finding.estimates if e.value is not None] == []


def test_no_headline_comes_out_of_a_bad_study(bad: tuple[Finding, ...]) -> None:
    assert [f.id for f in bad if f.headline and f.claim is not None] == []


def test_the_small_branch_is_not_shown(bad: tuple[Finding, ...], folder: Path) -> None:
    shown = {b.id: b.study for b in pipeline.branches(PLAN, "area", folder / "bad.csv")}
    assert shown == {"city": None, "town": None}
    whole = {b.id: b.study for b in pipeline.branches(PLAN, "area", folder / "good.csv")}
    assert all(study is not None and study.findings[2].analysis for study in whole.values())


def by(variable: str, data: Path, out: Path):
    arguments = ["report", PLAN, "--data", data, "--by", variable, "--preset", "scorecard", "-o", out]
    return CliRunner().invoke(commands, [str(a) for a in arguments], env={"SURVEYKIT_LANGUAGE": "en"})


def test_the_command_writes_a_report_for_each_branch_and_names_those_refused(
    bad: tuple[Finding, ...], folder: Path
) -> None:
    small = by("area", folder / "bad.csv", folder / "bad.html")
    assert small.exit_code == 0
    assert "No report for In a city" in small.output
    assert not list(folder.glob("bad-*.html"))
    large = by("area", folder / "good.csv", folder / "good.html")
    assert large.exit_code == 0
    assert {path.name for path in folder.glob("good-*.html")} == {
        "good-city.html",
        "good-town.html",
        "good-country.html",
    }
    page = (folder / "good-town.html").read_text(encoding="utf-8")
    assert "After-sales service: satisfaction and loyalty: In a town" in page
    unknown = by("arae", folder / "good.csv", folder / "x.html")
    assert unknown.exit_code == 1
    assert "Did you mean “area”?" in unknown.output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", ["good", "bad"])
def test_no_word_claims_a_cause(study: str, language: str, request: pytest.FixtureRequest) -> None:
    for finding in request.getfixturevalue(study):
        said = [finding.sentences.short, finding.sentences.full, *(c.text for c in finding.cautions)]
        said += [check.advice for check in finding.checks] + [finding.method.text if finding.method else {}]
        if finding.table is not None:
            said += [finding.table.title, *finding.table.notes]
        own = [QUOTED.sub("", text.get(language, "")) for text in said]
        assert [words for words in own if BANNED.search(words)] == [], finding.id
