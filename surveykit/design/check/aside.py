"""Advice that an author sets aside: `ignore: {L4: the reason}` on an item or on the whole questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.core.document import did_you_mean
from surveykit.design.check.catalogue import CATALOGUE, RULE_IDS
from surveykit.design.check.scope import Scope
from surveykit.errors import Place, Problem, Severity

WHOLE = ""
"""Stands for the questionnaire where an item would be named."""


@dataclass(frozen=True)
class SetAside:
    """A problem that is told no more, and why."""

    problem: Problem
    reason: str


def ignored_rules(scope: Scope) -> Iterator[Problem]:
    """What is set aside is advice of a rule that there is, and has a reason."""
    for owner, ignore in _all(scope):
        for rule, reason in ignore.items():
            place = _place(scope, owner, rule)
            if rule not in CATALOGUE:
                yield Problem("unknown-rule", place, {"word": rule, "hint": did_you_mean(rule.upper(), CATALOGUE)})
            elif not CATALOGUE[rule].can_be_set_aside:
                yield Problem("rule-not-ignorable", place, {"rule": rule})
            elif not reason.strip():
                yield Problem("ignore-without-reason", place, {"rule": rule})


def sort_out(scope: Scope, problems: Sequence[Problem]) -> tuple[list[Problem], list[SetAside]]:
    """The problems to tell, and those that are set aside. An error stays; what sets nothing aside is told."""
    reasons = dict(_all(scope))
    kept: list[Problem] = []
    aside: list[SetAside] = []
    used: set[tuple[str, str]] = set()
    for problem in problems:
        rule = RULE_IDS.get(problem.code, "")
        owners = [o for o in (str(problem.values.get("id", WHOLE)), WHOLE) if rule in reasons.get(o, {})]
        if owners and problem.severity is not Severity.ERROR:
            used.add((owners[0], rule))
            aside.append(SetAside(problem, reasons[owners[0]][rule]))
        else:
            kept.append(problem)
    for owner, ignore in reasons.items():
        for rule in ignore:
            if (owner, rule) not in used:
                place = _place(scope, owner, rule)
                kept.append(Problem("ignore-of-nothing", place, {"rule": rule}, Severity.ADVICE))
    return kept, aside


def _all(scope: Scope) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Who sets something aside, and what: the questionnaire, and its items by id."""
    own: Mapping[str, str] = {str(rule): reason for rule, reason in scope.questionnaire.ignore.items()}
    if own:
        yield WHOLE, own
    for item in scope.questionnaire.items:
        if item.ignore:
            yield item.id, {str(rule): reason for rule, reason in item.ignore.items()}


def _place(scope: Scope, owner: str, rule: str) -> Place:
    return scope.place((f"{owner}.ignore", rule), ("item", owner)) if owner else scope.place(("ignore", rule))
