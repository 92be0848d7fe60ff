"""What goes before factors: whether the items share enough for them, and how many there may be."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.analysis.analysis import Figures
from surveykit.analysis.factors_question import ALL, FactorsQuestion, chi_text, factors_text
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import BARTLETT, GLORFELD, HORN, KAISER_RICE, RHEMTULLA, VELICER, VELICER_REVISED
from surveykit.analysis.statistics.exploration import Exploration
from surveykit.analysis.statistics.factor_number import QUANTILE, Reference
from surveykit.analysis.words import base, beside, n_text, sentences, tied
from surveykit.core.codebook import Codebook
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Figure,
    Finding,
    Method,
    Of,
    Sentences,
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, percent

FEWEST_POINTS = 5
"""Answers on fewer points are too coarse to be treated as continuous (Rhemtulla et al., 2012)."""
_ROWS, _FURTHER = 8, 3


@dataclass(frozen=True, eq=False)
class Suitability(FactorsQuestion):
    """Whether the items share enough for a factor analysis."""

    part = "suitability"
    gives = ("kmo", "item_msa", "bartlett_chi_square")

    def wanted(self) -> list[tuple[str, Of]]:
        return [(name, ALL) for name in ("kmo", "bartlett_chi_square")]

    def figures(self, numbers: Exploration) -> Figures:
        chi = numbers.sphericity
        return {
            "kmo": lambda: [_adequacy("kmo", ALL, numbers.adequacy[0])],
            "item_msa": lambda: [
                _adequacy("item_msa", {"item": name}, value)
                for name, value in zip(numbers.names, numbers.adequacy[1], strict=True)
            ],
            "bartlett_chi_square": lambda: [
                Estimate("bartlett_chi_square", ALL, chi.value, statistic=chi.value, df=float(chi.df), p=chi.p)
            ],
        }

    def checks(self, numbers: Exploration) -> tuple[AssumptionCheck, ...]:
        return (points(numbers, self.dataset.codebook),)

    def method(self) -> Method:
        return self.described(both("factors.suitability.method"))

    def references(self) -> tuple[str, ...]:
        return (BARTLETT, KAISER_RICE, RHEMTULLA)

    def present(self, numbers: Exploration, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            checks=checks,
            cautions=list(self._cautions(numbers)),
        )

    def _low(self, numbers: Exploration) -> list[int]:
        """Items that share little with the others."""
        least = limit("FACTORABILITY", "item")
        return [at for at, value in enumerate(numbers.adequacy[1]) if value is None or value < least]

    def _sentences(self, numbers: Exploration) -> Sentences:
        chi, kmo = numbers.sphericity, numbers.adequacy[0] or 0.0
        least = limit("FACTORABILITY", "kmo")
        case = "related" if (chi.p or 0.0) < limit("NONSIG", "level") else "open"
        test = both(f"factors.suitability.{case}", inside=chi_text(chi), p=count(numbers.k), n=n_text(self.n))
        value = tied(both("factors.stat.kmo", value=beside(kmo, least)))
        shared = both(f"factors.suitability.{'enough' if kmo >= least else 'little'}", kmo=value, least=bounded(least))
        low = self._low(numbers)
        mark = bounded(limit("FACTORABILITY", "item"))
        items = both("factors.suitability.items", items=self.items(low), mark=mark) if low else None
        return Sentences(sentences(shared, test), sentences(shared, test, items))

    def _cautions(self, numbers: Exploration) -> Iterator[Caution]:
        yield from self.few()
        if (numbers.adequacy[0] or 0.0) < limit("FACTORABILITY", "kmo"):
            yield GATES["FACTORABILITY"].caution("little")

    def _table(self, numbers: Exploration) -> Table:
        columns = (
            Column(both("analysis.column.construct")),
            Column(both("analysis.column.items"), Style.COUNT),
            Column(both("factors.column.lowest_msa"), Style.BOUNDED),
            Column(both("factors.column.lowest_item"), Style.ID),
        )
        notes = [both("factors.suitability.note", n=n_text(self.n)), self.turned]
        rows = tuple(self._rows(numbers))
        return Table(both("factors.suitability.table"), columns, rows, tuple(note for note in notes if note))

    def _rows(self, numbers: Exploration) -> Iterator[tuple[Cell, ...]]:
        """For each construct the item that shares least with all others."""
        owners = [c.id if c is not None else None for c in numbers.construct_of]
        for owner in dict.fromkeys(owners):
            places = [at for at, each in enumerate(owners) if each == owner]
            value, at = min((numbers.adequacy[1][at] or 0.0, at) for at in places)
            label = self.construct(places[0]) if owner is not None else both("factors.suitability.further")
            yield label, len(places), value, numbers.names[at]


def _adequacy(name: str, of: Of, value: float | None) -> Estimate:
    return Estimate(name, of, value, reason=both("factors.reason.unrelated") if value is None else None)


def points(explored: Exploration, codebook: Codebook) -> AssumptionCheck:
    """Whether the scales have points enough for what is done with them."""
    name = both("factors.check.points")
    coarse = [at for at, item in enumerate(explored.names) if _points(codebook, item) < FEWEST_POINTS]
    if not coarse:
        return AssumptionCheck(name, Verdict.MET, both("factors.check.points.met"))
    case = "allowed" if explored.options.correlation == "polychoric" else "caution"
    return AssumptionCheck(name, Verdict.CAUTION, both(f"factors.check.points.{case}", k=count(len(coarse))))


def _points(codebook: Codebook, item: str) -> float:
    low, high = codebook.by_name[item].minimum, codebook.by_name[item].maximum
    return float("inf") if low is None or high is None else high - low + 1


@dataclass(frozen=True, eq=False)
class FactorNumber(FactorsQuestion):
    """How many factors the answers speak for."""

    part = "number"
    gives = (
        "factors_suggested",
        "eigenvalue",
        "parallel_eigenvalue",
        "average_partial",
    )

    def wanted(self) -> list[tuple[str, Of]]:
        return [("factors_suggested", {**ALL, "method": method}) for method in ("parallel", "map")]

    def figures(self, numbers: Exploration) -> Figures:
        return {
            "factors_suggested": lambda: list(_suggested(numbers)),
            "eigenvalue": lambda: list(_eigenvalues(numbers, "eigenvalue")),
            "parallel_eigenvalue": lambda: list(_eigenvalues(numbers, "parallel_eigenvalue")),
            "average_partial": lambda: list(_partials(numbers)),
        }

    def method(self) -> Method:
        text = both("factors.number.method", samples=count(self.explored.options.samples), share=percent(QUANTILE))
        return self.described(text, "samples", seeded=True)

    def references(self) -> tuple[str, ...]:
        return (GLORFELD, HORN, VELICER, VELICER_REVISED)

    def present(self, numbers: Exploration, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._sentences(numbers),
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            checks,
            [*self.few(), *unsettled(numbers)],
        )

    def _sentences(self, numbers: Exploration) -> Sentences:
        found, p = numbers.parallel.components, numbers.partials
        case = {0: "none", 1: "one"}.get(found.number, "many")
        values = {"samples": count(numbers.options.samples), "share": percent(QUANTILE), "n": n_text(self.n)}
        lead = both(f"factors.number.{case}", k=count(found.number), p=count(numbers.k), **values)
        if p.number == p.number_revised == found.number:
            partial = both("factors.number.agree")
        elif p.number == p.number_revised:
            partial = both("factors.number.differ", k=factors_text(p.number))
        else:
            revised = factors_text(p.number_revised)
            partial = both("factors.number.two", k=factors_text(p.number), revised=revised)
        return Sentences(sentences(lead, partial), sentences(lead, partial, self._variants(numbers)))

    @staticmethod
    def _variants(numbers: Exploration) -> Text:
        mean, common = numbers.parallel.components.number_by_mean, numbers.parallel.common.number
        return both("factors.number.variants", mean=factors_text(mean), common=factors_text(common))

    def _table(self, numbers: Exploration) -> Table:
        found, p = numbers.parallel.components, numbers.partials
        most = max(found.number, p.number, p.number_revised, numbers.parallel.common.number)
        last = min(max(_ROWS, most + _FURTHER), numbers.k)
        columns = (
            Column(both("factors.column.components"), Style.COUNT),
            Column(both("factors.column.eigenvalue"), Style.NUMBER),
            Column(both("factors.column.random", share=percent(QUANTILE)), Style.NUMBER),
            Column(both("factors.column.random_mean"), Style.NUMBER),
            Column(both("factors.column.map"), Style.BOUNDED, 4),
            Column(both("factors.column.map_revised"), Style.BOUNDED, 5),
        )
        rows = tuple(_row(numbers, at) for at in range(last + 1))
        notes = [both("factors.number.note", n=n_text(self.n), p=count(numbers.k))]
        if last < numbers.k:
            notes.append(both("factors.number.rest", k=count(last)))
        return Table(both("factors.number.table"), columns, rows, tuple(notes))

    def _figure(self, numbers: Exploration) -> Figure:
        found = numbers.parallel.components
        data = {
            "eigenvalues": found.observed.tolist(),
            "random": found.quantile.tolist(),
            "above": found.number,
            "share": QUANTILE,
        }
        case = {0: "none", 1: "one"}.get(found.number, "many")
        title = both(f"factors.number.title.{case}", k=count(found.number))
        return Figure("scree", title, data, base(self.n))


def unsettled(numbers: Exploration) -> Iterator[Caution]:
    """A caution where the ways to find the number of factors differ."""
    k, p = numbers.parallel.components.number, numbers.partials
    if not k == p.number == p.number_revised:
        by_partials, revised = factors_text(p.number), factors_text(p.number_revised)
        yield GATES["FACTOR_NUMBER"].caution(parallel=factors_text(k), map=by_partials, revised=revised)


def _row(numbers: Exploration, at: int) -> tuple[Cell, ...]:
    found, p = numbers.parallel.components, numbers.partials
    eigen: tuple[Cell, ...] = (None, None, None)
    if at > 0:
        eigen = tuple(float(each[at - 1]) for each in (found.observed, found.quantile, found.mean))
    partial: tuple[Cell, ...] = (None, None)
    if at < len(p.squared):
        partial = float(p.squared[at]), float(p.fourth[at])
    return (at, *eigen, *partial)


def _suggested(numbers: Exploration) -> Iterator[Estimate]:
    """The number by each way to find it."""
    parallel, partials = numbers.parallel, numbers.partials
    for method, found in (
        ("parallel", parallel.components.number),
        ("parallel_mean", parallel.components.number_by_mean),
        ("parallel_common", parallel.common.number),
        ("map", partials.number),
        ("map_revised", partials.number_revised),
    ):
        yield Estimate("factors_suggested", {**ALL, "method": method}, float(found))


def _eigenvalues(numbers: Exploration, name: str) -> Iterator[Estimate]:
    """Of components and of common factors, each with its place from 1 on; random ones as quantile and as mean."""
    kinds: dict[str, Reference] = {"components": numbers.parallel.components, "common": numbers.parallel.common}
    for method, found in kinds.items():
        for at in range(numbers.k):
            of = {"method": method, "component": count(at + 1)}
            if name == "eigenvalue":
                yield Estimate(name, of, float(found.observed[at]))
            else:
                yield Estimate(name, {**of, "statistic": "quantile"}, float(found.quantile[at]))
                yield Estimate(name, {**of, "statistic": "mean"}, float(found.mean[at]))


def _partials(numbers: Exploration) -> Iterator[Estimate]:
    for method, values in (("squared", numbers.partials.squared), ("fourth", numbers.partials.fourth)):
        for at, value in enumerate(values.tolist()):
            yield Estimate("average_partial", {"method": method, "component": count(at)}, value)
