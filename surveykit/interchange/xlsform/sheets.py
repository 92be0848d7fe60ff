"""A foreign workbook as it was read: sheets of rows of texts, each with the place that a person sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.errors import Place


def letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True)
class Grid:
    """A sheet before its header is understood: rows with their numbers, cells as texts."""

    file: str
    name: str
    rows: Sequence[tuple[int, Sequence[str]]]

    def place(self, row: int | None = None, column: int | None = None, header: str = "") -> Place:
        """Where a cell stands; `column` counts from 1."""
        if column is None:
            return Place(self.file, row=row, sheet=self.name)
        shown = f"{letters(column)} ({header})" if header else letters(column)
        return Place(self.file, column=column, row=row, field=shown, sheet=self.name)


@dataclass(frozen=True)
class Row:
    """One row of a sheet whose header is understood: canonical column -> text, without what is empty."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, Place] = field(default_factory=dict)
    """Column -> where its cell stands, of every column."""
    place: Place = field(default_factory=Place)

    def __getitem__(self, column: str) -> str:
        """The text of a cell, empty where there is none."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Place:
        """Where a cell stands; where the sheet has no such column, where the row stands."""
        return self.places.get(column, self.place)


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet. `columns` are the canonical ones, `extra` those that the format does not name."""

    grid: Grid
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets of a form: survey, choices, settings, and ours."""

    file: str
    survey: Sheet
    choices: Sheet | None
    settings: Mapping[str, str]
    settings_row: Row | None
    languages: tuple[str, ...]
    """The languages of ours that its texts are in."""
    definition: str | None = None
    """The definition that surveykit has put beside the form, if it has."""
