"""Rules on constructs: enough items, an outcome, and items that do not all run one way."""

from collections.abc import Iterator

from surveykit.design.check.catalogue import problem
from surveykit.design.check.lexical import negated
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Problem

FEWEST_ITEMS = 3
LONG_RUN = 10
"""So many rated items tempt people to tick straight down (the cleaning rule's default, too)."""
OUTCOMES = frozenset({"satisfaction", "loyalty", "complaints", "other"})


def lonely_items(scope: Scope) -> Iterator[Problem]:
    """A construct with one or two items: its reliability says little."""
    for construct in scope.questionnaire.constructs:
        if 0 < len(construct.items) < FEWEST_ITEMS and construct.role != "background":
            place = scope.place(("construct", construct.id))
            yield problem("few-construct-items", place, id=construct.id, count=len(construct.items))


def outcome(scope: Scope) -> Iterator[Problem]:
    """What quality is to explain is asked too: satisfaction, loyalty."""
    constructs = scope.questionnaire.constructs
    roles = {c.role for c in constructs}
    if "quality" in roles and not roles & OUTCOMES:
        yield problem("no-outcome", scope.place(("text", "constructs"), ("construct", constructs[0].id)))


def one_direction(scope: Scope) -> Iterator[Problem]:
    """Where no item runs the other way and none checks attention, ticking straight down looks like an opinion."""
    constructs = scope.questionnaire.constructs
    count = sum(len(c.items) for c in constructs)
    careful = any(c.reverse for c in constructs) or any(item.attention for item in scope.questionnaire.items)
    if count >= LONG_RUN and not careful:
        yield problem("one-direction", scope.place(("text", "constructs")), count=count)


def reversed_by_negation(scope: Scope) -> Iterator[Problem]:
    """A reversed item says the opposite; it does not put «not» into the same words (Weijters & Baumgartner 2012)."""
    for construct in scope.questionnaire.constructs:
        for name in construct.reverse:
            item = scope.questionnaire.item_of.get(name)
            if item is not None and any(negated(said, language) for language, said in scope.wording(name).items()):
                yield problem("reversed-by-negation", scope.of(item), id=item.id, name=name)


CONSTRUCT_RULES: tuple[Rule, ...] = (lonely_items, outcome, one_direction, reversed_by_negation)
