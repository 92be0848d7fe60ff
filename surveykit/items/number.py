"""Number: a quantity with a unit and a range."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core import numbers
from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Table
from surveykit.core.item import Item, Posted, Summary, kind
from surveykit.core.language import Text, both
from surveykit.items.quantity import distribution, posted_number, spread_columns, spread_row

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("number")
@dataclass(frozen=True, kw_only=True)
class Number(Item):
    """A quantity that the respondent types. Whole numbers unless `decimals` says otherwise.

    ```yaml
    - id: visits
      kind: number
      text: {en: How often did you call us this year?, zh: 今年您致电我们多少次？}
      unit: {en: times, zh: 次}
      minimum: 0
      maximum: 99
    ```
    """

    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            yield "number-bounds", {}
        if not 0 <= self.decimals <= 6:
            yield "number-decimals", {}
        elif any(bound is not None and round(bound, self.decimals) != bound for bound in (self.minimum, self.maximum)):
            yield "number-bound-decimals", {"decimals": self.decimals}

    def variables(self) -> tuple[Variable, ...]:
        return (
            Variable(
                self.id,
                self.id,
                self.text,
                Level.RATIO,
                missing=frozenset({Missing.NOT_ANSWERED}),
                unit=self.unit,
                minimum=self.minimum,
                maximum=self.maximum,
                decimals=self.decimals,
            ),
        )

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        value = posted_number(self, posted)
        if value is None:
            return {self.id: Missing.NOT_ANSWERED}
        if round(value, self.decimals) != value:
            raise self.wrong("answer-decimals" if self.decimals else "answer-whole", places=self.decimals)
        if (self.minimum is not None and value < self.minimum) or (self.maximum is not None and value > self.maximum):
            raise self._out_of_range()
        return {self.id: value if self.decimals else int(value)}

    def _out_of_range(self) -> Exception:
        bounds = {"minimum": self._shown(self.minimum), "maximum": self._shown(self.maximum)}
        if self.minimum is None or self.maximum is None:
            return self.wrong("answer-below" if self.maximum is None else "answer-above", **bounds)
        return self.wrong("answer-range", **bounds)

    def _shown(self, bound: float | None) -> str:
        return "" if bound is None else numbers.number(bound, self.decimals)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [f"{answer:.{self.decimals}f}"]} if isinstance(answer, int | float) else {}

    def summary(self, data: "Dataset") -> Summary:
        notes = (both("items.unit", unit=self.unit),) if self.unit else ()
        table = Table(self.text, spread_columns(), (spread_row(self.id, data),), notes)
        return Summary(data.answered(self.id), table, distribution(self.text, self.id, self.unit, data))

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        low = self.minimum if self.minimum is not None else min(0.0, (self.maximum or 0.0) - 100)
        high = self.maximum if self.maximum is not None else low + 100
        value = round(low + (high - low) * random.betavariate(1.2, 6), self.decimals)
        return {self.id: value if self.decimals else int(value)}
