"""Slider: a point on a line between two labelled ends."""

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

MOST_STEPS = 1000
MOST_DECIMALS = 6


@kind("slider")
@dataclass(frozen=True, kw_only=True)
class Slider(Item):
    """A point on a line, for finer degrees than a rating has: 0 to 100, or as `minimum`, `maximum`, `step` say.

    Nothing is preset: the handle appears where the respondent puts it, and can be taken away again. Without script
    the number is typed. Use it sparingly: on small screens a rating is answered faster and as well.

    ```yaml
    - id: comfort
      kind: slider
      text: {en: How comfortable was the waiting area?, zh: 等候区有多舒适？}
      low: {en: not at all comfortable, zh: 一点也不舒适}
      high: {en: as comfortable as can be, zh: 舒适至极}
    ```
    """

    minimum: float = 0
    maximum: float = 100
    step: float = 1
    low: Text | None = None
    high: Text | None = None
    unit: Text | None = None

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if self.minimum >= self.maximum:
            yield "number-bounds", {}
            return
        steps = (self.maximum - self.minimum) / self.step if self.step > 0 else 0
        if not 0 < round(steps) <= MOST_STEPS or abs(steps - round(steps)) > 1e-9 or self.decimals > MOST_DECIMALS:
            yield "slider-step", {"most": MOST_STEPS}
            return
        for reason in Missing:
            if self._on_grid(reason.value):
                yield "missing-code-in-range", {"value": reason.value}
                return

    @property
    def decimals(self) -> int:
        """How many decimal places its points have."""
        return max(_decimals(x) for x in (self.minimum, self.maximum, self.step))

    def _on_grid(self, value: float) -> bool:
        steps = (value - self.minimum) / self.step
        return self.minimum <= value <= self.maximum and abs(steps - round(steps)) < 1e-6

    def shown(self, value: float) -> str:
        """A bound or a step as people write it: 5 and not 5.0."""
        return numbers.number(value, _decimals(value))

    @property
    def range(self) -> Text:
        """What can be typed."""
        bounds = {"minimum": self.shown(self.minimum), "maximum": self.shown(self.maximum)}
        if self.step == 1:
            return both("items.slider-range", **bounds)
        return both("items.slider-range-steps", **bounds, step=self.shown(self.step))

    def variables(self) -> tuple[Variable, ...]:
        return (
            Variable(
                self.id,
                self.id,
                self.text,
                Level.INTERVAL,
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
        if not self.minimum <= value <= self.maximum:
            bounds = {"minimum": self.shown(self.minimum), "maximum": self.shown(self.maximum)}
            raise self.wrong("answer-range", **bounds)
        if not self._on_grid(value):
            raise self.wrong("answer-step", step=self.shown(self.step), start=self.shown(self.minimum))
        return {self.id: self._stored(value)}

    def _stored(self, value: float) -> float:
        return round(value, self.decimals) if self.decimals else int(value)

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        answer = answers.get(self.id)
        return {self.id: [f"{answer:.{self.decimals}f}"]} if isinstance(answer, int | float) else {}

    def summary(self, data: "Dataset") -> Summary:
        ends = {"minimum": self.shown(self.minimum), "maximum": self.shown(self.maximum)}
        labels = (self.low, self.high) if self.low and self.high else None
        note = both("items.slider_ends", low=labels[0], high=labels[1], **ends) if labels else None
        notes = (note or both("items.slider_scale", **ends),)
        table = Table(self.text, spread_columns(), (spread_row(self.id, data),), notes)
        return Summary(data.answered(self.id), table, distribution(self.text, self.id, self.unit, data))

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        steps = round((self.maximum - self.minimum) / self.step)
        value = self.minimum + self.step * round(steps * random.betavariate(3, 2))
        return {self.id: self._stored(round(value, self.decimals))}


def _decimals(x: float) -> int:
    """Of a number as it was written: 0.25 has two.

    >>> _decimals(5.0), _decimals(0.25), _decimals(1e-05)
    (0, 2, 5)
    """
    return len(f"{x:.15f}".rstrip("0").partition(".")[2]) if x != int(x) else 0
