"""What the labels of neighbouring columns have in common: the question, and the part of each."""

import re
from collections.abc import Iterable, Sequence

_MARK = re.compile(r"[:：?？.。…|;；(（\[\]】–—/]\s*|\s-\s|,\s|，")
_BLANK = re.compile(r"\s+")
_EDGES = " \t:：-–—|/,，;；([（【"
_CHINESE = re.compile("[\u3400-\u9fff]")
_FEWEST_WORDS, _FEWEST_SIGNS = 3, 6
"""Without a mark behind it, a common beginning of fewer words or Chinese characters is chance."""


def split_stem(labels: Sequence[str]) -> tuple[str, list[str]]:
    """The common beginning of labels and what is left of each; "" where they have none worth the name.

    >>> split_stem(["How quick: the call", "How quick: the visit"])
    ('How quick', ['the call', 'the visit'])
    >>> split_stem(["The call", "The visit"]), split_stem(["满意度：价格", "满意度：质量"])
    (('', ['The call', 'The visit']), ('满意度', ['价格', '质量']))
    """
    if len(labels) < 2 or alike(labels) < len(labels):
        return "", list(labels)
    common = _worded(_beginning(min(labels), max(labels)))
    return common.strip(_EDGES), [_rest(label, common) for label in labels]


def alike(labels: Iterable[str]) -> int:
    """How many of the first labels have a beginning in common, and more than that.

    >>> alike(["Speed: call", "Speed: visit", "Price"]), alike(["Speed", "Speed"])
    (2, 1)
    """
    common, shortest = "", 0
    seen: set[str] = set()
    for at, label in enumerate(labels):
        common = _beginning(common, label) if at else label
        shortest = min(shortest, len(label)) if at else len(label)
        stem = _worded(common)
        if at and (not stem or label in seen or not _rest(label, stem) or len(stem) >= shortest):
            return at
        seen.add(label)
    return len(seen)


def _worded(common: str) -> str:
    """A beginning up to its last mark, else to its last whole word; "" if that is not worth the name."""
    if marks := [found.end() for found in _MARK.finditer(common)]:
        return common[: marks[-1]] if common[: marks[-1]].strip(_EDGES) else ""
    if not _CHINESE.search(common):
        common = common[: max((found.end() for found in _BLANK.finditer(common)), default=0)]
    enough = len(common.split()) >= _FEWEST_WORDS or len(_CHINESE.findall(common)) >= _FEWEST_SIGNS
    return common if enough else ""


def _rest(label: str, common: str) -> str:
    return label[len(common) :].strip(_EDGES).removesuffix("]")


def _beginning(one: str, other: str) -> str:
    """What two texts begin with: of the first and last of sorted ones, what all begin with."""
    length = min(len(one), len(other))
    same = next((at for at in range(length) if one[at] != other[at]), length)
    return one[:same]
