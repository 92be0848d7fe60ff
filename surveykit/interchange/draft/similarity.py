"""How much alike two names or two texts are, from 0 to 1, in any writing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_TAG = re.compile(r"<[^<>]{1,200}>")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Letters and digits only, in small letters of plain width; tags and everything between words are left out.

    >>> plain("<b>How fast</b> was it？"), plain("rs_1")
    ('howfastwasit', 'rs1')
    """
    return "".join(c for c in unicodedata.normalize("NFKC", _TAG.sub(" ", text)).casefold() if c.isalnum())


@lru_cache(maxsize=50_000)
def _pairs(text: str) -> Counter[str]:
    marked = f"^{text}$"
    return Counter(marked[at : at + 2] for at in range(len(marked) - 1))


def likeness(one: str, other: str) -> float:
    """The share of neighbouring letters that two texts have in common (the coefficient of Dice 1945 on bigrams).

    >>> likeness("How fast was the repair?", "how fast was the repair"), likeness("维修有多快？", "维修速度快")
    (1.0, 0.5)
    """
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    a, b = _pairs(first), _pairs(second)
    return 2 * (a & b).total() / (a.total() + b.total())


def best_likeness(ones: Iterable[str], others: Iterable[str]) -> float:
    """The greatest of all pairs; 0 without any."""
    known = list(others)
    return max((likeness(one, other) for one in ones for other in known), default=0.0)
