"""One respondent's answers, as stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from surveykit.core.codebook import Answers
from surveykit.core.ordering import derived
from surveykit.core.questionnaire import Questionnaire


class Status(StrEnum):
    """How far a response is: being answered, sent by the respondent, brought in from a file, screened out, or no
    respondent's at all."""

    DRAFT = "draft"
    COMPLETE = "complete"
    IMPORTED = "imported"
    SCREENED = "screened"
    """Ended because the questionnaire does not ask people like this one."""
    SIMULATED = "simulated"
    """Nobody's: drawn at random to try a questionnaire or a plan. A report on such data says so on every page."""


IMPORTED_KEY = "import:"
"""How the key of an imported response begins; the rest is the respondent's id in the file."""
SIMULATED_ID = "simulated-"
"""How the id of a simulated respondent begins: by it a file of answers is known for what it is."""


def simulated_id(seed: int, row: int) -> str:
    """The id of the simulated respondent in a row (from 0).

    >>> simulated_id(7, 0)
    'simulated-7-1'
    """
    return f"{SIMULATED_ID}{seed}-{row + 1}"


@dataclass(frozen=True)
class Response:
    """A respondent's Answers to one version of a questionnaire. Times are in UTC.

    `key` makes submission idempotent: a second response with the same key is the same response.
    `revision` counts the saves. `paradata` holds what is known of the answering: seconds per section, ....
    """

    id: str
    key: str
    questionnaire: str
    version: str
    answers: Answers = field(default_factory=dict)
    language: str | None = None
    status: Status = Status.DRAFT
    started: datetime | None = None
    closed: datetime | None = None
    revision: int = 0
    paradata: Mapping[str, object] = field(default_factory=dict)
    number: int = 0
    """How many responses to the questionnaire were begun before: what keeps random arms balanced."""

    @property
    def seed(self) -> int:
        """The seed of everything that is drawn for this respondent; it follows from the key."""
        return derived(self.key, "respondent")


def shown_id(response: Response) -> str:
    """The id that the imported file gave, else that of the response; the key of a respondent stays a secret."""
    imported = response.status in (Status.IMPORTED, Status.SIMULATED) and response.key.startswith(IMPORTED_KEY)
    return response.key.removeprefix(IMPORTED_KEY) if imported else response.id


class StaleRevision(Exception):  # noqa: N818  it is news, not a fault
    """Somebody saved this response after the page was shown. Carries the response as it is now."""

    def __init__(self, current: Response) -> None:
        super().__init__(current.id)
        self.current = current


class ErasedResponse(Exception):  # noqa: N818  it is news, not a fault
    """The answers that belonged to this key were erased, and are not begun anew."""


class ResponseStore(Protocol):
    """What the form needs of a store. Every method commits before it returns; times are in UTC."""

    def register(self, questionnaire: Questionnaire) -> None:
        """Keep this version of a questionnaire, its hash and whole text."""

    def find(self, questionnaire: str, key: str) -> Response | None:
        """The response with that key."""

    def start(self, questionnaire: Questionnaire, key: str, language: str, now: datetime) -> Response:
        """The response with that key, made if there is none. Two calls at once make one response.

        Raises ErasedResponse where it was erased.
        """

    def save(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        language: str | None = None,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Add answers to a draft. Raises StaleRevision unless `response.revision` is the latest."""

    def submit(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        status: Status = Status.COMPLETE,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Close a draft with these, its whole answers. A closed response is returned as it is."""
