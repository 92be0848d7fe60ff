"""What Word and PowerPoint files share: fonts, colours, the properties of the file, and bytes without a clock."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from surveykit.core.zip_file import unzipped, zipped
from surveykit.report.context import Report
from surveykit.report.plain import plain

LATIN, CHINESE = "Arial", "Microsoft YaHei"
"""Fonts that the office programs of every system have or replace; a report says which it wants, and holds none."""
ACCENT, DEEP, INK, QUIET, WARM, PALE = "1F5A93", "153E66", "1F2933", "56616C", "8A4B08", "EEF4F9"
"""The colours of the page."""
LONG_AGO = "1980-01-01T00:00:00Z"
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DATES = ("created", "modified", "lastPrinted")


def set_properties(core: Any, report: Report) -> None:
    """Say in the file what it is. Its dates are the study's; without one it has none."""
    core.title, core.subject = plain(report.title), plain(report.cover.kind)
    core.author = core.last_modified_by = plain(report.cover.client or report.cover.maker)
    core.keywords, core.comments, core.language = report.report_id, plain(report.cover.maker), report.tag
    core.revision = 1
    if report.created:
        core.created = core.modified = datetime.fromisoformat(report.created)
        return
    for element in [e for e in core._element if e.tag.rpartition("}")[2] in _DATES]:
        core._element.remove(element)


def timeless(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of an office file; the workbooks in it, which are made with the time of day, get a fixed one."""
    for name, part in unzipped(content):
        yield name, _workbook(part) if name.endswith(".xlsx") else part


def _workbook(content: bytes) -> bytes:
    parts = unzipped(content)
    return zipped(
        (name, _STAMP.sub(LONG_AGO.encode(), part) if name == "docProps/core.xml" else part) for name, part in parts
    )
