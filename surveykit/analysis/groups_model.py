"""One outcome by one variable with a second factor or covariates held: tests of types II and III, adjusted means."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from surveykit.analysis.analysis import Figures, Question
from surveykit.analysis.assumptions import LEVEL_OF_TEST
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.groups_design import GroupDesign, ModelFamily
from surveykit.analysis.groups_words import CORRECTORS, corrected, degrees, size, statistic
from surveykit.analysis.references import FOX, SEARLE, STEIGER
from surveykit.analysis.statistics.factorial import BOTH, FACTOR, GROUP, Factorial, TermTest
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.many_samples import spread_test
from surveykit.analysis.statistics.noncentral import LEVEL_F
from surveykit.analysis.statistics.samples import Statistic
from surveykit.analysis.words import base, called, listed, n_text, name_of, p_text, sentences, stat
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
from surveykit.core.numbers import bounded, count


@dataclass(frozen=True, eq=False)
class GroupModel(Question[Factorial]):
    """Whether the groups differ when a second factor and covariates are held."""

    design: GroupDesign
    family: ModelFamily
    declared: bool

    analysis = "groups"

    @property
    def id(self) -> str:
        return f"groups.{self.design.grouping.by}.{self.design.grouping.outcome}.model"

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return called(self.dataset.codebook, id)

    @property
    def _held(self) -> tuple[str, ...]:
        return (*((self.design.factor,) if self.design.factor else ()), *self.design.covariates)

    def say(self, name: str, **values: object) -> Text:
        """A message of this analysis, which may name the outcome, the variable, and what is held."""
        by, outcome = self.name(self.design.grouping.by), self.name(self.design.grouping.outcome)
        held = listed([self.name(id) for id in self._held])
        return both(f"groups.model.{name}", by=by, outcome=outcome, held=held, n=n_text(self.n), **values)

    @property
    def text(self) -> Text:
        codebook, grouping = self.dataset.codebook, self.design.grouping
        by, outcome = name_of(codebook, grouping.by), name_of(codebook, grouping.outcome)
        held = listed([name_of(codebook, id) for id in self._held])
        return both("groups.model.question", by=by, outcome=outcome, held=held)

    @property
    def n(self) -> int:
        return self.design.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        left = self.dataset.n - self.n
        return (Excluded(both("groups.excluded.model"), left),) if left else ()

    @property
    def of(self) -> dict[str, str]:
        """What the figures are of."""
        return {"outcome": self.design.grouping.outcome, "by": self.design.grouping.by}

    def _term_of(self, term: str) -> Of:
        ids = {GROUP: self.design.grouping.by, FACTOR: self.design.factor or ""}
        id = f"{ids[GROUP]}:{ids[FACTOR]}" if term == BOTH else ids.get(term, term)
        return {**self.of, "term": id}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("type_3_f", self._term_of(GROUP))]

    def needs(self) -> Iterator[Caution]:
        grouping, design = self.design.grouping, self.design
        names = {"outcome": self.name(grouping.outcome), "by": self.name(grouping.by)}
        if grouping.gives_away:
            yield GATES["CELL_LT5"].caution("groups", **names)
        elif not grouping.enough:
            yield GATES["SMALL_N"].caution("groups", **names)
        elif not design.varies:
            yield GATES["NO_VARIANCE"].caution("model", outcome=names["outcome"], names=self.name(design.factor or ""))
        elif design.sparse:
            yield GATES["CELL_LT5"].caution("cells", **names)
        elif design.n <= design.columns:
            few = {"n": n_text(self.n), "k": count(design.columns - 1), "needed": count(design.columns + 1)}
            yield GATES["SMALL_N"].caution("no_model", outcome=names["outcome"], **few)
        elif not design.model.full_rank:
            held = listed([self.name(id) for id in self._held])
            yield GATES["COLLINEAR"].caution("exact", outcome=names["outcome"], names=held)
        elif not design.fitted:
            yield GATES["NO_VARIANCE"].caution("perfect", outcome=names["outcome"])

    def estimate(self) -> Factorial:
        return self.design.model

    def figures(self, numbers: Factorial) -> Figures:
        correction = self.family.correction
        after = {f"{correction}_p": lambda: self._corrected()} if self.family.many else {}
        return {
            "type_3_f": lambda: self._tests(numbers, "type_3_f"),
            "type_2_f": lambda: self._tests(numbers, "type_2_f"),
            **after,
            "partial_eta_squared": lambda: self._sizes(numbers),
            "adjusted_mean": lambda: self._means(numbers),
            "r_squared": lambda: [Estimate("r_squared", self.of, numbers.r_squared, n=self.n)],
        }

    def _tests(self, numbers: Factorial, name: str) -> Iterator[Estimate]:
        for t in numbers.tests:
            f, p = (t.third, t.third_p) if name == "type_3_f" else (t.second, t.second_p)
            df = float(t.df), float(numbers.df)
            yield Estimate(name, self._term_of(t.term), f, None, None, f, df, p, n=self.n)

    def _corrected(self) -> Iterator[Estimate]:
        yield Estimate(f"{self.family.correction}_p", self._term_of(GROUP), self.family.p(self.design), n=self.n)

    def _sizes(self, numbers: Factorial) -> Iterator[Estimate]:
        for t in numbers.tests:
            of = self._term_of(t.term)
            yield Estimate("partial_eta_squared", of, t.partial, t.interval, LEVEL_F, n=self.n)

    def _means(self, numbers: Factorial) -> Iterator[Estimate]:
        sizes = self.design.cells.sum(axis=1).tolist()
        for level, (mean, inside), n in zip(self.design.grouping.levels, numbers.means(), sizes, strict=True):
            yield Estimate("adjusted_mean", {**self.of, "group": level.id}, mean, inside, LEVEL, n=n)

    def checks(self, numbers: Factorial) -> tuple[AssumptionCheck, ...]:
        found = [self._spread()]
        if self.design.covariates:
            found.append(self._parallel(numbers))
        return tuple(found)

    def _spread(self) -> AssumptionCheck:
        name, tested = both("groups.check.spread"), spread_test(self.design.in_cells)
        if tested is None:
            return AssumptionCheck(name, Verdict.NOT_CHECKED, both("groups.check.spread.not_checked"))
        uneven = tested.p < LEVEL_OF_TEST
        case, verdict = ("model", Verdict.CAUTION) if uneven else ("met", Verdict.MET)
        return AssumptionCheck(name, verdict, both(f"groups.check.spread.{case}"), tested.statistic, tested.p)

    def _parallel(self, numbers: Factorial) -> AssumptionCheck:
        name, tested = both("groups.check.parallel"), numbers.parallel()
        if tested is None:
            return AssumptionCheck(name, Verdict.NOT_CHECKED, both("groups.check.parallel.not_checked"))
        differ = tested[2] < LEVEL_OF_TEST
        case, verdict = ("caution", Verdict.CAUTION) if differ else ("met", Verdict.MET)
        return AssumptionCheck(name, verdict, both(f"groups.check.parallel.{case}"), tested[0], tested[2])

    def method(self) -> Method:
        options = {
            "level": LEVEL,
            "correction": self.family.correction,
            "held": list(self._held),
            "missing": "listwise",
        }
        return Method(both("groups.method.model"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        return (FOX, SEARLE, STEIGER, *(CORRECTORS[self.family.correction] if self.family.many else ()))

    @property
    def _differs(self) -> bool:
        return self.family.p(self.design) < limit("NONSIG", "level")

    def present(self, numbers: Factorial, checks: tuple[AssumptionCheck, ...]) -> Finding:
        group = numbers.tests[0]
        correction = self.family.correction if self.family.many else "none"
        inside = both("analysis.inside.2", a=_f(group, numbers.df), b=corrected(self.family.p(self.design), correction))
        if self._differs:
            inside = both("analysis.inside.2", a=inside, b=size("partial", group.partial, group.interval))
        lead = self.say("settled" if self._differs else "open", inside=inside)
        full = sentences(lead, self._crossed(numbers))
        cautions = [] if self.declared else [GATES["EXPLORATORY"].caution()]
        estimates = self.estimates(numbers)
        return self.finding(
            Sentences(lead, full), estimates, self._table(numbers), self._figure(numbers), checks, cautions
        )

    def _crossed(self, numbers: Factorial) -> Text | None:
        """Whether the differences between the groups depend on the second factor."""
        found = next((t for t in numbers.tests if t.term == BOTH), None)
        if found is None:
            return None
        inside = both("analysis.inside.2", a=_f(found, numbers.df), b=p_text(found.third_p))
        case = "crossed" if found.third_p < limit("NONSIG", "level") else "not_crossed"
        return self.say(case, factor=self.name(self.design.factor or ""), inside=inside)

    def _term(self, term: str) -> Text:
        codebook, factor_id = self.dataset.codebook, self.design.factor
        by, factor = codebook.label(self.design.grouping.by), codebook.label(factor_id) if factor_id else same("")
        named = {GROUP: by, FACTOR: factor, BOTH: both("groups.model.times", first=by, second=factor)}
        return named[term] if term in named else codebook.label(term)

    def _table(self, numbers: Factorial) -> Table:
        columns = (
            Column(both("groups.column.term")),
            Column(both("groups.column.df")),
            Column(both("groups.column.f3"), Style.NUMBER),
            Column(both("groups.column.p3"), Style.P),
            Column(both("groups.column.partial"), Style.BOUNDED),
            Column(both("groups.column.partial_ci"), Style.BOUNDED),
            Column(both("groups.column.f2"), Style.NUMBER),
            Column(both("groups.column.p2"), Style.P),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                self._term(t.term),
                same(degrees((t.df, numbers.df))),
                t.third,
                t.third_p,
                t.partial,
                t.interval,
                t.second,
                t.second_p,
            )
            for t in numbers.tests
        ]
        r_squared = stat("r_squared", value=bounded(numbers.r_squared))
        return Table(self.say("table"), columns, tuple(rows), (self.say("note", r_squared=r_squared),))

    def _figure(self, numbers: Factorial) -> Figure:
        sizes = self.design.cells.sum(axis=1).tolist()
        rows = [
            {"id": level.id, "label": level.label, "value": mean, "interval": inside, "note": n_text(n)}
            for level, (mean, inside), n in zip(self.design.grouping.levels, numbers.means(), sizes, strict=True)
        ]
        title = self.say("title.settled" if self._differs else "title.open")
        return Figure("intervals", title, {"rows": rows, "axis": self.say("axis")}, base(self.n))


def _f(found: TermTest, df: int) -> Text:
    return statistic("f", Statistic(found.third, (float(found.df), float(df)), found.third_p))
