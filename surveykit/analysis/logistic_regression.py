"""Logistic regression: what goes with one answer rather than the others, such as leaving or buying again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Design, Fault, predictor_faults, unknown
from surveykit.analysis.disclosure import reveals
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.linear_model import LinearModel
from surveykit.analysis.logistic_prediction import LogisticPrediction
from surveykit.analysis.odds import LogOdds, log_odds
from surveykit.analysis.odds_words import OddsWords
from surveykit.analysis.references import ALBERT, NAGELKERKE
from surveykit.analysis.statistics.discrimination import Bools
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.logit import Logit, separating
from surveykit.analysis.words import n_text, p_text, sentences, several
from surveykit.core.codebook import Codebook, Level, Variable
from surveykit.core.dataset import Dataset
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of, Sentences
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count, number


@analysis("logistic_regression")
@dataclass(frozen=True)
class LogisticRegression(Analysis):
    """Odds of an event: which predictors go with it, and how well they tell who has it.

    `outcome` is the name of a question; `event` has the values that count as the event (a value of its codebook
    or points of a rating). Without it the question must have two answers, and the later one is the event. `predictors`
    are as in `regression`, categories included. `seed` is of the folds for the cross-validation.

    ```yaml
    - logistic_regression: {outcome: contract, event: [2], predictors: [satisfaction, value]}
    - logistic_regression: {outcome: recommend, event: [9, 10], predictors: [quality, image]}
    ```
    """

    outcome: str
    predictors: tuple[str, ...]
    event: tuple[int, ...] = ()
    seed: int = 1

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from unknown(codebook, (self.outcome,))
        yield from predictor_faults(codebook, self.outcome, self.predictors)
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}
        if self.outcome not in codebook.by_name:
            if self.outcome in codebook.construct_by_id:
                yield "analysis-not-answers", {"name": self.outcome}
            return
        variable = codebook.by_name[self.outcome]
        if variable.level is Level.TEXT:
            yield "analysis-not-answers", {"name": self.outcome}
        elif not self.event and len(answers(variable)) != 2:
            yield "analysis-no-event", {"name": self.outcome}
        for e in dict.fromkeys(e for e in self.event if answers(variable) and e not in answers(variable)):
            yield "analysis-unknown-event", {"name": self.outcome, "event": e}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        event = self.event or (max(answers(dataset.variable(self.outcome))),)
        model = EventModel(LinearModel(Design(dataset, self.outcome, self.predictors), "classical"), event)
        yield Event(dataset, model)
        if not any(model.needs()):  # else the reason is given once
            yield LogisticPrediction(dataset, model, self.seed)


def answers(variable: Variable) -> Collection[int]:
    """The values that can occur, as far as the codebook tells; empty where it does not."""
    if not variable.complete:
        return ()
    if variable.level is Level.NOMINAL or variable.minimum is None or variable.maximum is None:
        return variable.values
    return range(int(variable.minimum), int(variable.maximum) + 1)


@dataclass(frozen=True, eq=False)
class EventModel:
    """An event and its predictors, fitted once for all questions. `values` make the event."""

    linear: LinearModel
    values: tuple[int, ...]

    @cached_property
    def happened(self) -> Bools:
        """Whether each respondent with all values has the event."""
        found: Bools = np.isin(self.linear.design.rows[:, 0], self.values)
        return found

    @property
    def events(self) -> int:
        """How many have it."""
        return int(self.happened.sum())

    @cached_property
    def logit(self) -> Logit:
        """The fitted model."""
        return Logit(self.happened, self.linear.design.rows[:, 1:])

    @property
    def of(self) -> Of:
        """What the figures of the whole model are of."""
        return {"outcome": self.linear.design.outcome, "event": ",".join(count(v) for v in self.values)}

    @cached_property
    def event(self) -> Text:
        """The event in words: the question with the answers that make it."""
        variable, values = self.linear.dataset.variable(self.linear.design.outcome), sorted(self.values)
        if variable.level is not Level.NOMINAL and len(values) > 1 and values[-1] - values[0] == len(values) - 1:
            ends = {"low": count(values[0]), "high": count(values[-1])}
            return both("logistic_regression.event.range", outcome=self.linear.outcome, **ends)
        named = [both("analysis.quoted", text=variable.values.get(v) or same(count(v))) for v in values]
        return several("logistic_regression.event", named, outcome=self.linear.outcome)

    def needs(self) -> Iterator[Caution]:
        """What the data lack for the model."""
        linear = self.linear
        lacking = list(linear.needs())
        yield from lacking
        if lacking:
            return
        others = linear.n - self.events
        if not self.events or not others:
            yield GATES["NO_VARIANCE"].caution("event", event=self.event)
            return
        if linear.design.outcome in linear.dataset.questionnaire.background and reveals(self.events, linear.n):
            yield GATES["CELL_LT5"].caution("model", outcome=self.event, names=linear.outcome)
        elif min(self.events, others) < limit("SMALL_N", "per_predictor") * linear.fit.k:
            values = {"events": count(self.events), "others": count(others), "k": count(linear.fit.k)}
            yield GATES["SMALL_N"].caution("events", event=self.event, **values)
        elif not self.logit.settled:
            columns = separating(self.happened, self.logit.X)
            case = "here" if columns else "unnamed"
            yield GATES["SEPARATED"].caution(case, outcome=self.event, names=linear.names(columns))


@dataclass(frozen=True, eq=False)
class Event(Question[Logit]):
    """What goes with an event."""

    model: EventModel

    analysis = "logistic_regression"

    @property
    def id(self) -> str:
        return f"logistic_regression.{self.model.linear.design.outcome}"

    @property
    def text(self) -> Text:
        return both("logistic_regression.question", event=self.model.event)

    @property
    def n(self) -> int:
        return self.model.linear.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.model.linear.excluded

    def wanted(self) -> list[tuple[str, Of]]:
        return [("log_odds_ratio", self.model.linear.design.of(t)) for t in self.model.linear.design.terms]

    def needs(self) -> Iterator[Caution]:
        yield from self.model.needs()

    def estimate(self) -> Logit:
        return self.model.logit

    @cached_property
    def _odds(self) -> tuple[LogOdds, ...]:
        return log_odds(self.model.logit.values, self.model.logit.se)

    def figures(self, numbers: Logit) -> Figures:
        design, of = self.model.linear.design, self.model.of
        test = numbers.test
        return {
            "log_odds_ratio": lambda: (o.estimate(x) for x, o in zip(design.objects, self._odds, strict=True)),
            "odds_ratio": lambda: (o.ratio_estimate(x) for x, o in zip(design.objects, self._odds, strict=True)),
            "likelihood_ratio": lambda: [
                Estimate("likelihood_ratio", of, test.chi2, statistic=test.chi2, df=float(test.df), p=test.p)
            ],
            "mcfadden_r_squared": lambda: [Estimate("mcfadden_r_squared", of, numbers.mcfadden)],
            "nagelkerke_r_squared": lambda: [Estimate("nagelkerke_r_squared", of, numbers.nagelkerke)],
        }

    def method(self) -> Method:
        options = {"level": LEVEL, "link": "logit", "interval": "Wald", "event": list(self.model.values)}
        return Method(both("logistic_regression.method", event=self.model.event), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (ALBERT, NAGELKERKE)

    def present(self, numbers: Logit, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = OddsWords(self.model.linear, self._odds[1:], self.model.event, both("logistic_regression.brief"))
        title = both("logistic_regression.table", event=self.model.event)
        shares = {"n": n_text(self.n), "events": count(self.model.events)}
        note = both("logistic_regression.note", event=self.model.event, **shares)
        return self.finding(
            Sentences(words.short(), sentences(self._lead(numbers), *words.full())),
            self.estimates(numbers),
            words.table(title, (note,)),
            words.figure(both("logistic_regression.title", event=self.model.event)),
            cautions=list(words.cautions()),
            headline=bool(words.related),
            claim=words.claim,
        )

    def _lead(self, numbers: Logit) -> Text:
        test = numbers.test
        shown = test.p < limit("NONSIG", "level")
        chi2 = both("odds.stat.chi2", df=count(test.df), value=number(test.chi2))
        inside = both("analysis.inside.3", a=chi2, b=p_text(test.p), c=n_text(self.n))
        values = {"event": self.model.event, "inside": inside, "share": bounded(numbers.nagelkerke)}
        return both(f"logistic_regression.whole.{'shown' if shown else 'open'}", **values)
