"""A definition as plain data: mappings, lists, texts, numbers and truth values."""

import re
from decimal import Decimal
from typing import Any

from surveykit.core.document import Map, Node, Scalar, parse
from surveykit.interchange.xlsform.texts import Tree

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")


def plain_tree(source: str) -> Tree:
    """The plain data of a definition's text. Raises AuthorError where it is no strict YAML.

    >>> plain_tree('a: {b: "1", c: 1.50, d: [true, no]}')
    {'a': {'b': '1', 'c': Decimal('1.50'), 'd': [True, 'no']}}
    """
    top = _plain(parse(source))
    assert isinstance(top, dict)
    return top


def _plain(node: Node) -> Any:
    if isinstance(node, Map):
        return {name: _plain(inner) for name, inner in node.entries.items()}
    if not isinstance(node, Scalar):
        return [_plain(item) for item in node.items]
    if not node.quoted and _NUMBER.match(node.text):
        return Decimal(node.text) if "." in node.text else int(node.text)
    if not node.quoted and node.text in ("true", "false"):
        return node.text == "true"
    return node.text
