"""Of whom a variable is asked: every condition that must hold before it is."""

from collections.abc import Iterator

from surveykit.core.expression import Expression, Node
from surveykit.core.item import Item
from surveykit.core.questionnaire import Questionnaire, Section


def universes(questionnaire: Questionnaire) -> dict[str, Expression]:
    """Variable -> what holds of those who are asked it. Variables that everybody is asked are left out.

    Conditions of the section, the item and the part come together; screening out and random draws do not.
    """
    found: dict[str, Expression] = {}
    for section in questionnaire.sections:
        for item in section.items:
            for name in (v.name for v in questionnaire.variables_of[item.id]):
                conditions = list(_conditions(section, item, name))
                if conditions:
                    found[name] = together(conditions)
    return found


def together(conditions: list[Expression]) -> Expression:
    """One condition that holds where all of them do.

    >>> together([Expression.parse("a = 1"), Expression.parse("b = 2 or c")]).source
    '(a = 1) and (b = 2 or c)'
    """
    if len(conditions) == 1:
        return conditions[0]
    source = " and ".join(f"({condition.source})" for condition in conditions)
    return Expression(source, Node("and", tuple(condition.tree for condition in conditions)))


def _conditions(section: Section, item: Item, variable: str) -> Iterator[Expression]:
    for condition in (section.relevant, item.relevant):
        if condition is not None:
            yield condition
    for name, part in item.parts().items():
        if part.relevant is not None and variable not in _without(item, name):
            yield part.relevant


def _without(item: Item, part: str) -> set[str]:
    """The variables of an item that it would have without one of its parts."""
    rest = item.only([name for name in item.parts() if name != part])
    return {v.name for v in rest.variables()}
