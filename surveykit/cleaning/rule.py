"""The base of all cleaning rules, and the registry that finds them.

A rule is one file in `cleaning/rules/` with a class under `@rule`. It asks questions about respondents and gives its
evidence; its threshold comes from the plan. What to do with a flagged respondent is never its business. Whoever changes
what a rule asks raises its `version`, which stands beside every flag in the review file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from surveykit.core.dataset import Dataset, Flag
from surveykit.core.finding import Estimate
from surveykit.core.language import Text
from surveykit.core.plan import Cleaning


@dataclass(frozen=True)
class Applied:
    """What came of one kind of question; its words are `cleaning.rule.<kind>`.

    `threshold` says in words when it is raised, with the plan's numbers. `n` responses could be judged. `reason` says
    why it could not be asked at all; `notes` say what else a reader should know.
    """

    kind: str
    threshold: Text
    n: int
    flags: tuple[Flag, ...] = ()
    reason: Text | None = None
    estimates: tuple[Estimate, ...] = ()
    notes: tuple[Text, ...] = ()
    version: int = 1


class Rule(Protocol):
    """One rule. `apply` yields each kind of question that it can ask of this questionnaire under this plan."""

    @property
    def version(self) -> int:
        """Raised whenever what it asks changes."""

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        """The respondents asked about, in the order of the table."""


RULES: dict[str, Rule] = {}
RuleClass = TypeVar("RuleClass", bound=type[Rule])


def rule(cls: RuleClass) -> RuleClass:
    """Register a rule under its class's name. Raises ValueError if the name is taken."""
    if cls.__name__ in RULES:
        raise ValueError(f"the cleaning rule {cls.__name__} is registered twice")
    RULES[cls.__name__] = cls()
    return cls
