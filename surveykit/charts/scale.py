"""From numbers to places: a linear scale, round tick values, and how many decimals they need."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_ROUND_STEPS = (1.0, 2.0, 5.0, 10.0)
_HAIR = 1e-9
_FEW_POINTS = (2, 10)


@dataclass(frozen=True)
class Scale:
    """A straight map from numbers (low to high) to places (start to end, in units).

    >>> Scale(0, 1, 100, 300)(0.25)
    150.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, x: float) -> float:
        return self.start + (x - self.low) / (self.high - self.low) * (self.end - self.start)


def round_step(span: float, about: int = 5) -> float:
    """The round step (1, 2 or 5 times a power of ten) that cuts a span into about so many parts, rather fewer.

    >>> round_step(1), round_step(0.34), round_step(11, 10)
    (0.2, 0.1, 2.0)
    """
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s for s in _ROUND_STEPS if s * power >= rough * (1 - _HAIR))
    return round(step * power, 12)


def ticks(low: float, high: float, about: int = 5) -> tuple[float, ...]:
    """The round values from low to high.

    >>> ticks(-0.13, 0.52)
    (0.0, 0.2, 0.4)
    """
    step = round_step(high - low, about)
    first, last = math.ceil(low / step - _HAIR), math.floor(high / step + _HAIR)
    return tuple(round(k * step, 12) for k in range(first, last + 1))


def round_out(low: float, high: float, about: int = 5) -> tuple[float, float]:
    """The range widened to half tick steps, never empty.

    >>> round_out(-0.13, 0.52), round_out(3, 3)
    ((-0.2, 0.6), (2.5, 3.5))
    """
    if high - low < _HAIR * max(1.0, abs(low), abs(high)):
        room = 0.5 if low == 0 else 0.5 * 10.0 ** math.floor(math.log10(abs(low)))
        return low - room, high + room
    half = round_step(high - low, about) / 2
    return (
        round(math.floor(low / half + _HAIR) * half, 12),
        round(math.ceil(high / half - _HAIR) * half, 12),
    )


def reach(ends: Sequence[float], given: tuple[float, float] | None = None) -> tuple[float, float]:
    """The range of an axis: the given one, widened to hold every end; without one, the ends rounded out.

    >>> reach([0.5, 4.2], (1, 5)), reach([0.5, 4.2]), reach([])
    ((0.5, 5), (0.5, 4.5), (0.0, 1.0))
    """
    if given is not None:
        return min([given[0], *ends]), max([given[1], *ends])
    return round_out(min(ends), max(ends)) if ends else (0.0, 1.0)


def point_ticks(low: float, high: float, given: tuple[float, float] | None = None) -> tuple[float, ...]:
    """Round values; every whole number of a short given range, which are the points of a response scale.

    >>> point_ticks(1, 5, (1, 5)), point_ticks(1, 5)
    ((1.0, 2.0, 3.0, 4.0, 5.0), (1.0, 2.0, 3.0, 4.0, 5.0))
    >>> point_ticks(0, 8, (0, 8)), point_ticks(0, 8)
    ((0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), (0.0, 2.0, 4.0, 6.0, 8.0))
    """
    whole = given is not None and all(float(end).is_integer() for end in given)
    short = _FEW_POINTS[0] <= high - low <= _FEW_POINTS[1]
    return ticks(low, high, int(high - low) if whole and short else 5)


def places_of(values: Sequence[float], most: int = 6) -> int:
    """The decimals that tell the values apart and lose nothing, at most `most`.

    >>> places_of([0, 0.25, 0.5]), places_of([1, 10]), places_of([])
    (2, 0, 0)
    """
    return next((p for p in range(most) if all(math.isclose(round(v, p), v, abs_tol=_HAIR) for v in values)), most)
