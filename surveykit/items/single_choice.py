"""Single choice: one answer out of a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.item import (
    Item,
    Option,
    Posted,
    Summary,
    chosen_reasons,
    coded,
    kind,
    labels,
    option_faults,
    posted_one,
)
from surveykit.items.frequency import option_summary
from surveykit.items.specify import fields_of_texts, parse_texts, text_name, text_variables

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("single_choice")
@dataclass(frozen=True, kw_only=True)
class SingleChoice(Item):
    """One answer out of a list. For facts and groups; for degrees use a rating.

    Two options make a yes-or-no question. Long lists of facts (provinces, models) read better with
    `appearance: dropdown`; degrees never do. With `specify: true` an option asks for words; with
    `missing: refused` (or dont_know, not_applicable) it is a reason for having no answer and is not counted as one.

    ```yaml
    - id: channel
      kind: single_choice
      text: {en: How did you reach us?, zh: 您通过什么方式联系我们？}
      options:
        phone: {en: Telephone, zh: 电话}
        app: {en: Our app, zh: 手机应用}
        other: {en: Another way, zh: 其他方式, specify: true}
    ```
    """

    part_field = "options"

    options: Mapping[str, Option]
    appearance: Literal["buttons", "dropdown"] = "buttons"

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        yield from option_faults(self.options)

    def variables(self) -> tuple[Variable, ...]:
        own = Variable(
            self.id,
            self.id,
            self.text,
            Level.NOMINAL,
            values=labels(self.options),
            stored={name: n for name, n in coded(self.options).items() if self.options[name].missing is None},
            missing=chosen_reasons(self.options),
            complete=True,
        )
        return (own, *text_variables(self, self.options))

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        chosen = posted_one(posted, self.id)
        if chosen and chosen not in self.options:
            raise self.wrong("answer-unknown-option")
        if not chosen and self.required:
            raise self.wrong("answer-required")
        texts = parse_texts(self, self.options, {chosen}, posted)
        if not chosen:
            return {self.id: Missing.NOT_ANSWERED, **texts}
        return {self.id: self.options[chosen].missing or chosen, **texts}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        by_reason = {o.missing: name for name, o in self.options.items() if o.missing}
        chosen = by_reason.get(answer) if isinstance(answer, Missing) else answer
        own = {self.id: [str(chosen)]} if chosen is not None else {}
        return own | fields_of_texts(self, self.options, answers)

    def summary(self, data: "Dataset") -> Summary:
        counts = data.counts(self.id)
        rows = [(label, counts.get(float(code), 0)) for code, label in labels(self.options).items()]
        return option_summary(self.text, rows, data.answered(self.id))

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        chosen = random.choice(list(self.options))
        words = {text_name(self.id, chosen): ["made up"]}
        return self.parse({self.id: [chosen], **words})
