"""The response store: every write is one short transaction, on disk before its method returns.

One response per key is a constraint of the database, not a check in code; a stale page is refused by its
revision inside the transaction that would overwrite. The store may be used from several threads.
"""

import secrets
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any, Self

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    Row,
    Select,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from surveykit.core.codebook import Answers
from surveykit.core.output import replacing
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import IMPORTED_KEY, ErasedResponse, Response, StaleRevision, Status, shown_id
from surveykit.errors import AnalystError, OperatorError, Place, Problem, Severity
from surveykit.store.address import ensure_file, file_of, is_new
from surveykit.store.durability import BUSY_SECONDS, linked_durability
from surveykit.store.erasure_log import all_marks, entries, erased_key, marks_of
from surveykit.store.faults import explained
from surveykit.store.migrate import migrate
from surveykit.store.rows import response_of, row_of, utc_text
from surveykit.store.tables import SCHEMA, about, metadata, packed, packed_table, responses, versions

PAGE = 500
"""Rows read or written at once; a long read never holds a lock for longer than one page."""
_ROOM = 131_072
"""KiB of the file that are kept in memory while many rows are added."""
_WAITING = Table("waiting", MetaData(), *(Column(own.name, own.type) for own in responses.columns), schema="temp")

Key = tuple[str, str]
"""A questionnaire's id and a response's key."""

MOST_LISTED = 50
"""Duplicates named one by one; the rest are counted."""


class Store:
    """Responses and questionnaire versions in one SQLite file. Implements `core.response.ResponseStore`."""

    def __init__(self, engine: Engine, shown: str) -> None:
        self._engine = engine
        self._shown = shown
        self._writer = threading.Lock()
        self._registered: set[str] = set()

    @classmethod
    def open(cls, url: str, *, folder: Path | None = None, create: bool = True, writable: bool = False) -> Self:
        """The store at an address such as `sqlite:///study.db`; a new file is readable by its owner only.

        Relative paths count from `folder` (the working folder, if not said). A store of an earlier schema is brought
        up to that of today. Raises OperatorError for an address that is no SQLite file, a file that is damaged or
        not ours, with `writable` a file that cannot be written, or, unless `create`, a file that is not there.
        """
        path = file_of(url, folder)
        ensure_file(path, create)
        store = cls(_engine(path), str(path))
        if is_new(path):
            store._make_tables()
        with store.reading() as connection:  # sets the file up now, so that a fault shows at the start
            schema = connection.execute(select(about.c.schema_number)).scalar_one()
        if schema < SCHEMA:
            with store.writing() as connection:
                migrate(connection)
        if writable:
            store._try_writing()
        return store

    @classmethod
    @contextmanager
    def filled(cls, url: str) -> Iterator[Self]:
        """The store at an address, to be written to at once. A new file appears when all is written, else not at all.

        Raises OperatorError as `open` does, and where somebody else makes the file meanwhile.
        """
        path = file_of(url)
        if path.exists() or not path.parent.is_dir():
            with cls.open(url, writable=True) as store:
                yield store
            return
        with replacing(path) as part:
            part.chmod(0o600)
            with cls.open(str(URL.create("sqlite", database=str(part))), writable=True) as store:
                yield store
            if path.exists():
                raise OperatorError.of("file-exists", Place(str(path)))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def register(self, questionnaire: Questionnaire) -> None:
        """Keep this version of a questionnaire, its hash and whole text. A version once kept never changes."""
        if questionnaire.hash in self._registered:
            return
        row = {
            "hash": questionnaire.hash,
            "questionnaire": questionnaire.id,
            "version": questionnaire.version,
            "text": questionnaire.source,
            "first_seen": utc_text(datetime.now(UTC)),
        }
        if self._one(select(versions.c.hash).where(versions.c.hash == questionnaire.hash)) is None:
            try:
                with self.writing() as connection:
                    connection.execute(insert(versions).values(row))
            except IntegrityError:
                pass  # somebody else kept it a moment ago
        self._registered.add(questionnaire.hash)

    def versions(self, questionnaire: str) -> dict[str, str]:
        """Hash -> source text of every version of a questionnaire that was registered, oldest first."""
        wanted = select(versions.c.hash, versions.c.text).where(versions.c.questionnaire == questionnaire)
        with self.reading() as connection:
            rows = connection.execute(wanted.order_by(versions.c.first_seen, versions.c.hash)).all()
        return {row.hash: row.text for row in rows}

    def answered(self, version: str) -> bool:
        """Whether there is any response, if only a draft, to the version of that hash."""
        wanted = select(responses.c.id).where(responses.c.version == version).limit(1)
        with self.reading() as connection:
            return connection.execute(wanted).first() is not None

    def find(self, questionnaire: str, key: str) -> Response | None:
        """The response with that key."""
        row = self._one(_with_key(questionnaire, key))
        return None if row is None else self._response(row)

    def find_shown(self, questionnaire: str, id: str) -> list[Response]:
        """The responses that exports show under that id: one, or two where the export was imported again."""
        same = or_(responses.c.id == id, responses.c.key == IMPORTED_KEY + id)
        with self.reading() as connection:
            rows = connection.execute(select(responses).where(responses.c.questionnaire == questionnaire, same)).all()
        return [response for row in rows if shown_id(response := self._response(row)) == id]

    def start(self, questionnaire: Questionnaire, key: str, language: str, now: datetime) -> Response:
        """The response with that key, made if there is none. Two calls at once make one response.

        Raises ErasedResponse where it was erased.
        """
        if not key:
            raise ValueError("a response needs a key")
        found = self.find(questionnaire.id, key)
        if found is not None:
            return found
        self.register(questionnaire)
        id = secrets.token_hex(16)
        made = Response(id, key, questionnaire.id, questionnaire.hash, language=language, started=now)
        try:
            with self.writing() as connection:
                if erased_key(connection, questionnaire.id, key):
                    raise ErasedResponse
                begun = connection.execute(_counted(questionnaire.id)).scalar_one()
                made = replace(made, number=begun)
                connection.execute(insert(responses).values(row_of(made) | {"saved": utc_text(now)}))
                drop_packed(connection, questionnaire.id)
        except IntegrityError as error:
            found = self.find(questionnaire.id, key)
            if found is None:
                raise OperatorError.of("store-conflict", Place(self._shown), detail=str(error.orig)) from error
            return found
        return made

    def save(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        language: str | None = None,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Add answers (and paradata) to a draft; what is not named stays.

        Raises StaleRevision with the response as it is now, unless `response.revision` is the latest and the
        response is still a draft.
        """
        with self.writing() as connection:
            current = self._current(connection, response)
            if current.revision != response.revision or current.status is not Status.DRAFT:
                raise StaleRevision(current)
            changed = replace(
                current,
                answers={**current.answers, **answers},
                language=language or current.language,
                paradata={**current.paradata, **(paradata or {})},
                revision=current.revision + 1,
            )
            self._overwrite(connection, current, changed, now)
        return changed

    def submit(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        status: Status = Status.COMPLETE,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Close a draft with these, its whole answers. A closed response is returned as it is.

        Raises StaleRevision if the draft was saved after the page was shown: nothing typed there is overwritten.
        """
        with self.writing() as connection:
            current = self._current(connection, response)
            if current.status is not Status.DRAFT:
                return current
            if current.revision != response.revision:
                raise StaleRevision(current)
            changed = replace(
                current,
                answers=dict(answers),
                status=status,
                closed=now,
                paradata={**current.paradata, **(paradata or {})},
                revision=current.revision + 1,
            )
            self._overwrite(connection, current, changed, now)
        return changed

    def add_all(self, new: Iterable[Response]) -> int:
        """Add responses in one transaction, all of them or none; returns how many.

        Their questionnaire version must be registered. Raises AnalystError naming the respondents (and the row, where
        the paradata have one) that the store, or an earlier response of the same batch, has already, and those who
        were erased.
        """
        added, erased, duplicates, seen = 0, list[Problem](), list[Problem](), set[Key]()
        remaining = iter(new)
        try:
            with self.writing() as connection, _waiting(connection):
                gone, answered = all_marks(entries(connection)), _answered(connection)
                while batch := list(islice(remaining, PAGE)):
                    erased += [_told(r, "erased-respondent") for r in batch if _marked(r) & gone] if gone else []
                    fresh, known = _sorted_out(connection, batch, seen, answered)
                    duplicates += known
                    if fresh:
                        _wait(connection, [row_of(r) for r in fresh])
                    added += len(fresh)
                if erased or duplicates:
                    raise AnalystError(*erased, *_listed(duplicates))
                connection.exec_driver_sql("INSERT INTO response SELECT * FROM temp.waiting ORDER BY id")
                for questionnaire in {questionnaire for questionnaire, _ in seen}:
                    drop_packed(connection, questionnaire)
        except IntegrityError as error:
            raise OperatorError.of("store-conflict", Place(self._shown), detail=str(error.orig)) from error
        return added

    def holds(self, rows: Iterable[Response]) -> bool:
        """Whether every one of these responses is here already, to the same version and with the same answers."""
        remaining = iter(rows)
        while batch := list(islice(remaining, PAGE)):
            wanted = select(responses.c.id, responses.c.version, responses.c.answers)
            with self.reading() as connection:
                found = connection.execute(wanted.where(responses.c.id.in_([r.id for r in batch]))).all()
            known = {row.id: (row.version, row.answers) for row in found}
            if any(known.get(r.id) != (r.version, row_of(r)["answers"]) for r in batch):
                return False
        return True

    def responses(self, questionnaire: str) -> Iterator[Response]:
        """Every response to a questionnaire, drafts too, ordered by id.

        Read page by page: what is written meanwhile may or may not appear, and no writer waits for the reader.
        """
        last = ""
        while True:
            # Concatenated with nothing, so that pages follow the ids' own index: the other would sort all rows anew.
            own = responses.c.questionnaire.op("||")("") == questionnaire
            wanted = select(responses).where(own, responses.c.id > last)
            with self.reading() as connection:
                rows = connection.execute(wanted.order_by(responses.c.id).limit(PAGE)).all()
            for row in rows:
                yield self._response(row)
            if len(rows) < PAGE:
                return
            last = rows[-1].id

    def count(self, questionnaire: str) -> int:
        """How many responses to a questionnaire there are, drafts too."""
        with self.reading() as connection:
            return connection.execute(_counted(questionnaire)).scalar_one()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with explained(self._shown), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside a transaction that commits at the end, or leaves nothing."""
        # Threads queue here in order; SQLite's own waiting is by sleeping and trying again, which starves some.
        if not self._writer.acquire(timeout=BUSY_SECONDS):
            raise OperatorError.of("store-busy", Place(self._shown), detail="")
        try:
            with explained(self._shown), self._engine.connect() as connection:
                writer = connection.execution_options(surveykit_write=True)
                with writer.begin():
                    yield writer
        finally:
            self._writer.release()

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing of what was deleted is left in it or in its log.

        Raises OperatorError (store-busy) while somebody else reads.
        """
        with self._writer, explained(self._shown), self._engine.connect() as connection:
            alone = connection.execution_options(surveykit_alone=True)
            alone.exec_driver_sql("VACUUM")
            (busy, *_) = alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        if busy:
            raise OperatorError.of("store-busy", Place(self._shown), detail="")

    def _try_writing(self) -> None:
        """Write what is there already: merely to begin is allowed even where the file is read-only."""
        with self.writing() as connection:
            connection.execute(update(about).values(schema_number=about.c.schema_number))

    def _one(self, wanted: Select[Any]) -> Row[Any] | None:
        with self.reading() as connection:
            return connection.execute(wanted).one_or_none()

    def _current(self, connection: Connection, response: Response) -> Response:
        row = connection.execute(select(responses).where(responses.c.id == response.id)).one_or_none()
        if row is None:
            raise OperatorError.of("store-no-such-response", Place(self._shown))
        return self._response(row)

    def _overwrite(self, connection: Connection, old: Response, changed: Response, now: datetime) -> None:
        unchanged = (responses.c.id == old.id, responses.c.revision == old.revision)
        row = row_of(changed) | {"saved": utc_text(now)}
        done = connection.execute(update(responses).where(*unchanged).values(row))
        drop_packed(connection, changed.questionnaire)
        if done.rowcount != 1:  # only where the database lets two writers in at once
            raise StaleRevision(self._current(connection, old))

    def _response(self, row: Row[Any]) -> Response:
        try:
            return response_of(row._asdict())
        except (ValueError, KeyError) as error:
            raise OperatorError.of("store-damaged", Place(self._shown), detail=str(error)) from error

    def _make_tables(self) -> None:
        with self.writing() as connection:
            metadata.create_all(connection)
            if connection.execute(select(about.c.schema_number)).first() is None:
                connection.execute(insert(about).values(schema_number=SCHEMA))


def drop_packed(connection: Connection, questionnaire: str) -> None:
    """Drop what was derived from a questionnaire's responses: it is no longer true."""
    for version in connection.scalars(
        select(packed_table.c.version).where(packed_table.c.questionnaire == questionnaire)
    ):
        connection.execute(delete(packed).where(packed.c.version == version))
        connection.execute(delete(packed_table).where(packed_table.c.version == version))


def _counted(questionnaire: str) -> Select[int]:
    return select(func.count()).select_from(responses).where(responses.c.questionnaire == questionnaire)


def _with_key(questionnaire: str, key: str) -> Select[Any]:
    return select(responses).where(responses.c.questionnaire == questionnaire, responses.c.key == key)


def _listed(duplicates: list[Problem]) -> list[Problem]:
    listed = duplicates[:MOST_LISTED]
    if len(duplicates) > MOST_LISTED:
        listed.append(Problem("duplicate-response-more", Place(), {"more": len(duplicates) - MOST_LISTED}))
    return [*listed, Problem("nothing-imported", severity=Severity.ADVICE)]


def _told(response: Response, code: str) -> Problem:
    """Told by the row and the respondent's id as the imported file shows them."""
    row = response.paradata.get("row")
    id = response.key.removeprefix(IMPORTED_KEY)
    return Problem(code, Place(row=row if isinstance(row, int) else None), {"id": id})


def _marked(response: Response) -> set[str]:
    return marks_of(response.questionnaire, response.id, response.key)


@contextmanager
def _waiting(connection: Connection) -> Iterator[None]:
    """A table in a nameless file in which many rows wait until they come into the store by their ids.

    These are random. A million that came as they are would each change another page of the file.
    """
    (usual,) = connection.exec_driver_sql("PRAGMA cache_size").one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM}")
    connection.exec_driver_sql("CREATE TEMP TABLE waiting AS SELECT * FROM response WHERE 0")
    try:
        yield
        connection.exec_driver_sql("DROP TABLE temp.waiting")
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _wait(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let rows that have the same columns wait, handed over as the driver takes them: that takes half the time."""
    statement = insert(_WAITING).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = statement.positiontup or ()
    connection.exec_driver_sql(str(statement), [tuple(map(row.__getitem__, names)) for row in rows])


def _answered(connection: Connection) -> set[str]:
    """The questionnaires that have responses."""
    own = select(responses.c.id).where(responses.c.questionnaire == versions.c.questionnaire)
    return set(connection.scalars(select(versions.c.questionnaire).where(own.exists())))


def _sorted_out(
    connection: Connection, batch: list[Response], seen: set[Key], answered: Collection[str]
) -> tuple[list[Response], list[Problem]]:
    """The responses of a batch that are new (noted in `seen`), and a problem for each that is not.

    `answered` are the questionnaires that had responses before.
    """
    stored: set[Key] = set()
    for questionnaire in {r.questionnaire for r in batch}.intersection(answered):
        keys = [r.key for r in batch if r.questionnaire == questionnaire]
        own = (responses.c.questionnaire == questionnaire, responses.c.key.in_(keys))
        stored |= {(questionnaire, key) for key in connection.scalars(select(responses.c.key).where(*own))}
    fresh, duplicates = list[Response](), list[Problem]()
    for response in batch:
        key = (response.questionnaire, response.key)
        if key in stored or key in seen:
            duplicates.append(_told(response, "duplicate-in-batch" if key in seen else "duplicate-response"))
        else:
            fresh.append(response)
            seen.add(key)
    return fresh, duplicates


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=8,
        max_overflow=8,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
    )
    wanted = linked_durability()

    @event.listens_for(engine, "connect")
    def set_up(connection: SQLiteConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where `begin` says, not where the driver guesses
        found = wanted.apply(connection)
        if found != wanted.journal_mode:
            raise OperatorError.of("store-not-durable", Place(str(path)), wanted=wanted.journal_mode, found=found)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("surveykit_alone", False):  # what stands outside of every transaction
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("surveykit_write", False) else "BEGIN")

    return engine
