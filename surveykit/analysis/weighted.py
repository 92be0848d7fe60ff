"""Weighted means of constructs and weighted shares of answers, beside the unweighted ones."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Fault, is_nominal, unknown
from surveykit.analysis.disclosure import small
from surveykit.analysis.gates import GATES, base_cautions, limit
from surveykit.analysis.references import BINDER, KISH
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.analysis.statistics.weighted_numbers import WeightedMean, weighted_mean
from surveykit.analysis.weighing import Weighing
from surveykit.analysis.words import base, ci, n_text, name_of, semicolons, sentences
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Excluded,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import number, percent


@analysis("weighted")
@dataclass(frozen=True)
class Weighted(Analysis):
    """Means of constructs and shares of answers with the plan's weights, beside those without.

    `constructs` (by default all) get one finding with their means, each of `variables` (by default every question with
    one answer out of a list) one with its shares. Errors are linearised; weights are taken as given.

    ```yaml
    weights: {margins: {gender: {male: 0.49, female: 0.51}}, trim: [0.3, 3]}
    analyses:
      - weighted
    ```
    """

    constructs: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from unknown(codebook, (*self.constructs, *self.variables))
        for name in self.constructs:
            if name in codebook.by_name and name not in codebook.construct_by_id:
                yield "analysis-not-construct", {"name": name, "hint": did_you_mean(name, codebook.construct_by_id)}
        for name in self.variables:
            if name in codebook.by_name and not is_nominal(codebook, name):
                yield "analysis-not-groups", {"name": name}

    def questions(self, dataset: Dataset) -> Iterator["WeightedQuestion"]:
        codebook, weighing = dataset.codebook, Weighing(dataset)
        constructs = self.constructs or tuple(codebook.construct_by_id)
        closed = [v.name for v in codebook.variables if is_nominal(codebook, v.name) and v.stored and v.complete]
        if constructs:
            yield WeightedMeans(dataset, weighing, constructs)
        if not constructs or not any(weighing.needs()):  # the reason is given once
            for name in self.variables or closed:
                yield WeightedShares(dataset, weighing, name)


@dataclass(frozen=True)
class Pair:
    """One figure of n respondents, with weights and without; None where nobody has a value."""

    of: Of
    label: Text
    name: Text
    n: int
    weighted: WeightedMean | None
    plain: float | None


@dataclass(frozen=True, eq=False)
class WeightedQuestion(Question[tuple[Pair, ...]]):
    """What weights change. A subclass says of which figures, and how these are printed."""

    weighing: Weighing

    analysis = "weighted"

    @property
    @abstractmethod
    def kind(self) -> str:
        """Its name in the catalogue, and of its estimate."""

    @property
    @abstractmethod
    def style(self) -> Style:
        """How its figures are printed."""

    @abstractmethod
    def values(self) -> Iterator[tuple[Of, Text, Text, Floats]]:
        """What each figure is of, its label, its name in a sentence, and the values of those with a weight."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All figures."""
        found = []
        for of, label, name, values in self.values():
            there = values[~np.isnan(values)]
            mean = weighted_mean(values, self.weighing.weights)
            if mean is not None and mean.effective < limit("SMALL_N", "fewest"):
                mean = replace(mean, se=None, interval=None)
            found.append(Pair(of, label, name, len(there), mean, float(there.mean()) if len(there) else None))
        return tuple(found)

    def needs(self) -> Iterator[Caution]:
        yield from self.weighing.needs()
        if self.n < 2:
            yield GATES["SMALL_N"].caution("nothing_weighted")

    def wanted(self) -> list[tuple[str, Of]]:
        return [(f"weighted_{self.kind}", of) for of, *_ in self.values()]

    def estimate(self) -> tuple[Pair, ...]:
        return self.pairs

    def figures(self, numbers: tuple[Pair, ...]) -> Figures:
        return {
            f"weighted_{self.kind}": lambda: (self._estimate(p) for p in numbers),
            f"unweighted_{self.kind}": lambda: (
                Estimate(f"unweighted_{self.kind}", p.of, p.plain, n=p.n, reason=None if p.n else self._nobody)
                for p in numbers
            ),
            "design_effect": lambda: (
                Estimate("design_effect", p.of, p.weighted.design_effect, n=p.n) for p in numbers if p.weighted
            ),
        }

    @property
    def _nobody(self) -> Text:
        return both("weighted.nobody")

    def _estimate(self, pair: Pair) -> Estimate:
        name, mean = f"weighted_{self.kind}", pair.weighted
        if mean is None:
            return Estimate(name, pair.of, None, n=0, reason=self._nobody)
        return Estimate(name, pair.of, mean.value, mean.interval, LEVEL if mean.interval else None, n=pair.n)

    def method(self) -> Method:
        options = {"level": LEVEL, "errors": "linearised", "weights": "as_given"}
        return Method(both("weighted.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (BINDER, KISH)

    def present(self, numbers: tuple[Pair, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        lead = both(f"weighted.{self.kind}.lead", n=n_text(self.n), **self.named())
        shown = [self._said(p) for p in numbers if p.weighted is not None]
        full = sentences(
            lead, both("weighted.listed", parts=semicolons(shown)) if shown else None, both("weighted.use")
        )
        return self.finding(
            Sentences(lead, full),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            cautions=[*base_cautions(self.n), *self.weighing.uneven(), GATES["NONPROB"].caution()],
        )

    def named(self) -> dict[str, object]:
        """What the words of the question name."""
        return {}

    def _shown(self, value: float | None) -> str:
        return percent(value, 1) if self.style is Style.PERCENT else number(value)

    def _said(self, pair: Pair) -> Text:
        assert pair.weighted is not None
        places = 1 if self.style is Style.PERCENT else 2
        values = {"name": pair.name, "value": self._shown(pair.weighted.value), "plain": self._shown(pair.plain)}
        if pair.weighted.interval is None:
            return both("weighted.part", **values)
        return both("weighted.part_ci", **values, inside=ci(pair.weighted.interval, self.style, places))

    def _table(self, pairs: tuple[Pair, ...]) -> Table:
        places = 1 if self.style is Style.PERCENT else 2
        rows: list[tuple[Cell, ...]] = []
        for p in pairs:
            mean = p.weighted
            cells = (
                (None, None, None, None) if mean is None else (mean.value, mean.se, mean.interval, mean.design_effect)
            )
            rows.append((p.label, p.n, p.plain, *cells))
        columns = (
            Column(both(f"weighted.{self.kind}.column")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("weighted.column.plain"), self.style, places),
            Column(both("weighted.column.weighted"), self.style, places),
            Column(both("weighted.column.se"), self.style, places),
            Column(both("analysis.column.ci"), self.style, places),
            Column(both("weighted.column.effect"), Style.NUMBER),
        )
        return Table(
            both(f"weighted.{self.kind}.table", **self.named()), columns, tuple(rows), (both("weighted.note"),)
        )

    def _figure(self, pairs: tuple[Pair, ...]) -> Figure | None:
        known = [p for p in pairs if p.weighted is not None and p.weighted.interval is not None]
        if not known:
            return None
        share = self.style is Style.PERCENT
        times = 100.0 if share else 1.0
        rows: list[dict[str, object]] = []
        for p in known:
            assert p.weighted is not None
            assert p.weighted.interval is not None
            low, high = p.weighted.interval
            rows.append({"id": None, "label": p.label, "value": times * p.weighted.value, "hollow": False})
            rows[-1] |= {
                "interval": (times * low, times * high),
                "note": both("weighted.beside", value=self._shown(p.plain)),
            }
        shape = {"range": [0, 100] if share else None, "zero": False, "style": "number", "places": 0 if share else 2}
        data = {"rows": rows, "axis": both(f"weighted.{self.kind}.axis"), **shape}
        return Figure("intervals", both(f"weighted.{self.kind}.title", **self.named()), data, base(self.n))


@dataclass(frozen=True, eq=False)
class WeightedMeans(WeightedQuestion):
    """The means of constructs."""

    constructs: tuple[str, ...]

    kind = "mean"
    style = Style.NUMBER

    @property
    def id(self) -> str:
        return "weighted.constructs"

    @property
    def text(self) -> Text:
        return both("weighted.mean.question")

    @property
    def n(self) -> int:
        return len(self.weighing.weights)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.weighing.excluded()

    def values(self) -> Iterator[tuple[Of, Text, Text, Floats]]:
        codebook = self.dataset.codebook
        for id in self.constructs:
            yield {"construct": id}, codebook.label(id), name_of(codebook, id), self.weighing.column(id)


@dataclass(frozen=True, eq=False)
class WeightedShares(WeightedQuestion):
    """The shares of the answers to one question."""

    variable: str

    kind = "share"
    style = Style.PERCENT

    @property
    def id(self) -> str:
        return f"weighted.{self.variable}"

    @property
    def text(self) -> Text:
        return both("weighted.share.question", **self.named())

    def named(self) -> dict[str, object]:
        return {"name": name_of(self.dataset.codebook, self.variable)}

    @cached_property
    def _column(self) -> Floats:
        return self.weighing.column(self.variable)

    @property
    def n(self) -> int:
        return int((~np.isnan(self._column)).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.weighing.excluded(len(self._column) - self.n)

    def needs(self) -> Iterator[Caution]:
        yield from super().needs()
        counts = [int((self._column == code).sum()) for code in self.dataset.variable(self.variable).values]
        if any(small(n) for n in counts):
            yield GATES["CELL_LT5"].caution("weighted", **self.named())

    def values(self) -> Iterator[tuple[Of, Text, Text, Floats]]:
        for code, label in self.dataset.variable(self.variable).values.items():
            chosen = np.where(np.isnan(self._column), np.nan, (self._column == code).astype(np.float64))
            yield {"variable": self.variable, "value": str(code)}, label, both("analysis.quoted", text=label), chosen
