"""Options of a plan that give one name to another, such as what was perceived to what was expected."""

from collections.abc import Mapping

Names = Mapping[str, str | None]
"""One name -> another. A plain mapping of strings would be read as a text in several languages."""


def pairs_of(names: Names) -> dict[str, str]:
    """The pairs, in the order of the plan.

    >>> pairs_of({"found": "expected"})
    {'found': 'expected'}
    """
    return {one: other for one, other in names.items() if other is not None}
