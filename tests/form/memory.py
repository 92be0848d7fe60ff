"""A store in memory, for the tests of the form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock

from surveykit.core.codebook import Answers
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, StaleRevision, Status
from surveykit.errors import OperatorError


class MemoryStore:
    """Keeps responses by key, counts what is written, and fails on demand."""

    def __init__(self) -> None:
        self.responses: dict[str, Response] = {}
        self.registered: list[str] = []
        self.writes: list[str] = []
        self.broken = False
        self._lock = Lock()

    @property
    def only(self) -> Response:
        (response,) = self.responses.values()
        return response

    def register(self, questionnaire: Questionnaire) -> None:
        self.registered.append(questionnaire.hash)

    def find(self, questionnaire: str, key: str) -> Response | None:
        self._check()
        found = self.responses.get(key)
        return found if found and found.questionnaire == questionnaire else None

    def start(self, questionnaire: Questionnaire, key: str, language: str, now: datetime) -> Response:
        self._check()
        with self._lock:
            if key not in self.responses:
                self.writes.append("start")
                id = f"r{len(self.responses) + 1}"
                self.responses[key] = Response(
                    id,
                    key,
                    questionnaire.id,
                    questionnaire.hash,
                    language=language,
                    started=now,
                    number=len(self.responses),
                )
            return self.responses[key]

    def save(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        language: str | None = None,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        self._check()
        with self._lock:
            current = self.responses[response.key]
            if current.revision != response.revision:
                raise StaleRevision(current)
            self.writes.append("save")
            return self._put(
                replace(
                    current,
                    answers={**current.answers, **answers},
                    language=language or current.language,
                    paradata={**current.paradata, **(paradata or {})},
                )
            )

    def submit(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        status: Status = Status.COMPLETE,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        self._check()
        with self._lock:
            current = self.responses[response.key]
            if current.status is not Status.DRAFT:
                return current
            if current.revision != response.revision:
                raise StaleRevision(current)
            self.writes.append("submit")
            known = {**current.paradata, **(paradata or {})}
            return self._put(replace(current, answers=dict(answers), status=status, closed=now, paradata=known))

    def _put(self, response: Response) -> Response:
        self.responses[response.key] = replace(response, revision=response.revision + 1)
        return self.responses[response.key]

    def _check(self) -> None:
        if self.broken:
            raise OperatorError.of("store-unavailable")
