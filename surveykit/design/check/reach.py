"""Whether what is asked under a condition can ever be asked: every combination of answers is tried."""

from collections.abc import Iterator
from itertools import product

from surveykit.core.codebook import Missing, Value, Variable
from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.questionnaire import Section
from surveykit.design.check.catalogue import problem
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Place, Problem

MOST_TRIALS = 2000
MOST_VALUES = 200


def never_asked(scope: Scope) -> Iterator[Problem]:
    """A condition that no answers fulfil keeps its question from everybody."""
    for section in scope.questionnaire.sections:
        for condition, place in _conditions(scope, section):
            if not _can_hold(scope, condition):
                yield problem("never-asked", place, condition=condition.source)


def _conditions(scope: Scope, section: Section) -> Iterator[tuple[Expression, Place]]:
    if section.relevant is not None:
        yield section.relevant, scope.place(("section relevant", section.id), ("section", section.id))
    for item in section.items:
        if item.relevant is not None:
            yield item.relevant, scope.place(("relevant", item.id), ("item", item.id))
        for name, part in _parts(item):
            yield part, scope.of(item, item.part_field, name)


def _parts(item: Item) -> Iterator[tuple[str, Expression]]:
    return ((name, part.relevant) for name, part in item.parts().items() if part.relevant is not None)


def _can_hold(scope: Scope, condition: Expression) -> bool:
    """Whether some answers fulfil it; where there are too many to try, that is taken for granted."""
    by_name = scope.questionnaire.codebook.by_name
    names = sorted(condition.names)
    if not names or any(name not in by_name for name in names):
        return True
    values = [_values(by_name[name]) for name in names]
    trials = 1
    for possible in values:
        trials *= len(possible)
    if not 0 < trials <= MOST_TRIALS:
        return True
    return any(condition.holds(dict(zip(names, answers, strict=True)).get) for answers in product(*values))


def _values(v: Variable) -> list[Value | Missing]:
    """All that the variable can hold; nothing where it can hold too much."""
    if v.stored:
        return [*v.stored, Missing.NOT_ANSWERED]
    if not v.complete or v.minimum is None or v.maximum is None or v.maximum - v.minimum > MOST_VALUES:
        return []
    return [*range(int(v.minimum), int(v.maximum) + 1), Missing.NOT_ANSWERED]


REACH_RULES: tuple[Rule, ...] = (never_asked,)
