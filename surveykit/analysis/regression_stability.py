"""How stable a regression is: in groups or random halves of the respondents, and in bootstrap samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures
from surveykit.analysis.design import Design
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.linear_model import LinearModel, ModelQuestion, estimate
from surveykit.analysis.references import CHOW, DAVISON, MACKINNON
from surveykit.analysis.statistics.formulas import LEVEL, Interval
from surveykit.analysis.statistics.resampling import CaseBootstrap, Stack, holds, percentile, slopes
from surveykit.analysis.statistics.stability import Labels, Parts, difference, parts, random_halves
from surveykit.analysis.words import listed, n_text, p_text, sentences
from surveykit.core.finding import (
    Caution,
    Cell,
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
from surveykit.core.numbers import count, number

MOST_ROWS = 200_000
"""In larger data the bootstrap is left out: its intervals hardly differ from those by theory."""


@dataclass(frozen=True, eq=False)
class RegressionStability(ModelQuestion[LinearModel]):
    """Whether the coefficients hold in parts of the data, and whether resampling gives the same intervals.

    `by` names the groups; None: two random halves.
    """

    by: str | None
    draws: int
    seed: int

    analysis = "regression"
    part = "stability"

    @property
    def text(self) -> Text:
        return both("regression.stability.question", outcome=self.model.outcome)

    def wanted(self) -> list[tuple[str, Of]]:
        return [("chow_f", {"outcome": self.model.design.outcome})]

    def estimate(self) -> LinearModel:
        return self.model

    @cached_property
    def _split(self) -> tuple[tuple[Text, ...], tuple[str, ...], Parts | None]:
        """The parts by name and id, and what was found in them."""
        design = self.model.design
        if self.by is None:
            names = tuple(both("regression.stability.half", number=count(at)) for at in (1, 2))
            return names, ("1", "2"), parts(design.rows, self._halves)
        wider = Design(self.dataset, design.outcome, (*design.predictors, self.by))
        groups = [t for t in wider.terms if t.predictor == self.by]
        same = tuple(t.id for t in wider.terms[: len(design.terms)]) == tuple(t.id for t in design.terms)
        variable = self.dataset.variable(self.by)
        levels = (groups[0].reference, *(g.level for g in groups))
        names = tuple(
            variable.values.get(level or 0, both("regression.level.number", level=count(level))) for level in levels
        )
        ids = tuple(count(level) for level in levels)
        if not same or wider.sparse or groups[0].level == groups[0].reference:
            return names, ids, None
        k = len(design.terms)
        labels = (wider.rows[:, 1 + k :] @ np.arange(1, len(groups) + 1)).astype(np.int64)
        return names, ids, parts(wider.rows[:, : 1 + k], labels)

    @cached_property
    def _halves(self) -> Labels:
        return random_halves(self.n, self.seed)

    @cached_property
    def _bootstrap(self) -> list[Interval | None]:
        """Of the intercept and the slopes; none in larger data."""
        k = self.model.fit.k
        if self.n > MOST_ROWS:
            return [None] * (k + 1)

        def statistic(stack: Stack) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
            b = slopes(stack, 0, range(1, k + 1))
            return np.column_stack([stack.mean[:, 0] - (stack.mean[:, 1:] * b).sum(axis=1), b])

        return percentile(CaseBootstrap(self.model.design.rows, self.draws, self.seed).values(statistic))

    def figures(self, numbers: LinearModel) -> Figures:
        return {
            "chow_f": self._chow,
            "part_coefficient": self._parts,
            "split_half_difference": self._between_halves,
            "bootstrap_coefficient": self._bootstrapped,
        }

    def _chow(self) -> Iterator[Estimate]:
        of: Of = {"outcome": self.model.design.outcome} | ({"group": self.by} if self.by else {})
        _, _, found = self._split
        if found is None:
            yield Estimate("chow_f", of, None, reason=both("regression.stability.no_parts"))
        else:
            yield Estimate("chow_f", of, found.f, statistic=found.f, df=found.df, p=found.p)

    def _parts(self) -> Iterator[Estimate]:
        _, ids, found = self._split
        if found is None:
            return
        for id, n, values in zip(ids, found.n, found.coefficients, strict=True):
            for of, value in zip(self.model.design.objects, values.tolist(), strict=True):
                yield Estimate("part_coefficient", {**of, "part": id}, value, n=n)

    def _between_halves(self) -> Iterator[Estimate]:
        """Also where the parts are groups."""
        design = self.model.design
        found = difference(design.rows, self._halves)
        if found is None:
            reason = both("regression.stability.no_parts")
            yield from (Estimate("split_half_difference", of, None, reason=reason) for of in design.objects)
            return
        df = self.n - 2 * (self.model.fit.k + 1)
        for of, c in zip(design.objects, found, strict=True):
            yield estimate("split_half_difference", of, c, df)

    def _bootstrapped(self) -> Iterator[Estimate]:
        large = both("regression.stability.large", most=count(MOST_ROWS))
        reason = large if self.n > MOST_ROWS else both("regression.stability.unsteady")
        objects, values = self.model.design.objects, self.model.fit.values.tolist()
        for of, value, inside in zip(objects, values, self._bootstrap, strict=True):
            if inside is None:
                yield Estimate("bootstrap_coefficient", of, None, reason=reason)
            else:
                yield Estimate("bootstrap_coefficient", of, value, inside, LEVEL)

    def method(self) -> Method:
        options = {"level": LEVEL, "draws": self.draws, "parts": self.by or "random_halves"}
        text = both(f"regression.stability.method.{'groups' if self.by else 'halves'}", draws=count(self.draws))
        return Method(text, "NumPy", np.__version__, options, seed=self.seed)

    def references(self) -> tuple[str, ...]:
        return (CHOW, DAVISON, MACKINNON)

    def present(self, numbers: LinearModel, checks: object) -> Finding:
        chow = self._said()
        return self.finding(
            Sentences(chow, sentences(chow, self._agreement())),
            self.estimates(numbers),
            self._table(),
            cautions=list(self._cautions()),
        )

    def _said(self) -> Text:
        names, _, found = self._split
        if found is None:
            return both("regression.stability.not_compared", outcome=self.model.outcome)
        case = "differ" if found.p < limit("NONSIG", "level") else "alike"
        df = f"{count(found.df[0])}, {count(found.df[1])}"
        f = both("regression.stat.f", df=df, value=number(found.f))
        inside = both("analysis.inside.2", a=f, b=p_text(found.p))
        if self.by is None:
            return both(f"regression.stability.halves.{case}", outcome=self.model.outcome, inside=inside)
        values = {"group": self.model.name(self.by), "parts": listed(list(names))}
        return both(f"regression.stability.groups.{case}", outcome=self.model.outcome, inside=inside, **values)

    def _agreement(self) -> Text | None:
        """Where bootstrap and theory disagree about zero."""
        design, fit = self.model.design, self.model.fit
        pairs = [(t, c, i) for t, c, i in zip(design.terms, fit.slopes, self._bootstrap[1:], strict=True) if i]
        if not pairs:
            return None
        apart = [design.name(t) for t, c, inside in pairs if c.holds_zero != holds(inside)]
        draws = count(self.draws)
        if not apart:
            return both("regression.stability.agree", draws=draws)
        return both("regression.stability.disagree", draws=draws, names=listed(apart))

    def _table(self) -> Table:
        names, _, found = self._split
        design, fit = self.model.design, self.model.fit
        columns = [
            Column(both("analysis.column.predictor")),
            Column(both("analysis.column.b"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
            Column(both("regression.column.bootstrap"), Style.NUMBER),
            *(Column(both("regression.column.part", part=name), Style.NUMBER) for name in (names if found else ())),
        ]
        labels = [both("analysis.regression.intercept"), *(design.label(t) for t in design.terms)]
        rows: list[tuple[Cell, ...]] = []
        for at, (label, c, inside) in enumerate(zip(labels, fit.all, self._bootstrap, strict=True)):
            own = [float(values[at]) for values in found.coefficients] if found else []
            rows.append((label, c.value, c.interval, inside, *own))
        sizes = (
            [both("regression.stability.size", part=p, n=n_text(n)) for p, n in zip(names, found.n, strict=True)]
            if found
            else []
        )
        notes = (both("regression.stability.note", parts=listed(sizes)),) if sizes else ()
        title = both("regression.stability.table", outcome=self.model.outcome)
        return Table(title, tuple(columns), tuple(rows), (*notes, *design.notes()))

    def _cautions(self) -> Iterator[Caution]:
        yield from self.model.base()
        _, _, found = self._split
        if found is not None and found.p < limit("NONSIG", "level"):
            yield GATES["UNSTABLE"].caution(outcome=self.model.outcome)
