"""Hierarchical regression: what each block of predictors adds to those that entered before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.linear_model import ModelQuestion
from surveykit.analysis.references import COHEN, MACKINNON
from surveykit.analysis.statistics.least_squares import LeastSquares
from surveykit.analysis.words import listed, n_text, p_text, semicolons, sentences, stat
from surveykit.core.finding import (
    Caution,
    Column,
    Estimate,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count

COLUMNS = (
    ("step", Style.TEXT),
    ("added", Style.TEXT),
    ("r_squared", Style.BOUNDED),
    ("r_squared_change", Style.BOUNDED),
    ("f_change", Style.NUMBER),
    ("df", Style.TEXT),
    ("f_p", Style.P),
    ("wald_p", Style.P),
)
PLACES = 3
"""Decimal places of R2 and its change."""


@dataclass(frozen=True)
class Step:
    """One block: its number from 1, its predictors, R2 with it, and what it adds.

    `f` with `df` and `p` is the classical F change with this step's own error (SPSS); `wald` is the F test of the
    block's coefficients with HC3 errors, or the same F again where errors are classical.
    """

    number: int
    predictors: tuple[str, ...]
    r_squared: float
    change: float
    f: float
    df: tuple[float, float]
    p: float
    wald: tuple[float, float]

    @property
    def shown(self) -> bool:
        """Whether the data show that the block adds something."""
        return self.wald[1] < limit("NONSIG", "level")


@dataclass(frozen=True, eq=False)
class BlockRegression(ModelQuestion[tuple[Step, ...]]):
    """What each block of predictors of one outcome adds. `blocks` has the predictors of each, as in the model."""

    blocks: tuple[tuple[str, ...], ...]

    analysis = "regression"
    part = "blocks"

    @property
    def text(self) -> Text:
        return both("regression.blocks.question", outcome=self.model.outcome)

    def wanted(self) -> list[tuple[str, Of]]:
        steps = range(1, len(self.blocks) + 1)
        return [(name, self._of(at)) for at in steps for name in ("r_squared", "r_squared_change", "block_test")]

    def _of(self, step: int) -> Of:
        return {"outcome": self.model.design.outcome, "step": str(step)}

    def estimate(self) -> tuple[Step, ...]:
        return self._steps

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        found: list[Step] = []
        before: LeastSquares | None = None
        at = 0
        for place, block in enumerate(self.blocks, 1):
            at += sum(t.predictor in block for t in self.model.design.terms)
            fit = self.model.fit if place == len(self.blocks) else self.model.fit.select(at)
            change, f, df, p = fit.change(before)
            wald = (f, p) if fit.errors == "classical" else fit.wald(tuple(range(before.k if before else 0, fit.k)))
            found.append(Step(place, block, fit.r_squared, change, f, (float(df), float(fit.df)), p, wald))
            before = fit
        return tuple(found)

    def figures(self, numbers: tuple[Step, ...]) -> Figures:
        return {
            "r_squared": lambda: (Estimate("r_squared", self._of(s.number), s.r_squared) for s in numbers),
            "r_squared_change": lambda: (
                Estimate("r_squared_change", self._of(s.number), s.change, statistic=s.f, df=s.df, p=s.p)
                for s in numbers
            ),
            "block_test": lambda: (
                Estimate("block_test", self._of(s.number), s.wald[0], statistic=s.wald[0], df=s.df, p=s.wald[1])
                for s in numbers
            ),
        }

    def method(self) -> Method:
        options = {
            "outcome": self.model.design.outcome,
            "blocks": [list(b) for b in self.blocks],
            "cov_type": self.model.cov_type,
        }
        return Method(both(f"regression.blocks.method.{self.model.errors}"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (COHEN, MACKINNON) if self.model.errors == "hc3" else (COHEN,)

    def present(self, numbers: tuple[Step, ...], checks: object) -> Finding:
        last = numbers[-1]
        short = self._said(last)
        full = sentences(*(self._said(step) for step in numbers))
        return self.finding(
            Sentences(short, full),
            self.estimates(numbers),
            self._table(numbers),
            cautions=list(self._cautions(numbers)),
            claim=last.wald[1],
        )

    def _names(self, step: Step) -> Text:
        return listed([self.model.name(p) for p in step.predictors])

    def _said(self, step: Step) -> Text:
        values = {
            "names": self._names(step),
            "outcome": self.model.outcome,
            "r_squared": stat("r_squared", value=bounded(step.r_squared, PLACES)),
            "change": bounded(step.change, PLACES),
            "p": p_text(step.wald[1]),
            "n": n_text(self.n),
        }
        if step.number == 1:
            return both(f"regression.blocks.first.{'shown' if step.shown else 'open'}", **values)
        return both(f"regression.blocks.next.{'shown' if step.shown else 'open'}", **values)

    def _table(self, steps: tuple[Step, ...]) -> Table:
        skipped = "wald_p" if self.model.errors == "classical" else ""
        shown = [at for at, (name, _) in enumerate(COLUMNS) if name != skipped]
        columns = tuple(
            Column(both(f"regression.column.{COLUMNS[at][0]}"), COLUMNS[at][1], self._places(at)) for at in shown
        )
        rows = []
        for s in steps:
            df = f"{count(s.df[0])}, {count(s.df[1])}"
            row = (count(s.number), self._names(s), s.r_squared, s.change, s.f, df, s.p, s.wald[1])
            rows.append(tuple(row[at] for at in shown))
        notes = (both("regression.blocks.note", n=n_text(self.n)), *self.model.design.notes())
        return Table(both("regression.blocks.table", outcome=self.model.outcome), columns, tuple(rows), notes)

    @staticmethod
    def _places(at: int) -> int:
        return PLACES if COLUMNS[at][1] is Style.BOUNDED else 2

    def _cautions(self, steps: tuple[Step, ...]) -> Iterator[Caution]:
        yield from self.model.base()
        still = [self._names(s) for s in steps if not s.shown]
        if still:
            yield GATES["NONSIG"].caution("blocks", outcome=self.model.outcome, blocks=semicolons(still))
        yield GATES["NONPROB"].caution()
