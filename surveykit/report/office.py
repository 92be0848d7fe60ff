"""What Word and PowerPoint files share: fonts, colours, the properties of the file, and bytes without a clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from surveykit.core.zip_file import unzipped, zipped
from surveykit.report.context import Report
from surveykit.report.fonts import families
from surveykit.report.plain import plain
from surveykit.report.theme import Theme

LATIN, CHINESE = "Arial", "Microsoft YaHei"
"""Fonts that the office programs of every system have or replace; a report says which it wants, and holds none."""
HANZI = "中"
LONG_AGO = "1980-01-01T00:00:00Z"
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DATES = ("created", "modified", "lastPrinted")


@dataclass(frozen=True)
class Look:
    """A theme as office files take it: a font for Latin and one for Chinese letters, and colours as RRGGBB."""

    latin: str
    chinese: str
    ink: str
    quiet: str
    accent: str
    deep: str
    pale: str
    warm: str

    @classmethod
    def of(cls, theme: Theme) -> "Look":
        """The theme's fonts, each for the letters that it has, before ours; its colours."""
        hanzi = families(HANZI) if theme.fonts else frozenset()
        latin = next((f for f in theme.fonts if f not in hanzi), next(iter(theme.fonts), LATIN))
        chinese = next((f for f in theme.fonts if f in hanzi), CHINESE)
        names = ("ink", "quiet", "accent", "deep", "pale", "warm")
        return cls(latin, chinese, *(getattr(theme.colours, name)[1:].upper() for name in names))


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
