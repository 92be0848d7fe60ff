"""Which items load together: what a pattern of loadings says of items and constructs. Numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.core.moments import Floats


@dataclass(frozen=True, eq=False)
class LoadingPattern:
    """Pattern loadings (k x m) of items, each with the id of its construct or None.

    `shown` is what counts as a loading at all, `salient` what counts as the item's own."""

    loadings: Floats
    construct_of: Sequence[str | None]
    shown: float
    salient: float

    @cached_property
    def home(self) -> tuple[int | None, ...]:
        """For each item the factor of its largest loading, if that is salient."""
        size = np.abs(self.loadings)
        pairs = zip(size.argmax(axis=1).tolist(), size.max(axis=1).tolist(), strict=True)
        return tuple(factor if largest >= self.salient else None for factor, largest in pairs)

    @cached_property
    def weak(self) -> tuple[int, ...]:
        """Items without a salient loading."""
        return tuple(item for item, factor in enumerate(self.home) if factor is None)

    @cached_property
    def crossing(self) -> tuple[int, ...]:
        """Items with two or more loadings that count."""
        return tuple(np.flatnonzero((np.abs(self.loadings) >= self.shown).sum(axis=1) > 1).tolist())

    @cached_property
    def constructs(self) -> tuple[str, ...]:
        """The constructs with two or more of the items."""
        every = dict.fromkeys(c for c in self.construct_of if c is not None)
        return tuple(c for c in every if len(self.items(c)) > 1)

    def items(self, construct: str) -> tuple[int, ...]:
        """The items of a construct."""
        return tuple(at for at, c in enumerate(self.construct_of) if c == construct)

    def factor(self, construct: str) -> int | None:
        """The factor on which all items of the construct have their salient loading; None where there is no such."""
        homes = {self.home[item] for item in self.items(construct)}
        return homes.pop() if len(homes) == 1 else None

    @cached_property
    def together(self) -> tuple[str, ...]:
        """Constructs whose items all load on one factor."""
        return tuple(c for c in self.constructs if self.factor(c) is not None)

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """The other constructs."""
        return tuple(c for c in self.constructs if self.factor(c) is None)

    @cached_property
    def merged(self) -> tuple[tuple[str, ...], ...]:
        """Constructs that load together on the same factor, two or more each time."""
        factors = dict.fromkeys(self.factor(c) for c in self.together)
        groups = (tuple(c for c in self.together if self.factor(c) == f) for f in factors)
        return tuple(group for group in groups if len(group) > 1)

    def against(self, construct: str) -> tuple[int, ...]:
        """Items whose loading on their own factor runs against the other items of the construct that load there."""
        found = []
        for factor in {self.home[item] for item in self.items(construct)} - {None}:
            there = [item for item in self.items(construct) if self.home[item] == factor]
            signs = [float(np.sign(self.loadings[item, factor])) for item in there]
            if len(there) > 1 and abs(sum(signs)) < len(there):
                way = 1.0 if sum(signs) >= 0 else -1.0
                found += [item for item, sign in zip(there, signs, strict=True) if sign != way]
        return tuple(sorted(found))
