"""Text broken into lines for a terminal: a Chinese character takes two columns, and a line may end after any."""

import re
import unicodedata

_CLOSING = "，。、；：？！）》」』】”’…％,.;:?!)]}%"
"""What never begins a line."""
_OPENING = "（《「『【“‘([{"
"""What never ends a line."""
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]|[^\s\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+)"
    rf"[{re.escape(_CLOSING)}]*|\s+"
)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns("surveykit"), columns("问卷")
    (9, 4)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, each of at most so many columns; a word that is longer has a line of its own.

    >>> wrapped("速度、价格、质量。", 8)
    ['速度、价', '格、质', '量。']
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if columns(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]
