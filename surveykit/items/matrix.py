"""Matrix: several statements answered on one response scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import CHOSEN_MISSING, Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.item import Item, Part, Posted, Summary, all_answers, kind
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


@kind("matrix")
@dataclass(frozen=True, kw_only=True)
class Matrix(Item):
    """Rows that share a response scale: a table on wide screens, cards on phones. Row ids are the variables.

    ```yaml
    - id: rs
      kind: matrix
      text: {en: How quick were we?, zh: 我们的速度如何？}
      scale: speed5
      rows:
        rs_1: {en: Answering your first call, zh: 接听您的首次来电}
        rs_2: {en: Starting the repair, zh: 开始维修}
    ```
    """

    part_field = "rows"
    parts_are_variables = True

    scale: ResponseScale
    rows: Mapping[str, Part]

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.rows:
            yield "no-rows", {}
        if len(self.scale.points) < 2:
            yield "too-few-points", {"scale": self.scale.id}

    def variables(self) -> tuple[Variable, ...]:
        return tuple(scaled_variable(name, self.id, row.label, self.scale) for name, row in self.rows.items())

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        def row(name: str) -> Value | Missing:
            return parse_scaled(self, name, self.scale, posted, row=self.rows[name].label)

        return dict(zip(self.rows, all_answers(row, self.rows), strict=True))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {field: value for name in self.rows for field, value in posted_scaled(name, answers).items()}

    def summary(self, data: "Dataset") -> Summary:
        rows = [(name, row.label) for name, row in self.rows.items()]
        return Summary(
            max((data.answered(name) for name in self.rows), default=0),
            rating_table(self.text, rows, self.scale, data),
            scaled_figure(self.text, rows, self.scale, data),
        )

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {name: random_scaled(self.scale, random) for name in self.rows}

    @property
    def reasons(self) -> tuple[Missing, ...]:
        """The reasons for no answer that each row offers, in the usual order."""
        return tuple(m for m in CHOSEN_MISSING if m in self.scale.missing)
