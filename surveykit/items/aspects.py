"""Rows judged in several aspects, each on a response scale: what the double matrix and the Kano pairs share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from surveykit.core.codebook import CHOSEN_MISSING, Answers, Missing, ResponseScale, Value, Variable
from surveykit.core.item import Item, Part, Posted, all_answers
from surveykit.core.language import Text, both
from surveykit.items.scaled import parse_scaled, posted_scaled, random_scaled, scaled_variable

MOST_NUMBERS = 14
MOST_WORDED = 12
"""So many points, of all aspects together, stand side by side in a table; with more, each row is a card."""


@dataclass(frozen=True)
class Aspect:
    """One judgement on each row: its name in variables, its words, and its scale."""

    id: str
    label: Text
    scale: ResponseScale

    @property
    def reasons(self) -> tuple[Missing, ...]:
        """The reasons for no answer that the scale offers, in the usual order."""
        return tuple(m for m in CHOSEN_MISSING if m in self.scale.missing)

    @property
    def worded(self) -> bool:
        """Whether every point has words, and few enough points to print them all."""
        return len(self.scale.points) < 7 and None not in self.scale.points.values()


def name_of(row: str, aspect: str) -> str:
    """The variable and field of one judgement.

    >>> name_of("speed", "expected")
    'speed_expected'
    """
    return f"{row}_{aspect}"


def label_of(row: Text, aspect: Text) -> Text:
    """The words for one judgement: row and aspect."""
    return both("items.row_aspect", row=row, aspect=aspect)


def side_by_side(aspects: Sequence[Aspect]) -> bool:
    """Whether the points of all aspects fit beside each other in one line of a table."""
    points = sum(len(a.scale.points) + len(a.reasons) for a in aspects)
    return points <= (MOST_WORDED if all(a.worded for a in aspects) else MOST_NUMBERS)


def aspect_variables(item: Item, rows: Mapping[str, Part], aspects: Sequence[Aspect]) -> Iterator[Variable]:
    """One column for each judgement, row by row."""
    for row, part in rows.items():
        for aspect in aspects:
            yield scaled_variable(name_of(row, aspect.id), item.id, label_of(part.label, aspect.label), aspect.scale)


def parse_aspects(
    item: Item, rows: Mapping[str, Part], aspects: Sequence[Aspect], posted: Posted
) -> dict[str, Value | Missing]:
    """All judgements. Raises one AnswerError that names every field at fault."""
    cells = {name_of(row, a.id): (rows[row].label, a) for row in rows for a in aspects}

    def cell(field: str) -> Value | Missing:
        row, aspect = cells[field]
        return parse_scaled(item, field, aspect.scale, posted, row=label_of(row, aspect.label))

    return dict(zip(cells, all_answers(cell, cells), strict=True))


def posted_aspects(rows: Mapping[str, Part], aspects: Sequence[Aspect], answers: Answers) -> dict[str, list[str]]:
    """The fields that would post these judgements."""
    names = [name_of(row, a.id) for row in rows for a in aspects]
    return {field: value for name in names for field, value in posted_scaled(name, answers).items()}


def random_aspects(rows: Mapping[str, Part], aspects: Sequence[Aspect], random: Random) -> dict[str, Value | Missing]:
    """Plausible judgements."""
    return {name_of(row, a.id): random_scaled(a.scale, random) for row in rows for a in aspects}
