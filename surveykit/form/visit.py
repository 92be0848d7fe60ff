"""Who is asking for what: one questionnaire version, one language, one token, the response so far."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Answers
from surveykit.core.questionnaire import Questionnaire
from surveykit.core.response import Response, Status
from surveykit.form import piping
from surveykit.form.walk import Asked


@dataclass(frozen=True)
class Visit:
    """One request. `cookie`: whether the browser sent the token as a cookie, so that a redirect would keep it."""

    questionnaire: Questionnaire
    language: str
    token: str
    cookie: bool
    response: Response | None = None

    @property
    def answers(self) -> Answers:
        """What is stored so far."""
        return self.response.answers if self.response else {}

    @property
    def closed(self) -> bool:
        """Whether the response has been sent."""
        return self.response is not None and self.response.status is not Status.DRAFT

    @cached_property
    def asked(self) -> Asked:
        """Item id -> whether it is asked."""
        return self.questionnaire.asked(self.answers)

    @cached_property
    def in_words(self) -> Callable[[str], str]:
        """Variable name -> its stored answer in words."""
        return piping.answers_in_words(self.questionnaire, self.answers, self.asked, self.language)
