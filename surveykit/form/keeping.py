"""Putting a page into the store: the one place where the form writes answers."""

from dataclasses import dataclass
from datetime import datetime

from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, ResponseStore, StaleRevision, Status
from surveykit.form import walk
from surveykit.form.sheet import Sheet

LONGEST_SECONDS = 24 * 3600


class Conflict(StaleRevision):
    """The page is older than what is stored, and would replace the answers of these names."""

    def __init__(self, current: Response, names: list[str]) -> None:
        super().__init__(current)
        self.names = names


@dataclass(frozen=True)
class Stamp:
    """What a page says of itself: which revision it showed, in which language, and when it was made (seconds)."""

    revision: int | None
    language: str
    opened: int | None
    now: datetime

    @property
    def seconds(self) -> int | None:
        """Seconds from showing to posting; None where the browser's word cannot be true."""
        if self.opened is None:
            return None
        passed = round(self.now.timestamp()) - self.opened
        return passed if 0 <= passed <= LONGEST_SECONDS else None


def keep(store: ResponseStore, response: Response, sheet: Sheet, stamp: Stamp) -> Response:
    """Store what the page changes. Raises Conflict where a page shown before the last save would replace an answer.

    A page sent twice changes nothing the second time, and is not stored again.
    """
    while response.status is Status.DRAFT:
        changes = sheet.changes(response.answers)
        if not changes and response.language == stamp.language:
            break
        overwritten = sheet.overwrites(response.answers)
        if overwritten and stamp.revision != response.revision:
            raise Conflict(response, overwritten)
        try:
            return store.save(response, changes, stamp.now, stamp.language, _paradata(response, sheet, stamp))
        except StaleRevision as stale:
            response = stale.current
    return response


def close(store: ResponseStore, questionnaire: Questionnaire, response: Response, now: datetime) -> Response:
    """Submit, unless something is still open: then the draft comes back. A closed response comes back as it is.

    Who is screened out ends here whatever is open. The order in which things were shown is kept as data.
    """
    while response.status is Status.DRAFT:
        route = questionnaire.route(response.answers, response.seed, response.number)
        if not route.screened_out and walk.first_open(route, response.answers) is not None:
            break
        status = Status.SCREENED if route.screened_out else Status.COMPLETE
        try:
            return store.submit(response, route.settled, now, status, {"shown": route.orders()})
        except StaleRevision as stale:
            response = stale.current
    return response


def _paradata(response: Response, sheet: Sheet, stamp: Stamp) -> dict[str, object]:
    seconds = response.paradata.get("seconds")
    so_far = dict(seconds) if isinstance(seconds, dict) else {}
    if stamp.seconds is not None:
        so_far[sheet.section.id] = so_far.get(sheet.section.id, 0) + stamp.seconds
    return {**response.paradata, "seconds": so_far}
