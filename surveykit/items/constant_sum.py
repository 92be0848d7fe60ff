"""Constant sum: a fixed number of points shared among options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Level, Missing, Value, Variable
from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.item import Item, Option, Posted, Summary, all_answers, kind, option_faults, posted_one
from surveykit.core.language import Text, both
from surveykit.items.quantity import means_figure, typed_number

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

MOST = 1_000_000


@kind("constant_sum")
@dataclass(frozen=True, kw_only=True)
class ConstantSum(Item):
    """How a whole is shared: points for importance, the budget of a year, visits to each shop. Ratios count.

    One column an option, `<id>_<option>`: a whole number from 0 to `total` (100 if not said). Together they make the
    total; an option left empty beside others that are filled has 0.

    ```yaml
    - id: weights
      kind: constant_sum
      text: {en: Share 100 points by how much each matters to you., zh: 请按重要程度分配100分。}
      total: 100
      unit: {en: points, zh: 分}
      options:
        speed: {en: Speed, zh: 速度}
        price: {en: Price, zh: 价格}
        advice: {en: Advice, zh: 建议}
    ```
    """

    part_field = "options"

    options: Mapping[str, Option]
    total: int = 100
    unit: Text | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        yield from option_faults(self.options)
        if not 1 <= self.total <= MOST:
            yield "sum-total", {"most": MOST}
        if any(o.specify or o.exclusive or o.missing for o in self.options.values()):
            yield "sum-flags", {}

    def name(self, option: str) -> str:
        """The variable and field of an option."""
        return f"{self.id}_{option}"

    def variables(self) -> tuple[Variable, ...]:
        return tuple(
            Variable(
                self.name(name),
                self.id,
                option.label,
                Level.RATIO,
                missing=frozenset({Missing.NOT_ANSWERED}),
                unit=self.unit,
                minimum=0,
                maximum=self.total,
                complete=True,
            )
            for name, option in self.options.items()
        )

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        fields = [self.name(name) for name in self.options]
        if not any(posted_one(posted, field) for field in fields):
            if self.required:
                raise self.wrong("answer-required")
            return self.unanswered()

        def part(field: str) -> int:
            return self._part(field, posted_one(posted, field))

        shared = dict(zip(fields, all_answers(part, fields), strict=True))
        self._judge(sum(int(v) for v in shared.values() if not isinstance(v, Missing)))
        return shared

    def _part(self, field: str, typed: str) -> int:
        value = typed_number(typed) if typed else 0
        if value is None:
            raise self.wrong("answer-not-a-number", field)
        if value != int(value):
            raise self.wrong("answer-whole", field)
        if not 0 <= value <= self.total:
            raise self.wrong("answer-range", field, minimum=0, maximum=self.total)
        return int(value)

    def _judge(self, given: int) -> None:
        if given < self.total:
            raise self.wrong("answer-sum-short", sum=given, total=self.total, left=self.total - given)
        if given > self.total:
            raise self.wrong("answer-sum-over", sum=given, total=self.total, over=given - self.total)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        names = [self.name(name) for name in self.options]
        return {n: [str(answers[n])] for n in names if n in answers and not isinstance(answers[n], Missing)}

    def summary(self, data: "Dataset") -> Summary:
        order = sorted(self.options, key=lambda name: -(data.spread(self.name(name)).mean or 0.0))
        rows = [(self.name(name), self.options[name].label) for name in order]
        columns = (
            Column(both("items.option")),
            Column(both("items.variable"), Style.ID),
            Column(both("items.n"), Style.COUNT),
            Column(both("items.mean"), Style.NUMBER),
            Column(both("items.sd"), Style.NUMBER),
            Column(both("items.mean_share"), Style.PERCENT, 1),
        )
        answered = int((~data.missing_everywhere([name for name, _ in rows])).sum())
        table = Table(self.text, columns, tuple(self._row(*row, data) for row in rows), (self._whole,))
        axis = both("items.sum_axis", total=self.total)
        return Summary(answered, table, means_figure(self.text, rows, axis, None, data, places=1))

    def _row(self, name: str, label: Text, data: "Dataset") -> tuple[Cell, ...]:
        spread = data.spread(name)
        mean_share = None if spread.mean is None else spread.mean / self.total
        return (label, name, spread.n, spread.mean, spread.sd, mean_share)

    @property
    def _whole(self) -> Text:
        return both("items.sum_note", total=self.total)

    @property
    def hint(self) -> Text:
        """What the parts add to."""
        if self.unit is None:
            return both("items.sum-hint", total=self.total)
        return both("items.sum-hint-unit", total=self.total, unit=self.unit)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        """Uneven shares, some of them nothing."""
        weights = [random.random() ** 2 if random.random() < 0.9 else 0.0 for _ in self.options]
        cuts = [round(self.total * sum(weights[:at]) / (sum(weights) or 1.0)) for at in range(len(weights) + 1)]
        cuts[-1] = self.total
        return {self.name(name): high - low for name, low, high in zip(self.options, cuts, cuts[1:], strict=False)}
