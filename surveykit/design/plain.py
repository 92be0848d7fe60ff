"""Plain data -> YAML: what another format was turned into, laid out as definitions are."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from surveykit.design.layout import Branch, Bundle, Leaf, Node, yaml_text

_OPEN = frozenset({"scales", "levels", "constructs", "sections", "items", "options", "rows", "validate", "quotas"})
"""Keys whose content stands on lines of its own."""


def plain_text(tree: Mapping[str, Any]) -> str:
    """The YAML text of mappings, lists, texts, numbers and truth values.

    >>> print(plain_text({"version": "1", "sections": [{"id": "a", "items": [{"id": "b", "minimum": 0}]}]}))
    version: "1"
    <BLANKLINE>
    sections:
      - id: a
        items:
          - id: b
            minimum: 0
    <BLANKLINE>
    """
    top = _node("", tree)
    assert isinstance(top, Branch)
    return yaml_text(Branch(top.entries, open=True))


def _node(key: str, value: Any) -> Node:
    if isinstance(value, Mapping):
        entries = {str(name): _node(str(name), inner) for name, inner in value.items()}
        whole = key in _OPEN and any(isinstance(node, Branch) for node in entries.values())
        return Branch(entries, open=whole)
    if isinstance(value, list | tuple):
        items = tuple(_node("", item) for item in value)
        records = key in _OPEN and all(isinstance(item, Branch) for item in items)
        long = key in ("sections", "items")
        opened = tuple(Branch(i.entries, open=True) if long and isinstance(i, Branch) else i for i in items)
        return Bundle(opened, open=records, spaced=key == "sections")
    if isinstance(value, bool):
        return Leaf("true" if value else "false", bare=True)
    if isinstance(value, int | float | Decimal):
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        return Leaf(f"{exact:f}", bare=True)
    return Leaf(str(value))
