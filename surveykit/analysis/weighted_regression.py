"""Regression with the plan's weights, beside the unweighted one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.design import Design, Fault, outcome_faults, predictor_faults
from surveykit.analysis.gates import GATES, not_shown
from surveykit.analysis.linear_model import LinearModel, ModelQuestion, estimate
from surveykit.analysis.references import BINDER, KISH
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.least_squares import Coefficient, Floats
from surveykit.analysis.statistics.weighted_numbers import WeightedFit, weighted_least_squares
from surveykit.analysis.weighing import Weighing
from surveykit.analysis.words import base, called, ci, listed, n_text, sentences, several, stat
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
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
from surveykit.core.numbers import bounded, number


@analysis("weighted_regression")
@dataclass(frozen=True)
class WeightedRegression(Analysis):
    """Least squares with the plan's weights and linearised errors; the unweighted coefficients stand beside it.

    `outcome` and `predictors` are those of `regression`. Weights are taken as given.

    ```yaml
    weights: {margins: {gender: {male: 0.49, female: 0.51}}}
    analyses:
      - weighted_regression: {outcome: loyalty, predictors: [image, quality, satisfaction]}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from outcome_faults(codebook, self.outcome)
        yield from predictor_faults(codebook, self.outcome, self.predictors)

    def questions(self, dataset: Dataset) -> Iterator["WeightedOutcome"]:
        model = LinearModel(Design(dataset, self.outcome, self.predictors))
        yield WeightedOutcome(dataset, model, Weighing(dataset))


@dataclass(frozen=True, eq=False)
class WeightedOutcome(ModelQuestion[WeightedFit]):
    """What goes with one outcome, weighted."""

    weighing: Weighing

    analysis = "weighted_regression"

    @property
    def _design(self) -> Design:
        return self.model.design

    @property
    def _outcome(self) -> Text:
        return called(self.dataset.codebook, self._design.outcome)

    @property
    def text(self) -> Text:
        return both("weighted.regression.question", outcome=self._outcome)

    @cached_property
    def _rows(self) -> Floats:
        """Those with a weight, NaN where a value is missing: the outcome, then one column for each term."""
        columns = [self.weighing.column(self._design.outcome)]
        for term in self._design.terms:
            column = self.weighing.column(term.predictor)
            chosen = np.where(np.isnan(column), np.nan, (column == term.level).astype(np.float64))
            columns.append(column if term.level is None else chosen)
        return np.column_stack(columns)

    @property
    def n(self) -> int:
        return int((~np.isnan(self._rows).any(axis=1)).sum())

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.weighing.excluded(len(self._rows) - self.n)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("coefficient", of) for of in self._design.objects]

    def needs(self) -> Iterator[Caution]:
        yield from self.weighing.needs()
        yield from self.model.lacks()
        if self.weighing.thin:
            yield from self.weighing.uneven()
        if self._fit is None:
            yield GATES["WEIGHTS"].caution("no_fit", outcome=self._outcome)

    @cached_property
    def _fit(self) -> WeightedFit | None:
        return weighted_least_squares(self._rows, self.weighing.weights) if len(self._rows) else None

    def estimate(self) -> WeightedFit:
        assert self._fit is not None
        return self._fit

    def figures(self, numbers: WeightedFit) -> Figures:
        return {
            "coefficient": lambda: self._coefficients(numbers),
            "r_squared": lambda: [Estimate("r_squared", {"outcome": self._design.outcome}, numbers.r_squared)],
        }

    def _coefficients(self, numbers: WeightedFit) -> Iterator[Estimate]:
        for of, each in zip(self._design.objects, numbers.all, strict=True):
            yield estimate("coefficient", of, each, numbers.df)
        for of, each in zip(self._design.objects, self.model.fit.all, strict=True):
            yield estimate("coefficient", {**of, "method": "unweighted"}, each, self.model.fit.df)

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "errors": "linearised",
            "weights": "as_given",
            "missing": "listwise",
            "outcome": self._design.outcome,
            "predictors": list(self._design.predictors),
        }
        return Method(both("weighted.regression.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (BINDER, KISH)

    def present(self, numbers: WeightedFit, checks: tuple[AssumptionCheck, ...]) -> Finding:
        named = list(zip(self._design.terms, numbers.all[1:], self.model.fit.slopes, strict=True))
        clear = [self._design.name(t) for t, c, _ in named if not c.holds_zero]
        unclear = [self._design.name(t) for t, c, _ in named if c.holds_zero]
        other = [self._design.name(t) for t, c, plain in named if _differs(c, plain)]
        short = several("weighted.regression.short", clear, outcome=self._outcome) if clear else None
        lead = both(
            "weighted.regression.lead", n=n_text(self.n), r_squared=stat("r_squared", value=bounded(numbers.r_squared))
        )
        full = sentences(
            lead,
            *(self._said(self._design.name(t), c) for t, c, _ in named if not c.holds_zero),
            several("weighted.regression.unclear", unclear, outcome=self._outcome) if unclear else None,
            both("weighted.regression.differs", names=listed(other)) if other else both("weighted.regression.same"),
        )
        cautions = [*self.model.base(), *self.weighing.uneven()]
        if unclear:
            cautions.append(not_shown(self._outcome, listed(unclear), len(named)))
        return self.finding(
            Sentences(short or both("weighted.regression.open", outcome=self._outcome), full),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            checks,
            [*cautions, *self.model.measurement()],
        )

    def _said(self, name: Text, c: Coefficient) -> Text:
        shown = stat("b_ci", b=number(c.value), ci=ci(c.interval))
        values = {"name": name, "outcome": self._outcome, "size": number(abs(c.value)), "inside": shown}
        return both(f"weighted.regression.{'more' if c.value > 0 else 'less'}", **values)

    def _table(self, numbers: WeightedFit) -> Table:
        labels = [both("analysis.regression.intercept"), *(self._design.label(t) for t in self._design.terms)]
        rows: list[tuple[Cell, ...]] = [
            (label, c.value, c.se, c.interval, c.p, plain.value, plain.interval)
            for label, c, plain in zip(labels, numbers.all, self.model.fit.all, strict=True)
        ]
        columns = (
            Column(both("analysis.column.predictor")),
            Column(both("analysis.column.b"), Style.NUMBER),
            Column(both("weighted.column.se"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
            Column(both("analysis.column.p"), Style.P),
            Column(both("weighted.column.plain_b"), Style.NUMBER),
            Column(both("weighted.column.plain_ci"), Style.NUMBER),
        )
        note = both("weighted.regression.note", n=n_text(self.n), plain=n_text(self.model.n))
        notes = (note, *self._design.notes())
        return Table(both("weighted.regression.table", outcome=self._outcome), columns, tuple(rows), notes)

    def _figure(self, numbers: WeightedFit) -> Figure:
        rows: list[dict[str, object]] = []
        for term, weighted, plain in zip(self._design.terms, numbers.all[1:], self.model.fit.slopes, strict=True):
            for which, c in (("weighted", weighted), ("plain", plain)):
                label = both(f"weighted.row.{which}", label=self._design.label(term))
                rows.append({"id": None, "label": label, "value": c.value, "interval": c.interval})
                rows[-1] |= {"hollow": c.holds_zero, "note": None}
        axis = both("weighted.regression.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", both("weighted.regression.title", outcome=self._outcome), data, base(self.n))


def _differs(weighted: Coefficient, plain: Coefficient) -> bool:
    """Whether weights change what may be said of a predictor."""
    clear = not weighted.holds_zero and not plain.holds_zero
    return weighted.holds_zero != plain.holds_zero or (clear and weighted.value * plain.value < 0)
