"""Words that respondents filled in beside a choice, as 问卷星 writes them: 其他〖太贵〗."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from surveykit.errors import Place
from surveykit.interchange.table import Chunk, Source, SourceOver

SIGN = "〖〗"
"""What stands behind the name of a column in that of the column of its words."""
_WORDS = re.compile(r"〖(.*?)〗", re.DOTALL)
_BETWEEN = "；"
"""What stands between the words of several choices of one cell."""


def has_words(cell: str) -> bool:
    """Whether words were filled in.

    >>> has_words("迟到┋其他〖太贵〗"), has_words("其他")
    (True, False)
    """
    return _WORDS.search(cell) is not None


def filled_in(source: Source, names: Collection[str]) -> Source:
    """The source with a column more, such as 渠道〖〗, for each of those `names`: the words move there from 渠道."""
    columns = tuple(column for column in source.columns if f"{column}{SIGN}" in names)
    return FilledIn(source, columns) if columns else source


@dataclass(frozen=True)
class FilledIn(SourceOver):
    """A source some of whose columns have words beside the choices."""

    filled: Sequence[str]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, then those of the words."""
        return (*self.source.columns, *(f"{column}{SIGN}" for column in self.filled))

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands: that of words in the column they came from."""
        return self.source.place(row, None if column is None else column.removesuffix(SIGN))

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        at = [self.source.columns.index(column) for column in self.filled]
        for chunk in self.source.chunks():
            cells = list(chunk.cells)
            cells += [[_BETWEEN.join(_WORDS.findall(cell)) for cell in cells[place]] for place in at]
            for place in at:
                cells[place] = [_WORDS.sub("", cell) for cell in cells[place]]
            yield Chunk(chunk.numbers, cells, chunk.problems)
