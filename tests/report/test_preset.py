"""Presets: which sections, in which order, how deep; and what none of them can leave out."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader

from surveykit.analysis import ANALYSES
from surveykit.core.finding import Caution, Figure, Finding, Sentences
from surveykit.core.language import message
from surveykit.core.plan import Chosen, Disclosure, PresetName
from surveykit.errors import Place
from surveykit.report.compose import Study, compose, compose_both
from surveykit.report.content import build_report, section_names
from surveykit.report.context import Report
from surveykit.report.pdf import write_pdf
from surveykit.report.preset import PRESETS, Depth
from tests.report.page_reader import PageReader
from tests.report.tiny_study import DESCRIBED, REFUSED, STUDY, TEMPLATES, text

LANGUAGES = ("en", "zh")
DISCLOSED = (
    *("strategy", "sponsor", "instrument", "population", "sampling", "mode", "dates", "precision", "weighting"),
    *("processing", "limitations"),
)
"""The items that AAPOR's code asks for."""


def styled(preset: str, *sections: str, study: Study = STUDY, **options: object) -> Study:
    chosen = tuple(Chosen(name, Place()) for name in sections)
    report = replace(study.plan.report, preset=preset, sections=chosen, **options)
    return replace(study, plan=replace(study.plan, report=report))


def names(report: Report) -> list[str]:
    return [section.id.removeprefix("section-") for section in report.sections]


def section(report: Report, name: str):
    return next(s for s in report.sections if s.id == f"section-{name}")


def finding(name: str, analysis: str, **changes: object) -> Finding:
    return replace(DESCRIBED, id=name, analysis=analysis, **changes)


def test_a_plan_knows_the_presets_that_there_are():
    assert set(get_args(PresetName)) == set(PRESETS)


def test_presets_name_sections_and_analyses_that_there_are():
    known = {*section_names(), *ANALYSES}
    assert {name for preset in PRESETS.values() for name in preset.sections} - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_has_limitations_and_all_items_of_disclosure(preset, language):
    words = PageReader(compose(styled(preset), language, TEMPLATES)).text
    for limit in ("sampling", "one_time", "wording", "missing", "registered"):
        assert message(f"report.limit.{limit}.title", language) in words
    assert [item for item in DISCLOSED if message(f"report.disclosure.{item}", language) not in words] == []
    unstated = (message(f"report.disclosure.{name}", language) for name in ("not_stated", "unstated"))
    assert any(told in words for told in unstated)
    assert "{" not in words


@pytest.mark.parametrize("preset", PRESETS)
def test_every_link_leads_somewhere_in_the_page(preset):
    page = PageReader(compose(styled(preset), "en", TEMPLATES))
    assert page.faults == []
    assert {address.removeprefix("#") for address in page.addresses} <= set(page.ids)


def test_a_plan_may_choose_and_order_sections_but_not_leave_out_what_limits_them():
    report = build_report(styled("full", "relations", "describe"), "en")
    assert names(report) == ["relations", "description", "limitations", "method"]
    assert report.front == ("cover", "contents")
    first = build_report(styled("full", "summary", "method", "rest"), "en")
    assert names(first) == ["method", "description", "relations", "novel", "limitations"]
    assert first.front == ("cover", "summary", "contents")


def test_a_summary_that_is_not_first_is_a_section_in_its_place():
    html = compose(styled("full", "describe", "summary"), "en", TEMPLATES)
    assert '<section class="chapter summing" id="section-summary">' in html
    assert html.count(message("report.summary.findings", "en")) == 1


def test_headlines_are_told_with_their_short_sentence_and_figure_only():
    quiet = finding("describe.more", "describe", headline=False)
    study = replace(STUDY, findings=(DESCRIBED, quiet, REFUSED))
    report = build_report(styled("brief", study=study), "en")
    (shown,) = section(report, "description").findings
    assert shown.sentence.striptags() == "Speed scores 3.42 on average."
    assert shown.figure is not None
    assert (shown.table, shown.checks) == (None, None)
    assert "relations" not in names(report)


def test_a_headline_that_does_not_hold_after_correction_is_none():
    weak = [finding(f"groups.{at}", "groups", claim=0.04) for at in range(3)]
    report = build_report(styled("brief", study=replace(STUDY, findings=(DESCRIBED, *weak))), "en")
    assert "groups" not in names(report)


def test_in_short_a_table_stands_only_where_there_is_no_figure():
    assert DESCRIBED.table is not None
    long = replace(DESCRIBED.table, rows=DESCRIBED.table.rows * 30)
    study = replace(STUDY, findings=(finding("gaps", "gaps"), finding("gaps.more", "gaps", figure=None, table=long)))
    pictured, tabled = section(build_report(styled("manager", study=study), "en"), "gaps").findings
    assert (pictured.figure is not None, pictured.table, pictured.checks) == (True, None, None)
    assert tabled.table is not None
    assert len(tabled.table.groups[0].rows) < 30
    assert "30" in tabled.table.notes[-1]
    assert all("t interval" not in fact.text for view in (pictured, tabled) for fact in view.facts)


def test_few_results_are_the_first_of_each_section():
    many = tuple(
        finding(f"{name}.{at}", name) for name in ("gaps", "drivers", "groups", "regression") for at in range(2)
    )
    report = build_report(styled("brief", study=replace(STUDY, findings=many)), "en")
    shown = [f.id for s in report.sections for f in s.findings]
    assert shown == ["finding-drivers-0", "finding-regression-0", "finding-groups-0"]


@pytest.mark.parametrize(("language", "label"), [("en", "Table 5-1"), ("zh", "表5-1")])
def test_a_thesis_numbers_sections_and_exhibits_inside_its_chapter(language, label):
    report = build_report(styled("thesis", chapter=5), language)
    first = section(report, "data")
    assert (first.number, first.parts[0].tables[0].label) == ("5.1", label)
    described = section(report, "description").findings[0]
    assert described.number == "5.2.1"
    assert "set-three_lines" in report.looks


def test_a_thesis_is_in_the_order_of_a_chapter_of_results():
    order = ("describe", "reliability", "relations", "regression", "paths", "groups")
    study = replace(STUDY, findings=tuple(finding(name, name) for name in reversed(order)))
    report = build_report(styled("thesis", study=study), "zh")
    titles = [s.title for s in report.sections]
    wanted = ["描述性统计分析", "信度分析", "相关分析", "回归分析", "中介效应分析", "差异分析", "本章小结"]
    assert [title for title in titles if title in wanted] == wanted


@pytest.mark.parametrize(("language", "label"), [("en", "Note."), ("zh", "注：")])
def test_notes_of_a_paper_begin_with_their_label(language, label):
    html = compose(styled("journal"), language, TEMPLATES)
    assert f"<p><em>{label}</em> " in html
    assert label not in compose(styled("full"), language, TEMPLATES).split("</style>")[1]


def test_a_caution_is_said_once_and_then_referred_to():
    again = finding("describe.again", "describe", cautions=(*DESCRIBED.cautions, Caution("X", text("New.", "新。"))))
    study = replace(STUDY, findings=(DESCRIBED, again))
    first, second = section(build_report(study, "en"), "description").findings
    assert [c.text.striptags() for c in first.cautions] == ["Few respondents."]
    assert [c.text.striptags() for c in second.cautions] == ["New.", "The cautions in 3.1 hold here too."]


def test_a_summary_does_not_point_at_what_is_not_shown():
    summary = build_report(styled("scorecard"), "en").summary
    assert [line.anchor for line in (*summary.headlines, *summary.withheld)] == [None, None]
    log = section(build_report(styled("method"), "en"), "method").parts[1].tables[0]
    assert [row[0].text for row in log.groups[0].rows] == ["Description", "Relations", "Relations"]


def test_what_quotes_items_says_where_the_other_wording_is_told():
    quoted = replace(DESCRIBED, estimates=(replace(DESCRIBED.estimates[0], of={"variable": "SP1"}),))
    study = styled("full", "describe", study=replace(STUDY, findings=(quoted,)))
    assert message("report.note.wording", "en", number="2") in compose(study, "en", TEMPLATES)


def longest() -> Study:
    """More of everything than a page holds: long sentences, cautions, refusals, and an author who states all."""
    words = " ".join(["The data show that speed goes with content, and with much besides."] * 6)
    said = text(words, words.translate({32: ""})[: len(words) // 2])
    figure = DESCRIBED.figure
    assert isinstance(figure, Figure)
    tall = replace(figure, data={**figure.data, "rows": list(figure.data["rows"]) * 25})  # type: ignore[call-overload]
    cautions = tuple(Caution(f"GATE{at}", text(f"{at} {words}", f"{at}{said['zh']}")) for at in range(2))
    told = [
        finding(f"{name}.{at}", name, sentences=Sentences(said, said), figure=tall, cautions=cautions)
        for name in ("drivers", "regression", "groups", "describe")
        for at in range(3)
    ]
    described = replace(DESCRIBED, estimates=DESCRIBED.estimates * 4)
    refused = [replace(REFUSED, id=f"refused.{at}", sentences=Sentences(said, said)) for at in range(5)]
    stated = replace(Disclosure(*[said] * 7), dates=text("March to May 2026", "2026年3月至5月"))
    plan = replace(STUDY.plan, disclosure=stated, registered=None)
    return replace(STUDY, plan=plan, findings=(described, *told, *refused))


@pytest.mark.pdf
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", [name for name, preset in PRESETS.items() if preset.most_pages])
def test_a_preset_keeps_to_its_pages_however_much_there_is_to_say(preset, language, tmp_path: Path):
    made = write_pdf(compose(styled(preset, study=longest()), language, TEMPLATES), tmp_path / "r.pdf")
    most = PRESETS[preset].most_pages
    assert most is not None
    assert made.pages <= most
    words = "".join(page.extract_text() for page in PdfReader(made.path).pages)
    assert message("report.disclosure.processing", language) in words.replace("\n", "")


@pytest.mark.pdf
@pytest.mark.parametrize("preset", [name for name, preset in PRESETS.items() if preset.most_pages])
def test_side_by_side_a_study_of_few_words_keeps_to_the_same_pages(preset: str, tmp_path: Path):
    made = write_pdf(compose_both(styled(preset), LANGUAGES, TEMPLATES), tmp_path / "r.pdf")
    most = PRESETS[preset].most_pages
    assert most is not None
    assert made.pages <= most


def test_depth_is_that_of_the_section_and_else_that_of_the_rest():
    assert PRESETS["manager"].depth("groups") is Depth.SHORT
    assert PRESETS["journal"].depth("anything") is Depth.WHOLE
