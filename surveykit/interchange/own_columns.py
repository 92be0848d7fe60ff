"""Columns of our own exports that are no variables: their names have a dot, which no variable's name has."""

from collections.abc import Collection

CASE = "response."
"""How the names of columns begin that say something of the response itself: response.status, response.started, ...."""
REASON = ".missing"
"""How the name of a column ends that says why another one's cell is empty: why.missing beside why."""


def reason_column(name: str) -> str:
    """The column of the reasons of a variable.

    >>> reason_column("why")
    'why.missing'
    """
    return f"{name}{REASON}"


def is_own(column: str, known: Collection[str]) -> bool:
    """Whether a column is one of ours, of a questionnaire with these variables.

    >>> is_own("response.status", ["why"]), is_own("why.missing", ["why"]), is_own("whom.missing", ["why"])
    (True, True, False)
    """
    of = column.removesuffix(REASON)
    return column.startswith(CASE) or (of != column and of in known)
