"""What ids, references and relevance say together. Exact, so an error keeps a definition from being read at all.

Each rule is a generator of problems; `RULES` is the whole list. What a questionnaire that can be read should have
besides, the other files of this folder say.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from surveykit.core.codebook import ROLES, Level, Variable
from surveykit.core.document import MAXIMUM_NAME, did_you_mean
from surveykit.core.item import Item, Part
from surveykit.core.language import PIPE, Text
from surveykit.core.questionnaire import Questionnaire
from surveykit.design.check.aside import ignored_rules
from surveykit.design.check.conditions import CONDITION_RULES
from surveykit.design.check.derived import DERIVED_RULES
from surveykit.design.check.records import RECORD_RULES
from surveykit.design.check.scope import Places, Rule, Scope
from surveykit.errors import Place, Problem, Severity


def structural_problems(questionnaire: Questionnaire, places: Places) -> list[Problem]:
    """Every problem that the structural rules find, in the order of the file."""
    scope = Scope(questionnaire, places)
    found = [problem for rule in RULES for problem in rule(scope)]
    return sorted(found, key=lambda p: (p.place.line or 0, p.place.column or 0))


def unique_variables(scope: Scope) -> Iterator[Problem]:
    """Variable names are unique without regard to case, and short enough for every statistics package."""
    owners: dict[str, Item] = {}
    for item in scope.questionnaire.items:
        place = scope.place(("item", item.id))
        own: set[str] = set()
        for v in item.variables():
            other = owners.setdefault(v.name.lower(), item)
            if v.name.lower() in own or other.id != item.id:  # an id used twice has been reported as such
                yield Problem("duplicate-variable", place, {"name": v.name, "item": item.id, "other": other.id})
            if len(v.name) > MAXIMUM_NAME:
                yield Problem("long-id", place, {"id": v.name, "most": MAXIMUM_NAME})
            own.add(v.name.lower())


def constructs(scope: Scope) -> Iterator[Problem]:
    """A construct has a known role, its items exist and can be averaged, and `reverse` names some of them."""
    variables = scope.questionnaire.codebook.asked.by_name
    names = [n.lower() for n in (*variables, *(c.id for c in scope.questionnaire.constructs))]
    for construct in scope.questionnaire.constructs:
        place = scope.place(("construct", construct.id))
        if names.count(construct.id.lower()) > 1:
            yield Problem("construct-name-taken", place, {"id": construct.id})
        if construct.role not in ROLES:
            own = scope.place(("construct role", construct.id), ("construct", construct.id))
            yield Problem("unknown-role", own, {"word": construct.role, "hint": did_you_mean(construct.role, ROLES)})
        if not construct.items:
            yield Problem("construct-without-items", place, {"id": construct.id})
        if construct.minimum_answered is not None and not 0 < construct.minimum_answered <= 1:
            own = scope.place(("construct minimum_answered", construct.id), ("construct", construct.id))
            yield Problem("share-out-of-range", own, {"key": "minimum_answered"})
        for name in dict.fromkeys(construct.items):
            yield from _construct_item(scope, name, construct.id, variables)
            if construct.items.count(name) > 1:
                again = _listed(scope, "items again", construct.id, name)
                yield Problem("construct-item-twice", again, {"id": construct.id, "name": name})
        for name in construct.reverse:
            if name not in construct.items:
                hint = did_you_mean(name, construct.items)
                own = _listed(scope, "reverse", construct.id, name)
                yield Problem("reverse-not-an-item", own, {"id": construct.id, "name": name, "hint": hint})


def _listed(scope: Scope, key: str, construct: str, name: str) -> Place:
    """Where a construct lists a name, else where the construct stands."""
    return scope.place((f"construct {key}", f"{construct}.{name}"), ("construct", construct))


def _construct_item(scope: Scope, name: str, construct: str, variables: Mapping[str, Variable]) -> Iterator[Problem]:
    place = _listed(scope, "items", construct, name)
    if name not in variables and (parts := scope.parts(name)):
        yield Problem("construct-item-of-parts", place, {"id": construct, "name": name, "parts": parts})
        return
    if name not in variables:
        yield Problem("unknown-item", place, {"id": construct, "name": name, "hint": did_you_mean(name, variables)})
        return
    v = variables[name]
    if v.level not in (Level.ORDINAL, Level.INTERVAL, Level.RATIO) or v.minimum is None or v.maximum is None:
        yield Problem("construct-needs-numbers", place, {"id": construct, "name": name})


def construct_scales(scope: Scope) -> Iterator[Problem]:
    """The items of a construct are answered on scales of one range: else their mean has no unit."""
    variables = scope.questionnaire.codebook.asked.by_name
    for construct in scope.questionnaire.constructs:
        ranges = {(v.minimum, v.maximum) for name in construct.items if (v := variables.get(name)) is not None}
        if len({r for r in ranges if None not in r}) > 1:
            yield Problem("construct-mixed-scales", scope.place(("construct", construct.id)), {"id": construct.id})


def piping(scope: Scope) -> Iterator[Problem]:
    """`${name}` and `${name|fallback}` show an earlier answer."""
    questionnaire, earlier = scope.questionnaire, set[str]()
    yield from _pipes(scope, [questionnaire.title], earlier, scope.place(("text", "title")))
    yield from _pipes(scope, [questionnaire.intro], earlier, scope.place(("text", "intro")))
    for section in scope.questionnaire.sections:
        place = scope.place(("section", section.id))
        yield from _pipes(scope, [section.title, section.intro], earlier, place)
        for item in section.items:
            yield from _pipes_of(scope, item, earlier)
            earlier.update(v.name for v in item.variables())
    yield from _pipes(scope, [questionnaire.closing], earlier, scope.place(("text", "closing")))


def _pipes_of(scope: Scope, item: Item, earlier: set[str]) -> Iterator[Problem]:
    """Each text where it stands: a part's at the part, the question's at the question, any other at the item."""
    for spec in fields(item):
        value = getattr(item, spec.name)
        if spec.name == item.part_field and isinstance(value, Mapping):
            for name, part in value.items():
                yield from _pipes(scope, _texts(part), earlier, scope.of(item, spec.name, name))
        else:
            place = scope.of(item, spec.name, next(iter(scope.questionnaire.languages), ""))
            yield from _pipes(scope, _texts(value), earlier, place)


def _texts(value: object) -> Iterator[Text]:
    """The texts in a field of an item: its own, and those of its parts."""
    if isinstance(value, Part):
        yield from (text for spec in fields(value) for text in _texts(getattr(value, spec.name)))
    elif isinstance(value, Mapping) and value and all(isinstance(said, str) for said in value.values()):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _texts(inner))


def _pipes(scope: Scope, texts: Iterable[Text | None], earlier: set[str], place: Place) -> Iterator[Problem]:
    for text in texts:
        strings = " ".join((text or {}).values())
        for name in dict.fromkeys(found[1] for found in PIPE.finditer(strings)):
            if name in earlier:
                continue
            if earlier.intersection(parts := scope.parts(name)):
                yield Problem("pipe-parts", place, {"name": name, "parts": parts})
            else:
                yield Problem("pipe-unknown", place, {"name": name, "hint": did_you_mean(name, sorted(earlier))})
        if "${" in PIPE.sub("", strings):
            yield Problem("pipe-malformed", place)


def unused_scales(scope: Scope) -> Iterator[Problem]:
    """A scale that no item uses is a leftover or a misspelling."""
    used = {id(value) for item in scope.questionnaire.items for value in vars(item).values()}
    for name, scale in scope.questionnaire.scales.items():
        if id(scale) not in used:
            yield Problem("unused-scale", scope.place(("scale", name)), {"id": name}, Severity.WARNING)


RULES: tuple[Rule, ...] = (
    unique_variables,
    constructs,
    construct_scales,
    *RECORD_RULES,
    *DERIVED_RULES,
    *CONDITION_RULES,
    piping,
    unused_scales,
    ignored_rules,
)
