"""Regression with multiple imputation: the complete respondents beside all who answered in part."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Design, Fault, outcome_faults, predictor_faults
from surveykit.analysis.gates import GATES, limit, not_shown
from surveykit.analysis.imputed_model import ImputedModel, PooledModel
from surveykit.analysis.imputed_words import Compared, said, title
from surveykit.analysis.linear_model import estimate
from surveykit.analysis.references import BARNARD, BUUREN, MACKINNON, RUBIN, RUBIN_SCHENKER
from surveykit.analysis.rubin import Pooled
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.imputation import BETWEEN, DONORS, WARMING
from surveykit.analysis.words import base, called, listed, n_text
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
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, percent

FEWEST_IMPUTATIONS = 5


@analysis("imputed_regression")
@dataclass(frozen=True)
class ImputedRegression(Analysis):
    """Least squares on data whose gaps are filled in several times over, pooled by Rubin's rules.

    `outcome` and `predictors` are those of `regression`; constructs are imputed by their items, categories not at all.
    `imputations` says how many completed data sets there are, `seed` where chance begins. The regression of the
    complete respondents stands beside it.

    ```yaml
    - imputed_regression: {outcome: loyalty, predictors: [image, quality, satisfaction], imputations: 20, seed: 1}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]
    imputations: int = 20
    seed: int = 1

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from outcome_faults(codebook, self.outcome)
        yield from predictor_faults(codebook, self.outcome, self.predictors)
        if self.imputations < FEWEST_IMPUTATIONS:
            yield "analysis-few-imputations", {"imputations": self.imputations, "fewest": FEWEST_IMPUTATIONS}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        design = Design(dataset, self.outcome, self.predictors)
        yield ImputedOutcome(dataset, ImputedModel(design, self.imputations, self.seed))


@dataclass(frozen=True, eq=False)
class ImputedOutcome(Question[PooledModel | None]):
    """What goes with one outcome, gaps filled in. Where nothing is missing there are no pooled numbers (None)."""

    model: ImputedModel

    analysis = "imputed_regression"

    @property
    def id(self) -> str:
        return f"imputed_regression.{self._design.outcome}"

    @property
    def _design(self) -> Design:
        return self.model.design

    @property
    def _outcome(self) -> Text:
        return called(self.dataset.codebook, self._design.outcome)

    @property
    def text(self) -> Text:
        return both("imputation.question", outcome=self._outcome)

    @property
    def n(self) -> int:
        return self.model.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        parts = {"silent": self.model.silent, "category": self.model.without_category}
        return tuple(Excluded(both(f"imputation.excluded.{name}"), n) for name, n in parts.items() if n)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("coefficient", of) for of in self._design.objects]

    def needs(self) -> Iterator[Caution]:
        yield from self.model.complete.lacks()
        values: dict[str, object] = {"outcome": self._outcome, "k": count(len(self.model.columns))}
        if self.model.why_not not in (None, "nothing"):
            yield GATES["IMPUTED"].caution(self.model.why_not, n=n_text(self.model.fewest), **values)

    def estimate(self) -> PooledModel | None:
        return None if self.model.why_not == "nothing" else self.model.pooled

    def figures(self, numbers: PooledModel | None) -> Figures:
        if numbers is None:
            return {"coefficient": self._complete}
        return {
            "coefficient": lambda: self._coefficients(numbers),
            "missing_information": lambda: self._each(
                "missing_information", [p.information for p in self._of(numbers)]
            ),
            "relative_efficiency": lambda: self._each("relative_efficiency", [p.efficiency for p in self._of(numbers)]),
            "imputed_mean": lambda: self._means(numbers),
        }

    @staticmethod
    def _of(numbers: PooledModel) -> tuple[Pooled, ...]:
        return numbers.coefficients

    def _coefficients(self, numbers: PooledModel) -> Iterator[Estimate]:
        for of, pooled in zip(self._design.objects, numbers.coefficients, strict=True):
            yield estimate("coefficient", of, pooled.estimate, pooled.df)
        yield from self._complete()

    def _complete(self) -> Iterator[Estimate]:
        """Those of the complete respondents."""
        fit = self.model.complete.fit
        for of, each in zip(self._design.objects, fit.all, strict=True):
            yield estimate("coefficient", {**of, "method": "complete_cases"}, each, fit.df)

    def _each(self, name: str, values: list[float]) -> Iterator[Estimate]:
        for of, value in zip(self._design.objects, values, strict=True):
            yield Estimate(name, of, value)

    def _means(self, numbers: PooledModel) -> Iterator[Estimate]:
        constructs = self.dataset.codebook.construct_by_id
        for id, pooled in zip(self.model.numeric, numbers.means, strict=True):
            of: Of = {"construct" if id in constructs else "variable": id}
            yield Estimate("imputed_mean", of, pooled.estimate.value, pooled.estimate.interval, LEVEL, df=pooled.df)

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "imputations": self.model.times,
            "warming": WARMING,
            "between": BETWEEN,
            "donors": DONORS,
            "cov_type": "HC3",
            "outcome": self._design.outcome,
            "predictors": list(self._design.predictors),
        }
        return Method(both("imputation.method"), "statsmodels", version("statsmodels"), options, self.model.seed)

    def references(self) -> tuple[str, ...]:
        return (BUUREN, RUBIN_SCHENKER, RUBIN, BARNARD, MACKINNON)

    def checks(self, numbers: PooledModel | None) -> tuple[AssumptionCheck, ...]:
        if numbers is None:
            return ()
        unseen = AssumptionCheck(
            both("imputation.check.ignorable"), Verdict.NOT_CHECKED, both("imputation.check.ignorable.not_checked")
        )
        linear = AssumptionCheck(
            both("imputation.check.linear"), Verdict.NOT_CHECKED, both("imputation.check.linear.not_checked")
        )
        return unseen, linear

    def present(self, numbers: PooledModel | None, checks: tuple[AssumptionCheck, ...]) -> Finding:
        if numbers is None:
            nothing = both("imputation.nothing", outcome=self._outcome, n=n_text(self.n))
            return self.finding(Sentences(nothing, nothing), self.estimates(numbers))
        compared = self._compared(numbers)
        return self.finding(
            said(self.model, self._outcome, compared),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(compared),
            checks,
            list(self._cautions(compared)),
        )

    def _compared(self, numbers: PooledModel) -> tuple[Compared, ...]:
        terms = zip(self._design.terms, numbers.coefficients[1:], self.model.complete.fit.slopes, strict=True)
        return tuple(Compared(self._design.label(t), self._design.name(t), p, c) for t, p, c in terms)

    def _table(self, numbers: PooledModel) -> Table:
        labels = [both("analysis.regression.intercept"), *(self._design.label(t) for t in self._design.terms)]
        rows: list[tuple[Cell, ...]] = []
        for label, pooled, c in zip(labels, numbers.coefficients, self.model.complete.fit.all, strict=True):
            b = pooled.estimate
            rows.append((label, b.value, b.se, b.interval, b.p, pooled.information, c.value, c.interval))
        columns = (
            Column(both("analysis.column.predictor")),
            Column(both("analysis.column.b"), Style.NUMBER),
            Column(both("imputation.column.se"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
            Column(both("analysis.column.p"), Style.P),
            Column(both("imputation.column.information"), Style.PERCENT),
            Column(both("imputation.column.complete"), Style.NUMBER),
            Column(both("imputation.column.complete_ci"), Style.NUMBER),
        )
        note = both(
            "imputation.note",
            n=n_text(self.n),
            complete=n_text(self.model.complete.n),
            m=count(self.model.times),
            lowest=percent(min(p.efficiency for p in numbers.coefficients), 1),
        )
        return Table(both("imputation.table", outcome=self._outcome), columns, tuple(rows), (note,))

    def _figure(self, compared: tuple[Compared, ...]) -> Figure:
        rows = [
            {
                "id": None,
                "label": both(f"imputation.row.{which}", label=each.label),
                "value": c.value,
                "interval": c.interval,
                "hollow": c.holds_zero,
                "note": None,
            }
            for each in compared
            for which, c in (("imputed", each.pooled.estimate), ("complete", each.complete))
        ]
        axis = both("imputation.axis")
        data = {"rows": rows, "axis": axis, "range": None, "zero": True, "style": "number", "places": 2}
        return Figure("intervals", title(self.model, self._outcome), data, base(self.n))

    def _cautions(self, compared: tuple[Compared, ...]) -> Iterator[Caution]:
        yield from self.model.complete.base()
        unclear = [c.name for c in compared if c.pooled.estimate.holds_zero]
        if unclear:
            yield not_shown(self._outcome, listed(unclear), len(compared))
        much = [c.name for c in compared if c.pooled.information > limit("IMPUTED", "share")]
        if much:
            yield GATES["IMPUTED"].caution("much", names=listed(much))
        yield from self.model.complete.measurement()
