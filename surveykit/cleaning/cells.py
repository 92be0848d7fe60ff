"""A cell of the table as people write it in a review, and back."""

import re
from datetime import date
from enum import Enum

from surveykit.core.codebook import Missing, Variable
from surveykit.core.columns import Cell

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")
_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
OTHER = "other_version"
"""What stands for an answer to a version that cannot be compared."""


class Unreadable(Enum):
    """What is written is no cell of the variable."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


def shown(variable: Variable, cell: Cell) -> str:
    """A cell as it is written: a number, an option's id, a text, or the reason why there is none.

    >>> from surveykit.core.codebook import Level
    >>> age = Variable("age", "age", {}, Level.RATIO, minimum=0, maximum=120)
    >>> shown(age, 41), shown(age, Missing.REFUSED)
    ('41', 'refused')
    """
    if cell is None:
        return OTHER
    if isinstance(cell, Missing):
        return cell.id
    if isinstance(cell, str):
        return cell
    ids = {code: id for id, code in variable.stored.items()}
    return ids.get(int(cell), f"{cell:.15g}")


def cell_of(variable: Variable, text: str) -> Cell | Unreadable:
    """What is written, as the codebook has it: the inverse of `shown`. An option may stand as its code.

    >>> from surveykit.core.codebook import Level
    >>> age = Variable("age", "age", {}, Level.RATIO, minimum=0, maximum=120)
    >>> cell_of(age, "41"), cell_of(age, "refused"), cell_of(age, "41.5")
    (41, <Missing.REFUSED: -4>, <Unreadable.UNREADABLE: 'unreadable'>)
    """
    if text in (m.id for m in Missing):
        return Missing.of(text)
    if not variable.numeric:
        return text or UNREADABLE
    if text in variable.stored:
        return variable.stored[text]
    if not _NUMBER.fullmatch(text):
        return UNREADABLE
    number = float(text)
    return (int(number) if number.is_integer() else number) if _allowed(variable, number) else UNREADABLE


def _allowed(v: Variable, number: float) -> bool:
    if v.complete and v.values and v.minimum is None:
        return number in v.values
    written = number.is_integer() if v.complete else round(number, v.decimals) == number
    return written and (v.minimum is None or number >= v.minimum) and (v.maximum is None or number <= v.maximum)


def day_of(text: str) -> str | None:
    """A day as ISO text, year first in any usual writing; None for what is none.

    >>> day_of("2026-01-05"), day_of("2026/1/5"), day_of("5.1.2026")
    ('2026-01-05', '2026-01-05', None)
    """
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
