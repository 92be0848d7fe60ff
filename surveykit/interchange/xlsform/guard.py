"""Looks at an .xlsx file before it is read whole: what would fill the memory or keep the machine busy is refused.

A workbook is a ZIP archive of XML parts. The parts are unpacked piece by piece, and reading ends at the first piece
past a limit: neither a part that swells a thousandfold nor a cell in the last corner of a sheet is ever stored.
"""

import re
import zipfile
import zlib
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from surveykit.errors import AuthorError, Place, SurveykitError


@dataclass(frozen=True)
class Limits:
    """How much a workbook may hold.

    `bytes` count all parts together, unpacked; `area` rows times columns of all sheets together, as far as there is
    anything in them; `elements` the XML of all sheets and texts, each of which takes a moment; `characters` the cells
    together, where a text that stands in many cells counts each time. No part of more than `swelling_from` bytes may
    be more than `swelling` times as long as it is packed.
    """

    parts: int
    bytes: int
    columns: int
    area: int
    cells: int
    elements: int
    characters: int
    swelling_from: int = 1 << 62
    swelling: int = 1_032


FORM = Limits(2_000, 40_000_000, 500, 1_000_000, 150_000, 800_000, 8_000_000)
"""Of a form."""
MOST_COLUMNS, MOST_CELLS = FORM.columns, FORM.cells
_PIECE = 1 << 16
_MOST_ERRORS = 1_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


class Unvalued(NamedTuple):
    """A cell without a value: the code of the problem, the part of the archive, and the cell (B2)."""

    code: str
    part: str
    cell: str


def check_workbook(path: Path, limits: Limits = FORM) -> list[Unvalued]:
    """The first cells that hold an error such as #N/A, or a formula that no program has calculated yet.

    Raises AuthorError if the file is no .xlsx workbook, is damaged, or holds more than the limits.
    """
    place = Place(str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _check(archive, place, limits)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError) as error:
        raise AuthorError.of("xlsform-damaged", place) from error
    except (OSError, ValueError, UnicodeError) as error:
        raise AuthorError.of("xlsform-damaged", place) from error


def _check(archive: zipfile.ZipFile, place: Place, limits: Limits) -> list[Unvalued]:
    parts = [part for part in archive.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
    if len(archive.infolist()) > limits.parts:
        raise AuthorError.of("xlsform-too-large", place, most=limits.bytes // 1_000_000)
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise AuthorError.of("xlsform-not-xlsx", place)
    unpacked = _Unpacked(archive, place, limits)
    for part in parts:
        unpacked.declared(part)
    strings, sheets = _Strings(), _Cells(place, limits)
    budget = _Budget(place, limits)
    # The texts come first: cells refer to them.
    for part in sorted(parts, key=lambda p: not p.filename.lower().endswith("sharedstrings.xml")):
        name = part.filename.lower()
        if name.endswith("sharedstrings.xml"):
            _parse(unpacked.pieces(part), strings, budget)
        elif "worksheets/" in name and name.endswith(".xml"):
            sheets.begin(part.filename, strings.lengths)
            _parse(unpacked.pieces(part), sheets, budget)
        else:
            for _ in unpacked.pieces(part):
                pass
    return sheets.errors


class _Unpacked:
    def __init__(self, archive: zipfile.ZipFile, place: Place, limits: Limits) -> None:
        self.archive = archive
        self.place = place
        self.limits = limits
        self.total = 0

    def declared(self, part: zipfile.ZipInfo) -> None:
        """Refuse what says itself that it swells, before any of it is read; what it says may be untrue."""
        if part.file_size > min(self._most(part), self.limits.bytes):
            raise self._too_large()

    def pieces(self, part: zipfile.ZipInfo) -> Generator[bytes, None, None]:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("another compression")
        own, most = 0, self._most(part)
        with self.archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                self.total += len(piece)
                own += len(piece)
                if self.total > self.limits.bytes or own > most:
                    raise self._too_large()
                yield piece

    def _most(self, part: zipfile.ZipInfo) -> int:
        return max(self.limits.swelling_from, self.limits.swelling * part.compress_size)

    def _too_large(self) -> SurveykitError:
        return AuthorError.of("xlsform-too-large", self.place, most=self.limits.bytes // 1_000_000)


class _Budget:
    """Counts the elements of all parts."""

    def __init__(self, place: Place, limits: Limits) -> None:
        self.place = place
        self.left, self.most = limits.elements, limits.cells

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise AuthorError.of("xlsform-too-many-cells", self.place, most=self.most)


def _parse(pieces: Generator[bytes, None, None], reader: "_Strings | _Cells", budget: _Budget) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        budget.spend()
        reader.start(name, attributes)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _no_doctype
    with closing(pieces):
        for piece in pieces:
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _no_doctype(*_: object) -> None:
    raise zipfile.BadZipFile("a document type")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Strings:
    """How long each of the shared texts is."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        if _local(name) == "si":
            self.lengths.append(0)

    def end(self, name: str) -> None:
        """Nothing ends that is counted."""

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells:
    """Counts cells, and how far they reach."""

    def __init__(self, place: Place, limits: Limits) -> None:
        self.place = place
        self.limits = limits
        self.cells = self.characters_seen = self.area = 0
        self.errors: list[Unvalued] = []
        self.lengths: list[int] = []

    def begin(self, part: str, lengths: list[int]) -> None:
        """A new sheet."""
        self.part = part
        self.lengths = lengths
        self.row = self.column = self.reached_row = self.reached_column = self.area_here = 0
        self.shared = self.inside = self.number = self.due = False
        self.text = self.cell = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
            self.column = 0
        elif local == "c":
            self._cell(attributes)
        elif local == "f":
            self.due = self.number
        elif local in ("v", "is"):
            self._reach()
            self.inside, self.text = True, ""

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise AuthorError.of("xlsform-too-many-cells", self.place, most=self.limits.cells)
        found = _REFERENCE.match(attributes.get("r", ""))
        self.column = _number(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else max(self.row, 1)
        self.shared = attributes.get("t") == "s"
        self.number, self.due = attributes.get("t", "n") == "n", False
        self.text, self.cell = "", found[0] if found else ""
        if attributes.get("t") == "e":
            self._without("xlsx-error-cell")

    def _without(self, code: str) -> None:
        """Note the cell, which has no value."""
        if self.cell and len(self.errors) < _MOST_ERRORS:
            self.errors.append(Unvalued(code, self.part, self.cell))

    def _reach(self) -> None:
        self.reached_row = max(self.reached_row, self.row)
        self.reached_column = max(self.reached_column, self.column)
        if self.reached_column > self.limits.columns:
            raise AuthorError.of("xlsform-too-wide", self.place, most=self.limits.columns)
        self.area += self.reached_row * self.reached_column - self.area_here
        self.area_here = self.reached_row * self.reached_column
        if self.area > self.limits.area:
            raise AuthorError.of("xlsform-too-many-cells", self.place, most=self.limits.cells)

    def end(self, name: str) -> None:
        if self.inside and _local(name) in ("v", "is"):
            self.inside = False
            if self.shared and self.text.isdecimal() and int(self.text) < len(self.lengths):
                self._count(self.lengths[int(self.text)])
        elif self.due and _local(name) == "c":
            self.due = False
            if not self.text:
                self._without("xlsx-formula-cell")

    def characters(self, text: str) -> None:
        if self.inside:
            self._count(len(text))
            if len(self.text) < 20:
                self.text += text

    def _count(self, characters: int) -> None:
        self.characters_seen += characters
        if self.characters_seen > self.limits.characters:
            raise AuthorError.of("xlsform-too-much-text", self.place, most=self.limits.characters)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
