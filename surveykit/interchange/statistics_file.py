"""Files of SPSS (.sav) and Stata (.dta) as foreign tables, read some rows at a time.

What a file says of its columns comes from pyreadstat, and so do the cells of a .dta, and of a .sav where `sav_cells`
does not read them; before pyreadstat sees a .sav, `sav_dictionary` has walked it.

A cell is the text of its number. Values that SPSS declares missing stay as they are, and so do Stata's letters (.a to
.z): -1 to -6 and .a to .f are our own reasons, the others need a meaning from a mapping file or their label.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyreadstat

from surveykit.core.codebook import Level, Missing
from surveykit.core.language import both
from surveykit.errors import Place
from surveykit.interchange.cell_text import array_texts, cell_text, from_single, number_texts, texts
from surveykit.interchange.own_columns import CASE, reason_column
from surveykit.interchange.problems import refusal
from surveykit.interchange.sav_cells import SavLayout, sav_cells, sav_layout
from surveykit.interchange.sav_dictionary import DamagedError
from surveykit.interchange.table import Chunk, Meaning, Repeated

_CELLS = 4_000_000
"""So many cells are read at a time by pyreadstat: to begin later in a file takes the longer, the later it is."""
_LETTERS = {f".{letter}": m.id for letter, m in zip("abcdef", Missing, strict=True)}
_OWN = ("status", "started", "closed", "version", "language", "flags")
_LEVELS = {"nominal": Level.NOMINAL, "ordinal": Level.ORDINAL, "scale": Level.INTERVAL}
"""What SPSS calls the levels of measurement; it does not tell the interval level from the ratio level."""
_USUAL = re.compile(r"(A|AHEX|F|N|E|COMMA|DOT|DOLLAR|PCT|CC[A-E])[\d.]*")
"""The formats of SPSS that leave a number a number; others make a date or a time of it."""
_STEM, _REASONS = 24, r"_missi(ng?)?\d*"
"""How many letters of a variable's name our exports leave in that of its reasons in Stata, and what they put behind."""
Read = Callable[..., tuple[Mapping[str, Sequence[Any]], Any]]


@dataclass(frozen=True)
class StatisticsFile:
    """A file of SPSS or Stata. Rows are cases, counted from 1 as these programs show them."""

    path: Path
    columns: tuple[str, ...]
    stored: tuple[str, ...]
    """What the columns are called in the file."""
    last: int
    meanings: Mapping[str, Meaning]
    read: Read
    numeric: frozenset[str]
    """The columns of numbers."""
    single: frozenset[str] = frozenset()
    """The columns of numbers that were kept in single precision."""
    lettered: bool = False
    """Whether a letter in a column of numbers stands for a missing value."""
    header: int | None = None
    layout: SavLayout | None = None
    """How the cells of a .sav are written; None if pyreadstat reads them."""

    @property
    def file(self) -> str:
        return str(self.path)

    def place(self, row: int | None, column: str | None = None) -> Place:
        """Where a cell stands."""
        return Place(self.file, row=row, field=column)

    def chunks(self) -> Iterator[Chunk]:
        """All cases; those that pyreadstat reads come last."""
        done = 0
        for cells in self._quick_cells():
            numbers = range(done + 1, done + len(cells[0]) + 1)
            yield Chunk(numbers, cells)
            done += len(numbers)
        size = min(100_000, max(1_000, _CELLS // len(self.columns)))
        for start in range(done, self.last, size):
            numbers = range(start + 1, min(start + size, self.last) + 1)
            yield Chunk(numbers, list(self._cells(start, size)))

    def _quick_cells(self) -> Iterator[list[Sequence[str]]]:
        """Some rows of each column, as far as they are written in the usual way."""
        for columns in sav_cells(self.path, self.layout, self.last) if self.layout else ():
            yield [cells if isinstance(cells, Repeated) else array_texts(cells) for cells in columns]

    def _cells(self, start: int, size: int) -> Iterator[Sequence[str]]:
        """Some rows of each column."""
        cells = dict(_reading(self.read, self.path, row_offset=start, row_limit=size)[0])
        return map(self._texts, self.stored, map(cells.pop, self.stored))

    def _texts(self, name: str, cells: Sequence[Any]) -> Sequence[str]:
        if name not in self.numeric:
            return texts(cells)
        if name in self.single:
            cells = list(map(from_single, cells))
        return number_texts(cells, _lettered if self.lettered else cell_text)


def open_sav(path: Path, names: Collection[str] = ()) -> StatisticsFile:
    """A file of SPSS. `names` are those expected: what our exports had to rename gets its name back.

    Raises AnalystError for a file that is none or holds no cases.
    """
    layout = _layout(path)
    about = _about(pyreadstat.read_sav, path)
    meanings = {}
    for name in about.column_names:
        ranges = about.missing_ranges.get(name, ())
        ends = [(r["lo"], r["hi"]) for r in ranges]
        missing = tuple((float(lo), float(hi)) for lo, hi in ends if _are_numbers(lo, hi))
        texts_missing = frozenset(r["lo"].strip() for r in ranges if isinstance(r["lo"], str))
        level = _LEVELS.get(about.variable_measure.get(name, ""))
        values = _values(about, name, cell_text)
        meanings[name] = Meaning(_label(about, name), values, {}, missing, texts_missing, level=level)
    stored = tuple(about.column_names)
    columns = tuple(_unreserved(name, stored, names) for name in stored)
    meanings = {column: meanings[name] for column, name in zip(columns, stored, strict=True)}
    reading = pyreadstat.read_sav, _numeric(about)
    plain = layout if layout and _are_plain(layout, about) else None
    return StatisticsFile(path, columns, stored, about.number_rows, meanings, *reading, layout=plain)


def open_dta(path: Path, names: Collection[str] = ()) -> StatisticsFile:
    """A file of Stata. `names` are those expected: what our exports had to rename gets its name and its dots back.

    Raises AnalystError for a file that is none or holds no cases.
    """
    _refuse_absent(path)
    about = _about(pyreadstat.read_dta, path)
    stored = tuple(about.column_names)
    columns = tuple(_dotted(name, before, stored, names) for name, before in zip(stored, ("", *stored), strict=False))
    meanings = {
        column: Meaning(_label(about, name), _values(about, name, _lettered), _LETTERS, coded=False)
        for column, name in zip(columns, stored, strict=True)
    }
    reading = pyreadstat.read_dta, _numeric(about)
    single = frozenset(name for name, kind in about.readstat_variable_types.items() if kind == "float")
    return StatisticsFile(path, columns, stored, about.number_rows, meanings, *reading, single, lettered=True)


def _layout(path: Path) -> SavLayout | None:
    """How the cells of a file of SPSS are written. Raises AnalystError for a file that is none, or damaged."""
    _refuse_absent(path)
    try:
        return sav_layout(path)
    except DamagedError as error:
        detail = both("problem.statistics-damaged", at=error.at)
        raise refusal("statistics-unreadable", Place(str(path)), detail=detail) from error
    except OSError as error:
        raise refusal("statistics-unreadable", Place(str(path)), detail=both("problem.statistics-strange")) from error


def _are_plain(layout: SavLayout, about: Any) -> bool:
    """Whether cells are plain numbers, and texts in UTF-8."""
    numeric = _numeric(about)
    if [width == 0 for width in layout.widths] != [name in numeric for name in about.column_names]:
        return False
    usual = all(_USUAL.fullmatch(format or "") for format in about.original_variable_types.values())
    return usual and (about.file_encoding == "UTF-8" or not any(layout.widths))


def _refuse_absent(path: Path) -> None:
    place = Place(str(path))
    if path.is_dir():
        raise refusal("is-a-folder", place)
    if not path.exists():
        raise refusal("no-such-file", place)


def _about(read: Read, path: Path) -> Any:
    place = Place(str(path))
    _, about = _reading(read, path, metadataonly=True)
    if not about.column_names:
        raise refusal("csv-empty", place)
    if None in about.column_names:  # what is left of a damaged dictionary
        raise refusal("statistics-unreadable", place, detail=both("problem.statistics-nameless"))
    if about.number_rows is None:  # a header may leave it open
        cells, _ = _reading(read, path, usecols=about.column_names[:1])
        about.number_rows = len(cells[about.column_names[0]])
    if not about.number_rows:
        raise refusal("csv-no-rows", place)
    return about


def _reading(read: Read, path: Path, **options: Any) -> tuple[Mapping[str, Sequence[Any]], Any]:
    """Part of a file. Raises AnalystError where it cannot be read."""
    try:
        return read(path, user_missing=True, output_format="dict", **options)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OSError, ValueError, OverflowError) as error:
        raise refusal("statistics-unreadable", Place(str(path)), detail=both("problem.statistics-strange")) from error
    except TypeError as error:  # it tells columns of the same name apart, also those without a name
        detail = both("problem.statistics-nameless")
        raise refusal("statistics-unreadable", Place(str(path)), detail=detail) from error


def _numeric(about: Any) -> frozenset[str]:
    return frozenset(name for name, kind in about.readstat_variable_types.items() if kind != "string")


def _are_numbers(*values: object) -> bool:
    """Whether values are neither texts nor days."""
    return all(isinstance(value, int | float) for value in values)


def _label(about: Any, name: str) -> str:
    return about.column_names_to_labels.get(name) or ""


def _values(about: Any, name: str, text: Callable[[object], str]) -> dict[str, str]:
    return {text(value): label for value, label in about.variable_value_labels.get(name, {}).items()}


def _lettered(cell: object) -> str:
    """A number, or the letter that stands for a missing one."""
    return f".{cell}" if isinstance(cell, str) else cell_text(cell)


def _dotted(name: str, before: str, stored: Collection[str], names: Collection[str]) -> str:
    """What a column is called here. Reasons stand behind the column that they are of, and begin like its name."""
    if name in names:
        return name
    prefix, of = CASE.replace(".", "_"), name.removesuffix("_missing")
    if name.startswith(prefix) and name.removeprefix(prefix) in _OWN:
        return CASE + name.removeprefix(prefix)
    variable = _unreserved(before, stored, names)
    if variable and re.fullmatch(re.escape(variable[:_STEM]) + _REASONS, name):
        return reason_column(variable)
    return reason_column(of) if of != name and of in stored else _unreserved(name, stored, names)


def _unreserved(name: str, stored: Collection[str], names: Collection[str]) -> str:
    """Without the underscore that keeps a name apart from a word of the program."""
    bare = name.removesuffix("_")
    return bare if name not in names and bare in names and bare not in stored else name
