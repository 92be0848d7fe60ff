"""Regression: how an outcome is associated with several predictors, each with the others held constant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np

from surveykit.analysis import assumptions
from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Design, Fault, is_nominal, measured, outcome_faults, predictor_faults, unknown
from surveykit.analysis.gates import GATES, is_small, not_shown
from surveykit.analysis.linear_model import LinearModel, ModelQuestion, estimate
from surveykit.analysis.overlap import overlap_estimates
from surveykit.analysis.references import (
    COOK,
    DURBIN,
    HENSELER,
    KOENKER,
    MACKINNON,
    NORMAN,
    OBRIEN,
    RAMSEY,
    SHAPIRO,
    SPEARMAN,
)
from surveykit.analysis.regression_blocks import BlockRegression
from surveykit.analysis.regression_prediction import RegressionPrediction
from surveykit.analysis.regression_stability import RegressionStability
from surveykit.analysis.regression_words import Driver, RegressionWords
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.least_squares import Coefficient
from surveykit.analysis.statistics.resampling import FEWEST_DRAWS
from surveykit.analysis.words import base, listed, n_text, sentences
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Figure,
    Finding,
    Method,
    Of,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both

COLUMNS = (
    ("predictor", Style.TEXT),
    ("b", Style.NUMBER),
    ("se", Style.NUMBER),
    ("b_ci", Style.NUMBER),
    ("beta", Style.NUMBER),
    ("beta_ci", Style.NUMBER),
    ("p", Style.P),
    ("vif", Style.NUMBER),
)
"""The columns of the table."""
UNSTEADY = ("se", "b_ci", "beta_ci", "p")
"""Those that are not printed below the convention SMALL_N."""


@analysis("regression")
@dataclass(frozen=True)
class Regression(Analysis):
    """Least squares, with HC3 standard errors unless `errors: classical`.

    `outcome` is the id of a construct or the name of a numeric variable; so are the `predictors`, which may also be
    categories (at most six, compared with the most frequent). Or `blocks`: names of blocks with their predictors, which
    enter one block after the other, and each block is tested. `order` names the variable (a time, a number in the
    queue) in whose order neighbours are compared (Durbin-Watson). `further` adds how stable the model is and how well
    it predicts; `stable_by` names the groups for stability, else random halves are compared; `draws` and `seed` are
    of the bootstrap, the halves and the folds.

    ```yaml
    - regression: {outcome: loyalty, predictors: [image, quality, satisfaction]}
    - regression:
        outcome: loyalty
        blocks: {background: [age], service: [quality, value], attitude: [satisfaction]}
        further: [stability]
    ```
    """

    outcome: str
    predictors: tuple[str, ...] = ()
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Literal["hc3", "classical"] = "hc3"
    order: str | None = None
    further: tuple[Literal["stability", "prediction"], ...] = ("stability", "prediction")
    stable_by: str | None = None
    draws: int = 2000
    seed: int = 1

    @property
    def entered(self) -> tuple[str, ...]:
        """All predictors, in the order in which they enter."""
        return self.predictors or tuple(p for block in self.blocks.values() for p in block)

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from outcome_faults(codebook, self.outcome)
        yield from predictor_faults(codebook, self.outcome, self.entered)
        if self.predictors and self.blocks:
            yield "analysis-blocks-and-predictors", {"outcome": self.outcome}
        for name, block in self.blocks.items():
            if not block:
                yield "analysis-empty-block", {"name": name}
        beside = [n for n in (self.order, self.stable_by) if n is not None]
        yield from unknown(codebook, beside)
        if self.order in codebook.by_name and not measured(codebook, self.order):
            yield "analysis-not-numeric", {"name": self.order}
        if self.stable_by is not None and self.stable_by in codebook.by_name:
            if not is_nominal(codebook, self.stable_by):
                yield "analysis-not-groups", {"name": self.stable_by}
            if self.stable_by in self.entered:
                yield "analysis-groups-as-predictor", {"name": self.stable_by}
            yield from (f for f in predictor_faults(codebook, self.outcome, (self.stable_by,)) if "levels" in f[1])
        if self.draws < FEWEST_DRAWS:
            yield "analysis-few-draws", {"draws": self.draws, "fewest": FEWEST_DRAWS}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        model = LinearModel(Design(dataset, self.outcome, self.entered), self.errors)
        yield OutcomeRegression(dataset, model, self.order)
        if any(model.lacks()):
            return  # the reason is given once
        if len(self.blocks) > 1:
            yield BlockRegression(dataset, model, tuple(self.blocks.values()))
        if "stability" in self.further:
            yield RegressionStability(dataset, model, self.stable_by, self.draws, self.seed)
        if "prediction" in self.further:
            yield RegressionPrediction(dataset, model, self.seed)


@dataclass(frozen=True, eq=False)
class OutcomeRegression(ModelQuestion[LinearModel]):
    """What is associated with one outcome."""

    order: str | None = None

    analysis = "regression"

    @property
    def text(self) -> Text:
        return both("analysis.regression.question", outcome=self.model.outcome)

    def wanted(self) -> list[tuple[str, Of]]:
        return self.model.wanted()

    def needs(self) -> Iterator[Caution]:
        yield from self.model.needs()

    def estimate(self) -> LinearModel:
        return self.model

    def figures(self, numbers: LinearModel) -> Figures:
        return {
            "coefficient": numbers.coefficients,
            "standardised_coefficient": self._betas,
            "r_squared": lambda: [Estimate("r_squared", self._of, numbers.fit.r_squared)],
            "adjusted_r_squared": lambda: [Estimate("adjusted_r_squared", self._of, numbers.fit.adjusted_r_squared)],
            "vif": self._vifs,
            "leave_one_out": self._without,
            "breusch_pagan": lambda: [self._tested("breusch_pagan", "variance", float(numbers.fit.k))],
            "reset_f": lambda: [self._tested("reset_f", "linearity", (2.0, float(numbers.fit.df - 2)))],
            "durbin_watson": lambda: [self._tested("durbin_watson", "independence")],
            "disattenuated_r": lambda: overlap_estimates(numbers.close),
        }

    @property
    def _of(self) -> Of:
        return {"outcome": self.model.design.outcome}

    def _betas(self) -> Iterator[Estimate]:
        design, fit = self.model.design, self.model.fit
        for term, beta in zip(design.terms, self._standardised, strict=True):
            yield estimate("standardised_coefficient", design.of(term), beta, fit.df)

    @cached_property
    def _standardised(self) -> tuple[Coefficient, ...]:
        """Betas; of a category the difference from its reference in standard deviations of the outcome."""
        fit, sd = self.model.fit, float(self.model.fit.moments.sd[0])
        terms = zip(self.model.design.terms, fit.betas, fit.slopes, strict=True)
        return tuple(beta if t.level is None else b.scaled(1 / sd) for t, beta, b in terms)

    def _vifs(self) -> Iterator[Estimate]:
        for term, vif in zip(self.model.design.terms, self.model.fit.vif, strict=True):
            yield Estimate("vif", self.model.design.of(term), vif)

    def _without(self) -> Iterator[Estimate]:
        design = self.model.design
        for flip in self.model.influence.flips:
            of = {**design.of(design.terms[flip.predictor]), "method": "leave_one_out"}
            yield estimate("coefficient", of, flip.without, self.model.fit.df - 1)

    def _tested(self, name: str, check: str, df: float | tuple[float, float] | None = None) -> Estimate:
        """The test of an assumption; where there is none, the check's advice is the reason."""
        found = next(c for c in self._checks if c.name == both(f"analysis.check.{check}"))
        if found.statistic is None:
            return Estimate(name, self._of, None, reason=found.advice)
        return Estimate(name, self._of, found.statistic, statistic=found.statistic, df=df, p=found.p)

    def checks(self, numbers: LinearModel) -> tuple[AssumptionCheck, ...]:
        return self._checks

    @cached_property
    def _checks(self) -> tuple[AssumptionCheck, ...]:
        """All of them, looked at once for their verdicts and their figures."""
        model = self.model
        found = tuple(assumptions.linear_model(model.influence))
        if self.order is None:
            return (*found, assumptions.independence(None, None))
        ids = model.design.ids
        extended = Design(self.dataset, model.design.outcome, (*model.design.predictors, self.order))
        rows = np.concatenate(list(extended.blocks())) if self.order not in ids else model.design.rows
        column = rows.shape[1] - 1 if self.order not in ids else ids.index(self.order)
        tested = assumptions.neighbours(rows, column, model.fit.k)
        return (*found, assumptions.independence(model.name(self.order), tested))

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "cov_type": self.model.cov_type,
            "use_t": True,
            "missing": "listwise",
            "outcome": self.model.design.outcome,
            "predictors": list(self.model.design.predictors),
        }
        text = both("analysis.regression.method" if self.model.errors == "hc3" else "regression.method.classical")
        return Method(text, "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        first = (MACKINNON,) if self.model.errors == "hc3" else ()
        ordered = (DURBIN,) if self.order else ()
        return (*first, KOENKER, RAMSEY, COOK, OBRIEN, SHAPIRO, NORMAN, HENSELER, SPEARMAN, *ordered)

    def present(self, numbers: LinearModel, checks: tuple[AssumptionCheck, ...]) -> Finding:
        low = {c.id: alpha for c, alpha in numbers.low}
        outcome = numbers.design.outcome
        words = RegressionWords(numbers.outcome, self._drivers(), numbers.fit, numbers.few, low, low.get(outcome))
        return self.finding(
            words.sentences(),
            self.estimates(numbers),
            self._table(words),
            None if numbers.few else self._figure(words),
            checks,
            list(self._cautions(words, checks)),
            headline=words.headline,
            claim=words.claim,
        )

    def _drivers(self) -> tuple[Driver, ...]:
        model, fit = self.model, self.model.fit
        flips = {flip.predictor: flip.without for flip in model.influence.flips}
        design = model.design
        return tuple(
            Driver(
                t.id,
                design.label(t),
                design.name(t),
                fit.slopes[at],
                self._standardised[at],
                fit.vif[at],
                flips.get(at),
                design.against(t),
            )
            for at, t in enumerate(design.terms)
        )

    def _table(self, words: RegressionWords) -> Table:
        model, fit = self.model, self.model.fit
        first = fit.intercept
        rows: list[tuple[Cell, ...]] = [
            (both("analysis.regression.intercept"), first.value, first.se, first.interval, "", "", first.p, "")
        ]
        for term, b, beta, vif in zip(model.design.terms, fit.slopes, self._standardised, fit.vif, strict=True):
            label = model.design.label(term)
            rows.append((label, b.value, b.se, b.interval, beta.value, beta.interval, b.p, vif))
        shown = [at for at, (name, _) in enumerate(COLUMNS) if name not in UNSTEADY or not is_small(self.n)]
        return Table(
            both("analysis.regression.table", outcome=model.outcome),
            tuple(self._column(*COLUMNS[at]) for at in shown),
            tuple(tuple(row[at] for at in shown) for row in rows),
            (*self._notes(), *words.notes()),
        )

    def _column(self, name: str, style: Style) -> Column:
        plain = name == "se" and self.model.errors == "classical"
        return Column(both("regression.column.se" if plain else f"analysis.column.{name}"), style)

    def _notes(self) -> Iterator[Text]:
        few, hc3 = is_small(self.n), self.model.errors == "hc3"
        case = "analysis.regression.note_few" if few else "analysis.regression.note"
        categories = tuple(self.model.design.notes())
        note = both(case if few or hc3 else "regression.note.classical", n=n_text(self.n))
        yield sentences(note, both("regression.note.categories")) if categories else note
        yield from categories

    def _figure(self, words: RegressionWords) -> Figure:
        rows = [
            {"id": d.id, "label": d.label, "value": d.beta.value, "interval": d.beta.interval}
            | {"hollow": d.beta.holds_zero, "note": d.against and both("regression.against", level=d.against)}
            for d in words.ordered
        ]
        axis = both("analysis.regression.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", words.title(), data, base(self.n))

    def _cautions(self, words: RegressionWords, checks: tuple[AssumptionCheck, ...]) -> Iterator[Caution]:
        model = self.model
        yield from model.base()
        if model.few:
            return
        if words.unclear:
            names = listed([d.name for d in words.unclear])
            yield not_shown(model.outcome, names, len(words.drivers))
        if words.collinear:
            yield GATES["COLLINEAR"].caution(names=listed([d.name for d in words.collinear]))
        uneven = both("analysis.check.variance")
        if any(c.name == uneven and c.verdict is Verdict.CAUTION for c in checks):
            yield GATES["HETERO"].caution("here" if model.errors == "hc3" else "classical")
        hanging = [d.name for d in words.drivers if d.without is not None]
        if hanging:
            yield GATES["INFLUENCE"].caution(names=listed(hanging), outcome=model.outcome)
        yield from model.measurement()
