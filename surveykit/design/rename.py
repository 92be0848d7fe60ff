"""Renaming an id of a definition, with everything that names it, in the text as it stands.

What is renamed is an item, a section, a scale, a construct, a record, a derived variable, or a part of one of these:
an option, a row. What follows are expressions, `${pipes}` in every language, constructs, derived variables, repeated
sections, and outside the definition the report plans, mapping files and simulation models. Stored responses keep the
names of the version that they were given to, and so do stored records.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from surveykit.core.derived import Derived
from surveykit.core.document import ID, MAXIMUM_NAME, Map, parse
from surveykit.core.expression import Expression
from surveykit.core.language import PIPE
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.record import Record
from surveykit.design.edits import changed, edit_of
from surveykit.design.load import Reading, read
from surveykit.design.names import Names, names_of, with_derived_option, with_item, with_part
from surveykit.design.references import Reference, in_definition, in_mapping, in_model, in_plan
from surveykit.design.target import Target, target, targets
from surveykit.errors import AuthorError, Place, Problem, raise_all

WORDS = frozenset({"and", "or", "not", "true", "false", "repeat"})
"""What means something else in an expression, or in a pipe."""


@dataclass(frozen=True)
class Followed:
    """A file after the renaming, and the lines that changed."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Renaming:
    """What was renamed, the definition after it, and what changes elsewhere."""

    thing: Target
    definition: Followed
    names: Names


def rename(source: str, file: str, old: str, new: str) -> Renaming:
    """Rename one thing in a definition. `old` may say which: item:speed, option:channel.phone.

    Raises AuthorError if the definition cannot be read, `old` names nothing or several things, or `new` cannot be a
    name or is taken.
    """
    before = read(source, file)
    raise_all(AuthorError, before.problems)
    top = parse(source, file)
    thing = target(top, old, file)
    after, constructs = _structure(before.written, thing, new)
    _check_new(before, top, thing, new)
    names = names_of(before.written, after, constructs)
    _check_variables(before.questionnaire, thing, new, names)
    definition = _followed(source, in_definition(top, before.reader, thing, new, names))
    _check_result(before, read(definition.text, file), names, thing.node.place)
    return Renaming(thing, definition, names)


def rename_in_plan(source: str, file: str, kinds: Mapping[str, type], names: Names) -> Followed:
    """A report plan that follows. `kinds` maps each analysis to the class of its options."""
    return _followed(source, in_plan(parse(source, file), kinds, names))


def rename_in_mapping(source: str, file: str, names: Names) -> Followed:
    """A mapping file that follows."""
    return _followed(source, in_mapping(parse(source, file), names))


def rename_in_model(source: str, file: str, names: Names) -> Followed:
    """A simulation model that follows."""
    return _followed(source, in_model(parse(source, file), names))


def rename_in_translations(source: str, names: Names) -> Followed:
    """The file of confirmed translations: its texts pipe answers in by the new names."""
    before, text = source.split("\n"), names.piped(source)
    lines = [at for at, (old, new) in enumerate(zip(before, text.split("\n"), strict=True), 1) if old != new]
    return Followed(text, tuple(lines))


def _followed(source: str, references: Iterable[Reference]) -> Followed:
    edits = {edit_of(source, found.node, found.position, found.old, found.new) for found in references}
    return Followed(changed(source, edits), tuple(sorted({edit.line for edit in edits})))


def _structure(written: Questionnaire, thing: Target, new: str) -> tuple[Questionnaire, dict[str, str]]:
    """The written questionnaire with the new id, its expressions as before; and the constructs that change."""
    if thing.kind == "construct":
        return written, {thing.id: new}
    if thing.kind in ("scale", "section"):
        return written, {}
    derived = tuple(_derived(own, thing, new) for own in written.derived)
    records = tuple(_record(own, thing, new) for own in written.records)
    if (derived, records) != (written.derived, written.records):
        return replace(written, derived=derived, records=records), {}
    item = next(item for item in written.items if item.id == (thing.owner or thing.id))
    own = with_part(item, thing.field, thing.id, new) if thing.owner else replace(item, id=new)
    return with_item(written, item.id, own), {}


def _derived(own: Derived, thing: Target, new: str) -> Derived:
    """A derived variable with the new id, if it is the thing or the thing is one of its options."""
    if thing.owner == own.id:
        return with_derived_option(own, thing.id, new)
    return replace(own, id=new) if (thing.kind, thing.id) == ("derived", own.id) else own


def _record(own: Record, thing: Target, new: str) -> Record:
    """The same for a column of the records."""
    if thing.owner == own.id:
        return replace(own, options={new if name == thing.id else name: label for name, label in own.options.items()})
    return replace(own, id=new) if (thing.kind, thing.id) == ("record", own.id) else own


def _check_new(before: Reading, top: Map, thing: Target, new: str) -> None:
    """Whether `new` can be an id, and no other thing of the kind has it."""
    place = thing.node.place
    if not ID.match(new):
        raise AuthorError.of("bad-id", place, id=new)
    if len(new) > MAXIMUM_NAME:
        raise AuthorError.of("long-id", place, id=new, most=MAXIMUM_NAME)
    if new.lower() in WORDS or (thing.kind == "section" and new == "thanks"):
        raise AuthorError.of("rename-reserved", place, word=new)
    alike = [t for t in targets(top) if (t.kind, t.owner) == (thing.kind, thing.owner) and t.node is not thing.node]
    copies = [section.id for section in before.questionnaire.sections] if thing.kind == "section" else []
    others = [other.id for other in alike] + [id for id in copies if id != thing.id]
    if new.lower() in {id.lower() for id in others}:
        raise AuthorError.of("rename-taken", place, word=new)


def _check_variables(before: Questionnaire, thing: Target, new: str, names: Names) -> None:
    """Whether no two variables or constructs come to have one name, and none is too long or means something else."""
    after = [names.variables.get(v.name, v.name) for v in before.codebook.variables]
    after += [names.named.get(c.id, c.id) if thing.kind == "construct" else c.id for c in before.constructs]
    lower = [name.lower() for name in after]
    place, problems = thing.node.place, list[Problem]()
    for name in names.variables.values():
        if name.lower() in WORDS:
            problems.append(Problem("rename-reserved", place, {"word": name}))
        elif len(name) > MAXIMUM_NAME:
            problems.append(Problem("long-id", place, {"id": name, "most": MAXIMUM_NAME}))
    for name in dict.fromkeys([*names.variables.values(), *([new] if thing.kind == "construct" else [])]):
        if lower.count(name.lower()) > 1:
            problems.append(Problem("rename-taken", place, {"word": name}))
    raise_all(AuthorError, problems)


def _check_result(before: Reading, after: Reading, names: Names, place: Place) -> None:
    """Whether the new text loads, and says the same in the new names."""
    raise_all(AuthorError, after.problems)

    def named(name: str) -> str:
        return names.variables.get(name, name)

    pairs = [
        (_variables(before, named), _variables(after, str)),
        (_read_in_expressions(before, named), _read_in_expressions(after, str)),
        (_read_in_texts(before, named), _read_in_texts(after, str)),
    ]
    if any(one != other for one, other in pairs):
        raise AuthorError.of("rename-not-followed", place)


Naming = Callable[[str], str]


def _variables(reading: Reading, named: Naming) -> list[list[str]]:
    book = reading.questionnaire.codebook
    listed = [names for construct in book.constructs for names in (construct.items, construct.reverse)]
    listed += [derived.sources(book) for derived in reading.questionnaire.derived]
    return [[named(name) for name in names] for names in ([v.name for v in book.variables], *listed)]


def _read_in_expressions(reading: Reading, named: Naming) -> list[set[str]]:
    return [{named(name) for name in Expression.parse(node.text).names} for node in reading.reader.expressions]


def _read_in_texts(reading: Reading, named: Naming) -> list[list[str]]:
    texts = [node.text for _, text in reading.reader.texts for node in text.values()]
    return [[named(found[1]) for found in PIPE.finditer(text)] for text in texts]
