"""Consent: a statement, and a box of its own for each thing that somebody may agree to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Self

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, all_answers, kind, posted_one
from surveykit.core.language import Text, both
from surveykit.items.frequency import notes, share

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

TICKED = "1"


@dataclass(frozen=True)
class Box(Part):
    """One thing to agree to. A `required` one must be ticked before the questionnaire goes on."""

    required: bool = False


@kind("consent")
@dataclass(frozen=True, kw_only=True)
class Consent(Item):
    """Agreement that can be proved: a statement to read, and a box for each purpose, none of them ticked beforehand.

    One column a box, `<id>_<option>`: 1 ticked, 0 seen and left empty. A box with `required: true` must be ticked to
    go on (`required` on the item: every box); ask only what the study cannot do without, and put it into the first
    section. The words that were agreed to are proved by the questionnaire's version and the language, which every
    response keeps with the times of beginning and sending.

    ```yaml
    - id: consent
      kind: consent
      text: {en: Do you agree?, zh: 您是否同意？}
      statement:
        en: We ask about your repair, to improve our service. Your answers are kept for two years.
        zh: 我们就您的维修提问，用于改进服务。您的回答将保存两年。
      options:
        take_part: {en: I agree to take part., zh: 我同意参加本次调查。, required: true}
        contact: {en: You may contact me about my answers., zh: 可以就我的回答与我联系。}
    ```
    """

    part_field = "options"

    statement: Text
    options: Mapping[str, Box]

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.options:
            yield "no-boxes", {}

    def name(self, option: str) -> str:
        """The variable and field of a box."""
        return f"{self.id}_{option}"

    def needed(self, option: str) -> bool:
        """Whether a box must be ticked to go on."""
        return self.required or self.options[option].required

    def optional(self) -> Self:
        boxes = {name: replace(box, required=False) for name, box in self.options.items()}
        return replace(self, required=False, options=boxes)

    def variables(self) -> tuple[Variable, ...]:
        ticked: dict[int, Text] = {0: both("items.not_ticked"), 1: both("items.ticked")}
        return tuple(
            Variable(
                self.name(name),
                self.id,
                box.label,
                Level.NOMINAL,
                values=ticked,
                missing=frozenset({Missing.NOT_ANSWERED}),
                minimum=0,
                maximum=1,
                complete=True,
            )
            for name, box in self.options.items()
        )

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        fields = {self.name(name): name for name in self.options}

        def box(field: str) -> Value | Missing:
            typed = posted_one(posted, field)
            if typed not in ("", TICKED):
                raise self.wrong("answer-unknown-option", field)
            if not typed and self.needed(fields[field]):
                raise self.wrong("answer-consent-required", field, option=self.options[fields[field]].label)
            return int(typed == TICKED)

        return dict(zip(fields, all_answers(box, fields), strict=True))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {self.name(name): [TICKED] for name in self.options if answers.get(self.name(name)) == 1}

    def summary(self, data: "Dataset") -> Summary:
        answered = {name: data.answered(self.name(name)) for name in self.options}
        agreed = {name: data.counts(self.name(name)).get(1.0, 0) for name in self.options}
        columns = (
            Column(both("items.consent_to")),
            Column(both("items.agreed"), Style.COUNT),
            Column(both("items.n"), Style.COUNT),
            Column(both("items.share"), Style.PERCENT, 1),
        )
        rows = tuple((b.label, agreed[o], answered[o], share(agreed[o], answered[o])) for o, b in self.options.items())
        n = max(answered.values(), default=0)
        return Summary(n, Table(self.text, columns, rows, notes(n)), None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {self.name(name): int(self.needed(name) or random.random() < 0.6) for name in self.options}
