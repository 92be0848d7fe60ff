"""How well a regression predicts respondents that it has not seen, beside the mean and the best single predictor."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from surveykit.analysis.analysis import Figures
from surveykit.analysis.linear_model import LinearModel, ModelQuestion
from surveykit.analysis.references import ALLEN, STONE
from surveykit.analysis.statistics.prediction import CrossValidated, cross_validate, folds_of, q_squared
from surveykit.analysis.words import base, n_text, stat
from surveykit.core.finding import (
    AssumptionCheck,
    Cell,
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
from surveykit.core.numbers import bounded, count

FOLDS, REPETITIONS = 10, 10
MOST_DRAWN = 500
"""Of more respondents so many are drawn, evenly spread over the fitted values."""


@dataclass(frozen=True, eq=False)
class RegressionPrediction(ModelQuestion[LinearModel]):
    """How well the model predicts those left out of it, and what its residuals look like."""

    seed: int

    analysis = "regression"
    part = "prediction"

    @property
    def text(self) -> Text:
        return both("regression.prediction.question", outcome=self.model.outcome)

    @property
    def _of(self) -> Of:
        return {"outcome": self.model.design.outcome}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("press_r_squared", self._of), ("cross_validated_r_squared", self._of)]

    def estimate(self) -> LinearModel:
        return self.model

    @cached_property
    def _cross(self) -> CrossValidated:
        terms = self.model.design.terms
        groups = [[1 + at for at, t in enumerate(terms) if t.predictor == p] for p in self.model.design.predictors]
        folds = folds_of(self.n, FOLDS, REPETITIONS, self.seed)
        return cross_validate(self.model.design.rows, folds, groups)

    @cached_property
    def _best(self) -> str:
        """The single predictor that was chosen most often."""
        return self.model.design.predictors[int(np.argmax(self._cross.chosen))]

    @property
    def _alone(self) -> float:
        """R2 of that predictor by itself in all respondents."""
        at = [1 + i for i, t in enumerate(self.model.design.terms) if t.predictor == self._best]
        r = self.model.fit.correlation
        return float(r[0, at] @ np.linalg.solve(r[np.ix_(at, at)], r[at, 0]))

    @cached_property
    def _q_squared(self) -> float | None:
        return None if self.model.influence.alone else q_squared(self.model.influence)

    def figures(self, numbers: LinearModel) -> Figures:
        return {"press_r_squared": self._press, "cross_validated_r_squared": self._validated}

    def _press(self) -> Iterator[Estimate]:
        reason = both("regression.prediction.alone") if self._q_squared is None else None
        yield Estimate("press_r_squared", self._of, self._q_squared, reason=reason)

    def _validated(self) -> Iterator[Estimate]:
        yield Estimate("cross_validated_r_squared", self._of, float(self._cross.model.mean()))
        yield Estimate("cross_validated_r_squared", {**self._of, "method": "mean"}, float(self._cross.mean.mean()))
        best = {**self._of, "predictor": self._best, "method": "best_single"}
        yield Estimate("cross_validated_r_squared", best, float(self._cross.best.mean()))

    def method(self) -> Method:
        values = {"folds": count(FOLDS), "repetitions": count(REPETITIONS)}
        options = {"folds": FOLDS, "repetitions": REPETITIONS}
        return Method(both("regression.prediction.method", **values), "NumPy", np.__version__, options, seed=self.seed)

    def references(self) -> tuple[str, ...]:
        return (ALLEN, STONE)

    def present(self, numbers: LinearModel, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(),
            self.estimates(numbers),
            self._table(),
            self._figure(),
            cautions=list(numbers.base()),
        )

    def _sentences(self) -> Sentences:
        model, single = float(self._cross.model.mean()), float(self._cross.best.mean())
        values = {
            "outcome": self.model.outcome,
            "model": bounded(model),
            "predicted": stat("r_squared", value=bounded(model)),
            "r_squared": stat("r_squared", value=bounded(self.model.fit.r_squared)),
            "q_squared": both("regression.stat.q_squared", value=bounded(self._q_squared)),
            "single": bounded(single),
            "alone": stat("r_squared", value=bounded(single)),
            "name": self.model.name(self._best),
            "n": n_text(self.n),
        }
        if model <= 0 or len(self.model.design.predictors) == 1:
            said = both(f"regression.prediction.{'no_better' if model <= 0 else 'alone_said'}", **values)
            return Sentences(said, said)
        case = "less" if model <= single else "more"
        short = both("regression.prediction.short", **values)
        return Sentences(short, both(f"regression.prediction.{case}", **values))

    def _table(self) -> Table:
        found, fit = self._cross, self.model.fit
        names = ("mean", "single", "model") if len(self.model.design.predictors) > 1 else ("mean", "model")
        single = both("regression.prediction.single", name=self.model.dataset.codebook.label(self._best))
        labels: dict[str, Text] = {"single": single} | {
            n: both(f"regression.prediction.{n}") for n in ("mean", "model")
        }
        own = {"mean": 0.0, "single": self._alone, "model": fit.r_squared}
        figures = {"mean": found.mean, "single": found.best, "model": found.model}
        rows: list[tuple[Cell, ...]] = [
            (labels[n], own[n], float(figures[n].mean()), (float(figures[n].min()), float(figures[n].max())))
            for n in names
        ]
        columns = (
            Column(both("regression.column.predicted_by")),
            Column(both("regression.column.r_squared"), Style.BOUNDED),
            Column(both("regression.column.cross_validated"), Style.BOUNDED),
            Column(both("regression.column.range"), Style.BOUNDED),
        )
        notes = [both("regression.prediction.note", folds=count(FOLDS), repetitions=count(REPETITIONS))]
        if "single" in names:
            notes.append(both("regression.prediction.note_single"))
        return Table(
            both("regression.prediction.table", outcome=self.model.outcome), columns, tuple(rows), tuple(notes)
        )

    def _figure(self) -> Figure:
        found = self.model.influence
        m = self.model.fit.moments
        fitted = found.fitted * m.sd[0] + m.mean[0]
        order = np.lexsort((found.studentised, fitted))
        at = order[np.unique(np.linspace(0, self.n - 1, min(self.n, MOST_DRAWN)).round().astype(int))]
        sorted_ = np.sort(found.studentised)
        places = np.unique(np.linspace(0, self.n - 1, min(self.n, MOST_DRAWN)).round().astype(int))
        data = {
            "fitted": fitted[at].tolist(),
            "residuals": found.studentised[at].tolist(),
            "quantiles": normal_quantiles(self.n)[places].tolist(),
            "sorted": sorted_[places].tolist(),
            "outcome": self.model.dataset.codebook.label(self.model.design.outcome),
            "n": self.n,
        }
        title = both("regression.prediction.title", outcome=self.model.outcome)
        return Figure("residuals", title, data, base(self.n))


def normal_quantiles(n: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The normal quantiles of n sorted residuals: (i - 3/8) / (n + 1/4) up to n = 10, else (i - 1/2) / n. R: qqnorm."""
    offset = 3 / 8 if n <= 10 else 1 / 2
    return np.asarray(ndtri((np.arange(1, n + 1) - offset) / (n + 1 - 2 * offset)), dtype=np.float64)
