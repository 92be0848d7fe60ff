"""How wide a text is and where it breaks, without reading a font file, so that every machine draws the same.

Widths are the advances of Noto Sans Regular for Latin, and one em for Chinese and other wide characters.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

TEXT = 11.5
"""Size of labels and values, in units: 8.7 points when 640 units fill a column of 17 cm."""
SMALL = 10.5
"""Size of axis numbers, column heads and notes: 7.9 points."""
LEADING = 1.32
"""Distance of baselines over text size."""

_UNITS_PER_EM = 1000
_FIRST = " "
_ASCII = """
    260 269 408 646 572 831 732 225 300 300 551 572 268 322 268 372 572 572 572 572 572 572 572 572
    572 572 268 268 572 572 572 434 899 639 650 632 730 556 519 728 741 339 273 619 524 907 760 781
    605 781 622 549 556 731 600 930 586 566 572 329 372 329 572 444 281 561 615 480 615 564 344 615
    618 258 258 534 258 935 618 605 615 615 413 479 361 618 508 786 529 510 470 380 551 380 572
"""
"""The advances of Noto Sans Regular from space to tilde."""
_PUNCTUATION = {"\u00a0": 260, "–": 500, "—": 1000, "‘": 175, "’": 175, "“": 359, "”": 359, "…": 791, "·": 268}
_SIGNS = {"−": 572, "±": 572, "×": 572, "°": 428, "€": 572, "²": 350, "³": 350, "ß": 635}
_LATIN = {chr(ord(_FIRST) + at): int(units) for at, units in enumerate(_ASCII.split())}
_ADVANCES = _LATIN | _PUNCTUATION | _SIGNS
_OTHER = 720
"""Letters of other alphabets; a guess on the wide side."""

_CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—％,.;:?!)]}%")
_OPENING = frozenset("（《〈「『【〔“‘([{")


@cache
def advance(character: str) -> int:
    """The advance of one character in thousandths of an em.

    >>> advance("a"), advance("é"), advance("质"), advance("。")
    (561, 564, 1000, 1000)
    """
    if character in _ADVANCES:
        return _ADVANCES[character]
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if base != character:
        return advance(base)
    return _UNITS_PER_EM if unicodedata.east_asian_width(character) in "WFA" else _OTHER


def is_wide(character: str) -> bool:
    """Whether a character fills a square, as Chinese does.

    >>> is_wide("务"), is_wide("w")
    (True, False)
    """
    return unicodedata.east_asian_width(character) in "WF"


def width(string: str, size: float = TEXT) -> float:
    """The width of a text set in one line, in units.

    >>> width("2026", 10), width("满意", 10)
    (22.88, 20.0)
    """
    return sum(advance(character) for character in string) * size / _UNITS_PER_EM


def wrap(string: str, limit: float, size: float = TEXT) -> tuple[str, ...]:
    """The text in as few lines as `limit` units allow, made about equally long. Nothing is cut off.

    Latin breaks at spaces, Chinese between any two characters, but no line starts with closing punctuation or
    ends with opening punctuation. A word longer than a line is broken.

    >>> wrap("easy to reach by telephone", 90)
    ('easy to reach', 'by telephone')
    >>> wrap("服务人员态度友好，回答清楚。", 100)
    ('服务人员态度友', '好，回答清楚。')
    """
    parts = [part for atom in atoms(string) for part in _pieces(atom, limit, size)]
    lines = _fill(parts, limit, size)
    low, high = 0.0, limit
    for _ in range(8):
        middle = (low + high) / 2
        tried = _fill(parts, middle, size)
        fits = len(tried) == len(lines) and all(width(line, size) <= middle for line in tried)
        low, high = (low, middle) if fits else (middle, high)
    return tuple(_fill(parts, high, size))


def _fill(atoms: list[str], limit: float, size: float) -> list[str]:
    lines = [""]
    for atom in atoms:
        joined = lines[-1] + atom
        if lines[-1] and width(joined.rstrip(" "), size) > limit:
            lines.append(atom.lstrip(" "))
        else:
            lines[-1] = joined if lines[-1] else atom.lstrip(" ")
    return lines


def atoms(string: str) -> Iterator[str]:
    """What must stay together: a Latin word, or a Chinese character with its punctuation; spaces lead."""
    atom = ""
    for word in string.replace("\t", " ").replace("\n", " ").split(" "):
        if not word:
            continue
        if atom:
            yield atom
            atom = " "
        for character in word:
            if atom.strip(" ") and _may_break(atom[-1], character):
                yield atom
                atom = ""
            atom += character
    if atom:
        yield atom


def _may_break(before: str, after: str) -> bool:
    if before in _OPENING or after in _CLOSING:
        return False
    return is_wide(before) or is_wide(after)


def _pieces(atom: str, limit: float, size: float) -> Iterator[str]:
    """An atom as it is, or broken where it would not fit a line of its own: after a hyphen or slash if it has one."""
    piece = ""
    for character in atom:
        if piece.strip(" ") and width(piece.lstrip(" ") + character, size) > limit:
            cut = max(piece.rfind("-"), piece.rfind("/")) + 1 or len(piece)
            yield piece[:cut]
            piece = piece[cut:]
        piece += character
    yield piece
