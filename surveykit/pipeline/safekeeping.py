"""Responses kept safe: copied out of a store, brought back into one, and one person's answers erased."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.errors import AnalystError, Place
from surveykit.pipeline.questionnaires import questionnaire

if TYPE_CHECKING:
    from surveykit.core.response import Response
    from surveykit.store.backup import Backup
    from surveykit.store.restore import Restored


def backup(store_url: str, out: Path) -> "Backup":
    """Write a copy of a store, which may be in use, as one file, and read it again. Overwrites nothing."""
    from surveykit.store.backup import back_up

    return back_up(store_url, out)


def restore(file: Path, store_url: str, later: Path | None = None) -> "Restored":
    """Bring a backup into a store that is not there yet, or has no responses: all of it, or nothing.

    `later` is another store or backup, whose log tells who was erased since the backup was made.
    """
    from surveykit.store.restore import restore

    return restore(file, store_url, later)


@dataclass(frozen=True)
class Erased:
    """What an erasure came to: how many responses are gone now, or when that was done before."""

    responses: int
    before: str | None = None


def erase(
    path: Path,
    store_url: str,
    respondent: str,
    reason: str = "",
    sure: "Callable[[Sequence[Response]], bool]" = lambda found: True,
) -> Erased | None:
    """Erase the answers of the respondent whom exports show under that id; None where `sure` says no.

    Asked for once more, only the file is written anew. Raises AnalystError for an id that nobody has, and for a reason
    that names the respondent.
    """
    from surveykit.store.erasing import erase
    from surveykit.store.erasure_log import erased_when
    from surveykit.store.store import Store

    read = questionnaire(path)
    if re.search(rf"(?<!\w){re.escape(respondent)}(?!\w)", reason):
        raise AnalystError.of("reason-names-respondent", Place())
    with Store.open(store_url, create=False, writable=True) as store:
        found = store.find_shown(read.id, respondent)
        if found:
            if not sure(found):
                return None
            erase(store, found, reason, datetime.now(UTC))
            return Erased(len(found))
        with store.reading() as connection:
            before = erased_when(connection, read.id, respondent)
        if before is None:
            raise AnalystError.of("respondent-unknown", Place(store_url), id=respondent, questionnaire=read.id)
        store.rewrite()
        return Erased(0, before)
