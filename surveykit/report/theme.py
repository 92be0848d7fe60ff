"""How a report looks: colours, fonts, a logo and the words of the title page, from a small YAML file beside the plan.

Colours that carry words are held to a contrast of 4.5 (WCAG 2). Charts keep their own colours, which colour-blind
readers can tell apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import NewType

from surveykit.charts.palette import NIGHT, PAPER, contrast, lighter, mix
from surveykit.core.document import Map, Node, Reader, Scalar, parse, read_text
from surveykit.core.language import LANGUAGES, Text
from surveykit.core.numbers import number
from surveykit.core.plan import is_date
from surveykit.errors import AuthorError, OperatorError, Place, raise_all
from surveykit.report.fonts import families

READABLE = 4.5
_TINGE, _STEPS = 0.15, 100
"""How much of a colour is in a box in the dark; in how many steps a colour turns light."""
LOGO_BYTES = 500_000
OURS = ("Noto Sans", "Noto Sans Math", "Surveykit Hanzi", "Noto Sans CJK SC", "Noto Sans SC")
"""The fonts of the print style; the minus sign is in the second one."""
_HEX = re.compile("#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"\w[\w -]{0,59}")
_LOGOS = {".png": re.compile(rb"\x89PNG\r\n\x1a\n"), ".svg": re.compile(rb"(?s)(?!.*<!(DOCTYPE|ENTITY)).*<svg[\s>]")}
"""How the files begin, or what is in them. An SVG that declares entities could grow without end."""


Colour = NewType("Colour", str)
"""A colour as `#rrggbb`."""
Family = NewType("Family", str)
"""The name of a font family."""


@dataclass(frozen=True)
class Colours:
    """The colours of words and rules: `ink` of the text, `quiet` of what stands back, `accent` of labels and lines,
    `deep` of headings and the cover, `pale` of boxes, `warm` of cautions on `warm_pale`."""

    ink: Colour = Colour("#1f2933")
    quiet: Colour = Colour("#56616c")
    accent: Colour = Colour("#1f5a93")
    deep: Colour = Colour("#153e66")
    pale: Colour = Colour("#eef4f9")
    warm: Colour = Colour("#8a4b08")
    warm_pale: Colour = Colour("#fdf5ea")

    @property
    def in_the_dark(self) -> "Colours":
        """The same for a page in dark colours: boxes nearly as dark as its paper, with a tinge of the accent and of the
        warm colour, and words that stand out as much as they do on white."""
        boxes = {"pale": mix(NIGHT, self.accent, _TINGE), "warm_pale": mix(NIGHT, self.warm, _TINGE)}
        words = {
            name: _lit(getattr(self, name), [boxes.get(ground, NIGHT) for word, ground in PRINTED if word == name])
            for name, _ in PRINTED
        }
        return replace(self, **{name: Colour(colour) for name, colour in (boxes | words).items()})


PRINTED = (
    *(("ink", PAPER), ("quiet", PAPER), ("accent", PAPER), ("deep", PAPER), ("warm", PAPER)),
    *(("ink", "pale"), ("quiet", "pale"), ("accent", "pale"), ("deep", "pale")),
    *(("ink", "warm_pale"), ("warm", "warm_pale")),
)
"""What is printed on what: a colour of words, and that of paper or of a box."""


@dataclass(frozen=True)
class TitlePage:
    """What the title page says beside title and client. Each author is a line; `date` is an ISO date."""

    subtitle: Text | None = None
    authors: tuple[Text, ...] = ()
    date: str | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Theme:
    """How a report looks. `fonts` stand before our own, `logo` is a PNG or SVG file beside the theme's."""

    colours: Colours = field(default_factory=Colours)
    fonts: tuple[Family, ...] = ()
    logo: str | None = None
    title_page: TitlePage = field(default_factory=TitlePage)
    path: Path = field(default=Path(), compare=False)

    @property
    def assets(self) -> dict[str, Path]:
        """The address that the title page uses for the logo, and its file."""
        return {} if self.logo is None else {f"logo{Path(self.logo).suffix}": self.path.parent / self.logo}

    @property
    def css(self) -> str:
        """The rules that make the print style look so."""
        stack = ", ".join(f"'{name}'" for name in (*self.fonts, *OURS))
        return f":root {{ {_declared(self.colours)} }}\n" + (
            f"body {{ font-family: {stack}, sans-serif }}\n@page {{ font-family: {stack}, sans-serif }}\n"
            if self.fonts
            else ""
        )

    @property
    def page_css(self) -> str:
        """The rules that give a web page the colours; the head of the page keeps its own in the dark."""
        night = f"--paper: {NIGHT}; {_declared(self.colours.in_the_dark)}"
        return (
            f":root {{ {_declared(self.colours)}; --band: {self.colours.deep} }}\n"
            f"@media (prefers-color-scheme: dark) {{ :root {{ {night} }} }}\n"
        )


def load_theme(path: Path) -> Theme:
    """Read a theme. Raises AuthorError with every problem of the file, OperatorError where a font is not installed."""
    top = parse(read_text(path), str(path))
    reader = Reader(LANGUAGES, readings={Colour: _colour, Family: _family})
    theme: Theme = reader.record(top, Theme, instead={}, path=path)
    _check_contrast(reader, theme.colours, top)
    _check_title_page(reader, theme.title_page, top)
    if theme.logo is not None:
        _check_logo(reader, theme, top.entries["logo"].place)
    raise_all(AuthorError, reader.problems)
    installed = families()
    lacking = [name for name in theme.fonts if installed and name not in installed]
    if lacking:
        raise OperatorError.of("font-missing", top.entries["fonts"].place, families=tuple(lacking))
    return theme


def _declared(colours: Colours) -> str:
    """The colours as CSS."""
    return "; ".join(f"--{spec.name.replace('_', '-')}: {getattr(colours, spec.name)}" for spec in fields(Colours))


def _lit(colour: str, grounds: Sequence[str]) -> str:
    """A colour of words turned light: it can be read on every ground, on the paper as well as it can by day."""
    for step in range(_STEPS):
        lit = lighter(colour, step / _STEPS)
        seen = contrast(lit, NIGHT) >= contrast(colour, PAPER)
        if seen and all(contrast(lit, ground) >= READABLE for ground in grounds):
            return lit
    return PAPER


def _colour(reader: Reader, node: Node) -> Colour | None:
    if isinstance(node, Scalar) and _HEX.fullmatch(node.text):
        return Colour(node.text.lower())
    reader.report("bad-colour", node.place)
    return None


def _family(reader: Reader, node: Node) -> Family | None:
    if isinstance(node, Scalar) and _FAMILY.fullmatch(node.text):
        return Family(node.text)
    reader.report("bad-font", node.place)
    return None


def _check_contrast(reader: Reader, colours: Colours, top: Map) -> None:
    """Every pair that is too close is told at the colour that the file states."""
    written = top.entries.get("colours")
    if not isinstance(written, Map):
        return
    for name, ground in PRINTED:
        found = contrast(getattr(colours, name), getattr(colours, ground, ground))
        key = next((key for key in (name, ground) if key in written.entries), None)
        if key is not None and found < READABLE:
            values = {"colour": name, "ground": ground, "found": number(found), "least": number(READABLE, 1)}
            reader.report("colours-too-close", written.entries[key].place, **values)


def _check_title_page(reader: Reader, page: TitlePage, top: Map) -> None:
    if page.date is not None and not is_date(page.date):
        reader.report("bad-date", top.entries["title_page"].place, found=page.date)


def _check_logo(reader: Reader, theme: Theme, place: Place) -> None:
    (file,) = theme.assets.values()
    wanted = _LOGOS.get(file.suffix)
    if not file.is_file():
        reader.report("logo-missing", place, file=theme.logo)
    elif file.stat().st_size > LOGO_BYTES:
        reader.report("logo-too-large", place, file=theme.logo, most=number(LOGO_BYTES / 1000, 0))
    elif wanted is None or not wanted.match(file.read_bytes()):
        reader.report("logo-no-picture", place, file=theme.logo)
