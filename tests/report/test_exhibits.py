"""A fault of our own inside one exhibit or section costs that one, never the report."""

from dataclasses import replace

import pytest

from surveykit.core.language import LANGUAGES
from surveykit.errors import AuthorError, Place
from surveykit.report import content, exhibits
from surveykit.report.compose import compose, compose_both
from surveykit.report.content import build_report
from surveykit.report.context import Report, Section
from tests.report.page_reader import PageReader
from tests.report.test_preset import styled
from tests.report.tiny_study import DESCRIBED, STUDY, TEMPLATES

SAID = {
    "en": "The figure could not be drawn: a fault inside surveykit (error ",
    "zh": "此图未能绘出：surveykit 内部出现错误",
}


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
