"""Open text: an answer in the respondent's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import MAXIMUM_TEXT, Item, Posted, Summary, clean_text, kind
from surveykit.core.language import both

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("open_text")
@dataclass(frozen=True, kw_only=True)
class OpenText(Item):
    """Words of the respondent's own. Few per questionnaire, seldom required.

    The report says how many wrote something; it prints no quotation by itself.

    ```yaml
    - id: why
      kind: open_text
      text: {en: What should we do better?, zh: 我们哪些地方可以做得更好？}
      maximum_length: 1000
    ```
    """

    lines: int = 4
    maximum_length: int = 2000

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not 1 <= self.maximum_length <= MAXIMUM_TEXT:
            yield "text-length", {"most": MAXIMUM_TEXT}
        if not 1 <= self.lines <= 20:
            yield "text-lines", {}

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(self.id, self.id, self.text, Level.TEXT, missing=frozenset({Missing.NOT_ANSWERED})),)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        typed = (posted.get(self.id) or [""])[-1]
        try:
            text = clean_text(typed).strip()
        except ValueError:
            raise self.wrong("answer-unstorable") from None
        if not text and self.required:
            raise self.wrong("answer-required")
        if len(text) > self.maximum_length:
            raise self.wrong("answer-too-long", most=self.maximum_length, length=len(text))
        return {self.id: text or Missing.NOT_ANSWERED}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [answer]} if isinstance(answer, str) else {}

    def summary(self, data: "Dataset") -> Summary:
        n = data.answered(self.id)
        columns = (
            Column(both("items.variable"), Style.ID),
            Column(both("items.wrote"), Style.COUNT),
            Column(both("items.of_respondents"), Style.COUNT),
        )
        table = Table(self.text, columns, ((self.id, n, data.n),), (both("items.no_quotes"),))
        return Summary(n, table, None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        wrote = self.required or random.random() < 0.3
        return {self.id: "made up"[: self.maximum_length] if wrote else Missing.NOT_ANSWERED}
