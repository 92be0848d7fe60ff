"""Double matrix: the same rows judged twice on one response scale, such as expected and perceived."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Column, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, kind
from surveykit.core.language import Text, both
from surveykit.items.aspects import (
    Aspect,
    aspect_variables,
    label_of,
    name_of,
    parse_aspects,
    posted_aspects,
    random_aspects,
    side_by_side,
)
from surveykit.items.scaled import scaled_figure

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

IMPORTANCE = "importance"


def _usual_aspects() -> dict[str, Text]:
    return {"expected": both("items.expected"), "perceived": both("items.perceived")}


@kind("double_matrix")
@dataclass(frozen=True, kw_only=True)
class DoubleMatrix(Item):
    """Each row judged in two aspects on one shared scale: what was expected, and what was found.

    Two columns a row, `<row>_<aspect>`; without `aspects` they are `expected` and `perceived`. The gap is the second
    less the first, from those who gave both; it is less reliable than its parts, so both are reported. `importance`
    (a scale) asks a third judgement, `<row>_importance`. Of a service that one has not used, only the second can be
    asked: use a matrix.

    ```yaml
    - id: service
      kind: double_matrix
      text: {en: "What did you expect of us, and what did you find?", zh: 您对我们的期望如何，实际感受又如何？}
      scale: speed5
      aspects:
        expected: {en: Expected, zh: 期望}
        found: {en: Found, zh: 实际}
      rows:
        answer: {en: Answering your call, zh: 接听来电}
        repair: {en: Starting the repair, zh: 开始维修}
    ```
    """

    part_field = "rows"
    parts_are_variables = True

    scale: ResponseScale
    rows: Mapping[str, Part]
    aspects: Mapping[str, Text] = field(default_factory=_usual_aspects)
    importance: ResponseScale | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.rows:
            yield "no-rows", {}
        if len(self.aspects) != 2:
            yield "two-aspects", {"count": len(self.aspects)}
        if IMPORTANCE in self.aspects:
            yield "aspect-name-taken", {"name": IMPORTANCE}
        for scale in (self.scale, self.importance):
            if scale is not None and len(scale.points) < 2:
                yield "too-few-points", {"scale": scale.id}

    @property
    def groups(self) -> tuple[Aspect, ...]:
        """The judgements on each row, in the order they are asked."""
        pair = tuple(Aspect(name, label, self.scale) for name, label in self.aspects.items())
        if self.importance is None:
            return pair
        return (*pair, Aspect(IMPORTANCE, both("items.importance"), self.importance))

    @property
    def in_one_line(self) -> bool:
        """Whether all judgements on a row fit into one line of a table."""
        return side_by_side(self.groups)

    def scale_of(self, variable: str) -> ResponseScale | None:
        return self.importance if self.importance and variable.endswith(f"_{IMPORTANCE}") else self.scale

    def variables(self) -> tuple[Variable, ...]:
        return tuple(aspect_variables(self, self.rows, self.groups))

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        return parse_aspects(self, self.rows, self.groups, posted)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return posted_aspects(self.rows, self.groups, answers)

    def summary(self, data: "Dataset") -> Summary:
        names = [v.name for v in self.variables()]
        first, second = self.aspects.values()
        columns = [
            Column(both("items.item")),
            Column(first, Style.NUMBER),
            Column(second, Style.NUMBER),
            Column(both("items.gap"), Style.NUMBER),
            Column(both("items.n_both"), Style.COUNT),
        ]
        if self.importance:
            columns.append(Column(both("items.importance"), Style.NUMBER))
        note = both("items.gap_note", first=first, second=second)
        table = Table(self.text, tuple(columns), tuple(self._row(row, data) for row in self.rows), (note,))
        drawn = [
            (name_of(row, aspect), label_of(part.label, label))
            for row, part in self.rows.items()
            for aspect, label in self.aspects.items()
        ]
        n = int((~data.missing_everywhere(names)).sum())
        return Summary(n, table, scaled_figure(self.text, drawn, self.scale, data))

    def _row(self, row: str, data: "Dataset") -> tuple[Text | float | int | None, ...]:
        pair = [name_of(row, aspect) for aspect in self.aspects]
        means = [data.spread(name).mean for name in pair]
        complete = data.complete(pair)
        gap = float((complete[:, 1] - complete[:, 0]).mean()) if len(complete) else None
        third = (data.spread(name_of(row, IMPORTANCE)).mean,) if self.importance else ()
        return (self.rows[row].label, *means, gap, len(complete), *third)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return random_aspects(self.rows, self.groups, random)
