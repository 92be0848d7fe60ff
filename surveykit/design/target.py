"""The thing that is to be renamed: what kind of thing it is, and where its id is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.core.document import Map, Node, Scalar, Sequence, did_you_mean
from surveykit.core.item import KINDS
from surveykit.design.names import part_fields
from surveykit.errors import AuthorError, Place


@dataclass(frozen=True)
class Target:
    """One id as the file defines it. A part (an option, a row) has the `owner` and the `field` that it stands in."""

    kind: str
    id: str
    node: Scalar
    owner: str = ""
    field: str = ""

    @property
    def exact(self) -> str:
        """The name that is never ambiguous: item:speed, option:channel.phone."""
        return f"{self.kind}:{self.owner}.{self.id}" if self.owner else f"{self.kind}:{self.id}"


def target(top: Map, word: str, file: str) -> Target:
    """What a word names: `speed`, `item:speed`, `channel.phone`, `option:channel.phone`.

    Raises AuthorError for a word that names nothing, or several things.
    """
    everything = list(targets(top))
    found = [thing for thing in everything if word in _spellings(thing)]
    if not found:
        known = sorted({thing.id for thing in everything})
        hint = did_you_mean(word.rpartition(":")[2], known)
        raise AuthorError.of("rename-unknown", Place(file), word=word, hint=hint)
    if len(found) > 1:
        exact = tuple(thing.exact for thing in found)
        raise AuthorError.of("rename-ambiguous", Place(file), word=word, exact=exact)
    return found[0]


def _spellings(thing: Target) -> set[str]:
    short = {thing.id, f"{thing.owner}.{thing.id}"} if thing.owner else {thing.id}
    return short | {f"{thing.kind}:{name}" for name in short}


def targets(top: Map) -> Iterator[Target]:
    """Everything in a definition that has an id."""
    for kind in ("scale", "construct"):
        listed = top.entries.get(f"{kind}s")
        for key in listed.keys.values() if isinstance(listed, Map) else ():
            yield Target(kind, key.text, key)
    yield from _records(top)
    yield from _derived(top)
    for section in maps(top.entries.get("sections")):
        yield from _own("section", section)
        for item in maps(section.entries.get("items")):
            yield from _own("item", item)
            yield from _parts(item)


def maps(node: Node | None) -> Iterator[Map]:
    """The mappings of a list."""
    for inner in node.items if isinstance(node, Sequence) else ():
        if isinstance(inner, Map):
            yield inner


def _records(top: Map) -> Iterator[Target]:
    """The columns of the firm's records and their options."""
    listed = top.entries.get("records")
    for key in listed.keys.values() if isinstance(listed, Map) else ():
        yield Target("record", key.text, key)
    for id, content in listed.entries.items() if isinstance(listed, Map) else ():
        options = content.entries.get("options") if isinstance(content, Map) else None
        for key in options.keys.values() if isinstance(options, Map) else ():
            yield Target("option", key.text, key, id, "options")


def _derived(top: Map) -> Iterator[Target]:
    """The derived variables and their options."""
    listed = top.entries.get("derived")
    for key in listed.keys.values() if isinstance(listed, Map) else ():
        yield Target("derived", key.text, key)
    for id, content in listed.entries.items() if isinstance(listed, Map) else ():
        for way in content.entries.values() if isinstance(content, Map) else ():
            options = way.entries.get("options") if isinstance(way, Map) else None
            for key in options.keys.values() if isinstance(options, Map) else ():
                yield Target("option", key.text, key, id, "options")


def _own(kind: str, node: Map) -> Iterator[Target]:
    id = node.entries.get("id")
    if isinstance(id, Scalar):
        yield Target(kind, id.text, id)


def _parts(item: Map) -> Iterator[Target]:
    kind, id = item.entries.get("kind"), item.entries.get("id")
    if not (isinstance(kind, Scalar) and isinstance(id, Scalar) and kind.text in KINDS):
        return
    for field in part_fields(KINDS[kind.text]):
        listed = item.entries.get(field)
        for key in listed.keys.values() if isinstance(listed, Map) else ():
            yield Target(field.removesuffix("s"), key.text, key, id.text, field)
