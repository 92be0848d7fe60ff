"""Strict YAML with positions: text -> nodes -> dataclasses, every problem at once.

Scalars keep their text: what type they are is the reader's question, so `no`, `1.10` and `2026-01-15` are never
turned into something else. Aliases, anchors, tags and duplicate keys are refused, as are documents past 1 MB or
50 levels deep.

`Reader.read(node, type)` builds a value from a node by the type that a dataclass field declares: `Text`, `str`,
`int`, `float`, `bool`, an enum, `Expression`, `tuple[T, ...]`, `Mapping[str, T]`, `T | None`, a Literal, a
dataclass, or a type for which the caller registered a reading function.
"""

import difflib
import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from surveykit.core.expression import Expression, ExpressionError
from surveykit.core.foreign_sign import chinese_word, foreign_sign
from surveykit.core.language import Text, both, same
from surveykit.core.yaml_fault import WIDE, fault
from surveykit.errors import AuthorError, Place, Problem, Severity, raise_all

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 50
ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
MAXIMUM_NAME = 32
_TIGHT_COMMENT = re.compile(r"[ \t]+(#[^\s#!].*)")
_NO_COLON = re.compile(r"\s*[,}]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML does not allow in a file, and no text needs, escaped or not."""


@dataclass(frozen=True)
class Scalar:
    """A single value as text; `start` and `end` are its offsets in the source, `block` whether it is a | or > block.

    `lost` is what follows on its line as a comment that looks like the rest of it: the #1 hit.
    """

    text: str
    quoted: bool
    place: Place
    start: int = 0
    end: int = 0
    block: bool = False
    lost: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Map:
    """A mapping, in its written order; `keys` has the key nodes."""

    entries: Mapping[str, "Node"]
    keys: Mapping[str, Scalar]
    place: Place

    def only(self, names: Iterable[str]) -> "Map":
        """The same mapping with no other keys."""
        kept = [name for name in names if name in self.entries]
        return Map({k: self.entries[k] for k in kept}, {k: self.keys[k] for k in kept}, self.place)

    def having(self, name: str, node: "Node") -> "Map":
        """The same mapping with this under that name."""
        key = self.keys.get(name, Scalar(name, False, node.place))
        return Map({**self.entries, name: node}, {**self.keys, name: key}, self.place)


Node = Scalar | Sequence | Map


def parse(source: str, file: str = "") -> Map:
    """The document's top mapping. Raises AuthorError with every problem found.

    >>> parse("a: 1\\nb: {c: no}").entries["b"].entries["c"].text
    'no'
    """
    if found := UNPRINTABLE.search(source):
        line, last = source.count("\n", 0, found.start()) + 1, source.rfind("\n", 0, found.start())
        raise AuthorError.of(
            "yaml-unprintable", Place(file, line, found.start() - last), character=unprintable(found[0])
        )
    if len(source.encode()) > MAXIMUM_BYTES:
        raise AuthorError.of("yaml-too-large", Place(file, 1, 1), most=MAXIMUM_BYTES)
    composer = _Composer(source, file)
    try:
        top = composer.document()
    except MarkedYAMLError as error:
        raise AuthorError(*composer.problems, composer.fault(source, error)) from None
    except YAMLError:
        raise AuthorError.of("yaml-syntax", Place(file, 1, 1)) from None
    raise_all(AuthorError, composer.problems)
    if top is None:
        raise AuthorError.of("yaml-empty", Place(file, 1, 1))
    if not isinstance(top, Map):
        raise AuthorError.of("yaml-not-a-mapping", Place(file, 1, 1))
    return top


def read_text(path: Path | str, shown: str | None = None) -> str:
    """A UTF-8 text file (a byte order mark is allowed). Raises AuthorError if it cannot be read so."""
    place = Place(shown or str(path))
    try:
        content = Path(path).read_bytes()
    except IsADirectoryError:
        raise AuthorError.of("is-a-folder", place) from None
    except FileNotFoundError:
        raise AuthorError.of("no-such-file", place) from None
    except OSError:
        raise AuthorError.of("unreadable-file", place) from None
    if content.startswith(_OFFICE):
        raise AuthorError.of("office-file", place)
    try:
        if b"\0" in content[:100]:
            raise AuthorError.of("not-utf8", replace(place, line=1, column=1), looks=_looks(content))
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise AuthorError.of("not-utf8", replace(place, line=line, column=1), looks=_looks(content)) from None


_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Word, Excel and WPS begin, new and old."""


def _looks(content: bytes) -> Text:
    """The encoding that bytes seem to have, if they seem to be text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:100].count(b"\0") > len(content[:100]) // 4:
        return both("problem.looks-like", encoding="UTF-16")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return same("")
    chinese = any("\u4e00" <= character <= "\u9fff" for character in text)
    return both("problem.looks-like", encoding="GB18030 (GBK, ANSI)") if chinese else same("")


class _Composer:
    """Events -> nodes."""

    def __init__(self, source: str, file: str) -> None:
        self.source, self.file = source, file
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = YAML(typ="safe", pure=True).parse(StringIO(source))
        self.depth = 0
        self.quoted: tuple[Any, Any] | None = None
        """Where the last text in quotation marks begins and ends."""

    def fault(self, source: str, error: MarkedYAMLError) -> Problem:
        """Why the text is no YAML."""
        marks = [(m.line, m.column) if m else None for m in (error.problem_mark, error.context_mark)]
        at = marks[0] or marks[1] or (0, 0)
        begun = self.quoted[0] if self.quoted and self.quoted[1].line == at[0] else None
        quoted = (begun.line, begun.column) if begun else None
        code, (line, column), values = fault(source, str(error.problem), at, marks[1], quoted)
        return Problem(code, Place(self.file, line + 1, column + 1), values)

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def report(self, code: str, place: Place, /, **values: object) -> None:
        self.problems.append(Problem(code, place, values))

    def document(self) -> Node | None:
        top: Node | None = None
        for event in self.events:
            if isinstance(event, events.DocumentStartEvent):
                if top is not None:
                    self.report("yaml-several-documents", self.place(event.start_mark))
                    return top
                top = self.node(next(self.events))
        return top

    def node(self, event: Any) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, events.AliasEvent):
            self.report("yaml-alias", place, name=event.anchor)
            return Scalar("", False, place)
        if event.anchor is not None:
            self.report("yaml-anchor", place, name=event.anchor)
        if event.tag is not None:
            self.report("yaml-tag", place, tag=event.tag)
        if isinstance(event, events.ScalarEvent):
            quoted = event.style in ("'", '"', "|", ">")
            if event.style in ("'", '"'):
                self.quoted = event.start_mark, event.end_mark
            if character := unprintable(event.value):
                self.report("yaml-unprintable", place, character=character)
            start, end = cast("Any", event.start_mark), cast("Any", event.end_mark)
            lost = _TIGHT_COMMENT.match(self.source, end.index) if not quoted else None
            block = event.style in ("|", ">")
            return Scalar(event.value, quoted, place, start.index, end.index, block, lost[1] if lost else "")
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise AuthorError(*self.problems, Problem("yaml-too-deep", place, {"most": MAXIMUM_DEPTH}))
        node = self.sequence(place) if isinstance(event, events.SequenceStartEvent) else self.mapping(place)
        self.depth -= 1
        return node

    def sequence(self, place: Place) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), events.SequenceEndEvent):
            items.append(self.node(event))
        return Sequence(tuple(items), place)

    def mapping(self, place: Place) -> Map:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        while not isinstance(event := next(self.events), events.MappingEndEvent):
            key, value = self.node(event), self.node(next(self.events))
            if not isinstance(key, Scalar):
                self.report("yaml-complex-key", key.place)
            elif self.cut_off(key, value):
                self.report("yaml-comma-in-text", key.place, rest=key.text)
            elif key.text in entries:
                self.report("duplicate-key", key.place, key=key.text, line=keys[key.text].place.line)
            else:
                entries[key.text], keys[key.text] = self.beside(key, value), key
        return Map(entries, keys, place)

    def cut_off(self, key: Scalar, value: Node) -> bool:
        """Whether a key without a colon is the rest of a text that a comma ended: {en: Yes, please}."""
        alone = isinstance(value, Scalar) and not value.text and not value.quoted and not key.text.endswith(":")
        return alone and _NO_COLON.match(self.source, key.end) is not None

    def beside(self, key: Scalar, value: Node) -> Node:
        """A value that was not written stands right after its key; the parser says that it is at what comes next."""
        if not isinstance(value, Scalar) or value.text or value.quoted:
            return value
        return replace(value, place=replace(key.place, column=(key.place.column or 1) + key.end - key.start + 1))


def unprintable(text: str) -> str:
    """The first character that no text may hold, such as U+0000; empty if there is none."""
    found = UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


MOST_KNOWN = 30
"""So many known words are listed."""


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """« Did you mean ...? » with the nearest known word, else the list of known words (if any); both languages."""
    words = list(dict.fromkeys(known))
    if wide := _WIDE.search(word):
        return half_width(wide[0])
    if _TIGHT.match(word):
        return both("problem.tight-colon")
    if not words:
        return same("")
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return both("problem.did-you-mean", word=near[0])
    return both("problem.known-words", words=(*words[:MOST_KNOWN], *["…"] * (len(words) > MOST_KNOWN)))


_WIDE = re.compile(f"[{re.escape(''.join(WIDE))}]")
_WIDE_BRACKET = re.compile(r"(?:[A-Za-z][A-Za-z0-9_]*)?\s*([｛［【：])")
_TIGHT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*:\S")


def half_width(sign: str) -> Text:
    """« Write the half-width sign ... » for a full-width one; both languages."""
    name = "problem.half-width" if WIDE[sign].strip() else "problem.half-width-blank"
    return both(name, found=sign, instead=WIDE[sign])


_IN_QUOTES = re.compile(r"“[^“”]*”\Z|‘[^‘’]*’\Z|「[^「」]*」\Z")
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:[A-Za-z]+|#[0-9]+);")

Reading = Callable[["Reader", Node], Any]


@dataclass
class Reader:
    """Builds values from nodes and collects the problems. `languages` are those that a Text must have."""

    languages: tuple[str, ...] = ("en", "zh")
    readings: dict[Any, Reading] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    """(kind of thing, id) -> where it is defined, for later checks."""
    context: dict[str, Any] = field(default_factory=dict)
    """What the caller's reading functions share."""
    expressions: list[Scalar] = field(default_factory=list)
    """Every expression that could be read, as written."""
    texts: list[tuple[Place, Mapping[str, Scalar]]] = field(default_factory=list)
    """Every text that was met: where it stands, and what is written in which language."""

    def report(self, code: str, place: Place, /, **values: object) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(code, place, values))

    def advise(self, code: str, place: Place, /, **values: object) -> None:
        """Note what the author may want to know; it stops nothing."""
        self.problems.append(Problem(code, place, values, Severity.ADVICE))

    def needs(self, code: str, node: Node) -> None:
        """Report that a list or a mapping is wanted; of one in full-width brackets, that these are at fault."""
        found = _WIDE_BRACKET.match(node.text) if isinstance(node, Scalar) and not node.quoted else None
        if found and isinstance(node, Scalar):
            place = self.inside(node, found.start(1))
            self.report("yaml-full-width", place, found=found[1], instead=WIDE[found[1]])
        else:
            self.report(code, node.place)

    def read(self, node: Node, wanted: Any) -> Any:
        """The value that `node` writes, as the type `wanted`; None after a problem."""
        if wanted in self.readings:
            return self.readings[wanted](self, node)
        origin, arguments = get_origin(wanted), get_args(wanted)
        if wanted == Text:
            return self.text(node)
        if origin in (Union, types.UnionType):
            return self.read(node, _alternative(node, [a for a in arguments if a is not type(None)]))
        if origin is Literal:
            return self.word(node, arguments)
        if origin is tuple:
            return self.many(node, arguments[0])
        if origin is Mapping:
            return self.table(node, *arguments)
        if is_dataclass(wanted) and wanted is not Expression:
            return self.record(node, cast(type, wanted))
        return self.scalar(node, wanted)

    def scalar(self, node: Node, wanted: Any) -> Any:
        """A number, a word, a truth value, an enum member or an expression."""
        if not isinstance(node, Scalar) or node.empty:
            self.report("needs-value", node.place, wanted=_kind(wanted))
            return None
        if wanted is str:
            return node.text
        if isinstance(wanted, type) and issubclass(wanted, Enum):
            return self.member(node, wanted)
        if wanted is Expression:
            return self.expression(node)
        if wanted is bool and not node.quoted and node.text in ("true", "false"):
            return node.text == "true"
        pattern = {int: r"[+-]?[0-9]{1,15}", float: r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?"}.get(wanted)
        if pattern and not node.quoted and re.fullmatch(pattern, node.text):
            return wanted(node.text)
        self.misfit(node, wanted, pattern)
        return None

    def misfit(self, node: Scalar, wanted: Any, pattern: str | None) -> None:
        """Report a value of another type; of one that is only written in another way, how to write it."""
        plain = "".join(WIDE.get(sign, sign) for sign in node.text)
        if wanted is bool:
            self.report("not-true-or-false", node.place, found=node.text)
        elif pattern and node.quoted and re.fullmatch(pattern, node.text):
            self.report("number-in-quotes", node.place, value=node.text)
        elif pattern and re.fullmatch(pattern, plain):
            self.report("yaml-full-width", node.place, found=node.text, instead=plain)
        else:
            self.report("wrong-type", node.place, wanted=_kind(wanted), found=node.text)

    def member(self, node: Scalar, wanted: type[Enum]) -> Any:
        """The enum member whose value is written."""
        for option in wanted:
            if option.value == node.text:
                return option
        self.unknown(node, "unknown-word", [str(o.value) for o in wanted])
        return None

    def word(self, node: Node, known: Iterable[str]) -> str | None:
        """One of a few words."""
        words = list(known)
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        if isinstance(node, Scalar):
            self.unknown(node, "unknown-word", words)
        else:
            self.report("needs-value", node.place, wanted=_kind(str))
        return None

    def unknown(self, node: Scalar, code: str, known: Iterable[str]) -> None:
        """Report an unknown word with the nearest known one."""
        self.report(code, node.place, word=node.text, hint=did_you_mean(node.text, known))

    def expression(self, node: Scalar) -> Expression | None:
        """An expression, or its fault at its own column."""
        try:
            parsed = Expression.parse(node.text)
        except ExpressionError as error:
            self.report_expression(node, error)
            return None
        self.expressions.append(node)
        return parsed

    def report_expression(self, node: Scalar, error: ExpressionError) -> None:
        """What is wrong with an expression; of a sign from elsewhere, the one to write."""
        sign, word = foreign_sign(node.text, error.position), chinese_word(node.text, error.position)
        if sign is not None:
            place = self.inside(node, sign.position)
            self.report("expression-sign", place, found=sign.found, instead=sign.instead)
        elif error.code == "expression-character" and word:
            self.report("expression-word", self.inside(node, error.position), found=word)
        else:
            self.report(error.code, self.inside(node, error.position), **error.values)

    @staticmethod
    def inside(node: Scalar, position: int) -> Place:
        """The place of a character of a one-line scalar; of a block, its beginning."""
        if node.block or "\n" in node.text:
            return node.place
        shift = position + (1 if node.quoted else 0)
        return Place(node.place.file, node.place.line, (node.place.column or 1) + shift)

    def text(self, node: Node) -> Text | None:
        """A text in every language; a bare string does where there is one language."""
        if isinstance(node, Scalar):
            self._met(node.place, {self.languages[0]: node} if self.languages else {})
            if len(self.languages) > 1:
                self.report("needs-translations", node.place, languages=tuple(self.languages))
                return None
            return self.filled({self.languages[0]: node})
        if not isinstance(node, Map):
            self.report("needs-text", node.place)
            return None
        self._met(node.place, node.entries)
        for language in self.languages:
            if language not in node.entries:
                self.report("missing-translation", node.place, language=language)
        for key in node.keys.values():
            if key.text not in self.languages:
                self.unknown(key, "unknown-language", self.languages)
        return self.filled({k: v for k, v in node.entries.items() if k in self.languages})

    def _met(self, place: Place, nodes: Mapping[str, Node]) -> None:
        """Remember a text; what is empty is not written."""
        own = {k: v for k, v in nodes.items() if isinstance(v, Scalar) and k in self.languages and v.text.strip()}
        self.texts.append((place, {language: node for language, node in own.items() if not node.empty}))

    def filled(self, nodes: Mapping[str, Node]) -> Text | None:
        """Texts that are neither empty nor nested."""
        for language, node in nodes.items():
            if not isinstance(node, Scalar) or not node.text.strip() or node.empty:
                self.report("empty-text", node.place, language=language)
                return None
            if not node.quoted and _IN_QUOTES.match(node.text):
                self.advise("text-in-wide-quotes", node.place, text=node.text)
            if node.lost:
                self.advise("text-cut-by-comment", node.place, rest=node.lost)
            if markup := tuple(dict.fromkeys(_MARKUP.findall(node.text))):
                self.advise("text-with-markup", node.place, found=markup)
        return {k: v.text.strip() for k, v in nodes.items() if isinstance(v, Scalar)}

    def many(self, node: Node, wanted: Any) -> tuple[Any, ...]:
        """A list of one type."""
        if not isinstance(node, Sequence):
            self.needs("needs-list", node)
            return ()
        values = [self.read(item, wanted) for item in node.items]
        return tuple(v for v in values if v is not None)

    def table(self, node: Node, key_type: Any, value_type: Any) -> dict[Any, Any]:
        """A mapping from ids (or numbers) to one type."""
        if not isinstance(node, Map):
            self.needs("needs-mapping", node)
            return {}
        built: dict[Any, Any] = {}
        first: dict[Any, int | None] = {}
        coded = is_dataclass(value_type) and any(own.name == "code" for own in fields(value_type))
        for name, value in node.entries.items():
            key = self.read(node.keys[name], key_type) if key_type is not str else self.id(node.keys[name], coded)
            item = self.read(value, value_type)
            if key in built:  # 1 and 01
                self.report("duplicate-key", node.keys[name].place, key=name, line=first[key])
            elif key is not None and item is not None:
                built[key], first[key] = item, node.keys[name].place.line
        return built

    def id(self, node: Node, coded: bool = False) -> str | None:
        """An id: an ASCII letter, then letters, digits, _; at most 32 characters. `coded`: a number has a place beside
        it, which is told to whoever writes one in place of the id."""
        if not isinstance(node, Scalar):
            self.report("needs-value", node.place, wanted=_kind(str))
        elif not ID.match(node.text):
            self.report("number-as-id" if coded and node.text.isdecimal() else "bad-id", node.place, id=node.text)
        elif len(node.text) > MAXIMUM_NAME:
            self.report("long-id", node.place, id=node.text, most=MAXIMUM_NAME)
        else:
            return node.text
        return None

    def record(
        self,
        node: Node,
        wanted: type,
        skip: Iterable[str] = (),
        written: Mapping[str, str] | None = None,
        instead: Mapping[str, Any] | None = None,
        **given: Any,
    ) -> Any:
        """A dataclass from a mapping: unknown and missing keys are problems.

        `given` fields are not read, `skip` keys are passed over, `written` says which key writes a field of
        another name. With `instead` there is always a value: what is missing or at fault has its default, or what
        `instead` says, so that later checks can go on.
        """
        if not isinstance(node, Map):
            self.needs("needs-mapping", node)
            return None
        keys = written or {}
        hints, own = _hints(wanted), [f for f in fields(wanted) if f.init and f.name not in given]
        declared = {keys.get(f.name, f.name): f for f in own}
        passed = set(skip)
        for word in node.keys.values():
            if word.text not in declared and word.text not in passed:
                self.unknown(word, "unknown-key", [*declared, *passed])
        values, lacking = dict(given), set[str]()
        for key, spec in declared.items():
            value = self.field(node.entries[key], key, hints[spec.name]) if key in node.entries else None
            if value is not None:
                values[spec.name] = value
            elif key in node.entries or _required(spec):
                lacking.add(spec.name)
            if key not in node.entries and _required(spec):
                self.report("missing-key", node.place, key=key)
        if isinstance(values.get("id"), str):
            self.places.setdefault((wanted.__name__.lower(), values["id"]), node.place)
        if lacking and instead is None:
            return None
        return wanted(**values, **{name: value for name, value in (instead or {}).items() if name in lacking})

    def field(self, node: Node, name: str, hint: Any) -> Any:
        """One field; a field called `id` is an id."""
        return self.id(node) if name == "id" and hint is str else self.read(node, hint)


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)


def _required(spec: "Field[Any]") -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _alternative(node: Node, wanted: list[Any]) -> Any:
    """Of several types, the words that the node writes, else the first that is not a choice of words."""
    words = [a for a in wanted if get_origin(a) is Literal]
    written = (a for a in words if isinstance(node, Scalar) and node.text in get_args(a))
    return next(written, next((a for a in wanted if a not in words), wanted[0]))


def _kind(wanted: Any) -> Text:
    names = {int: "whole-number", float: "number", bool: "truth", str: "text", Expression: "expression"}
    return both(f"problem.kind.{names.get(wanted, 'value')}")
