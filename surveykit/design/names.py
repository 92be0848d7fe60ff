"""What a renaming changes: every name that follows from the one that is renamed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, get_args, get_origin, get_type_hints

from surveykit.core.derived import Derived
from surveykit.core.document import Reader
from surveykit.core.item import Item
from surveykit.core.language import PIPE, Text
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.record import Record
from surveykit.design.repeat import expand


@dataclass(frozen=True)
class Names:
    """Old name -> new name: of variables, items, constructs, sections, and the options of a variable."""

    variables: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    constructs: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Old name of a variable -> its options."""
    sections: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> Mapping[str, str]:
        """Items and variables."""
        return {**self.items, **self.variables}

    @property
    def measured(self) -> Mapping[str, str]:
        """Constructs and variables."""
        return {**self.constructs, **self.variables}

    @property
    def named(self) -> Mapping[str, str]:
        """Anything that a plan may name."""
        return {**self.items, **self.measured}

    def piped(self, text: str) -> str:
        """A text whose pipes follow.

        >>> Names({"speed": "pace"}).piped("How was ${speed|it}?")
        'How was ${pace|it}?'
        """
        return PIPE.sub(lambda found: found[0].replace(found[1], self.variables.get(found[1], found[1]), 1), text)


def part_fields(item: type[Item]) -> list[str]:
    """The fields of a kind that hold parts by their ids: options, rows, aspects."""
    hints = get_type_hints(item)
    possible = {f.name: (hints[f.name], *get_args(hints[f.name])) for f in fields(item)}
    return [name for name, hints in possible.items() if any(_holds_parts(hint) for hint in hints)]


def _holds_parts(hint: Any) -> bool:
    return hint != Text and get_origin(hint) is Mapping and get_args(hint)[0] is str


def with_item(questionnaire: Questionnaire, id: str, changed: Item) -> Questionnaire:
    """The written questionnaire with another item in place of this one, and of those that it brings along."""
    before = next(item for item in questionnaire.items if item.id == id)
    brought = {made.id: new for made, new in zip(before.expanded(), changed.expanded(), strict=True)}
    sections = tuple(
        replace(
            section,
            items=tuple(brought.get(item.id, item) for item in section.items),
            repeat=brought[section.repeat].id if section.repeat in brought else section.repeat,
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def with_part(item: Item, field: str, old: str, new: str) -> Item:
    """The item with another id for one of its parts."""
    parts = {new if name == old else name: part for name, part in getattr(item, field).items()}
    change: dict[str, Any] = {field: parts}
    return replace(item, **change)


def with_derived_option(derived: Derived, old: str, new: str) -> Derived:
    """The derived variable with another id for one of its options."""
    options = {new if name == old else name: label for name, label in derived.options.items()}
    if derived.recode:
        return replace(derived, recode=replace(derived.recode, options=options))
    assert derived.bands is not None  # nothing else has options
    return replace(derived, bands=replace(derived.bands, options=options))


def names_of(before: Questionnaire, after: Questionnaire, constructs: Mapping[str, str]) -> Names:
    """What two written questionnaires call the same things, repeated sections written out and not."""
    variables: dict[str, str] = {}
    items: dict[str, str] = {}
    options: dict[str, dict[str, str]] = {}
    for old, new in (*_pairs(before, after), *_pairs(_expanded(before), _expanded(after))):
        items[old.id] = new.id
        for one, other in zip(old.variables(), new.variables(), strict=True):
            variables[one.name] = other.name
            if own := _changed(zip(one.stored, other.stored, strict=True)):
                options[one.name] = own
    for was, now in zip(_unasked(before), _unasked(after), strict=True):
        variables[was.id] = now.id
        if own := _changed(zip(was.options, now.options, strict=True)):
            options[was.id] = own
    return Names(_changed(variables.items()), _changed(items.items()), _changed(constructs.items()), options)


def _unasked(questionnaire: Questionnaire) -> list[Record | Derived]:
    return [*questionnaire.records, *questionnaire.derived]


def _pairs(before: Questionnaire, after: Questionnaire) -> Iterator[tuple[Item, Item]]:
    return zip(before.items, after.items, strict=True)


def _expanded(questionnaire: Questionnaire) -> Questionnaire:
    return expand(questionnaire, Reader(questionnaire.languages))


def _changed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {old: new for old, new in pairs if old != new}
