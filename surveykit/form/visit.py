"""Who is asking for what: one questionnaire version, one language, one token, the response so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from surveykit.core.codebook import Answers, Missing
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire, Route
from surveykit.core.response import Response, Status
from surveykit.form import piping, tokens


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
    def route(self) -> Route:
        """What this respondent is asked, in their own order. Before the first save the order is already theirs."""
        response = self.response or Response("", tokens.key_of(self.token), self.questionnaire.id, "")
        return self.questionnaire.route(self.answers, response.seed, response.number)

    @property
    def asked(self) -> Mapping[str, bool]:
        """Item id -> whether it is asked."""
        return self.route.asked

    @property
    def linked(self) -> tuple[Item, ...]:
        """The hidden items that a link may fill and that have no value yet."""
        blank = (None, Missing.NOT_ANSWERED)
        return tuple(
            item
            for item in self.questionnaire.items
            if item.kind == "hidden" and self.answers.get(item.id) in blank and not getattr(item, "draw", False)
        )

    @cached_property
    def in_words(self) -> piping.InWords:
        """Variable name -> its stored answer in words."""
        return piping.answers_in_words(self.questionnaire, self.route.settled, self.asked, self.language)
