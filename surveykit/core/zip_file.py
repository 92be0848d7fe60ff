"""Zip files that are the same for the same contents: no clock is in them."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from surveykit.core.output import replacing


def write_zip(path: Path, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip file as a whole; the entries stand in their order."""
    with replacing(path) as part:
        part.write_bytes(zipped(entries))


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """The bytes of a zip file.

    >>> unzipped(zipped([("a.txt", b"one")]))
    [('a.txt', b'one')]
    """
    file = BytesIO()
    with ZipFile(file, "w") as book:
        for name, content in entries:
            book.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()


def unzipped(content: bytes) -> list[tuple[str, bytes]]:
    """The entries of a zip file in their order."""
    with ZipFile(BytesIO(content)) as book:
        return [(info.filename, book.read(info)) for info in book.infolist()]
