"""A backup -> a store that was empty. Whoever was erased since does not come back, as far as a log tells of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, delete, func, select

from surveykit.errors import OperatorError, Place
from surveykit.store.address import ensure_file, file_of, is_new, untouched
from surveykit.store.backup import copy_pages, sealed
from surveykit.store.contents import Held, content_hash, held
from surveykit.store.erasing import repeat
from surveykit.store.erasure_log import Entry, entries
from surveykit.store.missing_rows import add_missing, rows_of
from surveykit.store.store import Store
from surveykit.store.tables import metadata, responses, versions


@dataclass(frozen=True)
class Restored:
    """What a store holds now, when its backup was made, and how many responses were left out as erased since."""

    held: tuple[Held, ...]
    made: str
    repeated: int


def restore(backup: Path, url: str, later: Path | None = None) -> Restored:
    """Bring a backup into a store that is not there yet, or has no responses.

    `later` is another store or backup, whose log tells who was erased since. All comes in, or nothing. Raises
    OperatorError for a backup that is not sound, and for a store that has responses.
    """
    seal = sealed(backup)
    log = _log_of(later) if later is not None else []
    path = file_of(url)
    with Store.filled(url) as store, _copy_of(backup, path.parent) as copy, store.writing() as into:
        n = into.execute(select(func.count()).select_from(responses)).scalar_one()
        if n:
            raise OperatorError.of("store-not-empty", Place(str(path)), n=n)
        repeated = repeat(copy, [*log, *entries(into)])
        with copy.writing() as own:
            add_missing(own, versions, rows_of(into, versions))
        for table in reversed(metadata.sorted_tables):  # what is there without responses is in the copy by now
            into.execute(delete(table))
        with copy.reading() as source:
            for table in metadata.sorted_tables:
                add_missing(into, table, rows_of(source, table))
            if content_hash(into, metadata.tables) != content_hash(source, metadata.tables):
                raise OperatorError.of("copy-unlike", Place(str(path)))
        return Restored(held(into), seal.made, repeated)


def _log_of(path: Path) -> Sequence[Entry]:
    ensure_file(path, create=False)
    with untouched(path) as connection:
        return [] if is_new(path) else entries(connection)


@contextmanager
def _copy_of(backup: Path, beside: Path) -> Iterator[Store]:
    """A backup as a store of today's schema, for as long as it is read."""
    with TemporaryDirectory(prefix=".restore-", dir=beside) as folder:
        path = Path(folder) / "copy.db"
        with untouched(backup) as source:
            copy_pages(source, path)
        with Store.open(str(URL.create("sqlite", database=str(path)))) as store:
            yield store
