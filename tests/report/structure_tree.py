"""Reads the structure tree of a PDF: what a screen reader is told of its headings."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, PdfObject

HEADINGS = tuple(f"/H{level}" for level in range(1, 7))


def heading_faults(path: Path) -> list[str]:
    """Where ISO 14289-1, 7.4, is broken: an H1 comes first, no level is left out on the way down, none is empty.

    The checker's own rule on empty headings (UA-14-001 of pdfua 0.1.3) raises on every heading whose /K is an array, as
    it mostly is, since it asks an array for an attribute; on the order of levels it has no rule.
    """
    headings = [e for e in elements(PdfReader(path).trailer["/Root"]["/StructTreeRoot"]) if e.get("/S") in HEADINGS]
    levels = [int(heading["/S"][2:]) for heading in headings]
    if not levels:
        return ["no heading"]
    steps = zip([0, *levels], levels, strict=False)
    skipped = [f"{at + 1}: H{to} after H{before}" for at, (before, to) in enumerate(steps) if to > before + 1]
    return skipped + [f"{at + 1}: empty" for at, heading in enumerate(headings) if not marks(heading)]


def elements(node: PdfObject) -> Iterator[DictionaryObject]:
    """A structure element and all below it, in document order."""
    found = node.get_object()
    if isinstance(found, DictionaryObject):
        yield found
        yield from elements(found.get("/K", ArrayObject()))
    elif isinstance(found, ArrayObject):
        for kid in found:
            yield from elements(kid)


def marks(element: DictionaryObject) -> bool:
    """Whether there is any content of a page in an element."""
    kids = element["/K"].get_object()
    inside = [kid.get_object() for kid in (kids if isinstance(kids, ArrayObject) else [kids])]
    return any(
        isinstance(kid, NumberObject) or (isinstance(kid, DictionaryObject) and "/K" in kid and marks(kid))
        for kid in inside
    )
