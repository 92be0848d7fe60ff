"""Response <-> row of the table."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from surveykit.core.response import Response, Status
from surveykit.store.answers import dump, dump_answers, load_answers


def row_of(response: Response) -> dict[str, Any]:
    """The columns of a response."""
    return {
        "id": response.id,
        "questionnaire": response.questionnaire,
        "version": response.version,
        "key": response.key,
        "language": response.language,
        "status": response.status.value,
        "started": utc_text(response.started),
        "closed": utc_text(response.closed),
        "number": response.number,
        "revision": response.revision,
        "answers": dump_answers(response.answers),
        "paradata": dump(dict(response.paradata)),
    }


def response_of(row: Mapping[str, Any]) -> Response:
    """The response of a row. Raises ValueError if its texts cannot be read."""
    return Response(
        row["id"],
        row["key"],
        row["questionnaire"],
        row["version"],
        load_answers(row["answers"]),
        row["language"],
        Status(row["status"]),
        utc_time(row["started"]),
        utc_time(row["closed"]),
        row["revision"],
        json.loads(row["paradata"]),
        row["number"],
    )


def utc_text(time: datetime | None) -> str | None:
    """A time as UTC in ISO 8601. A time without a zone could mean anything: ValueError.

    >>> utc_text(datetime(2026, 1, 15, 12, 30, tzinfo=UTC))
    '2026-01-15T12:30:00+00:00'
    """
    if time is None:
        return None
    if time.tzinfo is None:
        raise ValueError("a time needs its zone")
    return time.astimezone(UTC).isoformat()


def utc_time(text: str | None) -> datetime | None:
    """The time that was written."""
    return None if text is None else datetime.fromisoformat(text)
