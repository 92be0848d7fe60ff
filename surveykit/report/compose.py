"""A Study as HTML: one language for print, or every language on one self-contained page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from surveykit.report.bilingual import together
from surveykit.report.content import build_report
from surveykit.report.context import Report
from surveykit.report.study import DataFacts, Study, report_id
from surveykit.report.templating import render
from surveykit.report.theme import Theme

__all__ = ["DataFacts", "Study", "compose", "compose_both", "compose_page", "report_id"]

_MARKED = re.compile('<span class="wide">([^<]*)</span>')
"""Wide signs, which a Chinese PDF draws in a font of their own: hundreds of elements less to lay out."""


def compose(study: Study, language: str, template_folders: Sequence[Path]) -> str:
    """The report in one language as HTML for print (`report/report.html`); `pdf.write_pdf` makes the file.

    `template_folders` are searched in order, so a workspace's own templates come first.
    """
    return _printed(study, build_report(study, language), [language], template_folders)


def compose_both(study: Study, languages: Sequence[str], template_folders: Sequence[Path]) -> str:
    """The report as HTML for print, every text in two languages; the first one comes first."""
    first, second = (build_report(study, language, twice=True) for language in languages)
    return _printed(study, together(first, second), languages, template_folders)


def compose_page(study: Study, languages: Sequence[str], template_folders: Sequence[Path]) -> str:
    """The same report as one HTML page that needs no network and no script, with a language switch."""
    plain = replace(study, theme=Theme(title_page=study.theme.title_page))  # a page has no file beside it
    reports = [build_report(plain, language, f"{language}-") for language in languages]
    views = [(report, _body(report, [report.language], template_folders)) for report in reports]
    css = Markup(study.theme.page_css)  # noqa: S704 - colours that were checked
    return render("report/page.html", template_folders, languages[0], views=views, theme=css)


def _printed(study: Study, report: Report, languages: Sequence[str], template_folders: Sequence[Path]) -> str:
    body = _body(report, languages, template_folders)
    css = Markup(study.theme.css)  # noqa: S704 - colours and names of fonts that were checked
    if list(languages) == ["zh"] and not study.theme.fonts:
        body = Markup(_MARKED.sub(r"\1", body))  # noqa: S704 - only takes mark-up away
    return render("report/report.html", template_folders, *languages, report=report, body=body, theme=css)


def _body(report: Report, languages: Sequence[str], template_folders: Sequence[Path]) -> Markup:
    html = render("report/body.html", template_folders, *languages, report=report)
    return Markup(html)  # noqa: S704 - rendered with everything escaped
