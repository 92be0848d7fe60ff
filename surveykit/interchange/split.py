"""A column that lists all that was chosen, such as "late dirty", as one column of 0 and 1 for each choice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveykit.errors import Place, Problem
from surveykit.interchange.mapping import ColumnNames, Word
from surveykit.interchange.problems import excerpt
from surveykit.interchange.table import Chunk, Source, SourceOver

SIGN = "/"
"""What stands between a column and a choice in the name of the column that is made: faults/late."""

SKIPPED, BLANK = "(跳过)", "(空)"
"""What 问卷星 writes in place of an answer."""


def choices_in(cell: str, separator: str) -> list[str]:
    """What a cell lists, without empty places.

    >>> choices_in("late; dirty;", ";"), choices_in("(跳过)", "┋")
    (['late', 'dirty'], [])
    """
    if cell.strip() in (SKIPPED, BLANK):
        return []
    return [word for part in cell.split(separator) if (word := part.strip())]


def split(source: Source, names: ColumnNames) -> Source:
    """The source with each column that the mapping splits replaced by the columns of its choices.

    The choices are those that the mapping names under `columns` or `ignore`, as faults/late.
    """
    wanted = {column: sign for column, sign in names.split.items() if column in source.columns}
    if not wanted:
        return source
    named = [name for name in (*names.columns, *names.ignore) if name not in source.columns]
    choices = {
        column: tuple(name.removeprefix(f"{column}{SIGN}") for name in named if name.startswith(f"{column}{SIGN}"))
        for column in wanted
    }
    return SplitSource(source, wanted, choices)


@dataclass(frozen=True)
class SplitSource(SourceOver):
    """A source some of whose columns list choices. `separators` and `choices` are by column."""

    separators: Mapping[Word, str]
    choices: Mapping[Word, tuple[str, ...]]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The other columns, then those of the choices."""
        kept = [column for column in self.source.columns if column not in self.separators]
        made = [f"{column}{SIGN}{choice}" for column, choices in self.choices.items() for choice in choices]
        return (*kept, *made)

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands: that of a choice in the column it came from."""
        made = {f"{name}{SIGN}{choice}": name for name, choices in self.choices.items() for choice in choices}
        return self.source.place(row, None if column is None else made.get(Word(column), column))

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        at = {column: self.source.columns.index(column) for column in self.separators}
        for chunk in self.source.chunks():
            kept = [cells for place, cells in enumerate(chunk.cells) if place not in at.values()]
            problems = list(chunk.problems)
            for column, place in at.items():
                listed = [frozenset(choices_in(cell, self.separators[column])) for cell in chunk.cells[place]]
                kept += [[_mark(chosen, choice) for chosen in listed] for choice in self.choices[column]]
                problems += self._strangers(column, chunk.numbers, listed)
            yield Chunk(chunk.numbers, kept, tuple(problems))

    def _strangers(self, column: Word, numbers: Sequence[int], listed: Sequence[frozenset[str]]) -> Iterator[Problem]:
        known = frozenset(self.choices[column])
        for number, chosen in zip(numbers, listed, strict=True):
            for word in sorted(chosen - known):
                values = {"value": excerpt(word), "name": f"{column}{SIGN}{excerpt(word)}"}
                yield Problem("import-unknown-choice", self.source.place(number, column), values)


def _mark(chosen: frozenset[str], choice: str) -> str:
    return "" if not chosen else "1" if choice in chosen else "0"
