"""Whether what is asked under a condition can ever be asked, and whether rules on answers can be fulfilled."""

from collections.abc import Iterator
from functools import cache

from surveykit.core.expression import Expression
from surveykit.core.item import Item
from surveykit.core.questionnaire import Section
from surveykit.core.universe import together
from surveykit.design.check.catalogue import problem
from surveykit.design.check.possible import can_hold
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Place, Problem


def never_asked(scope: Scope) -> Iterator[Problem]:
    """A condition that no answers fulfil, by itself or within those around it, keeps its question from everybody."""

    @cache
    def possible(condition: Expression) -> bool:
        return can_hold(condition, scope.questionnaire.codebook.by_name)

    for section in scope.questionnaire.sections:
        for around, condition, place in _conditions(scope, section):
            if not possible(condition):
                yield problem("never-asked", place, condition=condition.source)
            elif any(condition.names & outer.names for outer in around) and possible(together(around)):
                whole = together([*around, condition])
                if not possible(whole):
                    yield problem("never-asked", place, condition=whole.source)


def never_fulfilled(scope: Scope) -> Iterator[Problem]:
    """A rule that no answers fulfil refuses them all; such a screening or quota is for nobody."""
    for condition, place in _rules_on_answers(scope):
        if not can_hold(condition, scope.questionnaire.codebook.by_name):
            yield problem("never-fulfilled", place, condition=condition.source)


def _conditions(scope: Scope, section: Section) -> Iterator[tuple[list[Expression], Expression, Place]]:
    """Every condition of a section, with those that must hold before it is come to."""
    if section.relevant is not None:
        yield [], section.relevant, scope.place(("section relevant", section.id), ("section", section.id))
    for item in section.items:
        around = [section.relevant] if section.relevant is not None else []
        if item.relevant is not None:
            yield around, item.relevant, scope.place(("relevant", item.id), ("item", item.id))
            around = [*around, item.relevant]
        for name, part in _parts(item):
            yield around, part, scope.of(item, item.part_field, name)


def _rules_on_answers(scope: Scope) -> Iterator[tuple[Expression, Place]]:
    for section in scope.questionnaire.sections:
        for item in section.items:
            attention = () if item.attention is None else (item.attention,)
            for condition in (*(validation.check for validation in item.validate), *attention):
                yield condition, scope.of(item)
        if section.screen_out is not None:
            yield section.screen_out, scope.place(("section", section.id))
    for name, quota in scope.questionnaire.quotas.items():
        yield quota.when, scope.place(("quotas", name))


def _parts(item: Item) -> Iterator[tuple[str, Expression]]:
    return ((name, part.relevant) for name, part in item.parts().items() if part.relevant is not None)


REACH_RULES: tuple[Rule, ...] = (never_asked, never_fulfilled)
