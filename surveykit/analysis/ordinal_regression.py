"""Ordinal regression: what goes with higher answers to one question, without taking its points as equally far apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.design import Design, Fault, predictor_faults, unknown
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.linear_model import LinearModel, ModelQuestion
from surveykit.analysis.odds import LogOdds, log_odds
from surveykit.analysis.odds_words import OddsWords
from surveykit.analysis.references import MCCULLAGH, PETERSON
from surveykit.analysis.statistics.cumulative import CumulativeLogit, RatioTest, likelihood_ratio, proportional
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.words import listed, n_text, p_text, sentences
from surveykit.core.claims import holm
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Estimate,
    Finding,
    Method,
    Of,
    Sentences,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, number

FEWEST_ANSWERS = 3


@analysis("ordinal_regression")
@dataclass(frozen=True)
class OrdinalRegression(Analysis):
    """The proportional odds model of an ordered answer.

    `outcome` is the name of a question with ordered answers (a rating), or the id of a construct with only that
    question; `predictors` are as in `regression`, categories included.

    ```yaml
    - ordinal_regression: {outcome: ly_1, predictors: [image, satisfaction]}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from unknown(codebook, (self.outcome,))
        yield from predictor_faults(codebook, self.outcome, self.predictors)
        construct = codebook.construct_by_id.get(self.outcome)
        name = construct.items[0] if construct and len(construct.items) == 1 else self.outcome
        known = construct is not None or self.outcome in codebook.by_name
        if known and (name not in codebook.by_name or codebook.by_name[name].level is not Level.ORDINAL):
            yield "analysis-not-ordered", {"name": self.outcome}

    def questions(self, dataset: Dataset) -> Iterator["OrderedOutcome"]:
        yield OrderedOutcome(dataset, LinearModel(Design(dataset, self.outcome, self.predictors), "classical"))


@dataclass(frozen=True, eq=False)
class OrderedOutcome(ModelQuestion[CumulativeLogit]):
    """What goes with higher answers to one question."""

    analysis = "ordinal_regression"

    @property
    def text(self) -> Text:
        return both("ordinal_regression.question", outcome=self.model.outcome)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("log_odds_ratio", self.model.design.of(t)) for t in self.model.design.terms]

    def needs(self) -> Iterator[Caution]:
        lacking = list(self.model.lacks())
        yield from lacking
        if lacking:
            return
        if len(self._answers) < FEWEST_ANSWERS:
            values = {"outcome": self.model.outcome, "fewest": count(FEWEST_ANSWERS)}
            yield GATES["NO_VARIANCE"].caution("answers", **values)
        elif not self._fit.settled:
            yield GATES["SEPARATED"].caution("unnamed", outcome=self.model.outcome)

    @cached_property
    def _answers(self) -> tuple[float, ...]:
        """The answers that occur, from the lowest."""
        return tuple(np.unique(self.model.design.rows[:, 0]).tolist())

    @cached_property
    def _fit(self) -> CumulativeLogit:
        rows = self.model.design.rows
        return CumulativeLogit(np.searchsorted(self._answers, rows[:, 0]).astype(np.int64), rows[:, 1:])

    def estimate(self) -> CumulativeLogit:
        return self._fit

    @property
    def _cuts(self) -> int:
        return len(self._answers) - 1

    @cached_property
    def _odds(self) -> tuple[LogOdds, ...]:
        return log_odds(self._fit.values[self._cuts :], self._fit.se[self._cuts :])

    @cached_property
    def _whole(self) -> RatioTest:
        return likelihood_ratio(self._fit.null, self._fit.log_likelihood, self._fit.k)

    @cached_property
    def _parallel(self) -> RatioTest | None:
        """Whether all odds are proportional."""
        return proportional(self._fit, range(self._fit.k))

    @cached_property
    def _single(self) -> dict[str, RatioTest]:
        """The same for each predictor that can be tested; where the test of all finds nothing, none is looked at."""
        if self._parallel is not None and self._parallel.p >= limit("NONSIG", "level"):
            return {}
        terms = self.model.design.terms
        own = {p: [at for at, t in enumerate(terms) if t.predictor == p] for p in self.model.design.predictors}
        return {p: found for p, columns in own.items() if (found := proportional(self._fit, columns))}

    def figures(self, numbers: CumulativeLogit) -> Figures:
        of: Of = {"outcome": self.model.design.outcome}
        design = self.model.design

        def thresholds() -> Iterator[Estimate]:
            pairs = zip(self._answers, self._answers[1:], numbers.values, numbers.se, strict=False)
            for low, high, value, se in pairs:
                between = f"{number(low, 0)}|{number(high, 0)}"
                yield Estimate("threshold", {**of, "between": between}, float(value), statistic=float(value / se))

        def tests() -> Iterator[Estimate]:
            yield self._tested(of, self._parallel)
            for p, found in self._single.items():
                yield self._tested({**of, "predictor": p}, found)

        return {
            "log_odds_ratio": lambda: (o.estimate(design.of(t)) for t, o in zip(design.terms, self._odds, strict=True)),
            "odds_ratio": lambda: (
                o.ratio_estimate(design.of(t)) for t, o in zip(design.terms, self._odds, strict=True)
            ),
            "threshold": thresholds,
            "likelihood_ratio": lambda: [
                Estimate("likelihood_ratio", of, self._whole.chi2, df=float(self._whole.df), p=self._whole.p)
            ],
            "deviance": lambda: [Estimate("deviance", of, numbers.deviance)],
            "mcfadden_r_squared": lambda: [Estimate("mcfadden_r_squared", of, self._mcfadden)],
            "proportional_odds": tests,
        }

    @property
    def _mcfadden(self) -> float:
        return 1 - self._fit.log_likelihood / self._fit.null

    @staticmethod
    def _tested(of: Of, found: RatioTest | None) -> Estimate:
        if found is None:
            return Estimate("proportional_odds", of, None, reason=both("ordinal_regression.no_test"))
        return Estimate("proportional_odds", of, found.chi2, statistic=found.chi2, df=float(found.df), p=found.p)

    def checks(self, numbers: CumulativeLogit) -> tuple[AssumptionCheck, ...]:
        name, found = both("ordinal_regression.check"), self._parallel
        if found is None:
            advice = both("ordinal_regression.check.not_checked")
            return (AssumptionCheck(name, Verdict.NOT_CHECKED, advice),)
        if found.p >= limit("NONSIG", "level"):
            return (AssumptionCheck(name, Verdict.MET, both("ordinal_regression.check.met"), found.chi2, found.p),)
        adjusted = dict(zip(self._single, holm([t.p for t in self._single.values()]), strict=True))
        apart = [self.model.name(p) for p, value in adjusted.items() if value < limit("NONSIG", "level")]
        case = "named" if apart else "caution"
        advice = both(f"ordinal_regression.check.{case}", names=listed(apart))
        return (AssumptionCheck(name, Verdict.CAUTION, advice, found.chi2, found.p),)

    def method(self) -> Method:
        options = {"level": LEVEL, "link": "logit", "interval": "Wald", "missing": "listwise"}
        return Method(both("ordinal_regression.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (MCCULLAGH, PETERSON)

    def present(self, numbers: CumulativeLogit, checks: tuple[AssumptionCheck, ...]) -> Finding:
        of = both("ordinal_regression.of", outcome=self.model.outcome)
        words = OddsWords(self.model, self._odds, of, both("ordinal_regression.brief"))
        title = both("ordinal_regression.table", outcome=self.model.outcome)
        note = both("ordinal_regression.note", n=n_text(self.n), answers=count(len(self._answers)))
        figure = both("ordinal_regression.title", outcome=self.model.outcome)
        return self.finding(
            Sentences(words.short(), sentences(self._lead(), *words.full())),
            self.estimates(numbers),
            words.table(title, (note,)),
            words.figure(figure),
            checks,
            list(words.cautions()),
            headline=bool(words.related) and all(c.verdict is not Verdict.CAUTION for c in checks),
            claim=words.claim,
        )

    def _lead(self) -> Text:
        shown = self._whole.p < limit("NONSIG", "level")
        chi2 = both("odds.stat.chi2", df=count(self._whole.df), value=number(self._whole.chi2))
        inside = both("analysis.inside.3", a=chi2, b=p_text(self._whole.p), c=n_text(self.n))
        values = {"outcome": self.model.outcome, "inside": inside, "share": bounded(self._mcfadden)}
        return both(f"ordinal_regression.whole.{'shown' if shown else 'open'}", **values)
