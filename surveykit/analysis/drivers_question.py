"""What the questions about one outcome's drivers have in common: the respondents, what is needed, the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Question
from surveykit.analysis.drivers_words import Driver, DriversWords
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.statistics.formulas import LEVEL, Interval, unvarying
from surveykit.analysis.statistics.least_squares import dependent
from surveykit.analysis.statistics.parts import Parts
from surveykit.analysis.words import called, listed, n_text
from surveykit.core.finding import (
    Caution,
    Excluded,
    Method,
    Of,
)
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.numbers import count


@dataclass(frozen=True, eq=False)
class DriversQuestion(Question[Parts]):
    """What both questions about one outcome have in common."""

    outcome: str
    predictors: tuple[str, ...]
    chosen: str
    draws: int
    seed: int

    analysis = "drivers"

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return called(self.dataset.codebook, id)

    @property
    def _ids(self) -> tuple[str, ...]:
        return (*self.predictors, self.outcome)

    @cached_property
    def _moments(self) -> Moments:
        return self.dataset.moments(self._ids)

    @cached_property
    def parts(self) -> Parts:
        """The numbers, computed as they are asked for."""
        return Parts(self._moments, lambda: self.dataset.complete(self._ids), self.chosen, self.draws, self.seed)

    @property
    def n(self) -> int:
        return self._moments.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self._ids)

    def needs(self) -> Iterator[Caution]:
        outcome, fewest = self.name(self.outcome), len(self.predictors) + 3
        if self.n < fewest:
            few = {"n": n_text(self.n), "k": count(len(self.predictors)), "needed": count(fewest)}
            yield GATES["SMALL_N"].caution("no_model", outcome=outcome, **few)
        elif flat := unvarying(self._moments):
            yield GATES["NO_VARIANCE"].caution("model", outcome=outcome, names=self._listed(flat))
        elif twins := dependent(self.parts.correlation[0, :-1, :-1]):
            names = self._listed(tuple(self.predictors[at] for at in twins))
            yield GATES["COLLINEAR"].caution("exact", outcome=outcome, names=names)
        elif self.parts.r_squared >= 1 - 1e-10:
            yield GATES["NO_VARIANCE"].caution("perfect", outcome=outcome)

    def _listed(self, ids: tuple[str, ...]) -> Text:
        return listed([self.name(i) for i in ids])

    def estimate(self) -> Parts:
        return self.parts

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "method": self.chosen,
            "draws": self.draws,
            "missing": "listwise",
            "outcome": self.outcome,
            "predictors": list(self.predictors),
        }
        seed = self.seed if self.draws else None
        return Method(both(f"drivers.method.{self.chosen}"), "NumPy", np.__version__, options, seed)

    @property
    def _few(self) -> bool:
        """Whether there are too few respondents for parts in a sentence."""
        per_predictor = limit("SMALL_N", "per_predictor") * len(self.predictors)
        return self.n < max(per_predictor, limit("SMALL_N", "fewest"))

    def words(self, parts: Parts) -> DriversWords:
        """What may be said."""
        columns = zip(self.predictors, parts.chosen, parts.vif, strict=True)
        drivers = tuple(Driver(id, self.name(id), part, vif) for id, part, vif in columns)
        return DriversWords(self.name(self.outcome), drivers, parts, self._few)

    def _of(self, predictor: str) -> Of:
        return {"outcome": self.outcome, "predictor": predictor}

    def _pair(self, first: int, second: int) -> tuple[str, str]:
        return self.predictors[first], self.predictors[second]

    def _cautions(self, words: DriversWords) -> Iterator[Caution]:
        if self._few:
            values = {"n": n_text(self.n), "k": count(len(self.predictors)), "outcome": self.name(self.outcome)}
            yield GATES["SMALL_N"].caution("model", **values)
            return
        if self.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.n))
        yield from words.cautions()


def level(inside: Interval | None) -> float | None:
    """The confidence level, where there is an interval."""
    return LEVEL if inside else None
