"""Hidden: what comes with the link, or is drawn at random, and is never shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.expression import Lookup
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Option, Posted, Summary, clean_text, coded, kind, labels, posted_one
from surveykit.core.language import both
from surveykit.core.ordering import arm, derived
from surveykit.items.frequency import option_summary

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

MAXIMUM = 200


@kind("hidden")
@dataclass(frozen=True, kw_only=True)
class Hidden(Item):
    """A value that the respondent does not give: from the link, or a random arm.

    `…/after-sales?source=receipt` fills the hidden item `source`. With `options` only these are taken, and without
    any a short text. With `draw: true` one of the options is drawn for each respondent, so that every arm has the same
    number of respondents (permuted blocks); conditions read it like any answer: `relevant: version = 'short'`.

    ```yaml
    - id: version
      kind: hidden
      text: {en: Version of the questionnaire, zh: 问卷版本}
      draw: true
      options:
        short: {en: Short version, zh: 短版}
        long: {en: Long version, zh: 长版}
    ```
    """

    part_field = "options"
    unseen = True

    options: Mapping[str, Option] = field(default_factory=dict)
    draw: bool = False

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if self.draw and len(self.options) < 2:
            yield "hidden-draw", {}
        if self.required:
            yield "hidden-asked", {}

    def variables(self) -> tuple[Variable, ...]:
        missing = frozenset({Missing.NOT_ANSWERED})
        if not self.options:
            return (Variable(self.id, self.id, self.text, Level.TEXT, missing=missing),)
        values, stored = labels(self.options), coded(self.options)
        own = Variable(self.id, self.id, self.text, Level.NOMINAL, values, stored, missing, complete=True)
        return (own,)

    def computed(self, lookup: Lookup, seed: int, number: int) -> Mapping[str, Value | Missing] | None:
        # The arm follows from the respondent's number, and the seed of the blocks from the item alone.
        return {self.id: arm(number, tuple(self.options), derived(0, self.id))} if self.draw else None

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        """What the link says; what it may not say counts as nothing said, since nobody could mend it."""
        typed = posted_one(posted, self.id)[:MAXIMUM]
        if self.options:
            return {self.id: typed if typed in self.options and not self.draw else Missing.NOT_ANSWERED}
        try:
            return {self.id: clean_text(typed) or Missing.NOT_ANSWERED}
        except ValueError:
            return {self.id: Missing.NOT_ANSWERED}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [answer]} if isinstance(answer, str) else {}

    def summary(self, data: "Dataset") -> Summary:
        n = data.answered(self.id)
        if self.options:
            counts, numbers = data.counts(self.id), coded(self.options)
            rows = [(option.label, counts.get(float(numbers[name]), 0)) for name, option in self.options.items()]
            return option_summary(self.text, rows, n)
        columns = (Column(both("items.variable"), Style.ID), Column(both("items.n"), Style.COUNT))
        return Summary(n, Table(self.text, columns, ((self.id, n),)), None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        if self.draw:
            return {self.id: Missing.NOT_ANSWERED}
        return {self.id: random.choice(list(self.options)) if self.options else "link"}
