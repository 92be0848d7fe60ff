"""Columns that may measure one thing together: rated ones whose names differ in their number only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.interchange.adopt.column import tidy
from surveykit.interchange.adopt.definition import Entry
from surveykit.interchange.adopt.guess import stem_of
from surveykit.interchange.xlsform.names import Names

_FEWEST = 2
_SURE = 0.6
_GENERIC = frozenset(
    (
        "var",
        "item",
        "items",
        "question",
        "ques",
        "quest",
        "statement",
        "column",
        "field",
        "问题",
        "题目",
        "变量",
        "题项",
    )
)
"""Names that number questions and say nothing of what is measured, as one letter or sign does."""
_ROLES: Mapping[str, str] = {
    "satisfaction": r"sat|满意",
    "loyalty": r"loy|忠诚",
    "complaints": r"complain|抱怨|投诉",
    "expectation": r"expec|期望|预期",
    "image": r"imag|形象",
    "value": r"val|(感知)?价值",
    "quality": r"(serv)?qual|(服务|感知)?质量",
}
"""What the name of a construct begins with -> its role."""


@dataclass(frozen=True)
class Candidate:
    """A construct that may be one. Nothing is said of items that count the other way round."""

    id: str
    label: str
    role: str
    items: Sequence[str]
    sure: float = _SURE


def candidates(entries: Iterable[Entry], names: Names) -> list[Candidate]:
    """Every group of variables on one scale that are numbered alike."""
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        for guess, target in zip(entry.guesses, entry.targets, strict=True):
            stem = stem_of(guess.column.name)
            if entry.scale and stem and not _is_generic(stem):
                groups.setdefault((stem, entry.scale), []).append(target.variable)
    return [
        Candidate(names.claim(stem, "c") if stem.isascii() else names.claim("c", "c"), tidy(stem), _role(stem), items)
        for (stem, _), items in groups.items()
        if len(items) >= _FEWEST
    ]


def _is_generic(stem: str) -> bool:
    bare = stem.strip("_.- ").lower()
    return len(bare) < _FEWEST or bare in _GENERIC


def _role(stem: str) -> str:
    return next((role for role, words in _ROLES.items() if re.match(words, stem, re.IGNORECASE)), "other")
