"""What a question of a form is called in our definition: the two languages of conditions meet in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Sort(Enum):
    """How the answer to a question of a form is compared."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    """One choice, which is an option's id with us."""
    SCALE = "scale"
    """One choice, which is a number with us."""
    MULTIPLE = "multiple"
    """Several choices, each of which is a variable with us."""
    TICK = "tick"
    """An acknowledgement: 1 with us."""
    NONE = "none"
    """Nothing that a condition of ours can read."""


@dataclass(frozen=True)
class Reference:
    """A question of a form. `variable` is ours (for several choices: the item).

    `choices` maps each choice to our option's id, our number, or (for several) our option's id; `reasons` are the
    choices that stand for a missing answer, `parts` the variables of the choices.
    """

    name: str
    sort: Sort
    variable: str = ""
    choices: Mapping[str, str | int] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()
