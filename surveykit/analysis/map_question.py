"""The questions behind a map of importance and performance: importance derived from an outcome, or stated."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.attribute_map import (
    Attribute,
    Cuts,
    DerivedMap,
    Importance,
    lines,
    performance,
    stated_attributes,
)
from surveykit.analysis.gap_numbers import bounds_of
from surveykit.analysis.gates import GATES, base_cautions, is_small, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.map_words import MapWords
from surveykit.analysis.references import EFRON, GROEMPING, LINDEMAN, MARTILLA
from surveykit.analysis.statistics.consistency import below_convention
from surveykit.analysis.statistics.formulas import LEVEL, unvarying
from surveykit.analysis.statistics.least_squares import dependent
from surveykit.analysis.words import base, called, listed, n_text, name_of
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count

Attributes = tuple[Attribute, ...]


@dataclass(frozen=True, eq=False)
class AttributeQuestion(Question[Attributes]):
    """Which attributes are important, and how well each is done."""

    ids: tuple[str, ...]
    cuts: Cuts

    analysis = "importance_performance"

    @property
    @abstractmethod
    def kind(self) -> Importance:
        """What importance is."""

    @property
    @abstractmethod
    def found(self) -> Attributes:
        """The attributes, with their numbers."""

    @property
    @abstractmethod
    def middle(self) -> float:
        """The middle of importance."""

    @property
    @abstractmethod
    def few(self) -> bool:
        """Whether there are too few respondents for a word about any attribute."""

    @property
    def unrelated(self) -> bool:
        """Whether the data do not show that the attributes have to do with the outcome at all."""
        return self.relation_p >= limit("NONSIG", "level")

    @property
    def relation_p(self) -> float:
        """The p of that; 0 where there is no outcome."""
        return 0.0

    def _claim(self, words: MapWords) -> float | None:
        return None if self.few or words.claim is None else max(words.claim, self.relation_p)

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return called(self.dataset.codebook, id)

    def listed(self, ids: tuple[str, ...]) -> Text:
        """Several of them."""
        return listed([self.name(i) for i in ids])

    def importance_of(self, id: str) -> Of:
        """What an estimate of importance is of."""
        return {"attribute": id, "method": self.kind}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("importance", self.importance_of(id)) for id in self.ids]

    def needs(self) -> Iterator[Caution]:
        if len(self.ids) < limit("FEW_ATTRIBUTES", "fewest"):
            yield GATES["FEW_ATTRIBUTES"].caution(k=count(len(self.ids)))
        scaleless = tuple(id for id in self.ids if bounds_of(self.dataset.codebook, id) is None)
        if scaleless:
            yield GATES["SCALE"].caution("map", names=self.listed(scaleless))

    def estimate(self) -> Attributes:
        return self.found

    @cached_property
    def lines(self) -> tuple[float, float]:
        """Where the map is cut: performance, importance."""
        return lines(self.found, self.cuts, self.middle)

    def figures(self, numbers: Attributes) -> Figures:
        return {
            "performance": lambda: self._performances(numbers),
            "importance": lambda: self._importances(numbers),
            "attribute_r": lambda: self._correlations(numbers),
            "line": lambda: self._lines(),
        }

    def _performances(self, numbers: Attributes) -> Iterator[Estimate]:
        for a in numbers:
            ends = a.performance_interval
            yield Estimate("performance", {"attribute": a.id}, a.performance, ends, LEVEL if ends else None, n=a.n)

    def _importances(self, numbers: Attributes) -> Iterator[Estimate]:
        for a in numbers:
            ends, of = a.importance_interval, self.importance_of(a.id)
            yield Estimate("importance", of, a.importance, ends, LEVEL if ends else None, n=a.n)
        known = {a.id for a in numbers}
        for id in self.ids:
            if id not in known:
                yield Estimate("importance", self.importance_of(id), None, reason=both("analysis.reason.nobody"))

    def _correlations(self, numbers: Attributes) -> Iterator[Estimate]:
        for a in numbers:
            if a.r is not None:
                ends, of = a.r_interval, {**self.importance_of(a.id), "method": "correlation"}
                yield Estimate("attribute_r", of, a.r, ends, LEVEL if ends else None, n=a.n)

    def _lines(self) -> Iterator[Estimate]:
        for axis, value in zip(("performance", "importance"), self.lines, strict=True):
            yield Estimate("line", {"axis": axis, "at": self.cuts}, value)

    @abstractmethod
    def cautions(self) -> Iterator[Caution]:
        """What is said beside the map."""

    def present(self, numbers: Attributes, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = MapWords(self.dataset.codebook, numbers, self.lines, self.kind, self.cuts, self.outcome_name)
        silent = self._silent()
        return self.finding(
            words.silent(silent) if silent else words.sentences(self.n),
            self.estimates(numbers),
            words.table(self._sure),
            None if silent else words.figure(base(self.n)),
            checks,
            list(self.cautions()),
            headline=not silent and bool(words.clear),
            claim=self._claim(words),
        )

    @property
    def outcome_name(self) -> Text | None:
        """The outcome inside a sentence, if there is one."""
        return None

    @property
    def _sure(self) -> bool:
        return not self.few and all(a.importance_interval is not None for a in self.found)

    def _silent(self) -> Text | None:
        """Why nothing is said of single attributes."""
        if self.few:
            return both("importance_performance.few", n=n_text(self.n))
        if len(self.found) < limit("FEW_ATTRIBUTES", "fewest"):
            return both("importance_performance.too_few_judged", k=count(len(self.found)))
        if not self._sure:
            return both("importance_performance.no_intervals")
        return both("importance_performance.unrelated", outcome=self.outcome_name) if self.unrelated else None


@dataclass(frozen=True, eq=False)
class DerivedQuestion(AttributeQuestion):
    """Importance from how the attributes go with an outcome."""

    outcome: str
    method_of: Importance
    draws: int
    seed: int

    @property
    def id(self) -> str:
        return f"importance_performance.{self.outcome}"

    @property
    def text(self) -> Text:
        return both("importance_performance.question.derived", outcome=name_of(self.dataset.codebook, self.outcome))

    @property
    def outcome_name(self) -> Text:
        return self.name(self.outcome)

    @property
    def kind(self) -> Importance:
        return self.method_of

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.ids, self.outcome)

    @cached_property
    def n(self) -> int:
        return self.dataset.moments(self._names).n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self._names)

    def importance_of(self, id: str) -> Of:
        return {"attribute": id, "outcome": self.outcome, "method": self.kind}

    @cached_property
    def map(self) -> DerivedMap:
        """The numbers."""
        columns = [performance(self.dataset, id) for id in self.ids]
        rows = np.column_stack([*columns, self.dataset.numbers(self.outcome)])
        return DerivedMap(self.ids, rows[~np.isnan(rows).any(axis=1)], self.kind, self.draws, self.seed)

    @property
    def found(self) -> Attributes:
        return self.map.attributes

    @property
    def middle(self) -> float:
        return 100 / len(self.ids)

    def needs(self) -> Iterator[Caution]:
        yield from super().needs()
        outcome, fewest = self.name(self.outcome), len(self.ids) + 3
        if self.n < fewest:
            few = {"n": n_text(self.n), "k": count(len(self.ids)), "needed": count(fewest)}
            yield GATES["SMALL_N"].caution("no_model", outcome=outcome, **few)
        elif flat := unvarying(self.dataset.moments(self._names)):
            yield GATES["NO_VARIANCE"].caution("model", outcome=outcome, names=self.listed(flat))
        elif twins := dependent(self.map.parts.correlation[0, :-1, :-1]):
            names = self.listed(tuple(self.ids[at] for at in twins))
            yield GATES["COLLINEAR"].caution("exact", outcome=outcome, names=names)
        elif self.map.parts.r_squared >= 1 - 1e-10:
            yield GATES["NO_VARIANCE"].caution("perfect", outcome=outcome)

    @property
    def few(self) -> bool:
        per_predictor = limit("SMALL_N", "per_predictor") * len(self.ids)
        return self.n < max(per_predictor, limit("SMALL_N", "fewest"))

    @property
    def relation_p(self) -> float:
        return self.map.parts.test[1]

    def cautions(self) -> Iterator[Caution]:
        if self.few:
            values = {"n": n_text(self.n), "k": count(len(self.ids)), "outcome": self.name(self.outcome)}
            yield GATES["SMALL_N"].caution("model", **values)
            return
        if self.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.n))
        hollow = tuple(a.id for a in self.found if not a.related) if self.draws else ()
        if hollow:
            yield GATES["NONSIG"].caution("map", names=self.listed(hollow), outcome=self.name(self.outcome))
        vif = zip(self.ids, self.map.parts.vif, strict=True)
        close = tuple(id for id, value in vif if value > limit("COLLINEAR", "most"))
        if close:
            yield GATES["COLLINEAR"].caution(names=self.listed(close))
        yield from keying_caution(self.dataset, self._names)
        low = tuple(c.id for c, _ in below_convention(self.dataset, self._names))
        if low:
            yield GATES["LOW_ALPHA"].caution("constructs", names=self.listed(low))
        yield GATES["NONPROB"].caution()

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "importance": self.kind,
            "lines": self.cuts,
            "draws": self.draws,
            "missing": "listwise",
            "outcome": self.outcome,
            "attributes": list(self.ids),
        }
        text = both(f"importance_performance.method.{self.kind}")
        return Method(text, "NumPy", np.__version__, options, self.seed if self.draws else None)

    def references(self) -> tuple[str, ...]:
        own = (LINDEMAN, GROEMPING) if self.kind == "relative" else ()
        return (MARTILLA, *own, *((EFRON,) if self.draws else ()))


@dataclass(frozen=True, eq=False)
class StatedQuestion(AttributeQuestion):
    """Importance as the respondents said it."""

    stated: Mapping[str, str]

    @property
    def id(self) -> str:
        return "importance_performance.stated"

    @property
    def text(self) -> Text:
        return both("importance_performance.question.stated")

    @property
    def kind(self) -> Importance:
        return "stated"

    @cached_property
    def n(self) -> int:
        there = [~np.isnan(self.dataset.numbers(id)) for id in (*self.stated, *self.stated.values())]
        return int(np.any(there, axis=0).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("importance_performance.excluded"), left),) if left else ()

    @cached_property
    def found(self) -> Attributes:
        return stated_attributes(self.dataset, tuple(self.stated.items()))

    @property
    def middle(self) -> float:
        bounds = bounds_of(self.dataset.codebook, next(iter(self.stated.values())))
        return sum(bounds) / 2 if bounds else 0.0

    def needs(self) -> Iterator[Caution]:
        yield from super().needs()
        if self.n < 1 or not self.found:
            yield GATES["SMALL_N"].caution("no_scores")

    @property
    def few(self) -> bool:
        return is_small(min(a.n for a in self.found))

    def cautions(self) -> Iterator[Caution]:
        yield from base_cautions(min(a.n for a in self.found))
        if not self.few:
            yield GATES["NONPROB"].caution()

    def method(self) -> Method:
        options = {"level": LEVEL, "importance": "stated", "lines": self.cuts, "missing": "available"}
        return Method(both("importance_performance.method.stated"), "SciPy", scipy.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (MARTILLA,)
