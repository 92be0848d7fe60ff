"""Drivers: how what several predictors account for in an outcome is divided among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Fault, measured, unknown
from surveykit.analysis.drivers_order import DominanceOrder
from surveykit.analysis.drivers_question import DriversQuestion, level
from surveykit.analysis.drivers_words import DriversWords
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.overlap import Overlap, overlap_caution, overlap_estimates, overlaps
from surveykit.analysis.ready_model import service, single
from surveykit.analysis.references import EFRON, GROEMPING, JOHNSON_2000, LINDEMAN, OBRIEN
from surveykit.analysis.statistics.consistency import below_convention
from surveykit.analysis.statistics.importance import MOST_FOR_SETS
from surveykit.analysis.statistics.parts import JOHNSON, LMG, Parts
from surveykit.analysis.statistics.resampling import FEWEST_DRAWS
from surveykit.analysis.supposed import supposed_caution
from surveykit.analysis.words import base, n_text, stat
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
    Of,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, number


@analysis("drivers")
@dataclass(frozen=True)
class Drivers(Analysis):
    """Relative importance: R² divided among the predictors with bootstrap intervals, and who has the larger part.

    `outcome` and `predictors` are ids of constructs or names of variables with an order; without them satisfaction and
    what the service is judged by. `method`: `lmg` (up to 14 predictors) or `johnson`; `auto` takes LMG where it can.
    `draws` 0: no intervals. `seed` fixes the samples.

    ```yaml
    - drivers: {outcome: satisfaction, predictors: [image, expectation, quality, value]}
    ```
    """

    outcome: str | None = None
    predictors: tuple[str, ...] = ()
    method: Literal["auto", "lmg", "johnson"] = "auto"
    draws: int = 1000
    seed: int = 1

    def asked(self, codebook: Codebook) -> tuple[str | None, tuple[str, ...]]:
        """Outcome and predictors, as written or by the roles of the constructs."""
        return self.outcome or single(codebook, "satisfaction"), self.predictors or service(codebook)

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        outcome, predictors = self.asked(codebook)
        if outcome is None or not predictors:
            yield "analysis-no-roles", {"analysis": self.name, "options": "outcome, predictors"}
            return
        names = (outcome, *predictors)
        yield from unknown(codebook, names)
        for name in names:
            if name in codebook.by_name and not measured(codebook, name):
                yield "analysis-not-numeric", {"name": name}
        for name in sorted({p for p in predictors if predictors.count(p) > 1}):
            yield "analysis-predictor-twice", {"name": name}
        if outcome in predictors:
            yield "analysis-outcome-as-predictor", {"name": outcome}
        if self.method == LMG and len(predictors) > MOST_FOR_SETS:
            yield "drivers-many-for-lmg", {"k": len(predictors), "most": MOST_FOR_SETS}
        if self.draws and self.draws < FEWEST_DRAWS:
            yield "analysis-few-draws", {"draws": self.draws, "fewest": FEWEST_DRAWS}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def questions(self, dataset: Dataset) -> Iterator["Question[Parts]"]:
        outcome, predictors = self.asked(dataset.codebook)
        method = self.method if self.method != "auto" else LMG if len(predictors) <= MOST_FOR_SETS else JOHNSON
        asked = dataset, outcome or "", predictors, method, self.draws, self.seed
        parts = Importance(*asked)
        yield parts
        if method == LMG and len(predictors) > 1:
            yield DominanceOrder(*asked, shared=parts)


@dataclass(frozen=True, eq=False)
class Importance(DriversQuestion):
    """What part of R² goes to each predictor."""

    @property
    def id(self) -> str:
        return f"drivers.{self.outcome}"

    @property
    def text(self) -> Text:
        return both("drivers.question", outcome=self.name(self.outcome))

    def wanted(self) -> list[tuple[str, Of]]:
        return [
            *(("relative_importance", {**self._of(p), "method": self.chosen}) for p in self.predictors),
            ("r_squared", {"outcome": self.outcome}),
        ]

    def figures(self, numbers: Parts) -> Figures:
        return {
            "relative_importance": lambda: self._parts(numbers, self.chosen, "relative_importance"),
            "share_of_r_squared": lambda: self._shares(numbers),
            "relative_weight": lambda: self._parts(numbers, JOHNSON, "relative_weight") if self.chosen == LMG else (),
            "r_squared": lambda: [Estimate("r_squared", {"outcome": self.outcome}, numbers.r_squared, n=self.n)],
            "vif": lambda: [Estimate("vif", self._of(p), v) for p, v in zip(self.predictors, numbers.vif, strict=True)],
            "disattenuated_r": lambda: overlap_estimates(self._close),
        }

    def _parts(self, parts: Parts, method: str, name: str) -> Iterator[Estimate]:
        for p, part in zip(self.predictors, parts.parts(method), strict=True):
            of = {**self._of(p), "method": method}
            yield Estimate(name, of, part.value, part.interval, level(part.interval), n=self.n)

    def _shares(self, parts: Parts) -> Iterator[Estimate]:
        for p, part in zip(self.predictors, parts.chosen, strict=True):
            of = {**self._of(p), "method": self.chosen}
            inside = part.share_interval
            yield Estimate("share_of_r_squared", of, part.share, inside, level(inside), n=self.n)

    def checks(self, numbers: Parts) -> tuple[AssumptionCheck, ...]:
        gap = abs(sum(part.value for part in numbers.chosen) - numbers.r_squared)
        sums = AssumptionCheck(both("drivers.check.sum"), Verdict.MET, both("drivers.check.sum.met"), gap)
        largest = max(numbers.vif)
        close = largest > limit("COLLINEAR", "most")
        advice = both(f"drivers.check.collinearity.{'caution' if close else 'met'}", vif=number(largest))
        verdict = Verdict.CAUTION if close else Verdict.MET
        return (sums, AssumptionCheck(both("drivers.check.collinearity"), verdict, advice, largest))

    def references(self) -> tuple[str, ...]:
        own = (LINDEMAN, GROEMPING) if self.chosen == LMG else ()
        return (*own, JOHNSON_2000, *((EFRON,) if self.draws else ()), OBRIEN)

    def present(self, numbers: Parts, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = self.words(numbers)
        return self.finding(
            words.sentences(),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(words) if words.speaks else None,
            checks,
            list(self._all_cautions(words)),
            headline=words.headline and not self._close,
            claim=words.claim,
        )

    @cached_property
    def _close(self) -> list[Overlap]:
        return overlaps(self.dataset, (self.outcome, *self.predictors))

    def _all_cautions(self, words: DriversWords) -> Iterator[Caution]:
        yield from self._cautions(words)
        if self._few:
            return
        yield from keying_caution(self.dataset, (self.outcome, *self.predictors))
        yield from supposed_caution(self.dataset, self.outcome)
        yield from overlap_caution(self.dataset, self._close)
        low = [c.id for c, _ in below_convention(self.dataset, (self.outcome, *self.predictors))]
        if low:
            yield GATES["LOW_ALPHA"].caution("constructs", names=self._listed(tuple(low)))
        yield GATES["NONPROB"].caution()

    def _table(self, parts: Parts) -> Table:
        sure, second = bool(self.draws) and not self._few, self.chosen == LMG
        columns = [
            Column(both("analysis.column.predictor")),
            Column(both(f"drivers.column.{self.chosen}"), Style.BOUNDED),
            *([Column(both("analysis.column.ci"), Style.BOUNDED)] if sure else []),
            Column(both("drivers.column.share"), Style.PERCENT, 0),
            *([Column(both("drivers.column.johnson"), Style.BOUNDED)] if second else []),
            *([Column(both("analysis.column.ci"), Style.BOUNDED)] if second and sure else []),
            Column(both("analysis.column.vif"), Style.NUMBER),
        ]
        others = parts.parts(JOHNSON) if second else parts.chosen
        rows: list[tuple[Cell, ...]] = []
        for p, part, other, vif in zip(self.predictors, parts.chosen, others, parts.vif, strict=True):
            first = [part.value, *([part.interval] if sure else []), part.share]
            beside = [other.value, *([other.interval] if sure else [])] if second else []
            rows.append((self.dataset.codebook.label(p), *first, *beside, vif))
        note = both("drivers.note", n=n_text(self.n), r_squared=stat("r_squared", value=bounded(parts.r_squared)))
        title = both("drivers.table", outcome=self.name(self.outcome))
        return Table(title, tuple(columns), tuple(rows), (note,))

    def _figure(self, words: DriversWords) -> Figure:
        rows = [
            {"label": self.dataset.codebook.label(d.id), "value": d.part.value, "interval": d.part.interval}
            for d in words.shown_in_order
        ]
        return Figure("parts", words.title(), {"rows": rows, "axis": both("drivers.axis")}, base(self.n))
