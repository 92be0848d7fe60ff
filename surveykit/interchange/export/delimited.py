"""CSV: `safe` for spreadsheets, where no cell is taken for a formula, and `exact` for programs, every value as it is.

Safe: UTF-8 with a byte order mark, so that Excel reads Chinese; a text that a spreadsheet could take for a formula, and
one that begins with an apostrophe, gets an apostrophe in front. Take one away, and the text is as it was.
Exact: UTF-8 without a mark, nothing added. Both: commas, quotes where needed, lines end in CR LF (RFC 4180).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from surveykit.core.output import replacing

_RISKY = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*['=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def inert_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever blanks it begins with.

    >>> inert_text("=1+1"), inert_text("-5"), inert_text("'tis"), inert_text("fine = good")
    ("'=1+1", "'-5", "''tis", 'fine = good')
    """
    return f"'{text}" if _RISKY.match(text) else text


def original_text(cell: str) -> str:
    """The text that `inert_text` made a cell of.

    >>> original_text("'=1+1"), original_text("fine")
    ('=1+1', 'fine')
    """
    return cell.removeprefix("'")


@contextmanager
def writing(path: Path, encoding: str = "utf-8") -> Iterator[Any]:
    """A CSV writer on a new file that takes the place of `path` at the end."""
    with replacing(path) as part, part.open("w", encoding=encoding, newline="") as file:
        yield csv.writer(file)


def write_safe(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write texts for a spreadsheet."""
    with writing(path, "utf-8-sig") as writer:
        writer.writerow([inert_text(name) for name in header])
        writer.writerows([inert_text(cell) for cell in row] for row in rows)
