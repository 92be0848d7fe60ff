"""What two versions of a definition call the same things: what is new in one may be what is gone from the other.

An item or a column of records is recognised by its kind and words, an option or a row by its words, a section by its
questions or else its title, a construct by its items, a derived variable by what makes it or else its words. Which
answers are piped into words makes no difference.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from surveykit.core.derived import Derived
from surveykit.core.item import Item, Part
from surveykit.core.language import PIPE, Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.core.record import Record
from surveykit.design.change import same_words
from surveykit.design.names import Names, names_of, part_fields, with_item
from surveykit.design.renaming import renamed_derived, reworded


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


def recognised(before: Questionnaire, after: Questionnaire) -> Names:
    """The names that changed from one written questionnaire to another."""
    old, new = own_items(before), own_items(after)
    items = _matched(old.values(), new.values(), _same_question)
    now = before
    for id, item in old.items():
        again = new.get(items.get(id, id))
        if again is not None and again.kind == item.kind and (called := _called(item, again)) != item:
            now = with_item(now, id, called)
    names = names_of(before, replace(now, records=_records_called(before, after)), {})

    def same_page(one: Section, other: Section) -> bool:
        return [names.items.get(item.id, item.id) for item in one.items] == [item.id for item in other.items]

    built = followed(before, names)
    names = replace(
        names,
        sections=_matched(
            before.sections, after.sections, same_page, lambda one, other: _alike(one.title, other.title)
        ),
        constructs=_matched(built.constructs, after.constructs, lambda one, other: set(one.items) == set(other.items)),
    )
    return _with_derived(before, after, names)


def way_of(derived: Derived) -> object:
    """How a variable is derived, without its words."""
    values = vars(derived.recode or derived.bands or derived.index or derived)
    words = ("id", "label", "level", "unit", "options")
    bare = [(key, value) for key, value in values.items() if key not in words]
    return derived.ways, list(derived.options), derived.minimum_answered, bare


def own_items(questionnaire: Questionnaire) -> dict[str, Item]:
    """The items by id, without those that another brings along: they change with it."""
    brought = {made.id for item in questionnaire.items for made in item.expanded()[1:]}
    return {item.id: item for item in questionnaire.items if item.id not in brought}


def renamed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """Options, rows or aspects of one field: the old name of each that has the same words under another name."""
    come, found = [name for name in after if name not in before], dict[str, str]()
    for name in (name for name in before if name not in after):
        again = next((other for other in come if same_words(label_of(before[name]), label_of(after[other]))), None)
        if again is not None:
            come.remove(again)
            found[name] = again
    return found


def label_of(part: Any) -> Text:
    """The words of an option, a row or an aspect."""
    return part.label if isinstance(part, Part) else part


def followed(questionnaire: Questionnaire, names: Names) -> Questionnaire:
    """The questionnaire in which everything reads the new names, each thing still under its own."""
    built: Questionnaire = reworded(questionnaire, names.asked, {}, names.options)
    read = names.variables
    return replace(
        built,
        sections=tuple(replace(s, repeat=names.items.get(s.repeat or "", s.repeat)) for s in built.sections),
        constructs=tuple(
            replace(c, items=tuple(read.get(n, n) for n in c.items), reverse=tuple(read.get(n, n) for n in c.reverse))
            for c in built.constructs
        ),
        derived=tuple(_derived(derived, names) for derived in built.derived),
    )


def _with_derived(before: Questionnaire, after: Questionnaire, names: Names) -> Names:
    """The names of derived variables and their options as well; one may be made of those before it."""
    new, come = after.derived_by_id, [other for other in after.derived if other.id not in before.derived_by_id]
    for derived in before.derived:
        left = [other for other in come if other.id not in names.variables.values()]
        again = _matched([_derived(derived, names)], left, _same_way, _same_derived).get(derived.id, derived.id)
        if again in new:
            options = renamed_parts(derived.options, new[again].options)
            names = replace(
                names,
                variables={**names.variables, **({derived.id: again} if again != derived.id else {})},
                options={**names.options, **({derived.id: options} if options else {})},
            )
    return names


def _derived(derived: Derived, names: Names) -> Derived:
    """A derived variable that reads the new names of variables, and of the options that it puts together."""
    recode = derived.recode
    if recode is not None:
        options = names.options.get(recode.source, {})
        codes = {type(code)(options.get(code, code)): option for code, option in recode.codes.items()}
        derived = replace(derived, recode=replace(recode, codes=codes))
    return replace(renamed_derived(derived, names.measured), id=derived.id)


def _matched(before: Iterable[Thing], after: Iterable[Thing], *tests: Callable[[Thing, Thing], bool]) -> dict[str, str]:
    """The id of each thing that is gone -> that of the new one that passes a test, the first tests first."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    found = dict[str, str]()
    for test in tests:
        for id in (id for id in old if id not in new and id not in found):
            come = (one for one in new.values() if one.id not in old and one.id not in found.values())
            again = next((one.id for one in come if test(old[id], one)), None)
            if again is not None:
                found[id] = again
    return found


def _same_question(old: Item, new: Item) -> bool:
    return old.kind == new.kind and _alike(old.text, new.text)


def _same_record(old: Record, new: Record) -> bool:
    return old.kind == new.kind and _alike(old.label, new.label)


def _records_called(before: Questionnaire, after: Questionnaire) -> tuple[Record, ...]:
    """The old columns of records under the new names of themselves and of their options."""
    new = {record.id: record for record in after.records}
    names = _matched(before.records, after.records, _same_record)
    return tuple(_record_called(old, new.get(names.get(old.id, old.id))) for old in before.records)


def _record_called(old: Record, new: Record | None) -> Record:
    if new is None or new.kind != old.kind:
        return old
    again = renamed_parts(old.options, new.options)
    return replace(old, id=new.id, options={again.get(name, name): label for name, label in old.options.items()})


def _same_way(old: Derived, new: Derived) -> bool:
    return way_of(old) == way_of(new)


def _same_derived(old: Derived, new: Derived) -> bool:
    return old.ways == new.ways and _alike(old.label, new.label)


def _alike(old: Text, new: Text) -> bool:
    """Whether two texts are the same but for the names in them."""
    one, other = ({language: PIPE.sub("${}", said) for language, said in text.items()} for text in (old, new))
    return same_words(one, other)


def _called(old: Item, new: Item) -> Item:
    """The old item under the new names of itself and of its parts."""
    change: dict[str, Any] = {"id": new.id}
    for name in part_fields(type(old)):
        parts: Mapping[str, Any] = getattr(old, name)
        if again := renamed_parts(parts, getattr(new, name)):
            change[name] = {again.get(part, part): content for part, content in parts.items()}
    return replace(old, **change)
