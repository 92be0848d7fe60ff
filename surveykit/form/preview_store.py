"""Responses in memory, for as long as a preview runs. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock

from surveykit.core.codebook import Answers, Missing, Value, Variable
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, StaleRevision, Status


class PreviewStore:
    """Implements `core.response.ResponseStore`. A response goes over to the version that was registered last, with
    the answers that still fit it."""

    def __init__(self) -> None:
        self._current: dict[str, Questionnaire] = {}
        self._responses: dict[tuple[str, str], Response] = {}
        self._lock = Lock()

    def register(self, questionnaire: Questionnaire) -> None:
        """From now on this is the version."""
        self._current[questionnaire.id] = questionnaire

    def find(self, questionnaire: str, key: str) -> Response | None:
        """The response with that key, in the version of now."""
        found = self._responses.get((questionnaire, key))
        return None if found is None else moved(found, self._current[questionnaire])

    def start(self, questionnaire: Questionnaire, key: str, language: str, now: datetime) -> Response:
        """The response with that key, made if there is none."""
        with self._lock:
            number = len(self._responses)
            made = Response(key, key, questionnaire.id, questionnaire.hash, {}, language, started=now, number=number)
            self._responses.setdefault((questionnaire.id, key), made)
        found = self.find(questionnaire.id, key)
        assert found is not None  # it has just been put there
        return found

    def save(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        language: str | None = None,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Add answers to a draft."""
        changed = replace(response, answers={**response.answers, **answers}, language=language or response.language)
        return self._put(response, changed, paradata)

    def submit(
        self,
        response: Response,
        answers: Answers,
        now: datetime,
        status: Status = Status.COMPLETE,
        paradata: Mapping[str, object] | None = None,
    ) -> Response:
        """Close a draft."""
        return self._put(response, replace(response, answers=dict(answers), status=status, closed=now), paradata)

    def _put(self, response: Response, changed: Response, paradata: Mapping[str, object] | None) -> Response:
        with self._lock:
            current = self._responses[response.questionnaire, response.key]
            if current.status is not Status.DRAFT or current.revision != response.revision:
                raise StaleRevision(current)
            known = {**current.paradata, **(paradata or {})}
            after = replace(changed, paradata=known, revision=current.revision + 1)
            self._responses[response.questionnaire, response.key] = after
        return after


def moved(response: Response, questionnaire: Questionnaire) -> Response:
    """The response as one to this version, with the answers that this version can take."""
    if response.version == questionnaire.hash:
        return response
    by_name = questionnaire.codebook.by_name
    kept = {name: value for name, value in response.answers.items() if name in by_name and _fits(by_name[name], value)}
    return replace(response, version=questionnaire.hash, answers=kept)


def _fits(variable: Variable, answer: Value | Missing) -> bool:
    if isinstance(answer, Missing):
        return True
    if variable.stored or not variable.numeric:
        return answer in variable.stored if variable.stored else isinstance(answer, str)
    low, high = variable.minimum, variable.maximum
    return not isinstance(answer, str) and (low is None or low <= answer) and (high is None or answer <= high)
