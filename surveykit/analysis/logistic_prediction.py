"""How well a logistic regression tells who has the event, and whether its predicted chances hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy import special

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gates import limit
from surveykit.analysis.linear_model import LinearModel
from surveykit.analysis.references import BRIER, COX, DELONG, HOSMER
from surveykit.analysis.statistics.discrimination import (
    Area,
    Bins,
    Bools,
    Calibration,
    area,
    brier,
    calibration,
    curve,
    hosmer_lemeshow,
    tenths,
)
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.least_squares import Floats
from surveykit.analysis.statistics.logit import Logit
from surveykit.analysis.statistics.prediction import folds_of
from surveykit.analysis.words import base, ci, n_text, sentences
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
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
from surveykit.core.numbers import bounded, count, interval, number

FOLDS = 10
FEWEST_IN_A_GROUP = 20
MOST_GROUPS = 10
CHANCE = 0.5
"""The area under the curve of a prediction by chance."""


class Fitted(Protocol):
    """What is asked of a fitted model of an event."""

    @property
    def linear(self) -> LinearModel:
        """Its columns."""

    @property
    def happened(self) -> Bools:
        """Who has the event."""

    @property
    def logit(self) -> Logit:
        """The fit."""

    @property
    def event(self) -> Text:
        """The event in words."""

    @property
    def of(self) -> Of:
        """What its figures are of."""

    def needs(self) -> Iterator[Caution]:
        """What the data lack."""


@dataclass(frozen=True, eq=False)
class LogisticPrediction(Question[Logit]):
    """How well the predictors of one event tell who has it."""

    model: Fitted
    seed: int

    analysis = "logistic_regression"

    @property
    def id(self) -> str:
        return f"logistic_regression.{self.model.linear.design.outcome}.prediction"

    @property
    def text(self) -> Text:
        return both("logistic_regression.prediction.question", event=self.model.event)

    @property
    def n(self) -> int:
        return self.model.linear.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.model.linear.excluded

    def wanted(self) -> list[tuple[str, Of]]:
        return [("roc_auc", self.model.of), ("brier", self.model.of)]

    def needs(self) -> Iterator[Caution]:
        yield from self.model.needs()

    def estimate(self) -> Logit:
        return self.model.logit

    @cached_property
    def _area(self) -> Area:
        return area(self.model.happened, self.model.logit.chance)

    @cached_property
    def _unseen(self) -> Floats | None:
        """Log odds of each respondent by a model that was fitted without their fold."""
        return self.model.logit.out_of_fold(folds_of(self.n, FOLDS, 1, self.seed)[0])

    @cached_property
    def _calibration(self) -> Calibration | None:
        return None if self._unseen is None else calibration(self.model.happened, self._unseen)

    @property
    def _groups(self) -> int:
        return max(3, min(MOST_GROUPS, self.n // FEWEST_IN_A_GROUP))

    @cached_property
    def _bins(self) -> Bins:
        """Groups by the predicted chances of unseen respondents; by those of the fit where there are no others."""
        chance = self.model.logit.chance if self._unseen is None else special.expit(self._unseen)
        return tenths(self.model.happened, chance, self._groups)

    def figures(self, numbers: Logit) -> Figures:
        of, unseen = self.model.of, {**self.model.of, "method": "cross_validated"}
        happened = self.model.happened

        def areas() -> Iterator[Estimate]:
            level = LEVEL if self._area.interval else None
            yield Estimate("roc_auc", of, self._area.value, self._area.interval, level)
            yield self._or_reason("roc_auc", unseen, lambda eta: area(happened, eta).value)

        def scores() -> Iterator[Estimate]:
            yield Estimate("brier", of, brier(happened, numbers.chance))
            yield self._or_reason("brier", unseen, lambda eta: brier(happened, special.expit(eta)))
            share = float(happened.mean())
            yield Estimate("brier", {**of, "method": "share_alone"}, share * (1 - share))

        return {"roc_auc": areas, "brier": scores, "calibration": self._calibrated}

    def _or_reason(self, name: str, of: Of, compute: Callable[[Floats], float]) -> Estimate:
        if self._unseen is None:
            return Estimate(name, of, None, reason=both("logistic_regression.prediction.no_folds"))
        return Estimate(name, of, compute(self._unseen))

    def _calibrated(self) -> Iterator[Estimate]:
        found, of = self._calibration, {**self.model.of, "method": "cross_validated"}
        reason = None if found else both("logistic_regression.prediction.no_folds")
        yield Estimate("calibration_slope", of, found.slope if found else None, reason=reason)
        yield Estimate("calibration_intercept", of, found.intercept if found else None, reason=reason)

    def checks(self, numbers: Logit) -> tuple[AssumptionCheck, ...]:
        tested = hosmer_lemeshow(tenths(self.model.happened, numbers.chance, self._groups))
        name = both("logistic_regression.check")
        if tested is None:
            return (AssumptionCheck(name, Verdict.NOT_CHECKED, both("logistic_regression.check.few")),)
        chi2, _, p = tested
        off = p < limit("NONSIG", "level")
        advice = both(f"logistic_regression.check.{'caution' if off else 'met'}", groups=count(self._groups))
        return (AssumptionCheck(name, Verdict.CAUTION if off else Verdict.MET, advice, chi2, p),)

    def method(self) -> Method:
        text = both("logistic_regression.prediction.method", folds=count(FOLDS))
        return Method(text, "NumPy", np.__version__, {"level": LEVEL, "folds": FOLDS}, seed=self.seed)

    def references(self) -> tuple[str, ...]:
        return (DELONG, BRIER, COX, HOSMER)

    def present(self, numbers: Logit, checks: tuple[AssumptionCheck, ...]) -> Finding:
        points = [list(point) for point in curve(self.model.happened, numbers.chance)]
        data = {"points": points, "area": self._area.value, "interval": self._area.interval}
        title = both("logistic_regression.prediction.title", event=self.model.event)
        short = self._said()
        return self.finding(
            Sentences(short, sentences(short, self._cross(), self._holding())),
            self.estimates(numbers),
            self._table(),
            Figure("roc", title, data, base(self.n)),
            checks,
        )

    def _said(self) -> Text:
        inside = ci(self._area.interval, Style.BOUNDED) if self._area.interval else n_text(self.n)
        values = {"event": self.model.event, "area": bounded(self._area.value), "inside": inside}
        shown = self._area.interval is None or self._area.interval[0] > CHANCE
        return both(f"logistic_regression.prediction.{'said' if shown else 'open'}", **values)

    def _cross(self) -> Text:
        if self._unseen is None:
            return both("logistic_regression.prediction.no_folds")
        share = float(self.model.happened.mean())
        values = {
            "area": bounded(area(self.model.happened, self._unseen).value),
            "brier": bounded(brier(self.model.happened, special.expit(self._unseen)), 3),
            "plain": bounded(share * (1 - share), 3),
        }
        return both("logistic_regression.prediction.cross", **values)

    def _holding(self) -> Text | None:
        found = self._calibration
        if found is None:
            return None
        values = {"slope": number(found.slope), "intercept": number(found.intercept)}
        return both("logistic_regression.prediction.calibrated", **values)

    def _table(self) -> Table:
        columns = (
            Column(both("logistic_regression.column.group")),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("logistic_regression.column.predicted"), Style.PERCENT, 0),
            Column(both("logistic_regression.column.observed"), Style.PERCENT, 0),
        )
        rows = tuple(
            (interval((b.lowest, b.highest), Style.PERCENT, 0), b.n, b.expected / b.n, b.observed / b.n)
            for b in self._bins
        )
        case = "fitted" if self._unseen is None else "unseen"
        note = both(f"logistic_regression.prediction.note.{case}", folds=count(FOLDS))
        return Table(both("logistic_regression.prediction.table", event=self.model.event), columns, rows, (note,))
