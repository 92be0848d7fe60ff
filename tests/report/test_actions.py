"""The list of actions: from findings that carry it, each line with its evidence, and without a promise."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from surveykit.core.codebook import Construct
from surveykit.core.finding import Caution, Estimate, Finding, Sentences
from surveykit.core.language import messages
from surveykit.report.actions import Action, actions
from surveykit.report.columns import column_widths
from surveykit.report.compose import compose
from surveykit.report.content import build_report
from surveykit.report.context import Link, RowGroup, TableView
from surveykit.report.pdf import write_pdf
from surveykit.report.study import Study
from tests.report.page_reader import PageReader
from tests.report.tiny_study import DESCRIBED, QUESTIONNAIRE, REFUSED, STUDY, TEMPLATES, text

LANGUAGES = ("en", "zh")
ROLES = {"speed": "quality", "manner": "quality", "content": "satisfaction", "stay": "loyalty", "hopes": "expectation"}
ASKED = replace(
    QUESTIONNAIRE,
    constructs=tuple(Construct(id, role, text(id.title(), f"{id}度"), ("SP1",)) for id, role in ROLES.items()),
)


def finding(analysis: str, *estimates: Estimate, claim: float | None = 0.001, **more: Any) -> Finding:
    id = f"{analysis}.content"
    return replace(DESCRIBED, id=id, analysis=analysis, estimates=estimates, claim=claim, cautions=(), **more)


def slope(predictor: str, value: float, half: float = 0.1, p: float = 0.001) -> Estimate:
    of = {"outcome": "content", "predictor": predictor}
    return Estimate("standardised_coefficient", of, value, (value - half, value + half), 0.95, p=p)


def regression(*slopes: Estimate, **more: Any) -> Finding:
    return finding("regression", *slopes, **more)


def placed(performance: tuple[float, float], importance: tuple[float, float], **more: Any) -> Finding:
    """A map with lines at 70 and 25 on which one attribute lies, given by the ends of its intervals."""
    of = {"attribute": "speed", "outcome": "content", "method": "relative"}
    return finding(
        "importance_performance",
        Estimate("performance", {"attribute": "speed"}, sum(performance) / 2, performance, 0.95),
        Estimate("importance", of, sum(importance) / 2, importance, 0.95),
        Estimate("attribute_r", {**of, "method": "correlation"}, 0.5, (0.4, 0.6), 0.95),
        Estimate("line", {"axis": "performance", "at": "means"}, 70.0),
        Estimate("line", {"axis": "importance", "at": "means"}, 25.0),
        **more,
    )


def gaps(**sizes: tuple[float, float]) -> Finding:
    of = ({"perceived": id, "expected": "hopes"} for id in sizes)
    ends = zip(of, sizes.values(), strict=True)
    return finding("gaps", *(Estimate("gap", o, sum(e) / 2, e, 0.95) for o, e in ends))


def listed(*findings: Finding) -> dict[str, Action]:
    return {action.target: action for action in actions(findings, ASKED)}


def study(*findings: Finding) -> Study:
    return replace(STUDY, questionnaire=ASKED, findings=(DESCRIBED, *findings))


def table_of(shown: Study, language: str) -> TableView:
    sections = {section.id: section for section in build_report(shown, language).sections}
    (part,) = sections["section-actions"].parts
    return part.tables[0]


def test_a_predictor_that_holds_is_a_line() -> None:
    found = listed(regression(slope("speed", 0.4), slope("manner", 0.05)))
    assert list(found) == ["speed"]
    assert found["speed"].evidence == ("regression.content",)
    assert found["speed"].outcome == "content"


@pytest.mark.parametrize(
    "weak",
    [
        replace(regression(slope("speed", 0.4)), refused=True),
        regression(slope("speed", 0.4), claim=0.2),
        regression(slope("speed", 0.4), claim=None),
        regression(slope("speed", 0.4, half=0.5)),
        regression(slope("speed", -0.4)),
        regression(slope("speed", 0.4, p=0.04), slope("manner", 0.01, p=0.5)),
        regression(slope("content", 0.4)),
        regression(slope("stay", 0.4)),
        regression(slope("hopes", 0.4)),
        replace(regression(slope("speed", 0.4)), cautions=(Caution("NEG_ITEM", text("turned", "反向")),)),
        finding(
            "drivers", Estimate("share_of_r_squared", {"outcome": "content", "predictor": "speed"}, 0.6, (0.4, 0.8))
        ),
        placed((60.0, 71.0), (30.0, 40.0)),
        placed((60.0, 65.0), (20.0, 40.0)),
        placed((75.0, 80.0), (30.0, 40.0)),
        replace(placed((60.0, 65.0), (30.0, 40.0)), headline=False),
        gaps(speed=(-0.4, 0.1)),
        gaps(speed=(0.1, 0.4)),
        replace(DESCRIBED, claim=0.001),
    ],
)
def test_what_is_refused_or_open_or_beyond_reach_is_no_line(weak: Finding) -> None:
    assert listed(weak) == {}


def test_claims_are_corrected_for_everything_that_was_asked() -> None:
    found = regression(slope("speed", 0.4), claim=0.03)
    other = replace(DESCRIBED, id="groups", analysis="groups", claim=0.9)
    assert listed(found)
    assert listed(found, other) == {}


def test_what_is_judged_low_comes_first_and_then_the_closest() -> None:
    low = placed((60.0, 65.0), (30.0, 40.0))
    found = listed(regression(slope("manner", 0.5), slope("speed", 0.2)), low)
    assert list(found) == ["speed", "manner"]
    assert found["speed"].evidence == ("importance_performance.content", "regression.content")
    assert list(listed(regression(slope("manner", 0.2), slope("speed", 0.5)))) == ["speed", "manner"]


def test_of_several_gaps_the_widest_is_a_line() -> None:
    assert list(listed(gaps(speed=(-0.4, -0.2), manner=(-0.9, -0.5)))) == ["manner"]


def test_a_route_by_way_of_a_mediator_is_a_line_and_a_part_stands_beside() -> None:
    route = {"path": ("speed", "content", "stay")}
    paths = finding("paths", Estimate("standardised_indirect_effect", route, 0.1, (0.05, 0.2), 0.95))
    part = Estimate("share_of_r_squared", {"outcome": "content", "predictor": "speed"}, 0.6, (0.4, 0.8), 0.95)
    (found,) = listed(paths, finding("drivers", part)).values()
    assert (found.evidence, found.outcome) == (("paths.content", "drivers.content"), "stay")


def test_confidence_follows_the_stated_rule() -> None:
    slopes, low = regression(slope("speed", 0.4)), placed((60.0, 65.0), (30.0, 40.0))
    assert listed(slopes)["speed"].confidence == "medium"
    assert listed(slopes, low)["speed"].confidence == "higher"
    stability = replace(DESCRIBED, id="regression.content.stability", cautions=(Caution("UNSTABLE", text("x", "甲")),))
    assert listed(slopes, low, stability)["speed"].confidence == "lower"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_cites_findings_that_the_report_shows(language: str) -> None:
    shown = study(regression(slope("speed", 0.4)), placed((60.0, 65.0), (30.0, 40.0)), replace(REFUSED, claim=0.001))
    page = PageReader(compose(shown, language, TEMPLATES))
    refused = {f.id for f in shown.findings if f.refused}
    (row,) = table_of(shown, language).groups[0].rows
    anchors = [link.anchor for link in row[1].links]
    assert len(anchors) == 2
    assert {*anchors} <= {*page.ids}
    assert not any(id.replace(".", "-") in str(anchor) for id in refused for anchor in anchors)
    assert all(f"#{anchor}" in page.addresses for anchor in anchors)
    assert [cell.text for cell in row[-2:]] == ["", ""]
    assert page.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_that_a_report_leaves_out_is_named_by_its_question(language: str) -> None:
    shown = study(regression(slope("speed", 0.4)))
    short = replace(shown, plan=replace(shown.plan, report=replace(shown.plan.report, preset="manager")))
    (link,) = table_of(short, language).groups[0].rows[0][1].links
    assert link.anchor is None
    assert link.text.startswith(DESCRIBED.question[language])
    assert {"en": "full report", "zh": "完整报告"}[language] in link.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_size_has_its_interval_and_its_n(language: str) -> None:
    row = table_of(study(regression(slope("speed", 0.4))), language).groups[0].rows[0]
    size = row[2].text.replace("\u00a0", " ")
    assert re.search(r"β = 0\.40.{1,2}95% CI \[0\.30, 0\.50\][;；] ?n = 47", size)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_says_so_in_its_section_and_in_the_summary(language: str) -> None:
    html = compose(study(), language, TEMPLATES)
    assert html.count(messages(language, "report")["report.actions.none"]) == 2


def test_the_summary_has_three_lines_with_their_findings() -> None:
    roles = dict.fromkeys(("speed", "manner", "place", "price"), "quality") | {"content": "satisfaction"}
    many = tuple(Construct(id, role, text(id.title(), f"{id}度"), ("SP1",)) for id, role in roles.items())
    slopes = regression(*(slope(id, 0.4) for id in roles if id != "content"))
    shown = replace(study(slopes), questionnaire=replace(ASKED, constructs=many))
    summary = build_report(shown, "en").summary
    assert len(summary.actions) == 3
    assert {line.anchor for line in summary.actions} == {"finding-regression-content"}


@pytest.mark.pdf
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_stays_on_its_page_with_its_actions(language: str, tmp_path: Path) -> None:
    long = " ".join(["The data show that speed goes with content, r = .42 [.31, .53]."] * 3)
    said = Sentences(text(long, "数据显示速度与满意度一同变化，r = .42 [.31, .53]。" * 4), DESCRIBED.sentences.full)
    found = [replace(DESCRIBED, id=f"d{at}", sentences=said) for at in range(5)]
    refused = [replace(f, id=f"r{f.id}", refused=True) for f in found]
    overlap = Caution("OVERLAP", text(long * 2, "这些构念相互重叠，受访者可能难以区分。" * 10))
    roles = dict.fromkeys(("speed", "manner", "place"), "quality") | {"content": "satisfaction"}
    named = (text(f"The {id} with which matters are settled", f"办事的{id}程度") for id in roles)
    many = tuple(Construct(id, r, n, ("SP1",)) for (id, r), n in zip(roles.items(), named, strict=True))
    slopes = replace(regression(*(slope(id, 0.4) for id in roles if id != "content")), cautions=(overlap,))
    shown = replace(study(slopes, *found, *refused), questionnaire=replace(ASKED, constructs=many))
    path = tmp_path / "report.pdf"
    write_pdf(compose(shown, language, TEMPLATES), path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    own = messages(language, "report")
    assert own["report.summary.actions"] in pages[1]
    assert own["report.summary.overlap_title"] in pages[1]
    assert own["report.contents"] in pages[2]


def words() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        own = messages(language, "report").items()
        yield from ((language, name, said) for name, said in own if ".actions." in name)


def test_the_words_promise_nothing_and_name_no_cause() -> None:
    banned = re.compile(
        r"\b(will|gain|caus\w+|leads? to|effects?|results? in|increase\w*)\b|证明|导致|造成|将会|能够提高|影响"
    )
    assert [(language, name) for language, name, said in words() if banned.search(said)] == []
    tried = [said for _, name, said in words() if ".actions.try." in name]
    assert all(re.search("measure|测量", said) and re.search("^Try|尝试", said) for said in tried)


def test_evidence_that_is_named_leaves_room_for_the_action() -> None:
    view = table_of(study(regression(slope("speed", 0.4))), "zh")
    (row,) = view.groups[0].rows
    named = replace(row[1], links=(Link("一" * 60, None),))
    widths = column_widths(replace(view, groups=(RowGroup(((row[0], named, *row[2:]),)),)))
    assert float(widths[0].rstrip("%")) > 12
