"""Semantic differential: where something lies between pairs of opposite words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Cell, Column, Style, Table
from surveykit.core.item import Item, Part, Posted, Summary, all_answers, kind
from surveykit.core.language import Text, both
from surveykit.items.quantity import means_figure
from surveykit.items.scaled import parse_scaled, posted_scaled, random_scaled, scaled_variable

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset

FEWEST, MOST = 4, 9


@dataclass(frozen=True, kw_only=True)
class Poles(Part):
    """A row: two opposite words, `left` and `right`. Its label names both."""

    left: Text
    right: Text
    label: Text = field(init=False)

    def __post_init__(self) -> None:
        pair = {language: f"{word} – {self.right.get(language, '')}" for language, word in self.left.items()}
        object.__setattr__(self, "label", pair)


@kind("semantic_differential")
@dataclass(frozen=True, kw_only=True)
class SemanticDifferential(Item):
    """The image of a company, a product or a place, on pairs of opposites (Osgood, Suci and Tannenbaum, 1957).

    Row ids are the variables: 1 is the left pole, the number of `points` (4 to 9, 7 if not said) the right one. Put
    the favourable pole now left, now right, and name the reversed rows in their construct.

    ```yaml
    - id: image
      kind: semantic_differential
      text: {en: How do you see our company?, zh: 您觉得我们公司是怎样的？}
      points: 7
      rows:
        im_warm: {left: {en: cold, zh: 冷淡}, right: {en: warm, zh: 热情}}
        im_modern: {left: {en: modern, zh: 现代}, right: {en: old-fashioned, zh: 过时}}
    ```
    """

    part_field = "rows"
    parts_are_variables = True

    rows: Mapping[str, Poles]
    points: int = 7

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if not self.rows:
            yield "no-pairs", {}
        if not FEWEST <= self.points <= MOST:
            yield "differential-points", {"fewest": FEWEST, "most": MOST}

    @property
    def scale(self) -> ResponseScale:
        """The points that every row is answered on; a number at fault is brought within its bounds."""
        last = min(max(self.points, FEWEST), MOST)
        return ResponseScale(self.id, dict.fromkeys(range(1, last + 1)))

    def scale_of(self, variable: str) -> ResponseScale:
        """The same points, with the row's poles as the words of their ends."""
        poles = self.rows[variable]
        return ResponseScale(self.id, self.scale.points, poles.left, poles.right)

    def variables(self) -> tuple[Variable, ...]:
        return tuple(
            scaled_variable(name, self.id, poles.label, self.scale_of(name)) for name, poles in self.rows.items()
        )

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        def row(name: str) -> Value | Missing:
            return parse_scaled(self, name, self.scale, posted, row=self.rows[name].label)

        return dict(zip(self.rows, all_answers(row, self.rows), strict=True))

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return {field: value for name in self.rows for field, value in posted_scaled(name, answers).items()}

    def summary(self, data: "Dataset") -> Summary:
        rows = [(name, poles.label) for name, poles in self.rows.items()]
        columns = (
            Column(both("items.pair")),
            Column(both("items.variable"), Style.ID),
            Column(both("items.n"), Style.COUNT),
            Column(both("items.mean"), Style.NUMBER),
            Column(both("items.sd"), Style.NUMBER),
        )
        table = Table(self.text, columns, tuple(self._row(name, data) for name in self.rows), (self._ends,))
        answered = max((data.answered(name) for name in self.rows), default=0)
        axis = both("items.pair_axis", points=self.points)
        return Summary(answered, table, means_figure(self.text, rows, axis, (1, self.points), data))

    def _row(self, name: str, data: "Dataset") -> tuple[Cell, ...]:
        spread = data.spread(name)
        return (self.rows[name].label, name, spread.n, spread.mean, spread.sd)

    @property
    def _ends(self) -> Text:
        return both("items.pair_ends", points=self.points)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {name: random_scaled(self.scale, random) for name in self.rows}
