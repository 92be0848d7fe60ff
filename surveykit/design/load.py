"""A definition (YAML) -> Questionnaire. Strict: every problem of the file at once, each with its place.

`parse_questionnaire` reads the text into core nouns; `check` (see `design.check`) then looks at what the
nouns say together: ids, references, relevance.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import surveykit.items  # noqa: F401  registers the built-in kinds
from surveykit.core.codebook import CHOSEN_MISSING, Construct, Missing, ResponseScale
from surveykit.core.derived import WAYS, Answered, Derived, Index, Names, Recode
from surveykit.core.document import NAME, Map, Node, Reader, Scalar, Sequence, half_width, parse, read_text
from surveykit.core.item import KINDS, Item, Option, Part, RuleId
from surveykit.core.language import LANGUAGES, Text
from surveykit.core.questionnaire import Questionnaire, Section
from surveykit.core.record import Record
from surveykit.core.yaml_fault import WIDE
from surveykit.design.check.structure import structural_problems
from surveykit.design.repeat import expand
from surveykit.design.told import follows, in_order, together
from surveykit.errors import AuthorError, Place, Problem, Severity, raise_all
from surveykit.items.outside import outside_kinds

MOST_POINTS = 101
PartKind = TypeVar("PartKind", bound=Part)
Thing = TypeVar("Thing")
_REASONS = {m.id: m for m in CHOSEN_MISSING}
_UNFILLED = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class Definition:
    """A questionnaire with the places of its parts: ("item", id), ("scale", id), ("construct", id), ..."""

    questionnaire: Questionnaire
    places: Mapping[tuple[str, str], Place]


@dataclass(frozen=True)
class Reading:
    """A definition as far as it could be read, and what is wrong with it. `whole`: every item and scale could be read.

    `written` is the questionnaire as it stands in the file, its repeated sections once; `reader` knows every
    expression and text as written.
    """

    questionnaire: Questionnaire
    places: Mapping[tuple[str, str], Place]
    problems: list[Problem]
    whole: bool
    written: Questionnaire
    reader: Reader


def load_questionnaire(path: Path) -> Questionnaire:
    """Read a definition file. Raises AuthorError with every problem."""
    return parse_questionnaire(read_text(path), str(path))


def parse_questionnaire(source: str, file: str = "") -> Questionnaire:
    """Read a definition from text. Raises AuthorError with every problem of severity error.

    >>> q = parse_questionnaire('''
    ... questionnaire: tiny
    ... version: "1"
    ... languages: [en]
    ... title: Tiny
    ... sections:
    ...   - id: only
    ...     title: One question
    ...     items: [{id: why, kind: open_text, text: Why?}]
    ... ''')
    >>> q.items[0].text
    {'en': 'Why?'}
    """
    definition, problems = read_definition(source, file)
    raise_all(AuthorError, problems)
    assert definition is not None  # without problems there is a definition
    return definition.questionnaire


def read_definition(source: str, file: str = "") -> tuple[Definition | None, list[Problem]]:
    """The definition (None if there is an error in it) and all its problems, warnings too."""
    found = read(source, file)
    unfit = any(p.severity is Severity.ERROR for p in found.problems)
    return None if unfit else Definition(found.questionnaire, found.places), found.problems


def read(source: str, file: str = "") -> Reading:
    """The definition as far as it can be read. Raises AuthorError for what is no definition at all."""
    top = parse(source, file)
    _refuse_others(top)
    reader = Reader(_languages(top), readings=dict(_READINGS))
    _read_scales(reader, top)
    built = reader.record(
        top,
        Questionnaire,
        skip=("scales",),
        written={"id": "questionnaire"},
        instead={"id": "", "version": "", "languages": (), "title": {}, "sections": ()},
        source=source,
        scales=_scales(reader),
    )
    _check_id(reader, top)
    _check_filled(reader, top, "sections", "no-sections", top.place)
    _check_parameters(reader, top)
    reader.places.update({("text", key): node.place for key, node in top.keys.items()})
    for name in ("quotas", "ignore"):
        wanted = top.entries.get(name)
        own = wanted.keys.items() if isinstance(wanted, Map) else ()
        reader.places.update({(name, key): node.place for key, node in own})
    written = built
    built = expand(written, reader)
    later = structural_problems(built, reader.places) if built.sections else []
    unread: set[str] = reader.context.get("unread", set())
    found = [*together(reader.problems), *(p for p in later if not follows(p, unread))]
    # What has no usable id has no place of its own; then it is the file that is at fault.
    problems = in_order(p if p.place.line is not None else replace(p, place=top.place) for p in found)
    return Reading(built, reader.places, problems, bool(built.sections) and not unread, written, reader)


def _refuse_others(top: Map) -> None:
    """A plan or a template in place of a questionnaire is told as such: else every key of it would be unknown."""
    if "plan" in top.entries and "sections" not in top.entries:
        raise AuthorError.of("plan-not-questionnaire", top.keys["plan"].place)
    if "template" in top.entries:
        raise AuthorError.of("template-not-questionnaire", top.keys["template"].place)


def _languages(top: Map) -> tuple[str, ...]:
    reader = Reader(())
    node = top.entries.get("languages")
    if node is None:
        return LANGUAGES
    named = tuple(str(language) for language in reader.many(node, str))
    return named or LANGUAGES


def _check_id(reader: Reader, top: Map) -> None:
    node = top.entries.get("questionnaire")
    if isinstance(node, Scalar) and not NAME.match(node.text):
        reader.report("bad-name", node.place, id=node.text)
    languages = top.entries.get("languages")
    if languages is not None:
        _check_filled(reader, top, "languages", "no-languages", languages.place)
    for language in dict.fromkeys(reader.languages):
        if languages is not None and reader.languages.count(language) > 1:
            reader.report("duplicate-key", languages.place, key=language, line=languages.place.line)
        if languages is None or language in LANGUAGES:
            continue
        if wide := next((sign for sign in language if sign in WIDE), ""):
            reader.report("languages-full-width", languages.place, language=language, hint=half_width(wide))
        else:
            reader.report("no-such-language", languages.place, language=language, known=LANGUAGES)


def _check_filled(reader: Reader, node: Map, key: str, code: str, place: Place, **values: object) -> None:
    content = node.entries.get(key)
    if isinstance(content, Sequence) and not content.items:
        reader.report(code, place, **values)


def _check_parameters(reader: Reader, top: Map) -> None:
    """`{{ name }}` belongs to templates only."""
    for node in _scalars(top):
        for found in dict.fromkeys(_UNFILLED.findall(node.text)):
            reader.report("unfilled-parameter", node.place, found=found)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for child in node.entries.values() if isinstance(node, Map) else node.items:
            yield from _scalars(child)


def _scales(reader: Reader) -> dict[str, ResponseScale]:
    known: dict[str, ResponseScale] = reader.context.setdefault("scales", {})
    return known


def _read_scales(reader: Reader, top: Map) -> None:
    node = top.entries.get("scales")
    if node is None:
        return
    if not isinstance(node, Map):
        reader.needs("needs-mapping", node)
        return
    for name, content in node.entries.items():
        key = reader.id(node.keys[name])
        if key is not None:
            reader.places["scale", key] = node.keys[name].place
            _scales(reader)[key] = _own_scale(reader, content, key)


def _scale(reader: Reader, node: Node) -> ResponseScale | None:
    if not isinstance(node, Scalar):
        return _own_scale(reader, node, "")
    if node.text in _scales(reader):
        return _scales(reader)[node.text]
    reader.unknown(node, "unknown-scale", _scales(reader))
    return None


def _own_scale(reader: Reader, node: Node, id: str) -> ResponseScale:
    empty = ResponseScale(id, {0: None, 1: None})
    if not isinstance(node, Map):
        reader.needs("needs-mapping", node)
        return empty
    known = ("levels", "from", "to", "low", "high", *_REASONS)
    for key in node.keys.values():
        if key.text not in known:
            reader.unknown(key, "unknown-key", known)
    low, high = (reader.text(node.entries[k]) if k in node.entries else None for k in ("low", "high"))
    missing = {m: label for name, m in _REASONS.items() if (label := _optional_text(reader, node, name)) is not None}
    points = _points(reader, node)
    if len(points) < _written_levels(node):  # rules on scales would judge what is left of it
        reader.context.setdefault("unread", set()).add(id)
    return ResponseScale(id, points or empty.points, low, high, missing)


def _optional_text(reader: Reader, node: Map, key: str) -> Text | None:
    return reader.text(node.entries[key]) if key in node.entries else None


def _written_levels(node: Map) -> int:
    """How many points stand there in words."""
    levels = node.entries.get("levels")
    return len(levels.entries) if isinstance(levels, Map) else 0


def _points(reader: Reader, node: Map) -> dict[int, Text | None]:
    if ("levels" in node.entries) == ("from" in node.entries or "to" in node.entries):
        reader.report("scale-levels-or-range", node.place)
        return {}
    if "levels" in node.entries:
        points: dict[int, Text | None] = reader.table(node.entries["levels"], int, Text)
        if isinstance(node.entries["levels"], Map) and not node.entries["levels"].entries:
            reader.report("needs-mapping", node.entries["levels"].place)
        clash = [p for p in points if p in {m.value for m in Missing}]
        for value in clash:
            reader.report("missing-code-in-range", node.place, value=value)
        steps = {b - a for a, b in pairwise(sorted(points))}
        if len(steps) > 1 and len(points) == _written_levels(node):
            levels = tuple(sorted(points))
            reader.advise("scale-gap", node.entries["levels"].place, levels=levels)
        return points
    ends = [reader.read(node.entries[k], int) if k in node.entries else None for k in ("from", "to")]
    first, last = ends
    if first is None or last is None or not first < last < first + MOST_POINTS:
        reader.report("scale-range", node.place, most=MOST_POINTS)
        return {}
    if first < 0:
        reader.report("missing-code-in-range", node.place, value=first)
    return dict.fromkeys(range(first, last + 1))


def _section(reader: Reader, node: Node) -> Section | None:
    """A section, also where its own words are at fault: else its items would seem to be unknown."""
    section: Section | None = reader.record(node, Section, instead={"id": "", "title": {}, "items": ()})
    if section is None or not isinstance(node, Map) or not section.id:
        return section
    own = node.entries["id"].place
    _check_filled(reader, node, "items", "empty-section", own, id=section.id)
    if ("section id", section.id) in reader.places:
        reader.report("duplicate-section", own, id=section.id, line=reader.places["section id", section.id].line)
        return section
    reader.places["section id", section.id] = own
    relevant = node.entries.get("relevant")
    if isinstance(relevant, Scalar):
        reader.places["section relevant", section.id] = reader.inside(relevant, 0)
    return replace(section, items=tuple(item for written in section.items for item in written.expanded()))


def _item(reader: Reader, node: Node) -> Item | None:
    if not isinstance(node, Map):
        reader.needs("needs-mapping", node)
        return None
    kind = node.entries.get("kind")
    if kind is None:
        reader.report("missing-key", node.place, key="kind")
        return None
    fault = outside_kinds().faults.get(kind.text) if isinstance(kind, Scalar) else None
    if fault:
        reader.report(fault[0], kind.place, **fault[1])
        _unread(reader, node)
        return None
    if not isinstance(kind, Scalar) or kind.text not in KINDS:
        word = kind if isinstance(kind, Scalar) else Scalar("", False, kind.place)
        reader.unknown(word, "unknown-kind", KINDS)
        _unread(reader, node)
        return None
    for own in _own_parts(KINDS[kind.text]):
        reader.readings[own] = partial(_labelled, wanted=own)
    built: Item | None = reader.record(node, KINDS[kind.text], skip=("kind",))
    if built is None:
        _unread(reader, node)
    else:
        _remember(reader, node, built)
        faults = list(built.faults()) if _is_whole(node, built) else []
        for code, values in faults:
            reader.report(code, node.place, id=built.id, **values)
        if faults:  # it may not even know its variables
            _unread(reader, node)
            return None
    return built


def _is_whole(node: Map, item: Item) -> bool:
    """Whether all options or rows could be read: else an item would judge what is left of them."""
    written = node.entries.get(item.part_field)
    return written is None or (isinstance(written, Map) and len(item.parts()) == len(written.entries))


def _unread(reader: Reader, node: Node) -> None:
    """Remember the words of an item that could not be read, so that nobody is told that they are unknown."""
    words: set[str] = reader.context.setdefault("unread", set())
    words.update(scalar.text for scalar in _scalars(node))
    for inner in node.entries.values() if isinstance(node, Map) else ():
        words.update(inner.keys if isinstance(inner, Map) else ())


def _remember(reader: Reader, node: Map, item: Item) -> None:
    own = node.entries["id"].place
    if ("item", item.id) in reader.places:
        reader.report("duplicate-id", own, id=item.id, line=reader.places["item", item.id].line)
        return
    reader.places["item", item.id] = own
    for made in item.expanded()[1:]:
        if ("item", made.id) in reader.places:
            reader.report("duplicate-id", own, id=made.id, line=reader.places["item", made.id].line)
        reader.places["item", made.id] = own
    for spec in fields(item):
        inner = node.entries.get(spec.name)
        if isinstance(inner, Map):
            reader.places.update({(f"{item.id}.{spec.name}", k): n.place for k, n in inner.keys.items()})
        elif spec.name == "text" and inner is not None:
            reader.places[f"{item.id}.text", reader.languages[0]] = inner.place
    relevant = node.entries.get("relevant")
    if isinstance(relevant, Scalar):
        reader.places["relevant", item.id] = reader.inside(relevant, 0)


def _part(reader: Reader, node: Node) -> Part | None:
    return _labelled(reader, node, Part)


def _option(reader: Reader, node: Node) -> Option | None:
    return _labelled(reader, node, Option)


def _own_parts(kind: type[Item]) -> tuple[type[Part], ...]:
    """A kind's own sorts of parts, which are written as all parts are. One that makes its label is a plain record."""
    inner = [part for hint in get_type_hints(kind).values() for part in get_args(hint) if isinstance(part, type)]
    return tuple(p for p in inner if issubclass(p, Part) and p.labelled() and p not in _READINGS)


def _labelled(reader: Reader, node: Node, wanted: type[PartKind]) -> PartKind | None:
    """A part: its label's languages and its flags side by side."""
    if not isinstance(node, Map):
        label = reader.text(node)
        return None if label is None else wanted(label)
    flags = [f.name for f in fields(wanted) if f.name != "label"]
    for key in node.keys.values():
        if key.text in LANGUAGES and key.text not in reader.languages:
            reader.unknown(key, "unknown-language", reader.languages)
        elif key.text not in (*reader.languages, *flags):
            reader.unknown(key, "unknown-key", [*reader.languages, *flags])
    label = reader.text(node.only(reader.languages))
    built: PartKind | None = None if label is None else reader.record(node.only(flags), wanted, label=label)
    return built


def _by_id(reader: Reader, node: Node, kind: type[Thing], thing: str) -> Iterator[tuple[Scalar, Node, Thing | None]]:
    """A mapping from ids to things, in its order: the word of each id, and what was written and read of it."""
    if not isinstance(node, Map):
        reader.needs("needs-mapping", node)
        return
    for name, content in node.entries.items():
        word = node.keys[name]
        id = reader.id(word)
        if id is None:
            continue
        reader.places[thing, id] = word.place
        for key, own in content.entries.items() if isinstance(content, Map) else ():
            reader.places[f"{thing} {key}", id] = own.place
        yield word, content, reader.record(content, kind, id=id)


def _constructs(reader: Reader, node: Node) -> tuple[Construct, ...]:
    built = []
    for word, content, construct in _by_id(reader, node, Construct, "construct"):
        _remember_members(reader, content, word.text)
        built.append(construct)
    return tuple(construct for construct in built if construct is not None)


def _remember_members(reader: Reader, node: Node, id: str) -> None:
    """Where each of the items of a construct stands: the first time, and again."""
    for key, content in node.entries.items() if isinstance(node, Map) else ():
        for inner in content.items if isinstance(content, Sequence) else ():
            if isinstance(inner, Scalar):
                again = (f"construct {key}", f"{id}.{inner.text}") in reader.places
                reader.places[f"construct {key}{' again' if again else ''}", f"{id}.{inner.text}"] = inner.place


def _records(reader: Reader, node: Node) -> tuple[Record, ...]:
    built = []
    for word, _, record in _by_id(reader, node, Record, "record"):
        if record is None:
            _unread(reader, word)
        else:
            built.append(record)
    return tuple(built)


def _derived(reader: Reader, node: Node) -> tuple[Derived, ...]:
    """Each says one way."""
    built = []
    for word, content, own in _by_id(reader, node, Derived, "derived"):
        _remember_words(reader, content, word.text)
        if own is not None and len(own.ways) == 1:
            built.append(own)
            continue
        _unread(reader, word)
        if own is not None:
            reader.report("derived-one-way", word.place, id=word.text, ways=WAYS)
    return tuple(built)


def _remember_words(reader: Reader, node: Node, id: str) -> None:
    """Where every word below the keys of a derived variable stands."""
    for key, content in node.entries.items() if isinstance(node, Map) else ():
        for scalar in _scalars(content):
            reader.places.setdefault((f"derived {key}", f"{id}.{scalar.text}"), scalar.place)
        codes = content.entries.get("codes") if isinstance(content, Map) else None
        for word in codes.keys.values() if isinstance(codes, Map) else ():
            reader.places["derived code", f"{id}.{word.text}"] = word.place


def _names(reader: Reader, node: Node) -> tuple[str, ...]:
    return (node.text,) if isinstance(node, Scalar) and not node.empty else reader.many(node, str)


def _missing(reader: Reader, node: Node) -> Missing | None:
    word = reader.word(node, _REASONS)
    return _REASONS[word] if word else None


def _as_written(reader: Reader, node: Node) -> str | None:
    """The name of a rule, or a value; whether there is such a one is checked where these are known."""
    return node.text if isinstance(node, Scalar) else None


_READINGS: dict[Any, Any] = {
    tuple[Construct, ...]: _constructs,
    tuple[Record, ...]: _records,
    tuple[Derived, ...]: _derived,
    Recode: lambda reader, node: reader.record(node, Recode, written={"source": "from"}),
    Index: lambda reader, node: reader.record(node, Index, written={"low": "from", "high": "to"}),
    Names: _names,
    Answered: _as_written,
    ResponseScale: _scale,
    Section: _section,
    Item: _item,
    Option: _option,
    Part: _part,
    Missing: _missing,
    RuleId: _as_written,
}
