"""What changed in an item: its words, its settings, its options and rows, the variables that it fills."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from surveykit.core.codebook import ResponseScale, Variable
from surveykit.core.comparability import Cause, cause, reworded
from surveykit.core.item import Item, Option, Part
from surveykit.core.language import Text
from surveykit.design.change import (
    Change,
    additive,
    alike,
    breaking,
    conditional,
    harmless,
    moved,
    same_words,
    worded,
)
from surveykit.design.names import part_fields
from surveykit.design.recognised import label_of, renamed_parts

_SHOWN = ("anchored", "appearance", "content", "example", "ignore", "lines", "manner", "sensitive", "shuffle")
"""What concerns how an item is shown, or judged by the checker."""
_ACCEPTED = (
    *("attention", "decimals", "earliest", "format", "latest", "maximum", "maximum_length", "minimum", "pattern"),
    *("required", "validate"),
)
"""What concerns which answers are accepted."""
_CAUSES: Mapping[Cause, str] = {"kind": "other-kind", "range": "other-range", "labels": "other-labels"}


def item_changes(old: Item, new: Item) -> Iterator[Change]:
    """The differences between two versions of an item."""
    thing = f"item:{old.id}"
    if old.kind != new.kind:
        yield breaking("kind", thing, old=old.kind, new=new.kind)
        return
    yield from worded(thing, "text", old.text, new.text, "replaced")
    yield from conditional(thing, old.relevant, new.relevant)
    for name in _own_fields(old):
        yield from _field(thing, name, old, new)
    parts = [change for name in part_fields(type(old)) for change in _parts(old, new, name)]
    yield from parts
    yield from _variables(thing, old, new, any(change.code.startswith("part-") for change in parts))


def _own_fields(item: Item) -> list[str]:
    """The fields that are compared one by one; scales are compared by the variables that they make."""
    others = {"id", "text", "relevant", *part_fields(type(item))}
    named = [spec.name for spec in fields(item) if spec.init and spec.name not in others]
    return [name for name in named if not isinstance(getattr(item, name), ResponseScale)]


def _field(thing: str, name: str, old: Item, new: Item) -> Iterator[Change]:
    before, after = getattr(old, name), getattr(new, name)
    if before == after or isinstance(after, ResponseScale):
        return
    hint = get_type_hints(type(old))[name]
    if name == "unit":
        if not same_words(before, after):
            yield breaking("unit", thing)
    elif hint in (Text, Text | None):
        yield from worded(thing, name, before, after)
    elif name in _SHOWN:
        yield harmless("shown", thing, key=name)
    elif name in _ACCEPTED:
        yield harmless("accepted", thing, key=name)
    elif not (hasattr(before, "tree") and hasattr(after, "tree") and alike(before, after)):
        yield breaking("setting", thing, key=name)


def _parts(old: Item, new: Item, name: str) -> Iterator[Change]:
    """The options, rows or aspects of one field."""
    before: Mapping[str, Any] = getattr(old, name)
    after: Mapping[str, Any] = getattr(new, name)
    sort = name.removesuffix("s")
    again = renamed_parts(before, after)
    for part in (part for part in before if part not in after):
        if part in again:
            yield breaking("part-renamed", f"{sort}:{old.id}.{part}", new=again[part])
        else:
            yield breaking("part-removed", f"{sort}:{old.id}.{part}")
    for part in (part for part in after if part not in before and part not in again.values()):
        yield additive("part-added", f"{sort}:{old.id}.{part}")
    for part in before:
        if part in after:
            yield from _part(f"{sort}:{old.id}.{part}", before[part], after[part])
    if shifted := moved(list(before), list(after)):
        yield harmless("order", f"item:{old.id}", names=tuple(shifted))


def _part(thing: str, old: Any, new: Any) -> Iterator[Change]:
    yield from worded(thing, "label", label_of(old), label_of(new), "part-replaced")
    if not (isinstance(old, Part) and isinstance(new, Part)):
        return
    yield from conditional(thing, old.relevant, new.relevant)
    if _meaning(old) != _meaning(new):
        yield breaking("meaning", thing)
    if old.anchored != new.anchored:
        yield harmless("shown", thing, key="anchored")
    if getattr(old, "required", False) != getattr(new, "required", False):
        yield harmless("accepted", thing, key="required")


def _meaning(part: Part) -> tuple[object, ...]:
    return (part.missing, part.exclusive) if isinstance(part, Option) else ()


def _variables(thing: str, old: Item, new: Item, parts_told: bool) -> Iterator[Change]:
    before = {v.name: v for v in old.variables()}
    after = {v.name: v for v in new.variables()}
    if not parts_told:
        if gone := [name for name in before if name not in after]:
            yield breaking("variables-removed", thing, names=tuple(gone))
        if come := [name for name in after if name not in before]:
            yield additive("variables-added", thing, names=tuple(come))
    for name, v in before.items():
        if name in after:
            yield from _variable(old, new, v, after[name])


def _variable(old: Item, new: Item, before: Variable, after: Variable) -> Iterator[Change]:
    scale = old.scale_of(before.name)
    thing = f"scale:{scale.id}" if scale is not None and scale.id else f"item:{old.id}"
    why = cause(before, after)
    if why is not None:
        yield breaking(_CAUSES[why], thing)
    elif scale is not None and not _reworded_labels(before, after):
        yield breaking("part-replaced", thing)
    elif scale is not None and not _same_labels(before, after):
        yield harmless("wording", thing, key="levels")
    if renumbered := [o for o, code in before.stored.items() if after.stored.get(o, code) != code]:
        yield breaking("codes", f"item:{old.id}", names=tuple(renumbered))
    if scale is not None and after.missing - before.missing:
        yield additive("reason-added", thing)
    if scale is not None and before.missing - after.missing:
        yield harmless("reason-removed", thing)


def _reworded_labels(before: Variable, after: Variable) -> bool:
    return all(reworded(label, after.values[code]) for code, label in before.values.items() if code in after.values)


def _same_labels(before: Variable, after: Variable) -> bool:
    return before.values.keys() == after.values.keys() and all(
        same_words(label, after.values[code]) for code, label in before.values.items()
    )
