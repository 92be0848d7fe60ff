"""The cells of an SPSS system file (.sav), some cases at a time, without a Python object for each.

The layout is that of "System File Format" in the PSPP developers' manual (https://www.gnu.org/software/pspp). Where the
cells are written in a rarer way, or are damaged, reading ends before that place: the rest is left to pyreadstat.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from surveykit.core.columns import agreeing
from surveykit.interchange.sav_dictionary import sav_dictionary
from surveykit.interchange.table import Repeated

_PLAIN, _CODED, _DEFLATED = 0, 1, 2
"""The kinds of compression: none, a code for each cell, and the same deflated block by block."""
_USUAL = {(b"$FL2", "<", _PLAIN, 100.0), (b"$FL2", "<", _CODED, 100.0), (b"$FL3", "<", _DEFLATED, 100.0)}
_HIGHEST = float(np.finfo(np.float64).max)
_LOWEST = float(np.nextafter(-_HIGHEST, 0))
_SYSTEM_MISSING = -_HIGHEST
_NO_VALUES = struct.pack("<3d", _SYSTEM_MISSING, _HIGHEST, _LOWEST)
_STOP, _WRITTEN_OUT, _BLANK, _MISSING = 252, 253, 254, 255
"""The codes that are not a small number: the end, a word of its own, eight spaces, system-missing. 0 says nothing."""
_LEAST, _ROWS, _CELLS = 100, 25_000, 4_000_000
"""At least and at most so many cases are handed on at a time, between the two as many as make so many words."""
_PIECE = 1 << 20
"""So many bytes are decoded at a time."""
_LARGEST = 16 << 20
"""Blocks are of 4 MiB; one that claims to be larger than this is not unpacked."""
_FAULTS = (OSError, ValueError, struct.error, zlib.error)
Words = NDArray[np.uint64]
"""Eight bytes each: a number, or part of a text."""
Floats = NDArray[np.float64]


class UnusualError(ValueError):
    """Something that is not read here."""


@dataclass(frozen=True)
class SavLayout:
    """How the cells of a file are written, and for each column how many bytes its texts have, or 0 for numbers."""

    compression: int
    start: int
    widths: tuple[int, ...]


def sav_layout(path: Path) -> SavLayout | None:
    """How the cells are written; None for a file whose cells are not read here.

    Raises DamagedError for a file that does not hold what it says of itself, OSError if it cannot be read.
    """
    found = sav_dictionary(path)
    header = found.sign, found.order, found.compression, found.bias
    if header not in _USUAL or found.long_texts or found.no_values not in (None, _NO_VALUES):
        return None
    return SavLayout(found.compression, found.start, found.widths)


def sav_cells(path: Path, layout: SavLayout, n: int) -> Iterator[list[Floats | Repeated]]:
    """The first n cases, some at a time: the cells of each column. NaN is system-missing."""
    sizes = [max(1, -(-width // 8)) for width in layout.widths]
    ends = np.cumsum(sizes).tolist()
    rows = max(_LEAST, min(_ROWS, _CELLS // ends[-1]))
    with suppress(*_FAULTS), path.open("rb") as file:
        file.seek(layout.start)
        found = _cases(_words(file, layout.compression), ends[-1], rows)
        for start, cases in zip(range(0, n, rows), found, strict=False):
            parts = [cases[: n - start, end - size : end] for end, size in zip(ends, sizes, strict=True)]
            yield [
                _texts(part, width) if width else _numbers(part)
                for part, width in zip(parts, layout.widths, strict=True)
            ]


def _unpacked(file: IO[bytes], format: str) -> tuple[Any, ...]:
    return struct.unpack(format, file.read(struct.calcsize(format)))


def _words(file: IO[bytes], compression: int) -> Iterator[Words]:
    """The words of all cases, one after the other."""
    if compression == _DEFLATED:
        return _decoded(_inflated(file))
    pieces = iter(lambda: file.read(_PIECE), b"")
    return _decoded(pieces) if compression == _CODED else (np.frombuffer(piece, dtype="<u8") for piece in pieces)


def _inflated(file: IO[bytes]) -> Iterator[bytes]:
    """The blocks of a deflated file, unpacked."""
    begin = file.tell()
    header, trailer, size = _unpacked(file, "<3q")
    file.seek(trailer)
    n = _unpacked(file, "<20xi")[0]
    if (header, size) != (begin, 24 + 24 * n):
        raise UnusualError
    for start, unpacked, packed in [_unpacked(file, "<8xq2i") for _ in range(n)]:
        if not (0 < unpacked <= _LARGEST and 0 < packed <= _LARGEST):
            raise UnusualError
        file.seek(start)
        stream, block = zlib.decompressobj(), file.read(packed)
        cells = stream.decompress(block, unpacked + 1)
        if (len(block), len(cells)) != (packed, unpacked) or not stream.eof:
            raise UnusualError
        yield from (cells[at : at + _PIECE] for at in range(0, unpacked, _PIECE))


def _decoded(pieces: Iterable[bytes]) -> Iterator[Words]:
    """The words that the codes of compressed cells stand for. Eight codes make a word; what they write out follows."""
    rest = np.empty(0, dtype=np.uint64)
    for piece in pieces:
        words = np.concatenate([rest, np.frombuffer(piece, dtype="<u8")])
        is_code, whole = _told_apart(words)
        rest, words = words[whole:], words[:whole]
        codes = words[is_code].view(np.uint8)
        stopped = (codes == _STOP).any()
        if stopped:
            codes = codes[: np.argmax(codes == _STOP)]
        codes = codes[codes > 0]
        cells, written_out = _MEANT[codes], codes == _WRITTEN_OUT
        cells[written_out] = words[~is_code][: np.count_nonzero(written_out)]
        yield cells
        if stopped:
            return


def _told_apart(words: Words) -> tuple[NDArray[np.bool_], int]:
    """Which words are codes, of as many as are here with all that follows from them; and how many these are."""
    follow = np.bitwise_count((words.view(np.uint8) == _WRITTEN_OUT).view(np.uint64))
    some = np.flatnonzero(follow)
    whole, heads = 0, []
    for at, many in zip(some.tolist(), follow[some].tolist(), strict=True):
        if at >= whole:
            heads.append(at)
            whole = at + 1 + many
    whole = heads.pop() if whole > len(words) else len(words)
    turns = np.zeros(whole + 1, dtype=np.int8)
    begins = np.array(heads, dtype=np.intp) + 1
    turns[begins] = 1
    turns[begins + follow[heads]] = -1
    return np.cumsum(turns[:-1], dtype=np.int8) == 0, whole


def _meant() -> Words:
    numbers = np.arange(256) - 100.0
    numbers[_MISSING] = _SYSTEM_MISSING
    words = numbers.view(np.uint64)
    words[_BLANK] = np.frombuffer(b" " * 8, dtype=np.uint64)[0]
    return words


_MEANT = _meant()
"""The word that each code stands for."""


def _cases(parts: Iterable[Words], width: int, rows: int) -> Iterator[NDArray[np.uint64]]:
    """So many cases at a time (rows x width), at last as many as are left."""
    held, size = [np.empty(0, dtype=np.uint64)], 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= rows * width:
            words = np.concatenate(held)
            whole = size // (rows * width) * rows * width
            yield from words[:whole].reshape(-1, rows, width)
            held, size = [words[whole:]], size - whole
    n = size // width
    if n:
        yield np.concatenate(held)[: n * width].reshape(n, width)


def _numbers(words: Words) -> Floats:
    """The numbers of a column (n x 1). Three are no values."""
    numbers = words[:, 0].copy().view(np.float64)
    numbers[(numbers == _HIGHEST) | (numbers <= _LOWEST) & (numbers >= _SYSTEM_MISSING)] = np.nan
    return numbers


def _texts(words: Words, width: int) -> Repeated:
    """The texts of a column (n x words). Raises UnusualError for a byte 0, at which others end a text."""
    ranks = [np.unique(part, return_inverse=True)[1] for part in words.T]
    at, firsts = agreeing(ranks, len(words))
    written = [row.tobytes()[:width].rstrip(b" ") for row in words[firsts]]
    if any(b"\0" in text for text in written):
        raise UnusualError
    return Repeated([text.decode() for text in written], at)
