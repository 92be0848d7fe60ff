"""Measurement invariance: whether the items measure the same in several groups of respondents."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Analysis, Figures, Question, analysis
from surveykit.analysis.confirmatory import construct_faults
from surveykit.analysis.confirmatory_checks import points
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.invariance_words import InvarianceWords, first_failing
from surveykit.analysis.references import CHEN, HOLM, HU_BENTLER, JORESKOG, MEREDITH, RHEMTULLA
from surveykit.analysis.statistics.factor_fit import RMSEA_LEVEL
from surveykit.analysis.statistics.factor_groups import StepFit, invariance
from surveykit.analysis.statistics.factor_model import Floats, simple_structure
from surveykit.analysis.statistics.formulas import LEVEL, unvarying
from surveykit.analysis.statistics.likelihood import Sample
from surveykit.analysis.statistics.measurement import Oriented, dependent_items, modelled
from surveykit.analysis.words import all_called, called, listed, n_text, name_of
from surveykit.core.codebook import Codebook, Level
from surveykit.core.dataset import Dataset
from surveykit.core.document import did_you_mean
from surveykit.core.finding import AssumptionCheck, Caution, Estimate, Excluded, Finding, Method, Of
from surveykit.core.language import Text, both, same
from surveykit.core.moments import Moments
from surveykit.core.numbers import count, number


@analysis("invariance")
@dataclass(frozen=True)
class Invariance(Analysis):
    """Measurement invariance across the groups of `by`, a variable with a few categories: the same factor model in
    every group (configural), with equal loadings (metric), and with equal intercepts too (scalar). Answers whether
    relations and means of the constructs can be compared between the groups.

    `by`: the variable. `constructs`: which ones, by id; without it all that have two or more items.

    ```yaml
    - invariance: {by: gender, constructs: [satisfaction, loyalty]}
    ```
    """

    by: str
    constructs: tuple[str, ...] = ()

    def faults(self, codebook: Codebook) -> Iterator[tuple[str, dict[str, object]]]:
        yield from construct_faults(codebook, self.constructs)
        if self.by not in codebook.by_name:
            yield "analysis-unknown-name", {"name": self.by, "hint": did_you_mean(self.by, list(codebook.by_name))}
            return
        own = [item for c in modelled(codebook, self.constructs) for item in c.items]
        if codebook.by_name[self.by].level is Level.TEXT or self.by in own:
            yield "invariance-not-groups", {"name": self.by}

    def questions(self, dataset: Dataset) -> Iterator["GroupComparison"]:
        yield GroupComparison(dataset, Oriented(dataset, modelled(dataset.codebook, self.constructs)), self.by)


@dataclass(frozen=True)
class Group:
    """One group that is large enough: its value of the variable, and the answers of its n members (n x p)."""

    value: float
    rows: Floats


@dataclass(frozen=True, eq=False)
class GroupComparison(Question[tuple[StepFit, ...]]):
    """Whether the items measure the same in the groups."""

    items: Oriented
    by: str

    analysis = "invariance"

    @property
    def id(self) -> str:
        return f"invariance.{self.by}"

    @property
    def text(self) -> Text:
        return both("invariance.question", by=name_of(self.dataset.codebook, self.by))

    @property
    def by_name(self) -> Text:
        """The variable as it reads inside a sentence."""
        return called(self.dataset.codebook, self.by)

    @cached_property
    def _complete(self) -> tuple[Floats, Floats]:
        """The items and the group of every respondent who has all of them."""
        table = self.dataset.complete((*self.items.names, self.by)).reshape(-1, len(self.items.names) + 1)
        return self.items.turn(table[:, :-1]), table[:, -1]

    @property
    def _fewest(self) -> int:
        return max(int(limit("FEW_FOR_FACTORS", "fewest")), len(self.items.names) + 1)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Those with enough respondents, in the order of the codes."""
        rows, codes = self._complete
        values, times = np.unique(codes, return_counts=True)
        large = [float(v) for v, n in zip(values, times, strict=True) if n >= self._fewest]
        return tuple(Group(value, rows[codes == value]) for value in large)

    def group_name(self, group: Group) -> Text:
        """A group by its label in the codebook."""
        labels = self.dataset.variable(self.by).values
        return labels.get(int(group.value)) or same(number(group.value, 0 if group.value.is_integer() else 2))

    @property
    def n(self) -> int:
        if not self.items.constructs:
            return self.dataset.n
        compared = sum(len(group.rows) for group in self.groups)
        return compared if len(self.groups) > 1 else len(self._complete[0])

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        if not self.items.constructs:
            return ()
        found = self.dataset.excluded((*self.items.names, self.by))
        left = len(self._complete[0]) - self.n
        if not left:
            return found
        return (*found, Excluded(both("invariance.excluded.small", fewest=count(self._fewest)), left))

    def of(self, step: str) -> Of:
        """What the estimates of a step are of."""
        return {"step": step, "group": self.by}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("cfi_change", self.of(step)) for step in ("metric", "scalar")]

    def needs(self) -> Iterator[Caution]:
        if self._lack is not None:
            yield self._lack

    @cached_property
    def _lack(self) -> Caution | None:
        if not self.items.constructs:
            return GATES["SINGLE_ITEM"].caution("no_factors")
        p = len(self.items.names)
        if simple_structure(self.items.factor_of).size > p * (p + 1) // 2:
            return GATES["NOT_IDENTIFIED"].caution(p=count(p))
        if len(self.groups) < 2:
            return GATES["FEW_FOR_FACTORS"].caution("groups", needed=count(self._fewest))
        for moments in self._moments:
            if flat := unvarying(moments):
                return GATES["NO_VARIANCE"].caution("factors", items=all_called(self.dataset.codebook, flat))
            if tied := dependent_items(moments):
                return GATES["NO_CONVERGE"].caution("dependent", items=all_called(self.dataset.codebook, tied))
        return self._unsolved

    @property
    def _unsolved(self) -> Caution | None:
        """The first step without a solution."""
        for step in self._steps or ():
            if not (step.fit.optimum.converged and step.fit.determined):
                return GATES["NO_CONVERGE"].caution("step", step=both(f"invariance.step.{step.step}"))
        if self._steps is None:
            return GATES["NO_CONVERGE"].caution("step", step=both("invariance.step.configural"))
        return None

    @cached_property
    def _moments(self) -> list[Moments]:
        return [Moments.of(self.items.names, group.rows) for group in self.groups]

    @cached_property
    def _steps(self) -> tuple[StepFit, ...] | None:
        return invariance([Sample.of(moments) for moments in self._moments], self.items.factor_of)

    def estimate(self) -> tuple[StepFit, ...]:
        assert self._steps is not None
        return self._steps

    def figures(self, numbers: tuple[StepFit, ...]) -> Figures:
        later = numbers[1:]
        return {
            "chi_square": lambda: [self._chi_square(step) for step in numbers],
            "cfi": lambda: [self._plain("cfi", step, step.cfi) for step in numbers],
            "rmsea": lambda: [self._rmsea(step) for step in numbers],
            "srmr": lambda: [self._plain("srmr", step, step.fit.srmr) for step in numbers],
            "chi_square_difference": lambda: [self._difference(step) for step in later],
            "cfi_change": lambda: [self._plain("cfi_change", step, step.cfi_change) for step in later],
            "rmsea_change": lambda: [self._plain("rmsea_change", step, step.rmsea_change) for step in later],
            "release": lambda: [e for step in later for e in self._releases(step)],
        }

    def _plain(self, name: str, step: StepFit, value: float | None) -> Estimate:
        reason = both("confirmatory.reason.by_construction") if value is None else None
        return Estimate(name, self.of(step.step), value, reason=reason)

    def _chi_square(self, step: StepFit) -> Estimate:
        chi = step.fit.chi_square
        of = self.of(step.step)
        return Estimate("chi_square", of, chi.value, statistic=chi.value, df=float(chi.df), p=chi.p)

    def _rmsea(self, step: StepFit) -> Estimate:
        if step.rmsea is None:
            return self._plain("rmsea", step, None)
        return Estimate("rmsea", self.of(step.step), step.rmsea[0], step.rmsea[1], RMSEA_LEVEL)

    def _difference(self, step: StepFit) -> Estimate:
        chi = step.difference
        assert chi is not None
        of = self.of(step.step)
        return Estimate("chi_square_difference", of, chi.value, statistic=chi.value, df=float(chi.df), p=chi.p)

    def _releases(self, step: StepFit) -> Iterator[Estimate]:
        for one in step.releases:
            of = {**self.of(step.step), "item": self.items.names[one.item]}
            yield Estimate("release", of, one.value, statistic=one.value, df=float(one.df), p=one.p)

    def checks(self, numbers: tuple[StepFit, ...]) -> tuple[AssumptionCheck, ...]:
        return (points(self.items.names, self.dataset.codebook),)

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "missing": "listwise",
            "by": self.by,
            "constructs": [c.id for c in self.items.constructs],
        }
        return Method(both("invariance.method"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (CHEN, HOLM, HU_BENTLER, JORESKOG, MEREDITH, RHEMTULLA)

    def present(self, numbers: tuple[StepFit, ...], checks: tuple[AssumptionCheck, ...]) -> Finding:
        sizes = [(self.group_name(group), len(group.rows)) for group in self.groups]
        items = [called(self.dataset.codebook, item) for item in self.items.names]
        words = InvarianceWords(self.by_name, items, sizes, numbers)
        return self.finding(
            words.sentences(),
            self.estimates(numbers),
            words.table(),
            checks=checks,
            cautions=list(self._cautions(numbers, words)),
        )

    def _cautions(self, numbers: tuple[StepFit, ...], words: InvarianceWords) -> Iterator[Caution]:
        enough = limit("FEW_FOR_FACTORS", "enough")
        small = [group for group in self.groups if len(group.rows) < enough]
        if small:
            named = [both("analysis.with", name=self.group_name(g), inside=n_text(len(g.rows))) for g in small]
            yield GATES["FEW_FOR_FACTORS"].caution("group", names=listed(named))
        improper = sorted({at for step in numbers for at in step.fit.negative})
        if improper:
            items = all_called(self.dataset.codebook, [self.items.names[at] for at in improper])
            yield GATES["NO_CONVERGE"].caution("negative", items=items)
        if not all(step.fit.possible for step in numbers):
            yield GATES["NO_CONVERGE"].caution("beyond", pairs=same(""))
        if missed := words.missed():
            yield GATES["MODEL_FIT"].caution(names=missed)
        failing = first_failing(numbers)
        if failing is not None:
            yield GATES["NOT_INVARIANT"].caution(step=both(f"invariance.step.{failing.step}"))
