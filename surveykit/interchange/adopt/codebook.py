"""A table that describes variables -> what it says of each column: a sheet of a workbook, or a file of its own.

One row a variable with all its values in one cell, one row a value, or both in two tables. Headers are known by their
words, in English and Chinese; what our own exports and codebooks write is among them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from surveykit.core.codebook import Level
from surveykit.interchange.columns import squeezed
from surveykit.interchange.table import Meaning, Table

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "variable": ("variable", "variable name", "name", "var", "column", "变量", "变量名", "变量名称", "字段", "字段名"),
    "label": (
        "label",
        "variable label",
        "question",
        "question text",
        "description",
        "标签",
        "变量标签",
        "题目",
        "问题",
        "说明",
    ),
    "value": ("value", "code", "values code", "取值", "值", "代码", "编码", "选项值"),
    "value label": (
        "value label",
        "code label",
        "answer",
        "category",
        "值标签",
        "取值标签",
        "取值含义",
        "选项",
        "选项标签",
        "含义",
    ),
    "values": ("values", "value labels", "codes", "categories", "取值说明", "选项说明", "编码说明"),
    "missing": ("missing", "missing values", "user missing", "缺失", "缺失值"),
    "level": ("level", "measure", "measurement", "measurement level", "scale", "测量水平", "测量尺度", "度量"),
}
"""What a column of a codebook is for -> what it may be called."""
_ROLE_OF = {squeezed(word): role for role, words in _HEADERS.items() for word in words}
_LANGUAGE = re.compile(r"[_ :(]+(en|zh)\)?\Z", re.IGNORECASE)
_LISTED = re.compile(
    r"(?P<value>-?\d+(?:\.\d+)?)\s*[=＝:：]\s*(?P<label>.*?)\s*(?=[;；,，、|\n]\s*-?\d+(?:\.\d+)?\s*[=＝:：]|[;；]?\s*\Z)",
    re.DOTALL,
)
_PIECE, _EQUALS = re.compile(r"[;；,，、\n]"), re.compile("[=＝]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LEVELS = {
    "nominal": Level.NOMINAL,
    "ordinal": Level.ORDINAL,
    "interval": Level.INTERVAL,
    "ratio": Level.RATIO,
    "scale": Level.INTERVAL,
    "名义": Level.NOMINAL,
    "有序": Level.ORDINAL,
    "标度": Level.INTERVAL,
}


def header_words(*roles: str) -> set[str]:
    """The words that the header of such a table may have, in their usual writings."""
    words = {word for role in roles for word in _HEADERS[role]}
    suffixed = {f"{word}_{language}" for word in words for language in ("en", "zh")}
    return {form for word in words | suffixed for form in (word, word.capitalize(), word.title(), word.upper())}


class _Places(NamedTuple):
    """Where the columns of a codebook stand; -1 for one that it lacks."""

    variable: int
    label: int
    value: int
    value_label: int
    values: int
    missing: int
    level: int


@dataclass
class _Said:
    """What is said of one column, as far as it has been read."""

    label: str = ""
    values: dict[str, str] = field(default_factory=dict)
    missing: list[tuple[float, float]] = field(default_factory=list)
    level: Level | None = None


def read_codebook(table: Table) -> dict[str, Meaning]:
    """What the table says of each variable; nothing if it is no codebook."""
    places = _places(table)
    if places is None:
        return {}
    said: dict[str, _Said] = {}
    name = ""
    for row in table.rows:
        cells = [cell.strip() for cell in (*row, "")]  # -1 is the empty one
        name = cells[places.variable] or name
        own = said.setdefault(name, _Said())
        own.label = own.label or cells[places.label]
        if value := cells[places.value]:
            own.values.setdefault(value, cells[places.value_label])
        own.values |= {v: label for v, label in _listed(cells[places.values]) if v not in own.values}
        for value, label in _declared(cells[places.missing]):
            own.missing.append((float(value), float(value)))
            if label:
                own.values.setdefault(value, label)
        own.level = own.level or _LEVELS.get(cells[places.level].lower())
    return {
        name: Meaning(
            own.label, {v: text for v, text in own.values.items() if text}, missing=tuple(own.missing), level=own.level
        )
        for name, own in said.items()
        if name
    }


def joined(first: Mapping[str, Meaning], second: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Two codebooks as one; where both speak of something, the first is right."""
    found = dict(second)
    for name, own in first.items():
        other = found.get(name, own)
        found[name] = replace(
            own,
            label=own.label or other.label,
            values={**other.values, **own.values},
            missing=own.missing or other.missing,
            level=own.level or other.level,
        )
    return found


def _places(table: Table) -> _Places | None:
    """Where what stands in a table; None if it names no variables, or says nothing of them."""
    roles: dict[str, int] = {}
    for at, header in enumerate(table.columns):
        role = _ROLE_OF.get(squeezed(_LANGUAGE.sub("", header)))
        if role is not None:
            roles.setdefault(role, at)
    if "value" in roles and "value label" not in roles and "label" in roles:
        roles["value label"] = roles.pop("label")
    if "variable" not in roles or not roles.keys() & {"label", "value label", "values"}:
        return None
    return _Places(*(roles.get(name.replace("_", " "), -1) for name in _Places._fields))


def _listed(cell: str) -> Iterator[tuple[str, str]]:
    """Value and label of each pair in a cell such as «1 = slow; 2 = fast»."""
    yield from ((found["value"], found["label"]) for found in _LISTED.finditer(cell))


def _declared(cell: str) -> Iterator[tuple[str, str]]:
    """The values that a cell names as missing, with their labels: «98, 99», «99 = refused», «refused = -4»."""
    for piece in _PIECE.split(cell):
        sides = [side.strip() for side in _EQUALS.split(piece, maxsplit=1)]
        value = next((side for side in sides if _NUMBER.fullmatch(side)), "")
        if value:
            yield value, next((side for side in sides if side != value), "")
