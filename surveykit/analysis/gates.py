"""The gates: when a sentence may not be said, or only with a caution. Ids and limits here, words in `gates.po`.

The limits are conventions of the field, not laws; the report prints them in its appendix. Each gate has the text
`gates.<id>` (the convention) and at least one `gates.<id>.<case>` (what it means in a Finding).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveykit.core.finding import Caution
from surveykit.core.language import Text, both
from surveykit.core.numbers import bounded, count, percent
from surveykit.core.suppression import SMALLEST


@dataclass(frozen=True)
class Gate:
    """A gate: id and limits. `text` states the convention, `caution` what follows from it in one place."""

    id: str
    limits: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The convention, with its limits."""
        return both(f"gates.{self.id}", **self._shown())

    def caution(self, case: str = "here", **values: object) -> Caution:
        """The caution of a Finding for which this gate closed."""
        return Caution(self.id, both(f"gates.{self.id}.{case}", **self._shown(), **values))

    def _shown(self) -> dict[str, str]:
        return {name: _limit(name, limit) for name, limit in self.limits.items()}


def _limit(name: str, limit: float) -> str:
    if name == "share":
        return percent(limit)
    return count(limit) if limit >= 1 else bounded(limit)


GATES: dict[str, Gate] = {
    gate.id: gate
    for gate in (
        Gate("SMALL_N", {"fewest": 30, "fewest_shares": 10, "per_predictor": 10}),
        Gate("LOW_BASE", {"low": 30, "enough": 50}),
        Gate("CELL_LT5", {"cell": SMALLEST, "fewest": 10}),
        Gate("NO_VARIANCE"),
        Gate("SINGLE_ITEM"),
        Gate("LOW_ALPHA", {"convention": 0.70}),
        Gate("NEG_ITEM"),
        Gate("CEILING", {"share": 0.15}),
        Gate("NONSIG", {"level": 0.05}),
        Gate("MULTI_TEST", {"pairs": 10}),
        Gate("OVERLAP", {"most": 0.85, "corrected": 0.90}),
        Gate("COLLINEAR", {"most": 5}),
        Gate("HETERO", {"level": 0.05}),
        Gate("INFLUENCE"),
        Gate("UNSTABLE", {"level": 0.05}),
        Gate("SEPARATED"),
        Gate("FEW_FOR_FACTORS", {"fewest": 50, "enough": 100}),
        Gate("NOT_IDENTIFIED"),
        Gate("NO_CONVERGE"),
        Gate("MODEL_FIT", {"fit": 0.95, "error": 0.06, "residual": 0.08}),
        Gate("CONVERGENT", {"ave": 0.50, "loading": 0.50}),
        Gate("COMMON_METHOD", {"share": 0.50}),
        Gate("NOT_INVARIANT", {"change": 0.010}),
        Gate("FACTORABILITY", {"kmo": 0.60, "item": 0.50, "per_item": 5}),
        Gate("FACTOR_NUMBER"),
        Gate("LOADINGS", {"shown": 0.30, "salient": 0.40}),
        Gate("IMPUTED", {"share": 0.50, "per_column": 2}),
        Gate("WEIGHTS", {"effect": 2}),
        Gate("HYPOTHETICAL"),
        Gate("SCALE"),
        Gate("NO_BENCHMARK"),
        Gate("EXPLORATORY"),
        Gate("FEW_ATTRIBUTES", {"fewest": 4}),
        Gate("NONPROB"),
        Gate("NOT_ASKED"),
        Gate("UNREAD"),
    )
}


def limit(gate: str, name: str) -> float:
    """A limit of a gate.

    >>> limit("SMALL_N", "fewest")
    30
    """
    return GATES[gate].limits[name]


def base_cautions(n: int) -> tuple[Caution, ...]:
    """SMALL_N or LOW_BASE, if n is small."""
    if n < limit("SMALL_N", "fewest"):
        return (GATES["SMALL_N"].caution(n=count(n)),)
    if n < limit("LOW_BASE", "enough"):
        return (GATES["LOW_BASE"].caution(n=count(n)),)
    return ()


def not_shown(outcome: Text, names: Text, predictors: int) -> Caution:
    """NONSIG of the predictors that are named; the model has so many in all."""
    return GATES["NONSIG"].caution("alone" if predictors == 1 else "here", outcome=outcome, names=names)


def is_small(n: int) -> bool:
    """Whether there are too few for intervals in words."""
    return n < limit("SMALL_N", "fewest")
