"""Findings as a piece of HTML for a notebook: question, words, figure and table, without the report around them."""

from collections.abc import Sequence
from pathlib import Path

from surveykit.core.finding import Finding
from surveykit.report.exhibits import Writer
from surveykit.report.templating import render


def fragment(findings: Sequence[Finding], language: str, template_folders: Sequence[Path]) -> str:
    """The findings in one language (`report/fragment.html`); it needs no script and reaches for nothing."""
    writer = Writer(language)
    views = [writer.finding(finding, str(number)) for number, finding in enumerate(findings, 1)]
    return render("report/fragment.html", template_folders, language, tag=language, findings=views)
