"""The few colours: one blue, an orange-grey-blue diverging range that colour-blind readers can tell apart.

Colour never speaks alone: sign is also shown by side, by the printed minus, or by a hollow mark.
"""

from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls
from itertools import pairwise

INK = "#1f2933"
ON_PALE = "#17202a"
"""Ink on a pale fill: a page in dark colours turns INK light, and this stays."""
BLACK = "#000000"
QUIET = "#56616c"
AXIS = "#8a939c"
GRID = "#e2e5e9"
PAPER = "#ffffff"
NIGHT = "#14191e"
"""The paper of a page in dark colours."""
BLUE = "#1f5a93"
MIDDLE_BLUE = "#4b86b8"
PALE_BLUE = "#a9cbe3"
ORANGE = "#b35806"

_DIVERGING = (
    (-1.0, ORANGE),
    (-0.4, "#f3bf85"),
    (0.0, "#dcdfe2"),
    (0.4, "#a3c8e1"),
    (1.0, BLUE),
)
_SEQUENTIAL = ((0.0, "#f4f8fb"), (0.5, "#a3c8e1"), (1.0, BLUE))
_READABLE = 4.5


def diverging(t: float) -> str:
    """A colour from dark orange (-1) over grey (0) to dark blue (1).

    >>> diverging(-1), diverging(0), diverging(0.7)
    ('#b35806', '#dcdfe2', '#6191ba')
    """
    return _between(_DIVERGING, t)


def sequential(t: float) -> str:
    """A colour from nearly white (0) to dark blue (1).

    >>> sequential(0), sequential(1)
    ('#f4f8fb', '#1f5a93')
    """
    return _between(_SEQUENTIAL, t)


def steps(points: int) -> tuple[str, ...]:
    """The colours of an ordered scale from its lowest to its highest point; an odd scale has a grey middle.

    >>> steps(3)
    ('#c87a30', '#dcdfe2', '#4b7fad')
    >>> len(set(steps(11)))
    11
    """
    half = points // 2
    strengths = [0.8] if half == 1 else [0.4 + 0.6 * step / (half - 1) for step in range(half)]
    below = [diverging(-strength) for strength in reversed(strengths)]
    neutral = [diverging(0)] if points % 2 else []
    return (*below, *neutral, *(diverging(strength) for strength in strengths))


def ink_on(fill: str) -> str:
    """The colour of text on a fill, with a contrast of at least 4.5 (WCAG 2): white only where the fill is dark, and on
    paper the ink of all words.

    >>> ink_on("#1f5a93"), ink_on("#a3c8e1")
    ('#ffffff', '#17202a')
    """
    if fill == PAPER:
        return INK
    return next((ink for ink in (ON_PALE, PAPER) if contrast(ink, fill) >= _READABLE), BLACK)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21, by WCAG 2.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 (black) to 1 (white), by WCAG 2.

    >>> round(luminance("#ffffff"), 3), luminance("#000000")
    (1.0, 0.0)
    """
    channels = (channel / 255 for channel in _channels(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(first: str, second: str, part: float) -> str:
    """A colour on the way from one to another.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    return _written(a + (b - a) * part for a, b in zip(_channels(first), _channels(second), strict=True))


def lighter(colour: str, part: float) -> str:
    """A colour that much of the way to white, as strong in its hue.

    >>> lighter("#1f5a93", 0.5), lighter("#000000", 0.5)
    ('#76ade2', '#808080')
    """
    hue, lightness, saturation = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    return _written(255 * channel for channel in hls_to_rgb(hue, lightness + (1 - lightness) * part, saturation))


def _between(anchors: tuple[tuple[float, str], ...], t: float) -> str:
    t = min(max(t, anchors[0][0]), anchors[-1][0])
    for (low, first), (high, second) in pairwise(anchors):
        if t <= high:
            return mix(first, second, (t - low) / (high - low))
    return anchors[-1][1]


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
