"""What a rule looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveykit.core.questionnaire import Questionnaire
from surveykit.errors import Place, Problem

Places = Mapping[tuple[str, str], Place]


@dataclass(frozen=True)
class Scope:
    """A questionnaire and where its parts stand."""

    questionnaire: Questionnaire
    places: Places

    def place(self, *keys: tuple[str, str]) -> Place:
        """The first of these places that is known."""
        return next((self.places[key] for key in keys if key in self.places), Place())


Rule = Callable[[Scope], Iterator[Problem]]
