"""Advice that is set aside and that nobody gives: what is made of a template does without such an `ignore`."""

from collections.abc import Iterator, Set

from surveykit.core.document import Map, Node, Scalar, Sequence, parse
from surveykit.design.review import review
from surveykit.errors import Place


def without_needless(source: str) -> str:
    """The definition without what sets nothing aside, as far as that stands on lines of its own."""
    told = {problem.place for problem in review(source).problems if problem.code == "ignore-of-nothing"}
    for start, end in reversed([*_needless(source, parse(source), told)] if told else []):
        source = source[:start] + source[end:]
    return source


def _needless(source: str, node: Node, told: Set[Place]) -> Iterator[tuple[int, int]]:
    """From where to where that stands, in order."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _needless(source, item, told)
    if not isinstance(node, Map):
        return
    for key, inner in node.entries.items():
        if key == "ignore" and isinstance(inner, Map):
            yield from _idle(source, node.keys[key], inner, told)
        else:
            yield from _needless(source, inner, told)


def _idle(source: str, key: Scalar, ignore: Map, told: Set[Place]) -> Iterator[tuple[int, int]]:
    """The rules that set nothing aside; the whole `ignore` where none of them does."""
    idle = [rule for rule, name in ignore.keys.items() if name.place in told]
    if len(idle) == len(ignore.keys):
        yield from _lines(source, key, ignore.entries[idle[-1]])
        return
    for rule in idle:
        yield from _lines(source, ignore.keys[rule], ignore.entries[rule])


def _lines(source: str, first: Scalar, last: Node) -> Iterator[tuple[int, int]]:
    """The lines of an entry, if nothing else stands on the first of them."""
    start = source.rfind("\n", 0, first.start) + 1
    if isinstance(last, Scalar) and not source[start : first.start].strip():
        yield start, source.find("\n", last.end) + 1 or len(source)
