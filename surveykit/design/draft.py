"""A report plan drafted from a questionnaire: its constructs say what can be related to what."""

import json
import re

from surveykit.core.language import message
from surveykit.core.questionnaire import Questionnaire

_PLAIN = re.compile(r"(?!null$)[A-Za-z.][A-Za-z0-9_./-]*", re.IGNORECASE)

BEFORE = {
    "satisfaction": ("image", "expectation", "quality", "value"),
    "loyalty": ("image", "quality", "value", "satisfaction"),
}
"""Outcome role -> the roles of its predictors, in the order of the field's models."""


def plan_text(questionnaire: Questionnaire, id: str, path: str, store: str) -> str:
    """The text of a plan for this questionnaire, to be read over before the data come.

    `path` and `store` are the questionnaire's and the store's file as seen from the plan's folder. Regressions are
    asked for wherever the constructs' roles suggest one.
    """
    lines = [
        *(f"# {message('design.plan_comment', language)}" for language in questionnaire.languages),
        f"plan: {_scalar(id)}",
        f"questionnaire: {_scalar(path)}",
        "data:",
        f"  store: {json.dumps(f'sqlite:///{store}', ensure_ascii=False)}",
        "cleaning: {complete: 0.8, partial: 0.5, straight_line: 10, scale_minimum_answered: 0.8}",
        "analyses:",
        "  - describe",
    ]
    if questionnaire.constructs:
        lines += ["  - reliability", "  - relations"]
    for outcome, predictors in regressions(questionnaire):
        lines.append(f"  - regression: {{outcome: {outcome}, predictors: [{', '.join(predictors)}]}}")
    lines.append(f"report: {{languages: [{', '.join(questionnaire.languages)}], preset: full}}")
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML, quoted where it needs it."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def regressions(questionnaire: Questionnaire) -> list[tuple[str, list[str]]]:
    """Outcome and predictors of each regression that the constructs' roles suggest."""
    found = []
    for outcome in questionnaire.constructs:
        roles = BEFORE.get(outcome.role, ())
        predictors = [c.id for role in roles for c in questionnaire.constructs if c.role == role]
        if predictors:
            found.append((outcome.id, predictors))
    return found
