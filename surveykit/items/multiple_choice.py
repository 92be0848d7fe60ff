"""Multiple choice: any number of answers out of a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.item import Item, Option, Posted, Summary, chosen_reasons, kind, option_faults
from surveykit.core.language import Text, both
from surveykit.items.frequency import option_summary
from surveykit.items.specify import fields_of_texts, parse_texts, text_name, text_variables

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("multiple_choice")
@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Item):
    """All that apply. One 0/1 column an option, named `<id>_<option>`.

    An option with `exclusive: true` («none of these») stands alone. Somebody who ticks nothing has not answered;
    who ticks the exclusive option has said that none apply.

    ```yaml
    - id: problems
      kind: multiple_choice
      text: {en: What went wrong?, zh: 出现了哪些问题？}
      minimum: 1
      maximum: 3
      options:
        late: {en: The technician came late, zh: 师傅迟到}
        parts: {en: A part was missing, zh: 缺少配件}
        none: {en: None of these, zh: 以上都没有, exclusive: true}
    ```
    """

    part_field = "options"

    options: Mapping[str, Option]
    minimum: int = 0
    maximum: int | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        yield from option_faults(self.options)
        together = sum(not o.exclusive for o in self.options.values())
        most = len(self.options) if self.maximum is None else self.maximum
        if not (0 <= self.minimum <= min(most, together) and 0 < most <= len(self.options)):
            yield "choice-bounds", {"options": together}
        if any(o.missing for o in self.options.values()) and not all(
            o.exclusive for o in self.options.values() if o.missing
        ):
            yield "missing-not-exclusive", {}

    def name(self, option: str) -> str:
        """The variable of an option."""
        return f"{self.id}_{option}"

    @property
    def answers(self) -> dict[str, Option]:
        """The options that are answers, not reasons for a missing one."""
        return {name: option for name, option in self.options.items() if option.missing is None}

    def variables(self) -> tuple[Variable, ...]:
        reasons = chosen_reasons(self.options)
        ticked: dict[int, Text] = {0: both("items.not_chosen"), 1: both("items.chosen")}
        columns = tuple(
            Variable(
                self.name(name),
                self.id,
                option.label,
                Level.NOMINAL,
                values=ticked,
                missing=reasons,
                minimum=0,
                maximum=1,
                complete=True,
            )
            for name, option in self.answers.items()
        )
        return columns + text_variables(self, self.options)

    def ticks(self) -> dict[str, str]:
        return {text_name(self.id, name): self.name(name) for name, option in self.answers.items() if option.specify}

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        chosen = {c for c in posted.get(self.id, []) if c}
        if not chosen <= set(self.options):
            raise self.wrong("answer-unknown-option")
        self._judge(chosen)
        texts = parse_texts(self, self.options, chosen, posted)
        reason = next((self.options[c].missing for c in sorted(chosen) if self.options[c].missing), None)
        if reason or not chosen:
            return {self.name(name): reason or Missing.NOT_ANSWERED for name in self.answers} | texts
        ticks: dict[str, Value | Missing] = {self.name(name): int(name in chosen) for name in self.answers}
        return ticks | texts

    def _judge(self, chosen: set[str]) -> None:
        alone = [self.options[c].label for c in self.options if c in chosen and self.options[c].exclusive]
        if alone and len(chosen) > 1:
            raise self.wrong("answer-exclusive", option=alone[0])
        if not chosen and self.required:
            raise self.wrong("answer-required")
        if chosen and not alone and len(chosen) < self.minimum:
            raise self.wrong("answer-too-few", fewest=self.minimum, chosen=len(chosen))
        if self.maximum is not None and len(chosen) > self.maximum:
            raise self.wrong("answer-too-many", most=self.maximum, chosen=len(chosen))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        ticked = [name for name in self.answers if answers.get(self.name(name)) == 1]
        reasons = {answers.get(self.name(name)) for name in self.answers}
        ticked += [name for name, o in self.options.items() if o.missing and o.missing in reasons]
        return ({self.id: ticked} if ticked else {}) | fields_of_texts(self, self.options, answers)

    def summary(self, data: "Dataset") -> Summary:
        rows = [(o.label, data.counts(self.name(name)).get(1.0, 0)) for name, o in self.answers.items()]
        answered = max((data.answered(self.name(name)) for name in self.answers), default=0)
        return option_summary(self.text, rows, answered, several=True)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        together = [name for name, option in self.options.items() if not option.exclusive]
        alone = [name for name, option in self.options.items() if option.exclusive]
        if alone and (not together or random.random() < 0.2):
            return self.parse({self.id: [random.choice(alone)]})
        fewest = max(1, self.minimum)
        most = min(self.maximum or len(together), len(together))
        chosen = random.sample(together, random.randint(fewest, most))
        words = {text_name(self.id, c): ["made up"] for c in chosen}
        return self.parse({self.id: chosen, **words})
