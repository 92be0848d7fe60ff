"""Calculated: a number that follows from other answers, and is never shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.expression import Expression, Lookup
from surveykit.core.finding import Table
from surveykit.core.item import Item, Posted, Summary, kind
from surveykit.core.language import Text
from surveykit.items.quantity import distribution, spread_columns, spread_row

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("calculated")
@dataclass(frozen=True, kw_only=True)
class Calculated(Item):
    """A number worked out from earlier answers: in conditions, in texts (`${waiting}`) and in the data.

    Where an answer that it needs is missing, it is missing too.

    ```yaml
    - id: points
      kind: calculated
      text: {en: Points in all, zh: 总分}
      value: 2 * 3
      decimals: 1
    ```
    """

    unseen = True

    value: Expression
    decimals: int = 0
    unit: Text | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not 0 <= self.decimals <= 6:
            yield "number-decimals", {}
        if self.required:
            yield "hidden-asked", {}

    def variables(self) -> tuple[Variable, ...]:
        missing = frozenset({Missing.NOT_ANSWERED})
        own = Variable(
            self.id, self.id, self.text, Level.RATIO, missing=missing, unit=self.unit, decimals=self.decimals
        )
        return (own,)

    def computed(self, lookup: Lookup, seed: int, number: int) -> Mapping[str, Value | Missing]:
        result = self.value.value(lookup)
        if not isinstance(result, int | float):
            return self.unanswered()
        return {self.id: round(float(result), self.decimals)}

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        """Nothing that is sent counts."""
        return self.unanswered()

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {}

    def summary(self, data: "Dataset") -> Summary:
        table = Table(self.text, spread_columns(), (spread_row(self.id, data),))
        return Summary(data.answered(self.id), table, distribution(self.text, self.id, self.unit, data))

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return self.unanswered()
