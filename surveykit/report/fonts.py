"""Whether every character of a text has a font on this machine, asked before a PDF is made.

Without a font, WeasyPrint draws boxes and reports success; even the text taken from such a PDF is right.
"""

import html
import shutil
import subprocess
import unicodedata

from surveykit.errors import OperatorError

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp", "Cs"}
_SHOWN = 40
_SELECTORS = range(0xFE00, 0xFE10)


def missing_characters(text: str) -> str:
    """The characters of an HTML text that no installed font has, each once. Empty where fontconfig cannot be asked.

    >>> missing_characters("plain")
    ''
    """
    wanted = sorted({c for c in html.unescape(text) if ord(c) > 126 and _is_drawn(c)})
    covered = coverage() if wanted else set()
    if not covered:
        return ""
    return "".join(c for c in wanted if not any(ord(c) in some for some in covered))


def refuse_missing(characters: str) -> None:
    """Raise OperatorError (missing-glyphs) if there are any such characters."""
    if characters:
        shown = " ".join(f"{c} (U+{ord(c):04X})" for c in characters[:_SHOWN])
        raise OperatorError.of("missing-glyphs", count=len(characters), characters=shown)


def fontconfig(command: str, *asked: str) -> str | None:
    """What a command of fontconfig prints (fc-list, fc-match); None where the machine has none."""
    program = shutil.which(command)
    if program is None:
        return None
    return subprocess.run([program, *asked], capture_output=True, text=True, check=False).stdout


def coverage() -> set[range]:
    """The ranges of code points that the installed fonts have; empty where fontconfig cannot be asked."""
    charsets = (line.partition("charset=")[2] for line in (fontconfig("fc-list", ":", "charset") or "").splitlines())
    return {_range(part) for charset in charsets for part in charset.split()}


def families(character: str = "") -> frozenset[str]:
    """The installed font families, or those that have a character; empty where fontconfig cannot be asked."""
    listed = fontconfig("fc-list", f":charset={ord(character):x}" if character else ":", "family") or ""
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def _range(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def _is_drawn(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and ord(character) not in _SELECTORS
