"""Answers on a response scale: what the rating and the matrix share."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from surveykit.core.codebook import CHOSEN_MISSING, Answers, Level, Missing, ResponseScale, Value, Variable
from surveykit.core.finding import Column, Figure, Style, Table
from surveykit.core.item import Item, Posted, posted_one
from surveykit.core.language import Text, both
from surveykit.items.frequency import share

if TYPE_CHECKING:
    from surveykit.core.dataset import Dataset


def scaled_variable(name: str, item: str, label: Text, scale: ResponseScale) -> Variable:
    """The column of one scaled answer. Its level is ordinal: a mean of it is a stated convention."""
    return Variable(
        name,
        item,
        label,
        Level.ORDINAL,
        values=scale.labels(),
        missing=frozenset({Missing.NOT_ANSWERED, *scale.missing}),
        minimum=scale.minimum,
        maximum=scale.maximum,
        complete=True,
    )


def parse_scaled(item: Item, field: str, scale: ResponseScale, posted: Posted, **values: object) -> Value | Missing:
    """A posted point or reason. Raises AnswerError for anything that the scale does not offer."""
    typed = posted_one(posted, field)
    if not typed:
        if item.required:
            raise item.wrong("answer-row-required" if values else "answer-required", field, **values)
        return Missing.NOT_ANSWERED
    for reason in scale.missing:
        if typed == reason.id:
            return reason
    points = {str(p): p for p in scale.points}
    if typed not in points:
        raise item.wrong("answer-unknown-option", field)
    return points[typed]


def posted_scaled(field: str, answers: Answers) -> dict[str, list[str]]:
    """The field that would post this answer."""
    answer = answers.get(field)
    if answer is None or (isinstance(answer, Missing) and answer not in CHOSEN_MISSING):
        return {}
    return {field: [answer.id if isinstance(answer, Missing) else str(answer)]}


def random_scaled(scale: ResponseScale, random: Random) -> Value | Missing:
    """A point, more often above the middle, now and then a reason that the scale offers."""
    if scale.missing and random.random() < 0.05:
        return random.choice(list(scale.missing))
    points = sorted(scale.points)
    return points[min(int(len(points) * random.betavariate(4, 2.5)), len(points) - 1)]


def rating_table(title: Text, rows: Sequence[tuple[str, Text]], scale: ResponseScale, data: "Dataset") -> Table:
    """One row an item: n, mean, SD, and the share in the top two boxes."""
    columns = (
        Column(both("items.item")),
        Column(both("items.variable"), Style.ID),
        Column(both("items.n"), Style.COUNT),
        Column(both("items.mean"), Style.NUMBER),
        Column(both("items.sd"), Style.NUMBER),
        Column(both("items.top_two"), Style.PERCENT, 1),
    )
    cells = tuple((label, name, *_row(name, scale, data)) for name, label in rows)
    note = both("items.scale_range", minimum=scale.minimum, maximum=scale.maximum)
    return Table(title, columns, cells, (note,))


def _row(name: str, scale: ResponseScale, data: "Dataset") -> tuple[int, float | None, float | None, float | None]:
    spread = data.spread(name)
    highest = sorted(scale.points)[-2:]
    top = sum(times for value, times in data.counts(name).items() if value in highest)
    return spread.n, spread.mean, spread.sd, share(top, spread.n)


def scaled_figure(
    title: Text, rows: Sequence[tuple[str, Text]], scale: ResponseScale, data: "Dataset"
) -> Figure | None:
    """Diverging bars of the whole distribution of each row; none where nobody answered."""
    drawn = [
        {
            "id": name,
            "label": label,
            "counts": {p: data.counts(name).get(float(p), 0) for p in sorted(scale.points)},
            "n": data.answered(name),
        }
        for name, label in rows
    ]
    answered = [data.answered(name) for name, _ in rows]
    if not any(answered):
        return None
    points = [{"value": p, "label": scale.label(p)} for p in sorted(scale.points)]
    low, high = min(answered), max(answered)
    base = both("items.base", n=high) if low == high else both("items.base_range", low=low, high=high)
    return Figure("likert", title, {"scale": points, "rows": drawn, "top": 2}, base)
