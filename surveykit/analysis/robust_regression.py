"""Robust regression: what stays of a regression when large residuals count less."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.design import Design, Fault, outcome_faults, predictor_faults
from surveykit.analysis.gates import GATES, not_shown
from surveykit.analysis.linear_model import LinearModel, ModelQuestion, estimate
from surveykit.analysis.references import HUBER, HUBER_ERRORS, MACKINNON
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.huber import TUNING, Huber
from surveykit.analysis.words import base, ci, listed, n_text, sentences, several, stat
from surveykit.core.claims import least
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number

HALF = 0.5
"""Respondents with a lower weight are counted in the sentence."""


@analysis("robust_regression")
@dataclass(frozen=True)
class RobustRegression(Analysis):
    """Huber's M estimate beside least squares, and where the two disagree.

    `outcome` is the id of a construct or the name of a numeric variable; so are the `predictors`, which may also be
    categories (at most six, compared with the most frequent).

    ```yaml
    - robust_regression: {outcome: loyalty, predictors: [image, quality, satisfaction]}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from outcome_faults(codebook, self.outcome)
        yield from predictor_faults(codebook, self.outcome, self.predictors)

    def questions(self, dataset: Dataset) -> Iterator["HuberRegression"]:
        yield HuberRegression(dataset, LinearModel(Design(dataset, self.outcome, self.predictors)))


@dataclass(frozen=True, eq=False)
class HuberRegression(ModelQuestion[Huber]):
    """What is associated with one outcome when large residuals count less."""

    analysis = "robust_regression"

    @property
    def text(self) -> Text:
        return both("robust_regression.question", outcome=self.model.outcome)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("robust_coefficient", of) for of in self.model.design.objects]

    def needs(self) -> Iterator[Caution]:
        lacking = list(self.model.lacks())
        yield from lacking
        if not lacking and not self._huber.settled:
            yield GATES["NO_VARIANCE"].caution("robust", outcome=self.model.outcome)

    @cached_property
    def _huber(self) -> Huber:
        return Huber(self.model.fit, self.model.design.rows)

    def estimate(self) -> Huber:
        return self._huber

    def figures(self, numbers: Huber) -> Figures:
        design, fit = self.model.design, self.model.fit

        def robust() -> Iterator[Estimate]:
            for of, c in zip(design.objects, numbers.all, strict=True):
                yield estimate("robust_coefficient", of, c, fit.df)

        def ordinary() -> Iterator[Estimate]:
            for of, c in zip(design.objects, fit.all, strict=True):
                yield estimate("coefficient", {**of, "method": "least_squares"}, c, fit.df)

        of = {"outcome": design.outcome}
        return {
            "robust_coefficient": robust,
            "coefficient": ordinary,
            "residual_scale": lambda: [Estimate("residual_scale", of, numbers.scale)],
            "smallest_weight": lambda: [Estimate("smallest_weight", of, float(numbers.weights.min()))],
        }

    def method(self) -> Method:
        options = {"level": LEVEL, "psi": "huber", "k": TUNING, "scale": "MAD", "missing": "listwise"}
        text = both("robust_regression.method", k=number(TUNING, 3))
        return Method(text, "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (HUBER, HUBER_ERRORS, MACKINNON)

    @cached_property
    def _apart(self) -> list[int]:
        """The terms on which the two disagree: about zero, or the robust value lies outside the other's interval."""
        pairs = zip(self._huber.betas, self.model.fit.betas, strict=True)
        return [
            at
            for at, (r, o) in enumerate(pairs)
            if r.holds_zero != o.holds_zero or not o.interval[0] <= r.value <= o.interval[1]
        ]

    def present(self, numbers: Huber, checks: tuple[AssumptionCheck, ...]) -> Finding:
        light = int((numbers.weights < HALF).sum())
        values = {"outcome": self.model.outcome, "light": count(light), "n": n_text(self.n)}
        if not self._apart:
            short = both("robust_regression.agree", k=count(self.model.fit.k), **values)
        else:
            short = several("robust_regression.disagree", [self._name(at) for at in self._apart], **values)
        full = sentences(short, *(self._both_results(at) for at in self._apart), self._related())
        return self.finding(
            Sentences(short, full),
            self.estimates(numbers),
            self._table(),
            self._figure(),
            cautions=list(self._cautions()),
            claim=least([c.p for c in self._huber.betas]),
        )

    def _name(self, at: int) -> Text:
        return self.model.design.name(self.model.design.terms[at])

    def _both_results(self, at: int) -> Text:
        o, r = self.model.fit.slopes[at], self._huber.all[1 + at]
        return both(
            "robust_regression.both",
            name=self._name(at),
            ordinary=stat("b_ci", b=number(o.value), ci=ci(o.interval)),
            robust=stat("b_ci", b=number(r.value), ci=ci(r.interval)),
        )

    def _related(self) -> Text:
        names = [self._name(at) for at, c in enumerate(self._huber.betas) if not c.holds_zero]
        if not names:
            return both("robust_regression.none", outcome=self.model.outcome)
        if self.model.fit.k == 1:
            return both("robust_regression.related.alone", names=names[0], outcome=self.model.outcome)
        return several("robust_regression.related", names, outcome=self.model.outcome)

    def _table(self) -> Table:
        columns = (
            Column(both("analysis.column.predictor")),
            Column(both("robust_regression.column.ordinary"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
            Column(both("robust_regression.column.robust"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
        )
        design = self.model.design
        labels = [both("analysis.regression.intercept"), *(design.label(t) for t in design.terms)]
        rows = tuple(
            (label, o.value, o.interval, r.value, r.interval)
            for label, o, r in zip(labels, self.model.fit.all, self._huber.all, strict=True)
        )
        title = both("robust_regression.table", outcome=self.model.outcome)
        return Table(title, columns, rows, (both("robust_regression.note", n=n_text(self.n)), *design.notes()))

    def _figure(self) -> Figure:
        design = self.model.design
        rows = []
        for term, o, r in zip(design.terms, self.model.fit.betas, self._huber.betas, strict=True):
            for case, c in (("ordinary", o), ("robust", r)):
                row = {"id": term.id, "label": design.label(term), "value": c.value, "interval": c.interval}
                rows.append({**row, "hollow": c.holds_zero, "note": both(f"robust_regression.{case}")})
        axis = both("analysis.regression.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", both("robust_regression.title", outcome=self.model.outcome), data, base(self.n))

    def _cautions(self) -> Iterator[Caution]:
        yield from self.model.base()
        unclear = [self._name(at) for at, c in enumerate(self._huber.betas) if c.holds_zero]
        if unclear:
            yield not_shown(self.model.outcome, listed(unclear), self.model.fit.k)
        yield from self.model.measurement()
