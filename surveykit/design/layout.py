"""Plain nodes -> YAML text that people like to read, and that our strict reader reads back as it was.

A node is a `Leaf` (a text, or a bare number or truth value), a list of nodes or a mapping of names to nodes. What
is `open` stands in block style; everything else stands on one line where it fits.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.core.lines import columns

WIDTH = 120
_ESCAPED = re.compile("[\x7f-\xa0\u00ad\u2028\u2029\ufeff]|[^\\S \n]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Leaf:
    """A single value. A `bare` one is written as it stands: a number, a truth value."""

    text: str
    bare: bool = False


@dataclass(frozen=True)
class Branch:
    """A mapping in its order; `open` asks for one line an entry."""

    entries: Mapping[str, "Node"] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True)
class Bundle:
    """A list; `open` asks for one line an entry, `spaced` for a blank line between entries."""

    items: tuple["Node", ...] = ()
    open: bool = False
    spaced: bool = False


Node = Leaf | Branch | Bundle


def yaml_text(top: Branch) -> str:
    """The document: a blank line before each part of its own.

    >>> print(yaml_text(Branch({"a": Leaf("no"), "b": Branch({"c": Leaf("Why?"), "d": Leaf("1", bare=True)})}, True)))
    a: "no"
    b: {c: Why?, d: 1}
    <BLANKLINE>
    """
    lines: list[str] = []
    for name, value in top.entries.items():
        own = list(_entry("", f"{_name(name)}:", value))
        lines += ["", *own] if lines and not isinstance(value, Leaf) and value.open else own
    return "\n".join(lines) + "\n"


def _entries(node: Branch | Bundle, indent: str) -> Iterator[str]:
    """The lines of a mapping or a list in block style."""
    spaced = isinstance(node, Bundle) and node.spaced
    if isinstance(node, Branch):
        heads = [(f"{_name(name)}:", value) for name, value in node.entries.items()]
    else:
        heads = [("-", value) for value in node.items]
    for at, (head, value) in enumerate(heads):
        if spaced and at:
            yield ""
        yield from _entry(indent, head, value)


def _entry(indent: str, head: str, value: Node) -> Iterator[str]:
    """`head` is « key: » or the dash of a list."""
    deeper = f"{indent}  "
    if isinstance(value, Leaf):
        yield from _leaf(indent, head, value)
    elif not _is_open(value) and (columns(line := f"{indent}{head} {_flow(value)}") <= WIDTH or _short(value)):
        yield line
    elif head == "-":  # the first line of the content stands beside the dash
        first, *rest = _entries(value, deeper)
        yield f"{indent}- {first[len(deeper) :]}"
        yield from rest
    else:
        yield f"{indent}{head}"
        yield from _entries(value, deeper)


def _leaf(indent: str, head: str, leaf: Leaf) -> Iterator[str]:
    lines = leaf.text.split("\n")
    if len(lines) == 1 or not _is_block(leaf.text):
        yield f"{indent}{head} {_scalar(leaf.text, leaf.bare)}"
        return
    yield f"{indent}{head} |-"
    yield from (f"{indent}  {line}" if line else "" for line in lines)


def _is_block(text: str) -> bool:
    """Whether a text of several lines can stand as a literal block: nothing at its edges, nothing to escape."""
    lines = text.split("\n")
    edges = not lines[0] or not lines[-1] or lines[0][0] in " \t" or any(line != line.rstrip() for line in lines)
    return not edges and not _ESCAPED.search(text)


def _is_open(node: Node) -> bool:
    """Whether a node, or something in it, has to stand on lines of its own."""
    if isinstance(node, Leaf):
        return "\n" in node.text and _is_block(node.text)
    children = node.entries.values() if isinstance(node, Branch) else node.items
    return bool(children) and (node.open or any(_is_open(child) for child in children))


def _short(node: Branch | Bundle) -> bool:
    """Whether nothing is gained by breaking the line: there is nothing in it."""
    return not (node.entries if isinstance(node, Branch) else node.items)


def _flow(node: Node) -> str:
    if isinstance(node, Leaf):
        return _scalar(node.text, node.bare, flow=True)
    if isinstance(node, Bundle):
        return "[" + ", ".join(_flow(item) for item in node.items) + "]"
    return "{" + ", ".join(f"{_name(name)}: {_flow(value)}" for name, value in node.entries.items()) + "}"


def _name(text: str) -> str:
    """A key. Ids begin with a letter, so what looks like a number is one."""
    return text if _NUMBER.match(text) else _scalar(text)


def _scalar(text: str, bare: bool = False, flow: bool = False) -> str:
    """A text as it stands where no reader of YAML could take it for anything else, in double quotes elsewhere."""
    if bare or _is_plain(text, flow):
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_plain(text: str, flow: bool) -> bool:
    return (
        text[:1].isalpha()
        and text.isprintable()
        and text == text.strip()
        and not set(text) & set(':#"\\')
        and not (flow and set(text) & set(",[]{}"))
        and not _WORDS.match(text)
    )
