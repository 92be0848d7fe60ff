"""A linear model of one outcome: its columns, its fit, and what the data lack for it. Shared by those that fit one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from surveykit.analysis.analysis import Numbers, Question
from surveykit.analysis.design import Design
from surveykit.analysis.gates import GATES, limit
from surveykit.analysis.keying import keying_caution
from surveykit.analysis.overlap import Overlap, overlap_caution, overlaps
from surveykit.analysis.statistics.consistency import below_convention
from surveykit.analysis.statistics.formulas import LEVEL, unvarying
from surveykit.analysis.statistics.influence import Influence
from surveykit.analysis.statistics.least_squares import Coefficient, Errors, LeastSquares, dependent
from surveykit.analysis.supposed import supposed_caution
from surveykit.analysis.words import called, listed, n_text
from surveykit.core.codebook import Construct
from surveykit.core.dataset import Dataset
from surveykit.core.finding import Caution, Estimate, Excluded, Of
from surveykit.core.language import Text
from surveykit.core.numbers import count


@dataclass(frozen=True, eq=False)
class LinearModel:
    """The outcome and predictors of `design`, fitted by least squares. Nothing is computed before it is asked for."""

    design: Design
    errors: Errors = "hc3"

    @property
    def dataset(self) -> Dataset:
        """Where the rows are."""
        return self.design.dataset

    @cached_property
    def fit(self) -> LeastSquares:
        """Two passes over blocks of rows, one with classical errors."""
        return LeastSquares(self.design.names, self.design.blocks, self.errors, self.design.summed)

    @cached_property
    def influence(self) -> Influence:
        """What needs all rows at once."""
        return Influence(self.fit, self.design.rows)

    @property
    def cov_type(self) -> str:
        """The standard errors as a method's options name them."""
        return "HC3" if self.errors == "hc3" else "classical"

    @property
    def n(self) -> int:
        """Respondents with all values."""
        return self.fit.n

    @cached_property
    def excluded(self) -> tuple[Excluded, ...]:
        """Why the others were left out."""
        return self.dataset.excluded(self.design.ids)

    @property
    def outcome(self) -> Text:
        """The outcome inside a sentence."""
        return self.name(self.design.outcome)

    def name(self, id: str) -> Text:
        """A construct or variable inside a sentence."""
        return called(self.dataset.codebook, id)

    def names(self, columns: tuple[int, ...]) -> Text:
        """Terms by their place, listed."""
        return listed([self.design.name(self.design.terms[at]) for at in columns])

    @property
    def fewest(self) -> int:
        """How many respondents it takes to compute the model at all."""
        return self.fit.k + 3

    @property
    def few(self) -> bool:
        """Whether there are too few respondents for coefficients in a sentence."""
        return self.n < max(limit("SMALL_N", "per_predictor") * self.fit.k, limit("SMALL_N", "fewest"))

    def needs(self) -> Iterator[Caution]:
        """What the data lack for the model."""
        if self.n < self.fewest:
            few = {"n": n_text(self.n), "k": count(self.fit.k), "needed": count(self.fewest)}
            yield GATES["SMALL_N"].caution("no_model", outcome=self.outcome, **few)
            return
        if sparse := self.design.sparse:
            names = listed([self.name(id) for id in sparse])
            yield GATES["CELL_LT5"].caution("model", outcome=self.outcome, names=names)
        elif flat := unvarying(self.fit.moments):
            yield GATES["NO_VARIANCE"].caution("model", outcome=self.outcome, names=self._flat(flat))
        elif twins := dependent(self.fit.correlation[1:, 1:]):
            yield GATES["COLLINEAR"].caution("exact", outcome=self.outcome, names=self.names(twins))
        elif self.errors == "hc3" and self.fit.saturated:
            yield GATES["INFLUENCE"].caution("saturated", outcome=self.outcome)
        elif self.fit.perfect:
            yield GATES["NO_VARIANCE"].caution("perfect", outcome=self.outcome)
        elif self.fit.exact:
            yield GATES["NO_VARIANCE"].caution("no_error", outcome=self.outcome)

    def lacks(self) -> Iterator[Caution]:
        """The same, and too few respondents for words: then nothing is given at all."""
        yield from self.needs()
        if self.few:
            yield from self.base()

    def _flat(self, ids: tuple[str, ...]) -> Text:
        """The columns that do not vary, by the names of their predictors."""
        owners = dict.fromkeys([self.design.outcome, *(t.predictor for t in self.design.terms)])
        columns = dict(
            zip(self.design.names, [self.design.outcome, *(t.predictor for t in self.design.terms)], strict=True)
        )
        still = {columns[i] for i in ids}
        return listed([self.name(id) for id in owners if id in still])

    def wanted(self) -> list[tuple[str, Of]]:
        """The estimates of every linear model."""
        each = [self.design.of(t) for t in self.design.terms]
        of: Of = {"outcome": self.design.outcome}
        return [
            *(("coefficient", o) for o in self.design.objects),
            *(("standardised_coefficient", o) for o in each),
            ("r_squared", of),
            ("adjusted_r_squared", of),
            *(("vif", o) for o in each),
        ]

    def coefficients(self) -> Iterator[Estimate]:
        """Intercept and slopes in the units of the data."""
        for of, c in zip(self.design.objects, self.fit.all, strict=True):
            yield estimate("coefficient", of, c, self.fit.df)

    @cached_property
    def low(self) -> list[tuple[Construct, float]]:
        """The constructs of the model with a low alpha."""
        return below_convention(self.dataset, self.design.ids)

    @cached_property
    def close(self) -> list[Overlap]:
        """The constructs that can hardly be told apart."""
        return overlaps(self.dataset, self.design.ids)

    def base(self) -> Iterator[Caution]:
        """Too few respondents for words, or a low base."""
        if self.few:
            values = {"n": n_text(self.n), "k": count(self.fit.k), "outcome": self.outcome}
            yield GATES["SMALL_N"].caution("model", **values)
        elif self.n < limit("LOW_BASE", "enough"):
            yield GATES["LOW_BASE"].caution(n=count(self.n))

    def measurement(self) -> Iterator[Caution]:
        """What follows from how the constructs were measured, and when."""
        yield from keying_caution(self.dataset, self.design.ids)
        yield from supposed_caution(self.dataset, self.design.outcome)
        yield from overlap_caution(self.dataset, self.close)
        for case, low in (
            ("outcome", [c.id for c, _ in self.low if c.id == self.design.outcome]),
            ("predictors", [c.id for c, _ in self.low if c.id != self.design.outcome]),
        ):
            if low:
                yield GATES["LOW_ALPHA"].caution(case, names=listed([self.name(id) for id in low]))
        yield GATES["NONPROB"].caution()


def estimate(name: str, of: Of, c: Coefficient, df: float) -> Estimate:
    """A coefficient as an Estimate."""
    return Estimate(name, of, c.value, c.interval, LEVEL, c.t, float(df), c.p)


@dataclass(frozen=True, eq=False)
class ModelQuestion(Question[Numbers]):
    """A question about one linear model: whom the answer rests on, and what the data lack for it, the model says.

    `part` stands at the end of the Finding's id, where a model has several.
    """

    model: LinearModel

    part: ClassVar[str] = ""

    @property
    def id(self) -> str:
        return ".".join(filter(None, (self.analysis, self.model.design.outcome, self.part)))

    @property
    def n(self) -> int:
        return self.model.n

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.model.excluded

    def needs(self) -> Iterator[Caution]:
        yield from self.model.lacks()
