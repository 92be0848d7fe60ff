"""A foreign table as it was read: every cell still text, every row with the number that a person sees."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """`rows` has one tuple of cells a record, as long as `columns`; `numbers` the row of each
    as a spreadsheet shows it (the header is row 1, unless empty lines come first)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    file: str = ""
    encoding: str = "utf-8"

    def column(self, name: str) -> list[str]:
        """The cells of one column. Raises ValueError for an unknown name."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]
