"""Rules on conditions: what relevance, validation, screening and quotas read, and with what they compare it."""

import re
from collections.abc import Iterator, Mapping

from surveykit.core.codebook import Value, Variable
from surveykit.core.document import did_you_mean
from surveykit.core.expression import Expression, Node
from surveykit.core.item import Item
from surveykit.core.language import Text, both
from surveykit.core.questionnaire import Section
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Place, Problem, Severity

Known = Mapping[str, Variable]
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z")
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


def relevance(scope: Scope) -> Iterator[Problem]:
    """Whether something is asked depends on earlier questions only, whatever order the respondent sees."""
    earlier: dict[str, Variable] = {}
    for section in scope.questionnaire.sections:
        before = dict(earlier)
        if section.relevant is not None:
            place = scope.place(("section relevant", section.id), ("section", section.id))
            yield from _condition(scope, section.relevant, _settled(scope, section, before), place)
        for item in section.items:
            known = _settled(scope, section, before if section.shuffle else earlier)
            if item.relevant is not None:
                place = scope.place(("relevant", item.id), ("item", item.id))
                yield from _condition(scope, item.relevant, known, place, frozenset(_variables(item)))
            yield from _parts(scope, item, _settled(scope, section, before))
            earlier.update(_variables(item))


def _settled(scope: Scope, section: Section, known: Known) -> Known:
    """What is known for sure before a section: sections that are shuffled among each other may come later."""
    if not scope.questionnaire.shuffle or section.fixed:
        return known
    loose = {
        name
        for other in scope.questionnaire.sections
        if not other.fixed and other.id != section.id
        for item in other.items
        for name in _variables(item)
    }
    return {name: v for name, v in known.items() if name not in loose}


def _parts(scope: Scope, item: Item, before: Known) -> Iterator[Problem]:
    """Options and rows are chosen before the page is shown."""
    for name, part in item.parts().items():
        if part.relevant is not None:
            place = scope.place((f"{item.id}.{item.part_field}", name), ("item", item.id))
            yield from _condition(scope, part.relevant, before, place)


def rules_on_answers(scope: Scope) -> Iterator[Problem]:
    """Validation, attention checks and screening read what is answered by the end of their page."""
    known: dict[str, Variable] = {}
    for section in scope.questionnaire.sections:
        for item in section.items:
            known.update(_variables(item))
        for item in section.items:
            place = scope.place(("item", item.id))
            for validation in item.validate:
                yield from _condition(scope, validation.check, known, place)
            if item.attention is not None:
                yield from _condition(scope, item.attention, known, place)
        if section.screen_out is not None:
            yield from _condition(scope, section.screen_out, known, scope.place(("section", section.id)))


def quotas(scope: Scope) -> Iterator[Problem]:
    """A quota reads any question, and wants at least one response."""
    known = scope.questionnaire.codebook.asked.by_name
    for name, quota in scope.questionnaire.quotas.items():
        place = scope.place(("quotas", name))
        yield from _condition(scope, quota.when, known, place)
        if quota.limit < 1:
            yield Problem("quota-limit", place, {"id": name})


def _variables(item: Item) -> dict[str, Variable]:
    return {v.name: v for v in item.variables()}


def _condition(
    scope: Scope, condition: Expression, earlier: Known, start: Place, own: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """What is wrong with a condition. `own` are the variables that cannot be read because it decides on them."""
    everything, unquoted = scope.questionnaire.codebook.asked.by_name, _unquoted(condition, earlier)
    for name, position in condition.places():
        place = Place(start.file, start.line, (start.column or 1) + position)
        if name in own:
            yield Problem("relevant-itself", place, {"name": name})
        elif name in everything and name not in earlier:
            yield Problem("relevant-later", place, {"name": _question(scope, name)})
        elif name in unquoted:
            yield Problem("option-without-quotes", place, {"option": name, "name": unquoted[name]})
        elif name not in earlier and (parts := scope.parts(name)):
            yield Problem("relevant-parts", place, {"name": name, "parts": parts})
        elif name not in earlier:
            yield Problem("relevant-unknown", place, {"name": name, "hint": did_you_mean(name, earlier)})
    if not condition.names:
        yield Problem("condition-reads-nothing", start, {"condition": condition.source}, Severity.ADVICE)
    for node in condition.tree.walk():
        if node.operation in _COMPARISONS:
            yield from _comparison(node, earlier, start)


def _question(scope: Scope, name: str) -> str:
    """What people call the question of a variable: its id, of a row its own name."""
    item = scope.questionnaire.item_of[name]
    return name if item.parts_are_variables else item.id


def _unquoted(condition: Expression, earlier: Known) -> dict[str, str]:
    """Names that are options of the variable that they are compared with -> that variable."""
    found = {}
    for node in condition.tree.walk():
        names = [str(n.value) for n in node.operands if n.operation == "name"]
        if node.operation in _COMPARISONS and len(names) == 2:
            for option, name in (names, names[::-1]):
                if option not in earlier and name in earlier and option in (earlier[name].stored or {}):
                    found[option] = name
    return found


def _comparison(node: Node, earlier: Mapping[str, Variable], start: Place) -> Iterator[Problem]:
    names = [n for n in node.operands if n.operation == "name"]
    literals = [n for n in node.operands if n.operation == "literal"]
    if len(names) != 1 or len(literals) != 1 or str(names[0].value) not in earlier:
        return
    v, value = earlier[str(names[0].value)], literals[0].value
    place = Place(start.file, start.line, (start.column or 1) + literals[0].position)
    ordering = node.operation not in ("=", "!=")
    if ordering and (v.stored or not v.numeric):
        yield Problem("compared-without-order", place, {"name": v.name, "sign": node.operation})
    elif not v.stored and v.numeric and isinstance(value, str) and _NUMBER.match(value):
        yield Problem("number-in-quotes", place, {"value": value})
    elif (hint := _refusal(v, value)) is not None and (isinstance(value, str) or not ordering):
        yield Problem("value-not-offered", place, {"name": v.name, "value": value, "hint": hint})


def _refusal(v: Variable, value: Value | bool | None) -> Text | None:
    """Why the variable can never have this value; None if it can."""
    if v.stored:
        return None if value in v.stored else did_you_mean(str(value), v.stored)
    if v.minimum is None or v.maximum is None or not v.complete or _within(value, v.minimum, v.maximum):
        return None
    return both("problem.answered-from-to", minimum=f"{v.minimum:g}", maximum=f"{v.maximum:g}")


def _within(value: Value | bool | None, low: float, high: float) -> bool:
    return isinstance(value, int | float) and low <= value <= high


CONDITION_RULES: tuple[Rule, ...] = (relevance, rules_on_answers, quotas)
