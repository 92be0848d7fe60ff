"""What a rule looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import Place, Problem

MOST_NAMES = 6
Places = Mapping[tuple[str, str], Place]


@dataclass(frozen=True)
class Scope:
    """A questionnaire and where its parts stand."""

    questionnaire: Questionnaire
    places: Places

    def place(self, *keys: tuple[str, str]) -> Place:
        """The first of these places that is known."""
        return next((self.places[key] for key in keys if key in self.places), Place())

    def parts(self, name: str) -> str:
        """The names of the variables of an item that has several; empty for any other name."""
        found = [item for item in self.questionnaire.items if item.id == name]
        names = [v.name for item in found for v in item.variables()]
        return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


Rule = Callable[[Scope], Iterator[Problem]]
