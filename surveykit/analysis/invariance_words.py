"""Words and table of measurement invariance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.analysis.confirmatory_question import chi_text
from surveykit.analysis.gates import limit
from surveykit.analysis.statistics.factor_groups import Release, StepFit
from surveykit.analysis.words import beside, listed, n_text, sentences, tied
from surveykit.core.claims import holm
from surveykit.core.finding import Cell, Column, Sentences, Style, Table
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import bounded, count, number

PLACES = 3
MOST_NAMED = 3


def holds(step: StepFit) -> bool:
    """Whether CFI falls by no more than the convention against the step before."""
    change = step.cfi_change
    return change is not None and -change <= limit("NOT_INVARIANT", "change")


def first_failing(steps: Sequence[StepFit]) -> StepFit | None:
    """The first step that does not hold."""
    return next((step for step in steps[1:] if not holds(step)), None)


def notable(step: StepFit) -> list[Release]:
    """The items whose release would help (p after Holm's correction below .05), the largest first."""
    adjusted = holm([one.p for one in step.releases])
    return [one for one, p in zip(step.releases, adjusted, strict=True) if p < limit("NONSIG", "level")]


@dataclass(frozen=True)
class InvarianceWords:
    """What is said of the steps: the variable, the items, the groups with their n, the fits."""

    by: Text
    items: Sequence[Text]
    groups: Sequence[tuple[Text, int]]
    steps: Sequence[StepFit]

    def missed(self) -> Text | None:
        """Customary limits that the model misses with nothing but its pattern in common."""
        first = self.steps[0]
        found = []
        if first.cfi is not None and first.cfi < limit("MODEL_FIT", "fit"):
            found.append("cfi")
        if first.rmsea is not None and first.rmsea[0] > limit("MODEL_FIT", "error"):
            found.append("rmsea")
        if first.fit.srmr > limit("MODEL_FIT", "residual"):
            found.append("srmr")
        return listed([both(f"confirmatory.index.{name}") for name in found]) if found else None

    def _follows(self) -> Text:
        """What may be compared between the groups."""
        failing = first_failing(self.steps)
        return both(f"invariance.follows.{failing.step if failing else 'all'}")

    def sentences(self) -> Sentences:
        """Which step holds, by which convention, and what follows."""
        failing = first_failing(self.steps)
        sizes = [both("analysis.with", name=name, inside=n_text(n)) for name, n in self.groups]
        case = failing.step if failing else "all"
        mark = bounded(limit("NOT_INVARIANT", "change"), PLACES)
        verdict = both(f"invariance.holds.{case}", by=self.by, mark=mark)
        tests = listed([self._tested(step) for step in self.steps[1:]])
        base = both("invariance.groups", names=listed(sizes))
        said = both("invariance.tests", tests=tests)
        short = sentences(verdict, self._follows())
        return Sentences(short, sentences(short, base, said, self._disagree(), self._hint(failing)))

    @staticmethod
    def _tested(step: StepFit) -> Text:
        chi = step.difference
        assert chi is not None
        assert step.cfi_change is not None
        change = beside(step.cfi_change, -limit("NOT_INVARIANT", "change"), places=PLACES)
        inside = both(
            "analysis.inside.2",
            a=tied(both("invariance.stat.cfi_change", value=change)),
            b=both("invariance.stat.delta", chi=chi_text(chi)),
        )
        return both("analysis.with", name=both(f"invariance.step.{step.step}"), inside=inside)

    def _disagree(self) -> Text | None:
        """Where the test rejects what the convention lets pass."""
        steps = [s for s in self.steps[1:] if holds(s) and s.difference and (s.difference.p or 1.0) < 0.05]
        if not steps:
            return None
        return both("invariance.disagree", names=listed([both(f"invariance.step.{s.step}") for s in steps]))

    def _hint(self, failing: StepFit | None) -> Text | None:
        """The items that differ most, where a step fails."""
        found = notable(failing)[:MOST_NAMED] if failing else []
        if failing is None or not found:
            return None
        names = [both("analysis.with", name=self.items[one.item], inside=same(number(one.value, 1))) for one in found]
        return both(f"invariance.hint.{failing.step}", names=listed(names))

    def table(self) -> Table:
        """One row a step."""
        columns = (
            Column(both("invariance.column.step")),
            Column(both("confirmatory.column.chi_square"), Style.NUMBER),
            Column(both("confirmatory.column.df"), Style.COUNT),
            Column(both("confirmatory.index.cfi"), Style.BOUNDED, PLACES),
            Column(both("confirmatory.index.rmsea"), Style.BOUNDED, PLACES),
            Column(both("invariance.column.difference"), Style.NUMBER),
            Column(both("invariance.column.df_difference"), Style.COUNT),
            Column(both("analysis.column.p"), Style.P),
            Column(both("invariance.column.cfi_change"), Style.BOUNDED, PLACES),
            Column(both("invariance.column.rmsea_change"), Style.BOUNDED, PLACES),
        )
        notes = (both("invariance.note", mark=bounded(limit("NOT_INVARIANT", "change"), PLACES)), *self._free())
        return Table(both("invariance.table", by=self.by), columns, tuple(self._rows()), notes)

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        for step in self.steps:
            chi, rise = step.fit.chi_square, step.difference
            yield (
                both(f"invariance.step.{step.step}"),
                chi.value,
                chi.df,
                step.cfi,
                step.rmsea[0] if step.rmsea else None,
                rise.value if rise else None,
                rise.df if rise else None,
                rise.p if rise else None,
                step.cfi_change,
                step.rmsea_change,
            )

    def _free(self) -> Iterator[Text]:
        """Score tests, where items stand out."""
        for step in self.steps[1:]:
            found = notable(step)
            if found:
                names = [
                    both("analysis.with", name=self.items[one.item], inside=same(number(one.value, 1))) for one in found
                ]
                df = count(found[0].df)
                yield both("invariance.released", step=both(f"invariance.step.{step.step}"), names=listed(names), df=df)
