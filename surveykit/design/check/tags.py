"""Rules that the tags on items and sections choose: sensitive, and the roles of sections."""

from collections.abc import Iterator

from surveykit.core.item import Option
from surveykit.design.check.scope import Rule, Scope
from surveykit.errors import Problem, Severity


def sensitive_without_refusal(scope: Scope) -> Iterator[Problem]:
    """A sensitive question can be passed over, or has an answer such as «rather not say», unless it screens."""
    asked = [item for section in scope.questionnaire.sections if section.role != "screening" for item in section.items]
    for item in asked:
        options = [part for part in item.parts().values() if isinstance(part, Option)]
        offered = any(option.missing is not None for option in options)
        if item.sensitive and item.required and not offered:
            place = scope.place(("item", item.id))
            yield Problem("sensitive-required", place, {"id": item.id}, Severity.WARNING)


def background_before_body(scope: Scope) -> Iterator[Problem]:
    """Questions about the person stand at the end, unless they screen (Dillman, Smyth & Christian 2014)."""
    sections = scope.questionnaire.sections
    last_body = max((at for at, s in enumerate(sections) if s.role == "body"), default=-1)
    for section in sections[: last_body + 1]:
        if section.role == "background":
            place = scope.place(("section", section.id))
            yield Problem("background-before-body", place, {"id": section.id}, Severity.WARNING)


def attitude_before_behaviour(scope: Scope) -> Iterator[Problem]:
    """What people did is asked before what they think of it: an opinion just given colours what is remembered."""
    body = [item for s in scope.questionnaire.sections if s.role == "body" for item in s.items]
    tagged = [item for item in body if item.content in ("attitude", "behaviour")]
    first = next((at for at, item in enumerate(tagged) if item.content == "attitude"), len(tagged))
    for item in tagged[first:]:
        if item.content == "behaviour":
            values = {"id": item.id, "other": tagged[first].id}
            yield Problem("attitude-before-behaviour", scope.place(("item", item.id)), values, Severity.ADVICE)


TAG_RULES: tuple[Rule, ...] = (sensitive_without_refusal, background_before_body, attitude_before_behaviour)
