"""Derived variables: what the definition makes of other columns once the answers are there.

Each is a Variable of the codebook like any other; nobody is asked it, and nothing of it is stored. `core.derivation`
computes its column.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from surveykit.core.codebook import Codebook, Level, Missing, Origin, Variable
from surveykit.core.language import Text

WAYS = ("recode", "bands", "sum", "mean", "index")
"""How a variable can be derived; each names exactly one."""

Answered = NewType("Answered", str)
"""A value as a definition writes it: an option's id, or a number."""
Names = NewType("Names", tuple[str, ...])
"""One name, or a list of names."""


@dataclass(frozen=True)
class Recode:
    """Values of one variable put together: `codes` maps each of them to one of `options`."""

    source: str
    codes: Mapping[Answered, str]
    options: Mapping[str, Text]


@dataclass(frozen=True)
class Bands:
    """Numbers of one variable in bands: `options` from the lowest to the highest, `at` the edges between them.

    A value on an edge belongs to the band above it, or with `on_edge: below` to the one below.
    """

    of: str
    at: tuple[float, ...]
    options: Mapping[str, Text]
    on_edge: Literal["above", "below"] = "above"


@dataclass(frozen=True)
class Index:
    """A mean on another range: the lowest value that can occur becomes `low`, the highest `high`."""

    of: Names
    low: float = 0.0
    high: float = 100.0


@dataclass(frozen=True)
class Derived:
    """One derived variable. `minimum_answered` is the share (0 to 1) of the variables of a mean or an index that must
    have a value: all, unless said."""

    id: str
    label: Text
    recode: Recode | None = None
    bands: Bands | None = None
    sum: tuple[str, ...] = ()
    mean: tuple[str, ...] = ()
    index: Index | None = None
    minimum_answered: float | None = None
    level: Level | None = None
    unit: Text | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """How it is derived; one of WAYS in a sound definition."""
        return tuple(way for way in WAYS if getattr(self, way))

    @property
    def names(self) -> tuple[str, ...]:
        """What it is derived from, as written."""
        one = (*([self.recode.source] if self.recode else ()), *([self.bands.of] if self.bands else ()))
        return (*one, *self.sum, *self.mean, *(self.index.of if self.index else ()))

    @property
    def options(self) -> Mapping[str, Text]:
        """The categories that it has; none for a number."""
        named = self.recode or self.bands
        return named.options if named else {}

    def construct(self, codebook: Codebook) -> str | None:
        """The construct whose score an index rescales."""
        return next((name for name in self.names if self.index and name in codebook.construct_by_id), None)

    def sources(self, codebook: Codebook) -> tuple[str, ...]:
        """The variables that it is computed from: of a construct, its items."""
        construct = self.construct(codebook)
        return self.names if construct is None else codebook.construct_by_id[construct].items

    def fewest(self) -> int:
        """How many variables of a mean or an index must have a value.

        >>> Derived("pace", {"en": "Pace"}, mean=("a", "b", "c"), minimum_answered=0.6).fewest()
        2
        """
        share = 1.0 if self.minimum_answered is None else self.minimum_answered
        return max(1, math.ceil(share * len(self.names) - 1e-9))

    def variable(self, codebook: Codebook) -> Variable:
        """Its Variable, given those before it; what it names in vain is reported elsewhere."""
        known = [codebook.by_name[name] for name in self.sources(codebook) if name in codebook.by_name]
        return self._categories(known) if self.options else self._number(known)

    def _categories(self, known: list[Variable]) -> Variable:
        level = self.level or (Level.ORDINAL if self.bands else Level.NOMINAL)
        ordered = level is not Level.NOMINAL
        return Variable(
            self.id,
            "",
            self.label,
            level,
            values=dict(enumerate(self.options.values(), 1)),
            stored={name: code for code, name in enumerate(self.options, 1)},
            missing=_reasons(known),
            minimum=1 if ordered else None,
            maximum=len(self.options) if ordered else None,
            complete=True,
            origin=Origin.DERIVED,
        )

    def _number(self, known: list[Variable]) -> Variable:
        low, high = self._bounds(known)
        counted = all(v.level is Level.RATIO or is_tick(v) for v in known)
        units = [v.unit for v in known]
        return Variable(
            self.id,
            "",
            self.label,
            self.level or (Level.RATIO if counted and not self.index else Level.INTERVAL),
            missing=_reasons(known),
            unit=self.unit or (units[0] if units and not self.index and units.count(units[0]) == len(units) else None),
            minimum=low,
            maximum=high,
            decimals=max((v.decimals for v in known), default=0) if self.sum else 2,
            complete=bool(self.sum) and None not in (low, high) and all(v.complete for v in known),
            origin=Origin.DERIVED,
        )

    def _bounds(self, known: list[Variable]) -> tuple[float | None, float | None]:
        if self.index:
            return self.index.low, self.index.high
        lows, highs = [v.minimum for v in known], [v.maximum for v in known]
        return (_all(lows, sum), _all(highs, sum)) if self.sum else (_all(lows, min), _all(highs, max))


def is_tick(variable: Variable) -> bool:
    """Whether its values are 0 and 1, which can be counted whatever they mean."""
    return variable.level is Level.NOMINAL and set(variable.values) == {0, 1}


def possible(variable: Variable) -> tuple[int, ...]:
    """All values that can occur, where these are known."""
    if not variable.complete:
        return ()
    if variable.level is Level.NOMINAL or variable.minimum is None or variable.maximum is None:
        return tuple(variable.values)
    return tuple(range(int(variable.minimum), int(variable.maximum) + 1))


def _reasons(known: Iterable[Variable]) -> frozenset[Missing]:
    return frozenset(reason for v in known for reason in v.missing)


def _all(ends: list[float | None], taken: Callable[[list[float]], float]) -> float | None:
    """Something of all ends; None where one is not known."""
    there = [end for end in ends if end is not None]
    return taken(there) if there and len(there) == len(ends) else None
