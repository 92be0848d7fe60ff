"""A form before it is written: rows of cells, each of which remembers the place of the definition that it shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.core.language import Text
from surveykit.interchange.xlsform.reference import Reference

Path = tuple[str, ...]
"""Where a value stands in a definition: ("item", id, key ...), ("section", id, key ...), ("scale", id, key ...) or
("top", key ...)."""
Takes = Literal["text", "condition", "number", "flag", "bounds", "rule"]
"""How a cell that was changed is read back."""


@dataclass(frozen=True)
class Cell:
    """A text in a form. Without a path it follows from other things, and cannot be changed in the form.

    `prefix` stands before what the definition says.
    """

    text: str
    path: Path | None = None
    takes: Takes = "text"
    prefix: str = ""


@dataclass(frozen=True)
class WrittenRow:
    """One row. `owner` is the section, item or text that it belongs to, as a path; () where it only holds together."""

    cells: Mapping[str, Cell]
    owner: Path = ()
    part: str = ""
    """The part of the item that the row is, if it can be taken out alone."""

    @property
    def name(self) -> str:
        """What the row is called in the form."""
        return self.cells["name"].text


@dataclass(frozen=True)
class WrittenList:
    """A list of choices. `path` is the mapping of the definition that it shows, if it shows one."""

    name: str
    rows: tuple[WrittenRow, ...]
    path: Path | None = None


@dataclass(frozen=True)
class WrittenForm:
    """All sheets of a form."""

    languages: tuple[str, ...]
    survey: tuple[WrittenRow, ...]
    lists: tuple[WrittenList, ...]
    settings: Mapping[str, Cell]
    references: tuple[Reference, ...]
    source: str = ""
    """The definition as it was written: what the form cannot say stands there."""

    def columns(self, rows: Iterable[WrittenRow], always: Iterable[str]) -> list[str]:
        """The columns that rows need, in their usual order."""
        used = {column for row in rows for column, cell in row.cells.items() if cell.text}
        order = list(_ordered(self.languages))
        return [column for column in order if column in used or column in set(always)]


_ORDER = (
    *("list_name", "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"),
    *("calculation", "choice_filter", "appearance", "parameters", "offered"),
)
_TEXTS = ("label", "hint", "constraint_message")


def _ordered(languages: tuple[str, ...]) -> Iterator[str]:
    for column in _ORDER:
        yield from (f"{column}::{language}" for language in languages) if column in _TEXTS else (column,)


@dataclass
class Sheets:
    """What is being written: rows and lists, in their order."""

    languages: tuple[str, ...]
    rows: list[WrittenRow] = field(default_factory=list)
    lists: dict[str, WrittenList] = field(default_factory=dict)

    def texts(self, column: str, text: Text | None, path: Path | None = None, prefix: str = "") -> dict[str, Cell]:
        """The cells of a text in every language; with a path they can be filled in, too."""
        said = {language: text[language] if text else "" for language in self.languages}
        return {
            f"{column}::{language}": Cell(
                f"{prefix}{words}" if words else "", (*path, language) if path is not None else None, "text", prefix
            )
            for language, words in said.items()
        }

    def row(self, type: str, name: str, *cells: Mapping[str, Cell], owner: Path = (), part: str = "") -> None:
        """Add a row of the survey."""
        joined = {"type": Cell(type), "name": Cell(name)}
        for more in cells:
            joined.update(more)
        self.rows.append(WrittenRow(joined, owner, part))

    def list(self, name: str, rows: Iterable[tuple[str, Mapping[str, Cell]]], path: Path | None = None) -> str:
        """Add a list of choices, or find the one with the same choices; its name."""
        made = [(choice, dict(cells)) for choice, cells in rows]
        number, own = 1, name
        while own in self.lists:
            known = self.lists[own]
            if known.path == path and [dict(r.cells) for r in known.rows] == [
                {"list_name": Cell(own), "name": Cell(choice), **cells} for choice, cells in made
            ]:
                return own
            number += 1
            own = f"{name}_{number}"
        written = tuple(WrittenRow({"list_name": Cell(own), "name": Cell(choice), **cells}) for choice, cells in made)
        self.lists[own] = WrittenList(own, written, path)
        return own
