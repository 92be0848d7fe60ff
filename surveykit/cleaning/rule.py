"""The base of all cleaning rules, and the registry that finds them.

A rule is one file in `cleaning/rules/` with a class under `@rule`. It asks questions about respondents and gives its
evidence; its threshold comes from the plan. What to do with a flagged respondent is never its business.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import Text
from surveykit.core.plan import Cleaning


class Rule(Protocol):
    """One rule. Its flags may be of several kinds; a kind's words are `cleaning.rule.<kind>`."""

    def thresholds(self, dataset: Dataset, cleaning: Cleaning) -> Mapping[str, Text]:
        """Kind of flag -> when it is raised, in words, with the plan's numbers; none where it cannot be raised."""

    def flags(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Flag]:
        """The respondents asked about, in the order of the table."""


RULES: dict[str, Rule] = {}
RuleClass = TypeVar("RuleClass", bound=type[Rule])


def rule(cls: RuleClass) -> RuleClass:
    """Register a rule under its class's name. Raises ValueError if the name is taken."""
    if cls.__name__ in RULES:
        raise ValueError(f"the cleaning rule {cls.__name__} is registered twice")
    RULES[cls.__name__] = cls()
    return cls
