"""The same questions under other names: ids, rows, conditions, piped answers and the names of scales."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any

from surveykit.core.codebook import ResponseScale
from surveykit.core.derived import Derived, Names
from surveykit.core.expression import Expression
from surveykit.core.item import Item

Words = Mapping[str, str]
"""Old name -> new name; what is not in it keeps its name."""
Options = Mapping[str, Words]
"""Old name of a variable -> its options."""
_SAME: Options = MappingProxyType({})
_PIPED = re.compile(r"(?<=\$\{)[A-Za-z][A-Za-z0-9_]*")


def reworded(value: Any, words: Words, scales: Words, options: Options = _SAME) -> Any:
    """The same value where every condition and every piped answer reads the new names."""
    if isinstance(value, str):
        return _PIPED.sub(lambda found: words.get(found[0], found[0]), value)
    if isinstance(value, Expression):
        return _renamed(value, words, options)
    if isinstance(value, ResponseScale):
        return replace(value, id=scales.get(value.id, value.id))
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        changed = {name: new for name, old in own.items() if (new := reworded(old, words, scales, options)) != old}
        return replace(value, **changed) if changed else value
    if isinstance(value, Mapping):
        return {key: reworded(content, words, scales, options) for key, content in value.items()}
    return tuple(reworded(c, words, scales, options) for c in value) if isinstance(value, tuple) else value


def _renamed(condition: Expression, words: Words, options: Options) -> Expression:
    """The same condition in the new names."""
    source = condition.source
    for at, old, new in sorted(_in_condition(condition, words, options), reverse=True):
        source = source[:at] + new + source[at + len(old) :]
    return Expression.parse(source)


def _in_condition(condition: Expression, words: Words, options: Options) -> Iterator[tuple[int, str, str]]:
    """Where a name or an option stands, what it is, and what it becomes."""
    for node in condition.tree.walk():
        name = str(node.value)
        if node.operation == "name" and name in words:
            yield node.position, name, words[name]
        elif node.operation == "selected":
            choice, option = node.operands
            part = words.get(f"{choice.value}_{option.value}", "")
            new = part.removeprefix(f"{words.get(str(choice.value), choice.value)}_")
            if new not in (part, option.value):
                yield option.position + 1, str(option.value), new
        elif node.operation in ("=", "!="):
            for one, other in (node.operands, node.operands[::-1]):
                new = options.get(str(one.value), {}).get(str(other.value), "") if one.operation == "name" else ""
                if new and isinstance(other.value, str) and other.operation == "literal":
                    yield other.position + 1, other.value, new


def renamed_derived(derived: Derived, words: Words) -> Derived:
    """A derived variable under another name, reading other names."""

    def new(name: str) -> str:
        return words.get(name, name)

    recode, bands, index = derived.recode, derived.bands, derived.index
    return replace(
        derived,
        id=new(derived.id),
        recode=replace(recode, source=new(recode.source)) if recode else None,
        bands=replace(bands, of=new(bands.of)) if bands else None,
        index=replace(index, of=Names(tuple(map(new, index.of)))) if index else None,
        sum=tuple(map(new, derived.sum)),
        mean=tuple(map(new, derived.mean)),
    )


def renamed_item(item: Item, words: Words, scales: Words) -> Item:
    """An item under its new id, with the new names of its rows and of all that it reads."""
    built: Item = reworded(item, words, scales)
    change: dict[str, Any] = {"id": words.get(item.id, item.id)}
    if item.parts_are_variables:
        change[item.part_field] = {words.get(name, name): part for name, part in built.parts().items()}
    return replace(built, **change)


def prefixed(item: Item, prefix: str) -> dict[str, str]:
    """Every name that an item brings along (its id, its rows, its variables) -> the name with the prefix.

    >>> from surveykit.items.open_text import OpenText
    >>> prefixed(OpenText(id="why", text={"en": "Why?"}), "csat")
    {'why': 'csat_why'}
    """
    own = [item.id, *(item.parts() if item.parts_are_variables else ())]
    words = {name: f"{prefix}_{name}" for name in own}
    after = renamed_item(item, words, {})
    return words | {old.name: new.name for old, new in zip(item.variables(), after.variables(), strict=True)}
