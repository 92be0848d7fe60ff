"""A Questionnaire -> definition (YAML): the inverse of `design.load`.

What the loader reads by the type of a field is written by the type of the field; `_WRITINGS` mirrors the loader's own
readings. Comments and layout of an earlier file are not kept; what has its default is left out.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from surveykit.core.codebook import Construct, Missing, ResponseScale
from surveykit.core.derived import Answered, Derived, Index, Names, Recode
from surveykit.core.expression import Expression
from surveykit.core.item import Item, Option, Part, RuleId
from surveykit.core.language import Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.core.record import Record
from surveykit.design.layout import Branch, Bundle, Leaf, Node, yaml_text


def questionnaire_text(questionnaire: Questionnaire) -> str:
    """The definition: `parse_questionnaire` of it gives an equal Questionnaire."""
    writer = _Writer(questionnaire.languages, questionnaire.scales)
    top = writer.record(questionnaire, skip=("source", "scales"), written={"id": "questionnaire"})
    entries: dict[str, Node] = dict(top.entries)
    if questionnaire.scales:
        # Items use the scales by name, so these stand before the constructs and sections.
        own = {name: writer.own_scale(scale) for name, scale in questionnaire.scales.items()}
        last = ("constructs", "records", "derived", "sections")
        after: dict[str, Node] = {key: entries.pop(key) for key in last if key in entries}
        entries["scales"] = Branch(own, open=True)
        entries.update(after)
    return yaml_text(Branch(entries, open=True))


@dataclass(frozen=True)
class _Writer:
    """Builds nodes from values. `scales` are those that can be named."""

    languages: tuple[str, ...]
    scales: Mapping[str, ResponseScale]

    def write(self, value: Any, wanted: Any) -> Node:
        """The node that the loader reads as this value where it wants this type."""
        if wanted in _WRITINGS:
            return _WRITINGS[wanted](self, value)
        if isinstance(value, Part) and value.labelled():
            return self.part(value)
        if isinstance(wanted, type) and issubclass(wanted, Part) and wanted.labelled():
            return self.part(value)
        origin, arguments = get_origin(wanted), get_args(wanted)
        if wanted == Text:
            return self.text(value)
        if origin in (Union, types.UnionType):
            return self.write(value, next(a for a in arguments if a is not type(None)))
        if origin is tuple:
            items = tuple(self.write(item, arguments[0]) for item in value)
            return Bundle(items, open=any(isinstance(item, Branch) for item in items))
        if origin is Mapping:
            return self.table(value, *arguments)
        if is_dataclass(wanted) and wanted is not Expression:
            return self.record(value)
        return _scalar(value)

    def record(
        self,
        value: Any,
        skip: tuple[str, ...] = (),
        written: Mapping[str, str] | None = None,
        open: bool = False,
    ) -> Branch:
        """A dataclass as a mapping of what differs from its defaults; lists of records stand last."""
        keys, hints = written or {}, get_type_hints(type(value))
        entries = {
            keys.get(spec.name, spec.name): self.write(getattr(value, spec.name), hints[spec.name])
            for spec in fields(value)
            if spec.init and spec.name not in skip and not _is_default(spec, getattr(value, spec.name))
        }
        last = {key for key, node in entries.items() if isinstance(node, Bundle) and node.spaced}
        ordered = [*(key for key in entries if key not in last), *(key for key in entries if key in last)]
        return Branch({key: entries[key] for key in ordered}, open)

    def table(self, value: Mapping[Any, Any], key_type: Any, value_type: Any) -> Branch:
        """A mapping; what is more than a number or a word stands on a line of its own."""
        entries = {_key(key): self.write(item, value_type) for key, item in value.items()}
        return Branch(entries, open=any(isinstance(node, Branch) for node in entries.values()))

    def text(self, value: Text) -> Node:
        """A text in every language; a bare one where there is one language."""
        if len(self.languages) == 1:
            return Leaf(value[self.languages[0]])
        return Branch({language: Leaf(value[language]) for language in self.languages})

    def section(self, section: Section) -> Node:
        """A section with its items, without those that others of its items bring along."""
        brought = [made for item in section.items for made in item.expanded()[1:]]
        items = tuple(self.item(item) for item in section.items if item not in brought)
        branch = self.record(section, skip=("items",), open=True)
        return Branch({**branch.entries, "items": Bundle(items, open=True)}, open=True)

    def item(self, item: Item) -> Node:
        """An item; its kind stands after its id."""
        entries = self.record(item).entries
        return Branch({"id": entries["id"], "kind": Leaf(item.kind), **entries}, open=True)

    def part(self, part: Part) -> Node:
        """A part: its label's languages and its flags side by side."""
        label, flags = self.text(part.label), self.record(part, skip=("label",)).entries
        if not flags:
            return label
        own = label.entries if isinstance(label, Branch) else {self.languages[0]: label}
        return Branch({**own, **flags})

    def scale(self, scale: ResponseScale) -> Node:
        """The name of a scale, or the scale in its place."""
        return Leaf(scale.id) if self.scales.get(scale.id) == scale else self.own_scale(scale)

    def own_scale(self, scale: ResponseScale) -> Branch:
        """A scale with labelled points, or from its lowest to its highest value."""
        labelled = {str(point): self.text(label) for point, label in scale.points.items() if label is not None}
        if labelled:
            points: dict[str, Node] = {"levels": Branch(labelled, open=True)}
        else:
            points = {"from": _scalar(scale.minimum), "to": _scalar(scale.maximum)}
        ends = {"low": scale.low, "high": scale.high} | {m.id: label for m, label in scale.missing.items()}
        return Branch(points | {key: self.text(label) for key, label in ends.items() if label is not None})

    def by_id(self, things: tuple[Construct, ...] | tuple[Record, ...] | tuple[Derived, ...]) -> Node:
        """A mapping from ids to constructs, records or derived variables."""
        return Branch({own.id: self.record(own, skip=("id",), open=True) for own in things}, open=True)

    def names(self, names: Names) -> Node:
        """One name, or a list of names."""
        return Leaf(names[0]) if len(names) == 1 else self.write(names, tuple[str, ...])


def _key(key: Any) -> str:
    return key.id if isinstance(key, Missing) else str(key.value if isinstance(key, Enum) else key)


def _scalar(value: Any) -> Leaf:
    """A number, a truth value, a word, an enum member or an expression."""
    if isinstance(value, bool):
        return Leaf("true" if value else "false", bare=True)
    if isinstance(value, int):
        return Leaf(str(value), bare=True)
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return Leaf(f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact:f}", bare=True)
    if isinstance(value, Enum):
        return Leaf(str(value.value))
    return Leaf(value.source if isinstance(value, Expression) else str(value))


def _is_default(spec: "Field[Any]", value: Any) -> bool:
    if spec.default is not MISSING:
        return type(value) is type(spec.default) and bool(value == spec.default)
    return spec.default_factory is not MISSING and bool(value == spec.default_factory())


_WRITINGS: dict[Any, Callable[[_Writer, Any], Node]] = {
    tuple[Construct, ...]: _Writer.by_id,
    tuple[Record, ...]: _Writer.by_id,
    tuple[Derived, ...]: _Writer.by_id,
    Recode: lambda writer, value: writer.record(value, written={"source": "from"}),
    Index: lambda writer, value: writer.record(value, written={"low": "from", "high": "to"}),
    Names: _Writer.names,
    Answered: lambda _, value: Leaf(value, bare=value.isdigit()),
    tuple[Section, ...]: lambda writer, value: Bundle(tuple(map(writer.section, value)), open=True, spaced=True),
    ResponseScale: _Writer.scale,
    Section: _Writer.section,
    Item: _Writer.item,
    Option: _Writer.part,
    Part: _Writer.part,
    Missing: lambda _, value: Leaf(value.id),
    RuleId: lambda _, value: Leaf(value),
}
