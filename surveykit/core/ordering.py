"""Random orders and arms that follow from a seed alone: the same on every machine and Python version.

The numbers come from SHA-256 of the seed, what they are for and a counter; numbers below n are drawn by rejection,
so that each is equally likely. Python's `random` promises no such thing for its `shuffle` and `sample`.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import TypeVar

T = TypeVar("T")
_RANGE = 2**64


class Draws:
    """A stream of random numbers. `purpose` keeps two streams of one seed apart.

    >>> Draws(1, "order").below(6) == Draws(1, "order").below(6)
    True
    """

    def __init__(self, seed: int, purpose: str = "") -> None:
        self._numbers = _numbers(f"{seed}:{purpose}")

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1. Raises ValueError where n is below 1."""
        if not 1 <= n <= _RANGE:
            raise ValueError(f"no number lies between 0 and {n - 1}")
        fair = _RANGE - _RANGE % n
        return next(number for number in self._numbers if number < fair) % n

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a random order (Fisher & Yates 1938; Durstenfeld 1964)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            at = self.below(last + 1)
            order[last], order[at] = order[at], order[last]
        return order


def _numbers(key: str) -> Iterator[int]:
    for counter in count():
        digest = hashlib.sha256(f"{key}:{counter}".encode()).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(digest[start : start + 8], "big")


def derived(seed: int | str, purpose: str) -> int:
    """A seed of its own for one thing, so that two orders of a respondent never go together.

    >>> derived(1, "brands") == derived(1, "prices")
    False
    """
    return next(_numbers(f"{seed}:{purpose}"))


def shuffled(names: Sequence[str], fixed: Collection[str] = (), seed: int = 0) -> tuple[str, ...]:
    """The names in a random order; those in `fixed` keep their index.

    >>> shuffled(["speed", "price", "advice", "none"], {"none"}, seed=7)
    ('advice', 'speed', 'price', 'none')
    """
    moved = iter(Draws(seed, "order").shuffled([name for name in names if name not in fixed]))
    return tuple(name if name in fixed else next(moved) for name in names)


def arm(number: int, arms: Sequence[str], seed: int = 0, times: int = 2) -> str:
    """The arm of the start with this number (0, 1, ...), by permuted blocks (Zelen 1974).

    Each block of `times` x len(arms) starts holds every arm equally often, in an order drawn for the block. Longer
    blocks are harder to foresee; shorter ones keep the arms closer together. An arm that is named twice has twice
    the share. Raises ValueError without arms.

    >>> [arm(number, ["short", "long"], seed=4) for number in range(4)]
    ['long', 'long', 'short', 'short']
    """
    if not arms or times < 1 or number < 0:
        raise ValueError("an arm needs a start from 0 on, arms, and blocks that hold each at least once")
    block, place = divmod(number, len(arms) * times)
    return Draws(seed, f"arm {block}").shuffled(list(arms) * times)[place]
