"""Open answers as words: cut, counted by person, matched with a code book. Texts only, no judgement.

Latin letters are cut into words; Chinese characters by `rjieba` where it is installed, else into pairs of neighbours.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.metadata import version
from itertools import pairwise

_cut: Callable[[str], list[str]] | None = None
with suppress(ImportError):  # the extra « text »
    from rjieba import cut as _cut

SEGMENTER = ("rjieba", version("rjieba")) if _cut is not None else None
"""What cuts Chinese into words; None where neighbouring characters are paired."""
SHORTEST = 3
"""Letters of an English word that is counted."""
_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+(?:['’][^\W\d_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")
NOTHING = frozenset(
    {"", "no", "none", "nothing", "nil", "na", "n/a", "nope", "not really", "no comment", "no comments", "no idea"}
    | {"nothing to add", "nothing else", "don't know", "无", "没", "没有", "没有了", "没了", "暂无", "无意见", "没意见"}
    | {"没有意见", "无建议", "没有建议", "不知道", "不清楚", "无所谓", "没什么", "没啥"}
)
"""Answers that say that there is nothing to say."""
_ENGLISH = """
a about above after again all also always am an and any anything are as at back be because been before being both but
by came can cannot come could did do does doing don't done down each else even ever every few for from get gets
getting give given go going got had has have having he her here him his how i i'd i'll i'm i've if in into is it it's
its just know let like made make many may me might more most much must my no not nothing now of off on once one only
or other our out over own per please quite rather really said same say see seem she should so some something still
such take tell than that that's the their them then there these they thing things this those though through time times
to too two under until up upon us use used very want was way we well were what when where which while who why will
with without would yes yet you your
"""
_CHINESE = """
一个 一些 一下 一点 一直 一样 不是 不会 不能 为了 什么 他们 以及 但是 你们 其他 只是 可以 可能 好像 如果 对于 就是
已经 并且 您们 我们 或者 所以 时候 有些 有点 每次 没有 然后 由于 的话 而且 自己 认为 觉得 起来 这个 这些 这样 还是
还有 那个 非常 因为 因此 比较 希望 应该 需要 进行 通过
"""
COMMON = frozenset(_ENGLISH.split() + _CHINESE.split())
"""Words without a topic, which are not counted."""


def plain(text: str) -> str:
    """A text as it is matched: without differences of width and of capitals."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'").strip()


def says_nothing(text: str) -> bool:
    """Whether somebody wrote only that there is nothing to say.

    >>> [says_nothing(text) for text in ("None.", "没有。", "n/a", "No repair", "  ")]
    [True, True, True, False, True]
    """
    return plain(text).strip(" .,;:!?。，；：！？、~～…-") in NOTHING


def length(text: str) -> int:
    """How long a text is in words; a Chinese character counts as one.

    >>> length("two words"), length("师傅很好 OK")
    (2, 5)
    """
    return sum(len(piece) if _HAN.match(piece) else 1 for piece in _PIECE.findall(text))


def terms(text: str) -> frozenset[str]:
    """The words of a text that have a topic, each once.

    >>> sorted(terms("The repair was slow, very slow"))
    ['repair', 'slow']
    """
    return frozenset(word for piece in _PIECE.findall(plain(text)) for word in _words(piece) if word not in COMMON)


def _words(piece: str) -> Iterable[str]:
    if not _HAN.match(piece):
        return (piece,) if len(piece) >= SHORTEST else ()
    if _cut is not None:
        return (word for word in _cut(piece) if len(word) > 1)
    return (first + second for first, second in pairwise(piece))


def users(texts: Sequence[str], fewest: int) -> list[tuple[str, int]]:
    """(term, how many people use it), the most used first; terms of fewer people are left out."""
    counted = Counter(term for text in texts for term in terms(text))
    return sorted(((t, n) for t, n in counted.items() if n >= fewest), key=lambda pair: (-pair[1], pair[0]))


def matcher(words: Sequence[str]) -> re.Pattern[str]:
    """What finds any of these words: whole words of Latin letters (`deliver*` finds every ending), Chinese anywhere.

    >>> found = matcher(["deliver*", "late", "太慢"])
    >>> [bool(found.search(plain(text))) for text in ("Delivered", "Too late!", "related", "送货太慢了")]
    [True, True, False, True]
    """
    return re.compile("|".join(_pattern(plain(word)) for word in words))


def _pattern(word: str) -> str:
    stem = word.rstrip("*")
    if _HAN.search(stem):
        return re.escape(stem)
    return rf"\b{re.escape(stem)}" + (r"\w*" if word.endswith("*") else "") + r"\b"
