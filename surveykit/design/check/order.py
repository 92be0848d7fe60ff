"""Rules on the order of questions: easy before delicate, behaviour before attitude, overall before details."""

import re
from collections.abc import Iterator, Sequence

from surveykit.core.codebook import Missing
from surveykit.design.check.catalogue import problem
from surveykit.design.check.scope import Asked, Rule, Scope
from surveykit.errors import Problem

FEWEST_DETAILS = 3
_OVERALL = re.compile(
    r"\b(?:overall|all in all|taking everything|everything considered|in general|as a whole|on the whole)\b|"
    r"总体|整体|总的来说|总而言之|综合来看|综合考虑",
    re.I,
)


def sensitive_before_body(scope: Scope) -> Iterator[Problem]:
    """A sensitive question does not open the questionnaire, unless it screens."""
    first = next((asked for asked in scope.asked if asked.section.role != "screening" and _answered(asked)), None)
    if first is not None and first.item.sensitive:
        yield problem("sensitive-before-body", scope.of(first.item), id=first.item.id)


def _answered(asked: Asked) -> bool:
    return asked.item.kind not in ("information", "consent")


def way_to_refuse(scope: Scope) -> Iterator[Problem]:
    """A sensitive question has an answer such as «rather not say»; what is typed may be left empty instead."""
    for asked in scope.asked:
        item = asked.item
        if not item.sensitive or asked.section.role == "screening":
            continue
        offered = any(o.missing is not None for o in asked.options.values())
        offered = offered or any(Missing.REFUSED in scale.missing for scale in asked.scales)
        if item.required and not offered:
            yield problem("sensitive-required", scope.of(item), id=item.id)
        elif not offered and (asked.options or asked.scales):
            yield problem("sensitive-without-refusal", scope.of(item), id=item.id)


def background_before_body(scope: Scope) -> Iterator[Problem]:
    """Questions about the person stand at the end, unless they screen (Dillman, Smyth & Christian 2014)."""
    sections = scope.questionnaire.sections
    last_body = max((at for at, s in enumerate(sections) if s.role == "body"), default=-1)
    for section in sections[: last_body + 1]:
        if section.role == "background":
            yield problem("background-before-body", scope.place(("section", section.id)), id=section.id)


def attitude_before_behaviour(scope: Scope) -> Iterator[Problem]:
    """What people did is asked before what they think of it: an opinion just given colours what is remembered."""
    tagged = [asked.item for asked in scope.body if asked.item.content in ("attitude", "behaviour")]
    first = next((at for at, item in enumerate(tagged) if item.content == "attitude"), len(tagged))
    for item in tagged[first:]:
        if item.content == "behaviour":
            yield problem("attitude-before-behaviour", scope.of(item), id=item.id, other=tagged[first].id)


def overall_after_details(scope: Scope) -> Iterator[Problem]:
    """An overall rating after the detailed ones takes over from them (Schwarz, Strack & Mai 1991)."""
    details = 0
    for asked in scope.body:
        roles = [c.role for c in scope.constructs_of(asked.item)]
        if asked.scales and not {*roles} - {"satisfaction"} and details >= FEWEST_DETAILS and _overall(asked):
            yield problem("overall-after-details", scope.of(asked.item), id=asked.item.id, count=details)
        details += _details(asked, roles)


def _details(asked: Asked, roles: Sequence[str]) -> int:
    """How many details are rated: of the roles of its constructs quality, and whatever belongs to no construct."""
    if not asked.scales or _overall(asked):
        return 0
    return roles.count("quality") if roles else asked.rows


def _overall(asked: Asked) -> bool:
    return any(_OVERALL.search(said) for said in asked.item.text.values())


ORDER_RULES: tuple[Rule, ...] = (
    sensitive_before_body,
    way_to_refuse,
    background_before_body,
    attitude_before_behaviour,
    overall_after_details,
)
