"""Factors that were found: which items load on which, and what they account for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.analysis.analysis import Figures
from surveykit.analysis.factors_before import unsettled
from surveykit.analysis.factors_question import ALL, FactorsQuestion, chi_text, factors_text
from surveykit.analysis.factors_words import LoadingsWords
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import (
    HARMAN_JONES,
    HENDRICKSON,
    HORN,
    JENNRICH_SAMPSON,
    JORESKOG_1977,
    KAISER,
    MUTHEN,
    OLSSON,
)
from surveykit.analysis.statistics.exploration import Exploration
from surveykit.analysis.statistics.factor_extraction import LEAST_UNIQUE
from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.analysis.statistics.factor_rotation import OBLIQUE
from surveykit.analysis.statistics.loading_pattern import LoadingPattern
from surveykit.analysis.words import base, listed, n_text, name_of, semicolons, sentences
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
    Style,
    Table,
    Verdict,
)
from surveykit.core.language import Text, both, same
from surveykit.core.moments import Floats
from surveykit.core.numbers import bounded, count, percent

_MOST_WITH_CONSTRUCT = 5
"""With more factors the column of the constructs gives way to them."""
_NOTABLE = 0.10
"""A correlation that the factors leave unaccounted for by more than this is counted."""
_EXTRACTIONS = {"minres": (HARMAN_JONES,), "ml": (JORESKOG_1977,)}
_ROTATIONS = {"varimax": (KAISER,), "oblimin": (JENNRICH_SAMPSON,), "promax": (HENDRICKSON,), "none": ()}


@dataclass(frozen=True, eq=False)
class FactorLoadings(FactorsQuestion):
    """Which items load on which factor."""

    part = "loadings"
    gives = (
        "pattern_loading",
        "structure_loading",
        "communality",
        "factor_correlation",
        "variance_share",
        "residual_rms",
        "chi_square",
    )

    @property
    def oblique(self) -> bool:
        """Whether the factors may correlate."""
        return self.explored.options.rotation in OBLIQUE and self.explored.number > 1

    @property
    def factors(self) -> tuple[str, ...]:
        """The ids of the factors."""
        return tuple(f"F{at + 1}" for at in range(self.explored.number))

    def wanted(self) -> list[tuple[str, Of]]:
        return [("communality", {"item": name}) for name in self.explored.names] or [("communality", ALL)]

    def further(self) -> Iterator[Caution]:
        e, n, k = self.explored, n_text(self.n), count(self.explored.k)
        if (e.sphericity.p or 0.0) >= limit("NONSIG", "level"):
            yield GATES["NO_CONVERGE"].caution("unrelated", inside=chi_text(e.sphericity), n=n)
        elif e.number < 1:
            yield GATES["FACTOR_NUMBER"].caution("none", n=n, p=k)
        elif e.matrix is None:
            yield GATES["NO_CONVERGE"].caution("polychoric", n=n, p=k)
        elif e.extraction is None:
            yield GATES["NO_CONVERGE"].caution(n=n, p=k)

    def figures(self, numbers: Exploration) -> Figures:
        extracted = numbers.found
        oblique: Figures = {
            "structure_loading": lambda: self._loadings("structure_loading", numbers.rotated.structure),
            "factor_correlation": lambda: [
                Estimate("factor_correlation", {"pair": pair}, r) for pair, r in self._between(numbers)
            ],
        }
        chi = numbers.chi_square
        test: Figures = {} if chi is None else {"chi_square": lambda: [_test(chi)]}
        return {
            "pattern_loading": lambda: self._loadings("pattern_loading", numbers.rotated.pattern),
            **(oblique if self.oblique else {}),
            "communality": lambda: [
                Estimate("communality", {"item": name}, value)
                for name, value in zip(numbers.names, extracted.communalities.tolist(), strict=True)
            ],
            "variance_share": lambda: list(self._shares(numbers)),
            "residual_rms": lambda: [Estimate("residual_rms", ALL, extracted.residual)],
            **test,
        }

    def _loadings(self, name: str, values: Floats) -> list[Estimate]:
        return [
            Estimate(name, {"item": item, "factor": factor}, value)
            for item, row in zip(self.explored.names, values.tolist(), strict=True)
            for factor, value in zip(self.factors, row, strict=True)
        ]

    def _between(self, numbers: Exploration) -> Iterator[tuple[tuple[str, str], float]]:
        """Each pair of factors with its correlation."""
        for b, second in enumerate(self.factors):
            for a, first in enumerate(self.factors[:b]):
                yield (first, second), float(numbers.rotated.correlations[a, b])

    def _shares(self, numbers: Exploration) -> Iterator[Estimate]:
        shares = numbers.rotated.shares.tolist()
        for factor, share in zip(self.factors, shares, strict=True):
            yield Estimate("variance_share", {"factor": factor}, share)
        yield Estimate("variance_share", ALL, sum(shares))

    def checks(self, numbers: Exploration) -> tuple[AssumptionCheck, ...]:
        name, chi = both("factors.check.enough"), numbers.chi_square
        if chi is not None and chi.p is not None:
            case = "met" if chi.p >= limit("NONSIG", "level") else "caution"
            advice = both(f"factors.check.enough.test.{case}", inside=chi_text(chi))
            return (AssumptionCheck(name, Verdict(case), advice, chi.value, chi.p),)
        left = np.abs(numbers.found.r - numbers.found.loadings @ numbers.found.loadings.T)
        above = int((left[np.tril_indices(numbers.k, -1)] > _NOTABLE).sum())
        values = {"k": count(above), "of": count(numbers.k * (numbers.k - 1) / 2), "mark": bounded(_NOTABLE)}
        case = "caution" if above else "met"
        return (AssumptionCheck(name, Verdict(case), both(f"factors.check.enough.{case}", **values)),)

    def method(self) -> Method:
        options = self.explored.options
        parts = [f"factors.method.{options.extraction}", f"factors.method.{options.rotation}"]
        parts.append(f"factors.method.{options.correlation}")
        texts = [both(part, least=bounded(LEAST_UNIQUE, 3)) for part in parts]
        text = sentences(both("factors.method.order"), *texts, both("factors.method.description"))
        asked = options.factors is not None
        used = ("factors", "extraction", "rotation", "correlation", *(() if asked else ("samples",)))
        return self.described(text, *used, seeded=not asked)

    def references(self) -> tuple[str, ...]:
        options = self.explored.options
        found = (*_EXTRACTIONS[options.extraction], *_ROTATIONS[options.rotation])
        number = (HORN,) if options.factors is None else ()
        return (*found, *number, *((MUTHEN, OLSSON) if options.correlation == "polychoric" else ()))

    def present(self, numbers: Exploration, checks: tuple[AssumptionCheck, ...]) -> Finding:
        return self.finding(
            self._words.sentences,
            self.estimates(numbers),
            self._table(numbers),
            self._figure(numbers),
            checks,
            list(self._cautions(numbers)),
        )

    @cached_property
    def pattern(self) -> LoadingPattern:
        """What the loadings say of items and constructs."""
        e = self.explored
        owners = [c.id if c is not None else None for c in e.construct_of]
        shown, salient = (limit("LOADINGS", name) for name in ("shown", "salient"))
        return LoadingPattern(e.rotated.pattern, owners, shown, salient)

    @cached_property
    def _words(self) -> LoadingsWords:
        return LoadingsWords(self.dataset.codebook, self.explored, self.pattern)

    def _cautions(self, numbers: Exploration) -> Iterator[Caution]:
        yield from self.few()
        if at := numbers.found.heywood:
            yield GATES["NO_CONVERGE"].caution("heywood", items=self.items(at))
        suggested = numbers.parallel.components.number
        if numbers.number != suggested:
            yield GATES["FACTOR_NUMBER"].caution(
                "other", k=factors_text(numbers.number), parallel=factors_text(suggested)
            )
        else:
            yield from unsettled(numbers)
        for construct in self.pattern.constructs:
            if against := self.pattern.against(construct):
                name = name_of(self.dataset.codebook, construct)
                yield GATES["NEG_ITEM"].caution("loading", items=self.items(against), name=name)
        if self.pattern.weak or self.pattern.crossing:
            yield GATES["LOADINGS"].caution()

    def _table(self, numbers: Exploration) -> Table:
        with_construct = numbers.number <= _MOST_WITH_CONSTRUCT
        columns = (
            Column(both("analysis.column.item"), Style.ID),
            *(
                (Column(both("analysis.column.wording")), Column(both("analysis.column.construct")))
                if with_construct
                else ()
            ),
            *(Column(same(factor), Style.BOUNDED) for factor in self.factors),
            Column(both("factors.column.communality"), Style.BOUNDED),
            Column(both("factors.column.msa"), Style.BOUNDED),
        )
        shown = limit("LOADINGS", "shown")
        rows: list[tuple[Cell, ...]] = []
        for at, name in enumerate(numbers.names):
            loadings = [float(v) if abs(v) >= shown else None for v in numbers.rotated.pattern[at]]
            owner = (self.dataset.codebook.label(name), self.construct(at)) if with_construct else ()
            shared = float(numbers.found.communalities[at]), numbers.adequacy[1][at]
            rows.append((name, *owner, *loadings, *shared))
        return Table(both("factors.loadings.table"), columns, tuple(rows), tuple(self._notes(numbers)))

    def _notes(self, numbers: Exploration) -> Iterator[Text]:
        yield both("factors.loadings.note", n=n_text(self.n), mark=bounded(limit("LOADINGS", "shown")))
        shares = zip(self.factors, numbers.rotated.shares.tolist(), strict=True)
        each = [both("factors.loadings.part", factor=factor, share=percent(share)) for factor, share in shares]
        yield both(f"factors.loadings.shares.{'one' if len(each) == 1 else 'many'}", names=listed(each))
        if self.oblique:
            pairs = [
                both("factors.loadings.pair", first=first, second=second, r=bounded(r))
                for (first, second), r in self._between(numbers)
            ]
            yield both("factors.loadings.oblique", pairs=semicolons(pairs))
        if self.turned:
            yield self.turned

    def _figure(self, numbers: Exploration) -> Figure:
        def label(at: int) -> Text:
            owner = numbers.construct_of[at]
            name = same(numbers.names[at])
            return name if owner is None else both("factors.loadings.label", item=name, name=owner.label)

        data = {
            "items": [label(at) for at in range(numbers.k)],
            "factors": list(self.factors),
            "loadings": numbers.rotated.pattern.tolist(),
            "shown": limit("LOADINGS", "shown"),
        }
        return Figure("loadings", self._words.title, data, base(self.n))


def _test(chi: ChiSquare) -> Estimate:
    return Estimate("chi_square", ALL, chi.value, statistic=chi.value, df=float(chi.df), p=chi.p)
