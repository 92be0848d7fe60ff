"""Rating: one statement or question answered on a response scale."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import CHOSEN_MISSING, Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.item import Item, Part, Posted, Summary, kind
from surveykit.core.language import Text
from surveykit.items.matrix import Matrix
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


@kind("rating")
@dataclass(frozen=True, kw_only=True)
class Rating(Item):
    """One answer on a response scale: labelled points (very slow ... very fast) or numbers with labelled ends.

    Several ratings on one scale read better as a matrix.

    ```yaml
    - id: recommend
      kind: rating
      text: {en: Would you name us to a friend?, zh: 您会向朋友提到我们吗？}
      scale: {from: 0, to: 10, low: {en: certainly not, zh: 一定不会}, high: {en: certainly, zh: 一定会}}
    ```
    """

    scale: ResponseScale

    def faults(self) -> Iterator[tuple[str, dict[str, object]]]:
        if len(self.scale.points) < 2:
            yield "too-few-points", {"scale": self.scale.id}

    def variables(self) -> tuple[Variable, ...]:
        return (scaled_variable(self.id, self.id, self.text, self.scale),)

    def parse(self, posted: Posted) -> dict[str, Value | Missing]:
        return {self.id: parse_scaled(self, self.id, self.scale, posted)}

    def fields_of(self, answers: Answers) -> dict[str, list[str]]:
        return posted_scaled(self.id, answers)

    def summary(self, data: "Dataset") -> Summary:
        rows = [(self.id, self.text)]
        return Summary(
            data.answered(self.id),
            rating_table(self.text, rows, self.scale, data),
            scaled_figure(self.text, rows, self.scale, data),
        )

    def neighbours(self) -> Hashable:
        return tuple(self.scale.points)

    @classmethod
    def together(cls, items: Sequence[Item], text: Text) -> Item:
        ratings = [item for item in items if isinstance(item, Rating)]
        scales = [rating.scale for rating in ratings]
        first = scales[0]
        shared = all(s.labels() == first.labels() for s in scales)
        scale = first if shared else ResponseScale(first.id, dict.fromkeys(first.points))
        rows = {rating.id: Part(rating.text) for rating in ratings}
        return Matrix(id=ratings[0].id, text=text, scale=scale, rows=rows)

    def random_answer(self, random: Random) -> dict[str, Value | Missing]:
        return {self.id: random_scaled(self.scale, random)}

    @property
    def reasons(self) -> tuple[Missing, ...]:
        """The reasons for no answer that this item offers, in the usual order."""
        return tuple(m for m in CHOSEN_MISSING if m in self.scale.missing)
