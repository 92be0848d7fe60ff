"""The firm's records beside the responses that they belong to. Who erases a response erases its record, too."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveykit.core.codebook import Answers, Missing, Value
from surveykit.errors import OperatorError, Place
from surveykit.store.answers import dump_answers, load_answers
from surveykit.store.store import Store
from surveykit.store.tables import records


@dataclass(frozen=True)
class Kept:
    """What became of records: how many are new, how many say something else now, how many were there as they are."""

    added: int = 0
    changed: int = 0
    same: int = 0


def keep_records(store: Store, questionnaire: str, said: Mapping[str, Answers]) -> Kept:
    """Keep what the records say: response id -> variable -> value. What they do not name stays as it was.

    All in one transaction. Raises OperatorError if a response is gone by now.
    """
    try:
        with store.writing() as connection:
            before = _contents(connection, questionnaire)
            after = {id: dump_answers({**load_answers(before.get(id, "{}")), **own}) for id, own in said.items()}
            new = [(id, text) for id, text in after.items() if id not in before]
            other = [(id, text) for id, text in after.items() if before.get(id, text) != text]
            if new:
                rows = [{"response": id, "questionnaire": questionnaire, "content": text} for id, text in new]
                connection.execute(insert(records), rows)
            if other:
                changed = update(records).where(records.c.response == bindparam("id")).values(content=bindparam("text"))
                connection.execute(changed, [{"id": id, "text": text} for id, text in other])
    except IntegrityError as error:
        raise OperatorError.of("store-conflict", Place(), detail=str(error.orig)) from error
    return Kept(len(new), len(other), len(after) - len(new) - len(other))


def kept_records(store: Store, questionnaire: str) -> dict[str, dict[str, Value | Missing]]:
    """Response id -> variable -> value, of every response to a questionnaire that has a record."""
    with store.reading() as connection:
        return {id: load_answers(text) for id, text in _contents(connection, questionnaire).items()}


def _contents(connection: Connection, questionnaire: str) -> dict[str, str]:
    wanted = select(records.c.response, records.c.content).where(records.c.questionnaire == questionnaire)
    return {row.response: row.content for row in connection.execute(wanted)}
