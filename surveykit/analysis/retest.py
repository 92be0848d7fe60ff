"""Repeated measurements: how well the occasions agree (test-retest)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.gates import GATES, base_cautions, is_small
from surveykit.analysis.references import MCGRAW, SHROUT
from surveykit.analysis.statistics.formulas import LEVEL, Interval, unvarying
from surveykit.analysis.statistics.intraclass import Agreement, agreement
from surveykit.analysis.words import ci, n_text, name_of, sentences, tied
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Column,
    Estimate,
    Excluded,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both, same
from surveykit.core.moments import Moments
from surveykit.core.numbers import bounded, count

FEWEST = 3


@dataclass(frozen=True, eq=False)
class Retest(Question[Agreement]):
    """How alike the values of the same respondents are on several occasions."""

    measured: str
    occasions: tuple[str, ...]

    analysis = "reliability"

    @property
    def id(self) -> str:
        return f"reliability.retest.{self.measured}"

    @property
    def text(self) -> Text:
        return both("reliability.retest.question", name=self.name)

    @property
    def name(self) -> Text:
        """What was measured, as it reads inside a sentence."""
        codebook = self.dataset.codebook
        known = self.measured in codebook.construct_by_id or self.measured in codebook.by_name
        return name_of(codebook, self.measured) if known else same(self.measured)

    @property
    def of(self) -> Of:
        """What the estimates are of."""
        return {"retest": self.measured, "occasions": self.occasions}

    @cached_property
    def moments(self) -> Moments:
        """Of those who have a value on every occasion."""
        return self.dataset.moments(self.occasions)

    @property
    def n(self) -> int:
        return self.moments.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.occasions) if self.n < self.dataset.n else ()

    def wanted(self) -> list[tuple[str, Of]]:
        return [("icc", {**self.of, "method": method}) for method in ("agreement", "consistency")]

    def needs(self) -> Iterator[Caution]:
        if self.n < FEWEST:
            yield GATES["SMALL_N"].caution("no_retest", name=self.name, n=n_text(self.n), needed=count(FEWEST))
        elif unvarying(self.moments) or agreement(self.moments) is None:
            yield GATES["NO_VARIANCE"].caution("retest", name=self.name)

    def estimate(self) -> Agreement:
        found = agreement(self.moments)
        assert found is not None  # `needs` has seen to it
        return found

    def figures(self, numbers: Agreement) -> Figures:
        def one(method: str, value: float, inside: Interval | None) -> Estimate:
            shown, of = None if is_small(numbers.n) else inside, {**self.of, "method": method}
            return Estimate("icc", of, value, shown, LEVEL if shown else None, n=numbers.n)

        return {
            "icc": lambda: [
                one("agreement", numbers.absolute, numbers.absolute_interval),
                one("consistency", numbers.consistent, numbers.consistent_interval),
            ]
        }

    def checks(self, numbers: Agreement) -> tuple[AssumptionCheck, ...]:
        name, advice = both("reliability.retest.check"), both("reliability.retest.check.advice")
        return (AssumptionCheck(name, Verdict.NOT_CHECKED, advice),)

    def method(self) -> Method:
        options = {"level": LEVEL, "missing": "listwise", "model": "two_way_single"}
        return Method(both("reliability.retest.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (MCGRAW, SHROUT)

    def present(self, numbers: Agreement, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(),
            checks=checks,
            cautions=base_cautions(numbers.n),
        )

    def _table(self) -> Table:
        columns = (
            Column(both("reliability.column.occasion"), Style.ID),
            Column(both("reliability.column.measured")),
            Column(both("analysis.column.mean"), Style.NUMBER),
            Column(both("analysis.column.sd"), Style.NUMBER),
        )
        label = self.dataset.codebook.label
        means = zip(self.occasions, self.moments.mean.tolist(), self.moments.sd.tolist(), strict=True)
        rows = tuple((name, label(name), mean, sd) for name, mean, sd in means)
        return Table(both("reliability.retest.table", name=self.name), columns, rows)

    def _sentences(self, found: Agreement) -> Sentences:
        k, n = count(len(self.occasions)), n_text(found.n)
        values = {"name": self.name, "k": k, "n": n}
        if is_small(found.n):
            few = both("reliability.retest.small", **values)
            return Sentences(few, few)
        absolute = self._said("agreement", found.absolute, found.absolute_interval)
        consistent = self._said("consistency", found.consistent, found.consistent_interval)
        inside = found.absolute_interval
        case = "unsettled" if inside and inside[0] <= 0 else "shown"
        lead = both(f"reliability.retest.{case}", icc=absolute, **values)
        rest = both("reliability.retest.consistency", icc=consistent)
        return Sentences(lead, sentences(lead, rest))

    @staticmethod
    def _said(name: str, value: float, inside: Interval | None) -> Text:
        said = tied(both(f"reliability.stat.{name}", value=bounded(value)))
        return said if inside is None else both("analysis.inside.2", a=said, b=ci(inside, Style.BOUNDED))
