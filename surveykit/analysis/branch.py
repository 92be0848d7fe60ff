"""One branch beside the whole and all the others: the scores of its people, of all, and of everybody else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy
from numpy.typing import NDArray

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.construct_spreads import scale_of
from surveykit.analysis.crossing import Category, categories
from surveykit.analysis.disclosure import unnamed
from surveykit.analysis.gates import GATES, is_small, limit
from surveykit.analysis.measure import group_faults
from surveykit.analysis.references import HOLM, WELCH
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.samples import Samples
from surveykit.analysis.statistics.two_samples import Difference, welch_t
from surveykit.analysis.words import called, ci, listed, name_of, quoted, sentences
from surveykit.core.claims import holm, least
from surveykit.core.codebook import Codebook, Variable
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
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import count, number

OTHERS, WHOLE = "others", "all"


@analysis("branch")
@dataclass(frozen=True)
class Branch(Analysis):
    """The mean scores of one group, such as a branch, beside those of the whole, and of all other respondents.

    `by` is a variable with categories and `level` the option that is the branch; `constructs` (by default all that are
    scored) are compared by Welch's t test, p corrected for their number (Holm). A report for each branch (`--by`) asks
    for it by itself.

    ```yaml
    - branch: {by: area, level: city}
    ```
    """

    by: str
    level: str
    constructs: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        yield from group_faults(codebook, self.by)
        variable = codebook.by_name.get(self.by)
        known = [level.id for level in _levels(variable)] if variable else []
        if known and self.level not in known:
            yield "analysis-unknown-level", {"name": self.level, "by": self.by, "known": tuple(known)}
        for id in dict.fromkeys(self.constructs):
            if id not in codebook.construct_by_id:
                yield "analysis-unknown-name", {"name": id, "hint": did_you_mean(id, codebook.construct_by_id)}

    def questions(self, dataset: Dataset) -> Iterator["BranchQuestion"]:
        constructs = self.constructs or tuple(c.id for c in dataset.codebook.constructs)
        yield BranchQuestion(dataset, self.by, self.level, tuple(dict.fromkeys(constructs)))


@dataclass(frozen=True, eq=False)
class Beside:
    """One construct in the branch and elsewhere: how many on either side, and what can be said of them.

    `samples` are the branch, the others, and all of them together: none where a side is small. There is no difference
    where nothing varies. `p` is corrected.
    """

    construct: str
    n: tuple[int, int]
    samples: Samples | None = None
    difference: Difference | None = None
    p: float | None = None

    @property
    def clear(self) -> bool:
        """Whether the data show a difference: by the corrected p and by the interval."""
        if self.difference is None or self.p is None:
            return False
        low, high = self.difference.interval
        return self.p < limit("NONSIG", "level") and not low <= 0 <= high


@dataclass(frozen=True, eq=False)
class BranchQuestion(Question[tuple[Beside, ...]]):
    """How a branch's scores stand beside those of all others."""

    by: str
    level: str
    constructs: tuple[str, ...]

    analysis = "branch"

    @property
    def id(self) -> str:
        return f"branch.{self.by}.{self.level}"

    @cached_property
    def _category(self) -> Category:
        return next(level for level in _levels(self.dataset.variable(self.by)) if level.id == self.level)

    @cached_property
    def _inside(self) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = self.dataset.numbers(self.by) == self._category.code
        return inside

    @cached_property
    def _outside(self) -> NDArray[np.bool_]:
        """Those in the other groups that are large enough: of small ones nothing could then be worked out."""
        column = self.dataset.numbers(self.by)
        large = [code for code, n in self.dataset.counts(self.by).items() if not is_small(n)]
        outside: NDArray[np.bool_] = np.isin(column, large) & ~self._inside
        return outside

    @property
    def n(self) -> int:
        return int(self._inside.sum() + self._outside.sum())

    def _said(self, name: str, **values: object) -> Text:
        branch, by = quoted(self._category.label), called(self.dataset.codebook, self.by)
        return both(f"branch.{name}", branch=branch, by=by, **values)

    @property
    def text(self) -> Text:
        return self._said("question")

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        missing = self.dataset.excluded((self.by,))
        left = self.dataset.n - self.n
        if left > sum(reason.n for reason in missing):
            return (Excluded(both("branch.excluded"), left),)
        return unnamed(missing) if self.by in self.dataset.questionnaire.background else missing

    def wanted(self) -> list[tuple[str, Of]]:
        return [("mean_difference", self._of(id)) for id in self.constructs]

    def _of(self, construct: str) -> dict[str, str | tuple[str, ...]]:
        return {"outcome": construct, "by": self.by, "pair": (self.level, OTHERS)}

    def needs(self) -> Iterator[Caution]:
        if is_small(int(self._inside.sum())) or is_small(int(self._outside.sum())):
            yield GATES["SMALL_N"].caution("branch", branch=quoted(self._category.label))

    def estimate(self) -> tuple[Beside, ...]:
        found = [self._beside(id) for id in self.constructs]
        tested = {b.construct: b.difference.test.p for b in found if b.difference is not None}
        ps = dict(zip(tested, holm(list(tested.values())), strict=True))
        return tuple(replace(b, p=ps.get(b.construct)) for b in found)

    def _beside(self, construct: str) -> Beside:
        scores = self.dataset.numbers(construct)
        there = ~np.isnan(scores)
        sides = scores[there & self._inside], scores[there & self._outside]
        n = (len(sides[0]), len(sides[1]))
        if any(map(is_small, n)):
            return Beside(construct, n)
        compared = Samples.of(sides)
        difference = welch_t(compared) if compared.within > 0 else None
        return Beside(construct, n, Samples.of((*sides, np.concatenate(sides))), difference)

    def figures(self, numbers: tuple[Beside, ...]) -> Figures:
        return {
            "mean": lambda: [e for beside in numbers for e in self._means(beside)],
            "mean_difference": lambda: [self._difference(beside) for beside in numbers],
        }

    def _means(self, beside: Beside) -> Iterator[Estimate]:
        for at, (group, n) in enumerate(zip((self.level, OTHERS, WHOLE), (*beside.n, sum(beside.n)), strict=True)):
            of: Of = {"outcome": beside.construct, "by": self.by, "group": group}
            if beside.samples is None:
                yield Estimate("mean", of, None, n=n, reason=both("branch.few"))
            else:
                value, inside = float(beside.samples.mean[at]), beside.samples.interval(at)
                yield Estimate("mean", of, value, inside, LEVEL if inside else None, n=n)

    def _difference(self, beside: Beside) -> Estimate:
        found, of = beside.difference, self._of(beside.construct)
        if found is None:
            reason = both("branch.few" if beside.samples is None else "branch.flat")
            return Estimate("mean_difference", of, None, reason=reason)
        t = found.test
        value, inside, n = found.value, found.interval, sum(beside.n)
        return Estimate("mean_difference", of, value, inside, LEVEL, t.statistic, t.df, beside.p, n=n)

    def present(self, numbers: tuple[Beside, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        told = [(b, b.difference) for b in numbers if b.difference is not None and b.clear]
        others = [
            name_of(self.dataset.codebook, b.construct) for b in numbers if b.difference is not None and not b.clear
        ]
        higher = [self._named(b.construct, found) for b, found in told if found.value > 0]
        lower = [self._named(b.construct, found) for b, found in told if found.value < 0]
        shown = [
            self._said(name, names=listed(names)) for name, names in (("higher", higher), ("lower", lower)) if names
        ]
        rest = [self._said("open", names=listed(others))] if others else []
        return self.finding(
            Sentences(sentences(*(shown or rest)), sentences(*shown, *rest, both("branch.not_why"))),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            headline=bool(told),
            claim=least([b.difference.test.p for b in numbers if b.difference is not None]),
        )

    def _named(self, construct: str, found: Difference) -> Text:
        name = name_of(self.dataset.codebook, construct)
        return both("branch.by", name=name, value=number(found.value), inside=ci(found.interval))

    def _table(self, numbers: tuple[Beside, ...]) -> Table:
        columns = (
            Column(both("branch.column.construct")),
            Column(both("branch.column.n", branch=self._category.label), Style.COUNT),
            Column(both("branch.column.mean", branch=self._category.label), Style.NUMBER),
            Column(both("branch.column.n", branch=both("branch.others")), Style.COUNT),
            Column(both("branch.column.mean", branch=both("branch.others")), Style.NUMBER),
            Column(both("branch.column.mean", branch=both("branch.whole")), Style.NUMBER),
            Column(both("branch.column.difference"), Style.NUMBER),
            Column(both("branch.column.interval"), Style.NUMBER),
            Column(both("branch.column.p"), Style.P),
        )
        return Table(self._said("table"), columns, tuple(map(self._row, numbers)), (both("branch.note"),))

    def _row(self, beside: Beside) -> tuple[Cell, ...]:
        label, found = self.dataset.codebook.label(beside.construct), beside.difference
        first, second, whole = beside.samples.mean.tolist() if beside.samples is not None else (None, None, None)
        tested = (found.value, found.interval, beside.p) if found else (None, None, None)
        return (label, beside.n[0], first, beside.n[1], second, whole, *tested)

    def _figure(self, numbers: tuple[Beside, ...]) -> Figure | None:
        shown = [(b, b.samples, b.difference) for b in numbers if b.samples is not None and b.difference is not None]
        constructs = self.dataset.codebook.construct_by_id
        scales = {scale_of(self.dataset, constructs[b.construct]) for b, _, _ in shown}
        if len(scales) != 1 or None in scales:
            return None
        rows = [
            {
                "label": constructs[b.construct].label,
                "first": float(samples.mean[1]),
                "second": float(samples.mean[0]),
                "gap": found.value,
                "interval": found.interval,
                "hollow": not b.clear,
            }
            for b, samples, found in shown
        ]
        data = {
            "rows": rows,
            "first": both("branch.others"),
            "second": self._category.label,
            "gap": both("branch.column.difference"),
            "axis": both("branch.axis"),
            "range": scales.pop(),
        }
        return Figure("dumbbells", self._said("figure"), data, self._base)

    @property
    def _base(self) -> Text:
        return self._said("base", n=count(int(self._inside.sum())), others=count(int(self._outside.sum())))

    def method(self) -> Method:
        return Method(both("branch.method"), "SciPy", scipy.__version__, {"level": LEVEL, "correction": "holm"})

    def references(self) -> tuple[str, ...]:
        return (WELCH, HOLM)


def _levels(variable: Variable) -> tuple[Category, ...]:
    """All that a variable can be; of a scale also the points without words."""
    codes = {float(code) for code in variable.values}
    if variable.minimum is not None and variable.maximum is not None and not variable.stored:
        codes |= {float(code) for code in range(int(variable.minimum), int(variable.maximum) + 1)}
    return categories(variable, sorted(codes))
