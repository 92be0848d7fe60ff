"""What people write in an expression because other languages, or a Chinese keyboard, have it; and what to write."""

import re
from dataclasses import dataclass
from functools import cache

from surveykit.core.yaml_fault import WIDE

_SIGNS = {"==": "=", "===": "=", "＝＝": "=", "=>": ">=", "=<": "<=", "<>": "!=", "≠": "!=", "！＝": "!=", "！=": "!="}
_SIGNS |= {"≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "×": "*", "÷": "/", "!": "not", "！": "not", "、": ","}
_SIGNS |= dict.fromkeys(("&&", "&", "且", "并且", "而且", "与", "和", "AND", "And"), "and")
_SIGNS |= dict.fromkeys(("||", "|", "或", "或者", "OR", "Or"), "or")
_SIGNS |= dict.fromkeys(("非", "不是", "NOT", "Not"), "not") | {"等于": "=", "大于": ">", "小于": "<"}
_SIGNS |= dict.fromkeys("“”‘’`", "'") | {sign: WIDE[sign] for sign in "（），＝＞＜＋－＊／"}
_WIDE_WORD = re.compile("[\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a．]+")
"""Digits, letters, `_` and the decimal point as a Chinese keyboard has them in full width."""
_WHOLE = {True: "(?![A-Za-z0-9_\u3400-\u9fff])", False: ""}
_WORDS = re.compile("[\u3400-\u9fff]+")


@dataclass(frozen=True)
class ForeignSign:
    """A sign, where it begins, and what stands for it here."""

    position: int
    found: str
    instead: str


def foreign_sign(text: str, position: int) -> ForeignSign | None:
    """The foreign sign that covers a position of the text, if there is one.

    >>> foreign_sign("a == 1", 3), foreign_sign("a = 1", 2)
    (ForeignSign(position=2, found='==', instead='='), None)
    >>> foreign_sign("a = １８", 4)
    ForeignSign(position=4, found='１８', instead='18')
    """
    if found := _WIDE_WORD.match(text, position):
        return ForeignSign(position, found[0], "".join(WIDE[sign] for sign in found[0]))
    for start in (position - 1, position):
        found = _sign().match(text, start) if start >= 0 else None
        if found and found.end() > position:
            return ForeignSign(start, found[0], _SIGNS[found[0]])
    return None


@cache
def _sign() -> re.Pattern[str]:
    """What people write in an expression; put together when one is faulty."""
    return re.compile("|".join(re.escape(s) + _WHOLE[s.isalpha()] for s in sorted(_SIGNS, key=len, reverse=True)))


def chinese_word(text: str, position: int) -> str:
    """The Chinese word that begins at a position; empty if there is none."""
    found = _WORDS.match(text, position)
    return found[0] if found else ""
