"""Definitions for property tests: the documented samples in other words, what the registry allows, mutations."""

import json
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from surveykit.core.codebook import CHOSEN_MISSING, Missing, ResponseScale
from surveykit.core.document import UNPRINTABLE, Map, Node, Scalar, parse
from surveykit.core.expression import Expression
from surveykit.core.item import KINDS, Option, Part
from surveykit.core.language import LANGUAGES, Text
from surveykit.core.questionnaire import Section
from tests.items.contract import example

_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff]")
ROOT = Path(__file__).parents[2]
WORKED = sorted((ROOT / "questionnaires").glob("*.yaml"))


@dataclass(frozen=True)
class Bare:
    """What is written without quotes: a number, a truth value, or what a mutation puts there."""

    text: str


@dataclass
class Pairs:
    """A mapping in which a key may stand twice."""

    pairs: list[tuple[str, Any]]


def tree(node: Node) -> Any:
    """The nodes of a definition as lists, Pairs, texts and Bare values."""
    if isinstance(node, Map):
        return Pairs([(key, tree(value)) for key, value in node.entries.items()])
    if isinstance(node, Scalar):
        plain = node.text in ("true", "false") or node.text.lstrip("-").replace(".", "", 1).isdigit()
        return Bare(node.text) if plain and not node.quoted else node.text
    return [tree(item) for item in node.items]


def written(value: Any) -> str:
    """Such a tree as YAML, each entry of the top mapping on a line."""
    if isinstance(value, Pairs):
        return "".join(f"{key}: {_flow(inner)}\n" for key, inner in value.pairs)
    return f"{_flow(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value.text if isinstance(value, Bare) else _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


# --- the documented samples, in other words ---------------------------------------------------------

NASTY = (
    *("no", "1.10", "~", "null", "true", "-1", "0x1f", "1e3", "2026-01-15", "=", "<<", "- a", "-", "? b", "?", "a: b"),
    *("a:", ": a", "a # b", "#a", "'", '"', "it's", 'say "so"', "a\\nb", "\\", "{a}", "[a", "a, b", "&a", "*a", "!a"),
    *("| a", "> a", "%a", "@a", "`a`", "a\nb", "a\n\nb", "a\n  b", "a \nb", "a\tb", "a\r\nb", "---", "...", "\u2028a"),
    *("a\u2028b", "a\x85b", "a\ufeffb", "\ufeff", "a\u00a0b", "\u3000", "😀", "👩‍🔬 ja", "好：“是”", "…", "a" * 300),
    *("好" * 80, "line one\n- two\n\n# three", "a\n\tb", "<b>&amp;</b>", "{% x %}", "$ {x}", "\u200b"),
)
CHARACTERS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cf"))


def _sound(text: str) -> bool:
    return bool(text.strip()) and not UNPRINTABLE.search(text) and "${" not in text and "{{" not in text


def texts() -> st.SearchStrategy[str]:
    """Words that a definition may hold, as they are read: without blanks around them."""
    drawn = st.sampled_from(NASTY) | st.text(CHARACTERS, min_size=1, max_size=30)
    return drawn.filter(_sound).map(str.strip)


def in_other_words(draw: st.DrawFn, value: Any) -> Any:
    """The same tree with other texts in every language."""
    if isinstance(value, Pairs):
        spoken = {key for key, _ in value.pairs} >= set(LANGUAGES)
        return Pairs(
            [
                (key, draw(texts()) if spoken and key in LANGUAGES else in_other_words(draw, inner))
                for key, inner in value.pairs
            ]
        )
    return [in_other_words(draw, inner) for inner in value] if isinstance(value, list) else value


COMMON = {
    "help": lambda: texts().map(lambda t: Pairs([("en", t), ("zh", t)])),
    "required": lambda: st.just(Bare("true")),
    "content": lambda: st.sampled_from(["factual", "behaviour", "motive", "attitude"]),
    "manner": lambda: st.sampled_from(["direct", "indirect", "hypothetical"]),
    "sensitive": lambda: st.booleans().map(lambda b: Bare(str(b).lower())),
    "shuffle": lambda: st.just(Bare("true")),
}


@st.composite
def dressed(draw: st.DrawFn) -> str:
    """A documented sample, or a worked questionnaire, with other words and more of what every item may have."""
    top = tree(parse(draw(sources())))
    top = in_other_words(draw, top)
    for section in dict(top.pairs)["sections"]:
        for item in dict(section.pairs)["items"]:
            own = dict(item.pairs)
            for key in draw(st.sets(st.sampled_from(sorted(COMMON)), max_size=2)):
                if key not in own and not (key == "required" and KINDS[own["kind"]].unseen):
                    item.pairs.append((key, draw(COMMON[key]())))
    return written(top)


# --- whatever the types of the fields allow ---------------------------------------------------------

IDS = (*("a", "b", "speed", "why", "no", "x_1", "none", "late", "phone", "early") * 3, "A", "a" * 33, "1a", "ä")
CONDITIONS = (
    *("answered(q0)", "not answered(q0)", "count(q0) > 0") * 5,
    *("q0 > 1", "q0 = 'x'", "selected(q0, 'a')", "q1 > 1", "q0 >", "nothing > 0", "(" * 60, "mean(q0, 3) = 1"),
)
SCALES: tuple[Any, ...] = (
    *("five", "ten") * 5,
    "unknown",
    Pairs([("from", Bare("0")), ("to", Bare("10"))]),
    Pairs([("from", Bare("5")), ("to", Bare("1"))]),
    Pairs([("levels", Pairs([("1", "x")]))]),
    Pairs([]),
)


def _text() -> st.SearchStrategy[Any]:
    whole = texts().map(lambda t: Pairs([("en", t), ("zh", t)]))
    odd = st.sampled_from([Pairs([("en", "half")]), "bare", Bare(""), Pairs([])])
    return st.integers(0, 29).flatmap(lambda n: whole if n else odd)


def _labelled(cls: type) -> st.SearchStrategy[Any]:
    flags = record(cls, skip=("label",))
    return st.builds(
        lambda label, more: Pairs([*label.pairs, *more.pairs]) if isinstance(label, Pairs) else label, _text(), flags
    )


SPECIAL: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
    Text: _text,
    str: lambda: st.sampled_from(IDS),
    int: lambda: st.integers(-9, 12).map(lambda n: Bare(str(n))),
    float: lambda: st.sampled_from(["0", "1.5", "-3", "1e9", ".5", "99"]).map(Bare),
    bool: lambda: st.sampled_from(["true", "false", "yes"]).map(Bare),
    Expression: lambda: st.sampled_from(CONDITIONS),
    ResponseScale: lambda: st.sampled_from(SCALES),
    Missing: lambda: st.sampled_from([*(m.id for m in CHOSEN_MISSING), "not_asked"]),
    Option: lambda: _labelled(Option),
    Part: lambda: _labelled(Part),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """What a definition may write where a field of this type stands, right or nearly so."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in SPECIAL:
        return SPECIAL[hint]()
    if origin in (Union, types.UnionType):
        return st.one_of(*(values(a) for a in arguments if a is not type(None)))
    if origin is Literal:
        return st.sampled_from([*arguments * 9, "other"])
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=3)
    if origin is Mapping:
        keys = st.integers(-3, 9).map(str) if arguments[0] is int else st.sampled_from(IDS)
        return st.lists(st.tuples(keys, values(arguments[1])), min_size=1, max_size=5, unique_by=_key).map(Pairs)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from([str(member.value) for member in hint])
    if is_dataclass(hint):
        return record(hint)
    raise AssertionError(f"no strategy for {hint}: add one")


def _key(pair: tuple[str, Any]) -> str:
    return pair[0]


@st.composite
def record(draw: st.DrawFn, cls: Any, skip: tuple[str, ...] = (), head: tuple[tuple[str, str], ...] = ()) -> Pairs:
    """A dataclass as a mapping: what it requires, and some of the rest."""
    hints, pairs = get_type_hints(cls), list(head)
    for spec in fields(cls):
        if spec.name in skip or not spec.init:
            continue
        required = spec.default is MISSING and spec.default_factory is MISSING
        if draw(st.integers(0, 29)) < (29 if required else 3):
            pairs.append((spec.name, draw(values(hints[spec.name]))))
    return Pairs(pairs)


@st.composite
def item(draw: st.DrawFn, number: int) -> Pairs:
    """An item of any kind there is; mostly with an id of its own."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    id = draw(st.sampled_from([f"q{number}"] * 20 + list(IDS)))
    return draw(record(KINDS[kind], skip=("id",), head=(("id", id), ("kind", kind))))


@st.composite
def generated(draw: st.DrawFn) -> str:
    """A definition from the registry of kinds: sound, or at fault in whatever way."""
    label = Pairs([("en", "x"), ("zh", "某")])
    levels = Pairs([(str(n), label) for n in range(1, 6)])
    scales = Pairs([("five", Pairs([("levels", levels)])), ("ten", Pairs([("from", Bare("1")), ("to", Bare("10"))]))])
    sections, number = [], 0
    for at in range(draw(st.integers(1, 2))):
        own = draw(record(Section, skip=("items", "id"), head=(("id", f"s{at}"),)))
        count = draw(st.integers(1, 3))
        own.pairs.append(("items", [draw(item(number + n)) for n in range(count)]))
        sections.append(own)
        number += count
    head = [("questionnaire", "fuzz"), ("version", "1"), ("languages", list(LANGUAGES)), ("title", label)]
    return written(Pairs([*head, ("scales", scales), ("sections", sections)]))


# --- mutations --------------------------------------------------------------------------------------

ODD = (
    *("\t", "\r", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ufffe", "😀", "&a ", "*a ", "!!str ", "!x ", "<<: *a"),
    *("\n---\n", "\n...\n", "? ", "- ", ": ", "{", "}", "[", "]", "'", '"', "|", ">", "%YAML 1.1\n", "#", "\n", "  "),
    *("${a}", "{{ a }}", "9" * 400, "1e999", "-", "~", "\\", "@", "`", "(" * 200, " and not " * 50),
)
ODD_VALUES = (Bare(""), Bare("-7"), Bare("1e400"), Bare("*a"), Bare("&a x"), "word", "", [], Pairs([]), [[[["x"]]]])


@cache
def definitions() -> tuple[str, ...]:
    """Definitions that people could have written: mostly small ones."""
    small = [example(kind).source for kind in sorted(KINDS)]
    return (*small * 3, *(path.read_text("utf-8") for path in WORKED))


def sources() -> st.SearchStrategy[str]:
    """One of them."""
    return st.sampled_from(definitions())


@st.composite
def cut_about(draw: st.DrawFn) -> str:
    """The text of a definition, cut and with odd characters in it."""
    text = draw(sources())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.sampled_from(ODD), st.just(""), st.just(text[at:to] * 2)))
        text = draw(st.sampled_from([text[:at] + piece + text[to:], text[:at] + piece + text[at:], text[:to]]))
    return text


def places(value: Any) -> list[tuple[Any, int]]:
    """Every (container, index) of a tree."""
    inner = [v for _, v in value.pairs] if isinstance(value, Pairs) else value if isinstance(value, list) else []
    return [(value, at) for at in range(len(inner))] + [place for v in inner for place in places(v)]


@st.composite
def rearranged(draw: st.DrawFn) -> str:
    """A definition with keys dropped, renamed or doubled, and values of other types, depth or place."""
    top = tree(parse(draw(sources())))
    for _ in range(draw(st.integers(1, 3))):
        found = places(top)
        if not found:
            break
        container, at = found[draw(st.integers(0, len(found) - 1))]
        _change(draw, container, at)
    return written(top)


def _change(draw: st.DrawFn, container: Any, at: int) -> None:
    things = container.pairs if isinstance(container, Pairs) else container
    key, value = things[at] if isinstance(container, Pairs) else ("", things[at])
    deep: Any = value
    for _ in range(draw(st.sampled_from([1, 3, 49, 60]))):
        deep = [deep]
    new = draw(st.sampled_from([*ODD_VALUES, deep, str(value)]))
    change = draw(st.sampled_from(["drop", "double", "value", "rename"]))
    if change == "drop":
        del things[at]
    elif change == "double":
        things.insert(draw(st.integers(0, len(things))), things[at])
    elif change == "value":
        things[at] = (key, new) if isinstance(container, Pairs) else new
    elif isinstance(container, Pairs):
        things[at] = (draw(st.sampled_from([f"{key}s", key[:-1] or "x", key.upper(), "id", "kind", '""', "1"])), value)


def mutated() -> st.SearchStrategy[str]:
    """A definition that something happened to."""
    return cut_about() | rearranged()
