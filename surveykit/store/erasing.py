"""One person's answers out of a store, for good: rows, records, what was coded from them, and their bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from surveykit.core.response import Response, shown_id
from surveykit.errors import OperatorError, Problem
from surveykit.store.erasure_log import Entry, add_entries, all_marks, mark, marks_of
from surveykit.store.rows import utc_text
from surveykit.store.store import PAGE, Store, drop_packed
from surveykit.store.tables import responses


def erase(store: Store, found: Iterable[Response], reason: str, now: datetime) -> None:
    """Delete responses and all that belongs to them, note it in the log, and write the file anew.

    Deleting and noting is one transaction. Raises OperatorError (erased-not-rewritten) where only the last step failed.
    """
    gone = list(found)
    log = [
        {
            "key": mark(response.questionnaire, response.key),
            "respondent": mark(response.questionnaire, shown_id(response)),
            "questionnaire": response.questionnaire,
            "erased": utc_text(now),
            "reason": reason,
        }
        for response in gone
    ]
    with store.writing() as connection:
        add_entries(connection, log)
        _delete(connection, [(response.questionnaire, response.id) for response in gone])
    try:
        store.rewrite()
    except OperatorError as error:
        raise OperatorError(*error.problems, Problem("erased-not-rewritten")) from error


def repeat(store: Store, log: Sequence[Entry]) -> int:
    """Erase whoever a log names, and take its entries over. Returns how many responses that were."""
    marks = all_marks(log)
    wanted = select(responses.c.questionnaire, responses.c.id, responses.c.key)
    with store.writing() as connection:
        add_entries(connection, log)
        rows = connection.execute(wanted).all() if marks else []
        gone = [(row.questionnaire, row.id) for row in rows if marks_of(*row) & marks]
        _delete(connection, gone)
    return len(gone)


def _delete(connection: Connection, gone: Sequence[tuple[str, str]]) -> None:
    """Delete responses, given as (questionnaire, id); their records go with them."""
    ids = [id for _, id in gone]
    for start in range(0, len(ids), PAGE):
        connection.execute(delete(responses).where(responses.c.id.in_(ids[start : start + PAGE])))
    for questionnaire in {questionnaire for questionnaire, _ in gone}:
        drop_packed(connection, questionnaire)
