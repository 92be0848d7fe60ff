"""A report plan drafted from a questionnaire: its constructs and tags say what can be asked of the data."""

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from surveykit.core.codebook import Construct
from surveykit.core.language import message
from surveykit.core.questionnaire import Questionnaire

_PLAIN = re.compile(r"(?!null$)[A-Za-z.][A-Za-z0-9_./-]*", re.IGNORECASE)

BEFORE = {
    "satisfaction": ("image", "expectation", "quality", "value"),
    "loyalty": ("image", "quality", "value", "satisfaction"),
}
"""Outcome role -> the roles of its predictors, in the order of the field's models."""
MOST_GROUPINGS = 4
"""So many background questions divide the respondents in a drafted plan."""
FEWEST_ATTRIBUTES = 4
"""A map of fewer says nothing."""
RECOMMENDATION = (0, 10)
"""The scale on which a recommendation is asked."""
EASY = {"effort": "low", "ease": "high"}
"""The first word in the id of a rating of effort -> the end of its scale that means little of it."""


class Wish(NamedTuple):
    """An analysis and its options."""

    name: str
    options: Mapping[str, str | list[str]] = MappingProxyType({})


def plan_text(questionnaire: Questionnaire, id: str, path: str, store: str | None = None, **data: object) -> str:
    """The text of a plan for this questionnaire, to be read over before the data come.

    `path` and `store` are the questionnaire's and the store's file as seen from the plan's folder; `data` is what else
    the plan says of its data, such as file and mapping. What is asked for follows from the roles of the constructs and
    the tags of the items (`wishes`).
    """
    named = {"store": f"sqlite:///{store}"} if store is not None else {}
    lines = [
        *(f"# {message('design.plan_comment', language)}" for language in questionnaire.languages),
        f"plan: {_scalar(id)}",
        f"questionnaire: {_scalar(path)}",
        "data:",
        *(f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in {**named, **data}.items()),
        "cleaning: {complete: 0.8, partial: 0.5, straight_line: 10, scale_minimum_answered: 0.8}",
        "analyses:",
        *(f"  - {_written(wish)}" for wish in wishes(questionnaire)),
        f"report: {{languages: [{', '.join(questionnaire.languages)}], preset: full}}",
    ]
    return "\n".join(lines) + "\n"


def wishes(questionnaire: Questionnaire) -> list[Wish]:
    """The analyses that a questionnaire suggests, in the order of a report.

    Roles say what may go with what. Tags narrow it: questions of fact in background sections divide the respondents,
    motives and behaviour are counted and crossed with them, attitudes are averaged, and what is said of a supposed case
    (`hypothetical`) can be an outcome, such as stated loyalty, but explains nothing.
    """
    made = _Wishes(questionnaire)
    asked = (made.measures, made.respondents, made.answers, made.choices, made.scales, made.models, made.groups)
    return [wish for part in asked for wish in part()]


def _scalar(text: str) -> str:
    """A text as YAML, quoted where it needs it."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _written(wish: Wish) -> str:
    name, options = wish
    lists = {key: f"[{', '.join(v)}]" if isinstance(v, list) else v for key, v in options.items()}
    shown = ", ".join(f"{key}: {value}" for key, value in lists.items())
    return f"{name}: {{{shown}}}" if options else name


def regressions(questionnaire: Questionnaire) -> list[tuple[str, list[str]]]:
    """Outcome and predictors of each regression that the constructs' roles suggest."""
    made = _Wishes(questionnaire)
    found = []
    for outcome in questionnaire.constructs:
        predictors = [c.id for role in BEFORE.get(outcome.role, ()) for c in made.of_role(role)]
        if predictors:
            found.append((outcome.id, predictors))
    return found


class _Wishes:
    """What the constructs and tags of one questionnaire suggest."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        item_of = questionnaire.item_of
        self.experienced = [
            c for c in questionnaire.constructs if any(item_of[name].manner != "hypothetical" for name in c.items)
        ]
        self.body = [item for s in questionnaire.sections if s.role == "body" for item in s.items]
        background = [item for s in questionnaire.sections if s.role == "background" for item in s.items]
        facts = [item for item in background if item.content in (None, "factual") and item.kind == "single_choice"]
        self.groupings = [item.id for item in facts][:MOST_GROUPINGS]

    def of_role(self, role: str) -> list[Construct]:
        """The constructs of a role that ask of more than supposed cases: what can explain something."""
        return [c for c in self.experienced if c.role == role]

    def measures(self) -> Iterator[Wish]:
        """What a report of satisfaction opens with."""
        for item in self.body:
            scale = item.scale_of(item.id) if item.kind == "rating" else None
            easy = EASY.get(item.id.partition("_")[0])
            if scale and item.id.startswith("recommend") and (scale.minimum, scale.maximum) == RECOMMENDATION:
                yield Wish("recommendation", {"item": item.id})
            elif scale and easy:
                yield Wish("effort", {"item": item.id, "easy": easy})
        if self.of_role("satisfaction"):
            yield Wish("satisfaction_share")
            yield Wish("satisfaction_index")

    def respondents(self) -> Iterator[Wish]:
        """Who answered."""
        if self.groupings:
            yield Wish("sample")

    def answers(self) -> Iterator[Wish]:
        """What was answered, question by question."""
        yield Wish("describe")
        if any(item.kind == "open_text" for item in self.questionnaire.items):
            yield Wish("open_answers")

    def choices(self) -> Iterator[Wish]:
        """Behaviour and motives are counted, and crossed with who the respondents are."""
        if any(item.kind == "multiple_choice" for item in self.body):
            yield Wish("multiple_response")
        tagged = [item.id for item in self.body if item.content in ("behaviour", "motive")]
        chosen = [item.id for item in self.body if item.kind == "single_choice"]
        if chosen and self.groupings:
            rows = [id for id in chosen if id in tagged] or chosen
            yield Wish("cross_tables", {"rows": rows, "columns": self.groupings})

    def scales(self) -> Iterator[Wish]:
        """How well the constructs are measured."""
        if self.questionnaire.constructs:
            yield Wish("reliability")
        if len(self.questionnaire.constructs) > 1:
            yield Wish("relations")
        if any(item.kind == "double_matrix" for item in self.body):
            yield Wish("gaps")
        if sum(len(c.items) > 2 for c in self.questionnaire.constructs) > 1:
            yield Wish(
                "confirmatory", {"constructs": [c.id for c in self.questionnaire.constructs if len(c.items) > 2]}
            )

    def models(self) -> Iterator[Wish]:
        """What goes with satisfaction and with loyalty."""
        for outcome, predictors in regressions(self.questionnaire):
            yield Wish("regression", {"outcome": outcome, "predictors": predictors})
            if len(predictors) > 1:
                yield Wish("drivers", {"outcome": outcome, "predictors": predictors})
        service = [c.id for role in ("image", "quality", "value") for c in self.of_role(role)]
        satisfied = self.of_role("satisfaction")
        loyal = [c for c in self.questionnaire.constructs if c.role == "loyalty"]
        if len(service) >= FEWEST_ATTRIBUTES and len(satisfied) == 1:
            yield Wish("importance_performance", {"outcome": satisfied[0].id, "attributes": service})
        if service and len(satisfied) == 1:
            for last in loyal:
                yield Wish("paths", {"quality": service, "mediator": satisfied[0].id, "outcome": last.id})

    def groups(self) -> Iterator[Wish]:
        """Whether groups of respondents differ."""
        if self.groupings and any(c.role != "background" for c in self.questionnaire.constructs):
            yield Wish("groups", {"by": self.groupings})
