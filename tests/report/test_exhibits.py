"""A fault of our own inside one exhibit or section costs that one, never the report."""

from dataclasses import replace

import pytest

from surveykit.core.finding import Column, Figure, Style, Table
from surveykit.core.language import LANGUAGES, message
from surveykit.errors import AuthorError, Place
from surveykit.report import content, exhibits
from surveykit.report.compose import compose, compose_both
from surveykit.report.content import build_report
from surveykit.report.context import Report, Section
from tests.report.page_reader import PageReader
from tests.report.test_preset import styled
from tests.report.tiny_study import DESCRIBED, METHOD, STUDY, TEMPLATES, text

SAID = {
    "en": "The figure could not be drawn: a fault inside surveykit (error ",
    "zh": "此图未能绘出：surveykit内部出现错误",
}


A = text("A", "甲")


def broken(*_: object, **__: object) -> str:
    raise ZeroDivisionError


def section(report: Report, name: str) -> Section:
    return next(s for s in report.sections if s.id == f"section-{name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_cannot_be_drawn_leaves_its_finding_and_says_so(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(exhibits, "draw", broken)
    report = build_report(STUDY, language)
    (shown,) = section(report, "description").findings
    assert shown.figure is None
    assert shown.table is not None
    assert "3.42" in shown.sentence
    assert SAID[language] in shown.cautions[-1].text.striptags()
    assert "{" not in shown.cautions[-1].text
    page = PageReader(compose(STUDY, language, TEMPLATES))
    assert page.faults == []
    assert SAID[language] in page.text


def test_numbers_of_exhibits_go_on_without_the_one_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, drawn = exhibits.draw, iter([broken, exhibits.draw])
    monkeypatch.setattr(exhibits, "draw", lambda *given: next(drawn, draw)(*given))
    study = replace(STUDY, findings=(DESCRIBED, replace(DESCRIBED, id="describe.more")))
    lost, kept = section(build_report(study, "en"), "description").findings
    assert lost.figure is None
    assert kept.figure is not None
    assert kept.figure.label == "Figure 1"


def test_in_short_a_table_stands_in_for_a_figure_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    study = styled("manager", study=replace(STUDY, findings=(replace(DESCRIBED, id="gaps", analysis="gaps"),)))
    assert section(build_report(study, "en"), "gaps").findings[0].table is None
    monkeypatch.setattr(exhibits, "draw", broken)
    assert section(build_report(study, "en"), "gaps").findings[0].table is not None


def test_a_table_that_cannot_be_made_leaves_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibits.Writer, "table", broken)
    (shown,) = section(build_report(STUDY, "en"), "description").findings
    assert shown.figure is not None
    assert shown.table is None
    assert "The table could not be made" in shown.cautions[-1].text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["data", "questionnaire", "actions", "limitations", "method", "codebook"])
def test_a_section_that_fails_becomes_a_note(monkeypatch: pytest.MonkeyPatch, name: str, language: str) -> None:
    plots = {
        group: tuple(replace(plot, parts=broken) if plot.name == name else plot for plot in getattr(content, group))
        for group in ("BEFORE", "AFTER")
    }
    for group, changed in plots.items():
        monkeypatch.setattr(content, group, changed)
    whole = section(build_report(STUDY, language), name)
    (part,) = whole.parts
    (remark,) = part.remarks
    assert "surveykit" in remark.text
    assert remark.text.striptags() in PageReader(compose(STUDY, language, TEMPLATES)).text
    for preset in ("scorecard", "manager", "method"):
        assert PageReader(compose(styled(preset), language, TEMPLATES)).faults == []


def test_two_languages_side_by_side_say_it_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibits, "draw", broken)
    words = PageReader(compose_both(STUDY, LANGUAGES, TEMPLATES)).text
    assert all(said in words for said in SAID.values())


def test_what_somebody_else_can_mend_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AuthorError.of("no-such-file", Place("x"), found="x")

    monkeypatch.setattr(exhibits, "draw", refuse)
    with pytest.raises(AuthorError):
        build_report(STUDY, "en")


def test_a_summary_that_fails_is_a_note_and_the_rest_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "summarise", broken)
    page = PageReader(compose(STUDY, "en", TEMPLATES))
    assert page.faults == []
    assert "What belongs here could not be written: a fault inside surveykit (error " in page.text
    assert message("report.summary.no_findings", "en") not in page.text
    assert "Speed scores 3.42" in page.text.replace("\u00a0", " ")


BARS = Figure("bars", A, {"bars": [{"label": A, "count": 30, "share": 0.6}, {"label": A, "count": 20}], "n": 50})
COUNTED = Table(A, (Column(A), Column(A, Style.COUNT), Column(A, Style.PERCENT)), ((A, 30, 0.6), (A, 20, 0.4)))


@pytest.mark.parametrize(("preset", "drawn"), [("full", True), ("thesis", False)])
def test_what_bars_say_is_not_said_again_in_a_table(preset: str, drawn: bool) -> None:
    counted = replace(DESCRIBED, figure=BARS, table=COUNTED, checks=())
    report = build_report(styled(preset, "describe", study=replace(STUDY, findings=(counted,))), "en")
    (shown,) = section(report, "description").findings
    assert (shown.figure is not None, shown.table is not None) == (drawn, not drawn)
    assert not drawn or (shown.figure and shown.figure.numbers)


def test_a_table_with_tests_stands_beside_its_figure() -> None:
    (shown,) = section(build_report(STUDY, "en"), "description").findings
    assert shown.figure
    assert shown.table


def test_of_very_many_findings_the_headlines_are_drawn() -> None:
    many = tuple(replace(DESCRIBED, id=f"describe.{at}", headline=at == 3) for at in range(12))
    shown = section(build_report(replace(STUDY, findings=many), "en"), "description").findings
    assert [view.number for view in shown if view.figure] == ["3.4"]
    assert all(view.table for view in shown)


@pytest.mark.parametrize(("language", "further"), [("en", "11 further results"), ("zh", "另有11项结果")])
def test_in_short_of_very_many_findings_the_first_and_the_headlines_stand(language: str, further: str) -> None:
    many = tuple(
        replace(DESCRIBED, id=f"groups.{at}", analysis="groups", headline=at == 7, claim=None) for at in range(13)
    )
    groups = section(build_report(styled("manager", study=replace(STUDY, findings=many)), language), "groups")
    assert [view.id for view in groups.findings] == ["finding-groups-0", "finding-groups-7"]
    assert further in groups.parts[-1].paragraphs[0]


def test_a_section_without_anything_in_it_is_left_out() -> None:
    quiet = replace(STUDY, findings=(replace(DESCRIBED, headline=False),))
    assert "section-description" not in {s.id for s in build_report(styled("manager", study=quiet), "en").sections}


@pytest.mark.parametrize(("preset", "below"), [("full", False), ("thesis", True)])
def test_a_thesis_has_the_title_below_the_figure(preset: str, below: bool) -> None:
    html = compose(styled(preset, "describe"), "en", TEMPLATES)
    figure = html.partition("<figure")[2].partition("</figure>")[0]
    assert (figure.index("<figcaption") > figure.index("<svg")) is below


def test_an_estimator_is_told_beside_its_finding_and_its_options_in_the_appendix() -> None:
    options = {"level": 0.95, "outlier": 0.001, "items": ["a"] * 24, "factors": None, "covariates": ()}
    study = replace(STUDY, findings=(replace(DESCRIBED, method=replace(METHOD, options=options)),))
    for preset, told in (("full", ""), ("method", "Mean with a t interval. (numpy 2.0) ")):
        estimators = section(build_report(styled(preset, study=study), "en"), "method").parts[2]
        (said,) = [remark.text.striptags() for remark in estimators.remarks]
        options_told = "confidence level = 0.95; p of the Mahalanobis distance = 0.001; items = 24 in all"
        assert said == f"{told}Options: {options_told}."


@pytest.mark.parametrize(
    ("language", "words", "left"),
    [
        ("en", "One thing is said, then another one. " + "And more of it " * 9, "One thing is said, then another one…"),
        ("zh", "先说一件事，再说另一件。" + "后面还有许多话没有地方说" * 6, "先说一件事，再说另一件…"),
        (
            "zh",
            "各题的主题与原题相同，措辞则由本项目自行编写，并非当年问过的问题。因此，" + "还有话要说" * 9,
            "各题的主题与原题相同，措辞则由本项目自行编写，并非当年问过的问题…",
        ),
        ("en", "No place to end " * 9, "No place to end " * 7 + "No place…"),
        ("zh", "没有地方断开" * 12, "没有地方断开" * 10 + "…"),
    ],
)
def test_where_there_is_a_line_or_two_whole_clauses_stand(language: str, words: str, left: str) -> None:
    writer = exhibits.Writer(language, depth=exhibits.Depth.HEADLINES)
    assert writer.say(writer.shortened({language: words})) == left
