"""What all questions about the factor model of a study have in common: what they need, and how it is computed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from surveykit.analysis.analysis import Question
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.references import ENDERS, JORESKOG, YUAN_BENTLER
from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.measurement import Measurement
from surveykit.analysis.words import all_called, called, listed, n_text, name_of, p_text, sentences, tied
from surveykit.core.codebook import Construct
from surveykit.core.finding import Caution, Excluded, Method, Of
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count, number

MODEL: Of = {"model": "constructs"}


@dataclass(frozen=True, eq=False)
class FactorQuestion(Question[Measurement]):
    """A question about the factor model; `part` names it in the catalogue. All share one Measurement."""

    measured: Measurement

    analysis = "confirmatory"
    part: ClassVar[str] = ""

    @property
    def id(self) -> str:
        return f"confirmatory.{self.part}"

    @property
    def text(self) -> Text:
        return both(f"confirmatory.{self.part}.question")

    @property
    def constructs(self) -> tuple[Construct, ...]:
        """The factors."""
        return self.measured.items.constructs

    def name(self, construct: int) -> Text:
        """A construct as it reads inside a sentence."""
        return name_of(self.dataset.codebook, self.constructs[construct].id)

    def pair(self, pair: tuple[int, int]) -> tuple[str, str]:
        """The ids of two constructs, sorted."""
        a, b = sorted(self.constructs[at].id for at in pair)
        return a, b

    def pair_name(self, pair: tuple[int, int]) -> Text:
        """Two constructs inside a sentence."""
        return both("confirmatory.pair", first=self.name(pair[0]), second=self.name(pair[1]))

    def item(self, at: int) -> Text:
        """An item inside a sentence."""
        return called(self.dataset.codebook, self.measured.items.names[at])

    @property
    def n(self) -> int:
        return self.measured.n if self.constructs else self.dataset.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        if not self.constructs:
            return ()
        if self.measured.missing == "listwise":
            return self.dataset.excluded(self.measured.items.names)
        left = self.dataset.n - self.n
        return (Excluded(both("confirmatory.excluded.empty"), left),) if left else ()

    def needs(self) -> Iterator[Caution]:
        if self._lack is not None:
            yield self._lack

    @cached_property
    def _lack(self) -> Caution | None:
        if not self.constructs:
            return GATES["SINGLE_ITEM"].caution("no_factors")
        m, n, p = self.measured, n_text(self.n), count(self.measured.p)
        if not m.identified:
            return GATES["NOT_IDENTIFIED"].caution(p=p)
        fewest = max(int(limit("FEW_FOR_FACTORS", "fewest")), m.p + 1)
        if self.n < fewest:
            return GATES["FEW_FOR_FACTORS"].caution("refused", n=n, p=p, needed=count(fewest))
        if m.flat:
            return GATES["NO_VARIANCE"].caution("factors", items=all_called(self.dataset.codebook, m.flat))
        if m.dependent:
            return GATES["NO_CONVERGE"].caution("dependent", items=all_called(self.dataset.codebook, m.dependent))
        if m.fit is None:
            return GATES["NO_CONVERGE"].caution(n=n, p=p)
        if (m.fit.baseline.p or 0.0) >= limit("NONSIG", "level"):
            return GATES["NO_CONVERGE"].caution("unrelated", inside=chi_text(m.fit.baseline), n=n)
        return None

    def estimate(self) -> Measurement:
        return self.measured

    def few(self) -> Iterator[Caution]:
        """Too few respondents for steady figures."""
        if self.n < limit("FEW_FOR_FACTORS", "enough"):
            yield GATES["FEW_FOR_FACTORS"].caution(n=n_text(self.n))

    def negative(self) -> Iterator[Caution]:
        """Negative residual variances."""
        if at := self.measured.sound.negative:
            items = listed([self.item(item) for item in at])
            yield GATES["NO_CONVERGE"].caution("negative", items=items)

    def beyond(self) -> Iterator[Caution]:
        """Factor correlations that cannot be."""
        if not self.measured.sound.possible:
            over = [self.pair_name(pair) for pair, r in self.measured.factor_r.items() if abs(r.value) >= 1]
            pairs = both("confirmatory.beyond", pairs=listed(over)) if over else same("")
            yield GATES["NO_CONVERGE"].caution("beyond", pairs=pairs)

    def method(self) -> Method:
        m = self.measured
        parts = self._described if self.part == "fit" else ["confirmatory.method.same"]
        options = {"level": LEVEL, "estimator": m.estimator, "missing": m.missing}
        return Method(
            sentences(*(both(part) for part in parts), both(f"confirmatory.{self.part}.method")),
            "NumPy",
            np.__version__,
            {**options, "constructs": [c.id for c in self.constructs]},
        )

    @property
    def _described(self) -> list[str]:
        """The messages that say how the model is estimated."""
        m = self.measured
        return ["confirmatory.method", f"confirmatory.method.{m.estimator}", f"confirmatory.method.{m.missing}"]

    def references(self) -> tuple[str, ...]:
        found = [JORESKOG]
        if self.measured.estimator == "mlr":
            found.append(YUAN_BENTLER)
        if self.measured.missing == "fiml":
            found.append(ENDERS)
        return tuple(found)


def chi_text(chi: ChiSquare) -> Text:
    """« χ²(24) = 85.31, p < .001 »."""
    value = tied(both("confirmatory.stat.chi_square", df=count(chi.df), value=number(chi.scaled)))
    return both("analysis.inside.2", a=value, b=p_text(chi.p))


def said(name: str, value: str) -> Text:
    """« CFI = .93 »."""
    return tied(both(f"confirmatory.stat.{name}", value=value))
