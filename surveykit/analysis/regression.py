"""Regression: how an outcome is associated with several predictors, each with the others held constant."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import statsmodels

from surveykit.analysis import assumptions
from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.consistency import below_convention
from surveykit.analysis.formulas import LEVEL, unvarying
from surveykit.analysis.gates import GATES, is_small, limit
from surveykit.analysis.least_squares import Coefficient, Flip, LeastSquares, dependent
from surveykit.analysis.overlap import Overlap, overlap_caution, overlap_estimates, overlaps
from surveykit.analysis.references import (
    COOK,
    HENSELER,
    KOENKER,
    MACKINNON,
    NORMAN,
    OBRIEN,
    RAMSEY,
    SHAPIRO,
    SPEARMAN,
)
from surveykit.analysis.regression_words import Driver, RegressionWords
from surveykit.analysis.words import base, listed, n_text, name_of
from surveykit.core.codebook import Codebook, Construct, Level, Variable
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
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.moments import Moments
from surveykit.core.numbers import count

INTERCEPT = "(intercept)"
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
    """Least squares with HC3 standard errors.

    `outcome` and `predictors` are ids of constructs or names of numeric variables.

    ```yaml
    - regression: {outcome: loyalty, predictors: [image, quality, satisfaction]}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        known = [*codebook.construct_by_id, *codebook.by_name]
        for name in (self.outcome, *self.predictors):
            if name not in known:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}
            elif name not in codebook.construct_by_id and not _measured(codebook.by_name[name]):
                yield "analysis-not-numeric", {"name": name}
        if not self.predictors:
            yield "analysis-no-predictors", {"outcome": self.outcome}
        for name in sorted({p for p in self.predictors if self.predictors.count(p) > 1}):
            yield "analysis-predictor-twice", {"name": name}
        if self.outcome in self.predictors:
            yield "analysis-outcome-as-predictor", {"name": self.outcome}

    def questions(self, dataset: Dataset) -> Iterator["OutcomeRegression"]:
        yield OutcomeRegression(dataset, self.outcome, self.predictors)


def _measured(variable: Variable) -> bool:
    return variable.level not in (Level.NOMINAL, Level.TEXT)


@dataclass(frozen=True)
class Model:
    """The fitted model and the conclusions that hang on one respondent."""

    fit: LeastSquares
    flips: tuple[Flip, ...]


@dataclass(frozen=True, eq=False)
class OutcomeRegression(Question[Model]):
    """What is associated with one outcome."""

    outcome: str
    predictors: tuple[str, ...]

    analysis = "regression"

    @property
    def id(self) -> str:
        return f"regression.{self.outcome}"

    @property
    def text(self) -> Text:
        return both("analysis.regression.question", outcome=self.name(self.outcome))

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return name_of(self.dataset.codebook, id)

    @cached_property
    def rows(self) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        """Complete rows: outcome first, then the predictors."""
        complete = self.dataset.complete((self.outcome, *self.predictors))
        return complete.reshape(-1, 1 + len(self.predictors))

    @cached_property
    def _fit(self) -> LeastSquares:
        return LeastSquares(self.rows[:, 0], self.rows[:, 1:])

    @property
    def n(self) -> int:
        return len(self.rows)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded((self.outcome, *self.predictors))

    def wanted(self) -> list[tuple[str, Of]]:
        return [
            *(("coefficient", self._of(p)) for p in (INTERCEPT, *self.predictors)),
            *(("standardised_coefficient", self._of(p)) for p in self.predictors),
            ("r_squared", {"outcome": self.outcome}),
            ("adjusted_r_squared", {"outcome": self.outcome}),
            *(("vif", self._of(p)) for p in self.predictors),
        ]

    def _of(self, predictor: str) -> Of:
        return {"outcome": self.outcome, "predictor": predictor}

    def needs(self) -> Iterator[Caution]:
        outcome, fewest = self.name(self.outcome), len(self.predictors) + 3
        if self.n < fewest:
            few = {"n": n_text(self.n), "k": count(len(self.predictors)), "needed": count(fewest)}
            yield GATES["SMALL_N"].caution("no_model", outcome=outcome, **few)
            return
        ids = (self.outcome, *self.predictors)
        if flat := unvarying(Moments.of(ids, self.rows)):
            yield GATES["NO_VARIANCE"].caution("model", outcome=outcome, names=self._listed(flat))
        elif twins := dependent(self.rows[:, 1:]):
            names = self._listed(tuple(self.predictors[at] for at in twins))
            yield GATES["COLLINEAR"].caution("exact", outcome=outcome, names=names)
        elif self._fit.saturated:
            yield GATES["INFLUENCE"].caution("saturated", outcome=outcome)
        elif self._fit.perfect:
            yield GATES["NO_VARIANCE"].caution("perfect", outcome=outcome)

    def _listed(self, ids: tuple[str, ...]) -> Text:
        return listed([self.name(i) for i in ids])

    def estimate(self) -> Model:
        return Model(self._fit, self._fit.flips())

    def checks(self, numbers: Model) -> tuple[AssumptionCheck, ...]:
        return tuple(assumptions.linear_model(numbers.fit, numbers.flips))

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "cov_type": "HC3",
            "use_t": True,
            "missing": "listwise",
            "outcome": self.outcome,
            "predictors": list(self.predictors),
        }
        return Method(both("analysis.regression.method"), "statsmodels", statsmodels.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (MACKINNON, KOENKER, RAMSEY, COOK, OBRIEN, SHAPIRO, NORMAN, HENSELER, SPEARMAN)

    def present(self, numbers: Model, checks: tuple[AssumptionCheck, ...]) -> Finding:
        low = {c.id: alpha for c, alpha in self._low}
        words = RegressionWords(
            self.name(self.outcome), self._drivers(numbers), numbers.fit, self._few, low, low.get(self.outcome)
        )
        return self.finding(
            words.sentences(),
            list(self._estimates(numbers)),
            self._table(numbers.fit),
            None if self._few else self._figure(words),
            checks,
            list(self._cautions(words, checks)),
            headline=words.headline,
        )

    @cached_property
    def _low(self) -> list[tuple[Construct, float]]:
        """The constructs of the model with a low alpha."""
        return below_convention(self.dataset, (self.outcome, *self.predictors))

    @cached_property
    def _close(self) -> list[Overlap]:
        return overlaps(self.dataset, (self.outcome, *self.predictors))

    @property
    def _few(self) -> bool:
        """Whether there are too few respondents for coefficients in a sentence."""
        per_predictor = limit("SMALL_N", "per_predictor") * len(self.predictors)
        return self.n < max(per_predictor, limit("SMALL_N", "fewest"))

    def _drivers(self, model: Model) -> tuple[Driver, ...]:
        flips = {flip.predictor: flip.without for flip in model.flips}
        fit = model.fit
        return tuple(
            Driver(
                id, self.dataset.codebook.label(id), self.name(id), fit.slopes[at], fit.betas[at], fit.vif[at]
            ).hanging_on(flips.get(at))
            for at, id in enumerate(self.predictors)
        )

    def _estimates(self, model: Model) -> Iterator[Estimate]:
        fit, df = model.fit, float(model.fit.df)
        yield self._coefficient("coefficient", self._of(INTERCEPT), fit.intercept, df)
        for id, slope in zip(self.predictors, fit.slopes, strict=True):
            yield self._coefficient("coefficient", self._of(id), slope, df)
        for id, beta in zip(self.predictors, fit.betas, strict=True):
            yield self._coefficient("standardised_coefficient", self._of(id), beta, df)
        of: Of = {"outcome": self.outcome}
        yield Estimate("r_squared", of, fit.r_squared)
        yield Estimate("adjusted_r_squared", of, fit.adjusted_r_squared)
        for id, vif in zip(self.predictors, fit.vif, strict=True):
            yield Estimate("vif", self._of(id), vif)
        for flip in model.flips:
            of = {**self._of(self.predictors[flip.predictor]), "method": "leave_one_out"}
            yield self._coefficient("coefficient", of, flip.without, df - 1)
        yield from overlap_estimates(self._close)

    @staticmethod
    def _coefficient(name: str, of: Of, c: Coefficient, df: float) -> Estimate:
        return Estimate(name, of, c.value, c.interval, LEVEL, c.t, df, c.p)

    def _table(self, fit: LeastSquares) -> Table:
        first = fit.intercept
        rows: list[tuple[Cell, ...]] = [
            (both("analysis.regression.intercept"), first.value, first.se, first.interval, "", "", first.p, "")
        ]
        for id, b, beta, vif in zip(self.predictors, fit.slopes, fit.betas, fit.vif, strict=True):
            label = self.dataset.codebook.label(id)
            rows.append((label, b.value, b.se, b.interval, beta.value, beta.interval, b.p, vif))
        title = both("analysis.regression.table", outcome=self.name(self.outcome))
        shown = [at for at, (name, _) in enumerate(COLUMNS) if name not in UNSTEADY or not is_small(self.n)]
        columns = tuple(Column(both(f"analysis.column.{name}"), style) for name, style in COLUMNS)
        note = both(f"analysis.regression.{'note_few' if is_small(self.n) else 'note'}", n=n_text(self.n))
        return Table(
            title, tuple(columns[at] for at in shown), tuple(tuple(row[at] for at in shown) for row in rows), (note,)
        )

    def _figure(self, words: RegressionWords) -> Figure:
        rows = [
            {"id": d.id, "label": d.label, "value": d.beta.value, "interval": d.beta.interval}
            | {"hollow": d.beta.holds_zero, "note": None}
            for d in words.ordered
        ]
        axis = both("analysis.regression.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", words.title(), data, base(self.n))

    def _cautions(self, words: RegressionWords, checks: tuple[AssumptionCheck, ...]) -> Iterator[Caution]:
        outcome = self.name(self.outcome)
        if self._few:
            values = {"n": n_text(self.n), "k": count(len(self.predictors)), "outcome": outcome}
            yield GATES["SMALL_N"].caution("model", **values)
            return
        if self.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.n))
        if words.unclear:
            names = listed([d.name for d in words.unclear])
            yield GATES["NONSIG"].caution(outcome=outcome, names=names)
        if words.collinear:
            yield GATES["COLLINEAR"].caution(names=listed([d.name for d in words.collinear]))
        uneven = both("analysis.check.variance")
        if any(c.name == uneven and c.verdict is Verdict.CAUTION for c in checks):
            yield GATES["HETERO"].caution()
        hanging = [d.name for d in words.drivers if d.without is not None]
        if hanging:
            yield GATES["INFLUENCE"].caution(names=listed(hanging), outcome=outcome)
        yield from overlap_caution(self.dataset, self._close)
        for case, low in (
            ("outcome", [c.id for c, _ in self._low if c.id == self.outcome]),
            ("predictors", [c.id for c, _ in self._low if c.id != self.outcome]),
        ):
            if low:
                yield GATES["LOW_ALPHA"].caution(case, names=self._listed(tuple(low)))
        yield GATES["NONPROB"].caution()
