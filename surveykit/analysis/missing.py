"""Missing answers: how many, why, which together, and whether they go with the answers that were given."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.design import Fault
from surveykit.analysis.gates import GATES, base_cautions, is_small
from surveykit.analysis.missing_words import no_test_reason, said_of_items, said_of_patterns, title
from surveykit.analysis.references import DEMPSTER, LITTLE, RUBIN_MISSING
from surveykit.analysis.statistics.expectation_maximisation import LittleTest, NormalMoments
from surveykit.analysis.statistics.missing_numbers import Gaps, Pattern, is_monotone
from surveykit.analysis.words import base
from surveykit.core.codebook import Codebook, Missing
from surveykit.core.columns import OTHER_VERSION
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
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count

SHOWN = 12
"""So many patterns are listed, the most frequent ones."""


@analysis("missing")
@dataclass(frozen=True)
class MissingAnswers(Analysis):
    """Which answers to the items of constructs are missing.

    Two findings: how many answers to each item are missing and for which reason, with the means that the respondents
    who answered something speak for; and which answers are missing together, with Little's test. `constructs` names the
    constructs whose items are looked at; by default all.

    ```yaml
    - missing
    - missing: {constructs: [quality, loyalty]}
    ```
    """

    constructs: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        known = list(codebook.construct_by_id)
        for name in self.constructs:
            if name not in known:
                yield "analysis-unknown-name", {"name": name, "hint": did_you_mean(name, known)}

    def questions(self, dataset: Dataset) -> Iterator["GapQuestion"]:
        chosen = self.constructs or tuple(dataset.codebook.construct_by_id)
        items = dict.fromkeys(item for c in chosen for item in dataset.codebook.construct_by_id[c].items)
        gaps = Gaps(dataset, tuple(items))
        yield MissingItems(dataset, gaps)
        yield MissingPatterns(dataset, gaps)


@dataclass(frozen=True, eq=False)
class GapQuestion(Question[Gaps]):
    """A question about the gaps; nobody is left out."""

    gaps: Gaps

    analysis = "missing"

    @property
    def n(self) -> int:
        return self.gaps.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return ()

    def needs(self) -> Iterator[Caution]:
        if not self.gaps.n or not self.gaps.items:
            yield GATES["SMALL_N"].caution("nothing_asked")

    def estimate(self) -> Gaps:
        return self.gaps


@dataclass(frozen=True, eq=False)
class MissingItems(GapQuestion):
    """How many answers to each item are missing, and why."""

    @property
    def id(self) -> str:
        return "missing.items"

    @property
    def text(self) -> Text:
        return both("missing_data.items.question")

    def wanted(self) -> list[tuple[str, Of]]:
        return [("missing_share", {"variable": item}) for item in self.gaps.items]

    def figures(self, numbers: Gaps) -> Figures:
        return {"missing_share": self._shares, "em_mean": self._means}

    def _shares(self) -> Iterator[Estimate]:
        n = self.gaps.n
        for item in self.gaps.items:
            yield Estimate("missing_share", {"variable": item}, self.gaps.times[item] / n, n=n)
            for code, times in sorted(self.gaps.reasons[item].items(), reverse=True):
                yield Estimate("missing_share", {"variable": item, "reason": _reason(code)}, times / n, n=n)

    def _means(self) -> Iterator[Estimate]:
        found = self.gaps.moments
        for at, item in enumerate(self.gaps.items):
            of: Of = {"variable": item}
            if isinstance(found, NormalMoments):
                yield Estimate("em_mean", of, float(found.mean[at]), n=found.n)
            else:
                yield Estimate("em_mean", of, None, reason=no_test_reason(found))

    def method(self) -> Method:
        return Method(both("missing_data.items.method"), "NumPy", np.__version__, {"means": "em"})

    def references(self) -> tuple[str, ...]:
        return (DEMPSTER,)

    def present(self, numbers: Gaps, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            said_of_items(self.dataset.codebook, numbers),
            self.estimates(numbers),
            self._table() if any(numbers.times.values()) else None,
            checks=checks,
            cautions=base_cautions(self.n),
        )

    def _table(self) -> Table:
        gaps, found = self.gaps, self.gaps.moments
        codes = sorted({code for reasons in gaps.reasons.values() for code in reasons}, reverse=True)
        rows: list[tuple[Cell, ...]] = []
        for at, item in enumerate(gaps.items):
            by_reason = [gaps.reasons[item].get(code, 0) for code in codes]
            means: list[Cell] = [self.dataset.spread(item).mean]
            means.append(float(found.mean[at]) if isinstance(found, NormalMoments) else None)
            share = gaps.times[item] / gaps.n
            rows.append((item, gaps.n - gaps.times[item], gaps.times[item], share, *by_reason, *means))
        columns = (
            Column(both("analysis.column.item"), Style.ID),
            Column(both("missing_data.column.answered"), Style.COUNT),
            Column(both("missing_data.column.missing"), Style.COUNT),
            Column(both("missing_data.column.share"), Style.PERCENT, 1),
            *(Column(both(f"missing.{_reason(code)}"), Style.COUNT) for code in codes),
            Column(both("missing_data.column.mean"), Style.NUMBER),
            Column(both("missing_data.column.em_mean"), Style.NUMBER),
        )
        note = both("missing_data.items.note")
        lacking = () if isinstance(found, NormalMoments) else (no_test_reason(found),)
        return Table(both("missing_data.items.table"), columns, tuple(rows), (note, *lacking))


@dataclass(frozen=True, eq=False)
class MissingPatterns(GapQuestion):
    """Which answers are missing together, and whether that goes with the answers that were given."""

    @property
    def id(self) -> str:
        return "missing.patterns"

    @property
    def text(self) -> Text:
        return both("missing_data.patterns.question")

    @property
    def _of(self) -> Of:
        return {"variables": self.gaps.items}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("little_chi_squared", self._of)]

    def figures(self, numbers: Gaps) -> Figures:
        return {"pattern_share": self._shares, "little_chi_squared": self._little}

    def _shares(self) -> Iterator[Estimate]:
        for pattern in self.gaps.patterns[:SHOWN]:
            yield Estimate("pattern_share", {"missing": pattern.missing}, pattern.n / self.n, n=pattern.n)

    def _little(self) -> Iterator[Estimate]:
        found, n = self.gaps.little, self.n - self.gaps.silent
        if isinstance(found, LittleTest):
            yield Estimate("little_chi_squared", self._of, found.statistic, df=float(found.df), p=found.p, n=n)
        else:
            yield Estimate("little_chi_squared", self._of, None, n=n, reason=self._no_test())

    def _no_test(self) -> Text:
        found = self.gaps.little
        if isinstance(found, str):
            return no_test_reason(found)
        few = is_small(self.n - self.gaps.silent)
        return both("missing_data.no_test.few" if few else "missing_data.no_test.one_pattern")

    def method(self) -> Method:
        options = {"covariances": "em", "patterns_shown": SHOWN}
        return Method(both("missing_data.patterns.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (LITTLE, RUBIN_MISSING, DEMPSTER)

    def checks(self, numbers: Gaps) -> tuple[AssumptionCheck, ...]:
        return tuple(self._checks(numbers))

    def _checks(self, gaps: Gaps) -> Iterator[AssumptionCheck]:
        if gaps.complete < gaps.n:
            monotone = is_monotone(gaps.patterns)
            case = "met" if monotone else "not_met"
            advice = both(f"missing_data.check.monotone.{case}")
            yield AssumptionCheck(
                both("missing_data.check.monotone"), Verdict.MET if monotone else Verdict.NOT_MET, advice
            )
        by_design = sum(reasons.get(Missing.NOT_ASKED.value, 0) for reasons in gaps.reasons.values())
        if by_design:
            advice = both("missing_data.check.asked.caution", n=count(by_design))
            yield AssumptionCheck(both("missing_data.check.asked"), Verdict.CAUTION, advice)
        if isinstance(gaps.little, LittleTest):
            advice = both("missing_data.check.normal.not_checked")
            yield AssumptionCheck(both("missing_data.check.normal"), Verdict.NOT_CHECKED, advice)

    def present(self, numbers: Gaps, checks: tuple[AssumptionCheck, ...]) -> Finding:
        incomplete = numbers.complete < numbers.n
        full = said_of_patterns(self.dataset.codebook, numbers, self._no_test)
        return self.finding(
            Sentences(title(numbers), full),
            self.estimates(numbers),
            self._table() if incomplete else None,
            self._figure() if incomplete else None,
            checks,
            base_cautions(self.n),
        )

    @property
    def _rest(self) -> tuple[Pattern, ...]:
        return self.gaps.patterns[SHOWN:]

    def _table(self) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for pattern in self.gaps.patterns[:SHOWN]:
            named = same(", ".join(pattern.missing)) if pattern.missing else both("missing_data.complete")
            rows.append((named, len(pattern.missing), pattern.n, pattern.n / self.n))
        if self._rest:
            n = sum(p.n for p in self._rest)
            rows.append((both("missing_data.others", k=count(len(self._rest))), None, n, n / self.n))
        columns = (
            Column(both("missing_data.column.pattern")),
            Column(both("missing_data.column.gaps"), Style.COUNT),
            Column(both("analysis.column.n"), Style.COUNT),
            Column(both("missing_data.column.respondents"), Style.PERCENT, 1),
        )
        return Table(both("missing_data.patterns.table"), columns, tuple(rows))

    def _figure(self) -> Figure:
        gaps = self.gaps
        shown = gaps.patterns[:SHOWN]
        items = [item for item in gaps.items if gaps.times[item]]
        data = {
            "items": [{"label": item, "missing": gaps.times[item]} for item in items],
            "patterns": [{"n": p.n, "missing": [item in p.missing for item in items]} for p in shown],
            "n": gaps.n,
            "others": sum(p.n for p in self._rest),
            "other_patterns": len(self._rest),
        }
        return Figure("missing_pattern", title(gaps), data, base(gaps.n))


def _reason(code: int) -> str:
    return "other_version" if code == OTHER_VERSION else Missing(code).id
