"""Moderation: whether the relation of a predictor with an outcome differs with a third variable, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from surveykit.analysis.analysis import Analysis, Figures, analysis
from surveykit.analysis.design import Design, Fault, Term, is_nominal, outcome_faults, predictor_faults
from surveykit.analysis.gates import GATES
from surveykit.analysis.linear_model import LinearModel, ModelQuestion, estimate
from surveykit.analysis.moderation_words import ModerationWords, Place
from surveykit.analysis.references import AIKEN, BAUER, JOHNSON_NEYMAN, MACKINNON
from surveykit.analysis.statistics.formulas import LEVEL
from surveykit.analysis.statistics.influence import Flip
from surveykit.analysis.statistics.interaction import Interaction
from surveykit.analysis.statistics.least_squares import Coefficient, LeastSquares
from surveykit.analysis.words import n_text
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset
from surveykit.core.finding import (
    AssumptionCheck,
    Caution,
    Cell,
    Column,
    Estimate,
    Finding,
    Method,
    Of,
    Style,
    Table,
)
from surveykit.core.language import Text, both, same
from surveykit.core.numbers import count, number

STEPS = 60
"""Values of the moderator at which the figure has a point."""
PRODUCT = 2
"""The place of the product among the terms."""


@analysis("moderation")
@dataclass(frozen=True)
class Moderation(Analysis):
    """Whether the slope of `predictor` on `outcome` differs with `moderator`.

    All three are ids of constructs or names of numeric variables; the moderator (and the predictor) may also be a
    category of two. `covariates` are held constant, categories included. Quantities are centred on their means.
    `errors` as in `regression`.

    ```yaml
    - moderation: {outcome: loyalty, predictor: satisfaction, moderator: value, covariates: [image]}
    ```
    """

    outcome: str
    predictor: str
    moderator: str
    covariates: tuple[str, ...] = ()
    errors: Literal["hc3", "classical"] = "hc3"

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        yield from outcome_faults(codebook, self.outcome)
        yield from predictor_faults(codebook, self.outcome, (self.predictor, self.moderator, *self.covariates))
        for name in (self.predictor, self.moderator):
            if is_nominal(codebook, name) and len(codebook.by_name[name].values) != 2:
                yield "analysis-not-two", {"name": name}

    def questions(self, dataset: Dataset) -> Iterator["ModeratedSlope"]:
        design = ModeratedDesign(dataset, self.outcome, (self.predictor, self.moderator, *self.covariates))
        yield ModeratedSlope(dataset, LinearModel(design, self.errors))


@dataclass(frozen=True)
class Product(Term):
    """The product of the predictor `focal` and the moderator."""

    focal: str = ""

    @property
    def id(self) -> str:
        return f"{self.focal}*{self.predictor}"


@dataclass(frozen=True, eq=False)
class ModeratedDesign(Design):
    """The predictor, the moderator, their product, the covariates; quantities among the first two are centred."""

    @cached_property
    def plain(self) -> tuple[Term, ...]:
        """The terms without the product."""
        return Design(self.dataset, self.outcome, self.predictors).terms

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        product = Product(self.predictors[1], focal=self.predictors[0])
        return (*self.plain[:PRODUCT], product, *self.plain[PRODUCT:])

    @property
    def summed(self) -> None:
        """Products are no columns of the dataset."""
        return None

    @cached_property
    def _base(self) -> LeastSquares:
        plain = Design(self.dataset, self.outcome, self.predictors)
        return LeastSquares(plain.names, plain.blocks)

    @cached_property
    def centres(self) -> tuple[float, float]:
        """What is taken from the predictor and from the moderator: the mean, of a category nothing."""
        means = self._base.moments.mean[1:3]
        first, second = (0.0 if t.level is not None else float(m) for t, m in zip(self.plain, means, strict=False))
        return first, second

    def blocks(self) -> Iterator[NDArray[Any]]:
        first, second = self.centres
        for block in Design(self.dataset, self.outcome, self.predictors).blocks():
            x, w = block[:, 1] - first, block[:, 2] - second
            yield np.column_stack([block[:, 0], x, w, x * w, block[:, 3:]])

    def of(self, term: Term) -> Of:
        if isinstance(term, Product):
            return {"outcome": self.outcome, "predictor": term.focal, "moderator": term.predictor}
        return super().of(term)

    def label(self, term: Term) -> Text:
        if isinstance(term, Product):
            first, second = (self.dataset.codebook.label(id) for id in (term.focal, term.predictor))
            return both("moderation.product", first=first, second=second)
        return super().label(term)

    def name(self, term: Term) -> Text:
        return both("analysis.quoted", text=self.label(term)) if isinstance(term, Product) else super().name(term)


@dataclass(frozen=True, eq=False)
class ModeratedSlope(ModelQuestion[Interaction]):
    """Whether one slope differs with one moderator."""

    analysis = "moderation"

    @property
    def design(self) -> ModeratedDesign:
        """The columns."""
        assert isinstance(self.model.design, ModeratedDesign)
        return self.model.design

    @property
    def id(self) -> str:
        return f"moderation.{self.design.outcome}.{self.design.predictors[0]}.{self.design.predictors[1]}"

    @property
    def text(self) -> Text:
        return both("moderation.question", **self._names)

    @property
    def _names(self) -> dict[str, Text]:
        predictor, moderator = (self.model.name(id) for id in self.design.predictors[:2])
        return {"outcome": self.model.outcome, "predictor": predictor, "moderator": moderator}

    def wanted(self) -> list[tuple[str, Of]]:
        return [("coefficient", self.design.of(self.design.terms[PRODUCT]))]

    def estimate(self) -> Interaction:
        return self._interaction

    @cached_property
    def _interaction(self) -> Interaction:
        return Interaction(self.model.fit)

    @property
    def _two(self) -> bool:
        """Whether the moderator is a category of two."""
        return self.design.plain[1].level is not None

    @cached_property
    def _range(self) -> tuple[float, float]:
        """The observed values of the centred moderator."""
        column = self.design.rows[:, 2]
        return float(column.min()), float(column.max())

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the slope is given: one SD below the mean, the mean, one above, if observed; or both categories."""
        if self._two:
            term = self.design.plain[1]
            values = self.dataset.variable(term.predictor).values
            levels = ((term.reference, 0.0), (term.level, 1.0))
            names = [(count(level), values.get(level or 0) or same(count(level)), at) for level, at in levels]
            return tuple(
                Place(id, both("analysis.quoted", text=t), at, self._interaction.slope(at)) for id, t, at in names
            )
        sd, (low, high) = float(self.model.fit.moments.sd[2]), self._range
        near = (("minus_1_sd", -sd), ("mean", 0.0), ("plus_1_sd", sd))
        return tuple(
            Place(
                id,
                both(f"moderation.at.{id}", value=number(at + self.design.centres[1])),
                at,
                self._interaction.slope(at),
            )
            for id, at in near
            if low <= at <= high
        )

    @cached_property
    def bounds(self) -> tuple[float, ...]:
        """Observed values of the centred moderator at which the slope's interval touches zero."""
        return () if self._two else self._interaction.within(*self._range)

    def figures(self, numbers: Interaction) -> Figures:
        product = self.design.of(self.design.terms[PRODUCT])
        df = self.model.fit.df

        def slopes() -> Iterator[Estimate]:
            for place in self.places:
                yield estimate("simple_slope", {**product, "at": place.id}, place.slope, df)

        return {
            "coefficient": self.model.coefficients,
            "r_squared": lambda: [Estimate("r_squared", {"outcome": self.design.outcome}, self.model.fit.r_squared)],
            "r_squared_change": lambda: [Estimate("r_squared_change", product, self._change)],
            "simple_slope": slopes,
            "moderator_value": self._values,
            "johnson_neyman_bound": self._bounded,
        }

    def _values(self) -> Iterator[Estimate]:
        """Where the slopes are given, in the moderator's own unit; categories have none."""
        product = self.design.of(self.design.terms[PRODUCT])
        for place in () if self._two else self.places:
            yield Estimate("moderator_value", {**product, "at": place.id}, place.at + self.design.centres[1])

    def _bounded(self) -> Iterator[Estimate]:
        product = self.design.of(self.design.terms[PRODUCT])
        if self._two:
            return
        if not self.bounds:
            yield Estimate("johnson_neyman_bound", product, None, reason=both("moderation.no_bound"))
        for at, bound in enumerate(self.bounds, 1):
            yield Estimate("johnson_neyman_bound", {**product, "bound": count(at)}, bound + self.design.centres[1])

    @cached_property
    def _change(self) -> float:
        fit = self.model.fit
        keep = [at for at in range(fit.k + 1) if at != PRODUCT + 1]
        names = tuple(fit.names[at] for at in keep)
        return fit.r_squared - LeastSquares(names, lambda: (b[:, keep] for b in fit.blocks())).r_squared

    def method(self) -> Method:
        options = {"level": LEVEL, "cov_type": self.model.cov_type, "centred": "mean", "missing": "listwise"}
        return Method(both(f"moderation.method.{self.model.errors}"), "NumPy", np.__version__, options)

    def references(self) -> tuple[str, ...]:
        first = (MACKINNON,) if self.model.errors == "hc3" else ()
        return (*first, AIKEN, JOHNSON_NEYMAN, BAUER)

    @cached_property
    def _hanging(self) -> Coefficient | None:
        """The interaction without the respondent on whom its conclusion hangs."""
        found: Sequence[Flip] = self.model.influence.flips
        return next((f.without for f in found if f.predictor == PRODUCT), None)

    def present(self, numbers: Interaction, checks: tuple[AssumptionCheck, ...]) -> Finding:
        words = ModerationWords(
            **self._names,
            product=numbers.product,
            change=self._change,
            n=self.n,
            places=self.places,
            bounds=tuple(b + self.design.centres[1] for b in self.bounds),
            shown_at=self._shown_at(),
            two=self._two,
            hanging=self._hanging,
            labels=(self.dataset.codebook.label(self.design.predictors[0]), self._moderator_label()),
        )
        return self.finding(
            words.sentences(),
            self.estimates(numbers),
            self._table(),
            words.figure(self._points()),
            cautions=list(self._cautions(numbers)),
            headline=not numbers.product.holds_zero and self._hanging is None,
            claim=numbers.product.p,
        )

    def _moderator_label(self) -> Text:
        return self.dataset.codebook.label(self.design.predictors[1])

    def _shown_at(self) -> tuple[bool, ...]:
        """Whether the slope's interval leaves out zero, between bounds from the moderator's lowest value up."""
        edges = (self._range[0], *self.bounds, self._range[1])
        middles = [(a + b) / 2 for a, b in pairwise(edges)]
        return tuple(not self._interaction.slope(m).holds_zero for m in middles)

    def _points(self) -> list[tuple[float, Coefficient]]:
        """The slope over the moderator's observed values, in its own units, with a point at each bound."""
        at = np.unique(np.concatenate([np.linspace(*self._range, STEPS), self.bounds]))
        return [(float(w) + self.design.centres[1], self._interaction.slope(float(w))) for w in at]

    def _table(self) -> Table:
        fit = self.model.fit
        labels = [both("analysis.regression.intercept"), *(self.design.label(t) for t in self.design.terms)]
        rows: list[tuple[Cell, ...]] = [
            (label, c.value, c.se, c.interval, c.p) for label, c in zip(labels, fit.all, strict=True)
        ]
        for place in self.places:
            label = both(
                "moderation.row", predictor=self.dataset.codebook.label(self.design.predictors[0]), at=place.said
            )
            rows.append((label, place.slope.value, place.slope.se, place.slope.interval, place.slope.p))
        hc3 = self.model.errors == "hc3"
        columns = (
            Column(both("moderation.column.term")),
            Column(both("analysis.column.b"), Style.NUMBER),
            Column(both("analysis.column.se" if hc3 else "regression.column.se"), Style.NUMBER),
            Column(both("analysis.column.b_ci"), Style.NUMBER),
            Column(both("analysis.column.p"), Style.P),
        )
        note = both("moderation.note", n=n_text(self.n))
        title = both("moderation.table", **self._names)
        return Table(title, columns, tuple(rows), (note, *self.design.notes()))

    def _cautions(self, numbers: Interaction) -> Iterator[Caution]:
        yield from self.model.base()
        if numbers.product.holds_zero:
            yield GATES["NONSIG"].caution("moderation", **self._names)
        if self._hanging is not None:
            yield GATES["INFLUENCE"].caution("interaction", outcome=self.model.outcome)
        yield from self.model.measurement()
