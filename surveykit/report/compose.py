"""A Study as HTML: one language for print, or every language on one self-contained page."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from surveykit.report.content import build_report
from surveykit.report.context import Report
from surveykit.report.study import DataFacts, Study, report_id
from surveykit.report.templating import render

__all__ = ["DataFacts", "Study", "compose", "compose_page", "report_id"]


def compose(study: Study, language: str, template_folders: Sequence[Path]) -> str:
    """The report in one language as HTML for print (`report/report.html`); `pdf.write_pdf` makes the file.

    `template_folders` are searched in order, so a workspace's own templates come first.
    """
    report = build_report(study, language)
    body = _body(report, template_folders)
    return render("report/report.html", template_folders, language, report=report, body=body)


def compose_page(study: Study, languages: Sequence[str], template_folders: Sequence[Path]) -> str:
    """The same report as one HTML page that needs no network and no script, with a language switch."""
    reports = [build_report(study, language, f"{language}-") for language in languages]
    views = [(report, _body(report, template_folders)) for report in reports]
    return render("report/page.html", template_folders, languages[0], views=views)


def _body(report: Report, template_folders: Sequence[Path]) -> Markup:
    html = render("report/body.html", template_folders, report.language, report=report)
    return Markup(html)  # noqa: S704 - rendered with everything escaped
