"""What all questions about factors to be found have in common: what they need, and how items and factors are named."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from surveykit.analysis.analysis import Question
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.statistics.exploration import FEWEST_ITEMS, Exploration
from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.analysis.words import all_called, listed, n_text, p_text, tied
from surveykit.core.finding import Caution, Excluded, Finding, Method, Of, Sentences
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count, number

ALL: Of = {"model": "exploratory"}


@dataclass(frozen=True, eq=False)
class FactorsQuestion(Question[Exploration]):
    """A question about factors; `part` names it in the catalogue. All share one Exploration."""

    explored: Exploration

    analysis = "factors"
    part: ClassVar[str] = ""
    gives: ClassVar[tuple[str, ...]] = ()
    """The estimates it can give."""

    @property
    def id(self) -> str:
        return f"factors.{self.part}"

    @property
    def text(self) -> Text:
        return both(f"factors.{self.part}.question")

    @property
    def n(self) -> int:
        return self.explored.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.dataset.excluded(self.explored.names) if self.n < self.dataset.n else ()

    def answer(self, only: Collection[str] = ()) -> Finding:
        """As every question, but where none of its estimates is asked for it does not even look at its needs."""
        if only and not set(only) & set(self.gives):
            return self.finding(Sentences(self.text, self.text), ())
        return super().answer(only)

    def names(self) -> Collection[str]:
        return self.gives

    def wanted(self) -> list[tuple[str, Of]]:
        return [(self.gives[0], ALL)]

    def needs(self) -> Iterator[Caution]:
        e, n, k = self.explored, n_text(self.n), count(self.explored.k)
        fewest = max(int(limit("FEW_FOR_FACTORS", "fewest")), e.k + 1)
        if e.k < FEWEST_ITEMS:
            yield GATES["NOT_IDENTIFIED"].caution("exploratory", p=k, fewest=count(FEWEST_ITEMS))
        elif self.n < fewest:
            yield GATES["FEW_FOR_FACTORS"].caution("refused", n=n, p=k, needed=count(fewest))
        elif e.flat:
            yield GATES["NO_VARIANCE"].caution("factors", items=all_called(self.dataset.codebook, e.flat))
        elif e.dependent:
            yield GATES["NO_CONVERGE"].caution("dependent", items=all_called(self.dataset.codebook, e.dependent))
        else:
            yield from self.further()

    def further(self) -> Iterator[Caution]:
        """What this question needs besides."""
        yield from ()

    def estimate(self) -> Exploration:
        return self.explored

    def few(self) -> Iterator[Caution]:
        """Few respondents, or few for so many items."""
        least = limit("FACTORABILITY", "per_item")
        if self.n < limit("FEW_FOR_FACTORS", "enough"):
            yield GATES["FEW_FOR_FACTORS"].caution(n=n_text(self.n))
        if self.n < least * self.explored.k:
            ratio = number(self.n / self.explored.k, 1)
            yield GATES["FACTORABILITY"].caution("ratio", n=n_text(self.n), p=count(self.explored.k), ratio=ratio)

    def construct(self, item: int) -> Text:
        """The label of an item's construct."""
        found = self.explored.construct_of[item]
        return found.label if found is not None else same("")

    def items(self, places: Sequence[int]) -> Text:
        """Items inside a sentence."""
        return all_called(self.dataset.codebook, [self.explored.names[at] for at in places])

    @cached_property
    def turned(self) -> Text | None:
        """A note on the items that were reversed."""
        at = np.flatnonzero(self.explored.sign < 0).tolist()
        return both("factors.reversed", names=listed([same(self.explored.names[item]) for item in at])) if at else None

    def described(self, text: Text, *used: str, seeded: bool = False) -> Method:
        """The method, with those of the plan's options that bear on it."""
        options = self.explored.options
        chosen = {name: getattr(options, name) for name in used}
        shown = {"missing": "listwise", **chosen, "items": list(self.explored.names)}
        return Method(text, "NumPy", np.__version__, shown, options.seed if seeded else None)


def factors_text(k: int) -> Text:
    """« no factor », « one factor », « 3 factors »."""
    case = {0: "none", 1: "one"}.get(k, "many")
    return tied(both(f"factors.count.{case}", k=count(k)))


def chi_text(chi: ChiSquare) -> Text:
    """« χ²(24) = 85.31, p < .001 »."""
    value = tied(both("factors.stat.chi_square", df=count(chi.df), value=number(chi.value)))
    return both("analysis.inside.2", a=value, b=p_text(chi.p))
