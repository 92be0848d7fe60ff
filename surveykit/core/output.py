"""Writing a file as a whole: nobody ever sees half of it, and what was there stays until all went well."""

import codecs
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from surveykit.errors import OperatorError, Place


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` to write to; at the end it takes the place of `path`. Missing folders are made.

    Raises OperatorError (cannot-write) where the machine does not let us.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "new" / "page.txt"
    >>> with replacing(target) as part:
    ...     _ = part.write_text("whole", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'whole'
    """
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch()  # a folder that cannot be written is told of before the work, not after it
        if path.is_dir():
            raise IsADirectoryError
        yield part
        part.replace(path)
    except OSError as error:
        raise OperatorError.of(_code(error), Place(str(path))) from error
    finally:
        _forget(part)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file as a whole."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def make_folder(path: Path) -> bool:
    """Make a folder, with those above it, unless it is there. Returns whether it was made."""
    there = path.is_dir()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError.of(_code(error), Place(str(path))) from error
    return not there


def remove(path: Path) -> None:
    """Delete a file that was written earlier and no longer holds. Raises OperatorError where the machine forbids it."""
    try:
        path.unlink()
    except OSError as error:
        raise OperatorError.of(_code(error), Place(str(path))) from error


def replace_texts(texts: Mapping[Path, str]) -> None:
    """Put new texts into files that are there: none of them changes before all are written.

    A byte order mark, a link and the permissions stay.
    """
    with ExitStack() as all_of_them:
        for path, text in texts.items():
            own = path.resolve() if path.is_symlink() else path
            part = all_of_them.enter_context(replacing(own))
            marked = own.read_bytes().startswith(codecs.BOM_UTF8)
            shutil.copymode(own, part)
            part.write_bytes((codecs.BOM_UTF8 if marked else b"") + text.encode())


def _code(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "is-a-folder"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "folder-is-a-file"
    return "cannot-write-permission" if isinstance(error, PermissionError) else "cannot-write"


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # it was never made
