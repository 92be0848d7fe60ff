"""Changing words of a text file where they stand: its comments and its layout stay as they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.core.document import Scalar
from surveykit.errors import AuthorError

_WORD = re.compile(r"[A-Za-z0-9_]+")
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)")


@dataclass(frozen=True)
class Edit:
    """What stands from `start` to `end` (offsets in the text) becomes `new`; `line` counts from 1."""

    start: int
    end: int
    new: str
    line: int


def changed(source: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made.

    >>> changed("ask: speed", [Edit(5, 10, "pace", 1)])
    'ask: pace'
    """
    parts, at = [], 0
    for edit in sorted(set(edits), key=lambda edit: edit.start):
        parts += [source[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, source[at:]])


def edit_of(source: str, node: Scalar, position: int, old: str, new: str) -> Edit:
    """The edit that puts `new` for the word `old` at a position of what a scalar says.

    Raises AuthorError where the scalar is written with escapes that hide what stands where.
    """
    start = _offsets(source, node).get(position)
    if start is None or source[start : start + len(old)] != old:
        raise AuthorError.of("rename-hidden", node.place, word=old)
    return Edit(start, start + len(old), new, source.count("\n", 0, start) + 1)


def _offsets(source: str, node: Scalar) -> dict[int, int]:
    """Position of each word in what a scalar says -> its offset in the source; empty where that is not sure.

    Quotes, folded lines and indentation move words, and leave their order as it is.
    """
    written = source[node.start : node.end]
    if node.block:
        header = written.partition("\n")[0]
        written = written.replace(header, " " * len(header), 1)
    elif written.startswith('"'):
        written = _ESCAPE.sub(lambda found: " " * len(found[0]), written)
    said = [(found[0], found.start()) for found in _WORD.finditer(node.text)]
    there = [(found[0], found.start()) for found in _WORD.finditer(written)]
    if [word for word, _ in said] != [word for word, _ in there]:
        return {}
    return {at: node.start + place for (_, at), (_, place) in zip(said, there, strict=True)}
