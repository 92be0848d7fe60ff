"""A definition in several languages -> the same in one of them. Layout and comments stay as they are."""

from collections.abc import Iterator

from surveykit.core.document import Map, Node, Scalar, Sequence, parse
from surveykit.core.language import LANGUAGES
from surveykit.errors import AuthorError, Place

Span = tuple[int, int, str]
"""From where to where in the source, and what stands there instead."""


def monolingual(source: str, language: str, file: str = "") -> str:
    """The definition with every text in one language only, as a plain text.

    Beside a label with something else to say, such as `specify: true`, the language keeps its key. Raises AuthorError
    where the definition does not have the language.

    >>> print(monolingual("languages: [en, zh]\\ntitle: {en: Speed, zh: 速度}  # of service", "zh"))
    languages: [zh]
    title: 速度  # of service
    """
    top = parse(source, file)
    named = top.entries.get("languages")
    listed = [node for node in named.items if isinstance(node, Scalar)] if isinstance(named, Sequence) else []
    known = tuple(node.text for node in listed)
    if language not in known:
        raise AuthorError.of("no-such-translation", Place(file), language=language, known=known)
    spans = [(listed[0].start, listed[-1].end, language), *_spans(source, top, language)]
    for start, end, new in sorted(spans, reverse=True):
        source = source[:start] + new + source[end:]
    return source


def _spans(source: str, node: Node, language: str) -> Iterator[Span]:
    """What changes in a node."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _spans(source, item, language)
    if not isinstance(node, Map):
        return
    said = {key: inner for key, inner in node.entries.items() if key in LANGUAGES and isinstance(inner, Scalar)}
    if language in said and len(said) == len(node.entries):
        yield _whole(source, node, said[language])
        return
    if language in said:
        yield from _others(source, node, [key for key in said if key != language])
    for inner in node.entries.values():
        yield from _spans(source, inner, language)


def _whole(source: str, node: Map, said: Scalar) -> Span:
    """A text in place of its languages: beside its key or its dash, unless a comment stands there."""
    start = min(key.start for key in node.keys.values())
    end = max(_end(source, inner) for inner in node.entries.values() if isinstance(inner, Scalar))
    before, words = source[:start].rstrip(), source[said.start : _end(source, said)]
    if before.endswith("{"):
        return len(before) - 1, source.index("}", end) + 1, words
    return (len(before), end, f" {words}") if before.endswith((":", "-")) else (start, end, words)


def _others(source: str, node: Map, others: list[str]) -> Iterator[Span]:
    """Other languages beside the chosen one, each up to the next entry; the last from the entry before."""
    following = dict(zip(node.keys, [*list(node.keys.values())[1:], None], strict=True))
    for key in others:
        start, behind = node.keys[key].start, following[key]
        if behind is not None:
            yield start, behind.start, ""
        else:
            yield len(source[:start].rstrip().removesuffix(",")), _end(source, node.entries[key]), ""


def _end(source: str, node: Node) -> int:
    """Where the words of a text end; a block ends before its last line ends."""
    assert isinstance(node, Scalar)  # what is said in a language
    return len(source[: node.end].rstrip())
