"""The variables that a model can draw: answers on a response scale, and lone numbers between two bounds."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire

MOST_POINTS = 10_001


@dataclass(frozen=True)
class Rated:
    """A variable and the points that it can take, from low to high. `on_scale`: they are those of a response scale."""

    name: str
    points: tuple[Value, ...]
    on_scale: bool
    not_applicable: bool


def rated_variables(questionnaire: Questionnaire) -> dict[str, Rated]:
    """All of them by name, in the order of the questionnaire."""
    return {rated.name: rated for item in questionnaire.items for rated in _of_item(questionnaire, item)}


def _of_item(questionnaire: Questionnaire, item: Item) -> Iterator[Rated]:
    variables = questionnaire.variables_of[item.id]
    for variable in variables:
        scale = item.scale_of(variable.name)
        if scale is not None:
            offered = Missing.NOT_APPLICABLE in scale.missing
            yield Rated(variable.name, tuple(sorted(scale.points)), True, offered)
        elif len(variables) == 1 and not item.unseen:
            points = _steps(variable, float(getattr(item, "step", 10.0**-variable.decimals)))
            if points:
                yield Rated(variable.name, points, False, False)


def _steps(variable: Variable, step: float) -> tuple[Value, ...]:
    """The numbers between the bounds of a variable; nothing where there are none, or too many."""
    low, high = variable.minimum, variable.maximum
    if variable.stored or not variable.numeric or low is None or high is None:
        return ()
    count = round((high - low) / step) + 1
    if not 1 < count <= MOST_POINTS:
        return ()
    numbers = [round(low + at * step, variable.decimals) for at in range(count)]
    return tuple(number if variable.decimals else int(number) for number in numbers)
