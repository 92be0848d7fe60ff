"""Two statements: opposing views of other people, each rated on one scale (an indirect question)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import CHOSEN_MISSING, Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Cell, Table
from surveykit.core.item import Item, Posted, Summary, all_answers, kind
from surveykit.core.language import Text, both
from surveykit.items.scaled import (
    parse_scaled,
    posted_scaled,
    random_scaled,
    rating_table,
    scaled_figure,
    scaled_variable,
)

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


@kind("two_statements")
@dataclass(frozen=True, kw_only=True)
class TwoStatements(Item):
    """An indirect question: two people with opposite views are quoted, and the respondent rates each of them.

    Both are rated, so that nobody has to take a side; the variables are `<id>_first` and `<id>_second`. For what is
    delicate to say of oneself. Make the two equally long and equally reasonable.

    ```yaml
    - id: repair
      kind: two_statements
      text: {en: Two customers speak. How close is each to your view?, zh: 两位顾客各有看法，与您的看法有多接近？}
      manner: indirect
      first: {en: I would rather pay more and have it done the same day., zh: 我宁愿多花钱，当天就修好。}
      second: {en: I do not mind waiting if it costs less., zh: 只要便宜，等几天也没关系。}
      scale:
        levels:
          1: {en: not at all, zh: 完全不接近}
          2: {en: a little, zh: 有点接近}
          3: {en: fairly, zh: 比较接近}
          4: {en: very, zh: 非常接近}
    ```
    """

    first: Text
    second: Text
    scale: ResponseScale

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if len(self.scale.points) < 2:
            yield "too-few-points", {"scale": self.scale.id}

    @property
    def statements(self) -> dict[str, Text]:
        """Variable -> what is said."""
        return {f"{self.id}_first": self.first, f"{self.id}_second": self.second}

    def variables(self) -> tuple[Variable, ...]:
        return tuple(scaled_variable(name, self.id, said, self.scale) for name, said in self.statements.items())

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        def rated(name: str) -> Value | Missing:
            which = both(f"items.statement-{name.removeprefix(self.id + '_')}")
            return parse_scaled(self, name, self.scale, posted, row=which)

        return dict(zip(self.statements, all_answers(rated, self.statements), strict=True))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {field: value for name in self.statements for field, value in posted_scaled(name, answers).items()}

    def summary(self, data: "Dataset") -> Summary:
        rows = list(self.statements.items())
        table = rating_table(self.text, rows, self.scale, data)
        compared = Table(
            table.title, table.columns, (*table.rows, self._difference(data)), (*table.notes, both("items.paired"))
        )
        return Summary(
            max(data.answered(name) for name in self.statements),
            compared,
            scaled_figure(self.text, rows, self.scale, data),
        )

    def _difference(self, data: "Dataset") -> tuple[Cell, ...]:
        """First minus second, of those who rated both."""
        differences = [first - second for first, second in data.complete(list(self.statements)).tolist()]
        n = len(differences)
        mean = math.fsum(differences) / n if n else None
        sd = math.sqrt(math.fsum((d - (mean or 0.0)) ** 2 for d in differences) / (n - 1)) if n > 1 else None
        return (both("items.difference"), None, n, mean, sd, None)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {name: random_scaled(self.scale, random) for name in self.statements}

    @property
    def reasons(self) -> tuple[Missing, ...]:
        """The reasons for no answer that each statement offers, in the usual order."""
        return tuple(m for m in CHOSEN_MISSING if m in self.scale.missing)
