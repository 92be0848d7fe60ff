"""One report out of two of the same study: every text in both languages, one under the other."""

from dataclasses import fields, is_dataclass, replace
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from surveykit.report.context import CellView, FigureView, Report, RowGroup, TableView
from surveykit.report.typography import TAGS

_FIRST = {Report: ("language", "tag", "theme"), TableView: ("cells", "headings"), FigureView: ("source", "numbers")}
"""What only the first report says."""


class Pair(Markup):
    """A text in two languages; `first` is the one that stands where only one can, as in an attribute."""

    first: str


def pair(first: tuple[str, str], second: tuple[str, str]) -> str:
    """Two (language, text) as one text; as it is where both say the same.

    >>> str(pair(("en", "n = 3"), ("zh", "n = 3")))
    'n = 3'
    """
    if first[1] == second[1]:
        return first[1]
    said = [Markup('<span lang="%s">%s</span>') % (TAGS[language], text) for language, text in (first, second)]
    joined = Pair(Markup('<span class="both">%s %s</span>') % tuple(said))
    joined.first = first[1]
    return joined


def alone(text: str) -> str:
    """A text of two languages in the first one; any other as it is."""
    return text.first if isinstance(text, Pair) else text


def together(first: Report, second: Report) -> Report:
    """Two reports of one study as one: every text twice, every number once, figures in each language."""
    joined: Report = _joined(first, second, (first.language, second.language))
    return replace(joined, looks=(*first.looks, "two-languages"))


def rows_together(first: TableView, second: TableView, languages: tuple[str, str]) -> TableView:
    """The first of two tables of one content, the words in its rows in both languages."""

    def cell(one: CellView, other: CellView) -> CellView:
        return replace(one, prose=_joined(one.prose, other.prose, languages))

    def group(one: RowGroup, other: RowGroup) -> RowGroup:
        rows = tuple(tuple(map(cell, *pair)) for pair in zip(one.rows, other.rows, strict=True))
        return RowGroup(rows, _joined(one.title, other.title, languages))

    return replace(first, groups=tuple(map(group, first.groups, second.groups)))


def _joined(first: Any, second: Any, languages: tuple[str, str]) -> Any:
    if first is None or second is None:
        return second if first is None else first
    if isinstance(first, str):
        return pair((languages[0], first), (languages[1], second))
    if isinstance(first, tuple):
        return tuple(_joined(one, other, languages) for one, other in zip_longest(first, second))
    if is_dataclass(first) and not isinstance(first, type):
        own = {spec.name for spec in fields(first)} - {*_FIRST.get(type(first), ())}
        values = {name: _joined(getattr(first, name), getattr(second, name), languages) for name in own}
        if isinstance(first, FigureView):
            values["svg"] = first.svg + second.svg
        return replace(first, **values)
    return first and second
