"""The kinds of figures by name, and `draw`: a Figure as SVG text.

A kind is one file: a frozen dataclass of what it needs (`Figure.data` must fit it) and a function that turns
it into a `Drawing`. The function only places marks; sizes and widths come from `typography` and `layout`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar

from surveykit.charts.marks import svg
from surveykit.charts.shape import fit
from surveykit.core.finding import Figure
from surveykit.core.language import message, say


@dataclass(frozen=True)
class Drawing:
    """What a kind returns: its marks (SVG text), the height they fill in units, and the key numbers in words."""

    marks: tuple[str, ...]
    height: float
    numbers: str


Draw = Callable[[Any, str], Drawing]
_Draw = TypeVar("_Draw", bound=Draw)
_KINDS: dict[str, tuple[type, Draw]] = {}


def chart(kind: str, shape: type) -> Callable[[_Draw], _Draw]:
    """Register a drawing function under the kind that figures name, with the dataclass that their data fit."""

    def register(function: _Draw) -> _Draw:
        if kind in _KINDS:
            raise ValueError(f"two charts are called {kind!r}")
        _KINDS[kind] = (shape, function)
        return function

    return register


def kinds() -> tuple[str, ...]:
    """The names of all kinds, sorted."""
    return tuple(sorted(_KINDS))


def draw(figure: Figure, language: str) -> str:
    """The figure as SVG in a language: valid XML by itself, the same text for the same figure on every machine.

    Its `<title>` holds the finding, the base and the key numbers. Raises KeyError for a kind that nobody has
    registered and TypeError for data that do not fit the kind: both are our fault, never a user's.
    """
    if figure.kind not in _KINDS:
        raise KeyError(f"no chart is called {figure.kind!r}; there are {', '.join(kinds())}")
    shape, function = _KINDS[figure.kind]
    drawing = function(fit(shape, figure.data, figure.kind), language)
    title = say(figure.title, language)
    base = say(figure.base, language) if figure.base else ""
    return svg(drawing.height, sentences((title, base, drawing.numbers), language), drawing.marks, language)


def sentences(parts: Sequence[str], language: str) -> str:
    """Parts as sentences one after the other, each with its full stop."""
    stop = message("charts.stop", language)
    told = [part.strip() for part in parts if part.strip()]
    whole = [part if part[-1] in ".!?。！？" else part + stop for part in told]
    return reduce(lambda said, part: message("charts.sentences", language, said=said, part=part), whole)


def spoken(label: str, numbers: Sequence[str], language: str) -> str:
    """What one row says: its label and its numbers."""
    joined = message("charts.comma", language).join(number for number in numbers if number)
    return message("charts.row", language, label=label, numbers=joined)


def named(name: str, number: str, language: str) -> str:
    """A number under its name."""
    return message("charts.named", language, name=name, number=number)


def remarked(label: str, remark: str, language: str) -> str:
    """A label with a remark in brackets."""
    return message("charts.remarked", language, label=label, remark=remark)


def listing(parts: Sequence[str], language: str) -> str:
    """Key numbers one after the other, with the language's own semicolon."""
    return message("charts.semicolon", language).join(parts)
