"""Texts that nobody can mean: keys hit at random or in a row, one sign again and again. In both scripts, by form only.

Nothing here knows a language. A text of Chinese characters is judged by repetition alone.
"""

import re
import unicodedata
from itertools import pairwise

LONG = 30
"""From so many letters on (a Chinese character counts as two) two people hardly write the same by chance."""
HAN = 2
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_WALK = 4
"""So many neighbouring keys in one direction are no word."""
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{7,}")
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}\Z")
_ONE_SIGN = re.compile(r"(.)\1{4,}")
_UNIT = re.compile(r"([a-z0-9]{2,4}?)\1{2,}[a-z0-9]{0,3}\Z")
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+|[^\W\da-z]+")


def is_nonsense(text: str) -> bool:
    """Whether at least half of what is written is mashed keys or one sign repeated; also a text of punctuation alone.

    >>> [is_nonsense(text) for text in ("asdfghjk", "aaaaaaa", "啊啊啊啊啊啊", "？？？", "ok", "非常满意", "No")]
    [True, True, True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    tokens = _TOKEN.findall(plain)
    if not tokens:
        return len(plain) > 1 and all(unicodedata.category(sign)[0] in "PZ" for sign in plain)
    mashed = sum(len(token) for token in tokens if _mashed(token, text))
    return 2 * mashed >= sum(map(len, tokens))


def _mashed(token: str, text: str) -> bool:
    if _ONE_SIGN.search(token):
        return len(set(token)) <= 2
    if not token.isascii():
        return False
    if len(token) >= 6 and _UNIT.match(token):
        return True
    shouted = token.upper() in text and token.isalpha()  # an abbreviation
    return _walks(token) or (not shouted and bool(_NO_VOWEL.match(token) or _CONSONANTS.search(token)))


def _walks(token: str) -> bool:
    """Whether at least half of it runs along a row of the keyboard."""
    along = 0
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        run = best = 1
        for one, other in pairwise(token):
            run = run + 1 if one + other in row else 1
            best = max(best, run)
        along = max(along, best)
    return along >= _WALK and 2 * along >= len(token)


def normalised(text: str) -> str:
    """A text without capitals, blanks, punctuation and differences of width."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LNMS")


def weight(plain: str) -> int:
    """How long a text is in letters; a Chinese character counts as two."""
    return sum(HAN if "\u3400" <= sign <= "\u9fff" else 1 for sign in plain)
