"""What a foreign column holds, seen from its first rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.interchange.table import NO_MEANING, Meaning, Source

MOST_VALUES = 100
"""A column with more different cells is not taken for a list of codes."""


@dataclass(frozen=True)
class Profile:
    """One column. `values` counts its cells that are not empty; `rows` all that were looked at."""

    name: str
    values: Mapping[str, int]
    rows: int
    meaning: Meaning = field(default=NO_MEANING)

    @property
    def filled(self) -> int:
        """How many cells are not empty."""
        return sum(self.values.values())

    @property
    def listed(self) -> list[str]:
        """What can be a code: the cells that occur, and those that the file has labels for. Empty if they are many."""
        known = list(dict.fromkeys([*self.meaning.values, *self.values]))
        return known if len(self.values) <= MOST_VALUES else []

    @property
    def distinct(self) -> bool:
        """Whether every row has a cell of its own, as ids are."""
        return 0 < self.filled == self.rows == len(self.values)


def profiles(source: Source) -> list[Profile]:
    """Every column, from the first chunk of rows."""
    chunk = next(iter(source.chunks()))
    return [_profile(source, name, cells) for name, cells in zip(source.columns, chunk.cells, strict=True)]


def _profile(source: Source, name: str, cells: Sequence[str]) -> Profile:
    values = Counter(word for cell in cells if (word := cell.strip()))
    return Profile(name, values, len(cells), source.meanings.get(name, NO_MEANING))
