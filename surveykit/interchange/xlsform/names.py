"""Names of a form -> our ids: a form may call a question `q-1`, `问题` or very long, and a choice `1`."""

import re
from collections.abc import Iterable

from surveykit.core.document import MAXIMUM_NAME
from surveykit.errors import Place
from surveykit.interchange.xlsform.report import Report

_TAKEN = frozenset({"and", "or", "not", "true", "false"})
_SIGN = re.compile(r"[^A-Za-z0-9_]+")


def plain_id(name: str, letter: str, most: int = MAXIMUM_NAME) -> str:
    """The id that is nearest to a name: an ASCII letter, then letters, digits and _.

    >>> plain_id("q-1", "q"), plain_id("3", "o"), plain_id("问题", "q")
    ('q_1', 'o3', 'q')
    """
    plain = _SIGN.sub("_", name).strip("_")
    if not plain[:1].isalpha():
        plain = f"{letter}{plain}"
    return plain[:most].rstrip("_")


class Names:
    """Ids that are unique without regard to case. What is renamed is reported."""

    def __init__(self, report: Report, taken: Iterable[str] = ()) -> None:
        self.report = report
        self.taken = {id.lower() for id in taken} | _TAKEN

    def claim(self, name: str, letter: str, place: Place | None = None, most: int = MAXIMUM_NAME) -> str:
        """An id of its own for a name. With a place a change of the name is reported as a loss."""
        id = first = plain_id(name, letter, most)
        number = 1
        while id.lower() in self.taken:
            number += 1
            ending = f"_{number}"
            id = f"{first[: most - len(ending)]}{ending}"
        self.taken.add(id.lower())
        if place is not None and id != name:
            self.report.lose("xlsform-renamed", place, name=name, id=id)
        return id
