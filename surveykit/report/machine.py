"""What this machine has for making PDFs: layout libraries and fonts, as `surveykit doctor` shows them."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from surveykit.core.numbers import count
from surveykit.errors import OperatorError
from surveykit.report.fonts import coverage, fontconfig

LATIN = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0x100)))) + "−–—‘’“”…≤≥≈×±√²³αβδηκλρσφχω"
"""Letters, figures and signs of an English report."""
_COMMON, _RARE = range(16, 56), range(56, 88)
"""Rows of GB 2312 (1980): its 3,755 characters in common use, and 3,008 rarer ones."""
_OFFSET = 0xA0
PACKAGES = ("fonts-noto-core", "fonts-noto-cjk")
_FAMILIES = {"latin": "Noto Sans:lang=en", "chinese": "Noto Sans CJK SC:lang=zh-cn", "rare": ""}


@dataclass(frozen=True)
class Part:
    """One thing that PDFs need or are better for. `detail` is a version, or how many characters are covered."""

    name: str
    found: bool
    detail: str = ""
    needed: bool = True


def machine() -> tuple[Part, ...]:
    """Every part that making a PDF meets on this machine.

    >>> [part.name for part in machine()]
    ['pango', 'subset', 'fontconfig', 'latin', 'chinese', 'rare']
    """
    asked = shutil.which("fc-list") is not None
    return (*_libraries(), Part("fontconfig", asked), *_fonts())


def install_fonts() -> bool:
    """Install the fonts that are missing; False where all are there.

    Raises OperatorError (fonts-not-installed) where the machine or the rights on it do not allow that.
    """
    if all(part.found for part in _fonts() if part.needed):
        return False
    command = shutil.which("apt-get")
    if command is None or getattr(os, "geteuid", lambda: 1)() != 0:
        raise OperatorError.of("fonts-not-installed", packages=" ".join(PACKAGES))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [command, "-q", "-y", "install", "--no-install-recommends", *PACKAGES]
    for step in ([command, "-q", "update"], install):
        done = subprocess.run(step, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise OperatorError.of("fonts-not-installed", packages=" ".join(PACKAGES))
    return True


def hanzi(rows: Iterable[int]) -> str:
    """The characters in some rows of GB 2312.

    >>> hanzi(range(16, 17))[:4]
    '啊阿埃挨'
    """
    codes = (bytes((_OFFSET + row, _OFFSET + cell)) for row in rows for cell in range(1, 95))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def _libraries() -> tuple[Part, ...]:
    try:
        library = import_module("weasyprint.text.ffi")
    except OSError:  # the package is there, but not what it stands on
        return (Part("pango", False), Part("subset", False, needed=False))
    found = library.pango.pango_version()
    version = f"{found // 10000}.{found // 100 % 100}.{found % 100}"
    return (Part("pango", True, version), Part("subset", bool(library.harfbuzz_subset), needed=False))


def _fonts() -> tuple[Part, ...]:
    covered = coverage()
    wanted = {"latin": LATIN, "chinese": hanzi(_COMMON), "rare": hanzi(_RARE)}
    return tuple(_covered(name, characters, covered) for name, characters in wanted.items())


def _covered(name: str, characters: str, covered: set[range]) -> Part:
    has = sum(any(ord(c) in some for some in covered) for c in characters)
    detail = " ".join(filter(None, (f"{count(has)} / {count(len(characters))}", _family(_FAMILIES[name]))))
    return Part(name, has == len(characters), detail, needed=name != "rare")


def _family(pattern: str) -> str:
    """The font that is taken for a pattern of fontconfig's."""
    return (fontconfig("fc-match", pattern, "family") or "").strip().partition(",")[0] if pattern else ""
