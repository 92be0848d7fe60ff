"""Where the clauses of a text end, for where there is no room for all of it."""

import re
from collections.abc import Iterator

_END = re.compile(r"[,.;:?!](?= )|[，。；：？！]")


def clause_ends(text: str) -> Iterator[int]:
    """The places of the signs that end a clause, but for the last of the text.

    >>> list(clause_ends("如果再选一次，您还选我们吗？")), list(clause_ends("So far, so good."))
    ([6], [6])
    """
    return (end.start() for end in _END.finditer(text) if end.end() < len(text))
