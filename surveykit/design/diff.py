"""What changed from one version of a definition to another, and what that does to the answers given so far.

Whether two versions of a variable can stand in one column is decided as in cleaning (`core.comparability`). Repeated
sections are compared as they are written, once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit.core.codebook import Construct
from surveykit.core.derived import Derived
from surveykit.core.language import Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.design.change import (
    Change,
    Weight,
    additive,
    alike,
    breaking,
    conditional,
    harmless,
    moved,
    worded,
)
from surveykit.design.item_changes import item_changes
from surveykit.design.names import Names
from surveykit.design.recognised import followed, own_items, recognised, way_of
from surveykit.design.records import record_item

WHOLE = "questionnaire"
_NOTES = ("instrument", "quotas", "ignore", "version")


def changes(before: Questionnaire, after: Questionnaire) -> list[Change]:
    """Every difference between two written questionnaires, the gravest first, each once.

    >>> from surveykit.design.load import read
    >>> head = 'questionnaire: q\\nversion: "1"\\nlanguages: [en]\\ntitle: Q\\nsections: [{id: s, title: S, items: ['
    >>> one, two = "{id: a, kind: number, text: How often?}", "{id: b, kind: number, text: How long?}"
    >>> old, new = read(f"{head}{one}, {two}]}}]").written, read(f"{head}{one}]}}]").written
    >>> [(change.weight.value, change.code, change.thing) for change in changes(old, new)]
    [('breaking', 'item-removed', 'item:b')]
    """
    names = recognised(before, after)
    old = followed(before, names)
    found = [*_whole(old, after), *_sections(old, after, names), *_items(old, after, names)]
    found += [*_constructs(old, after, names), *_records(old, after, names), *_derived(old, after, names)]
    once = {(c.code, c.thing, str(c.values)): c for c in found}.values()
    return sorted(once, key=lambda change: list(Weight).index(change.weight))


def gravest(found: Sequence[Change]) -> Weight | None:
    """The weight of the gravest change; None if there is none."""
    return found[0].weight if found else None


def _whole(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    if old.id != new.id:
        yield breaking("id", WHOLE, old=old.id, new=new.id)
    texts: dict[str, tuple[Text | None, Text | None]] = {
        key: (getattr(old, key), getattr(new, key)) for key in ("title", "intro", "closing", "screened")
    }
    for key, (one, other) in texts.items():
        yield from worded(WHOLE, key, one, other)
    for language in new.languages:
        if language not in old.languages:
            yield additive("language-added", WHOLE, language=language)
    for language in old.languages:
        if language not in new.languages:
            yield harmless("language-removed", WHOLE, language=language)
    if old.shuffle != new.shuffle:
        yield harmless("shown", WHOLE, key="shuffle")
    for key in _NOTES:
        if getattr(old, key) != getattr(new, key):
            yield harmless("note", WHOLE, key=key)


def _sections(old: Questionnaire, new: Questionnaire, names: Names) -> Iterator[Change]:
    before, after = {names.sections.get(s.id, s.id): s for s in old.sections}, {s.id: s for s in new.sections}
    for id, section in before.items():
        if id not in after:
            yield harmless("section-removed", f"section:{id}")
        elif id != section.id:
            yield harmless("section-renamed", f"section:{section.id}", new=id)
    for id in after:
        if id not in before:
            yield additive("section-added", f"section:{id}")
    for id, section in before.items():
        if id in after:
            yield from _section(section, after[id])
    if shifted := moved(list(before), list(after)):
        yield harmless("order", WHOLE, names=tuple(shifted))


def _section(old: Section, new: Section) -> Iterator[Change]:
    thing = f"section:{old.id}"
    yield from worded(thing, "title", old.title, new.title)
    yield from worded(thing, "intro", old.intro, new.intro)
    yield from conditional(thing, old.relevant, new.relevant)
    if not alike(old.screen_out, new.screen_out):
        yield breaking("screening", thing)
    if old.repeat != new.repeat:
        yield breaking("repeat", thing)
    for key in ("role", "shuffle", "anchored"):
        if getattr(old, key) != getattr(new, key):
            yield harmless("shown", thing, key=key)


def _items(old: Questionnaire, new: Questionnaire, names: Names) -> Iterator[Change]:
    before, after = own_items(old), own_items(new)
    pages = [{item.id: section for section in q.sections for item in section.items} for q in (old, new)]
    for id, item in before.items():
        if id in after:
            yield from item_changes(item, after[id])
            yield from _page(f"item:{id}", pages[0][id], pages[1][id], names)
        elif id in names.items:
            yield breaking("item-renamed", f"item:{id}", new=names.items[id])
        elif item.variables():
            yield breaking("item-removed", f"item:{id}")
        else:
            yield harmless("information-removed", f"item:{id}")
    known = [names.items.get(id, id) for id in before]
    for id in after:
        if id not in known:
            yield additive("item-added", f"item:{id}")
    if shifted := moved(known, list(after)):
        yield harmless("order", WHOLE, names=tuple(shifted))


def _page(thing: str, old: Section, new: Section, names: Names) -> Iterator[Change]:
    """An item in another section has that section's condition."""
    if names.sections.get(old.id, old.id) == new.id:
        return
    yield harmless("page", thing, old=old.id, new=new.id)
    yield from conditional(thing, old.relevant, new.relevant)
    if old.repeat != new.repeat:
        yield breaking("repeat", thing)


def _constructs(old: Questionnaire, new: Questionnaire, names: Names) -> Iterator[Change]:
    before, after = {names.constructs.get(c.id, c.id): c for c in old.constructs}, {c.id: c for c in new.constructs}
    for id, construct in before.items():
        if id not in after:
            yield breaking("construct-removed", f"construct:{id}")
            continue
        if id != construct.id:
            yield harmless("construct-renamed", f"construct:{construct.id}", new=id)
        yield from _construct(construct, after[id])
    for id in after:
        if id not in before:
            yield additive("construct-added", f"construct:{id}")


def _construct(old: Construct, new: Construct) -> Iterator[Change]:
    thing = f"construct:{old.id}"
    for key in ("items", "reverse"):
        if set(getattr(old, key)) != set(getattr(new, key)):
            yield breaking("score", thing, key=key)
    if old.minimum_answered != new.minimum_answered:
        yield breaking("score", thing, key="minimum_answered")
    yield from worded(thing, "label", old.label, new.label)
    yield from worded(thing, "definition", old.definition, new.definition)
    for key in ("role", "source"):
        if getattr(old, key) != getattr(new, key):
            yield harmless("note", thing, key=key)


def _records(old: Questionnaire, new: Questionnaire, names: Names) -> Iterator[Change]:
    """The firm's records, compared as questions would be."""
    before, after = ({record.id: record for record in q.records} for q in (old, new))
    for id, record in before.items():
        if id in names.variables:
            yield breaking("record-renamed", f"record:{id}", new=names.variables[id])
            continue
        if id not in after:
            yield breaking("record-removed", f"record:{id}")
            continue
        for change in item_changes(record_item(record), record_item(after[id])):
            yield replace(change, thing=change.thing.replace("item:", "record:", 1))
        if record.sensitive != after[id].sensitive:
            yield harmless("shown", f"record:{id}", key="sensitive")
    known = [names.variables.get(id, id) for id in before]
    for id in after:
        if id not in known:
            yield additive("record-added", f"record:{id}")


def _derived(old: Questionnaire, new: Questionnaire, names: Names) -> Iterator[Change]:
    before, after = {names.variables.get(d.id, d.id): d for d in old.derived}, new.derived_by_id
    for id, derived in before.items():
        if id not in after:
            yield breaking("derived-removed", f"derived:{id}")
            continue
        if id != derived.id:
            yield harmless("derived-renamed", f"derived:{derived.id}", new=id)
        yield from _derivation(derived, after[id])
    for id in after:
        if id not in before:
            yield additive("derived-added", f"derived:{id}")


def _derivation(old: Derived, new: Derived) -> Iterator[Change]:
    thing = f"derived:{old.id}"
    yield from worded(thing, "label", old.label, new.label)
    yield from worded(thing, "unit", old.unit, new.unit)
    for name, label in old.options.items():
        yield from worded(f"option:{old.id}.{name}", "label", label, new.options.get(name, label))
    if old.level != new.level:
        yield harmless("note", thing, key="level")
    if way_of(old) != way_of(new):
        yield breaking("derivation", thing)
