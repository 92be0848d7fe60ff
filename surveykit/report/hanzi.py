"""Small Chinese fonts for one document: only the characters it has, so that a PDF does not carry a table of all.

A subset that keeps the numbers of a font's 65,000 glyphs, which is what PDF makers embed, spends some 100 kB a weight
on those it leaves out, and the whole font lies in memory. Here the glyphs are numbered anew.
"""

import html
from collections.abc import Iterable, Mapping
from pathlib import Path

import uharfbuzz

from surveykit.report.fonts import fontconfig

FAMILY, WIDE_FAMILY = "Surveykit Hanzi", "Surveykit Wide"
"""What the styles name before the font that it is taken from; and a font of only the wide signs, which Chinese pages
name before all others, so that no mark-up is needed around each."""
WIDE = " “”…—"
SOURCE = "Noto Sans CJK SC"
_WEIGHTS = {400: "Regular", 700: "Bold"}
_FIRST = "\u2e80"
"""From here on characters are Chinese, Japanese or Korean, and their signs."""


def hanzi_fonts(page: str) -> Mapping[str, bytes]:
    """File name -> font, a weight each, with the characters of an HTML page: all of them, since Chinese quotation marks
    are wide ones. Empty where the page has no Chinese or the machine lacks the font that it is taken from.

    >>> hanzi_fonts("plain")
    {}
    """
    wanted = set(html.unescape(page))
    if not any(c >= _FIRST for c in wanted):
        return {}
    found = {weight: at for weight, style in _WEIGHTS.items() if (at := _file(style)) is not None}
    hanzi = {f"hanzi-{weight}.otf": _subset(*at, wanted) for weight, at in found.items()}
    return hanzi | {f"wide-{weight}.otf": _subset(*at, WIDE) for weight, at in found.items()}


def font_faces(fonts: Mapping[str, bytes]) -> str:
    """The style sheet that gives the fonts their name."""
    names = {"hanzi": FAMILY, "wide": WIDE_FAMILY}
    return "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url({name}-{weight}.otf) }}\n"
        for name, family in names.items()
        for weight in _WEIGHTS
        if f"{name}-{weight}.otf" in fonts
    )


def _file(style: str) -> tuple[Path, int] | None:
    """The file of a style of the source font, and its number in there."""
    found = fontconfig("fc-match", "-f", "%{family[0]}|%{file}|%{index}", f"{SOURCE}:style={style}") or ""
    family, _, place = found.partition("|")
    file, _, index = place.rpartition("|")
    return (Path(file), int(index)) if family == SOURCE else None


def _subset(file: Path, index: int, characters: Iterable[str]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)), index)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)
