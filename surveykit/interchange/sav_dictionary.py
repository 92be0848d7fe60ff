"""What an SPSS system file (.sav) says of itself before the cells begin, checked against the file.

The layout is that of "System File Format" in the PSPP developers' manual (https://www.gnu.org/software/pspp).
pyreadstat trusts every number in it: one that is not true may end the whole program, or take all the memory.
"""

import codecs
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_HEADER = "4s60xi4xi8xd84x"
"""How a file begins: its sign, its layout, its compression, and what is added to small numbers."""
_SIGNS, _LAYOUTS = (b"$FL2", b"$FL3"), (2, 3)
_VARIABLE, _LABELS, _LABELLED, _DOCUMENT, _EXTENSION, _END = 2, 3, 4, 6, 7, 999
"""The records of the dictionary."""
_WIDEST = 255
"""A longer text is written as several columns."""
_LABELLED_TYPES = set(range(9))
"""The labels of numbers and of texts of a single word are told in this way."""
_TEXT_FORMATS = (1, 2)
"""How a text can be shown: as it is, or byte by byte."""
_MOST_MISSING = 3
_LINE = 80
"""So many bytes has a line of a document."""
_LEAST_LABEL = 16
"""So many bytes has a value with an empty label."""
_MACHINE, _NO_VALUES, _LONG_TEXTS, _ENCODING = 3, 4, 14, 20
"""The extensions that say on what machine the file was written (its last number is the code page), which numbers are
no values, which columns make up a text of more than 255 bytes, and the name of the encoding."""
_UTF_8 = 65001
_LONGEST_NAME = 64
_EXTREMES = 24
"""So many bytes have the three numbers that are no values."""


class DamagedError(ValueError):
    """What stands at byte `at` cannot stand there."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True)
class SavDictionary:
    """How a file is written, and for each column how many bytes its texts have, or 0 for numbers."""

    sign: bytes
    order: str
    """The order of bytes, as `struct` calls it."""
    compression: int
    bias: float
    widths: tuple[int, ...]
    start: int
    """Where the cells begin."""
    no_values: bytes | None
    """The numbers that are no values, if the file says which."""
    long_texts: bool


def sav_dictionary(path: Path) -> SavDictionary:
    """What a file says of itself. Raises DamagedError for what does not fit the file, OSError if it cannot be read."""
    with path.open("rb") as file:
        walk = _Walk(file)
        sign, compression, bias = walk.begin()
        while (record := walk.record()) != _END:
            walk.pass_record(record)
        walk.skip(4)
        walk.check_values()
        widths = tuple(width for width in walk.types if width >= 0)
        return SavDictionary(sign, walk.order, compression, bias, widths, walk.at, walk.no_values, walk.long_texts)


@dataclass
class _Walk:
    """A file, walked record by record. Every step raises DamagedError where the file does not hold what it says."""

    file: IO[bytes]
    order: str = "<"
    types: list[int] = field(default_factory=list)
    """For each word of a case the bytes of a text that begins, 0 for a number, -1 if a text goes on."""
    due: int = 0
    """So many more words belong to the text that began."""
    no_values: bytes | None = None
    long_texts: bool = False
    values: list[tuple[int, bytes]] = field(default_factory=list)
    """The labelled texts, and where they stand."""
    encoding: str = ""

    def __post_init__(self) -> None:
        self.size = os.fstat(self.file.fileno()).st_size

    @property
    def at(self) -> int:
        """How far it was walked."""
        return self.file.tell()

    def begin(self) -> tuple[bytes, int, float]:
        """The sign of the file, its compression, and what is added to small numbers."""
        for order in "<>":
            self.order = order
            self.file.seek(0)
            sign, layout, compression, bias = self.take(_HEADER)
            if sign in _SIGNS and layout in _LAYOUTS:
                return sign, compression, bias
        raise DamagedError(0)

    def take(self, format: str) -> tuple[Any, ...]:
        """Some numbers."""
        begun, format = self.at, self.order + format
        words = self.file.read(struct.calcsize(format))
        if len(words) < struct.calcsize(format):
            raise DamagedError(begun)
        return struct.unpack(format, words)

    def skip(self, size: int) -> None:
        """Pass over some bytes."""
        if size > self.size - self.at:
            raise DamagedError(self.at)
        self.file.seek(size, 1)

    def count(self, size: int) -> int:
        """How many things of so many bytes follow."""
        begun = self.at
        (n,) = self.take("i")
        if n < 0 or size < 0 or n * size > self.size - self.at:
            raise DamagedError(begun)
        return int(n)

    def record(self) -> int:
        """The kind of record that begins."""
        begun = self.at
        (record,) = self.take("i")
        if record not in (_VARIABLE, _LABELS, _DOCUMENT, _EXTENSION, _END) or (self.due and record != _VARIABLE):
            raise DamagedError(begun)
        return int(record)

    def pass_record(self, record: int) -> None:
        """Walk to the end of a record."""
        if record == _VARIABLE:
            self._variable()
        elif record == _LABELS:
            self._labels()
        elif record == _DOCUMENT:
            self.skip(self.count(_LINE) * _LINE)
        else:
            self._extension()

    def _variable(self) -> None:
        begun = self.at
        type, labelled, missing, *formats = self.take("5i8x")
        goes_on = self.due > 0
        if (type == -1) != goes_on or not -1 <= type <= _WIDEST or abs(missing) > _MOST_MISSING:
            raise DamagedError(begun)
        if type == 0 and any(format >> 16 & 255 in _TEXT_FORMATS for format in formats):
            raise DamagedError(begun)
        self.due = self.due - 1 if goes_on else max(0, -(-type // 8) - 1)
        self.types.append(type)
        if labelled:
            self.skip(-(-self.count(1) // 4) * 4)
        self.skip(8 * abs(missing))

    def _labels(self) -> None:
        """Values with their labels, and to which columns they belong: such as began before."""
        values = []
        for _ in range(self.count(_LEAST_LABEL)):
            begun = self.at
            value, size = self.take("8sB")
            self.skip(size // 8 * 8 + 7)
            values.append((begun, value))
        begun = self.at
        if self.take("i") != (_LABELLED,) or (n := self.count(4)) > len(self.types):
            raise DamagedError(begun)
        begun, m = self.at, len(self.types)
        labelled = {self.types[word - 1] if 0 < word <= m else None for word in self.take(f"{n}i")}
        if not labelled <= _LABELLED_TYPES:
            raise DamagedError(begun)
        self.values += values if labelled - {0} else []

    def _extension(self) -> None:
        kind, size = self.take("2i")
        n = self.count(size)
        whole = n * size
        if kind == _NO_VALUES:
            self.no_values = self.file.read(min(whole, _EXTREMES))
            whole -= len(self.no_values)
        elif kind == _ENCODING:
            name = self.file.read(min(whole, _LONGEST_NAME))
            whole -= len(name)
            self.encoding = name.decode("latin-1")
        elif kind == _MACHINE and (size, n) == (4, 8):
            page = self.take("28xi")[0]
            whole = 0
            self.encoding = self.encoding or ("utf-8" if page == _UTF_8 else f"cp{page}")
        self.long_texts |= kind == _LONG_TEXTS
        self.skip(whole)

    def check_values(self) -> None:
        """Whether labelled texts are such in the encoding of the file: pyreadstat ends the program where one is not.

        The last sign may be cut off.
        """
        for at, value in self.values:
            try:
                codecs.getincrementaldecoder(self.encoding or "utf-8")().decode(value)
            except UnicodeDecodeError:
                raise DamagedError(at) from None
            except (LookupError, ValueError):  # no name, or one that is not known here
                return
